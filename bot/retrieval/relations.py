"""Which words may stand for one another: families, synonyms, and words of the same beginning."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import ceil

from bot.retrieval.entries import key_of
from bot.retrieval.families import root
from bot.retrieval.index.terms import Kin
from bot.retrieval.lexicon import entries_of
from bot.retrieval.tables import Kept
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.words import KEPT_STEMS

# How much a related word counts, the word itself being 1. Chosen by hit@1, on PIAF and on questions
# in other words than the text: what people wrote by hand counts more than the thesaurus does.
FAMILY = 0.9
SYNONYM = 0.8
ASSOCIATION = 0.7
# What is asked of one thing may also be said where the other is asked, but that is a weaker sign.
REVERSED = 0.35
THESAURUS = 0.2
BEGINNING = 0.75
# Two stems are akin when they share this many first letters, and this part of the longer one.
SHARED_LETTERS = 4
SHARED_PART = 0.5
# People ask with the same words, and a word has dozens of synonyms: so many take some 5 MB.
RELATED_KEPT, ROOTS_KEPT = 1_000, 5_000


class Relations:
    """The words of a corpus, of which `kin` knows, that are related to a word of a question."""

    def __init__(self, kin: Kin, thesaurus: Thesaurus | None) -> None:
        # The words come from outside: what is kept is bounded. It is kept beside what works it out:
        # what refers in circles stays when the articles are replaced.
        self._kept = lru_cache(maxsize=RELATED_KEPT)(_Looking(kin, thesaurus).of)

    def of(self, stem: str, folded: str) -> Mapping[str, float]:
        """Return the related stems that the corpus holds, with their degree between 0 and 1.

        The word itself is not among them. A number is related to nothing.
        """
        return self._kept(stem, folded)


class _Looking:
    """Works out what is related to a word."""

    def __init__(self, kin: Kin, thesaurus: Thesaurus | None) -> None:
        self._kin = kin
        self._thesaurus = thesaurus
        self._of_the_root = lru_cache(maxsize=ROOTS_KEPT)(kin.of_the_root)

    def of(self, stem: str, folded: str) -> Mapping[str, float]:
        if stem[:1].isdigit():
            return {}
        degrees: dict[str, float] = {}
        for key, degree in self._keys(root(stem), folded):
            for related in self._of_the_root(key):
                if degree > degrees.get(related, 0.0):
                    degrees[related] = degree
        for related, degree in self._akin(stem):
            degrees[related] = max(degree, degrees.get(related, 0.0))
        degrees.pop(stem, None)
        return degrees

    def _akin(self, stem: str) -> Iterator[tuple[str, float]]:
        """Yield the stems that begin like one."""
        if not _is_one_word(stem) or len(stem) < SHARED_LETTERS:
            return
        # All that may be yielded share so many letters.
        least = max(SHARED_LETTERS, ceil(SHARED_PART * len(stem)))
        for other in filter(_is_one_word, self._kin.beginning(stem[:least])):
            part = _shared(stem, other) / max(len(stem), len(other))
            if part >= SHARED_PART:
                yield other, BEGINNING * part

    def _keys(self, key: str, folded: str) -> Iterator[tuple[str, float]]:
        """Yield the roots and expressions that may stand for one, whatever the corpus holds."""
        yield key, FAMILY
        yield from ((other, SYNONYM) for other in _meant(_synonyms().get(key, ()), folded))
        yield from ((other, ASSOCIATION) for other in _meant(_associations().get(key, ()), folded))
        yield from ((other, REVERSED) for other in _asked_with().get(key, ()))
        if self._thesaurus is not None and "_" not in key:
            yield from ((root(other), THESAURUS) for other in self._thesaurus.synonyms(folded))


def _is_one_word(stem: str) -> bool:
    """Tell whether a stem is compared by its letters: neither an expression nor kept apart."""
    return "_" not in stem and stem not in KEPT_STEMS


def _shared(one: str, other: str) -> int:
    """Return how many first letters two words share."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


# A value that can be kept.
Line = tuple[str, tuple[str, ...]]
"""What a line of the lexicon says of one of its entries: how it is written there, folded, and the
roots and the expressions that may stand for it."""


def _meant(lines: Sequence[Line], folded: str) -> Iterator[str]:
    """Yield what may stand for a word that was typed, of the lines of all words of its root.

    Where a line is written for the word as it is typed, the others are about its namesakes:
    « maintenant » is no form of « maintenir », nor « place » of « placer ».
    """
    forms = {folded, f"{folded}s", folded.removesuffix("s"), folded.removesuffix("x")}
    own = [line for line in lines if line[0] in forms]
    for _, others in own or lines:
        yield from others


@Kept
def _synonyms() -> Mapping[str, Sequence[Line]]:
    """Return for each word and expression the lines of synonyms.txt that it stands in."""
    related: defaultdict[str, list[Line]] = defaultdict(list)
    for line in entries_of("synonyms.txt"):
        keys = {entry: key for entry in line if (key := key_of(entry))}
        for entry, key in keys.items():
            related[key].append((entry, tuple(sorted({*keys.values()} - {key}))))
    return dict(related)


@Kept
def _associations() -> Mapping[str, Sequence[Line]]:
    """Return for what is asked the lines of associations.txt that say what answers it."""
    related: defaultdict[str, list[Line]] = defaultdict(list)
    for asked, *found in entries_of("associations.txt"):
        if key := key_of(asked):
            keys = {other for entry in found if (other := key_of(entry))}
            related[key].append((asked, tuple(sorted(keys - {key}))))
    return dict(related)


@Kept
def _asked_with() -> Mapping[str, Sequence[str]]:
    """Return for what answers the words and expressions that associations.txt says ask for it."""
    related: defaultdict[str, set[str]] = defaultdict(set)
    for asked, lines in _associations().items():
        for found in {other for _, others in lines for other in others}:
            related[found].add(asked)
    return {found: tuple(sorted(asked)) for found, asked in related.items()}
