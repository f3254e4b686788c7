"""From what was typed to what is meant: shorthand, English, and typing errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.retrieval.conversation import leans
from bot.retrieval.english import is_english, translate
from bot.retrieval.french import LETTERS, French
from bot.retrieval.shorthand import expand, with_apostrophes
from bot.retrieval.spelling import Spelling, errors_allowed
from bot.retrieval.words import stems, words

# A conversation may be long, and somebody else's words in it too: what is leant on is near.
EARLIER_QUESTIONS = 8
EARLIER_CHARACTERS = 4_000
# A question with more strange words is no question.
LIKE_WORDS = 20


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was meant.

    `corrected` is the question for people's eyes, None when nothing was corrected. `text` is what
    is looked up, `context` the earlier questions that it leans on, and `alternatives` gives for a
    stem of either the stems of other words that were possible.
    """

    text: str
    context: str = ""
    corrected: str | None = None
    alternatives: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Understanding:
    """Understands questions about one corpus; a word of French is never a mistake."""

    def __init__(self, spelling: Spelling, french: French) -> None:
        self._spelling = spelling
        self._french = french

    def of(self, question: str, earlier: Sequence[str] = ()) -> Understood:
        """Understand `question`, which may lean on the `earlier` ones, oldest first."""
        meant = self._alone(question)
        if not earlier or not leans(meant.text):
            return meant
        alternatives = dict(meant.alternatives)
        context: list[str] = []
        # The nearest first; a question that stands alone ends what is leant on.
        for text in reversed(earlier[-EARLIER_QUESTIONS:]):
            before = self._alone(text[:EARLIER_CHARACTERS])
            context.append(before.text)
            alternatives = {**before.alternatives, **alternatives}
            if not leans(before.text):
                break
        return Understood(meant.text, " ".join(context), meant.corrected, alternatives)

    def _alone(self, question: str) -> Understood:
        if is_english(question):
            french = translate(question, self._spelling.wording.is_name)
            mended = self._mended(french.text)
            return Understood(mended, alternatives=french.alternatives)
        mended = self._mended(self._written(question))
        corrected = mended if mended != question else None
        return Understood(mended, corrected=corrected, alternatives=self._likest(mended))

    def _written(self, question: str) -> str:
        apart = with_apostrophes(question, self._is_known, self._french.is_strange)
        return expand(apart, self._is_known)

    def _mended(self, text: str) -> str:
        return self._spelling.correct(text, self._french.knows)

    def _likest(self, text: str) -> dict[str, frozenset[str]]:
        """Return for words that nothing knows the stem of the word of French that they are like.

        It is looked up beside the word and not told as a correction: the word may well be a name.
        """
        strange = [
            word
            for word in words(text)
            if len(word.folded) >= LETTERS and word.folded.isalpha()
            if not self._is_known(word.folded) and not self._french.knows(word.folded)
        ]
        return {
            word.stem: frozenset(stems(near))
            for word in strange[:LIKE_WORDS]
            if (near := self._french.nearest(word.folded, errors_allowed(word.folded)))
        }

    def _is_known(self, folded: str) -> bool:
        return folded in self._spelling.wording
