"""Questions that lean on the one before: « Et qui en prend la tête ? »."""

import re

from bot.retrieval.words import fold, stems

# Words that point back: pronouns and possessives, and the « et … ? » that goes on.
OPENING = re.compile(r"(?:et|mais|alors|ensuite|puis)\b")
POINTING = re.compile(
    r"\b(?:il|ils|elle|elles|lui|leur|leurs|eux|celui|celle|ceux|celles|cela|ca|"
    r"son|sa|ses|en|y|ce dernier|cette derniere)\b"
)
FEW_WORDS = 2


def leans(question: str) -> bool:
    """Tell whether `question` needs the one before it to be understood."""
    folded = fold(question)
    return bool(
        OPENING.match(folded.strip()) or POINTING.search(folded) or len(stems(question)) < FEW_WORDS
    )
