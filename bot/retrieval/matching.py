"""From a question to its matches, best first: candidates, a first look at them, the blend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.articles.article import Corpus
from bot.retrieval.answer import Match
from bot.retrieval.asked import Asked
from bot.retrieval.blend import best_first
from bot.retrieval.confidence import Ranked
from bot.retrieval.first_look import looked_at
from bot.retrieval.pair import Pair
from bot.retrieval.ranking import CANDIDATES, Ranking
from bot.retrieval.taught import Lesson

# How many passages the blend looks at besides because of what was taught.
TAUGHT_CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class Matched:
    """The matches of a question, best first, and what the judgement of the first one needs.

    `ranked` holds all that were read, which stand first; it is None where nothing matches.
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
        looked = looked_at(asked, among, taught, self.ranking.index, self.weights)
        pairs = self.ranking.pairs(asked, looked.read, lessons, looked.scores)
        ranked = best_first(pairs, self.weights, looked.looks)
        place = dict(zip(pairs, looked.read, strict=True))
        scored = list(zip(ranked.pairs, ranked.scores, strict=True))[:limit]
        matches = [self._match(place[pair], pair, score) for pair, score in scored]
        # What was not read stands behind it: as it looks, and then in BM25's order.
        rest = [at for at in [*looked.others, *found[CANDIDATES:]] if at not in looked.read]
        rest = rest[: max(0, limit - len(matches))]
        others = self.ranking.pairs(asked, rest, known=looked.scores) if rest else []
        least = ranked.scores[-1]
        matches += [
            self._match(at, pair, least - rank)
            for rank, (at, pair) in enumerate(zip(rest, others, strict=True), start=1)
        ]
        return Matched(matches, ranked)

    def _match(self, at: int, pair: Pair, score: float) -> Match:
        start, end = pair.passage.spans[pair.answering_sentence]
        return Match(self.corpus.passages[at], score, start, end)


def _likest(lessons: Mapping[int, Lesson]) -> Sequence[int]:
    """Return the places of the passages with the likest lessons, at most TAUGHT_CANDIDATES."""
    ranked = sorted(lessons, key=lambda at: (-lessons[at].likeness, at))
    return ranked[:TAUGHT_CANDIDATES]
