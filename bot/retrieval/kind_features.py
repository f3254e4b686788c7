"""What speaks for a sentence as the answer to some questions alone: named features.

They are as those of sentence_features.py, and 0 for every other question.
"""

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import pairwise

from bot.retrieval.asked import Asked
from bot.retrieval.evidence import KINDS_WITH_EVIDENCE, NUMBER_WORDS, YEAR
from bot.retrieval.kind_table import ASKING_FOR_NUMBERS, OTHER, PERSON, PLACE, TIME, YES_NO
from bot.retrieval.kinds import kind_of
from bot.retrieval.pair import Pair, SentenceFeature
from bot.retrieval.words import plain_words

# « Que fait X ? » and « X, c’est quoi ? » ask what X is, as long as they ask nothing else.
ASKING_WHAT = ("definition", "choice", "yes_no", "person", OTHER)
# What follows a name that is being introduced; two more words of the name may stand between.
INTRODUCTION = re.compile(
    r"(?:[ -][A-ZÀ-Ý]\w*){0,2}(?:"
    r"\s?, (?:une?|les?|la|l['’]|des|actuel|ancien|ex-|(?:co-?)?fondat)"
    r"|\s(?:est|sont|était|étaient|fut) (?:une?|les?|la|l['’]|des)\b)"
)

# What tells when something was: beside years, « 18 mois » or « 3 heures ».
CALENDAR = frozenset(
    plain_words(
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
        "lundi mardi mercredi jeudi vendredi samedi dimanche siecle siecles antiquite aujourd"
    )
)
UNITS_OF_TIME = frozenset(
    plain_words("an ans annees mois semaines jours heures h minutes secondes")
)

# What may hold an enumeration (« Google, OpenAI et Anthropic »), and the longest that is counted.
CLAUSE = re.compile(r"[^;.:!?]+")
MAX_ITEMS = 11


def evidence_of(kind: str) -> SentenceFeature:
    """Return the feature: the logarithm of the number of words that speak for that kind of answer.

    It is 0 for questions of another kind. Each kind has a weight of its own, because a date is a
    surer sign of an answer to « quand » than « car » is to « pourquoi ».
    """

    def feature(pair: Pair) -> Sequence[float]:
        return [math.log1p(n) if pair.asked.kind == kind else 0.0 for n in pair.evidence]

    feature.__name__ = f"evidence_of_{kind}"
    return feature


def dated(pair: Pair) -> Sequence[float]:
    """Whether a time is asked for, and the sentence holds a date or a length of time: 1 or 0."""
    if pair.asked.kind != TIME:
        return [0.0] * len(pair.passage.spans)
    calendar = CALENDAR - pair.asked.folded
    each = zip(pair.sentence_words, pair.new_numbers, strict=True)
    return [float(not calendar.isdisjoint(own) or _tells_time(own, new)) for own, new in each]


def _tells_time(words: Sequence[str], new: Collection[str]) -> bool:
    """Tell whether a sentence with these `new` numbers holds a year, or « 18 mois »."""
    if any(map(YEAR.fullmatch, new)):
        return True
    behind = pairwise(words) if new else ()
    return any(number in new and unit in UNITS_OF_TIME for number, unit in behind)


def counted(pair: Pair) -> Sequence[float]:
    """Whether a number is asked for, and the sentence holds one that is no year: 1 or 0."""
    if pair.asked.kind not in ASKING_FOR_NUMBERS:
        return [0.0] * len(pair.passage.spans)
    spelled = NUMBER_WORDS - pair.asked.folded
    return [
        float(not spelled.isdisjoint(own) or not all(map(YEAR.fullmatch, new)))
        for own, new in zip(pair.sentence_words, pair.new_numbers, strict=True)
    ]


def located(pair: Pair) -> Sequence[float]:
    """Whether a place is asked for, and the sentence holds a name behind « à », « en »…: 1 or 0."""
    is_asked = pair.asked.kind == PLACE
    return [float(is_asked and bool(names)) for names in pair.new_places]


def named(pair: Pair) -> Sequence[float]:
    """Whether a person is asked for, and the sentence holds a name: 1 or 0."""
    is_asked = pair.asked.kind == PERSON
    return [float(is_asked and bool(names)) for names in pair.new_names]


def introduces(pair: Pair) -> Sequence[float]:
    """Whether the sentence says what the name is that is all the question asks about: 1 or 0.

    « X est un… », « X, une entreprise… », « X, actuel directeur… »: a copula or an apposition.
    """
    passage = pair.passage
    found = [0.0] * len(passage.spans)
    if asks_of_a_name(pair.asked):
        for at in (at for term in pair.held for at in passage.positions[term.stem]):
            if INTRODUCTION.match(passage.text, passage.words[at].end):
                found[passage.sentence_of[at]] = 1.0
    return found


def asked_before(pair: Pair) -> Sequence[float]:
    """The part of the question's idf that a question of its kind right before it meets.

    « Pourquoi un tel investissement ? » is how a writer announces the answer to such a question.
    """
    return [0.0, *(_asked_in(pair, at) for at in range(len(pair.passage.spans) - 1))]


def _asked_in(pair: Pair, at: int) -> float:
    """Return the part that a sentence meets which asks for the same kind, 0 for any other."""
    if not _is_question(pair, at) or pair.asked.kind == OTHER:
        return 0.0
    passage = pair.passage
    own = passage.words[passage.of_sentence(at)]
    is_alike = kind_of(passage.text, own) == pair.asked.kind
    return pair.sentence_shares[at] if is_alike else 0.0


def asks(pair: Pair) -> Sequence[float]:
    """Whether the sentence is a question itself, where more than yes or no is asked: 1 or 0."""
    if pair.asked.kind == YES_NO:
        return [0.0] * len(pair.passage.spans)
    return [float(_is_question(pair, at)) for at in range(len(pair.passage.spans))]


def _is_question(pair: Pair, at: int) -> bool:
    return pair.passage.text[pair.passage.spans[at][1] - 1] == "?"


def enumerates(pair: Pair) -> Sequence[float]:
    """The logarithm of the number of things in a row, where the question asks for several."""
    if not pair.asked.is_plural:
        return [0.0] * len(pair.passage.spans)
    clauses = (CLAUSE.findall(pair.passage.text, start, end) for start, end in pair.passage.spans)
    return [math.log1p(max(map(_items, own), default=0)) for own in clauses]


def _items(clause: str) -> int:
    """Return how many things a clause enumerates, its last « et » or « ou » before the last one."""
    last = max(clause.rfind(" et "), clause.rfind(" ou "))
    return min(clause.count(", ", 0, last) + 2, MAX_ITEMS) if last >= 0 else 0


def definition(pair: Pair) -> Sequence[float]:
    """Whether it is the first sentence, and the question asks what something is: 1 or 0."""
    return [float(asks_what(pair.asked))] + [0.0] * (len(pair.passage.spans) - 1)


def asks_what(asked: Asked) -> bool:
    """Tell whether a question may ask what something is."""
    return asked.kind in {"definition", OTHER}


def asks_of_a_name(asked: Asked) -> bool:
    """Tell whether a question asks for nothing but what a name is."""
    return asked.kind in ASKING_WHAT and all(term.is_name for term in asked.terms)


def _is_of(kind: str, asked: Asked) -> bool:
    return asked.kind == kind


EVIDENCE = {kind: evidence_of(kind) for kind in KINDS_WITH_EVIDENCE}

# The questions for which a feature may be other than 0; for all of them where it is not named.
ONLY_FOR: Mapping[SentenceFeature, Callable[[Asked], bool]] = {
    **{feature: partial(_is_of, kind) for kind, feature in EVIDENCE.items()},
    dated: partial(_is_of, TIME),
    counted: lambda asked: asked.kind in ASKING_FOR_NUMBERS,
    located: partial(_is_of, PLACE),
    named: partial(_is_of, PERSON),
    definition: asks_what,
    introduces: asks_of_a_name,
    asked_before: lambda asked: asked.kind != OTHER,
    asks: lambda asked: asked.kind != YES_NO,
    enumerates: lambda asked: asked.is_plural,
}
