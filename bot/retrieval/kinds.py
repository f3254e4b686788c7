"""What kind of answer a question asks for."""

from collections.abc import Sequence
from itertools import pairwise

from bot.retrieval.kind_table import CHOICE, DEFINITION, OTHER, YES_NO, Phrases, asking, kinds
from bot.retrieval.words import Word, is_stop_word, plain_words, stem

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


def kind_of(text: str, question: Sequence[Word]) -> str:
    """Return the kind of a question by its words, `other` when nothing tells.

    « quel » leaves it to the noun behind it; else the first opening wins, then the longest.
    """
    folded = asking(text, question)
    if noun := _kind_of_noun(folded):
        return noun
    found = [
        # « Combien Meta a-t-il… » is no question for yes or no, though « a-t-il » alone asks one;
        # nor does the « que » of « est-ce que » ask for a thing.
        (name == YES_NO, at, -longest, name)
        for name, kind in kinds().items()
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
        for order, (name, kind) in enumerate(kinds().items())
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
        for order, (name, kind) in enumerate(kinds().items())
        for at in range(max(1, len(folded) - OPENING_WORDS), len(folded))
        if name != YES_NO and tuple(folded[at:]) in kind.asked_by.get(folded[at], ())
    ]
    if not ends or folded[min(ends)[0] - 1] in BESIDES:
        return None
    return min(ends)[-1]


def _longest(folded: Sequence[str], at: int, phrases: Phrases) -> int:
    """Return the length in words of the longest phrase that starts at `at`, 0 for none."""
    likely = phrases.get(folded[at], ())
    found = (len(phrase) for phrase in likely if tuple(folded[at : at + len(phrase)]) == phrase)
    return max(found, default=0)
