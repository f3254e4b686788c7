"""What is no question to the articles: « Bonjour ! », « qui es-tu ? », « résume l'article ».

The phrases come from `lexicon/small_talk.yaml`; its first lines say how to add some.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.retrieval.answer import Notice
from bot.retrieval.words import words

Phrase = tuple[str, ...]

ARTICLE = "{article}"
FILLERS = "fillers"
# Longer messages ask something else besides; this also bounds the work.
MAX_WORDS = 16
# A slip of the hand is forgiven in words of so many letters: shorter ones have many neighbours.
SLIP_LETTERS = 5
# Mentions, emoji and smileys that are typed with letters or digits: <@1>, :wave:, :D, <3.
SIGNS = re.compile(r"<[@#:a][^>\s]*>|:\w+:|(?<!\w)[:;=xX]-?[DPpOo3]+(?!\w)|<3+")
# A name may stand behind one of these: « Bonjour Sophie », « Merci Paul ! ».
BEFORE_A_NAME = frozenset({Notice.GREETING, Notice.THANKS, Notice.GOODBYE})
# Where a greeting ends and the question begins.
PAUSE = re.compile(r"[,;:.!…\n–—-]+(?=\s|$)")

IsKnown = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of small talk, folded, and what each of them is; None for fillers."""

    notices: dict[Phrase, Notice | None]
    longest: int
    vocabulary: frozenset[str]
    single_letters: dict[str, str]


def notice_of(message: str, is_known: IsKnown) -> Notice | None:
    """Tell what a message is that asks nothing of the articles; None for a question.

    The whole message must be made of phrases of small talk. `is_known` tells whether the articles
    hold a folded word: such a word is neither a slip of the hand nor somebody's name.
    """
    typed = [word.folded for word in words(SIGNS.sub(" ", message))]
    if not 0 < len(typed) <= MAX_WORDS:
        return None
    found = _parsed([_meant(word, is_known) for word in typed], is_known)
    # The order of the kinds says which of them counts: « Bonjour, qui es-tu ? » asks who.
    return min(found, key=list(Notice).index) if found else None


def without_greeting(message: str) -> str:
    """Return a question without the greeting that it opens with: « Bonjour, qui … ? »."""
    pause = PAUSE.search(message)
    if pause is None or not message[pause.end() :].strip():
        return message
    opening = notice_of(message[: pause.start()], lambda _: False)
    rest = message[pause.end() :].strip()
    return rest if opening in BEFORE_A_NAME and words(rest) else message


def _parsed(typed: list[str], is_known: IsKnown) -> set[Notice] | None:
    """Return the kinds of the phrases that make up all of the words; None when some are left.

    The longest phrase wins; where it leads nowhere the next shorter one is tried.
    """
    phrases = _phrases()
    dead: set[int] = set()

    def rest(at: int, before: Notice | None, *, is_named: bool) -> set[Notice] | None:
        if at == len(typed):
            return set()
        if at in dead:
            return None
        for length in range(min(phrases.longest, len(typed) - at), 0, -1):
            phrase = tuple(typed[at : at + length])
            if phrase not in phrases.notices:
                continue
            notice = phrases.notices[phrase]
            after = rest(at + length, notice or before, is_named=is_named)
            if after is not None:
                return after | {notice} if notice else after
        is_name = before in BEFORE_A_NAME and not is_named and _is_name(typed[at], is_known)
        after = rest(at + 1, None, is_named=True) if is_name else None
        if after is None and not is_name:
            dead.add(at)
        return after

    return rest(0, None, is_named=False)


def _is_name(folded: str, is_known: IsKnown) -> bool:
    """Tell whether a word may be somebody's name: no word of small talk, nor of the articles."""
    return (
        folded.isalpha()
        and len(folded) > 1
        and folded not in _phrases().vocabulary
        and not is_known(folded)
    )


def _meant(folded: str, is_known: IsKnown) -> str:
    """Return the word of small talk that was meant, or the word as it is."""
    known = _phrases()
    if folded in known.vocabulary:
        return folded
    if drawn := known.single_letters.get(_singled(folded)):
        return drawn
    if len(folded) < SLIP_LETTERS or is_known(folded):
        return folded
    near = process.extractOne(
        folded, _long_words(known.vocabulary), scorer=OSA.distance, score_cutoff=1
    )
    return near[0] if near and near[0][0] == folded[0] else folded


def _singled(folded: str) -> str:
    """Return a word with each letter once where it is repeated: merciii → merci."""
    return re.sub(r"(.)\1+", r"\1", folded)


@cache
def _long_words(vocabulary: Collection[str]) -> list[str]:
    return sorted(word for word in vocabulary if len(word) >= SLIP_LETTERS)


@cache
def _phrases() -> Phrases:
    text = resources.files("bot.retrieval.lexicon").joinpath("small_talk.yaml").read_text("utf-8")
    # The C loader reads the same, ten times as fast.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries: dict[str, list[str]] = yaml.load(text, Loader=loader)  # noqa: S506
    notices: dict[Phrase, Notice | None] = dict.fromkeys(_folded(entries[FILLERS], []))
    for notice in reversed(Notice):
        notices |= dict.fromkeys(_folded(entries[notice.value], entries["article"]), notice)
    vocabulary = frozenset(word for phrase in notices for word in phrase)
    # Two letters (cc, re) say too little to be drawn out.
    drawn = {_singled(word): word for word in sorted(vocabulary) if len(_singled(word)) > 2}
    return Phrases(notices, max(map(len, notices)), vocabulary, drawn)


def _folded(lines: list[str], articles: list[str]) -> Iterator[Phrase]:
    for line in map(str, lines):
        forms = [line.replace(ARTICLE, form) for form in articles] if ARTICLE in line else [line]
        for form in forms:
            yield tuple(word.folded for word in words(form))
