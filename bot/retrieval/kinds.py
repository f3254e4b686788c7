"""What a question asks for, and which sentences hold something of that kind.

The words come from `lexicon/kinds.yaml`; see its first lines to add some.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.retrieval.lexicon import yaml_of
from bot.retrieval.reading import Reading
from bot.retrieval.tables import Kept
from bot.retrieval.words import (
    APOSTROPHES,
    Word,
    fold_french,
    is_stop_word,
    plain_words,
    stem,
    words,
)

OTHER = "other"
YES_NO = "yes_no"
DEFINITION = "definition"
CHOICE = "choice"
TIME = "time"
PERSON = "person"
PLACE = "place"
# The kinds whose answers can be told by single words; the others' words stand everywhere.
KINDS_WITH_EVIDENCE = (
    "person",
    "time",
    "age",
    "quantity",
    "money",
    "percentage",
    "place",
    "cause",
    "role",
)
ASKING_FOR_NUMBERS = frozenset({"quantity", "money", "percentage", "age"})
NUMBER_WORDS = frozenset(
    plain_words(
        "zero deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
        "quinze seize vingt trente quarante cinquante soixante septante nonante cent cents mille "
        "million millions milliard milliards dizaine dizaines douzaine centaine centaines millier "
        "milliers moitie tiers quart double doubler triple aucun aucune plusieurs"
    )
)
# How far from the question's start its kind may be said: « Et donc, en 2024, combien… ».
OPENING_WORDS = 6
# These ask wherever they stand: « Le phare de la pointe de Kermadec vaut combien de francs ? ».
ASKING_ANYWHERE = frozenset({"combien", "pourquoi"})
WHICH = frozenset({"quel", "quelle", "quels", "quelles"})
# How far behind « quel » its noun stands: « quelle est donc la ville ».
BEHIND_WHICH = 5
# « c'est quoi leur chiffre d'affaires » asks like « quel est »; « c'est quoi une ville » does not.
BEFORE_WHAT = frozenset({"est", "etait"})
BEHIND_WHAT = 3
ANY_OF_A_SORT = frozenset({"un", "une", "des"})
# « Qui est le président » asks like « quel est » too; « qui est Anna Quéméner » does not.
WHO = "qui"
BEHIND_WHO_IS = 3
IS = frozenset("est sont etait etaient fut furent sera seront".split())
# What is asked besides, in the last words: « Qui a gagné, et quand ? ».
BESIDES = frozenset({"et", "ou"})
YEAR = re.compile(r"1\d{3}|20\d{2}")
# « ou » asks where it opens a question, or beside one of these; « signé ou non » asks nothing of
# places, and is told from « où » by no more when accents are not typed.
WHERE = "ou"
BEFORE_WHERE = frozenset(
    "est etait d jusqu par vers et mais alors donc sais sait savoir dis".split()
)
BEHIND_WHERE = frozenset("est se a va ont sont etait vont il elle on ils elles".split())
# Verbs of money: « combien a-t-il dépensé » asks for a sum, « combien de villes » for a number.
MONEY_VERBS = frozenset(
    map(
        stem,
        plain_words(
            "payer debourser depenser investir couter lacher claquer casquer raquer "
            "cracher injecter rapporter verser facturer empocher valoir encaisser gagner "
            "toucher economiser"
        ),
    )
)
AUXILIARIES = frozenset("a avait va aurait aura".split())
# « qu'est-ce que », after which a subject of its own or a verb tells that a thing is asked for.
WHAT_IS = ("qu", "est", "ce")
SUBJECTS = frozenset("je j tu il elle on nous vous ils elles ca cela".split())
ELIDED_WHAT = re.compile(rf"(?:^|\W)qu[{APOSTROPHES}']$", re.IGNORECASE)
# A name behind one of these is likely a place.
BEFORE_PLACES = frozenset(
    {"a", "au", "aux", "en", "dans", "de", "du", "des", "sur", "vers", "pres"}
)


Phrases = dict[str, list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Sign:
    """What begins with one word: whether that alone is a sign, and longer ones by the second word.

    « le » begins many a phrase (« le plus »): what stands behind it tells that none is there.
    """

    is_word: bool
    longer: Phrases


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: how it is asked, and the words that an answer to it holds, all folded.

    Phrases stand under their first word.
    """

    asked_by: Phrases
    head_nouns: Phrases
    evidence: dict[str, Sign]


def kind_of(text: str, question: Sequence[Word]) -> str:
    """Return the kind of a question by its words, `other` when nothing tells.

    « quel » leaves it to the noun behind it; else the first opening wins, then the longest.
    """
    folded = _asking(text, question)
    if noun := _kind_of_noun(folded):
        return noun
    found = [
        # « Combien Meta a-t-il… » is no question for yes or no, though « a-t-il » alone asks one;
        # nor does the « que » of « est-ce que » ask for a thing.
        (name == YES_NO, at, -longest, name)
        for name, kind in _kinds().items()
        for at in range(len(folded))
        if folded[at] in kind.asked_by
        if at < OPENING_WORDS or not ASKING_ANYWHERE.isdisjoint(folded[at : at + 2])
        if folded[at] != WHERE or _asks_where(folded, at)
        if folded[at] != "que" or tuple(folded[max(0, at - 2) : at]) != WHAT_IS[1:]
        if (longest := _longest(folded, at, kind.asked_by))
    ]
    opening = min(found, default=None)
    # « Le type qui tient le phare, il gagne combien ? »: its last words ask.
    if (opening is None or opening[:2] > (False, 0)) and (closing := _kind_of_end(folded)):
        return closing
    kind = opening[-1] if opening else OTHER
    if kind == DEFINITION and _asks_for_object(folded):
        return CHOICE
    return "money" if kind == "quantity" and _asks_for_money(folded) else kind


def _asking(text: str, asked: Sequence[Word]) -> list[str]:
    """Return folded words with the « qu' » before some: « qu'est-ce que » is no « est-ce que »."""
    folded: list[str] = []
    for word in asked:
        before = text[max(0, word.start - 4) : word.start]
        if ELIDED_WHAT.search(before):
            folded.append("qu")
        folded.append(word.folded)
    return folded


def _asks_for_object(folded: Sequence[str]) -> bool:
    """Tell whether « qu'est-ce que … » asks for a thing: « … a-t-il payé », not « … le phare »."""
    at = next((n for n in range(OPENING_WORDS) if tuple(folded[n : n + 3]) == WHAT_IS), None)
    behind = folded[at + len(WHAT_IS) + 1 :] if at is not None else []
    return bool(behind) and (
        behind[0] in SUBJECTS
        or any(one in AUXILIARIES and not is_stop_word(other) for one, other in pairwise(behind))
    )


def _asks_where(folded: Sequence[str], at: int) -> bool:
    """Tell whether the « ou » at that place is likely « où »."""
    if not at or folded[at - 1] in BEFORE_WHERE:
        return True
    return not BEHIND_WHERE.isdisjoint(folded[at + 1 : at + 2])


def _asks_for_money(folded: Sequence[str]) -> bool:
    """Tell whether « combien » asks for a sum: it counts nothing, and the verb is one of money.

    « Combien Meta a payé », but not « combien d'étals ont payé », whose « d' » is no word.
    """
    behind = folded[folded.index("combien") + 1 :] if "combien" in folded else []
    if not behind or behind[0] in {"d", "de", "des", "du"}:
        return False
    is_noun = not is_stop_word(behind[0]) and AUXILIARIES.isdisjoint(behind[1:2])
    if is_noun and stem(behind[0]) not in MONEY_VERBS:
        return False
    return any(stem(word) in MONEY_VERBS for word in behind)


def _kind_of_noun(folded: Sequence[str]) -> str | None:
    """Return the kind that the noun behind « quel » asks for, None when nothing tells."""
    which = next((at for at, word in enumerate(folded) if word in WHICH), None)
    behind = BEHIND_WHICH
    if which is None:
        which, behind = _what(folded), BEHIND_WHAT
    if which is None:
        which, behind = _who(folded), BEHIND_WHO_IS
    if which is None:
        return None
    # The nearest noun: « quelle somme le groupe … » asks for money, not for a person.
    nouns = [
        (at, -longest, order, name)
        for order, (name, kind) in enumerate(_kinds().items())
        for at in range(which + 1, min(which + behind, len(folded)))
        if folded[at] in kind.head_nouns
        if (longest := _longest(folded, at, kind.head_nouns))
    ]
    return min(nouns)[-1] if nouns else None


def _what(folded: Sequence[str]) -> int | None:
    """Return where the « quoi » of « c'est quoi le prix » stands, None when there is none."""
    return next(
        (
            at
            for at in range(1, len(folded) - 1)
            if folded[at] == "quoi" and folded[at - 1] in BEFORE_WHAT
            if folded[at + 1] not in ANY_OF_A_SORT
        ),
        None,
    )


def _who(folded: Sequence[str]) -> int | None:
    """Return where the « est » of « qui est le président » stands, None when there is none."""
    opening = pairwise(folded[: OPENING_WORDS + 1])
    return next(
        (at for at, (who, verb) in enumerate(opening, start=1) if who == WHO and verb in IS), None
    )


def _kind_of_end(folded: Sequence[str]) -> str | None:
    """Return the kind that the last words of a question ask for: « elle part à quelle heure »."""
    ends = [
        (at, order, name)
        for order, (name, kind) in enumerate(_kinds().items())
        for at in range(max(1, len(folded) - OPENING_WORDS), len(folded))
        if name != YES_NO and tuple(folded[at:]) in kind.asked_by.get(folded[at], ())
    ]
    if not ends or folded[min(ends)[0] - 1] in BESIDES:
        return None
    return min(ends)[-1]


def lacks_what_is_asked(kind: str, passage: Reading, sentence: int) -> bool:
    """Tell whether a number or a time is asked for, and a sentence of a passage holds none."""
    if kind == TIME:
        return not evidence(kind, passage, ())[sentence]
    if kind not in ASKING_FOR_NUMBERS:
        return False
    return not any(
        word[0].isdigit() or word in NUMBER_WORDS
        for word, at in zip(passage.folded, passage.sentence_of, strict=True)
        if at == sentence
    )


def kind_names() -> set[str]:
    """Return the kinds that the lexicon knows."""
    return set(_kinds())


def evidence(kind: str, passage: Reading, asked: Collection[str]) -> list[int]:
    """Count for each sentence of a passage what speaks for an answer of that `kind`.

    What the question itself says (`asked`, stems) is no answer to it.
    """
    held = [0] * len(passage.spans)
    if kind in _kinds():
        for at in _evident(kind, passage):
            if passage.stems[at] not in asked:
                held[passage.sentence_of[at]] += 1
    return held


def _evident(kind: str, passage: Reading) -> set[int]:
    """Return the positions of the words that speak for a kind of answer."""
    known, folded = _kinds()[kind].evidence, passage.folded
    told, last = set[int](), len(folded) - 1
    for at in [at for at, word in enumerate(folded) if word in known]:
        sign = known[folded[at]]
        # The word behind tells of most that no longer phrase is there.
        if sign.is_word or (
            at < last and folded[at + 1] in sign.longer and _is_longer(folded, at, sign)
        ):
            told.add(at)
    shown = SHOWN_BY.get(kind)
    return told.union(shown(passage)) if shown else told


def _is_longer(folded: Sequence[str], at: int, sign: Sign) -> bool:
    """Tell whether one of a sign's longer phrases stands at `at`, where its first word is."""
    likely = sign.longer[folded[at + 1]]
    return any(tuple(folded[at : at + len(phrase)]) == phrase for phrase in likely)


def named_places(passage: Reading) -> Iterator[int]:
    """Yield the positions of the names that are likely those of places."""
    return (at for at in passage.names if passage.folded[at - 1] in BEFORE_PLACES)


def _years(passage: Reading) -> Iterator[int]:
    return (at for at in passage.numbers if YEAR.fullmatch(passage.folded[at]))


def _percentages(passage: Reading) -> Iterator[int]:
    return (at for at in passage.numbers if passage.folded[at].endswith("%"))


def _amounts(passage: Reading) -> Iterator[int]:
    return (at for at in passage.numbers if not YEAR.fullmatch(passage.folded[at]))


# What shows without words of the lexicon that a kind of answer may stand there, as positions.
SHOWN_BY: Mapping[str, Callable[[Reading], Iterable[int]]] = {
    PERSON: lambda passage: passage.names,
    PLACE: named_places,
    TIME: _years,
    "percentage": _percentages,
    "quantity": _amounts,
    "money": _amounts,
}


def _longest(folded: Sequence[str], at: int, phrases: Phrases) -> int:
    """Return the length in words of the longest phrase that starts at `at`, 0 for none."""
    likely = phrases.get(folded[at], ())
    found = (len(phrase) for phrase in likely if tuple(folded[at : at + len(phrase)]) == phrase)
    return max(found, default=0)


@cache
def _kinds() -> dict[str, Kind]:
    return {
        name: Kind(asked_by, head_nouns, {first: Sign(*sign) for first, sign in signs.items()})
        for name, (asked_by, head_nouns, signs) in _kind_table().items()
    }


@Kept
def _kind_table() -> dict[str, tuple[Phrases, Phrases, dict[str, tuple[bool, Phrases]]]]:
    """Return by its name what a Kind holds, its signs as tuples."""
    entries: dict[str, dict[str, list[str]]] = yaml_of("kinds.yaml")
    return {
        name: (
            _by_word(_openings(entry.get("asked_by", [])), 0),
            _by_word(_in_both_numbers(_phrases(entry.get("head_nouns", []))), 0),
            _signs(_telling(_phrases(entry.get("evidence", [])))),
        )
        for name, entry in entries.items()
    }


def _openings(lines: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_asking(line, words(line))) for line in map(str, lines))


def _phrases(lines: list[str]) -> frozenset[tuple[str, ...]]:
    # Folded together, which is far faster than one by one.
    folded = fold_french("\n".join(map(str, lines))).split("\n")
    return frozenset(phrase for phrase in map(plain_words, folded) if phrase)


def _in_both_numbers(phrases: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """Return phrases and their plurals: « quelles villes » asks as « quelle ville » does."""
    return phrases.union(tuple(map(_plural, phrase)) for phrase in phrases)


def _plural(folded: str) -> str:
    """Return the plural of a noun or adjective by the rules of French, without its exceptions."""
    if folded.endswith(("s", "x", "z")):
        return folded
    if folded.endswith("al"):
        return folded.removesuffix("l") + "ux"
    return folded + ("x" if folded.endswith(("au", "eu")) else "s")


def _telling(phrases: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """Return phrases without the lone stop words (en, par), which stand everywhere."""
    return frozenset(p for p in phrases if not (len(p) == 1 and is_stop_word(p[0])))


def _signs(phrases: frozenset[tuple[str, ...]]) -> dict[str, tuple[bool, Phrases]]:
    return {
        first: ((first,) in own, _by_word([phrase for phrase in own if len(phrase) > 1], 1))
        for first, own in _by_word(phrases, 0).items()
    }


def _by_word(phrases: Collection[tuple[str, ...]], place: int) -> Phrases:
    """Return phrases under the word that each has at a place."""
    found: Phrases = {}
    for phrase in sorted(phrases):
        found.setdefault(phrase[place], []).append(phrase)
    return found
