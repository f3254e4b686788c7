"""Runs as JSON, compared with one another and with floors."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.errors import BotError
from bot.measuring.asking import Result
from bot.measuring.comparison import Change, compare
from bot.measuring.figures import Figures
from bot.measuring.files import json_of
from bot.measuring.floors import below_floors, read_floors
from bot.measuring.groups import figures_by_group
from bot.measuring.questions import Kind
from bot.measuring.record import Run, asked_questions
from bot.retrieval.answer import Status
from tests.measuring.builders import result, write_json


def run(*results: Result) -> Run:
    return Run(
        souffleur="0.1.0",
        files=("questions.yaml",),
        per_article=False,
        part=None,
        among_all=False,
        sample=None,
        thesaurus=False,
        articles=1,
        passages=2,
        asked=len(results),
        figures=figures_by_group(results),
        results=asked_questions(results),
    )


RIGHT = result(Kind.PLAIN, ranked=("phare#1",), text="Qui ?", answers=("x",))
WRONG = result(Kind.PLAIN, ranked=("a#2",), text="Qui ?")
ELSE = result(Kind.TYPO, ranked=("phare#1",), text="Où « ça » ?")
REFUSED = result(Kind.UNANSWERED, status=Status.NOT_FOUND, text="Quand ?", confidence=0.1234567)


def test_a_run_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    written = run(RIGHT, ELSE, REFUSED)
    file = tmp_path / "run.json"
    file.write_text(written.to_json(), encoding="utf-8")

    assert json_of(file, Run, "a run") == written


def test_the_json_tells_every_question_on_a_line_of_its_own() -> None:
    lines = run(RIGHT, REFUSED).to_json().splitlines()

    (line,) = [line for line in lines if "Quand" in line]
    assert json.loads(line) == {
        "file": "file",
        "asked_of": None,
        "kind": "unanswered",
        "question": "Quand ?",
        "after": [],
        "expected": [],
        "first": None,
        "rank": None,
        "status": "not_found",
        "confidence": 0.123457,
        "right": True,
        "sentence_right": None,
        "ms": 1.0,
    }


def test_a_run_compared_with_itself_shows_nothing() -> None:
    comparison = compare(run(RIGHT, ELSE), run(RIGHT, ELSE))

    assert (comparison.changes, comparison.gained, comparison.lost) == ((), (), ())
    assert comparison.unmatched == 0


def test_what_got_better_and_worse_is_told() -> None:
    comparison = compare(run(WRONG, ELSE), run(RIGHT, ELSE))

    assert [asked.question for asked in comparison.gained] == ["Qui ?"]
    assert comparison.lost == ()
    assert Change("plain", "hit_at_1", 0.0, 1.0) in comparison.changes
    assert Change("total", "hit_at_1", 0.5, 1.0) in comparison.changes
    assert {change.group for change in comparison.changes} == {"plain", "total"}


def test_the_other_way_round_it_is_lost() -> None:
    comparison = compare(run(RIGHT), run(WRONG))

    assert [asked.question for asked in comparison.lost] == ["Qui ?"]
    # The one kind there is says what the total says.
    assert {change.group for change in comparison.changes} == {"total"}


def test_questions_asked_twice_are_matched_in_their_order() -> None:
    comparison = compare(run(RIGHT, WRONG), run(WRONG, WRONG))

    assert len(comparison.lost) == 1
    assert comparison.unmatched == 0


def test_questions_of_one_run_alone_are_counted() -> None:
    assert compare(run(RIGHT, ELSE), run(RIGHT, REFUSED)).unmatched == 2


@pytest.mark.parametrize("content", [{}, [], {"souffleur": "0.1.0", "results": []}])
def test_a_baseline_that_is_no_run_is_refused(tmp_path: Path, content: Any) -> None:
    file = write_json(tmp_path / "baseline.json", content)

    with pytest.raises(BotError, match=r"baseline\.json is not a run: "):
        json_of(file, Run, "a run")


FIGURES = {"total": Figures(hit_at_1=0.8, kept=0.97), "typo": Figures(hit_at_1=0.5)}


@pytest.mark.parametrize(
    ("floors", "faults"),
    [
        pytest.param({"hit_at_1": 0.8}, [], id="reached"),
        pytest.param({"total.kept": 0.97, "typo.hit_at_1": 0.4}, [], id="by group"),
        pytest.param(
            {"hit_at_1": 0.81}, ["hit_at_1 is 0.8000, below its floor of 0.810"], id="below"
        ),
        pytest.param(
            {"typo.hit_at_1": 0.6, "kept": 0.98},
            [
                "typo.hit_at_1 is 0.5000, below its floor of 0.600",
                "kept is 0.9700, below its floor of 0.980",
            ],
            id="each is named",
        ),
        pytest.param(
            {"typo.auc": 0.1}, ["typo.auc was not measured, its floor is 0.100"], id="no figure"
        ),
        pytest.param(
            {"riddle.hit_at_1": 0},
            ["riddle.hit_at_1 was not measured, its floor is 0.000"],
            id="no group",
        ),
    ],
)
def test_figures_are_held_against_their_floors(
    tmp_path: Path, floors: dict[str, float], faults: list[str]
) -> None:
    read = read_floors(write_json(tmp_path / "floors.json", floors))

    assert list(below_floors(FIGURES, read)) == faults


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param({"hits": 0.5}, "no figure `hits` has a floor; use hit_at_1, ", id="name"),
        pytest.param({"p99_ms": 0.5}, "no figure `p99_ms` has a floor", id="a time"),
        pytest.param({"hit_at_1": 95}, "is not a file of floors", id="percent"),
        pytest.param({"hit_at_1": "much"}, "is not a file of floors", id="words"),
        pytest.param([0.5], "is not a file of floors", id="a list"),
    ],
)
def test_floors_that_cannot_be_held_are_refused(tmp_path: Path, content: Any, said: str) -> None:
    with pytest.raises(BotError) as refused:
        read_floors(write_json(tmp_path / "floors.json", content))

    assert said in str(refused.value)
