"""What teaching does, and what a server was taught as a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.__main__ import souffleur
from bot.articles.article import Corpus
from bot.errors import BotError
from bot.measuring.lessons import orphans_of, read_lessons
from bot.measuring.selection import per_article
from bot.measuring.squad import read_squad
from bot.measuring.teaching import greatest_lead, likest_apart, tried, typings
from bot.retrieval.librarian import Librarian
from bot.retrieval.taught import SAME_FROM, Taught
from bot.retrieval.weights import Weights
from tests.measuring.builders import ARTICLE, KEEPER, LIGHTHOUSE, squad, write_json

QUESTION = "Qui dirige la capitainerie ?"
QUESTIONS = f"""article: phare
questions:
  - question: {QUESTION}
    kind: plain
    passage: Quéméner
    answer: quarante ans
  - question: Qui construisit le phare de Kermadec ?
    kind: plain
    passage: Yves Le Goff
    answer: Yves Le Goff
"""


def lesson(question: str = QUESTION, text: str = KEEPER, **more: Any) -> dict[str, Any]:
    return {"question": question, "article_id": "phare", "passage_text": text, **more}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "phare.md").write_text(ARTICLE, encoding="utf-8")
    file = tmp_path / "questions.yaml"
    file.write_text(QUESTIONS, encoding="utf-8")
    return file


def evaluate(questions: Path, *options: str | Path) -> str:
    arguments = ["evaluate", questions, "--corpus", questions.parent / "articles", *options]
    run = CliRunner().invoke(souffleur, list(map(str, arguments)), catch_exceptions=False)
    assert run.exit_code == 0
    return run.output


def test_the_figures_are_shown_without_and_with_what_was_taught(
    questions: Path, tmp_path: Path
) -> None:
    export = write_json(tmp_path / "export.json", {"guild": 1, "lessons": [lesson(id=7)]})

    shown = evaluate(questions, "--taught", export)

    tables = [line for line in shown.splitlines() if line.startswith("plain")]
    assert [line.split()[2] for line in tables] == ["0.500", "1.000"]
    assert "with 1 taught" in shown
    assert "hit_at_1: 0.500 → 1.000" in shown
    assert f"« {QUESTION} »" in shown
    assert "is gone" not in shown


def test_what_is_taught_of_a_passage_that_is_gone_is_named(questions: Path, tmp_path: Path) -> None:
    gone = lesson("Où est le \x1b[31mphare ?", "Un texte que l’article n’a jamais tenu.")
    export = write_json(tmp_path / "export.json", {"lessons": [gone]})

    shown = evaluate(questions, "--taught", export)

    assert "Taught of a passage that is gone: phare: « Où est le [31mphare ? »" in shown
    assert "No figure moved." in shown


def test_the_run_that_is_kept_is_that_with_what_was_taught(questions: Path, tmp_path: Path) -> None:
    export = write_json(tmp_path / "export.json", {"lessons": [lesson()]})

    evaluate(questions, "--taught", export, "--json", tmp_path / "run.json")

    run = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert run["taught"] == 1
    assert run["figures"]["total"]["hit_at_1"] == 1.0
    shown = evaluate(questions, "--compare", tmp_path / "run.json")
    assert "Wrong now, right before: 1" in shown


@pytest.mark.parametrize(
    "content",
    [[], {}, {"lessons": 1}, {"lessons": [{"question": "Qui ?"}]}, {"lessons": [[]]}],
    ids=str,
)
def test_what_is_no_export_is_refused(content: Any, tmp_path: Path) -> None:
    file = write_json(tmp_path / "export.json", content)

    with pytest.raises(BotError, match="is not an export of a server's data"):
        read_lessons(file)


def test_orphans_are_those_that_no_article_holds(tmp_path: Path) -> None:
    sets = list(per_article(read_squad(write_json(tmp_path / "squad.json", squad()))))
    there, gone = (
        Taught("Qui ?", sets[0].corpus.articles[0].id, text)
        for text in (LIGHTHOUSE, "Un texte perdu.")
    )

    assert orphans_of(sets, [there, gone]) == (gone,)


def test_a_trial_counts_what_was_taught_and_what_was_not(tmp_path: Path) -> None:
    def librarian_of(corpus: Corpus, taught: Sequence[Taught]) -> Librarian:
        return Librarian(corpus, taught=taught)

    views = list(per_article(read_squad(write_json(tmp_path / "squad.json", squad()))))

    trial, again = (tried(views, librarian_of) for _ in range(2))

    # Three questions of the lighthouse, of which one is taught; two of the cheese are too few.
    assert (trial.others, trial.again) == (2, len(list(typings(QUESTION))))
    assert trial.before == trial.rightly == trial.wrongly == 2
    assert trial.again_first == trial.again_answered == trial.again
    assert trial.kept_away_taught == trial.kept_away <= trial.foreign
    assert trial == again


def test_questions_that_two_passages_answer_are_less_alike_than_the_same_one(
    tmp_path: Path,
) -> None:
    views = list(per_article(read_squad(write_json(tmp_path / "squad.json", squad()))))

    likest = likest_apart(views, lambda corpus, taught: Librarian(corpus, taught=taught))

    assert 0.0 <= likest < SAME_FROM


def test_a_question_is_typed_in_several_ways() -> None:
    assert list(typings("Où est Quéméner ?")) == [
        "Où est Quéméner ?",
        "ou est quemener ?",
        "OÙ EST QUÉMÉNER ?",
        "Bonjour, Où est Quéméner stp",
        "Où est Quéémner ?",
    ]


def test_the_weight_of_what_is_taught_exceeds_every_lead(tmp_path: Path) -> None:
    questions = read_squad(write_json(tmp_path / "squad.json", squad()))
    weights = Weights.shipped()
    librarian = Librarian(questions.corpus)

    lead = greatest_lead(questions, weights, None)

    assert lead == int(lead)
    for question in questions.questions:
        scores = [match.score for match in librarian.answer(question.text).matches]
        assert max(scores) - min(scores) <= lead
    assert lead < weights.passages["taught"]
