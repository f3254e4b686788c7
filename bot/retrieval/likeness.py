"""How like one question is to others: what each says of the other, and what both ask for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.retrieval.asked import Asked, Term
from bot.retrieval.french import French
from bot.retrieval.kinds import ASKING_FOR_NUMBERS, OTHER, YES_NO
from bot.retrieval.lexicon import written_words
from bot.retrieval.relations import Relations
from bot.retrieval.spelling import MIN_LETTERS, errors_allowed
from bot.retrieval.words import is_stop_word

# A mistyped word is the word that it is like, as good as surely.
MISTYPED = 0.95
# What two questions are worth that say the same words and ask for different kinds of answer, for
# two kinds of number (« combien », « quel montant »), or one of them for nothing that tells.
OTHER_KIND, OTHER_NUMBER, NO_KIND = 0.5, 0.9, 0.8
VAGUE = frozenset({OTHER, YES_NO, "definition", "choice"})
# « Qui a racheté Meta ? » says the same words as « Qui Meta a-t-il racheté ? ».
MOVED = 0.85
# What the words that say little count, one and all: « Qui dirige » and « Qui dirigeait-il donc ».
STOP_WORDS = 0.05
WORDS_KEPT = 5_000

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


class Likeness:
    """Some questions, beside which another one can be set.

    All of them must have been read by one ranking. Likeness has no unit: 1 is the same question,
    0 one that shares nothing.
    """

    def __init__(self, questions: Sequence[Asked], relations: Relations, french: French) -> None:
        self._questions = questions
        self._relations = relations
        self._french = french
        self._weights = np.array([asked.weight for asked in questions])
        self._worth = {term.stem: term.idf for asked in questions for term in asked.terms}
        self._places = _places(questions)
        self._related_back = _related_back(questions)
        terms = [term for asked in questions for term in asked.terms if _is_spelled(term)]
        self._stems = {term.folded: term.stem for term in terms}
        self._known: dict[tuple[str, str, frozenset[str]], Mapping[str, float]] = {}

    def of(self, asked: Asked) -> Floats:
        """Return how like `asked` is to each of the questions, in their order."""
        ours, theirs = np.zeros(len(self._questions)), np.zeros(len(self._questions))
        met: dict[str, float] = {}
        for term in asked.terms:
            best = np.zeros(len(self._questions))
            for stem, degree in self._degrees(term).items():
                places = self._places[stem]
                best[places] = np.maximum(best[places], degree)
                met[stem] = max(degree, met.get(stem, 0.0))
            ours += term.idf * best
        for stem, degree in met.items():
            theirs[self._places[stem]] += degree * self._worth[stem]
        shared = np.minimum(ours / asked.weight, theirs / self._weights)
        manner = [
            _manner(asked, other) if share or not other.terms else 0.0
            for other, share in zip(self._questions, shared, strict=True)
        ]
        for at, other in enumerate(self._questions):
            # « C’est qui ? » holds no word that carries meaning: it is the same word for word.
            if not other.terms and not asked.terms:
                shared[at] = float(_folded(asked) == _folded(other))
        # Sums of shares may miss 1 by a rounding.
        return np.minimum(shared, 1.0) * np.array(manner)

    def _degrees(self, term: Term) -> Mapping[str, float]:
        """Return the stems of the questions that a word may stand for, with their degree."""
        key = (term.stem, term.folded, frozenset(term.related))
        found = self._known.get(key)
        if found is None:
            # The words of questions come from outside: what is kept is bounded.
            if len(self._known) >= WORDS_KEPT:
                self._known.clear()
            found = self._known[key] = self._worked_out(term)
        return found

    def _worked_out(self, term: Term) -> Mapping[str, float]:
        degrees = {stem: degree for stem, degree in term.related.items() if stem in self._places}
        # What holds of the ranking holds here: « Meta » is no form of « mettre ».
        if not term.is_name or term.folded in written_words():
            _add(degrees, self._relations.of(term.stem, term.folded))
        _add(degrees, self._related_back.get(term.stem, {}))
        if not any(degree >= MISTYPED for degree in degrees.values()):
            _add(degrees, dict.fromkeys(self._mistyped(term), MISTYPED))
        return degrees

    def _mistyped(self, term: Term) -> Iterable[str]:
        """Yield the stems of words that differ by a typing error, made here or there."""
        if not _is_spelled(term):
            return
        is_strange = not self._french.knows(term.folded)
        near = process.extract(
            term.folded,
            self._stems.keys(),
            scorer=OSA.distance,
            score_cutoff=errors_allowed(term.folded),
            limit=5,
        )
        for folded, _, _ in near:
            # Of two words of French that look alike none is a mistake for the other.
            if folded[0] == term.folded[0] and (is_strange or not self._french.knows(folded)):
                yield self._stems[folded]


def _manner(one: Asked, other: Asked) -> float:
    """Return how alike two questions of the same words ask, between 0 and 1."""
    if one.kind == other.kind:
        alike = 1.0
    elif {one.kind, other.kind} <= ASKING_FOR_NUMBERS:
        alike = OTHER_NUMBER
    else:
        alike = NO_KIND if VAGUE & {one.kind, other.kind} else OTHER_KIND
    shared = set(one.stems) & set(other.stems)
    if [s for s in one.stems if s in shared] != [s for s in other.stems if s in shared]:
        alike *= MOVED
    said, said_there = _stop_words(one), _stop_words(other)
    apart = len(said ^ said_there) / max(1, len(said) + len(said_there))
    return alike * (1 - STOP_WORDS * apart)


def _is_spelled(term: Term) -> bool:
    return term.folded.isalpha() and len(term.folded) >= MIN_LETTERS


def _folded(asked: Asked) -> list[str]:
    return [word.folded for word in asked.reading.words]


def _stop_words(asked: Asked) -> frozenset[str]:
    return frozenset(word for word in _folded(asked) if is_stop_word(word))


def _add(degrees: dict[str, float], others: Mapping[str, float]) -> None:
    for stem, degree in others.items():
        degrees[stem] = max(degree, degrees.get(stem, 0.0))


def _places(questions: Sequence[Asked]) -> dict[str, Places]:
    held: defaultdict[str, list[int]] = defaultdict(list)
    for at, asked in enumerate(questions):
        for stem in asked.stems:
            held[stem].append(at)
    return {stem: np.array(places, dtype=np.intp) for stem, places in held.items()}


def _related_back(questions: Sequence[Asked]) -> Mapping[str, dict[str, float]]:
    """Return for each stem that may stand for a word of the questions the stems of these words."""
    back: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for asked in questions:
        for term in asked.terms:
            for stem, degree in term.related.items():
                _add(back[stem], {term.stem: degree})
    return back
