"""Files of the command line that hold anything: taken, or refused in one line."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.articles.folder import read_corpus
from bot.errors import BotError
from bot.measuring.files import json_of
from bot.measuring.floors import read_floors
from bot.measuring.question_files import read_question_file
from bot.measuring.record import Run
from bot.measuring.squad import read_squad

CORPUS = read_corpus(Path(__file__).parent.parent.parent / "corpus")
Read = Callable[[Path], object]
READERS: dict[str, Read] = {
    "questions": lambda path: read_question_file(path, CORPUS),
    "squad": read_squad,
    "floors": read_floors,
    "run": lambda path: json_of(path, Run, "a run"),
}

# The words that the files use, so that what is drawn gets further than the door.
NAMES = st.sampled_from(
    "article questions question kind passage answer after data paragraphs context qas answers text "
    "answer_start is_impossible title version hit_at_1 id".split()
)
SCALARS = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | NAMES
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4)
)
YAML_MARKS = st.text(alphabet="&*!<>|%@`{}[],:?-#'\"\\ \n\tab01~=\x00\x85\ufeff", max_size=40)
CONTENTS = (
    st.binary(max_size=80)
    | YAML_MARKS.map(str.encode)
    | VALUES.map(lambda value: json.dumps(value).encode())
    | st.builds(lambda name, value: f"{name}: {json.dumps(value)}".encode(), NAMES, VALUES)
)
DEEP = b"[" * 50_000
# Each line doubles what the one before it stands for.
LAUGHS = "\n".join(
    ["a0: &a0 [ha]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
).encode()
MERGES = "\n".join(
    ["a0: &a0 {ha: 1}", *(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 20))]
).encode()
OBJECT = b"!!python/object/apply:os.system ['false']"


@pytest.mark.parametrize("reader", READERS)
@given(content=CONTENTS)
@example(content=DEEP)
@example(content=LAUGHS)
@example(content=MERGES)
@example(content=OBJECT)
@example(content=b"article: *nobody")
def test_whatever_a_file_holds_it_is_taken_or_refused_in_one_line(
    reader: str, content: bytes
) -> None:
    told = ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        try:
            READERS[reader](path)
        except BotError as error:
            told = str(error)

    assert len(told.splitlines()) <= 1


def test_a_file_cannot_have_the_program_call_anything(tmp_path: Path) -> None:
    marker = tmp_path / "called"
    path = tmp_path / "questions.yaml"
    path.write_text(f"!!python/object/apply:pathlib.Path.touch ['{marker}']", encoding="utf-8")

    with contextlib.suppress(BotError):
        read_question_file(path, CORPUS)
    article = tmp_path / "article.md"
    article.write_text(f"---\n{path.read_text(encoding='utf-8')}\n---\nMots.\n", encoding="utf-8")
    with contextlib.suppress(BotError):
        read_corpus(tmp_path)

    assert not marker.exists()
