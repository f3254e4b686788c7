"""« Pourquoi ce passage ? »: which words met, by what, and what they weigh."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.articles.article import Corpus
from bot.articles.folder import read_corpus
from bot.retrieval.answer import AskedWord, How, Why
from bot.retrieval.features import FEATURES
from bot.retrieval.librarian import Librarian
from tests.measuring.builders import corpus_of

LIGHTHOUSE = "Yves Le Goff construisit le phare de Kermadec en 1874 avec un investissement modeste."
KEEPER = "La gardienne Anna Quéméner y vécut quarante ans et notait chaque naufrage."
SEA = "La mer monte deux fois par jour autour du phare."
SHIPPED = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def librarian() -> Librarian:
    known = corpus_of(LIGHTHOUSE, KEEPER, SEA)
    passages = [replace(passage, section=("La vie des marins",)) for passage in known.passages]
    return Librarian(Corpus(known.articles, tuple(passages)))


def explained(librarian: Librarian, question: str, *earlier: str) -> Why:
    why = librarian.why(question, earlier=earlier)
    assert why is not None
    return why


def word(why: Why, typed: str) -> AskedWord:
    (found,) = [each for each in why.words if each.typed == typed]
    return found


@pytest.mark.parametrize(
    ("question", "typed", "found", "how"),
    [
        ("Qui construisit le phare ?", "phare", "phare", How.SAME),
        ("QUI CONSTRUISIT LE PHARE ?", "PHARE", "phare", How.SAME),
        ("Qui construisit les phares ?", "phares", "phare", How.FORM),
        ("Combien a-t-on investi dans le phare ?", "investi", "investissement", How.FORM),
        ("Qui construisit le phare de Kermadek ?", "Kermadek", "Kermadec", How.CORRECTION),
        ("Who built the lighthouse in 1874?", "1874", "1874", How.SAME),
        ("Quels marins vont au phare en 1874 ?", "marins", "marins", How.HEADING),
        ("Qui construisit le phare en chocolat ?", "chocolat", None, None),
    ],
)
def test_a_word_tells_what_it_met(
    librarian: Librarian, question: str, typed: str, found: str | None, how: How | None
) -> None:
    met = word(explained(librarian, question), typed)

    assert (met.found, met.how) == (found, how)


def test_a_synonym_is_said_to_be_one() -> None:
    why = explained(Librarian(corpus_of("Le patron du phare dort.", SEA)), "Où dort le dirigeant ?")

    assert (word(why, "dirigeant").found, word(why, "dirigeant").how) == ("patron", How.SYNONYM)


def test_a_translated_word_is_said_to_be_one(librarian: Librarian) -> None:
    why = explained(librarian, "How many years did Anna Quéméner live there?")

    assert (word(why, "years").found, word(why, "years").how) == ("ans", How.TRANSLATION)


def test_a_joined_word_is_told_as_it_was_typed() -> None:
    why = explained(Librarian(corpus_of("La start-up grandit.", SEA)), "Que fait la startup ?")

    assert ("startup", "start-up") in {(each.typed, each.found) for each in why.words}


def test_the_weights_are_the_parts_of_the_question(librarian: Librarian) -> None:
    why = explained(librarian, "Qui construisit le phare de Kermadec en 1874 ?")

    assert sum(each.weight for each in why.words) == pytest.approx(1)
    # The lighthouse is in two passages of three, its name in one.
    assert word(why, "phare").weight < word(why, "Kermadec").weight


def test_the_lead_is_the_difference_to_the_next_passage(librarian: Librarian) -> None:
    question = "Qui construisit le phare ?"
    first, second = librarian.answer(question).matches[:2]

    why = explained(librarian, question)

    assert why.passage == first.passage
    assert why.lead == pytest.approx(first.score - second.score)
    assert why.kind == "person"


def test_alone_there_is_no_lead(librarian: Librarian) -> None:
    assert explained(librarian, "Qui est Anna Quéméner ?").lead is None


def test_the_last_match_is_explained_too(librarian: Librarian) -> None:
    question = "Qui construisit le phare ?"
    matches = librarian.answer(question).matches

    last = librarian.why(question, match_number=len(matches) - 1)

    assert last is not None
    assert last.passage == matches[-1].passage
    assert last.lead is None
    assert librarian.why(question, match_number=len(matches)) is None
    assert librarian.why(question, match_number=-1) is None


def test_at_most_three_reasons_are_given_the_strongest_first() -> None:
    why = explained(Librarian(read_corpus(SHIPPED)), "Combien Meta a-t-il investi dans Scale AI ?")

    amounts = [reason.contribution for reason in why.reasons]
    assert 1 <= len(amounts) <= 3
    assert amounts == sorted(amounts, reverse=True)
    assert all(amount > 0 for amount in amounts)
    assert {reason.feature for reason in why.reasons} <= {feature.__name__ for feature in FEATURES}


def test_a_follow_up_is_explained_with_the_words_that_it_leans_on(librarian: Librarian) -> None:
    why = explained(librarian, "Et en quelle année ?", "Qui construisit le phare de Kermadec ?")

    assert word(why, "Kermadec").how is How.SAME


@pytest.mark.parametrize("question", ["", "Tracteur ?", "Bonjour", "x" * 5000])
def test_where_there_is_no_match_there_is_nothing_to_explain(
    librarian: Librarian, question: str
) -> None:
    assert librarian.why(question) is None


def test_an_answer_is_explained_only_when_asked_for(librarian: Librarian) -> None:
    question = "Qui construisit le phare ?"

    assert librarian.answer(question).why is None
    assert librarian.answer(question, is_explained=True).why == librarian.why(question)
