"""Counts over a corpus: rarity, names and surnames."""

import math

from hypothesis import given

from bot.retrieval.index.index import Index
from bot.retrieval.index.terms import Terms
from bot.retrieval.words import stem, stems
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import FEW, PROSE


def terms_of(*texts: str) -> Terms:
    return Index.of(corpus_of(*texts).passages).terms


def test_a_stem_is_counted_once_a_passage() -> None:
    counted = terms_of("Le phare, le phare.", "Un phare.", "La mer.")

    assert counted.passages.tolist() == [3]
    assert counted.held_by(stem("phare")) == 2


def test_idf_is_that_of_lucene() -> None:
    counted = terms_of("Le phare.", "Un phare.", "La mer.")

    assert counted.idf(stem("mer")) == math.log(1 + 2.5 / 1.5)
    assert counted.idf(stem("phare")) == math.log(1 + 1.5 / 2.5)


def test_a_corpus_of_nothing_has_statistics() -> None:
    counted = terms_of()

    assert counted.idf("phar") == math.log(2)
    assert not counted.is_name("phar")
    assert counted.surname("phar") is None


def test_a_name_is_capitalised_inside_sentences_more_often_than_not() -> None:
    counted = terms_of("Phare de Kermadec.", "Le Phare et le phare.", "Ici Kermadec.")

    assert counted.is_name(stem("kermadec"))
    assert not counted.is_name(stem("phare"))


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert not terms_of("Construire. Construire.").is_name(stem("construire"))


def test_a_surname_is_what_nearly_always_follows_a_name() -> None:
    counted = terms_of("Avec Anna Quéméner.", "Pour Anna Quéméner.", "Quéméner note.")

    assert counted.surname(stem("anna")) == stem("quemener")
    assert counted.surname(stem("quemener")) is None


def test_a_name_that_mostly_stands_alone_has_no_surname() -> None:
    counted = terms_of("Avec Anna Quéméner.", "Pour Anna.", "Chez Anna.")

    assert counted.surname(stem("anna")) is None


@FEW
@given(texts=PROSE)
def test_idf_is_positive_and_falls_with_the_passages_that_hold_a_stem(texts: list[str]) -> None:
    counted = terms_of(*texts)
    known = sorted({each for text in texts for each in stems(text)}, key=counted.held_by)
    values = [counted.idf(each) for each in known]

    assert all(value > 0 for value in values)
    assert values == sorted(values, reverse=True)
    assert all(1 <= counted.held_by(each) <= len(texts) for each in known)
