"""The benchmark without its extras: corpora, questions, two peers, and what is told of a run."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.corpus import Corpus, read, write
from benchmarks.lines import questions_of
from benchmarks.measure import ask, build
from benchmarks.peers import peer_of
from benchmarks.picture import draw
from benchmarks.reading import asked, corpus_of, questions_in
from benchmarks.report import Run, as_json, growth, markdown, table
from benchmarks.running import Measured, Missing
from bot.errors import BotError

CORPUS = Corpus(
    words=np.array([0, 1, 1, 2, 0, 3], np.int32),
    ends=np.array([2, 5, 6], np.int64),
    vocabulary=["chat", "dort", "mer", "monte"],
)
RUN = Run(
    "drawn",
    "piaf",
    (
        Measured("souffleur", 1_000, 1, 0.5, 1, 60, 0.1),
        Measured("tantivy", 1_000, 1, 1, 4, 20, 0.05),
        Measured("souffleur", 100_000, 1, 2, 1, 60, 0.1),
    ),
    (Missing("Lucene", "no JDK"),),
)


def test_a_corpus_is_the_same_when_it_was_written_and_read(tmp_path: Path) -> None:
    write(CORPUS, [["chat", "dort"], ["mer"]], tmp_path)

    again = read(tmp_path)

    assert list(again.lines()) == ["chat dort", "dort mer chat", "monte"]
    assert again.vocabulary == CORPUS.vocabulary
    assert questions_of(tmp_path) == [["chat", "dort"], ["mer"]]


def test_the_first_passages_of_a_corpus_are_a_corpus() -> None:
    assert list(CORPUS.first(2).passages()) == [["chat", "dort"], ["dort", "mer", "chat"]]


def test_markdown_files_are_read_as_the_bot_reads_them(tmp_path: Path) -> None:
    (tmp_path / "mer.md").write_text("---\ntitle: La mer\n---\n\nLa mer monte.\n", "utf-8")

    assert list(corpus_of(tmp_path).lines()) == ["mer mont"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("asked.txt", "La mer ?\n\nLe chat ?\n"),
        ("asked.yaml", "questions:\n  - question: La mer ?\n  - question: Le chat ?\n"),
    ],
)
def test_questions_are_read_from_text_and_from_yaml(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")

    assert questions_in([tmp_path / name]) == ["La mer ?", "Le chat ?"]


def test_words_that_no_passage_holds_are_left_out() -> None:
    assert asked(["Un tracteur ?", "Le chat du voisin ?"], CORPUS, 5) == [["chat"]]


def test_questions_that_share_no_word_with_the_corpus_are_refused() -> None:
    with pytest.raises(BotError, match="shares a word"):
        asked(["Un tracteur ?"], CORPUS, 5)


@pytest.mark.parametrize("name", ["souffleur", "rank_bm25", "SQLite FTS5"])
def test_a_peer_opens_what_it_built(name: str, tmp_path: Path) -> None:
    passages = Corpus(np.arange(12, dtype=np.int32) % 4, np.arange(1, 13), CORPUS.vocabulary)
    write(passages, [["chat"]], tmp_path)
    peer = peer_of(name)

    peer.build(peer.ready(passages), tmp_path)

    assert peer.open(tmp_path)(["chat", "mer"])


def test_what_was_measured_is_told_as_lines_of_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(CORPUS, [["chat"], ["mer"]], tmp_path)

    build("souffleur", tmp_path)
    ask("souffleur", tmp_path)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [sorted(line) for line in lines] == [
        ["build_seconds"],
        ["answered"],
        ["p50_ms", "p99_ms", "rss_mb"],
    ]


def test_a_table_shows_how_many_times_our_time_each_takes() -> None:
    shown = table(RUN, 1_000)

    assert list(shown.columns[0].cells) == ["souffleur", "tantivy"]
    assert list(shown.columns[2].cells) == ["1.0", "2.0"]
    assert list(shown.columns[4].cells) == ["1.0", "4.0"]


def test_growth_is_told_for_ten_times_as_many_passages() -> None:
    assert list(growth(RUN)) == [
        "souffleur: 2.0 times as long for ten times as many passages (p50, 1,000 to 100,000)"
    ]


def test_a_table_in_markdown_leaves_out_what_was_not_measured() -> None:
    assert markdown(RUN).splitlines()[2:] == [
        "| souffleur | 0.5 / 1.0 | 2.0 / 1.0 |",
        "| tantivy | 1.0 / 4.0 |  |",
    ]


def test_what_is_missing_at_every_size_is_told_once() -> None:
    again = RUN.and_then(Missing("Lucene", "no JDK")).and_then(RUN.results[0])

    assert again.missing == RUN.missing
    assert again.results == (*RUN.results, RUN.results[0])


def test_the_json_says_what_is_missing() -> None:
    told = json.loads(as_json(RUN))

    assert told["missing"] == [{"peer": "Lucene", "reason": "no JDK"}]
    assert told["results"][0]["p50_ms"] == 0.5


def test_the_picture_is_a_png(tmp_path: Path) -> None:
    draw(RUN, tmp_path / "benchmark.png")

    assert (tmp_path / "benchmark.png").read_bytes().startswith(b"\x89PNG")
