"""Which words are French, as far as the lexicon and the thesaurus tell."""

from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.retrieval.lexicon import written_words
from bot.retrieval.relations import is_in_lexicon
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.words import is_stop_word, stem

# Endings that a thesaurus, which lists infinitives and singulars, does not hold.
INFINITIVES = ("er", "ir", "re", "e", "r", "")
ENDINGS = tuple("ees ee es e s x ent ait aient ant a i is it u".split())


class French:
    """The French words that are known; without a thesaurus, those of the lexicon."""

    def __init__(self, thesaurus: Thesaurus | None) -> None:
        self._thesaurus = thesaurus

    def knows(self, folded: str) -> bool:
        """Tell whether a folded word is French, whatever its ending."""
        if is_stop_word(folded) or is_in_lexicon(stem(folded)):
            return True
        if self._thesaurus is None:
            return False
        roots = {folded, *(folded.removesuffix(end) for end in ENDINGS if folded.endswith(end))}
        return any(root + end in self._thesaurus for root in roots for end in INFINITIVES)

    def nearest(self, folded: str, allowed: int) -> str | None:
        """Return the word of the lexicon that a mistyped one is likest; None when none is near.

        At most `allowed` letters differ, the first is the same; equal ones go by the alphabet.
        """
        found = process.extract(
            folded, _by_opening().get(folded[:1], ()), scorer=OSA.distance, score_cutoff=allowed
        )
        best = min(((distance, word) for word, distance, _ in found), default=None)
        return written_words()[best[1]] if best else None


@cache
def _by_opening() -> dict[str, list[str]]:
    """Return the words of the lexicon, folded and sorted, by their first letter."""
    words: dict[str, list[str]] = {}
    for word in sorted(written_words()):
        words.setdefault(word[0], []).append(word)
    return words
