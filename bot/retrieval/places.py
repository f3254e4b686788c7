"""Where in a corpus the passage of a lesson stands: by its text, or by nearly the same one."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.articles.article import Corpus
from bot.retrieval.words import is_stop_word, words

# How like its old text a passage must be to count as the same one, edited (rapidfuzz's ratio).
NEARLY_THE_SAME = 90.0


class Places:
    """The passages of a corpus by their texts."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def of(self, article_id: str, text: str) -> int | None:
        """Return where a text of an article stands, None for nowhere.

        The text itself counts first, in its article and then in any other one, which may be the
        same under another name; then one of its article that is nearly the same.
        """
        passages = self._corpus.passages
        own = {at: passages[at].text for at in self._corpus.places_of(article_id)}
        exact = next((at for at, own_text in own.items() if own_text == text), None)
        if exact is None:
            exact = self._anywhere.get(text)
        if exact is not None:
            return exact
        likest = process.extract(text, own, scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME)
        return next((at for near, _, at in likest if _is_edited(text, near)), None)

    # Only what is gone from its article is looked for in all of them.
    @cached_property
    def _anywhere(self) -> Mapping[str, int]:
        places: dict[str, int] = {}
        for at, passage in enumerate(self._corpus.passages):
            places.setdefault(passage.text, at)
        return places


def _is_edited(old: str, new: str) -> bool:
    """Tell whether a text says what the old one said: no number, and no word put for another."""
    before, after = (
        Counter(word.folded for word in words(text) if not is_stop_word(word.folded))
        for text in (old, new)
    )
    lost, gained = before - after, after - before
    if any(word[0].isdigit() for word in lost | gained):
        return False
    # A word that was mended is no other word: « gardiene ».
    return not gained or all(
        any(OSA.distance(word, other) <= 1 for other in gained) for word in lost
    )
