"""The librarian: one question in, one answer out, whoever asks."""

import time
from collections.abc import Sequence

from bot.articles.article import Corpus, Passage
from bot.retrieval.answer import Answer, Match, Status
from bot.retrieval.bm25 import Index
from bot.retrieval.completion import Completion, Completions
from bot.retrieval.conversation import with_context
from bot.retrieval.sentences import sentences
from bot.retrieval.words import stems

MAX_QUESTION_CHARACTERS = 4_000
ANSWERED_COVERAGE = 0.6
CLOSE_COVERAGE = 0.3


class Librarian:
    """Finds the passages of a corpus that answer a question. Synchronous, and safe in threads."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._by_id = {passage.id: passage for passage in corpus.passages}
        self._completions = Completions(corpus.passages)
        self._index = Index([_document(passage) for passage in corpus.passages])

    def answer(self, question: str, *, earlier: Sequence[str] = (), limit: int = 10) -> Answer:
        """Answer `question`, which may lean on the `earlier` ones, oldest first.

        At most `limit` matches are given. A question longer than MAX_QUESTION_CHARACTERS, or
        without a word that the corpus holds, is not found.
        """
        started = time.perf_counter()
        words = list(dict.fromkeys(self._asked(question, earlier)))
        matches = self._best(words, limit)
        confidence = self._coverage(words, matches[0].passage) if matches else 0.0
        return Answer(
            question=question,
            understood=None,
            status=_status(confidence),
            confidence=confidence,
            matches=tuple(matches),
            elapsed_seconds=time.perf_counter() - started,
        )

    def search(self, words: str, *, limit: int = 50) -> list[Match]:
        """Return the passages that share a word with `words`, best first."""
        return self._best(list(dict.fromkeys(stems(words[:MAX_QUESTION_CHARACTERS]))), limit)

    def passage(self, passage_id: str) -> Passage | None:
        """Return the passage of that id, or None."""
        return self._by_id.get(passage_id)

    def completions(self, typed: str, *, limit: int = 25) -> list[Completion]:
        """Return the passages that somebody who typed so far may be looking for."""
        return self._completions.of(typed, limit=limit)

    def _asked(self, question: str, earlier: Sequence[str]) -> list[str]:
        if len(question) > MAX_QUESTION_CHARACTERS:
            return []
        return stems(with_context(question, earlier))

    def _best(self, words: Sequence[str], limit: int) -> list[Match]:
        scores = self._index.scores(words)
        # Equal scores keep the order of the corpus: Python's sort is stable.
        ranked = sorted(self._index.matching(words), key=lambda at: -scores[at])[:limit]
        return [self._match(words, at, float(scores[at])) for at in ranked]

    def _match(self, words: Sequence[str], at: int, score: float) -> Match:
        passage = self.corpus.passages[at]
        start, end = max(
            sentences(passage.text),
            key=lambda span: self._weight(words, passage.text[span[0] : span[1]]),
        )
        return Match(passage, score, start, end)

    def _weight(self, words: Sequence[str], text: str) -> float:
        held = set(stems(text))
        return sum(self._index.idf(word) for word in words if word in held)

    def _coverage(self, words: Sequence[str], passage: Passage) -> float:
        """Return the part of the question's idf that the passage holds, between 0 and 1."""
        total = sum(self._index.idf(word) for word in words)
        return min(1.0, self._weight(words, passage.text) / total) if total > 0 else 0.0


def _document(passage: Passage) -> list[str]:
    return stems(" ".join([*passage.section, passage.text]))


def _status(confidence: float) -> Status:
    if confidence >= ANSWERED_COVERAGE:
        return Status.ANSWER
    return Status.CLOSEST if confidence >= CLOSE_COVERAGE else Status.NOT_FOUND
