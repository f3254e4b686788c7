"""What is no question to the articles: « Bonjour ! », « qui es-tu ? », « résume l'article ».

The phrases come from `lexicon/small_talk.yaml`; its first lines say how to add some.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.retrieval.answer import Notice
from bot.retrieval.lexicon import yaml_of
from bot.retrieval.shorthand import expand
from bot.retrieval.tables import Kept
from bot.retrieval.words import fold_french, is_stop_word, plain_words, words

Phrase = tuple[str, ...]

ARTICLE = "{article}"
# Longer messages ask something else besides; this also bounds the work.
MAX_WORDS = 16
# A slip of the hand is forgiven in words of so many letters: shorter ones have many neighbours.
SLIP_LETTERS = 5
# Mentions, emoji and smileys that are typed with letters or digits: <@1>, :wave:, :D, <3.
SIGNS = re.compile(r"<[@#:a][^<>\s]*>|:\w+:|(?<!\w)[:;=xX]-?[DPpOo3]+(?!\w)|<3+")
# A name may stand behind one of these: « Bonjour Sophie », « Merci Paul ! ».
BEFORE_A_NAME = frozenset({Notice.GREETING, Notice.THANKS, Notice.GOODBYE})
# « À Lyon ? » asks, though « à+ » says goodbye in the same letters.
UNADDRESSED = ["a"]
# Where a greeting ends and the question begins.
PAUSE = re.compile(r"(?<![,;:.!…\n–—-])[,;:.!…\n–—-]+(?=\s|$)")

# Where the greeting of a question is looked for.
OPENING_CHARACTERS = 80

IsKnown = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of small talk, folded, and what each of them is; None for fillers.

    `leaning` are those that ask of the articles when a question came before them. `vocabulary`
    holds all of the words, `drawn` those that are told by their letters without repetitions.
    """

    notices: dict[Phrase, Notice | None]
    leaning: frozenset[Phrase]
    longest: int
    vocabulary: frozenset[str]
    drawn: dict[str, str]
    long_words: tuple[str, ...]


def notice_of(message: str, is_known: IsKnown, *, is_first: bool = True) -> Notice | None:
    """Tell what a message is that asks nothing of the articles; None for a question.

    The whole message must be made of phrases of small talk. `is_known` tells whether the articles
    hold a folded word: such a word is neither a slip of the hand nor somebody's name. Where the
    message is not the first, « comment ça marche ? » may ask of what was spoken of before.
    """
    plain = SIGNS.sub(" ", message)
    for text in dict.fromkeys((plain, expand(plain, is_known))):
        typed = [word.folded for word in words(text)]
        if not 0 < len(typed) <= MAX_WORDS or _speaks_of_articles(typed, is_known):
            continue
        meant = [_meant(word, is_known) for word in typed]
        if not is_first and tuple(meant) in _phrases().leaning:
            return None
        if found := _with_a_name(meant, is_known):
            # « Bonjour, qui es-tu ? » asks who: Notice lists first what weighs most.
            return min(found, key=list(Notice).index)
    return None


def without_greeting(message: str, is_known: IsKnown) -> str:
    """Return a question without the greeting that it opens with: « Bonjour, qui … ? »."""
    pause = PAUSE.search(message, 0, OPENING_CHARACTERS)
    if pause is None or not words(message[pause.end() :]):
        return message
    opening = notice_of(message[: pause.start()], is_known)
    return message[pause.end() :].strip() if opening in BEFORE_A_NAME else message


def _speaks_of_articles(typed: list[str], is_known: IsKnown) -> bool:
    """Tell whether any word is of the articles alone: of most questions that tells all."""
    vocabulary = _phrases().vocabulary
    return any(word not in vocabulary and is_known(word) for word in typed)


def _with_a_name(typed: list[str], is_known: IsKnown) -> set[Notice]:
    """Return the kinds of the phrases that make up all of the words, but for one name."""
    found = _kinds(typed)
    if found is not None:
        return found
    names = [at for at, word in enumerate(typed) if _is_name(word, is_known)]
    if len(names) != 1 or typed[: names[0]] == UNADDRESSED:
        return set()
    before, after = _kinds(typed[: names[0]]), _kinds(typed[names[0] + 1 :])
    is_addressed = before is not None and after is not None and before & BEFORE_A_NAME
    return (before or set()) | (after or set()) if is_addressed else set()


def _kinds(typed: list[str]) -> set[Notice] | None:
    """Return the kinds of the phrases that make up all of the words, None when some are left.

    Fillers have no kind, so the set may be empty. The longest phrase that leads to the end wins.
    """
    phrases = _phrases()
    # What the words from each place on are made of, worked out from the end.
    rest: list[set[Notice] | None] = [None] * len(typed) + [set()]
    for at in reversed(range(len(typed))):
        for length in range(min(phrases.longest, len(typed) - at), 0, -1):
            phrase, after = tuple(typed[at : at + length]), rest[at + length]
            if after is not None and phrase in phrases.notices:
                notice = phrases.notices[phrase]
                rest[at] = after | {notice} if notice else after
                break
    return rest[0]


def _is_name(folded: str, is_known: IsKnown) -> bool:
    """Tell whether a word may be somebody's name: no word of small talk, nor of the articles."""
    is_word = folded.isalpha() and len(folded) > 1 and not is_stop_word(folded)
    return is_word and folded not in _phrases().vocabulary and not is_known(folded)


def _meant(folded: str, is_known: IsKnown) -> str:
    """Return the word of small talk that was meant, or the word as it is."""
    known = _phrases()
    if folded in known.vocabulary or is_known(folded):
        return folded
    if drawn := known.drawn.get(_singled(folded)):
        return drawn
    if len(folded) < SLIP_LETTERS:
        return folded
    near = process.extractOne(folded, known.long_words, scorer=OSA.distance, score_cutoff=1)
    return near[0] if near and near[0][0] == folded[0] else folded


def _singled(folded: str) -> str:
    """Return a word with each letter once where it is repeated: merciii → merci."""
    return re.sub(r"(.)\1+", r"\1", folded)


@cache
def _phrases() -> Phrases:
    names, leaning, vocabulary = _said()
    notices: dict[str | None, Notice | None] = {str(each.value): each for each in Notice}
    return Phrases(
        notices={phrase: notices.get(name) for phrase, name in names.items()},
        leaning=leaning,
        longest=max(map(len, names)),
        vocabulary=vocabulary,
        # Two letters (cc) say too little to be drawn out.
        drawn={_singled(word): word for word in sorted(vocabulary) if len(_singled(word)) > 2},
        long_words=tuple(sorted(word for word in vocabulary if len(word) >= SLIP_LETTERS)),
    )


@Kept
def _said() -> tuple[dict[Phrase, str | None], frozenset[Phrase], frozenset[str]]:
    """Return the phrases with the names of their notices, those that lean, and all words."""
    entries: dict[str, list[str]] = yaml_of("small_talk.yaml")
    articles = entries["article"]
    names: dict[Phrase, str | None] = dict.fromkeys(_folded(entries["fillers"], articles))
    for notice in Notice:
        names |= dict.fromkeys(_folded(entries[notice.value], articles), str(notice.value))
    vocabulary = frozenset(word for phrase in names for word in phrase)
    return names, frozenset(_folded(entries["leaning"], articles)), vocabulary


def _folded(lines: list[str], articles: list[str]) -> Iterator[Phrase]:
    """Yield the phrases of a list, also as they are typed with no apostrophe or a space for it."""
    forms = [
        line.replace(ARTICLE, name)
        for line in lines
        for name in (articles if ARTICLE in line else articles[:1])
    ]
    # Folded together, which is far faster than one by one.
    for form in fold_french("\n".join(forms)).split("\n"):
        for apostrophe in ("'", " ", "") if "'" in form else ("'",):
            yield plain_words(form.replace("'", apostrophe))
