"""A question beside the passages that may answer it: what every feature looks at, worked out once.

All is told of all passages at once. An array of passages has a number for each, one of sentences a
number for each sentence of all of them; where there are terms too, these are the rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from bot.retrieval.asked import Asked, Term
from bot.retrieval.evidence import KINDS_WITH_EVIDENCE, evident
from bot.retrieval.index.held import Held
from bot.retrieval.index.index import Index
from bot.retrieval.index.numbered import NO_STEM
from bot.retrieval.index.sentences import ASKING, SAID
from bot.retrieval.kind_table import PERSON
from bot.retrieval.kinds import kind_of
from bot.retrieval.met import Met
from bot.retrieval.taught import Lesson
from bot.retrieval.told import Told
from bot.retrieval.words import words
from bot.storage.arrays import Flags, Floats, Places, are_wanted, weighed

# What a word of a heading counts for the passages below it, a word of theirs being 1: the half lets
# a passage that says the word itself come first.
HEADING = 0.5
# What the word behind « quel » counts where there is evidence for that kind of answer.
FOCUS = 0.5

Feature = Callable[["Candidates"], Floats]
"""Returns a number for each passage, or for each sentence of all of them."""


@dataclass(frozen=True, slots=True)
class SentenceBlend:
    """What picks the answering sentence: features, and what each counts, in the same order."""

    features: tuple[Feature, ...]
    weights: tuple[float, ...]


# What is not asked of candidates is not worked out; two of them are never compared.
@dataclass(frozen=True, eq=False)
class Candidates:
    """A question and passages that may answer it.

    `sentence_blend` picks the answering sentences. `texts` are those of the corpus, by place, and
    `lessons` what was taught of passages for questions like this one. What was opened and worked
    out is kept beside them, for the one thread that answers the question.
    """

    asked: Asked
    told: Told
    texts: Sequence[str]
    sentence_blend: SentenceBlend
    lessons: Mapping[int, Lesson] = field(default_factory=dict)
    _opened: dict[int, str] = field(default_factory=dict, init=False, repr=False)
    _worked_out: dict[Feature, Floats] = field(default_factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.held.among)

    @property
    def held(self) -> Held:
        """The words and sentences of the passages."""
        return self.told.held

    @property
    def index(self) -> Index:
        """The index that the passages are of."""
        return self.told.index

    @cached_property
    def places(self) -> Sequence[int]:
        """Where the passages stand in the corpus."""
        return tuple(self.held.among.tolist())

    def text(self, passage: int) -> str:
        """Return the text of one of the passages; to open it takes longer than to ask the index."""
        text = self._opened.get(passage)
        if text is None:
            text = self._opened[passage] = self.texts[self.places[passage]]
        return text

    @cached_property
    def sayable(self) -> Mapping[str, int]:
        """Those of the question's words, folded, that any passage of the corpus may hold.

        They are numbered as the index does.
        """
        return self.index.words_of(sorted(self.asked.folded))

    @cached_property
    def said(self) -> tuple[Places, Places]:
        """Where they stand as they are written, in order: which, by `sayable`, and where."""
        return self.index.said(list(self.sayable.values()), self.held)

    @cached_property
    def bm25(self) -> Floats:
        """BM25 for words as they are written, and for their letters: a row of each."""
        numbers = list(self.sayable.values())
        return self.index.scores(numbers, self.said, self.asked.telling, self.held)

    @cached_property
    def met(self) -> Met:
        """Which terms are met by the words of the passages, and where."""
        return Met(self.asked, self.held, self.index)

    @cached_property
    def evident(self) -> Places:
        """Where words stand that speak for an answer of the kind that is asked for.

        What the question itself says is no answer to it.
        """
        return self.new(evident(self.asked.kind, self.told))

    def new(self, places: Places) -> Places:
        """Return those of some places of words where no term of the question stands."""
        stems = self.index.stem_of.take(self.held.words.take(places))
        is_asked: Flags = np.logical_or.reduce(stems == self.asked.own_numbers[:, None], axis=0)
        return places[~is_asked]

    @cached_property
    def evidence(self) -> Places:
        """How much in each sentence speaks for an answer of the kind that is asked for."""
        return self.held.counted(self.evident)

    @cached_property
    def sentence_degrees(self) -> Floats:
        """How well each term is met in each sentence, between 0 and 1.

        « Quel âge … » is met by « 28 ans »: what is asked for seldom stands in the answer.
        """
        if not (self.asked.has_focus and self.asked.kind in KINDS_WITH_EVIDENCE):
            return self.met.in_words
        told = np.where(self.asked.are_focus[:, None] & (self.evidence > 0), FOCUS, 0.0)
        return np.maximum(self.met.in_words, told)

    @cached_property
    def passage_degrees(self) -> Floats:
        """How well each term is met in each passage: in its best sentence, or its heading."""
        best = self.held.most(self.sentence_degrees)
        _, section = self._above
        if not section.any():
            return best
        return np.maximum(best, HEADING * self.asked.degree(section))

    @cached_property
    def _above(self) -> tuple[Flags, Flags]:
        """Which stems of Asked.numbers name the subject of each passage, and are of its section."""
        known = len(self.index.terms.stems)
        return self.index.headings.above(self.asked.stem_numbers, self.held, known)

    @cached_property
    def subject(self) -> Flags:
        """Which terms name the subject of each passage's article."""
        return self._above[0][self.asked.own_places]

    def section(self, passage: int) -> frozenset[str]:
        """Return the stems that may stand for a term in the headings above a passage."""
        held = self._above[1][:, passage].nonzero()[0].tolist()
        stems = list(self.asked.numbers)
        return frozenset(stems[at] for at in held)

    @cached_property
    def in_article(self) -> Flags:
        """Which terms the article of each passage holds somewhere, its title and headings too."""
        return self.index.in_articles(self.asked.own_numbers, self.held.among)

    def is_in_article(self, term: Term, passage: int) -> bool:
        """Tell whether the article of a passage holds a term, or anything that may stand for it."""
        numbers = self.asked.numbers
        related = [numbers[stem] for stem in term.related if stem in numbers]
        return bool(self.index.in_articles(related, self.held.among[[passage]]).any())

    def share(self, degrees: Floats | Flags) -> Floats:
        """Return the parts of the question's idf that are met, between 0 and 1."""
        return weighed(self.asked.idf, degrees) / self.asked.weight

    @cached_property
    def sentence_shares(self) -> Floats:
        """The part of the question's idf that each sentence meets, related words included."""
        return self.share(self.sentence_degrees)

    @cached_property
    def sentence_scores(self) -> Floats:
        """The blend of each sentence's features; no unit."""
        blend = self.sentence_blend
        scores = np.zeros(len(self.held.lines))
        for feature, weight in zip(blend.features, blend.weights, strict=True):
            scores += weight * self.value(feature)
        return scores

    def value(self, feature: Feature) -> Floats:
        """Return a feature's values, worked out once: the blend and the confidence share some."""
        values = self._worked_out.get(feature)
        if values is None:
            values = self._worked_out[feature] = feature(self)
        return values

    @cached_property
    def asks_alike(self) -> Flags:
        """Which sentences ask a question of the same kind, about something that is asked."""
        asks: Flags = (self.held.signs & ASKING > 0) & (self.sentence_shares > 0)
        for at in asks.nonzero()[0].tolist():
            start, end = self.held.span(at)
            said = self.text(self.held.passage_of.item(at))[start:end]
            asks[at] = kind_of(said, words(said)) == self.asked.kind
        return asks

    @cached_property
    def asks_the_same(self) -> Flags:
        """Which of these say nothing but what is asked, or words akin to it."""
        if not self.asks_alike.any():
            return self.asks_alike
        stems = self.index.stem_of.take(self.held.words)
        is_akin = are_wanted(self.asked.stem_numbers, stems, len(self.index.terms.stems))
        others = (~is_akin & (stems != NO_STEM)).nonzero()[0]
        return self.asks_alike & ~self.held.in_sentences(others)

    @cached_property
    def answering(self) -> Places:
        """The sentence of each passage that answers best; the first of equal ones.

        The question itself is no answer where the text asks it too: the best of the others is.
        Nor is who said a quotation (« – Porte-parole de Meta ») but to « qui ».
        """
        scores, of = self.sentence_scores, self.held.passage_of
        is_said = self.held.signs & SAID > 0
        for is_none in (self.asks_the_same, is_said & (self.asked.kind != PERSON)):
            others = np.where(is_none, -np.inf, scores)
            # Where there is nothing else, that is what there is.
            scores = np.where(np.isinf(self.held.most(others))[of], scores, others)
        best = self.held.most(scores)
        likely = (scores == best[of]).nonzero()[0][::-1]
        answering = np.zeros(len(self), dtype=np.int64)
        # Of several that are set the last one stays.
        answering[of[likely]] = likely
        return answering
