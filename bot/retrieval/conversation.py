"""Questions that lean on the one before: « Et qui en prend la tête ? »."""

import re
from collections.abc import Sequence

from bot.retrieval.words import Word, fold, is_stop_word, stems, words

# Words that point back: pronouns and possessives, and the « et … ? » that goes on.
OPENING = re.compile(r"(?:et|mais|alors|ensuite|puis)\b")
POINTING = re.compile(
    r"\b(?:lui|leur|leurs|eux|celui|celle|ceux|celles|cela|ca|"
    r"son|sa|ses|en|y|ce dernier|cette derniere)\b"
    # « ce chiffre », but neither « est-ce que » nor « ce qui ».
    r"|(?<!est[ -])\b(?:ce|cet|cette|ces) (?!qu|sont|sera|fut)"
)
SUBJECTS = frozenset({"il", "elle", "ils", "elles"})
WHICH = frozenset({"quel", "quelle", "quels", "quelles", "de"})
# « en 2024 », « en quelle année », « y a-t-il »: they stand for nothing that was said before.
POINTLESS = re.compile(r"\ben (?=[0-9]|quel)|\bil y a\b|\by a[- ]t[- ]il\b|\by avait[- ]il\b")
OF = re.compile(r"\bcombien d'")
FEW_WORDS = 2


def leans(question: str) -> bool:
    """Tell whether `question` needs the one before it to be understood."""
    folded = POINTLESS.sub(" ", fold(question)).strip()
    return bool(
        OPENING.match(folded)
        or POINTING.search(folded)
        or _has_a_lone_pronoun(words(OF.sub("combien de ", folded)))
        or len(stems(question)) < FEW_WORDS
    )


def standing_alone(question: str, earlier: Sequence[str]) -> str:
    """Return a question behind those that it leans on, of the `earlier` ones, oldest first.

    What is kept of a conversation, or taught in one, is understood without it.
    """
    said = [question]
    for text in reversed(earlier):
        if not leans(said[0]):
            break
        said.insert(0, text)
    return " ".join(said)


def _has_a_lone_pronoun(asked: Sequence[Word]) -> bool:
    """Tell whether an « il » or « elle » stands for what the question itself does not say.

    « Combien Meta a-t-il investi ? » names him, « Quel âge a-t-il ? » does not: the word behind
    « quel » or « combien de » is asked for, and the verb in front of the pronoun is no name.
    """
    at = next((n for n, word in enumerate(asked) if word.folded in SUBJECTS), None)
    if at is None:
        return False
    before = [word.folded for word in asked[:at] if word.folded != "t"]
    named = [
        word
        for n, word in enumerate(before[:-1])
        if not is_stop_word(word) and WHICH.isdisjoint(before[max(0, n - 1) : n])
    ]
    return not named
