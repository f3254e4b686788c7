"""Words that may stand for one another, and how much they count."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.index.terms import Kin
from bot.retrieval.reading import read
from bot.retrieval.relations import (
    ASSOCIATION,
    BEGINNING,
    FAMILY,
    REVERSED,
    SYNONYM,
    THESAURUS,
    Relations,
)
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.words import stem
from tests.retrieval.builders import FEW, TEXTS, librarian_of, thesaurus_files

LETTERS = st.text("abcdeinrst", min_size=1, max_size=9)


def related(word: str, *vocabulary: str, thesaurus: Thesaurus | None = None) -> Mapping[str, float]:
    return Relations(Kin.among(map(stem, vocabulary)), thesaurus).of(stem(word), word)


@pytest.mark.parametrize("other", ["investissement", "investisseur", "investir"])
def test_words_of_one_family_meet(other: str) -> None:
    found = related("investi", other)

    assert stem(other) == stem("investi") or found[stem(other)] >= BEGINNING / 2


def test_a_family_counts_less_than_the_word_and_more_than_a_synonym() -> None:
    assert 1 > FAMILY > SYNONYM > ASSOCIATION > REVERSED > THESAURUS > 0
    assert 1 > BEGINNING > 0


def test_what_answers_meets_what_is_asked_and_less_so_the_other_way_round() -> None:
    assert related("autonomie", "liberté") == {stem("liberte"): ASSOCIATION}
    assert related("kilomètres", "autonomie") == {stem("autonomie"): REVERSED}


@pytest.mark.parametrize(
    ("asked", "namesake", "meant"),
    [("maintenant", "conserver", "actuellement"), ("place", "investir", "poste")],
)
def test_a_word_is_no_form_of_its_namesake(asked: str, namesake: str, meant: str) -> None:
    assert SYNONYM not in related(asked, namesake).values()
    assert ASSOCIATION not in related(asked, namesake).values()
    assert related(asked, meant)


def test_a_form_of_a_synonym_is_a_synonym() -> None:
    assert related("vaut", "cout") == related("valoir", "cout") != {}


def test_an_expression_is_related_as_a_whole() -> None:
    assert (
        Relations(Kin.among([stem("prendre"), stem("renes")]), None).of("presid", "presider") == {}
    )
    (key,) = (each.key for each in read("Il prend les rênes.").expressions)
    assert Relations(Kin.among([key]), None).of(stem("diriger"), "diriger")


def test_only_words_of_the_corpus_are_related() -> None:
    assert related("investi", "phare", "tomme") == {}


def test_a_word_is_not_related_to_itself() -> None:
    assert related("phare", "phare") == {}


@pytest.mark.parametrize("number", ["1874", "14,3", "49%"])
def test_a_number_is_related_to_nothing(number: str) -> None:
    assert related(number, "1875", "14,4", "49", "1874%") == {}


def test_words_of_the_same_beginning_meet_by_how_much_they_share() -> None:
    found = related("zblorgique", "zblorgade", "zblanche")

    assert list(found) == [stem("zblorgade")]
    assert 0 < found[stem("zblorgade")] < BEGINNING


def test_short_words_do_not_meet_by_their_beginning() -> None:
    assert related("mer", "merle") == {}


def test_the_thesaurus_relates_what_the_corpus_holds(tmp_path: Path) -> None:
    known = Thesaurus(*thesaurus_files(tmp_path, {"zblorg": [["phare", "fanal"]]}))

    assert related("zblorg", "phare", thesaurus=known) == {stem("phare"): THESAURUS}


def test_the_strongest_of_two_relations_counts(tmp_path: Path) -> None:
    known = Thesaurus(*thesaurus_files(tmp_path, {"zblorgue": [["zblorguer", "zblorgal"]]}))

    found = related("zblorgue", "zblorgal", thesaurus=known)

    assert found[stem("zblorgal")] > THESAURUS


def test_a_related_word_finds_a_passage_and_the_word_itself_finds_it_better() -> None:
    librarian = librarian_of(*TEXTS)

    by_family = librarian.answer("La construction ?").matches[0]
    by_word = librarian.answer("Qui construisit ?").matches[0]

    assert by_family.passage.number == by_word.passage.number == 1
    assert by_family.score < by_word.score


@FEW
@given(word=LETTERS, others=st.lists(LETTERS))
def test_degrees_are_between_none_and_the_word_itself(word: str, others: list[str]) -> None:
    found = related(word, *others)

    assert all(0 < degree < 1 for degree in found.values())
    assert set(found) <= set(map(stem, others)) - {stem(word)}
