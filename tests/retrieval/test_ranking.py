"""From a question to candidates, and the blend over them."""

import math
from dataclasses import replace

import pytest
from hypothesis import given

from bot.retrieval.blend import blended
from bot.retrieval.ranking import FAINT
from bot.retrieval.weights import Weights
from bot.retrieval.words import stem, stems
from tests.retrieval.builders import FEW, PROSE, QUESTIONS, TEXTS, ranking_of

WEIGHTS = Weights.shipped()


def test_candidates_are_those_that_share_a_word_the_best_first() -> None:
    ranking = ranking_of(*TEXTS, "Le phare et le marché.", title="")

    found = ranking.candidates(ranking.read("Qui construisit le phare de Kermadec ?"))

    assert found == [0, 4]


def test_a_title_and_a_heading_make_candidates_too() -> None:
    titled = ranking_of(*TEXTS, title="Zblorg")
    headed = ranking_of(*TEXTS, title="", section=("Zblorg",))

    assert sorted(titled.candidates(titled.read("zblorg"))) == [0, 1, 2, 3]
    assert sorted(headed.candidates(headed.read("zblorg"))) == [0, 1, 2, 3]


def test_equal_candidates_keep_the_order_of_the_corpus() -> None:
    ranking = ranking_of(*["Le phare brille."] * 30)

    assert ranking.candidates(ranking.read("phare")) == list(range(30))


def test_what_hardly_stands_for_a_word_counts_where_there_are_too_few_without_it() -> None:
    ranking = ranking_of("Le phare brille.", "La tour brille.", "La mer monte.", title="")
    asked = ranking.read("phare")
    (term,) = asked.terms
    related = {term.stem: 1.0, stem("tour"): FAINT, stem("mer"): FAINT + 0.1}
    numbers = ranking.index.numbers(related)
    asked = replace(asked, terms=(replace(term, related=related),), numbers=numbers)

    assert ranking.candidates(asked, 2) == [0, 2]
    assert set(ranking.candidates(asked, 3)) == {0, 1, 2}


def test_a_short_title_names_the_subject_whole_and_a_long_one_by_its_names() -> None:
    short = ranking_of(*TEXTS, title="Phare ancien")
    long = ranking_of(*TEXTS, title="Comment le phare ancien de Kermadec brille toujours")

    asked = "Le phare ancien de Kermadec brille toujours ?"
    assert short.pairs(short.read(asked), [0])[0].subject == {stem("phare"), stem("ancien")}
    assert long.pairs(long.read(asked), [0])[0].subject == {stem("kermadec")}


def test_a_pair_knows_the_words_of_its_whole_article() -> None:
    ranking = ranking_of(*TEXTS, title="Zblorg", section=("Village",))
    said = ["start-up", *TEXTS, "Zblorg village", "avion"]
    pairs = [ranking.pairs(ranking.read(text), [0])[0] for text in said]

    asked = [{term.stem for term in pair.asked.terms} for pair in pairs]
    assert all(stems <= pair.article for stems, pair in zip(asked[:-1], pairs[:-1], strict=True))
    assert not pairs[-1].article


@pytest.mark.parametrize("question", ["", "?!", "zblorg", "Qui est-ce ?", "\ud800"])
def test_nothing_shared_gives_no_candidate(question: str) -> None:
    ranking = ranking_of(*TEXTS, title="")
    asked = ranking.read(question)

    assert ranking.candidates(asked) == []
    assert ranking.pairs(asked, []) == []


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_candidates_share_a_related_stem_and_the_others_do_not(
    texts: list[str], question: str
) -> None:
    ranking = ranking_of(*texts, title="")
    asked = ranking.read(question)
    related = {stem for term in asked.terms for stem in term.related}

    sharing = [at for at, text in enumerate(texts) if related.intersection(stems(text))]
    assert sorted(ranking.candidates(asked)) == sharing


@FEW
@given(texts=PROSE, question=QUESTIONS)
def test_a_score_is_a_number_that_does_not_hang_on_the_other_candidates(
    texts: list[str], question: str
) -> None:
    ranking = ranking_of(*texts)
    asked = ranking.read(question)
    together = blended(ranking.pairs(asked, range(len(texts))), WEIGHTS.passages)
    alone = [
        score
        for at in range(len(texts))
        for score in blended(ranking.pairs(asked, [at]), WEIGHTS.passages)
    ]

    assert all(map(math.isfinite, together))
    assert alone == together
