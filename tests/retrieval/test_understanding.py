"""Understanding: shorthand, English, errors and context, each where it belongs."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.french import French
from bot.retrieval.index.index import Index
from bot.retrieval.spelling import Spelling
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.understanding import EARLIER_QUESTIONS, Understanding
from bot.retrieval.words import stems
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import (
    ANYTHING,
    FEW,
    KEEPER,
    LIGHTHOUSE,
    TEXTS,
    found,
    librarian_of,
    thesaurus_files,
)

WHO = "Qui construisit le phare de Kermadec ?"


def understanding_of(*texts: str, thesaurus: Thesaurus | None = None) -> Understanding:
    index = Index.of(corpus_of(*texts).passages)
    return Understanding(Spelling(index.wording, index.terms.kin), French(thesaurus))


def test_a_question_typed_well_is_taken_as_it_is() -> None:
    meant = understanding_of(*TEXTS).of(WHO)

    assert meant.text == WHO
    assert meant.corrected is None
    assert meant.context == ""
    assert meant.alternatives == {}


def test_a_correction_is_told() -> None:
    meant = understanding_of(*TEXTS).of("Qui construisit le phare de Kermadek ?")

    assert meant.corrected == meant.text == WHO


def test_shorthand_that_is_written_out_is_told() -> None:
    meant = understanding_of(*TEXTS).of("c ki la gardienne")

    assert meant.corrected == meant.text == "c'est qui la gardienne"


def test_shorthand_leaves_what_the_corpus_knows() -> None:
    assert understanding_of(*TEXTS, "La firme PK vend.").of("pk vend ?").corrected is None


def test_a_word_of_the_lexicon_is_no_mistake() -> None:
    assert understanding_of("Un investisseur achève.").of("qui achète ?").corrected is None


def test_a_word_of_the_thesaurus_is_no_mistake_whatever_its_ending(tmp_path: Path) -> None:
    files = thesaurus_files(tmp_path, {"ramer": [["nager"]]})
    texts = ("Le rames. Il camait.",)

    known = understanding_of(*texts, thesaurus=Thesaurus(*files))

    assert known.of("qui ramait ?").corrected is None


def test_a_question_that_stands_alone_takes_nothing() -> None:
    known = understanding_of(*TEXTS)

    assert known.of(WHO, ["Où se tient le marché ?"]) == known.of(WHO)


def test_a_follow_up_leans_on_the_question_before() -> None:
    meant = understanding_of(*TEXTS).of("Et quand ?", ["Où est la tomme ?", WHO])

    assert meant.context.split() == WHO.split()


def test_a_chain_of_follow_ups_leads_back_to_what_they_are_about() -> None:
    meant = understanding_of(*TEXTS).of("Et où ?", ["Bonjour le fromage salé", WHO, "Et quand ?"])

    assert set(stems(meant.context)) == set(stems(WHO))
    assert meant.context.startswith("Et quand ?")


def test_a_chain_without_an_end_is_bounded() -> None:
    meant = understanding_of(*TEXTS).of("Et où ?", ["Et lui ?"] * 10_000)

    assert meant.context.count("lui") == EARLIER_QUESTIONS


def test_an_endless_earlier_question_is_bounded() -> None:
    assert len(understanding_of(*TEXTS).of("Et où ?", ["phare " * 50_000]).context) < 5_000


def test_errors_of_the_earlier_question_are_mended_without_a_word() -> None:
    meant = understanding_of(*TEXTS).of("Et quand ?", ["Qui garde le phare de Kermadek ?"])

    assert "Kermadec" in meant.context
    assert meant.corrected is None


@pytest.mark.parametrize(
    ("earlier", "question", "right"),
    [
        (WHO, "Et combien coûta-t-il ?", LIGHTHOUSE),
        ("Qui est la gardienne Anna Quéméner ?", "Et combien y resta-t-elle ?", KEEPER),
    ],
)
def test_a_follow_up_finds_the_passage_of_the_question_before(
    earlier: str, question: str, right: str
) -> None:
    answer = librarian_of(*TEXTS).answer(question, earlier=[earlier])

    assert answer.matches[0].passage.text == right


def test_an_independent_question_is_answered_as_if_nothing_had_been_asked() -> None:
    librarian = librarian_of(*TEXTS)

    alone = found(librarian.answer("Où mûrit la tomme ?"))

    assert found(librarian.answer("Où mûrit la tomme ?", earlier=[WHO])) == alone


@FEW
@given(question=ANYTHING, earlier=st.lists(ANYTHING, max_size=4))
def test_any_conversation_is_understood_the_same_twice(question: str, earlier: list[str]) -> None:
    known = understanding_of(*TEXTS)

    assert known.of(question, earlier) == known.of(question, earlier)


def test_a_word_that_is_like_one_of_french_finds_what_that_one_would() -> None:
    librarian = librarian_of("Anna lui succède au phare.", "La tomme mûrit.", "Le jeudi, on vend.")

    answer = librarian.answer("Qui remplasse le gardien ?")

    assert answer.matches[0].passage.number == 1
    assert answer.understood is None


@pytest.mark.parametrize("name", ["Bosch", "bosch", "Lafarge", "Fillon"])
def test_a_name_is_not_corrected_into_a_word(name: str) -> None:
    assert understanding_of(*TEXTS).of(f"Qui a fondé {name} ?").corrected is None
