"""The librarian: one question in, one answer out, whoever asks."""

import time
from collections.abc import Sequence

from bot.articles.article import Corpus, Passage
from bot.retrieval.answer import Answer, Match, Status
from bot.retrieval.asked import Asked
from bot.retrieval.background import Background
from bot.retrieval.completion import Completion, Completions
from bot.retrieval.confidence import Ranked, logistic
from bot.retrieval.pair import Pair
from bot.retrieval.ranking import CANDIDATES, Ranking, passage_score
from bot.retrieval.sentence_features import sentence_scores
from bot.retrieval.spelling import Spelling
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.understanding import Understanding
from bot.retrieval.weights import Weights

MAX_QUESTION_CHARACTERS = 4_000


class Librarian:
    """Finds the passages of a corpus that answer a question. Synchronous, and safe in threads.

    `thesaurus` is the system's where it is installed; None works without one.
    """

    def __init__(
        self,
        corpus: Corpus,
        *,
        weights: Weights | None = None,
        thesaurus: Thesaurus | None = None,
    ) -> None:
        self.corpus = corpus
        self._weights = weights or Weights.shipped()
        background = Background(self._weights.background, self._weights.background_passages)
        self._by_id = {passage.id: passage for passage in corpus.passages}
        self._completions = Completions(corpus.passages)
        self._ranking = Ranking(
            corpus.passages, background, self._weights.sentences, thesaurus
        )
        spelling = Spelling.of(corpus.passages, self._ranking.readings)
        self._understanding = Understanding(spelling, thesaurus)

    def answer(self, question: str, *, earlier: Sequence[str] = (), limit: int = 10) -> Answer:
        """Answer `question`, which may lean on the `earlier` ones, oldest first.

        At most `limit` matches are given. A question longer than MAX_QUESTION_CHARACTERS, or
        without a word that the corpus holds, is not found.
        """
        started = time.perf_counter()
        is_readable = len(question) <= MAX_QUESTION_CHARACTERS
        meant = self._understanding.of(question if is_readable else "", earlier)
        asked = self._ranking.read(meant.text, meant.context, meant.alternatives)
        matches, ranked = self._ranked(asked, limit)
        status, sure = self._judged(ranked)
        return Answer(
            question=question,
            understood=meant.corrected,
            status=status,
            confidence=sure,
            matches=tuple(matches),
            elapsed_seconds=time.perf_counter() - started,
        )

    def search(self, words: str, *, limit: int = 50) -> list[Match]:
        """Return the passages that share a word with `words`, best first."""
        meant = self._understanding.of(words[:MAX_QUESTION_CHARACTERS])
        return self._ranked(self._ranking.read(meant.text, meant.context, meant.alternatives), limit)[0]

    def passage(self, passage_id: str) -> Passage | None:
        """Return the passage of that id, or None."""
        return self._by_id.get(passage_id)

    def completions(self, typed: str, *, limit: int = 25) -> list[Completion]:
        """Return the passages that somebody who typed so far may be looking for."""
        return self._completions.of(typed, limit=limit)

    def _ranked(self, asked: Asked, limit: int) -> tuple[list[Match], Ranked | None]:
        """Return the matches, best first, and what the judgement of the first one needs."""
        candidates = self._ranking.candidates(asked)
        if not candidates:
            return [], None
        blended, rest = candidates[:CANDIDATES], candidates[CANDIDATES:limit]
        pairs = self._ranking.pairs(asked, blended)
        scores = [passage_score(pair, self._weights) for pair in pairs]
        # Equal scores keep the order of the candidates: sorted() is stable.
        order = sorted(range(len(pairs)), key=lambda number: -scores[number])
        ranked = Ranked([pairs[n] for n in order], [scores[n] for n in order])
        matches = [self._match(blended[n], pairs[n], scores[n]) for n in order[:limit]]
        # What the blend did not look at stands behind it, in BM25's order.
        least = min(scores)
        matches += [
            self._match(at, pair, least - rank)
            for rank, (at, pair) in enumerate(
                zip(rest, self._ranking.pairs(asked, rest), strict=True), start=1
            )
        ]
        return matches, ranked

    def _match(self, at: int, pair: Pair, score: float) -> Match:
        scores = sentence_scores(pair)
        start, end = pair.passage.spans[scores.index(max(scores))]
        return Match(self.corpus.passages[at], score, start, end)

    def _judged(self, ranked: Ranked | None) -> tuple[Status, float]:
        """Return the status, and the confidence that the articles speak of what is asked."""
        if ranked is None:
            return Status.NOT_FOUND, 0.0
        sure = logistic(ranked, self._weights.confidence)
        if sure < self._weights.closest_from:
            return Status.NOT_FOUND, sure
        is_answered = logistic(ranked, self._weights.answered) >= self._weights.answer_from
        return (Status.ANSWER if is_answered else Status.CLOSEST), sure
