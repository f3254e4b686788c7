"""What speaks for a sentence as the answer."""

import numpy as np
import pytest
from hypothesis import given

from bot.retrieval import kind_features as of_some
from bot.retrieval import sentence_features as of
from bot.retrieval.candidates import Feature
from bot.retrieval.sentence_features import SENTENCE_FEATURES
from tests.retrieval.builders import FEW, KEEPER, PROSE, QUESTIONS, all_beside, beside

TEXT = "Le phare fut bâti ici. Il date de 1874. Anna Quéméner paya 300 francs à Brest."


def test_words_that_every_sentence_says_tell_none_apart() -> None:
    candidates = beside(
        "Quand fut bâti le phare ?", "Le phare est haut. Le phare fut bâti en 1874."
    )

    shares = of.distinct_coverage(candidates)
    assert shares[1] == pytest.approx(1)
    assert shares[0] < 0.5


def test_words_that_stand_together_count_for_more_than_words_far_apart() -> None:
    far = "Le phare se voit de loin par beau temps et de près par tous les temps de Brest."
    candidates = beside("Le phare de Brest ?", f"Le phare de Brest est haut. {far}")

    assert of.densest(candidates)[0] == pytest.approx(1)
    assert of.densest(candidates)[1] < 1


def test_the_rarest_word_counts_by_how_well_it_is_met() -> None:
    candidates = beside("Qui est Quéméner ?", TEXT)

    assert of.rarest(candidates) == pytest.approx([0, 0, candidates.asked.terms[-1].rarity])


def test_neighbours_tell_what_they_meet_and_the_ends_have_none() -> None:
    candidates = beside("Le phare ?", TEXT)

    assert of.said_just_before(candidates)[1] == candidates.sentence_shares[0] > 0
    assert of.said_just_before(candidates)[0] == 0
    assert of.coverage_after(candidates)[0] == candidates.sentence_shares[1]
    assert of.coverage_after(candidates)[2] == 0


def test_what_is_said_again_was_not_said_before_alone() -> None:
    candidates = beside("Le phare ?", "Le phare est haut. Le phare est blanc.")

    assert of.said_just_before(candidates).tolist() == [0, 0]


def test_a_pronoun_speaks_of_the_sentence_before() -> None:
    candidates = beside("De quand date le phare ?", TEXT)

    assert of.points_back(candidates)[1] == candidates.sentence_shares[0] > 0
    assert of.points_back(candidates)[2] == 0


def test_evidence_counts_for_its_own_kind_of_question_alone() -> None:
    candidates = beside("Quand fut bâti le phare ?", TEXT)

    assert of_some.evidence_of("time")(candidates)[1] > of_some.evidence_of("time")(candidates)[0]
    assert of_some.evidence_of("person")(candidates)[2] == 0


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
def test_what_is_asked_for_shows(question: str, feature: Feature, told: list[float]) -> None:
    assert feature(beside(question, TEXT, KEEPER)).tolist() == told
    assert not any(feature(beside("Pourquoi ?", TEXT, KEEPER)))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Quand ferme le phare ?", "Il ferme en mars."),
        ("Combien de temps dura le chantier ?", "Il dura 18 mois."),
        ("Depuis quand ?", "Depuis le XIXe siècle."),
    ],
)
def test_times_are_told_by_the_calendar_and_by_lengths(question: str, text: str) -> None:
    assert of_some.dated(beside(question, text)).tolist() == [1]


def test_a_number_and_a_unit_of_time_in_two_sentences_are_no_time() -> None:
    assert of_some.dated(beside("Quand ?", "Ils sont 18. Mois après mois on bâtit.")).tolist() == [
        0,
        0,
    ]


def test_what_the_question_says_itself_shows_nothing() -> None:
    asked = "Quand paya-t-elle 300 francs, en mars 1874 ?"

    assert not any(of_some.dated(beside(asked, TEXT)))
    assert not any(of_some.counted(beside("Combien pour 300 francs ?", TEXT)))


def test_the_word_behind_quel_is_found() -> None:
    candidates = beside("Quel phare ?", TEXT)

    assert of.focus(candidates).tolist() == [1, 0, 0]


def test_what_stands_before_is_told() -> None:
    candidates = beside("Le phare de 1874 ?", TEXT)

    assert of.best_before(candidates)[0] == 0
    assert of.best_before(candidates)[2] == max(candidates.sentence_shares[:2]) > 0


def test_the_subject_need_not_be_said_again() -> None:
    candidates = beside("De quand date le phare ?", TEXT, title="Phare")

    assert of.beside_subject(candidates)[1] == pytest.approx(1)
    assert of.beside_subject(candidates)[0] == 0


def test_names_alone_need_not_be_the_answer() -> None:
    candidates = beside(
        "Combien paya Anna Quéméner ?", "Anna Quéméner vint. Elle paya peu.", KEEPER
    )

    assert of.beside_names(candidates)[1] > of.beside_names(candidates)[0]


def test_a_question_of_the_same_kind_announces_the_answer() -> None:
    text = "Pourquoi ce phare ? La mer est forte. Quand ? En 1874."
    candidates = beside("Pourquoi a-t-on bâti ce phare ?", text)

    assert of_some.asked_before(candidates)[1] > 0
    assert [of_some.asked_before(candidates)[at] for at in (0, 2, 3)] == [0, 0, 0]


def test_a_question_in_a_passage_is_no_answer_but_to_yes_or_no() -> None:
    text = "Le phare fut bâti en 1874. Le phare sera-t-il vendu ?"

    assert of_some.asks(beside("Quand le phare fut-il vendu ?", text)).tolist() == [0, 1]
    assert of_some.asks(beside("Le phare sera-t-il vendu ?", text)).tolist() == [0, 0]


def test_names_in_a_row_answer_who_asks_for_several() -> None:
    text = "Les gardiens sont là. Yves, Anna et Paul y vivent."
    several = beside("Quels sont les gardiens ?", text)

    assert of_some.enumerates(several)[1] > of_some.enumerates(several)[0] == 0
    assert of_some.enumerates(beside("Quel est le gardien ?", text))[1] == 0


def test_places_go_from_none_to_one() -> None:
    candidates = beside("Qui ?", TEXT)

    assert of.place(candidates).tolist() == [0, 0.5, 1]


def test_a_definition_is_looked_for_in_the_first_sentence() -> None:
    candidates = beside("Qu’est-ce que le phare ?", TEXT)

    assert of_some.definition(candidates).tolist() == [1, 0, 0]
    assert of_some.definition(beside("Qui a payé ?", TEXT))[0] == 0


@pytest.mark.parametrize(
    ("question", "at"),
    [("Qui paya les francs ?", 2), ("De quand date le phare ?", 1), ("Où fut bâti le phare ?", 0)],
)
def test_the_answering_sentence_has_the_best_score(question: str, at: int) -> None:
    scores = beside(question, TEXT, KEEPER).sentence_scores

    assert scores.argmax() == at


def test_every_feature_has_a_name_of_its_own() -> None:
    names = [getattr(feature, "__name__", "") for feature in SENTENCE_FEATURES]

    assert len(set(names)) == len(names)


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_every_sentence_has_a_finite_score(texts: list[str], question: str) -> None:
    candidates = all_beside(question, *texts)

    assert len(candidates.sentence_scores) == len(candidates.held.lines) >= len(texts)
    assert np.all(np.isfinite(candidates.sentence_scores))


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_each_feature_has_a_number_for_each_sentence(texts: list[str], question: str) -> None:
    candidates = all_beside(question, *texts)

    for feature in SENTENCE_FEATURES:
        values = feature(candidates)
        assert len(values) == len(candidates.held.lines)
        assert min(values) >= 0


def test_a_word_that_says_nothing_is_no_name_though_its_stem_is_one() -> None:
    text = "Il vit avec Dan à Brest. Elle marchait dans, les yeux clos. Dan est un marin."

    assert of_some.introduces(beside("Qui est Dan ?", text)).tolist() == [0.0, 0.0, 1.0]


def test_what_a_question_says_of_the_lexicon_is_not_kept() -> None:
    candidates = beside("Combien de phares, deux, trois ou quatre ?", "Trois phares ou dix ?")

    assert of_some.counted(candidates).tolist() == [1.0]
    assert [*candidates.told.known._numbers].count(frozenset({"deux", "trois", "quatre"})) == 0
