"""What is proposed while somebody types: passages and articles, by the beginnings of words."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from rapidfuzz.distance import DamerauLevenshtein

from bot.articles.article import Article, Corpus, Passage
from bot.retrieval.index.index import Index
from bot.retrieval.indexed import Indexed
from bot.retrieval.words import Word, stem, words

# One typing error from this many letters on: shorter words have too many neighbours.
TYPO_LETTERS = 5
LABEL_WORDS = 14
# The words of more passages are looked up in the index when somebody types.
COMPLETED_WHOLE = 3_000
# Of an archive so many words and passages are looked at for what was typed.
BEGUN, LIKELY = 20, 100
# Discord lets nobody type more into an option that is completed than 100 or so; this is plenty.
TYPED_CHARACTERS, TYPED_WORDS = 500, 12


@dataclass(frozen=True, slots=True)
class Completion:
    """A passage that somebody may be looking for, and the words that say which it is."""

    label: str
    passage_id: str


class Completions:
    """Passages by the beginnings of their words, accents and case apart."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._known: list[tuple[str, str]] = []
        self._sections = _Index()
        self._texts = _Index()
        for at, passage in enumerate(passages):
            self._known.append((_label(passage), passage.id))
            above = " ".join([passage.article.title, *passage.section])
            self._sections.add(at, words(above))
            self._texts.add(at, words(passage.text))

    def of(self, typed: str, *, limit: int) -> list[Completion]:
        """Return at most `limit` passages that hold words beginning as those typed do.

        Those with the most of them come first, then those whose section holds them, then the
        order of the corpus. A longer word may hold a typing error. Nothing typed: the first ones.
        """
        asked = _asked(typed)
        scores: dict[int, float] = dict.fromkeys(range(len(self._known)), 0.0) if not asked else {}
        for word in asked:
            best = self._texts.likeness(word)
            for at, likeness in self._sections.likeness(word).items():
                best[at] = max(1.5 * likeness, best.get(at, 0.0))
            for at, score in best.items():
                scores[at] = scores.get(at, 0.0) + score
        ranked = sorted(scores, key=lambda at: (-scores[at], at))
        return [Completion(*self._known[at]) for at in ranked[:limit]]


def likely(typed: str, index: Index) -> list[int]:
    """Return the places, rising, of passages that hold words beginning as those typed do.

    Of the words that begin so the most frequent count, and of the passages the best by BM25.
    """
    weights: dict[str, float] = {}
    for word in _asked(typed):
        begun = index.wording.words.numbered_beginning(word)
        begun.sort(key=lambda found: -index.wording.counts[found[1]])
        weights |= {stem(folded): 1.0 for folded, _ in begun[:BEGUN]}
    found = sorted(index.best(weights, LIKELY)) if weights else []
    # « le » stands everywhere: the first ones hold it.
    return found or list(range(min(LIKELY, len(index.records))))


class Titles:
    """Articles by the beginnings of the words of their titles, accents and case apart."""

    def __init__(self, articles: Sequence[Article], titles: Sequence[str]) -> None:
        self._articles = articles
        self._titles = _Index()
        for at, title in enumerate(titles):
            self._titles.add(at, words(title))

    def of(self, typed: str, *, limit: int) -> list[Article]:
        """Return at most `limit` articles, those that hold most of what was typed first.

        A longer word may hold a typing error. Nothing typed: the first articles.
        """
        asked = _asked(typed)
        if not asked:
            return list(self._articles[:limit])
        scores: dict[int, float] = {}
        for word in asked:
            for at, likeness in self._titles.likeness(word).items():
                scores[at] = scores.get(at, 0.0) + likeness
        ranked = sorted(scores, key=lambda at: (-scores[at], at))
        return [self._articles[at] for at in ranked[:limit]]


class Proposals:
    """The passages and the articles of a corpus, to be proposed while somebody types."""

    def __init__(self, corpus: Corpus, indexed: Indexed) -> None:
        self._corpus = corpus
        self._indexed = indexed

    def passages(self, typed: str, limit: int) -> list[Completion]:
        """Return at most `limit` passages; of a large corpus only some are looked at."""
        if len(self._corpus.passages) <= COMPLETED_WHOLE:
            return self._all_passages.of(typed, limit=limit)
        return self._those(likely(typed, self._indexed.index)).of(typed, limit=limit)

    def titles(self, typed: str, limit: int) -> list[Article]:
        """Return at most `limit` articles."""
        return self._all_titles.of(typed, limit=limit)

    # Few servers look passages up by their beginnings, and the words of all of them take room.
    @cached_property
    def _all_passages(self) -> Completions:
        return self._those(range(len(self._corpus.passages)))

    @cached_property
    def _all_titles(self) -> Titles:
        return Titles(self._corpus.articles, self._corpus.titles)

    def _those(self, places: Sequence[int]) -> Completions:
        return Completions(self._corpus.passages[at] for at in places)


class _Index:
    """Where each folded word stands, the words in alphabetical order once one is looked up."""

    def __init__(self) -> None:
        self._places: dict[str, list[int]] = {}
        self._sorted: list[str] = []

    def add(self, at: int, said: Iterable[Word]) -> None:
        for folded in dict.fromkeys(word.folded for word in said):
            self._places.setdefault(folded, []).append(at)

    def likeness(self, typed: str) -> dict[int, float]:
        """Return 1 for where a word begins as typed, less where it does but for one error."""
        found: dict[int, float] = {}
        for word, likeness in self._met(typed):
            for at in self._places[word]:
                found[at] = max(likeness, found.get(at, 0.0))
        return found

    def _met(self, typed: str) -> Iterator[tuple[str, float]]:
        if len(self._sorted) < len(self._places):
            self._sorted = sorted(self._places)
        # The first letter is seldom mistyped, and makes the search short.
        start = bisect_left(self._sorted, typed[0])
        for word in islice(self._sorted, start, None):
            if word[0] != typed[0]:
                return
            if word.startswith(typed):
                yield word, 1.0
            elif len(typed) >= TYPO_LETTERS and _begins_with_an_error(word, typed):
                yield word, 0.5


def _asked(typed: str) -> list[str]:
    return [word.folded for word in words(typed[:TYPED_CHARACTERS])][:TYPED_WORDS]


def _begins_with_an_error(word: str, typed: str) -> bool:
    """Tell whether a word begins as typed but for one letter too many, too few, wrong or moved."""
    length = len(typed)
    beginnings = (word[: length + more] for more in (-1, 0, 1))
    return any(
        DamerauLevenshtein.distance(typed, beginning, score_cutoff=1) <= 1
        for beginning in beginnings
    )


def _label(passage: Passage) -> str:
    first_words = passage.text.split()
    more = " …" if len(first_words) > LABEL_WORDS else ""
    beginning = " ".join(first_words[:LABEL_WORDS]) + more
    section = passage.section[-1] if passage.section else passage.article.title
    return f"¶\u00a0{passage.number} · {beginning} ({section})"
