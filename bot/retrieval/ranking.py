"""A question beside a corpus: it is read, its candidates are found, and it is set beside them."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from bot.retrieval.asked import Asked
from bot.retrieval.background import Background, is_light
from bot.retrieval.candidates import Candidates
from bot.retrieval.french import French
from bot.retrieval.index.terms import Kin
from bot.retrieval.indexed import Indexed
from bot.retrieval.kinds import kind_of
from bot.retrieval.known_words import KnownWords
from bot.retrieval.lexicon import written_words
from bot.retrieval.likeness import Likeness
from bot.retrieval.reading import read
from bot.retrieval.relations import FAMILY, Relations
from bot.retrieval.sentence_features import sentence_blend
from bot.retrieval.taught import Lesson
from bot.retrieval.terms import Lookups, terms_of
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.told import Told
from bot.storage.arrays import Floats, Numbers, Places

# How many passages the blend looks at; more cost time and bring nothing (measured on PIAF).
CANDIDATES = 40
# What a related word is worth among candidates, beside its degree; the blend weighs it properly. Of
# 1,500 of PIAF's questions, asked of all its passages, 96.3 % have their passage among the 40,
# where they were 94.7 % with 0.5 for each.
RELATED = 0.5
# How many postings are gone through for related words: ENOUGH in all, or one for so many passages.
# What very many passages hold tells none apart, nor does a word of a degree like the thesaurus's.
# Of 300 questions asked of 100,000 passages drawn from PIAF the first one holds the answer as often
# with this as without (51 and 49 %), and of a million (53 and 55 %).
ENOUGH, SPARSE, FAINT = 20_000, 8, 0.2
# By how much a word that is common in French at large is worth less, as a power of its rarity.
COMMON = 0.5
# What a light word counts of its degree where it only stands for another: hit@1 on the shipped
# questions and on PIAF hardly tells 0 from 1.
LIGHTLY = 0.5

Alternatives = Mapping[str, frozenset[str]]
NO_ALTERNATIVES: Alternatives = {}
NO_LESSONS: Mapping[int, Lesson] = {}


class Ranking:
    """The passages of a corpus, read and indexed, ready to be ranked for a question."""

    def __init__(
        self,
        indexed: Indexed,
        background: Background,
        sentence_weights: Mapping[str, float],
        thesaurus: Thesaurus | None,
    ) -> None:
        self._indexed = indexed
        self._sentence_weights = sentence_weights
        self._background = background
        self._thesaurus = thesaurus
        self.french = French(thesaurus)
        self.index = indexed.index
        self._known = KnownWords(self.index.wording.words)
        self._relations = Relations(self.index.terms.kin, thesaurus)

    def read(
        self, question: str, context: str = "", alternatives: Alternatives = NO_ALTERNATIVES
    ) -> Asked:
        """Read a question for this corpus.

        `context` holds the earlier questions that it leans on, `alternatives` gives for a stem
        other stems that may stand for it, beside those that the lexicon knows.
        """
        reading = read(question)
        known = Lookups(
            idf=self._worth,
            rarity=self._background.rarity,
            related=partial(self._related, alternatives),
            is_name=self.index.terms.is_name,
            is_strange=self.french.is_strange,
        )
        terms = terms_of(reading, read(context), known)
        weight = sum(term.idf for term in terms) or 1.0
        rarity = sum(term.rarity for term in terms) or 1.0
        related = sorted({stem for term in terms for stem in term.related})
        numbers = self.index.numbers(related)
        kind = kind_of(question, reading.words)
        return Asked(reading, terms, kind, weight, rarity, numbers)

    def _worth(self, stem: str) -> float:
        """Return a stem's idf in the corpus, less where the word is common in French at large."""
        common: float = self._background.uncommonness(stem) ** COMMON
        return self.index.terms.idf(stem) * common

    def _related(self, alternatives: Alternatives, stem: str, folded: str) -> dict[str, float]:
        other: dict[str, float] = {}
        for alternative in sorted(alternatives.get(stem, ())):
            meant = {**self._relations.of(alternative, alternative), alternative: 1.0}
            for found, degree in meant.items():
                other[found] = max(FAMILY * degree, other.get(found, 0.0))
        # « Wang » alone is what an article says of Alexandr Wang once it has named him.
        if surname := self.index.terms.surname(stem):
            other[surname] = FAMILY
        # « Meta » is no form of « mettre », though their stems are one; « PDG » is a word.
        if self.index.terms.is_name(stem) and folded not in written_words():
            return other
        related = self._relations.of(stem, folded)
        return {kin: _told_by(kin, degree) for kin, degree in related.items()} | other

    def likeness(self, questions: Sequence[Asked]) -> Likeness:
        """Make questions that were read here ready to have others set beside them."""
        vocabulary = {stem for asked in questions for stem in asked.stems}
        relations = Relations(Kin.among(vocabulary), self._thesaurus)
        return Likeness(questions, relations, self.french, self.index.terms)

    def candidates(self, asked: Asked, number: int = CANDIDATES) -> list[int]:
        """Return the positions of at most `number` passages that share a word with the question.

        A related word counts by its degree (see RELATED); a heading's words count too. Best first
        by BM25, equal scores in the order of the corpus.
        """
        degrees = asked.degrees()
        weights = np.where(degrees < 1.0, RELATED * degrees, degrees)
        at = self._telling(asked.stem_numbers, degrees)
        stems = asked.stem_numbers[at].tolist()
        weighted = dict(zip(stems, weights[at].tolist(), strict=True))
        return self.index.postings.best(weighted, number).positions

    def _telling(self, stems: Numbers, degrees: Floats) -> Places:
        """Return the places of the stems that are looked for, of stems with their degrees.

        They are the words themselves, and related ones until so much is gone through (ENOUGH,
        SPARSE): the rarest, and those that hardly stand for a word last.
        """
        holding = self.index.terms.holding.take(stems)
        related = (degrees < 1.0).nonzero()[0]
        related = related[np.lexsort((holding[related], degrees[related] <= FAINT))]
        enough = max(ENOUGH, len(self._indexed.texts) // SPARSE)
        within = holding[related].cumsum().searchsorted(enough, side="right")
        # The first one counts however common it is: nothing else may be there.
        return np.concatenate([(degrees == 1.0).nonzero()[0], related[: max(1, within)]])

    def beside(
        self, asked: Asked, places: Sequence[int], lessons: Mapping[int, Lesson] = NO_LESSONS
    ) -> Candidates:
        """Set the question beside passages; `lessons` are by the passage's position."""
        told = Told(self.index.held(places), self.index, self._known)
        blend = sentence_blend(asked, self._sentence_weights)
        return Candidates(asked, told, self._indexed.texts, blend, lessons)


def _told_by(related: str, degree: float) -> float:
    """Return how much a related word tells: a word of every text is hardly a sign of another."""
    return degree * LIGHTLY if degree < FAMILY and is_light(related) else degree
