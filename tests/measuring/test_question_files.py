"""The product's own question files."""

from pathlib import Path

import pytest

from bot.articles.folder import read_corpus
from bot.errors import BotError
from bot.measuring.question_files import read_question_file
from bot.measuring.questions import Expected, Kind, QuestionSet
from tests.measuring.builders import KEEPER, LIGHTHOUSE, corpus_of

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "corpus" / "questions").glob("*.yaml"))


def read(folder: Path, questions: str, *, article: str = "phare") -> QuestionSet:
    file = folder / "questions.yaml"
    file.write_text(f"article: {article}\nquestions:\n{questions}", encoding="utf-8")
    return read_question_file(file, corpus_of(LIGHTHOUSE, KEEPER))


def test_a_question_is_tied_to_the_passage_that_holds_its_words(tmp_path: Path) -> None:
    asked = read(
        tmp_path,
        """
  - question: Qui a construit le phare ?
    kind: plain
    passage: par l’ingénieur
    answer: Yves Le Goff
""",
    )

    (question,) = asked.questions
    assert asked.name == "questions"
    assert question.kind is Kind.PLAIN
    assert question.passages == ("phare#1",)
    assert question.answers == (Expected("Yves Le Goff"),)


def test_lists_name_several_right_passages_and_answers(tmp_path: Path) -> None:
    asked = read(
        tmp_path,
        """
  - question: Et qui y vivait ?
    kind: follow-up
    after: ["Qui a construit le phare ?"]
    passage: [Yves Le Goff, Anna Quéméner]
    answer: [Yves Le Goff, Anna Quéméner]
""",
    )

    (question,) = asked.questions
    assert question.earlier == ("Qui a construit le phare ?",)
    assert question.passages == ("phare#1", "phare#2")
    assert question.answers == (Expected("Yves Le Goff"), Expected("Anna Quéméner"))


def test_white_space_of_any_width_is_one_space(tmp_path: Path) -> None:
    asked = read(
        tmp_path,
        '  - {question: "Quand ?", kind: typo, passage: "construit\\u00a0en  1874"}\n',
    )

    assert asked.questions[0].passages == ("phare#1",)


def test_what_the_article_does_not_answer_has_no_passage(tmp_path: Path) -> None:
    asked = read(
        tmp_path,
        "  - {question: Quel salaire, kind: near-miss}\n"
        "  - {question: Quelle heure, kind: unanswered}\n",
    )

    assert [question.passages for question in asked.questions] == [(), ()]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param(
            "{question: Qui, kind: riddle}", "kind: `riddle` is none of plain, ", id="kind"
        ),
        pytest.param(
            "{question: Qui, kind: foreign}", "kind: `foreign` is none of", id="inner kind"
        ),
        pytest.param("{kind: plain}", "question: Field required", id="no question"),
        pytest.param("{question: ' ', kind: plain}", "question: String should", id="blank"),
        pytest.param("{question: 1874, kind: plain}", "question: Input should", id="a number"),
        pytest.param("{question: Qui, kind: plain, anser: x}", "anser: Extra", id="unknown key"),
        pytest.param("Qui ?", "Input should be", id="a text alone"),
        pytest.param(
            "{question: Qui, kind: plain}", "kind plain needs a `passage`", id="no passage"
        ),
        pytest.param(
            "{question: Qui, kind: plain, passage: Tracteur}",
            "no passage holds « Tracteur »",
            id="foreign words",
        ),
        pytest.param(
            "{question: Qui, kind: plain, passage: a}",
            "2 passages hold « a » (phare#1, phare#2)",
            id="words of several",
        ),
        pytest.param(
            "{question: Qui, kind: plain, passage: Yves, answer: quarante ans}",
            "no right passage holds the answer « quarante ans »",
            id="answer elsewhere",
        ),
        pytest.param(
            "{question: Qui, kind: near-miss, passage: Yves}",
            "kind near-miss has neither",
            id="near miss with a passage",
        ),
        pytest.param(
            "{question: Qui, kind: follow-up, passage: Yves}", "needs `after`", id="no after"
        ),
    ],
)
def test_a_fault_is_named_with_its_question(tmp_path: Path, question: str, said: str) -> None:
    with pytest.raises(BotError) as refused:
        read(tmp_path, f"  - {{question: Salut, kind: unanswered}}\n  - {question}\n")

    assert "questions.yaml, question 2" in str(refused.value)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("", "is empty", id="empty"),
        pytest.param("article: [", "is not YAML: line 1: ", id="broken"),
        pytest.param("article: a\nquestions: [Qui ?, b]\n", "YAML: line 2: ", id="unquoted"),
        pytest.param("- a\n- b\n", "is not a question file", id="a list"),
        pytest.param("article: phare\n", "questions: Field required", id="no questions"),
        pytest.param("article: phare\nquestions: []\n", "is not a question file", id="none"),
        pytest.param("article: x\nquestions: [a]\n", "no article `x` in the corpus", id="article"),
        pytest.param("[" * 5000, "is not YAML", id="very deep", marks=pytest.mark.unmeasured),
    ],
)
def test_what_is_no_question_file_is_refused_in_a_line(
    tmp_path: Path, content: str, said: str
) -> None:
    file = tmp_path / "q.yaml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(BotError) as refused:
        read_question_file(file, corpus_of(LIGHTHOUSE))

    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.unmeasured
@pytest.mark.parametrize("file", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_questions_fit_the_shipped_article(file: Path) -> None:
    asked = read_question_file(file, read_corpus(ROOT / "corpus"))

    kinds = {question.kind for question in asked.questions}
    assert kinds == {kind for kind in Kind if kind not in {"own", "foreign", "impossible"}}


@pytest.mark.unmeasured
def test_a_third_of_the_shipped_questions_is_kept_apart() -> None:
    corpus = read_corpus(ROOT / "corpus")

    texts = {
        file.stem: {(q.text, q.earlier) for q in read_question_file(file, corpus).questions}
        for file in SHIPPED
    }

    held_out, worked_on = texts["meta-scale-ai-held-out"], texts["meta-scale-ai"]
    assert held_out.isdisjoint(worked_on)
    assert len(held_out) * 3 >= len(held_out | worked_on)
