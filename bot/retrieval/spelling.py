"""Typing errors: a word that the corpus does not know becomes the one of it that is meant."""

from collections.abc import Callable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.retrieval.index.shapes import Shapes
from bot.retrieval.index.terms import Kin
from bot.retrieval.index.wording import Wording
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


class Spelling:
    """Mends the words of questions by those of a corpus."""

    def __init__(self, wording: Wording, kin: Kin) -> None:
        self.wording = wording
        self._kin = kin
        self._shapes = Shapes(wording.words.words)

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
            return self.wording.as_written(folded + typed[at + 1].folded)
        is_known = folded in self.wording or self._kin.knows(stem(folded))
        if is_known or is_stop_word(folded) or folded[0].isdigit():
            return None
        # A French word is no two others in a row, but « startup » is French for « start-up » too.
        is_right = is_french(folded)
        if parts := self._parts(folded, is_hyphenated=is_right):
            return "-".join(map(self.wording.as_written, parts))
        # « GPT5 » is no mistake for « GPT4 ».
        if is_right or len(folded) < MIN_LETTERS or not folded.isalpha():
            return None
        nearest = self._nearest(folded)
        if nearest is None or nearest not in self.wording:
            return nearest
        return self.wording.as_written(nearest)

    def _is_split(self, typed: list[Word], at: int) -> bool:
        """Tell whether two words are one in the corpus: « start up » for « startup »."""
        if at + 1 >= len(typed):
            return False
        one, two = typed[at].folded, typed[at + 1].folded
        are_numbers = one[0].isdigit() and two[0].isdigit()
        is_said = is_stop_word(one) or is_stop_word(two) or self.wording.is_followed(one, two)
        apart = is_said or are_numbers
        return not apart and len(one + two) > MIN_LETTERS and one + two in self.wording

    def _parts(self, folded: str, *, is_hyphenated: bool) -> tuple[str, str] | None:
        """Return the two words of the corpus that are one here: « startup » for « start-up »."""
        cuts = ((folded[:at], folded[at:]) for at in range(2, len(folded) - 1))
        return next(
            (
                parts
                for parts in cuts
                if self.wording.is_followed(*parts, is_hyphenated=is_hyphenated)
            ),
            None,
        )

    def _nearest(self, folded: str) -> str | None:
        """Return what is meant: of the nearest, a question word, then the most frequent."""
        allowed = errors_allowed(folded)
        likely = dict.fromkeys([*QUESTION_WORDS, *self._shapes.near(folded, allowed)])
        near = process.extract(
            folded,
            likely.keys(),
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=None,
        )
        candidates = [
            (
                distance + (word[0] != folded[0]),
                word not in QUESTION_WORDS,
                -self.wording.count(word),
                word,
            )
            for word, distance, _ in near
            if len(word) >= MIN_LETTERS - 1 and word.isalpha()
            if word in QUESTION_WORDS or not is_stop_word(word)
        ]
        best = min(candidates, default=None)
        return best[-1] if best and best[0] <= allowed else None


def errors_allowed(folded: str) -> int:
    """Return how many errors a word of so many letters may hold."""
    return max(errors for letters, errors in ERRORS_BY_LETTERS if len(folded) >= letters)
