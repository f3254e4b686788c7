"""From a question to its matches, best first: candidates, and the blend of their features."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.articles.article import Corpus
from bot.retrieval.answer import Match
from bot.retrieval.asked import Asked
from bot.retrieval.blend import best_first
from bot.retrieval.candidates import Candidates
from bot.retrieval.ranked import Ranked
from bot.retrieval.ranking import CANDIDATES, Ranking
from bot.retrieval.taught import Lesson

# How many passages the blend looks at besides because of what was taught.
TAUGHT_CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class Matched:
    """The matches of a question, best first, and what the judgement of the first one needs.

    `ranked` holds all that were blended, which stand first; it is None where nothing matches.
    """

    matches: list[Match]
    ranked: Ranked | None


@dataclass(frozen=True, slots=True)
class Matching:
    """Finds the matches of questions among the passages of a corpus.

    `weights` are the blend's.
    """

    corpus: Corpus
    ranking: Ranking
    weights: Mapping[str, float]

    def of(self, asked: Asked, lessons: Mapping[int, Lesson], limit: int) -> Matched:
        """Return at most `limit` matches; `lessons` are by the place of their passage."""
        found = self.ranking.candidates(asked, max(limit, CANDIDATES))
        # A passage that was taught need not share a word with the question.
        taught = _likest(lessons)
        among = list(dict.fromkeys([*found[:CANDIDATES], *taught]))
        if not among:
            return Matched([], None)
        ranked = best_first(self.ranking.beside(asked, among, lessons), self.weights)
        scored = list(zip(ranked.order, ranked.scores, strict=True))[:limit]
        matches = [self._match(ranked.candidates, at, score) for at, score in scored]
        # The others stand behind, in BM25's order, and are not blended. As many at a time as those
        # that were: arrays over thousands of passages would fill the memory.
        rest = [at for at in found[CANDIDATES:] if at not in taught][: limit - len(matches)]
        for start in range(0, len(rest), CANDIDATES):
            others = self.ranking.beside(asked, rest[start : start + CANDIDATES])
            behind = ranked.scores[-1] - start - 1
            matches += [self._match(others, at, behind - at) for at in range(len(others))]
        return Matched(matches, ranked)

    def _match(self, candidates: Candidates, at: int, score: float) -> Match:
        start, end = candidates.held.span(candidates.answering.item(at))
        return Match(self.corpus.passages[candidates.places[at]], score, start, end)


def _likest(lessons: Mapping[int, Lesson]) -> Sequence[int]:
    """Return the places of the passages with the likest lessons, at most TAUGHT_CANDIDATES."""
    ranked = sorted(lessons, key=lambda at: (-lessons[at].likeness, at))
    return ranked[:TAUGHT_CANDIDATES]
