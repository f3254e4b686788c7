"""From a question to its matches: those that were blended first, then the others."""

import pytest

from bot.retrieval.matching import TAUGHT_CANDIDATES, Matched, Matching
from bot.retrieval.ranking import CANDIDATES
from bot.retrieval.taught import Lesson, Taught
from bot.retrieval.weights import Weights
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import CHEESE, TEXTS, librarian_of, ranking_of

NOTHING_TAUGHT: dict[int, Lesson] = {}
MANY = tuple(f"Le phare {number} éclaire la côte." for number in range(CANDIDATES + 20))


def matched(
    question: str,
    *texts: str,
    lessons: dict[int, Lesson] = NOTHING_TAUGHT,
    limit: int = 10,
) -> Matched:
    ranking = ranking_of(*texts)
    matching = Matching(corpus_of(*texts), ranking, Weights.shipped().passages)
    return matching.of(ranking.read(question), lessons, limit)


def lesson(likeness: float) -> Lesson:
    return Lesson(Taught("Qui dirige la capitainerie ?", "recueil", CHEESE), likeness)


def test_nothing_shared_gives_nothing_to_judge() -> None:
    assert matched("Zblorg ?", *TEXTS) == Matched([], None)


def test_what_was_blended_stands_before_what_was_not() -> None:
    found = matched("Quel phare éclaire la côte ?", *MANY, limit=len(MANY))

    assert found.ranked is not None
    candidates, order = found.ranked.candidates, found.ranked.order
    first = [match.passage.text for match in found.matches[: len(order)]]
    assert first == [candidates.text(at) for at in order]
    assert len(first) == CANDIDATES < len(found.matches) == len(MANY)
    scores = [match.score for match in found.matches]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("limit", [0, 1, 10, CANDIDATES + 5])
def test_no_more_matches_are_given_than_asked_for(limit: int) -> None:
    found = matched("Quel phare éclaire la côte ?", *MANY, limit=limit)

    assert len({match.passage.id for match in found.matches}) == len(found.matches) == limit


def test_a_passage_that_was_taught_need_not_share_a_word() -> None:
    found = matched("Qui dirige la capitainerie ?", *TEXTS, lessons={2: lesson(1.0)})

    assert [match.passage.text for match in found.matches] == [CHEESE]


def test_the_likest_lessons_are_looked_at() -> None:
    lessons = {at: lesson(0.1 + at / 100) for at in range(TAUGHT_CANDIDATES + 5)}
    texts = [f"La tomme {number} mûrit." for number in range(len(lessons))]

    found = matched("Zblorg ?", *texts, lessons=lessons, limit=len(texts))

    numbers = sorted(match.passage.number for match in found.matches)
    assert numbers == list(range(6, TAUGHT_CANDIDATES + 6))


def test_equal_passages_are_given_equal_scores_and_keep_their_order() -> None:
    said = (
        "La grès la marché la bergers la rivière la capitale la employés la cave la moulin la "
        "église la mer. "
    ) * 2
    question = (
        "Quelle phare marché fromage bergers cave guerre rivière jardin directeur capitale "
        "employés forêt ?"
    )
    librarian = librarian_of("Il pleut beaucoup sur jardin et moulin.", *[said.strip()] * 8)

    same = [m for m in librarian.search(question) if m.passage.number > 1]

    assert len({(m.score, m.highlight_start) for m in same}) == 1
    assert [m.passage.number for m in same] == [*range(2, 10)]
