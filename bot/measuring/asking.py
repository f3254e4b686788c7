"""Asks the librarian every question, and keeps what came back."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.articles.article import Corpus
from bot.measuring.questions import Question, QuestionSet, holds
from bot.retrieval.answer import Answer, Match, Status
from bot.retrieval.librarian import Librarian

# How far down the right passage is looked for: further down, nobody would have read it.
LIMIT = 10

LibrarianOf = Callable[[Corpus], Librarian]


@dataclass(frozen=True, slots=True)
class Result:
    """One question, asked.

    `file` is the name of the set that it is from, `asked_of` the id of the one article that was
    searched, None when all were. The time is that of the whole call, without making the librarian.
    """

    file: str
    asked_of: str | None
    question: Question
    answer: Answer
    elapsed_ms: float

    @property
    def rank(self) -> int | None:
        """The place of the best right passage among the matches, from 1, whatever the status."""
        ids = [match.passage.id for match in self.answer.matches]
        ranks = (rank for rank, found in enumerate(ids, start=1) if found in self.question.passages)
        return next(ranks, None)

    @property
    def is_refused(self) -> bool:
        return self.answer.status is Status.NOT_FOUND

    @property
    def is_answered(self) -> bool:
        return self.answer.status is Status.ANSWER

    @property
    def is_right(self) -> bool:
        """Whether the first match is a right passage.

        For a foreign question: whether it is refused. For a near miss: whether nothing is given
        as the answer.
        """
        if self.question.kind.is_answered:
            return self.rank == 1
        return self.is_refused if self.question.kind.is_foreign else not self.is_answered

    @property
    def is_answer_held(self) -> bool:
        """Whether the first match's highlight holds an answer, whichever passage it is of."""
        return bool(self.answer.matches) and self._holds(self.answer.matches[0])

    @property
    def is_sentence_right(self) -> bool:
        """Whether the first match is a right passage and its highlight holds an answer."""
        return self.rank == 1 and self.is_answer_held

    @property
    def is_right_passage_quoted_well(self) -> bool:
        """Whether the right passage's highlight holds an answer, at whatever rank it is."""
        return self.rank is not None and self._holds(self.answer.matches[self.rank - 1])

    def _holds(self, match: Match) -> bool:
        return any(holds(match.highlight, answer.text) for answer in self.question.answers)


def ask(sets: Sequence[QuestionSet], librarian_of: LibrarianOf) -> Iterator[Result]:
    """Ask the questions of every set in their order, of a librarian who knows its corpus alone."""
    corpus: Corpus | None = None
    librarian: Librarian | None = None
    for asked in sets:
        # Question files share a corpus: their librarian is made once.
        if librarian is None or asked.corpus is not corpus:
            corpus, librarian = asked.corpus, librarian_of(asked.corpus)
        for question in asked.questions:
            started = time.perf_counter()
            answer = librarian.answer(question.text, earlier=question.earlier, limit=LIMIT)
            elapsed_ms = (time.perf_counter() - started) * 1000
            yield Result(asked.name, asked.asked_of, question, answer, elapsed_ms)
