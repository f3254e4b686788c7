"""What speaks for a sentence as the answer."""

import math

import pytest
from hypothesis import given

from bot.retrieval import kind_features as of_some
from bot.retrieval import sentence_features as of
from bot.retrieval.kind_features import ONLY_FOR
from bot.retrieval.pair import SentenceFeature
from bot.retrieval.sentence_features import SENTENCE_FEATURES
from tests.retrieval.builders import FEW, KEEPER, PROSE, QUESTIONS, pair_of, ranking_of

TEXT = "Le phare fut bâti ici. Il date de 1874. Anna Quéméner paya 300 francs à Brest."


def test_words_that_every_sentence_says_tell_none_apart() -> None:
    pair = pair_of("Quand fut bâti le phare ?", "Le phare est haut. Le phare fut bâti en 1874.")

    shares = of.distinct_coverage(pair)
    assert shares[1] == pytest.approx(1)
    assert shares[0] < 0.5


def test_words_that_stand_together_count_for_more_than_words_far_apart() -> None:
    far = "Le phare se voit de loin par beau temps et de près par tous les temps de Brest."
    pair = pair_of("Le phare de Brest ?", f"Le phare de Brest est haut. {far}")

    assert of.densest(pair)[0] == pytest.approx(1)
    assert of.densest(pair)[1] < 1


def test_the_rarest_word_counts_by_how_well_it_is_met() -> None:
    pair = pair_of("Qui est Quéméner ?", TEXT)

    assert of.rarest(pair) == [0, 0, pytest.approx(pair.asked.terms[-1].rarity)]


def test_neighbours_tell_what_they_meet_and_the_ends_have_none() -> None:
    pair = pair_of("Le phare ?", TEXT)

    assert of.said_just_before(pair)[1] == pair.sentence_shares[0] > 0
    assert of.said_just_before(pair)[0] == 0
    assert of.coverage_after(pair)[0] == pair.sentence_shares[1]
    assert of.coverage_after(pair)[2] == 0


def test_what_is_said_again_was_not_said_before_alone() -> None:
    pair = pair_of("Le phare ?", "Le phare est haut. Le phare est blanc.")

    assert of.said_just_before(pair) == [0, 0]


def test_a_pronoun_speaks_of_the_sentence_before() -> None:
    pair = pair_of("De quand date le phare ?", TEXT)

    assert of.points_back(pair)[1] == pair.sentence_shares[0] > 0
    assert of.points_back(pair)[2] == 0


def test_evidence_counts_for_its_own_kind_of_question_alone() -> None:
    pair = pair_of("Quand fut bâti le phare ?", TEXT)

    assert of_some.evidence_of("time")(pair)[1] > of_some.evidence_of("time")(pair)[0]
    assert of_some.evidence_of("person")(pair)[2] == 0


@pytest.mark.parametrize(
    ("question", "feature", "told"),
    [
        ("Quand fut bâti le phare ?", of_some.dated, [0, 1, 0]),
        ("Combien Quéméner paya-t-elle ?", of_some.counted, [0, 0, 1]),
        ("Où Quéméner paya-t-elle ?", of_some.located, [0, 0, 1]),
        ("Qui a payé ?", of_some.named, [0, 0, 1]),
    ],
    ids=["a year", "a number that is no year", "a name behind « à »", "a name"],
)
def test_what_is_asked_for_shows(
    question: str, feature: SentenceFeature, told: list[float]
) -> None:
    assert feature(pair_of(question, TEXT, KEEPER)) == told
    assert not any(feature(pair_of("Pourquoi ?", TEXT, KEEPER)))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Quand ferme le phare ?", "Il ferme en mars."),
        ("Combien de temps dura le chantier ?", "Il dura 18 mois."),
        ("Depuis quand ?", "Depuis le XIXe siècle."),
    ],
)
def test_times_are_told_by_the_calendar_and_by_lengths(question: str, text: str) -> None:
    assert of_some.dated(pair_of(question, text)) == [1]


def test_what_the_question_says_itself_shows_nothing() -> None:
    asked = "Quand paya-t-elle 300 francs, en mars 1874 ?"

    assert not any(of_some.dated(pair_of(asked, TEXT)))
    assert not any(of_some.counted(pair_of("Combien pour 300 francs ?", TEXT)))


def test_the_word_behind_quel_is_found() -> None:
    pair = pair_of("Quel phare ?", TEXT)

    assert of.focus(pair) == [1, 0, 0]


def test_what_stands_before_is_told() -> None:
    pair = pair_of("Le phare de 1874 ?", TEXT)

    assert of.best_before(pair)[0] == 0
    assert of.best_before(pair)[2] == max(pair.sentence_shares[:2]) > 0


def test_the_subject_need_not_be_said_again() -> None:
    pair = pair_of("De quand date le phare ?", TEXT, title="Phare")

    assert of.beside_subject(pair)[1] == pytest.approx(1)
    assert of.beside_subject(pair)[0] == 0


def test_names_alone_need_not_be_the_answer() -> None:
    pair = pair_of("Combien paya Anna Quéméner ?", "Anna Quéméner vint. Elle paya peu.", KEEPER)

    assert of.beside_names(pair)[1] > of.beside_names(pair)[0]


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
