"""From a question to candidates, and the blend over them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.asked import Asked
from bot.retrieval.blend import blended
from bot.retrieval.ranking import ENOUGH, FAINT, Ranking
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


def related_to(ranking: Ranking, word: str, **degrees: float) -> Asked:
    """A question of one word for which others may stand, with their degrees."""
    asked = ranking.read(word)
    (term,) = asked.terms
    related = {term.stem: 1.0} | {stem(other): degree for other, degree in degrees.items()}
    numbers = ranking.index.numbers(related)
    return replace(asked, terms=(replace(term, related=related),), numbers=numbers)


def test_of_related_words_the_rarest_are_looked_for_until_enough_is_gone_through() -> None:
    often = ["La mer monte."] * (ENOUGH - 1)
    ranking = ranking_of("Le phare brille.", "La tour brille.", "Le feu luit.", *often, title="")
    many = related_to(ranking, "phare", mer=0.9, tour=FAINT + 0.1, feu=FAINT)

    found = ranking.candidates(many, 5)

    assert found[:2] == [0, 1]
    assert 2 not in found
    assert 2 in ranking.candidates(related_to(ranking, "phare", tour=0.9, feu=FAINT), 5)


@pytest.mark.unmeasured
def test_the_rarest_related_word_is_looked_for_however_common_it_is() -> None:
    ranking = ranking_of(*["La mer monte."] * (ENOUGH + 1), title="")

    assert ranking.candidates(related_to(ranking, "phare", mer=0.5), 2) == [0, 1]


@FEW
@given(texts=PROSE, question=QUESTIONS, number=st.integers(1, 50))
def test_fewer_candidates_are_the_first_of_more(
    texts: list[str], question: str, number: int
) -> None:
    ranking = ranking_of(*texts, *texts)
    asked = ranking.read(question)

    assert ranking.candidates(asked, number) == ranking.candidates(asked, 100)[:number]


def test_a_short_title_names_the_subject_whole_and_a_long_one_by_its_names() -> None:
    short = ranking_of(*TEXTS, title="Phare ancien")
    long = ranking_of(*TEXTS, title="Comment le phare ancien de Kermadec brille toujours")

    def subject(ranking: Ranking) -> set[str]:
        asked = ranking.read("Le phare ancien de Kermadec brille toujours ?")
        is_subject = ranking.beside(asked, [0]).subject[:, 0].tolist()
        return {stem for stem, is_one in zip(asked.stems, is_subject, strict=True) if is_one}

    assert subject(short) == {stem("phare"), stem("ancien")}
    assert subject(long) == {stem("kermadec")}


def test_the_words_of_a_whole_article_are_known() -> None:
    ranking = ranking_of(*TEXTS, title="Zblorg", section=("Village",))

    for text in ("start-up", *TEXTS, "Zblorg village"):
        assert ranking.beside(ranking.read(text), [0]).in_article.all()
    assert not ranking.beside(ranking.read("avion"), [0]).in_article.any()


@pytest.mark.parametrize("question", ["", "?!", "zblorg", "Qui est-ce ?", "\ud800"])
def test_nothing_shared_gives_no_candidate(question: str) -> None:
    ranking = ranking_of(*TEXTS, title="")
    asked = ranking.read(question)

    assert ranking.candidates(asked) == []
    assert len(ranking.beside(asked, [])) == 0


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
    together = blended(ranking.beside(asked, range(len(texts))), WEIGHTS.passages)
    alone = [
        blended(ranking.beside(asked, [at]), WEIGHTS.passages).item() for at in range(len(texts))
    ]

    assert np.all(np.isfinite(together))
    assert together == pytest.approx(alone)
