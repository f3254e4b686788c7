"""Which words are French, as far as the lexicon and the thesaurus tell."""

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.retrieval.lexicon import written_words
from bot.retrieval.tables import Kept
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.words import is_stop_word, stem

# Endings that a thesaurus, which lists infinitives and singulars, does not hold.
INFINITIVES = ("er", "ir", "re", "e", "r", "")
ENDINGS = tuple("ees ee es e s x ent ait aient ant a i is it u".split())
SUBJUNCTIVES = ("asse", "asses", "assent", "isse", "issent", "usse", "ussent")
# Shorter words have too many neighbours to tell which one a mistyped word was meant to be.
LETTERS = 5
WORDS_KEPT = 5_000


class French:
    """The French words that are known; without a thesaurus, those of the lexicon."""

    def __init__(self, thesaurus: Thesaurus | None) -> None:
        self._thesaurus = thesaurus

    def knows(self, folded: str) -> bool:
        """Tell whether a folded word is French, whatever its ending."""
        if is_stop_word(folded) or folded in written_words():
            return True
        # « remplasse » has the stem of « remplir »: nobody types that subjunctive.
        if not folded.endswith(SUBJUNCTIVES) and stem(folded) in _stems():
            return True
        return _is_listed(self._thesaurus, folded)

    def is_strange(self, folded: str) -> bool:
        """Tell whether a folded word is surely no word of French: a name, or a foreign one.

        Without a thesaurus too few words are known to tell.
        """
        # The names of the lexicon are known, and yet no words: « Samsung ».
        is_name = written_words().get(folded, "").istitle()
        return self._thesaurus is not None and (is_name or not self.knows(folded))

    def nearest(self, folded: str, allowed: int) -> str | None:
        """Return the word of the lexicon that a mistyped one is likest; None when none is near.

        At most `allowed` letters differ, with or without its last e and s; the first is the same.
        """
        forms = _forms().get(folded[:1], {})
        found = [
            (distance, form)
            for typed in {folded, folded.removesuffix("s").removesuffix("e")}
            for form, distance, _ in process.extract(
                typed, forms.keys(), scorer=OSA.distance, score_cutoff=allowed
            )
        ]
        return forms[min(found)[1]] if found else None


# People ask with the same words; they come from outside, so what is kept is bounded, and kept once
# for the librarians of all servers.
@lru_cache(maxsize=WORDS_KEPT)
def _is_listed(thesaurus: Thesaurus | None, folded: str) -> bool:
    """Tell whether the thesaurus has a folded word, or what it is a form of."""
    if thesaurus is None:
        return False
    roots = {folded, *(folded.removesuffix(end) for end in ENDINGS if folded.endswith(end))}
    return any(root + end in thesaurus for root in roots for end in INFINITIVES)


@Kept
def _stems() -> frozenset[str]:
    return frozenset(map(stem, written_words()))


@Kept
def _forms() -> dict[str, dict[str, str]]:
    """Return by first letter the folded words and stems of the lexicon, and what they stand for."""
    forms: dict[str, dict[str, str]] = {}
    for folded, word in sorted(written_words().items(), key=lambda entry: len(entry[0])):
        if len(folded) >= LETTERS and word.islower():
            of_letter = forms.setdefault(folded[0], {})
            of_letter.setdefault(folded, word)
            of_letter.setdefault(stem(folded), word)
    return forms
