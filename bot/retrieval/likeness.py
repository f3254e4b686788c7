"""How like one question is to others: what each says of the other, and what both ask for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.retrieval.asked import Asked, Term
from bot.retrieval.french import French
from bot.retrieval.index.terms import Terms
from bot.retrieval.lexicon import written_words
from bot.retrieval.manner import Manner, framing_stems
from bot.retrieval.relations import Relations
from bot.retrieval.spelling import MIN_LETTERS, errors_allowed

# A mistyped word is the word that it is like, as good as surely.
MISTYPED = 0.95
# Two questions of which each names what the other does not, and from which degree on it does.
OTHER_NAME, TOLD_FROM = 0.7, 0.5
# What a word counts that people put around what they ask: « je veux », « la date de ».
FRAMING = 0.1
# Questions that share less are not alike at all.
LEAST_SHARE = 0.25
WORDS_KEPT = 5_000

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


class Likeness:
    """Some questions, beside which another one can be set.

    All of them must have been read by one ranking. Likeness has no unit: 1 is the same question,
    0 one that shares little or nothing.
    """

    def __init__(
        self,
        questions: Sequence[Asked],
        relations: Relations,
        french: French,
        known: Terms,
    ) -> None:
        self._questions = questions
        self._relations = relations
        self._french = french
        self._corpus = known
        self._places = _places(questions)
        self._manners = [Manner.of(asked) for asked in questions]
        self._worths = {term.stem: self._worth(term) for asked in questions for term in asked.terms}
        self._weights = np.array([self._weight(asked) for asked in questions])
        telling = [[t.stem for t in asked.terms if _is_telling(t)] for asked in questions]
        self._telling = {stem for stems in telling for stem in stems}
        self._tellings = np.array([sum(s in self._telling for s in a.stems) for a in questions])
        self._related_back = _related_back(questions)
        terms = [term for asked in questions for term in asked.terms if _is_spelled(term)]
        self._stems = {term.folded: term.stem for term in terms}
        self._known: dict[tuple[str, str, frozenset[str]], Mapping[str, float]] = {}

    def of(self, asked: Asked) -> Floats:
        """Return how like `asked` is to each of the questions, in their order."""
        manner = Manner.of(asked)
        likeness = np.zeros(len(self._questions))
        if not asked.terms:
            # « C’est qui ? » holds no word that carries meaning: it is the same word for word.
            likeness[[manner == other for other in self._manners]] = 1.0
            return likeness
        shared = self._shared(asked)
        for at in np.flatnonzero(shared >= LEAST_SHARE):
            likeness[at] = shared[at] * manner.likeness(self._manners[at])
        return likeness

    def _shared(self, asked: Asked) -> Floats:
        """Return the smaller share of what each of two questions says of the other."""
        ours, theirs, telling = np.zeros((3, len(self._questions)))
        is_other = np.zeros(len(self._questions), dtype=bool)
        met: dict[str, float] = {}
        for term in asked.terms:
            best = self._best(term, met)
            ours += self._worth(term) * best
            if _is_telling(term):
                is_other |= best < TOLD_FROM
        for stem, degree in met.items():
            theirs[self._places[stem]] += degree * self._worths[stem]
            if stem in self._telling and degree >= TOLD_FROM:
                telling[self._places[stem]] += 1
        # Sums of shares may miss 1 by a rounding.
        shared: Floats = np.minimum(
            1.0, np.minimum(ours / self._weight(asked), theirs / self._weights)
        )
        # Each names what the other does not: « en 2003 » and « en 2006 », Meta and Google.
        shared[is_other & (telling < self._tellings)] *= OTHER_NAME
        return shared

    def _best(self, term: Term, met: dict[str, float]) -> Floats:
        """Return how well each of the questions meets a word; `met` learns which stems did."""
        best = np.zeros(len(self._questions))
        for stem, degree in self._degrees(term).items():
            places = self._places[stem]
            best[places] = np.maximum(best[places], degree)
            met[stem] = max(degree, met.get(stem, 0.0))
        return best

    def _worth(self, term: Term) -> float:
        """Return a term's idf, less where many of the questions hold it; no unit.

        The passages may know nothing of what all of the questions are about.
        """
        places = self._places.get(term.stem)
        among = self._corpus.idf_among(
            term.stem,
            questions=len(self._questions),
            holding=0 if places is None else len(places),
        )
        part = FRAMING if term.stem in framing_stems() else 1.0
        return part * term.idf * among / self._corpus.idf(term.stem)

    def _weight(self, asked: Asked) -> float:
        return sum(map(self._worth, asked.terms)) or 1.0

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


def _is_telling(term: Term) -> bool:
    """Tell whether a word names what is asked about: another name is another question."""
    return term.is_name or term.is_number or term.is_strange


def _is_spelled(term: Term) -> bool:
    return term.folded.isalpha() and len(term.folded) >= MIN_LETTERS


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
