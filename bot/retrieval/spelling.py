"""Typing errors: a word that the corpus does not know becomes the one of it that is meant."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.articles.article import Passage
from bot.retrieval.reading import Reading
from bot.retrieval.words import Word, is_stop_word, stem, words

# How many errors a word may hold, by its number of letters: short words have many neighbours.
ERRORS_BY_LETTERS = ((4, 1), (7, 2), (12, 3))
MIN_LETTERS = 4
# What a question turns on, as long as it is long enough to be recognised.
QUESTION_WORDS = (
    "combien",
    "comment",
    "pourquoi",
    "quand",
    "quelle",
    "quelles",
    "quels",
    "pourcentage",
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of a corpus by their folded form: as written, how often, and next to which.

    `neighbours` gives for a word those that stand right behind it somewhere, `hyphenated` with a
    hyphen between. `names` are those written with a capital inside sentences more often than not,
    `choices` what a mistyped word may have been meant to be.
    """

    written: Mapping[str, str]
    counts: Mapping[str, int]
    stems: frozenset[str]
    neighbours: Mapping[str, tuple[str, ...]]
    hyphenated: Mapping[str, tuple[str, ...]]
    names: frozenset[str]
    choices: tuple[str, ...]

    @classmethod
    def of(cls, passages: Sequence[Passage], readings: Iterable[Reading]) -> "Spelling":
        """Read the words of passages."""
        written: dict[str, str] = {}
        counts: Counter[str] = Counter()
        capitals: Counter[str] = Counter()
        headings = {heading for p in passages for heading in (p.article.title, *p.section)}
        for heading in sorted(headings):
            for word in words(heading):
                written.setdefault(word.folded, heading[word.start : word.end])
                counts[word.folded] += 1
        neighbours: defaultdict[str, set[str]] = defaultdict(set)
        hyphenated: defaultdict[str, set[str]] = defaultdict(set)
        for passage, reading in zip(passages, readings, strict=True):
            for at, word in enumerate(reading.words):
                written.setdefault(word.folded, passage.text[word.start : word.end])
                counts[word.folded] += 1
                capitals[word.folded] += at in reading.names
            for one, two in pairwise(reading.words):
                neighbours[one.folded].add(two.folded)
                if passage.text[one.end : two.start] == "-":
                    hyphenated[one.folded].add(two.folded)
        together = _kept(neighbours), _kept(hyphenated)
        names = frozenset(word for word, count in counts.items() if 2 * capitals[word] > count)
        choices = (*QUESTION_WORDS, *counts)
        return cls(written, counts, frozenset(map(stem, counts)), *together, names, choices)

    def correct(self, question: str, is_french: Callable[[str], bool]) -> str:
        """Return `question` with its errors mended; as it is when there is none.

        A number, a word that the corpus knows, or one that `is_french` (of a folded word) is never
        changed; « startup » and « start-up » are one word.
        """
        typed = words(question)
        pieces, done = [], 0
        for at, word in enumerate(typed):
            meant = self._meant(typed, at, is_french)
            if meant is not None and word.start >= done:
                end = (
                    word.end if " " in meant or not self._is_split(typed, at) else typed[at + 1].end
                )
                pieces += [question[done : word.start], meant]
                done = end
        return "".join([*pieces, question[done:]])

    def _meant(self, typed: list[Word], at: int, is_french: Callable[[str], bool]) -> str | None:
        """Return what stands in the corpus for the word at `at`, None when it is right."""
        folded = typed[at].folded
        if self._is_split(typed, at):
            return self.written[folded + typed[at + 1].folded]
        is_known = folded in self.counts or stem(folded) in self.stems
        if is_known or is_stop_word(folded) or folded[0].isdigit():
            return None
        # A French word is no two others in a row, but « startup » is French for « start-up » too.
        is_right = is_french(folded)
        if parts := self._parts(folded, self.hyphenated if is_right else self.neighbours):
            return f"{self.written[parts[0]]}-{self.written[parts[1]]}"
        # « GPT5 » is no mistake for « GPT4 ».
        if is_right or len(folded) < MIN_LETTERS or not folded.isalpha():
            return None
        nearest = self._nearest(folded)
        return self.written.get(nearest, nearest) if nearest else None

    def _is_split(self, typed: list[Word], at: int) -> bool:
        """Tell whether two words are one in the corpus: « start up » for « startup »."""
        if at + 1 >= len(typed):
            return False
        one, two = typed[at].folded, typed[at + 1].folded
        are_numbers = one[0].isdigit() and two[0].isdigit()
        is_said = is_stop_word(one) or is_stop_word(two) or two in self.neighbours.get(one, ())
        apart = is_said or are_numbers
        return not apart and len(one + two) > MIN_LETTERS and one + two in self.counts

    def _parts(self, folded: str, among: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
        """Return the two words of the corpus that are one here: « startup » for « start-up »."""
        cuts = ((folded[:at], folded[at:]) for at in range(2, len(folded) - 1))
        return next((parts for parts in cuts if parts[1] in among.get(parts[0], ())), None)

    def _nearest(self, folded: str) -> str | None:
        """Return what is meant: of the nearest, a question word, then the most frequent."""
        allowed = errors_allowed(folded)
        near = process.extract(
            folded,
            self.choices,
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=20,
        )
        candidates = [
            (
                distance + (word[0] != folded[0]),
                word not in QUESTION_WORDS,
                -self._count(word),
                word,
            )
            for word, distance, _ in near
            if len(word) >= MIN_LETTERS - 1 and word.isalpha()
            if word in QUESTION_WORDS or not is_stop_word(word)
        ]
        best = min(candidates, default=None)
        return best[-1] if best and best[0] <= allowed else None

    def _count(self, folded: str) -> int:
        return self.counts.get(folded, 0)


def _kept(following: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Return the same in a third of the room: few words are ever looked up."""
    return {word: tuple(others) for word, others in following.items()}


def errors_allowed(folded: str) -> int:
    """Return how many errors a word of so many letters may hold."""
    return max(errors for letters, errors in ERRORS_BY_LETTERS if len(folded) >= letters)
