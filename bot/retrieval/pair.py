"""A question beside a passage: what every feature looks at, worked out once."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import mul

from bot.retrieval.asked import Asked, Term
from bot.retrieval.evidence import KINDS_WITH_EVIDENCE, evidence, named_places
from bot.retrieval.index.fields import Scores
from bot.retrieval.kind_table import PERSON
from bot.retrieval.reading import Reading
from bot.retrieval.taught import Lesson

# What a word of a heading counts for the passages below it, a word of theirs being 1: the half lets
# a passage that says the word itself come first.
HEADING = 0.5
# What the word behind « quel » counts where there is evidence for that kind of answer.
FOCUS = 0.5
DASHES = "–—―"


SentenceFeature = Callable[["Pair"], Sequence[float]]


@dataclass(frozen=True, slots=True)
class SentenceBlend:
    """What picks the answering sentence: features, and what each counts, in the same order.

    A feature gives a number for each sentence of the passage, in order.
    """

    features: tuple[SentenceFeature, ...]
    weights: tuple[float, ...]


# Two pairs are never the same: what was worked out of one may be kept beside it.
@dataclass(frozen=True, eq=False)
class Pair:
    """A question and a passage that may answer it.

    `bm25` holds the passage's BM25 score for each field of the index.
    Of the stems that may stand for a term `subject` holds those that name the article's subject,
    `section` those of the headings above, and `article` those of the whole article, its title and
    headings included.
    `sentence_blend` picks the answering sentence. `lesson` is what was taught of the passage for a
    question like this one, None where there is nothing.
    """

    asked: Asked
    passage: Reading
    subject: frozenset[str]
    section: frozenset[str]
    article: frozenset[str]
    bm25: Scores
    sentence_blend: SentenceBlend
    lesson: Lesson | None = None

    @cached_property
    def evidence(self) -> list[int]:
        """How much in each sentence speaks for an answer of the kind that is asked for."""
        return evidence(self.asked.kind, self.passage, self.asked.own_stems)

    @cached_property
    def sentence_words(self) -> list[Sequence[str]]:
        """The folded words of each sentence of the passage, stop words included."""
        passage = self.passage
        return [passage.folded[passage.of_sentence(at)] for at in range(len(passage.spans))]

    @cached_property
    def new_names(self) -> list[set[str]]:
        """The stems of the names in each sentence that the question does not hold."""
        return self._new_stems(self.passage.names)

    @property
    def new_places(self) -> list[set[str]]:
        """The stems of those of these names that are likely places; worked out each time."""
        return self._new_stems(named_places(self.passage))

    @cached_property
    def new_numbers(self) -> list[set[str]]:
        """The numbers in each sentence that the question does not hold."""
        return self._new_stems(self.passage.numbers)

    def _new_stems(self, places: Iterable[int]) -> list[set[str]]:
        """Return of each sentence the stems at some places of the passage that are not asked."""
        stems, sentence_of, asked = self.passage.stems, self.passage.sentence_of, self.asked
        found: list[set[str]] = [set() for _ in self.passage.spans]
        for at in places:
            stem = stems[at]
            if stem not in asked.own_stems:
                found[sentence_of[at]].add(stem)
        return found

    @cached_property
    def held(self) -> list[Term]:
        """The terms that the passage holds as they are."""
        return [term for term in self.asked.terms if term.stem in self.passage.positions]

    @cached_property
    def held_in(self) -> list[list[Term]]:
        """Those that each sentence holds."""
        found: list[list[Term]] = [[] for _ in self.passage.spans]
        for term in self.held:
            for at in self._sentences_with[term.stem]:
                found[at].append(term)
        return found

    @cached_property
    def _sentences_with(self) -> Mapping[str, Collection[int]]:
        """The numbers of the sentences that hold each stem that stands for a term."""
        sentence_of, positions = self.passage.sentence_of, self.passage.positions
        return {stem: {sentence_of[at] for at in positions[stem]} for stem in self._met}

    @property
    def met_places(self) -> list[list[tuple[int, str]]]:
        """For each sentence the positions of stems that stand for a term, in order, with the stem.

        Worked out each time.
        """
        found: list[list[tuple[int, str]]] = [[] for _ in self.passage.spans]
        positions, sentence_of = self.passage.positions, self.passage.sentence_of
        places = [(at, stem) for stem in self._met for at in positions[stem]]
        for place in sorted(places):
            found[sentence_of[place[0]]].append(place)
        return found

    @cached_property
    def degrees(self) -> list[list[float]]:
        """For each sentence, how well each term is met there, between 0 and 1."""
        degrees = [self._evident(bool(evident)) for evident in self.evidence]
        standing = self.asked.standing
        for stem, sentences in self._sentences_with.items():
            for term, value in standing[stem]:
                for at in sentences:
                    degrees[at][term] = max(degrees[at][term], value)
        return degrees

    @cached_property
    def degree(self) -> list[float]:
        """How well each term is met in the passage: the best of its sentences, or its heading."""
        standing = self.asked.standing
        degree = self._evident(self.asked.has_focus and any(self.evidence))
        for stems, worth in ((self._met, 1.0), (standing.keys() & self.section, HEADING)):
            for stem in stems:
                for term, value in standing[stem]:
                    degree[term] = max(degree[term], worth * value)
        return degree

    @cached_property
    def _met(self) -> set[str]:
        """The stems of the passage that stand for a term."""
        return self.asked.standing.keys() & self.passage.positions.keys()

    def _evident(self, is_evident: bool) -> list[float]:
        """Return how well each term is met by evidence alone.

        « Quel âge … » is met by « 28 ans »: what is asked for seldom stands in the answer.
        """
        if not (is_evident and self.asked.kind in KINDS_WITH_EVIDENCE):
            return [0.0] * len(self.asked.terms)
        return [FOCUS if term.is_focus else 0.0 for term in self.asked.terms]

    def share(self, degrees: Sequence[float]) -> float:
        """Return the part of the question's idf that is met, between 0 and 1."""
        met: float = sum(map(mul, degrees, self.asked.idf))
        return met / self.asked.weight

    @cached_property
    def sentence_shares(self) -> list[float]:
        """The part of the question's idf that each sentence meets, related words included."""
        return [self.share(degrees) for degrees in self.degrees]

    @cached_property
    def sentence_scores(self) -> list[float]:
        """The blend of each sentence's features, in order; no unit."""
        blend = self.sentence_blend
        values = zip(*[feature(self) for feature in blend.features], strict=True)
        return [sum(map(mul, blend.weights, own)) for own in values]

    @cached_property
    def answering_sentence(self) -> int:
        """The number of the sentence that answers best, from 0; the first of equal ones.

        Who said a quotation (« – Porte-parole de Meta ») is no answer but to « qui ».
        """
        text, spans, scores = self.passage.text, self.passage.spans, self.sentence_scores
        said = [at for at, (start, _) in enumerate(spans) if text[start : start + 1] not in DASHES]
        eligible = range(len(spans)) if self.asked.kind == PERSON or not said else said
        return max(eligible, key=lambda at: scores[at])
