"""Questions by meaning: those that ask the same, typed in any way, are one group."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.retrieval.librarian import Librarian
from bot.retrieval.likeness import Floats
from bot.retrieval.words import words

# From which likeness on two questions may be in one group: every two of a group are that like.
ALIKE_FROM = 0.55


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of saying a question: the places of those who said it so, the clearest first."""

    places: tuple[int, ...]
    askings: int


def grouped(
    questions: Sequence[str], librarian: Librarian, *, askings: Sequence[int] | None = None
) -> list[list[int]]:
    """Return the places of `questions` in groups of one meaning, the most asked group first.

    Each place is in one group. A group begins with its most asked question, and goes on by how
    often each was asked: `askings` says so, 1 each without it. Complete linkage: no two questions
    of a group are less alike than ALIKE_FROM, so that no chain of likenesses joins what is apart.
    The result is the same in whatever order the questions come.
    """
    counts = list(askings) if askings is not None else [1] * len(questions)
    wordings = _wordings(questions, counts)
    read = [librarian.read(questions[wording.places[0]]) for wording in wordings]
    likeness = librarian.likeness(read)
    alike = np.array([likeness.of(asked) for asked in read]).reshape(len(read), len(read))
    # A word may stand for another one without being stood for by it.
    groups = _linked(np.maximum(alike, alike.T))
    ranked = [sorted(group, key=lambda n: (-wordings[n].askings, n)) for group in groups]
    ranked.sort(key=lambda group: (-sum(wordings[n].askings for n in group), group[0]))
    return [[place for n in group for place in wordings[n].places] for group in ranked]


def _wordings(questions: Sequence[str], counts: Sequence[int]) -> list[Wording]:
    """Return the wordings, in the order of their folded words; accents and case make none."""
    places: dict[tuple[str, ...], list[int]] = {}
    for place, question in enumerate(questions):
        said = tuple(word.folded for word in words(question))
        places.setdefault(said, []).append(place)
    written = Counter[str]()
    for question, count in zip(questions, counts, strict=True):
        written[question] += count
    return [
        Wording(
            tuple(sorted(own, key=lambda at: (-written[questions[at]], questions[at]))),
            sum(counts[at] for at in own),
        )
        for _, own in sorted(places.items())
    ]


def _linked(alike: Floats) -> list[list[int]]:
    """Return the groups of complete linkage; of equal likenesses the first pair is joined."""
    groups = {at: [at] for at in range(len(alike))}
    near = alike.copy()
    np.fill_diagonal(near, -1.0)
    while near.size:
        one, other = divmod(int(np.argmax(near)), len(near))
        if near[one, other] < ALIKE_FROM:
            break
        kept, gone = sorted((one, other))
        groups[kept] += groups.pop(gone)
        least = np.minimum(near[kept], near[gone])
        near[kept, :], near[:, kept] = least, least
        near[gone, :], near[:, gone] = -1.0, -1.0
        near[kept, kept] = -1.0
    return list(groups.values())
