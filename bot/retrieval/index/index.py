"""All that is looked up of the passages of a corpus, made at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.articles.article import Passage
from bot.retrieval.index.concluding import terms_of, wording_of
from bot.retrieval.index.counting import Around, counts_of
from bot.retrieval.index.fields import LetterField, Parts, WordField, parts_of
from bot.retrieval.index.figures import figures_of
from bot.retrieval.index.gathering import Gathered
from bot.retrieval.index.headings import Headings, said_above, subjects_and_sections
from bot.retrieval.index.held import Held
from bot.retrieval.index.inverting import placed
from bot.retrieval.index.layout import Layout
from bot.retrieval.index.numbered import NO_STEM, Numbered
from bot.retrieval.index.okapi import Okapi
from bot.retrieval.index.postings import Postings, postings_in_pieces
from bot.retrieval.index.records import Records, records_in_pieces
from bot.retrieval.index.terms import Terms
from bot.retrieval.index.wording import Wording
from bot.storage.arrays import (
    Flags,
    Floats,
    Marks,
    Numbers,
    Places,
    joined,
    places_met,
    starts_of,
)
from bot.storage.parts import put_together, taken_apart


@dataclass(frozen=True, slots=True)
class Index:
    """What is looked up of passages, by their place in the corpus.

    `records` tells of the words, sentences and expressions of each passage. `postings` holds the
    stems of each passage and of the title and headings above it; `article_ends` tells where the
    passages of each article end. `stem_of` has the stem of each word, NO_STEM for one that says
    nothing, and `figures` tells which words are numbers (see figures.py). `headings` tells what
    stands above each passage.
    """

    wording: Wording
    terms: Terms
    postings: Postings
    records: Records
    words: WordField
    letters: LetterField
    article_ends: Places
    stem_of: Numbers
    figures: Marks
    headings: Headings

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Self:
        """Read passages, those of one article in a row, and count what they hold."""
        gathered = Gathered.of(passage.text for passage in passages)
        return cls.counted(gathered, Layout.of(passages))

    @classmethod
    def counted(cls, read: Gathered, layout: Layout) -> Self:
        """Count what was read of passages, of which `layout` tells what stands above them."""
        pieces = index_in_pieces(read, layout)
        return put_together(cls, {name: joined([*parts]) for name, parts in pieces.items()})

    def numbers(self, stems: Iterable[str]) -> dict[str, int]:
        """Return the numbers of those of some stems that any passage or heading holds, in order."""
        return _known(self.terms.stems.number, stems)

    def best(self, weights: Mapping[str, float], k: int) -> list[int]:
        """Return the first k passages that hold any of these stems, by their weighted BM25.

        The words of their headings count too. Equal ones stand in the order of the corpus.
        """
        numbers = self.numbers(weights)
        return self.postings.best({n: weights[stem] for stem, n in numbers.items()}, k).positions

    def held(self, among: Sequence[int]) -> Held:
        """Return the words of passages, which `scores` and `met` look at."""
        return self.records.held(among)

    def words_of(self, folded: Iterable[str]) -> dict[str, int]:
        """Return the numbers of those of some folded words that the index knows, in order."""
        return _known(self.wording.words.number, folded)

    def said(self, words: Sequence[int], held: Held) -> tuple[Places, Places]:
        """Return where passages hold any of some words, each once, in order.

        They are told by their places in `words`, and among the words of the passages.
        """
        return places_met(words, held.words, len(self.wording.words))

    def scores(
        self,
        words: Sequence[int],
        said: tuple[Places, Places],
        telling: Iterable[str],
        held: Held,
    ) -> Floats:
        """Return the BM25 of passages for words, and for the letters of those that carry meaning.

        `said` tells where the words stand, `telling` are those that carry meaning, folded. There
        are two rows, with a score for each passage; no unit.
        """
        letters = list(dict.fromkeys(part for word in telling for part in self._parts(word)))
        scores = self.words.scores(words, said, held), self.letters.scores(letters, held)
        return np.array(scores)

    def _parts(self, folded: str) -> Iterable[int]:
        """Return the numbers of the parts of a word that carries meaning."""
        number = self.wording.words.number(folded)
        if number is not None:
            parts: list[int] = self.letters.parts.row(number).tolist()
            return parts
        return _known(self.letters.vocabulary.number, parts_of(folded)).values()

    def met(self, stems: Sequence[int] | Numbers, held: Held) -> tuple[Places, Places]:
        """Return where passages hold any of the stems, each once, in order.

        They are told by their places in `stems`, and by the words that they are, or begin at.
        """
        said = np.concatenate([self.stem_of.take(held.words), held.keys])
        which, met = places_met(stems, said, len(self.terms.stems))
        if len(held.keys):
            met = np.concatenate([np.arange(len(held.words)), held.keys_at]).take(met)
            order = met.argsort(kind="stable")
            which, met = which[order], met[order]
        return which, met

    def in_articles(self, stems: Sequence[int] | Numbers, among: Numbers) -> Flags:
        """Tell which of the stems (by row) the article of each passage (by column) holds."""
        articles = self.article_ends.searchsorted(among, side="right")
        spans = starts_of(self.article_ends, articles), self.article_ends[articles]
        # What the title says, each passage of the article is found by.
        return self.postings.holding(stems, spans)


def index_in_pieces(
    read: Gathered, layout: Layout, between: Callable[[], None] = lambda: None
) -> dict[str, Iterable[NDArray[Any]]]:
    """Return the arrays of an index by the names of their fields, each in pieces.

    `between` is called where some passages are counted.
    """
    numbered = Numbered.of(read, Gathered.of(layout.headings))
    parts = Parts.of(numbered.words, numbered.is_stop)
    number = {stem: number for number, stem in enumerate(numbered.stems)}
    said = said_above(layout, number)
    around = Around(said.picked(layout.above_of), parts)
    counts = counts_of(numbered, around, between)
    terms = terms_of(numbered, counts)
    lengths, letters = (
        joined([np.empty(0, dtype=np.int32), *each]) for each in (counts.lengths, counts.letters)
    )
    words = np.diff(read.ends, prepend=0).astype(np.int32)
    made = {
        "wording": wording_of(numbered, counts),
        "terms": terms,
        "words": WordField(Okapi.of(counts.words.astype(np.int32), words)),
        "letters": LetterField.of(parts, Okapi.of(counts.parts.astype(np.int32), letters)),
        "article_ends": layout.article_ends,
        "stem_of": np.where(numbered.is_stop, NO_STEM, numbered.stem_of).astype(np.int32),
        "figures": figures_of(numbered.words),
        "headings": Headings(
            said, *subjects_and_sections(layout, number, terms.is_name), layout.above_of
        ),
    }
    cells = counts.cells
    postings = postings_in_pieces(placed(lambda: cells, lengths, len(numbered.stems)))
    large = {"postings": postings, "records": records_in_pieces(numbered, letters)}
    return {
        f"{field}.{name}": array
        for field, arrays in large.items()
        for name, array in arrays.items()
    } | {
        f"{field}.{name}".removesuffix("."): [array]
        for field, value in made.items()
        for name, array in taken_apart(value).items()
    }


def _known(number: Callable[[str], int | None], words: Iterable[str]) -> dict[str, int]:
    """Return the numbers of those words that have one, each once, in order."""
    found = ((word, number(word)) for word in dict.fromkeys(words))
    return {word: each for word, each in found if each is not None}
