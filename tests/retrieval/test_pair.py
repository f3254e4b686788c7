"""A question beside a passage."""

import pytest
from hypothesis import given

from bot.retrieval.pair import HEADING
from bot.retrieval.words import stem
from tests.retrieval.builders import FEW, KEEPER, LIGHTHOUSE, MARKET, PROSE, QUESTIONS, pair_of
from tests.retrieval.builders import ranking_of as ranked


def test_the_words_of_each_sentence_stand_apart() -> None:
    pair = pair_of("Qui ?", KEEPER)

    assert [len(words) for words in pair.sentence_words] == [8, 4]
    assert pair.sentence_words[1] == ("elle", "notait", "chaque", "naufrage")


def test_a_held_term_is_one_that_the_passage_says() -> None:
    pair = pair_of("Quel phare et quelle tomme ?", LIGHTHOUSE)

    assert [term.stem for term in pair.held] == [stem("phare")]
    assert pair.held_in == [pair.held, []]


def test_new_names_are_those_that_the_question_does_not_hold() -> None:
    pair = pair_of("Qui est Goff ?", LIGHTHOUSE)

    assert stem("kermadec") in pair.new_names[0]
    assert stem("goff") not in pair.new_names[0]
    assert pair.new_names[1] == set()


def test_a_sentence_that_says_all_meets_the_whole_question() -> None:
    pair = pair_of("Qui construisit le phare ?", LIGHTHOUSE, KEEPER)

    assert pair.sentence_shares[0] == pytest.approx(1)
    assert pair.sentence_shares[1] == pytest.approx(0)
    assert pair.degree == [1.0, 1.0]


def test_a_word_of_the_heading_counts_for_half() -> None:
    pair = pair_of("Quelle invention ?", LIGHTHOUSE, KEEPER, section=("Une invention",))

    assert pair.degree == [HEADING]
    assert pair.held == []


def test_a_question_without_a_term_meets_nothing() -> None:
    pair = pair_of("Qui ?", LIGHTHOUSE)

    assert pair.degree == []
    assert pair.sentence_shares == [0.0, 0.0]


def test_a_passage_without_a_word_meets_nothing() -> None:
    pair = pair_of("Quel phare ?", "…", MARKET)

    assert pair.degree == [0.0]
    assert pair.sentence_words == [()]


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_a_share_is_between_nothing_and_all(texts: list[str], question: str) -> None:
    ranking = ranked(*texts)
    asked = ranking.read(question)

    for pair in ranking.pairs(asked, range(len(texts))):
        shares = pair.sentence_shares
        assert len(shares) == len(pair.passage.spans) == len(pair.evidence)
        assert all(0 <= share <= 1 + 1e-9 for share in shares)
        assert all(0 <= degree <= 1 for degree in pair.degree)
        assert pair.share(pair.degree) >= max(shares) - 1e-9
        best = [max(degrees) for degrees in zip(*pair.degrees, strict=True)]
        assert pair.degree == best
