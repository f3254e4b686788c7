"""SQuAD-form files."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BotError
from bot.measuring.questions import Expected, Kind
from bot.measuring.squad import is_kept_out, read_squad
from tests.measuring.builders import CHEESE, KEEPER, LIGHTHOUSE, asked, paragraph, squad, write_json

PIAF = Path(__file__).parents[3] / "shared" / "data" / "piaf-v1.0.json"


def test_the_contexts_are_the_passages_word_for_word(tmp_path: Path) -> None:
    file = write_json(tmp_path / "questions.json", squad())

    corpus = read_squad(file).corpus

    assert [article.title for article in corpus.articles] == [
        "Phare de Kermadec",
        "Tomme de Valbrune",
    ]
    assert [passage.text for passage in corpus.passages][:3] == [LIGHTHOUSE, KEEPER, CHEESE]
    for passage in corpus.passages:
        prose = passage.article.prose
        assert prose[passage.start : passage.start + len(passage.text)] == passage.text


def test_a_question_knows_its_passage_and_where_its_answer_stands(tmp_path: Path) -> None:
    file = write_json(tmp_path / "questions.json", squad())

    question = read_squad(file).questions[0]

    assert question.text == "Qui construisit le phare de Kermadec ?"
    assert question.kind is Kind.OWN
    assert question.article == "Phare de Kermadec"
    assert question.passages == ("Phare de Kermadec#1",)
    assert question.answers == (Expected("Yves Le Goff", LIGHTHOUSE.index("Yves")),)


def test_an_impossible_question_has_no_right_passage(tmp_path: Path) -> None:
    file = write_json(tmp_path / "questions.json", squad())

    impossible = [q for q in read_squad(file).questions if q.kind is Kind.IMPOSSIBLE]

    assert [question.text for question in impossible] == [
        "Quelle chèvre donne le lait de la tomme ?"
    ]
    assert impossible[0].passages == ()


def test_a_wrong_offset_is_put_right(tmp_path: Path) -> None:
    wrong = {"question": "Où ?", "answers": [{"text": "grès", "answer_start": 2}]}
    lost = {"question": "Quoi ?", "answers": [{"text": "granit", "answer_start": 2}]}
    file = write_json(tmp_path / "q.json", _file(paragraph(CHEESE, wrong, lost)))

    found = [question.answers for question in read_squad(file).questions]

    assert found == [(Expected("grès", CHEESE.index("grès")),), (Expected("granit", None),)]


def test_a_context_that_stands_in_two_articles_is_right_in_both(tmp_path: Path) -> None:
    twice = {
        "data": [
            {"title": title, "paragraphs": [paragraph(CHEESE, asked("Où ?", CHEESE, "grès"))]}
            for title in ("Tomme", "Cave")
        ]
    }
    file = write_json(tmp_path / "q.json", twice)

    assert read_squad(file).questions[0].passages == ("Tomme#1", "Cave#1")


def test_a_title_that_comes_twice_is_one_article(tmp_path: Path) -> None:
    twice = {"data": [*_file(paragraph(CHEESE))["data"], *_file(paragraph(KEEPER))["data"]]}
    twice["data"][0]["paragraphs"].append(paragraph(CHEESE, asked("Où ?", CHEESE, "grès")))
    file = write_json(tmp_path / "q.json", twice)

    corpus = read_squad(file).corpus

    assert [article.title for article in corpus.articles] == ["Tomme"]
    assert [passage.text for passage in corpus.passages] == [CHEESE, KEEPER]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("", "is empty", id="empty"),
        pytest.param("   \n", "is empty", id="blank"),
        pytest.param("{", "is not a SQuAD file", id="broken JSON"),
        pytest.param("[1, 2]", "is not a SQuAD file", id="a list"),
        pytest.param("[" * 100_000, "is not a SQuAD file", id="very deep"),
        pytest.param('{"data": [{"title": "A"}]}', "data.0.paragraphs: Field required", id="shape"),
        pytest.param('{"data": []}', "holds no question", id="no question"),
        pytest.param(
            '{"data": [{"title": "A", "paragraphs": [{"context": " ", "qas": []}]}]}',
            "a context of « A » is empty",
            id="empty context",
        ),
    ],
)
def test_what_is_no_squad_file_is_refused_in_a_line(
    tmp_path: Path, content: str, said: str
) -> None:
    file = tmp_path / "q.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(BotError) as refused:
        read_squad(file)

    assert said in str(refused.value)
    assert str(file) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "q.json").write_bytes(b"\xff\xfe{}")

    with pytest.raises(BotError, match="cannot be read: No such file"):
        read_squad(tmp_path / "missing.json")
    with pytest.raises(BotError, match="is not UTF-8 text"):
        read_squad(tmp_path / "q.json")


@given(st.text())
def test_a_title_alone_decides_whether_an_article_is_kept_out(title: str) -> None:
    digest = hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()

    assert is_kept_out(title) == (int(digest, 16) % 3 == 0)


@pytest.mark.skipif(not PIAF.exists(), reason="PIAF is not beside the checkout")
def test_piaf_is_read_whole() -> None:
    piaf = read_squad(PIAF)

    assert len(piaf.corpus.articles) == 191
    assert len(piaf.corpus.passages) == 761
    assert len(piaf.questions) == 3835
    texts = {passage.id: passage.text for passage in piaf.corpus.passages}
    for question in piaf.questions:
        for answer in question.answers:
            assert answer.start is not None
            assert texts[question.passages[0]].startswith(answer.text, answer.start)


def _file(*paragraphs: dict[str, Any]) -> dict[str, Any]:
    return {"data": [{"title": "Tomme", "paragraphs": list(paragraphs)}]}
