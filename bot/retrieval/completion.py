"""What /search proposes while somebody types: passages, by their section, names and words."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from bot.articles.article import Article, Passage
from bot.retrieval.words import words

# One typing error from this many letters on: shorter words have too many neighbours.
TYPO_LETTERS = 5
LABEL_WORDS = 14
# Discord lets nobody type more into an option that is completed than 100 or so; this is plenty.
TYPED_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Completion:
    """A passage that somebody may be looking for, and the words that say which it is."""

    label: str
    passage_id: str


class Completions:
    """Passages by the beginnings of their words, accents and case apart."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._known = [(_entry(passage), _label(passage), passage.id) for passage in passages]

    def of(self, typed: str, *, limit: int) -> list[Completion]:
        """Return at most `limit` passages that hold words beginning as those typed do.

        Those with the most of them come first, then those whose section holds them, then the
        order of the corpus. A longer word may hold a typing error. Nothing typed: the first ones.
        """
        asked = [word.folded for word in words(typed[:TYPED_CHARACTERS])]
        ranked: list[tuple[float, int]] = []
        for at, ((section, text), _, _) in enumerate(self._known):
            score = sum(
                max(1.5 * _likeness(word, section), _likeness(word, text)) for word in asked
            )
            if score or not asked:
                ranked.append((-score, at))
        return [Completion(*self._known[at][1:]) for _, at in sorted(ranked)[:limit]]


class Titles:
    """Articles by the beginnings of the words of their titles, accents and case apart."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._known = [(_vocabulary(article.title), article) for article in articles]

    def of(self, typed: str, *, limit: int) -> list[Article]:
        """Return at most `limit` articles, those that hold most of what was typed first.

        A longer word may hold a typing error. Nothing typed: the first articles.
        """
        asked = [word.folded for word in words(typed[:TYPED_CHARACTERS])]
        likeness = [sum(_likeness(word, held) for word in asked) for held, _ in self._known]
        # sorted() is stable: equal ones keep the order of the corpus.
        order = sorted(range(len(self._known)), key=lambda at: -likeness[at])
        return [self._known[at][1] for at in order if likeness[at] or not asked][:limit]


def _likeness(typed: str, held: frozenset[str]) -> float:
    """Return 1 when a word begins as typed, less when it does but for one error, else 0."""
    if typed in held or any(word.startswith(typed) for word in held):
        return 1.0
    if len(typed) < TYPO_LETTERS:
        return 0.0
    beginnings = (word[: len(typed)] for word in held if word[0] == typed[0])
    near = any(DamerauLevenshtein.distance(typed, word, score_cutoff=1) <= 1 for word in beginnings)
    return 0.5 if near else 0.0


def _entry(passage: Passage) -> tuple[frozenset[str], frozenset[str]]:
    section = " ".join([passage.article.title, *passage.section])
    return _vocabulary(section), _vocabulary(passage.text)


def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(word.folded for word in words(text))


def _label(passage: Passage) -> str:
    first_words = passage.text.split()
    more = " …" if len(first_words) > LABEL_WORDS else ""
    beginning = " ".join(first_words[:LABEL_WORDS]) + more
    section = passage.section[-1] if passage.section else passage.article.title
    return f"¶\u00a0{passage.number} · {beginning} ({section})"
