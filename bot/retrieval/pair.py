"""A question beside a passage: what every feature looks at, worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.retrieval.asked import Asked, Term
from bot.retrieval.reading import Reading
from bot.retrieval.taught import Lesson
from bot.retrieval.words import Word

# What a word of a heading counts for the passages below it, a word of theirs being 1. With 0, .25,
# .5, .75 and 1 hit@1 is .767 (`souffleur evaluate corpus/questions/meta-scale-ai.yaml`): the half
# lets a passage that says the word itself come first.
HEADING = 0.5
# What the word behind « quel » counts where there is evidence for that kind of answer.
FOCUS = 0.5


# Two pairs are never the same: what was worked out of one may be kept beside it.
@dataclass(frozen=True, eq=False)
class Pair:
    """A question and a passage that may answer it.

    `bm25` holds the passage's BM25 score for each field of the index: "words" (all of them, as
    they are written, folded) and "letters" (character 4-grams).
    `subject` holds the stems that name the article's subject, `section` those of the headings
    above, `article` those of the whole article, its title and headings included. `evidence` counts
    for each sentence what speaks for an answer of the kind that the question asks for, and
    `sentence_weights` is the blend that picks the answering sentence. `lesson` is what was taught
    of the passage for a question like this one, None where there is nothing.
    """

    asked: Asked
    passage: Reading
    subject: frozenset[str]
    section: frozenset[str]
    article: frozenset[str]
    bm25: dict[str, float]
    evidence: list[int]
    sentence_weights: Mapping[str, float]
    lesson: Lesson | None = None

    @cached_property
    def sentence_stems(self) -> list[set[str]]:
        """The stems of each sentence of the passage."""
        return self.passage.sentence_stems()

    @cached_property
    def sentence_words(self) -> list[list[Word]]:
        """The words of each sentence of the passage, stop words included."""
        held: list[list[Word]] = [[] for _ in self.passage.spans]
        for word, sentence in zip(self.passage.words, self.passage.sentence_of, strict=True):
            held[sentence].append(word)
        return held

    @cached_property
    def new_names(self) -> list[set[str]]:
        """The stems of the names in each sentence that the question does not hold."""
        asked = {term.stem for term in self.asked.terms}
        found: list[set[str]] = [set() for _ in self.passage.spans]
        for at in self.passage.names:
            stem = self.passage.words[at].stem
            if stem not in asked:
                found[self.passage.sentence_of[at]].add(stem)
        return found

    @cached_property
    def held(self) -> list[Term]:
        """The terms that the passage holds as they are."""
        return [term for term in self.asked.terms if term.stem in self.passage.positions]

    @cached_property
    def degrees(self) -> list[list[float]]:
        """For each sentence, how well each term is met there, between 0 and 1."""
        return [
            [self._degree(term, stems, evident) for term in self.asked.terms]
            for stems, evident in zip(self.sentence_stems, self.evidence, strict=True)
        ]

    def _degree(self, term: Term, stems: set[str], evident: int) -> float:
        # « Quel âge … » is met by « 28 ans »: what is asked for seldom stands in the answer.
        least = FOCUS if term.is_focus and evident else 0.0
        return max(least, term.degree_in(stems))

    @cached_property
    def degree(self) -> list[float]:
        """How well each term is met in the passage: the best of its sentences, or its heading."""
        best = (max(degrees) for degrees in zip(*self.degrees, strict=True))
        return [
            max(degree, HEADING * term.degree_in(self.section))
            for degree, term in zip(best, self.asked.terms, strict=True)
        ]

    def share(self, degrees: list[float]) -> float:
        """Return the part of the question's idf that is met, between 0 and 1."""
        met = sum(d * term.idf for d, term in zip(degrees, self.asked.terms, strict=True))
        return met / self.asked.weight

    @cached_property
    def sentence_shares(self) -> list[float]:
        """The part of the question's idf that each sentence meets, related words included."""
        return [self.share(degrees) for degrees in self.degrees]
