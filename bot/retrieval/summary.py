"""The sentences that carry an article, word for word, in its order.

Salience is LexRank's: where a walk over the sentences, from each to those that share its words,
comes by most often; likeness is the cosine of tf-idf vectors (Erkan and Radev, « LexRank:
Graph-based Lexical Centrality as Salience in Text Summarization », JAIR 22, 2004, the continuous
form). To it are added, as in MEAD (Radev et al. 2004), what the sentence shares with the title and
where it stands. Sentences are taken one by one, what was already said counting against the next
(maximal marginal relevance, Carbonell and Goldstein 1998).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.articles.article import Corpus, Passage
from bot.retrieval.answer import Match
from bot.retrieval.reading import Reading, read
from bot.retrieval.sentence_features import POINTING_BACK
from bot.retrieval.words import stems

# Further sentences are not looked at: the time grows with the square of their number.
MAX_SENTENCES = 300
MIN_WORDS, MAX_WORDS = 8, 45
# How many sentences a summary has, by the number of passages: one for so many of them.
MIN_LENGTH, MAX_LENGTH, PASSAGES_FOR_ONE = 3, 5, 3
DAMPING = 0.85
WALKS = 30
# What each is worth beside the salience of the most salient sentence, which is 1.
TITLE, OPENING, REPETITION = 0.4, 0.3, 0.9
# A sentence that begins with « il » or « cette » is hard to understand alone.
UNCLEAR_ALONE = 0.75
BULLETS = ("-", "–", "—", "•", "*")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: the passage's place in the list that was given, and its offsets."""

    passage: int
    start: int
    end: int
    stems: tuple[str, ...]
    is_unclear_alone: bool
    salience: float = 0.0


def summary(
    passages: Sequence[Passage],
    idf: Callable[[str], float],
    *,
    sentences: int,
) -> list[Sentence]:
    """Return at most so many sentences of an article, in its order, one of a passage at most.

    `passages` are those of one article. Headings of lists, items, questions and
    quotations of somebody are passed over, as far as there is anything else.
    """
    held = _sentences(passages)
    if not held:
        return []
    vectors = _vectors([sentence.stems for sentence in held], idf)
    alike = vectors @ vectors.T
    salience = _salience(alike) + TITLE * _titled(passages[0], held) + OPENING * _opening(held)
    salience *= [UNCLEAR_ALONE if sentence.is_unclear_alone else 1.0 for sentence in held]
    chosen = sorted(_chosen(held, salience, alike, sentences))
    return [replace(held[at], salience=float(salience[at])) for at in chosen]


def _sentences(passages: Sequence[Passage]) -> list[Sentence]:
    """Return the sentences that may stand in a summary; where there is none, whatever there is."""
    every, fit = [], []
    for at, passage in enumerate(passages):
        is_quotation = _is_attributed(passage.text)
        for sentence in _in_passage(at, read(passage.text)):
            every.append(sentence)
            if not is_quotation and _is_fit(passage.text[sentence.start : sentence.end]):
                fit.append(sentence)
    return (fit or every)[:MAX_SENTENCES]


def _in_passage(at: int, reading: Reading) -> Iterator[Sentence]:
    """Yield the sentences of the passage at that place; those that say nothing are left out."""
    held: list[list[str]] = [[] for _ in reading.spans]
    for stem, place in reading.content:
        held[reading.sentence_of[place]].append(stem)
    opening: dict[int, str] = {}
    for word, number in zip(reading.words, reading.sentence_of, strict=True):
        opening.setdefault(number, word.folded)
    for number, (start, end) in enumerate(reading.spans):
        if held[number]:
            is_unclear = opening[number] in POINTING_BACK
            yield Sentence(at, start, end, tuple(held[number]), is_unclear)


def _is_attributed(text: str) -> bool:
    """Tell whether a passage ends with a line that says whose words it quotes."""
    first, _, last = text.rpartition("\n")
    return bool(first) and last.startswith(("–", "—"))


def _is_fit(text: str) -> bool:
    is_whole = text.endswith((".", "!", "…", ".»", ". »", ".\u00a0»", ".”"))
    is_item = text.startswith(BULLETS)
    return is_whole and not is_item and MIN_WORDS <= len(text.split()) <= MAX_WORDS


def _vectors(sentences: Sequence[Sequence[str]], idf: Callable[[str], float]) -> Floats:
    """Return a unit vector of tf-idf for each sentence, a row each; of an empty one, zeros."""
    columns: dict[str, int] = {}
    for sentence in sentences:
        for stem in sentence:
            columns.setdefault(stem, len(columns))
    vectors = np.zeros((len(sentences), len(columns)))
    weights = {stem: idf(stem) for stem in columns}
    for row, sentence in enumerate(sentences):
        for stem, times in Counter(sentence).items():
            vectors[row, columns[stem]] = times * weights[stem]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    vectors /= lengths
    return vectors


def _salience(alike: Floats) -> Floats:
    """Return LexRank's salience, that of the most salient sentence being 1."""
    # A sentence whose words weigh nothing leads to itself alone: no row sums to 0.
    steps = alike + np.eye(len(alike)) * (alike.sum(axis=1) == 0)
    steps /= steps.sum(axis=1, keepdims=True)
    rank = np.full(len(alike), 1 / len(alike))
    for _ in range(WALKS):
        rank = (1 - DAMPING) / len(alike) + DAMPING * (rank @ steps)
    return rank / float(rank.max())


def _titled(passage: Passage, sentences: Sequence[Sentence]) -> Floats:
    """Return the part of the title's stems that each sentence holds."""
    title = frozenset(stems(passage.article.title))
    return np.array([len(title & set(s.stems)) / max(1, len(title)) for s in sentences])


def _opening(sentences: Sequence[Sentence]) -> Floats:
    """Return 1 for the first passage, which says what an article is about, then less and less."""
    return np.array([1 / (1 + sentence.passage) for sentence in sentences])


def _chosen(
    sentences: Sequence[Sentence], salience: Floats, alike: Floats, number: int
) -> list[int]:
    """Return the places of the best sentences, what repeats another one counting less."""
    chosen: list[int] = []
    said = np.zeros(len(sentences))
    is_free = np.ones(len(sentences), dtype=bool)
    while len(chosen) < number and is_free.any():
        best = int(np.argmax(np.where(is_free, salience - REPETITION * said, -np.inf)))
        chosen.append(best)
        said = np.maximum(said, alike[best])
        taken = sentences[best].passage
        is_free &= [sentence.passage != taken for sentence in sentences]
    return chosen


def summary_of(corpus: Corpus, idf: Callable[[str], float], *, is_short: bool) -> list[Match]:
    """Return the summary of the only article; of several, the leading sentence of each.

    Of several articles only the first MAX_LENGTH speak; a short summary of one article has at most
    MIN_LENGTH sentences.
    """
    is_alone = len(corpus.articles) == 1
    found: list[Match] = []
    for article in corpus.articles[:MAX_LENGTH]:
        places = corpus.places_of(article.id)
        passages = [corpus.passages[at] for at in places]
        longest = MIN_LENGTH if is_short else MAX_LENGTH
        length = min(longest, max(MIN_LENGTH, len(places) // PASSAGES_FOR_ONE)) if is_alone else 1
        chosen = summary(passages, idf, sentences=length)
        found += [Match(passages[s.passage], s.salience, s.start, s.end) for s in chosen]
    return found
