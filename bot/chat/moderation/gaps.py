"""Gaps: what was asked in vain in a server, grouped by meaning and asked anew."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.memory.kept import Outcome, Unanswered, sameness
from bot.retrieval.answer import Status
from bot.retrieval.grouping import grouped
from bot.retrieval.librarian import Librarian

# Grouping compares every two questions: so many are done in about a second.
MOST_QUESTIONS = 400
# Of one gap so many wordings are asked anew on a card: those that were asked most.
ASKED_ANEW = 6
KEY_LETTERS = 16


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions of one meaning, the most asked first; one row for each way that one ended."""

    rows: tuple[Unanswered, ...]

    @property
    def wordings(self) -> list[str]:
        """Return the questions, each once, the most asked first."""
        texts: dict[str, str] = {}
        for row in self.rows:
            texts.setdefault(sameness(row.text), row.text)
        return list(texts.values())

    @property
    def askings(self) -> int:
        """Return how often that was asked, in all wordings."""
        return sum(row.askings for row in self.rows)

    @property
    def fewest_people(self) -> int:
        """Return how many different people asked that at least.

        Who asked one wording cannot be told from who asked another.
        """
        return max(row.people for row in self.rows)

    @property
    def most_people(self) -> int:
        """Return how many different people may have asked that."""
        return sum(row.people for row in self.rows)

    @property
    def last_day(self) -> date:
        """Return the day that it was asked last."""
        return max(row.last_day for row in self.rows)

    @property
    def endings(self) -> Mapping[Outcome, int]:
        """Return how often it ended in each way."""
        ended: Counter[Outcome] = Counter()
        for row in self.rows:
            ended[row.outcome] += row.askings
        return ended


@dataclass(frozen=True, slots=True)
class Looked:
    """A gap, and what comes of its questions today."""

    gap: Gap
    unanswered: tuple[str, ...]
    """The wordings that are still asked in vain, of the `asked` that were asked anew."""
    asked: int

    @property
    def is_closed(self) -> bool:
        """Whether all that was asked anew is answered today."""
        return not self.unanswered

    @property
    def text(self) -> str:
        """The question to teach: the most asked that is still in vain, else the most asked."""
        return (self.unanswered or self.gap.wordings)[0]


def key_of_question(text: str) -> str:
    """Return letters that stand for a question, however its case and spaces are written."""
    return sameness(text)[:KEY_LETTERS]


def gaps_in(unanswered: Sequence[Unanswered], librarian: Librarian) -> list[Gap]:
    """Return the gaps, the most asked first; only MOST_QUESTIONS are looked at."""
    rows = sorted(unanswered, key=lambda row: (-row.askings, -row.people))[:MOST_QUESTIONS]
    texts, askings = [row.text for row in rows], [row.askings for row in rows]
    return [
        Gap(tuple(rows[place] for place in places))
        for places in grouped(texts, librarian, askings=askings)
    ]


def gap_of(gaps: Sequence[Gap], key: str) -> Gap | None:
    """Return the gap that holds the question of that key; None when it is gone."""
    return next((g for g in gaps if any(key_of_question(text) == key for text in g.wordings)), None)


def looked_at(gap: Gap, librarian: Librarian) -> Looked:
    """Ask the questions of a gap anew."""
    useless = {sameness(row.text) for row in gap.rows if row.outcome is Outcome.USELESS}
    asked = gap.wordings[:ASKED_ANEW]
    left = [
        text
        for text in asked
        if not _is_answered(text, librarian, is_useless=sameness(text) in useless)
    ]
    return Looked(gap, tuple(left), len(asked))


def _is_answered(text: str, librarian: Librarian, *, is_useless: bool) -> bool:
    """Tell whether a question is answered today.

    An answer that was of no use may be the one of today, unless it was taught.
    """
    answer = librarian.answer(text, limit=1, is_explained=is_useless)
    if answer.status is not Status.ANSWER or answer.notice is not None:
        return False
    return not is_useless or bool(answer.why and answer.why.taught)
