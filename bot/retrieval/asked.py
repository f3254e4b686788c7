"""A question as the ranking sees it: its terms, their worth, and the kind of answer it wants."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from bot.retrieval.expressions import Expression
from bot.retrieval.index.numbered import NO_STEM
from bot.retrieval.kinds import WHICH
from bot.retrieval.reading import Reading
from bot.storage.arrays import Flags, Floats, Numbers, Places

# What a word of an earlier question counts, one of the question itself being 1.
CONTEXT = 0.5
# What a word of an expression counts where the expression as a whole is not there.
PART = 0.4
# The number of a stem that the index does not know. No word has it, not even one that says nothing.
UNKNOWN = NO_STEM - 1
FUTURE = frozenset({"va", "vas", "vont", "vais", "allait", "allaient"})
INFINITIVE = ("er", "ir", "re")
PRONOUNS = frozenset("t il elle on ils elles se me te nous vous y en".split())
SEVERAL = frozenset({"quels", "quelles", "lesquels", "lesquelles"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that carries meaning.

    `idf` is its weight (no unit): log(1 + (N - n + 0.5) / (n + 0.5)) for n of N passages, the
    never negative form that Lucene uses. `rarity` is the same over the texts that the weights were
    fitted on: how rare the word is in French at large, which one article cannot tell. `related`
    holds the stems that may stand for it, with their degree between 0 and 1, the stem itself
    with 1. `is_strange` tells a word that is not known to be French: a name, most likely.
    """

    stem: str
    folded: str
    idf: float
    rarity: float
    related: dict[str, float] = field(repr=False)
    is_name: bool
    is_number: bool
    is_focus: bool
    is_strange: bool = False

    def degree_in(self, stems: Collection[str]) -> float:
        """Return how well the term is met by a set of stems: 1 for itself, 0 for nothing."""
        if self.stem in stems:
            return 1.0
        return max((self.related[stem] for stem in self.related if stem in stems), default=0.0)


# Forty passages are set beside a question: what they all ask of it is worked out once.
@dataclass(frozen=True)
class Asked:
    """A question that was read.

    `weight` is the sum of its terms' idf and `rarity` of their rarity, never 0. `numbers` has those
    of the stems in the index, of the terms and of all that may stand for them, by their names.
    """

    reading: Reading
    terms: tuple[Term, ...]
    kind: str
    weight: float
    rarity: float
    numbers: Mapping[str, int] = field(repr=False)

    @property
    def is_plural(self) -> bool:
        """Whether several things are asked for: « quels sont les… », « lesquels »."""
        return not SEVERAL.isdisjoint(self.folded)

    @property
    def has_focus(self) -> bool:
        """Whether one of the terms is the word behind « quel »."""
        return any(term.is_focus for term in self.terms)

    @cached_property
    def folded(self) -> frozenset[str]:
        """The words as they were asked, folded, stop words included."""
        return frozenset(word.folded for word in self.reading.words)

    @cached_property
    def content(self) -> Mapping[str, str]:
        """The stems of the words that carry meaning, by the words as they were asked, folded."""
        return {self.reading.words[at].folded: stem for stem, at in self.reading.content}

    @property
    def stems(self) -> list[str]:
        """The stems of the terms, in order, each once."""
        return [term.stem for term in self.terms]

    @cached_property
    def related(self) -> frozenset[str]:
        """The stems of the terms and all that may stand for them."""
        return frozenset(stem for term in self.terms for stem in term.related)

    @cached_property
    def own_stems(self) -> frozenset[str]:
        """The stems of the terms, to look one up."""
        return frozenset(self.stems)

    @cached_property
    def idf(self) -> Floats:
        """The idf of each term."""
        return np.array([term.idf for term in self.terms])

    @cached_property
    def rarities(self) -> Floats:
        """The rarity of each term."""
        return np.array([term.rarity for term in self.terms])

    @cached_property
    def are_names(self) -> Flags:
        """Which terms are names."""
        return np.array([term.is_name for term in self.terms], dtype=bool)

    @cached_property
    def are_focus(self) -> Flags:
        """Which terms are the word behind « quel »."""
        return np.array([term.is_focus for term in self.terms], dtype=bool)

    @cached_property
    def own_numbers(self) -> Numbers:
        """The number of each term's stem, UNKNOWN for one that the index does not know."""
        return np.array([self.numbers.get(term.stem, UNKNOWN) for term in self.terms], np.int32)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each of the stems in `numbers`."""
        return {stem: at for at, stem in enumerate(self.numbers)}

    @cached_property
    def own_places(self) -> Places:
        """The place of each term's stem, behind the last one for what the index does not know."""
        unknown = len(self.places)
        return np.array([self.places.get(term.stem, unknown) for term in self.terms], np.int64)

    @cached_property
    def standing(self) -> Floats:
        """How well each stem (by column, its place) stands for each term (by row): 1 for itself.

        Behind the last column nothing stands for anything.
        """
        standing = np.zeros((len(self.terms), len(self.places) + 1))
        for row, term in zip(standing, self.terms, strict=True):
            known = [stem for stem in term.related if stem in self.places]
            row[[self.places[stem] for stem in known]] = [term.related[stem] for stem in known]
        return standing

    def degree(self, is_held: Flags) -> Floats:
        """Return how well each term (by row) is met by those (by column) who hold some stems.

        `is_held` has a row for each place of a stem, and one behind them.
        """
        best: Floats = (self.standing[:, :, None] * is_held).max(axis=1)
        return best

    def degrees(self) -> Mapping[int, float]:
        """Return how well each of the stems in `numbers`, by its number, stands for a term at best.

        They are between 0 and 1.
        """
        best: dict[str, float] = {}
        for term in self.terms:
            for stem, degree in term.related.items():
                best[stem] = max(degree, best.get(stem, 0.0))
        return {number: best[stem] for stem, number in self.numbers.items()}


@dataclass(frozen=True, slots=True)
class Lookups:
    """What can be asked of a stem: see Statistics, Background, Relations and French."""

    idf: Callable[[str], float]
    rarity: Callable[[str], float]
    related: Callable[[str, str], dict[str, float]]
    is_name: Callable[[str], bool]
    is_strange: Callable[[str], bool]


def terms_of(reading: Reading, context: Reading, known: Lookups) -> tuple[Term, ...]:
    """Return the terms of a question that was read, each stem once, in order.

    Those of the earlier questions that it leans on (`context`) come last and count for less.
    """
    focus = _focus(reading)
    terms: dict[str, Term] = {}
    own = [(said, 1.0) for said in _said(reading)]
    settled = _focus(context)
    # What was asked for before is settled: « Quel âge a Wang ? Et que fait-il ? »
    before = [(said, CONTEXT) for said in _said(context) if said[0] != settled]
    for (stem, folded, parts), part in own + before:
        if stem in terms:
            continue
        is_number = stem[0].isdigit()
        terms[stem] = Term(
            stem=stem,
            folded=folded,
            idf=part * known.idf(stem),
            rarity=part * known.rarity(stem),
            related=dict.fromkeys(parts, PART) | known.related(stem, folded) | {stem: 1.0},
            is_name=not is_number and known.is_name(stem),
            is_number=is_number,
            is_focus=stem == focus,
            is_strange=not is_number and not parts and known.is_strange(folded),
        )
    return tuple(terms.values())


def _said(reading: Reading) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the stem and the folded words of what carries meaning, in order.

    An expression stands for its words, which alone mean something else: « couper les ponts ». Its
    stem is its key, and the third value the stems of its words, empty for a single word.
    """
    inside = _inside(reading)
    done = -1
    for stem, at in reading.content:
        if at <= done or _is_future(reading, at):
            continue
        if expression := inside.get(at):
            done = expression.last
            parts = tuple(s for s, place in reading.content if at <= place <= done)
            written = reading.words[expression.first : done + 1]
            yield expression.key, " ".join(word.folded for word in written), parts
        else:
            yield stem, reading.words[at].folded, ()


def _is_future(reading: Reading, at: int) -> bool:
    """Tell whether the word at that place only says when: « va faire »."""
    if reading.words[at].folded not in FUTURE:
        return False
    # « va-t-il faire », but not « va la mer ».
    following = (word.folded for word in reading.words[at + 1 :])
    after = next((word for word in following if word not in PRONOUNS), "")
    return after.endswith(INFINITIVE)


def _inside(reading: Reading) -> dict[int, Expression]:
    """Return the expression that each word of one belongs to, by the word's position."""
    return {at: e for e in reading.expressions for at in range(e.first, e.last + 1)}


def _focus(reading: Reading) -> str | None:
    """Return the stem that « quel … » asks for: « Quelle est la capitale … » asks for a capital."""
    which = next((at for at, word in enumerate(reading.words) if word.folded in WHICH), None)
    if which is None:
        return None
    ahead = next(((stem, at) for stem, at in reading.content if at > which), None)
    if ahead is None:
        return None
    expression = _inside(reading).get(ahead[1])
    return expression.key if expression else ahead[0]
