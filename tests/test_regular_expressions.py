"""No text makes a regular expression of the bot slow, and nothing runs what a file says."""

from __future__ import annotations

import ast
import contextlib
import importlib
import itertools
import math
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

import bot

ROOT = Path(bot.__file__).parent
FUNCTIONS = {"compile", "match", "search", "sub", "split", "findall", "finditer", "fullmatch"}
# What the expressions look for, and what stops them: pumped up, each alone and in pairs.
PUMPS = (*"a A 1 _ . , ' : ; < > ! - – > | \\ * # % \u00a0 \n é <a :a a. Dr.".split(" "), " ")
# A character or a class of them, as an expression is written.
ATOM = re.compile(
    r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)|.",
    re.DOTALL | re.IGNORECASE,
)
SHORT, LONG = 200, 1_600
# Eight times the text takes eight times as long, or sixty-four: this lies between.
MOST_TIMES_LONGER = 32


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every expression of the bot: those that modules keep, and those in their calls."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages([str(ROOT)], "bot."):
        if module.name in {"bot.__main__", "bot.memory.migrations.env"}:
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, re.Pattern):
                found[value.pattern] = value
    for path in ROOT.rglob("*.py"):
        for name, call in _calls(path):
            if name in {f"re.{name}" for name in FUNCTIONS} and call.args:
                text = _text(call.args[0])
                if text is not None:
                    found.setdefault(text, re.compile(text, re.MULTILINE))
    return found


def _nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


@cache
def _calls(path: Path) -> list[tuple[str, ast.Call]]:
    """Return every call of a file, with what is called as it is written."""
    calls = (node for node in _nodes(path) if isinstance(node, ast.Call))
    return [(ast.unparse(call.func), call) for call in calls]


def _text(argument: ast.expr) -> str | None:
    if isinstance(argument, ast.JoinedStr):
        parts = [p.value if isinstance(p, ast.Constant) else 1 for p in argument.values]
        return "".join(map(str, parts))
    is_text = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return str(argument.value) if is_text and isinstance(argument, ast.Constant) else None


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    begun = time.process_time()
    for _ in pattern.finditer(text):
        pass
    pattern.fullmatch(text)
    return time.process_time() - begun


def _is_slow(pattern: re.Pattern[str], pump: str) -> bool:
    """Tell whether the time grows with more than the length; a doubt is looked at again.

    The shortest of several times are compared: what else the machine does only lengthens them.
    """
    for ending in ("", "\0"):
        short, long = (pump * (length // len(pump)) + ending for length in (SHORT, LONG))
        taken, least = _seconds(pattern, long), math.inf
        for _ in range(6):
            if taken < 0.001:
                break
            least = min(least, *(_seconds(pattern, short) for _ in range(5)))
            if taken < MOST_TIMES_LONGER * least:
                break
            taken = min(taken, _seconds(pattern, long))
        else:
            return True
    return False


def _told_apart(pattern: re.Pattern[str], pumps: list[str]) -> list[str]:
    """Return the pumps without those that are to the expression what an earlier one is.

    It knows a text by which of its characters and classes each character belongs to, and by
    whether that is of a word or a line's end; by which it is only where it refers to a group.
    """
    if re.search(r"\\[1-9]|\(\?P=|\(\?\(", pattern.pattern):
        return pumps
    atoms = []
    for atom in {*ATOM.findall(pattern.pattern), r"\w", r"\s", r"\n"}:
        # What means nothing alone, such as a bracket of a group, is no character either.
        with contextlib.suppress(re.error):
            atoms.append(re.compile(atom, pattern.flags & ~re.VERBOSE))
    kinds = {
        character: tuple(bool(atom.fullmatch(character)) for atom in atoms)
        for character in set("".join(pumps))
    }
    apart: dict[tuple[tuple[bool, ...], ...], str] = {}
    for pump in pumps:
        apart.setdefault(tuple(kinds[character] for character in pump), pump)
    return list(apart.values())


def _slow_pump(pattern: re.Pattern[str], pumps: list[str]) -> str | None:
    return next((pump for pump in _told_apart(pattern, pumps) if _is_slow(pattern, pump)), None)


@pytest.mark.unmeasured
def test_the_time_of_an_expression_grows_with_the_length_alone() -> None:
    every = patterns()
    pumps = [*PUMPS, *map("".join, itertools.product(PUMPS, repeat=2))]

    assert len(every) > 30
    assert any(text.startswith("<@!?1") for text in every)
    slow = {text: _slow_pump(each, pumps) for text, each in every.items()}
    assert {text: found for text, found in slow.items() if found} == {}


def test_expressions_that_were_slow_once_are_still_told() -> None:
    slow = (r"https?://\S+|<\S+>", r"<[@#:a][^>\s]*>|<3+", r"[,.!–-]+(?=\s|$)", r" *- (?=\S)")

    assert all(_slow_pump(re.compile(text), [*PUMPS, "<a"]) for text in slow)


def test_a_slow_expression_is_told_from_a_quick_one() -> None:
    assert _is_slow(re.compile("[!]+$"), "!a") is False
    assert _is_slow(re.compile("[!]+y"), "!")


@pytest.mark.parametrize(
    ("written", "pumps", "apart"),
    [
        ("[!]+y", "! y a b 1 > <", "! y a >"),
        ("[a-c]x", "a b d x 1", "a d x"),
        (r"(?i)k", "K k l", "K l"),
        (r"\u00e9|\.", "é . , a", "é . , a"),
        (r"[]ab]", "] a c [", "] a c ["),
        (r"[^\]a]", "] a c [", "] a c ["),
        (r"(.)\1", "a b c", "a b c"),
        ("[ab]", "ac bd ab ca", "ac ab ca"),
    ],
)
def test_all_that_an_expression_tells_apart_is_looked_at(
    written: str, pumps: str, apart: str
) -> None:
    assert _told_apart(re.compile(written), pumps.split(" ")) == apart.split(" ")


FORBIDDEN = {"eval", "exec", "compile", "__import__", "os.system", "os.popen"}
UNSAFE = {"pickle", "marshal", "shelve", "dill", "jsonpickle", "subprocess"}


@pytest.mark.unmeasured
def test_nothing_runs_or_unpickles_what_it_reads() -> None:
    for path in ROOT.rglob("*.py"):
        assert {name for name, _ in _calls(path)}.isdisjoint(FORBIDDEN), path
        # Its tables lie among the modules that Python compiled, and are read as Python reads those.
        unsafe = UNSAFE - {"marshal"} if path.name == "tables.py" else UNSAFE
        assert set(_imported(path)).isdisjoint(unsafe), path


def _imported(path: Path) -> Iterator[str]:
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


@pytest.mark.unmeasured
def test_yaml_is_read_with_safe_loaders_alone() -> None:
    from bot.articles import front_matter  # noqa: PLC0415 - its loader is its own

    assert issubclass(front_matter._PlainLoader, yaml.SafeLoader)
    for path in ROOT.rglob("*.py"):
        for name, call in _calls(path):
            if name.startswith("yaml.") and "load" in name:
                is_told = [keyword.arg for keyword in call.keywords] == ["Loader"]
                assert name == "yaml.safe_load" or is_told, path
