"""What speaks for a sentence as the answer to some questions alone: named features.

They are as those of sentence_features.py, and 0 for every other question.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from functools import partial

import numpy as np

from bot.retrieval.asked import Asked
from bot.retrieval.candidates import Candidates, Feature
from bot.retrieval.evidence import KINDS_WITH_EVIDENCE, NUMBER_WORDS
from bot.retrieval.index.figures import AMOUNT, NUMBER, YEAR
from bot.retrieval.index.sentences import ASKING, BEGIN, END
from bot.retrieval.kind_table import (
    ASKING_FOR_NUMBERS,
    CHOICE,
    DEFINITION,
    OTHER,
    PERSON,
    PLACE,
    TIME,
    YES_NO,
)
from bot.retrieval.limited import only_for
from bot.retrieval.words import is_stop_word, plain_words, words
from bot.storage.arrays import Flags, Floats, Places

# « Que fait X ? » and « X, c’est quoi ? » ask what X is, as long as they ask nothing else.
ASKING_WHAT = frozenset({DEFINITION, CHOICE, YES_NO, PERSON, OTHER})
# What follows a name that is being introduced; two more words of the name may stand between.
INTRODUCTION = re.compile(
    r"\s?, (?:une?|les?|la|l['’]|des|actuel|ancien|ex-|(?:co-?)?fondat)"
    r"|\s(?:est|sont|était|étaient|fut) (?:une?|les?|la|l['’]|des)\b"
)
REST_OF_NAME = re.compile(r"(?:[ -][A-ZÀ-Ý]\w*){0,2}")

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


def _is_of(kind: str, asked: Asked) -> bool:
    return asked.kind == kind


def asks_what(asked: Asked) -> bool:
    """Tell whether a question may ask what something is."""
    return asked.kind in {DEFINITION, OTHER}


def asks_of_a_name(asked: Asked) -> bool:
    """Tell whether a question asks for nothing but what a name is."""
    return asked.kind in ASKING_WHAT and bool(asked.are_names.all())


def evidence_of(kind: str) -> Feature:
    """Return the feature: the logarithm of the number of words that speak for that kind of answer.

    It is 0 for questions of another kind. Each kind has a weight of its own, because a date is a
    surer sign of an answer to « quand » than « car » is to « pourquoi ».
    """

    def feature(candidates: Candidates) -> Floats:
        found: Floats = np.log1p(candidates.evidence)
        return found

    feature.__name__ = f"evidence_of_{kind}"
    return only_for(partial(_is_of, kind))(feature)


@only_for(partial(_is_of, TIME))
def dated(candidates: Candidates) -> Floats:
    """Whether a time is asked for, and the sentence holds a date or a length of time: 1 or 0."""
    told, held = candidates.told, candidates.held
    is_told = _says(candidates, CALENDAR)
    is_told |= held.in_sentences(candidates.new(told.figures(YEAR)))
    # « 18 mois »: the words behind new numbers, those of the same sentence.
    numbers = candidates.new(told.figures(NUMBER))
    is_unit, of = (
        each.take(numbers + 1, mode="clip") for each in (told.are(UNITS_OF_TIME), held.sentence_of)
    )
    behind = numbers[is_unit & (of == held.sentence_of.take(numbers))]
    return (is_told | held.in_sentences(behind)).astype(float)


@only_for(lambda asked: asked.kind in ASKING_FOR_NUMBERS)
def counted(candidates: Candidates) -> Floats:
    """Whether a number is asked for, and the sentence holds one that is no year: 1 or 0."""
    amounts = candidates.new(candidates.told.figures(AMOUNT))
    is_told = _says(candidates, NUMBER_WORDS) | candidates.held.in_sentences(amounts)
    return is_told.astype(float)


def _says(candidates: Candidates, known: frozenset[str]) -> Flags:
    """Tell which sentences hold any of some words that the question does not hold."""
    told = candidates.told
    # Of the question's own words, which are not kept: there is no end of them.
    asked = told.known.among(known & candidates.asked.folded)
    at = told.places_of(known)
    is_asked = np.logical_or.reduce(candidates.held.words.take(at) == asked[:, None], axis=0)
    return candidates.held.in_sentences(at[~is_asked])


@only_for(partial(_is_of, PLACE))
def located(candidates: Candidates) -> Floats:
    """Whether a place is asked for, and the sentence holds a name behind « à », « en »…: 1 or 0."""
    return _holds_new(candidates, candidates.told.named_places)


@only_for(partial(_is_of, PERSON))
def named(candidates: Candidates) -> Floats:
    """Whether a person is asked for, and the sentence holds a name: 1 or 0."""
    return _holds_new(candidates, candidates.told.names)


def _holds_new(candidates: Candidates, places: Places) -> Floats:
    """Tell which sentences hold a word at any of some places that the question does not hold."""
    return candidates.held.in_sentences(candidates.new(places)).astype(float)


@only_for(asks_of_a_name)
def introduces(candidates: Candidates) -> Floats:
    """Whether the sentence says what the name is that is all the question asks about: 1 or 0.

    « X est un… », « X, une entreprise… », « X, actuel directeur… »: a copula or an apposition.
    """
    held, stems = candidates.held, frozenset(candidates.asked.stems)
    found = np.zeros(len(held.lines))
    for passage in np.flatnonzero(
        np.logical_or.reduce(candidates.met.terms_in_passages, axis=0)
    ).tolist():
        own = held.sentences_of(passage)
        begins = held.lines[own.start : own.stop, BEGIN].tolist()
        for at in _introduced(candidates.text(passage), stems):
            found[own[max(0, bisect_right(begins, at) - 1)]] = 1.0
    return found


def _introduced(text: str, stems: Collection[str]) -> Iterator[int]:
    """Yield where a text introduces a name that holds one of some stems, as that word's place."""
    for match in INTRODUCTION.finditer(text):
        start = match.start()
        # No more words than a name and the rest of it.
        for _ in range(3):
            start = max(0, text.rfind(" ", 0, max(0, start - 1)) + 1)
        for word in words(text[start : match.start()]):
            behind = REST_OF_NAME.fullmatch(text, start + word.end, match.start())
            # « dans » has the stem of « Dan », and names nobody.
            if behind and word.stem in stems and not is_stop_word(word.folded):
                yield start + word.start


@only_for(lambda asked: asked.kind != OTHER)
def asked_before(candidates: Candidates) -> Floats:
    """The part of the question's idf that a question of its kind right before it meets.

    « Pourquoi un tel investissement ? » is how a writer announces the answer to such a question.
    """
    shares = np.where(candidates.asks_alike, candidates.sentence_shares, 0.0)
    return candidates.held.before(shares)


@only_for(lambda asked: asked.kind != YES_NO)
def asks(candidates: Candidates) -> Floats:
    """Whether the sentence is a question itself, where more than yes or no is asked: 1 or 0."""
    return (candidates.held.signs & ASKING > 0).astype(float)


@only_for(lambda asked: asked.is_plural)
def enumerates(candidates: Candidates) -> Floats:
    """The logarithm of the number of things in a row, where the question asks for several."""
    held = candidates.held
    spans = zip(held.passage_of.tolist(), *held.lines[:, [BEGIN, END]].T.tolist(), strict=True)
    items = [_most_items(candidates.text(of)[begin:end]) for of, begin, end in spans]
    found: Floats = np.log1p(items)
    return found


def _most_items(sentence: str) -> int:
    """Return how many things the clause of a sentence enumerates that does the most of them."""
    # Most sentences need not be taken apart.
    if " et " not in sentence and " ou " not in sentence:
        return 0
    return max(map(_items, CLAUSE.findall(sentence)), default=0)


def _items(clause: str) -> int:
    """Return how many things a clause enumerates, its last « et » or « ou » before the last one."""
    last = max(clause.rfind(" et "), clause.rfind(" ou "))
    return min(clause.count(", ", 0, last) + 2, MAX_ITEMS) if last >= 0 else 0


@only_for(asks_what)
def definition(candidates: Candidates) -> Floats:
    """Whether it is the first sentence, and the question asks what something is: 1 or 0."""
    found = np.zeros(len(candidates.held.lines))
    found[candidates.held.first_sentences] = 1.0
    return found


EVIDENCE = {kind: evidence_of(kind) for kind in KINDS_WITH_EVIDENCE}
