"""Questions that lean on the one before: « Et qui en prend la tête ? »."""

import re
from collections.abc import Sequence

from bot.retrieval.words import fold, stems

# Words that point back: pronouns and possessives without their noun in the question, and « et … ? ».
OPENING = re.compile(r"(?:et|mais|alors|ensuite|puis)\b")
POINTING = re.compile(
    r"\b(?:il|ils|elle|elles|lui|leur|leurs|eux|celui|celle|ceux|celles|cela|ca|"
    r"son|sa|ses|en|y|ce dernier|cette derniere)\b"
)
FEW_WORDS = 2


def with_context(question: str, earlier: Sequence[str]) -> str:
    """Return the question with the words of the earlier ones that it leans on, oldest first.

    A question that stands alone is returned as it is.
    """
    if not earlier or not leans(question):
        return question
    return f"{question} {with_context(earlier[-1], earlier[:-1])}"


def leans(question: str) -> bool:
    """Tell whether `question` needs the one before it to be understood."""
    folded = fold(question)
    return bool(
        OPENING.match(folded.strip()) or POINTING.search(folded) or len(stems(question)) < FEW_WORDS
    )
