"""From a question to passages, best first: candidates by BM25, then the blend of features."""

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from bot.articles.article import Passage
from bot.retrieval.asked import Asked, Lookups, terms_of
from bot.retrieval.background import Background, is_light
from bot.retrieval.bm25 import Index
from bot.retrieval.features import FEATURES
from bot.retrieval.french import French
from bot.retrieval.kinds import evidence, kind_of
from bot.retrieval.lexicon import written_words
from bot.retrieval.likeness import Likeness
from bot.retrieval.pair import Pair
from bot.retrieval.reading import Reading, Readings, read
from bot.retrieval.relations import FAMILY, Relations
from bot.retrieval.statistics import Statistics
from bot.retrieval.taught import Lesson
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.weights import Weights
from bot.retrieval.words import stems

# How many passages the blend looks at; more cost time and bring nothing (measured on PIAF).
CANDIDATES = 40
LETTERS = 4
WORDS_KEPT = 20_000
# By how much a word that is common in French at large is worth less, as a power of its rarity.
COMMON = 0.5
# What a light word counts of its degree where it only stands for another. With 0, .5 and 1 hit@1 is
# .823, .823 and .811 on corpus/questions/meta-scale-ai.yaml, .844, .846 and .849 on a part of PIAF.
LIGHTLY = 0.5
# A title of so many words names a subject (« Guerre anglo-zouloue »); a longer one tells a story.
SHORT_TITLE = 3

Fields = dict[str, list[str]]
Alternatives = Mapping[str, frozenset[str]]
NO_ALTERNATIVES: Alternatives = {}
NO_LESSONS: Mapping[int, Lesson] = {}


class Ranking:
    """The passages of a corpus, read and indexed, ready to be ranked for a question."""

    def __init__(
        self,
        passages: Sequence[Passage],
        background: Background,
        sentence_weights: Mapping[str, float],
        thesaurus: Thesaurus | None,
        readings: Readings | None = None,
    ) -> None:
        self._sentence_weights = sentence_weights
        self._background = background
        self._thesaurus = thesaurus
        self.french = French(thesaurus)
        known = Readings() if readings is None else readings
        self.readings = [known.of(passage.text) for passage in passages]
        self.statistics = Statistics(self.readings)
        self._titles = [frozenset(stems(passage.article.title)) for passage in passages]
        self._sections = [frozenset(stems(" ".join(passage.section))) for passage in passages]
        self._subjects = [self._subject(title) for title in self._titles]
        self._articles = self._stems_by_article(passages)
        headings = frozenset().union(*self._titles, *self._sections)
        self._relations = Relations(headings.union(self.statistics.holding), thesaurus)
        fields = [_fields(reading) for reading in self.readings]
        stems_of = [
            [stem for stem, places in reading.positions.items() for _ in places]
            for reading in self.readings
        ]
        self._indexes = {name: Index([own[name] for own in fields]) for name in _fields(read(""))}
        self._matched = Index(
            [
                [*title, *section, *own]
                for title, section, own in zip(self._titles, self._sections, stems_of, strict=True)
            ]
        )

    def _subject(self, title: frozenset[str]) -> frozenset[str]:
        """Return what names the subject: a short title whole, of a longer one its names."""
        if len(title) <= SHORT_TITLE:
            return title
        return frozenset(stem for stem in title if self.statistics.is_name(stem))

    def _stems_by_article(self, passages: Sequence[Passage]) -> list[frozenset[str]]:
        """Return for each passage the stems of its whole article."""
        held: defaultdict[str, set[str]] = defaultdict(set)
        for at, passage in enumerate(passages):
            held[passage.article.id] |= self._titles[at] | self._sections[at]
            held[passage.article.id].update(self.readings[at].positions)
        frozen = {article: frozenset(stems) for article, stems in held.items()}
        return [frozen[passage.article.id] for passage in passages]

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
            is_name=self.statistics.is_name,
            is_strange=self.french.is_strange,
        )
        terms = terms_of(reading, read(context), known)
        weight = sum(term.idf for term in terms) or 1.0
        rarity = sum(term.rarity for term in terms) or 1.0
        return Asked(reading, terms, kind_of(reading.words), weight, rarity)

    def _worth(self, stem: str) -> float:
        """Return a stem's idf in the corpus, less where the word is common in French at large."""
        common: float = self._background.uncommonness(stem) ** COMMON
        return self.statistics.idf(stem) * common

    def _related(self, alternatives: Alternatives, stem: str, folded: str) -> dict[str, float]:
        other: dict[str, float] = {}
        for alternative in sorted(alternatives.get(stem, ())):
            related = self._relations.of(alternative, alternative) | {alternative: 1.0}
            for found, degree in related.items():
                other[found] = max(FAMILY * degree, other.get(found, 0.0))
        # « Wang » alone is what an article says of Alexandr Wang once it has named him.
        if surname := self.statistics.surname(stem):
            other[surname] = FAMILY
        # « Meta » is no form of « mettre », though their stems are one; « PDG » is a word.
        if self.statistics.is_name(stem) and folded not in written_words():
            return other
        related = self._relations.of(stem, folded)
        return {kin: _told_by(kin, degree) for kin, degree in related.items()} | other

    def likeness(self, questions: Sequence[Asked]) -> Likeness:
        """Make questions that were read here ready to have others set beside them."""
        vocabulary = {stem for asked in questions for stem in asked.stems}
        relations = Relations(vocabulary, self._thesaurus)
        return Likeness(questions, relations, self.french, self.statistics)

    def candidates(self, asked: Asked) -> list[int]:
        """Return the positions of the passages that share a word with the question.

        A related word counts by its degree; a heading's words count too. Best first by BM25,
        equal scores in the order of the corpus.
        """
        related = sorted({stem for term in asked.terms for stem in term.related})
        matching = self._matched.matching(related)
        own = self._matched.scores(asked.stems, matching)
        kin = self._matched.scores(related, matching)
        # A related word is worth half of the word itself here; the blend weighs it properly.
        score = {at: a + 0.5 * (b - a) for at, a, b in zip(matching, own, kin, strict=True)}
        return sorted(matching, key=lambda at: -score[at])

    def pairs(
        self, asked: Asked, candidates: Sequence[int], lessons: Mapping[int, Lesson] = NO_LESSONS
    ) -> list[Pair]:
        """Set the question beside each candidate; `lessons` are by the passage's position."""
        query = _fields(asked.reading)
        scores = {
            name: index.scores(list(dict.fromkeys(query[name])), candidates)
            for name, index in self._indexes.items()
        }
        return [
            Pair(
                asked=asked,
                passage=self.readings[at],
                subject=self._subjects[at],
                section=self._sections[at],
                article=self._articles[at],
                bm25={name: float(scores[name][number]) for name in scores},
                sentence_weights=self._sentence_weights,
                evidence=evidence(asked.kind, self.readings[at], asked.stems),
                lesson=lessons.get(at),
            )
            for number, at in enumerate(candidates)
        ]


def passage_score(pair: Pair, weights: Weights) -> float:
    """Return the blend of a passage's features; no unit."""
    return sum(weights.passages[feature.__name__] * feature(pair) for feature in FEATURES)


def _told_by(related: str, degree: float) -> float:
    """Return how much a related word tells: a word of every text is hardly a sign of another."""
    return degree * LIGHTLY if degree < FAMILY and is_light(related) else degree


def _fields(reading: Reading) -> Fields:
    """Return the words of each field of the index; features.py says what each is good for."""
    folded = [reading.words[at].folded for _, at in reading.content]
    return {
        "words": [word.folded for word in reading.words],
        "letters": [part for word in folded for part in _parts(f"_{word}_")],
    }


# Texts say the same words again and again, and the parts of them are held once for all librarians.
@lru_cache(maxsize=WORDS_KEPT)
def _parts(word: str) -> tuple[str, ...]:
    last = max(1, len(word) - LETTERS + 1)
    return tuple(sys.intern(word[start : start + LETTERS]) for start in range(last))
