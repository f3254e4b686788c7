"""« Utile » and « Pas utile »: one vote a person, which may be changed."""

from collections import OrderedDict
from dataclasses import dataclass

# The oldest answers are forgotten; nothing outlives the process.
REMEMBERED_ANSWERS = 1_000
# A vote more is not counted: no answer may fill the memory.
VOTERS_OF_ONE = 1_000


@dataclass(frozen=True, slots=True)
class Count:
    """How many people found an answer useful, and how many did not."""

    useful: int
    useless: int


class Votes:
    """The votes on the last answers, by the ids of their messages and of the voters."""

    def __init__(self) -> None:
        self._by_answer: OrderedDict[int, dict[int, bool]] = OrderedDict()

    def cast(self, answer_id: int, voter_id: int, *, is_useful: bool) -> bool:
        """Count a vote, which takes the place of the same person's; return whether it is news."""
        votes = self._by_answer.setdefault(answer_id, {})
        is_news = votes.get(voter_id) is not is_useful
        if voter_id in votes or len(votes) < VOTERS_OF_ONE:
            votes[voter_id] = is_useful
        if len(self._by_answer) > REMEMBERED_ANSWERS:
            self._by_answer.popitem(last=False)
        return is_news

    def people(self) -> set[int]:
        """Return who voted."""
        return {voter_id for votes in self._by_answer.values() for voter_id in votes}

    def forget(self, voter_id: int) -> int:
        """Take back every vote of a person; return how many that were."""
        return sum(votes.pop(voter_id, None) is not None for votes in self._by_answer.values())

    def count(self, answer_id: int) -> Count:
        """Return the votes on an answer; none on one that is forgotten."""
        votes = self._by_answer.get(answer_id, {}).values()
        return Count(sum(votes), len(votes) - sum(votes))
