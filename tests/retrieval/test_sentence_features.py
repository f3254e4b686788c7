"""What speaks for a sentence as the answer."""

import math

import pytest
from hypothesis import given

from bot.retrieval import kind_features as of_some
from bot.retrieval import sentence_features as of
from bot.retrieval.kind_features import ONLY_FOR
from bot.retrieval.sentence_features import SENTENCE_FEATURES
from tests.retrieval.builders import FEW, KEEPER, PROSE, QUESTIONS, pair_of, ranking_of

TEXT = "Le phare fut bâti ici. Il date de 1874. Anna Quéméner paya 300 francs à Brest."


def test_a_sentence_that_says_what_is_asked_meets_more_of_it() -> None:
    pair = pair_of("Qui paya les francs ?", TEXT, KEEPER)

    shares = of.related_coverage(pair)
    assert shares[2] == max(shares) == pytest.approx(1)
    assert of.coverage(pair)[2] == pytest.approx(1)
    assert of.coverage(pair)[0] == 0


def test_neighbours_tell_what_they_meet_and_the_ends_have_none() -> None:
    pair = pair_of("Le phare ?", TEXT)

    assert of.coverage_before(pair)[1] == of.related_coverage(pair)[0] > 0
    assert of.coverage_before(pair)[0] == 0
    assert of.coverage_after(pair)[0] == of.related_coverage(pair)[1]
    assert of.coverage_after(pair)[2] == 0


def test_a_pronoun_speaks_of_the_sentence_before() -> None:
    pair = pair_of("De quand date le phare ?", TEXT)

    assert of.points_back(pair)[1] == of.coverage_before(pair)[1] > 0
    assert of.points_back(pair)[2] == 0


def test_evidence_counts_for_its_own_kind_of_question_alone() -> None:
    pair = pair_of("Quand fut bâti le phare ?", TEXT)

    assert of_some.evidence_of("time")(pair)[1] > of_some.evidence_of("time")(pair)[0]
    assert of_some.evidence_of("person")(pair)[2] == 0
    assert of.kind_coverage(pair)[2] == 0


def test_new_names_and_numbers_are_those_that_are_not_asked() -> None:
    pair = pair_of("Que paya Quéméner en 300 ?", TEXT)

    assert of.new_numbers(pair)[1] == math.log1p(1)
    assert of.new_numbers(pair)[2] == 0
    assert of.new_names(pair)[2] == math.log1p(1)


def test_the_word_behind_quel_is_found() -> None:
    pair = pair_of("Quel phare ?", TEXT)

    assert of.focus(pair) == [1, 0, 0]


def test_what_stands_before_is_told() -> None:
    pair = pair_of("Le phare de 1874 ?", TEXT)

    assert of.best_before(pair)[0] == of.said_before(pair)[0] == 0
    assert of.best_before(pair)[2] == max(pair.sentence_shares[:2]) > 0
    assert of.said_before(pair)[1] == pytest.approx(of.related_coverage(pair)[0])


def test_the_subject_need_not_be_said_again() -> None:
    pair = pair_of("De quand date le phare ?", TEXT, title="Phare")

    assert of.beside_subject(pair)[1] == pytest.approx(1)
    assert of.beside_subject(pair)[0] == 0


def test_a_question_of_the_same_kind_announces_the_answer() -> None:
    text = "Pourquoi ce phare ? La mer est forte. Quand ? En 1874."
    pair = pair_of("Pourquoi a-t-on bâti ce phare ?", text)

    assert of_some.asked_before(pair)[1] > 0
    assert [of_some.asked_before(pair)[at] for at in (0, 2, 3)] == [0, 0, 0]


def test_a_question_in_a_passage_is_no_answer_but_to_yes_or_no() -> None:
    text = "Le phare fut bâti en 1874. Le phare sera-t-il vendu ?"

    assert of_some.asks(pair_of("Quand le phare fut-il vendu ?", text)) == [0, 1]
    assert of_some.asks(pair_of("Le phare sera-t-il vendu ?", text)) == [0, 0]


def test_names_in_a_row_answer_who_asks_for_several() -> None:
    text = "Les gardiens sont là. Yves, Anna et Paul y vivent."
    several = pair_of("Quels sont les gardiens ?", text)

    assert of_some.enumerates(several)[1] > of_some.enumerates(several)[0] == 0
    assert of_some.enumerates(pair_of("Quel est le gardien ?", text))[1] == 0


def test_places_go_from_none_to_one() -> None:
    pair = pair_of("Qui ?", TEXT)

    assert of.place(pair) == [0, 0.5, 1]
    assert of.first(pair) == [1, 0, 0]


def test_a_definition_is_looked_for_in_the_first_sentence() -> None:
    pair = pair_of("Qu’est-ce que le phare ?", TEXT)

    assert of_some.definition(pair) == [1, 0, 0]
    assert of_some.definition(pair_of("Qui a payé ?", TEXT))[0] == 0


@pytest.mark.parametrize(
    ("question", "at"),
    [("Qui paya les francs ?", 2), ("De quand date le phare ?", 1), ("Où fut bâti le phare ?", 0)],
)
def test_the_answering_sentence_has_the_best_score(question: str, at: int) -> None:
    scores = pair_of(question, TEXT, KEEPER).sentence_scores

    assert scores.index(max(scores)) == at


def test_every_feature_has_a_name_of_its_own() -> None:
    names = [getattr(feature, "__name__", "") for feature in SENTENCE_FEATURES]

    assert len(set(names)) == len(names)


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_every_sentence_has_a_finite_score(texts: list[str], question: str) -> None:
    ranking = ranking_of(*texts)

    for pair in ranking.pairs(ranking.read(question), range(len(texts))):
        scores = pair.sentence_scores
        assert len(scores) == len(pair.passage.spans) > 0
        assert all(map(math.isfinite, scores))


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_what_is_left_out_for_a_question_says_nothing_of_any_sentence(
    texts: list[str], question: str
) -> None:
    ranking = ranking_of(*texts)
    asked = ranking.read(question)

    for pair in ranking.pairs(asked, range(len(texts))):
        for feature in SENTENCE_FEATURES:
            values = feature(pair)
            assert len(values) == len(pair.passage.spans)
            assert min(values) >= 0
            assert any(values) <= (feature not in ONLY_FOR or ONLY_FOR[feature](asked))
