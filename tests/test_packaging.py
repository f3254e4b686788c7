"""What is shipped around the program: locks and settings."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.settings import Settings

# Other tests show the lines that these show, in less time.
pytestmark = pytest.mark.unmeasured

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(lock: str) -> Iterator[tuple[Requirement, list[str]]]:
    """Every requirement of `lock` with its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    for line in re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines():
        requirement, *hashes = re.split(r"\s+--hash=", line.strip())
        yield Requirement(requirement), hashes


def names_on(lock: str, python: str, platform: str) -> list[str]:
    """The names, as they are compared, of what `lock` installs on that Python and system."""
    there = {"python_full_version": f"{python}.0", "python_version": python}
    there |= {"sys_platform": platform, "platform_python_implementation": "CPython"}
    return [
        canonicalize_name(requirement.name)
        for requirement, _ in locked(lock)
        if requirement.marker is None or requirement.marker.evaluate(there)
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_has_one_version_and_its_hashes(lock: str) -> None:
    for requirement, hashes in locked(lock):
        assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert not re.search(r"://|www\.|--(extra-)?index-url|--find-links|--trusted-host| @ ", text)


@pytest.mark.parametrize("platform", ["linux", "darwin"])
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_each_package_once_on_every_python(
    lock: str, python: str, platform: str
) -> None:
    names = names_on(lock, python, platform)

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(("lock", "group"), [(LOCKS[0], "build"), (LOCKS[1], "dev")])
def test_a_lock_answers_what_pyproject_asks_for(lock: str, group: str) -> None:
    asked = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"][group]

    for requirement in map(Requirement, (line for line in asked if isinstance(line, str))):
        versions = [
            pin.specifier
            for pin, _ in locked(lock)
            if canonicalize_name(pin.name) == canonicalize_name(requirement.name)
        ]
        assert versions, f"{requirement} is not locked: run make lock"
        for pinned in versions:
            assert requirement.specifier.contains(str(pinned).removeprefix("==")), requirement


def test_both_locks_agree() -> None:
    development = {str(requirement) for requirement, _ in locked("requirements-dev.lock")}

    assert {str(requirement) for requirement, _ in locked("requirements.lock")} <= development


def test_the_settings_and_the_example_name_the_same_variables() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    named = re.findall(r"^#? ?([A-Z_]+)=", example, flags=re.MULTILINE)

    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_the_example_copied_as_it_is_changes_nothing() -> None:
    copied = Settings.from_environment({}, env_file=ROOT / ".env.example")

    assert copied == Settings.from_environment({})


def test_git_never_takes_the_secrets() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()

    assert ".env" in ignored
