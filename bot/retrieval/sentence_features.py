"""What speaks for a sentence as the answer, within one passage: named features.

Every function takes a Pair and the number of a sentence in its passage, from 0.
"""

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from bot.retrieval.kinds import OTHER, kind_of
from bot.retrieval.pair import Pair
from bot.retrieval.words import words

# A sentence that begins with one of these speaks of what stands before it.
POINTING_BACK = frozenset(
    word.folded
    for word in words("il elle ils elles ce cette cet ces son sa ses leur leurs celui celle y en")
)


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

DASHES = "–—―"
# « Que fait X ? » and « X, c’est quoi ? » ask what X is, as long as they ask nothing else.
ASKING_WHAT = ("definition", "choice", "yes_no", OTHER)
# What follows a name that is being introduced; two more words of the name may stand between.
INTRODUCTION = re.compile(
    r"(?:[ -][A-ZÀ-Ý]\w*){0,2}(?:"
    r"\s?, (?:une?|les?|la|l['’]|des|actuel|ancien|ex-|(?:co-?)?fondat)"
    r"|\s(?:est|sont|était|étaient|fut) (?:une?|les?|la|l['’]|des)\b)"
)

# What may hold an enumeration (« Google, OpenAI et Anthropic »), and the longest that is counted.
CLAUSE = re.compile(r"[^;.:!?]+")
MAX_ITEMS = 11

SentenceFeature = Callable[[Pair, int], float]


def related_coverage(pair: Pair, at: int) -> float:
    """The part of the question's idf that the sentence meets, related words included."""
    return pair.sentence_shares[at]


def coverage(pair: Pair, at: int) -> float:
    """The part of the question's idf that the sentence holds as it is."""
    held = (term.idf for term in pair.held if term.stem in pair.sentence_stems[at])
    return sum(held) / pair.asked.weight


def coverage_before(pair: Pair, at: int) -> float:
    """The part of the question's idf that the sentence before it meets."""
    return pair.sentence_shares[at - 1] if at else 0.0


def coverage_after(pair: Pair, at: int) -> float:
    """The part of the question's idf that the sentence behind it meets."""
    return pair.sentence_shares[at + 1] if at + 1 < len(pair.sentence_shares) else 0.0


def best_before(pair: Pair, at: int) -> float:
    """The part of the question's idf that the best of the sentences before it meets."""
    return max(pair.sentence_shares[:at], default=0.0)


def said_before(pair: Pair, at: int) -> float:
    """The part of the question's idf that is met before it in the passage, and not in it."""
    unmet = (
        term.idf
        for n, term in enumerate(pair.asked.terms)
        if not pair.degrees[at][n] and any(degrees[n] for degrees in pair.degrees[:at])
    )
    return sum(unmet) / pair.asked.weight


def beside_subject(pair: Pair, at: int) -> float:
    """The part that it meets of what the question says besides the article's subject."""
    beside = [(n, t) for n, t in enumerate(pair.asked.terms) if t.stem not in pair.subject]
    met = sum(term.idf * pair.degrees[at][n] for n, term in beside)
    return met / (sum(term.idf for _, term in beside) or 1.0)


def points_back(pair: Pair, at: int) -> float:
    """The part of the question that the sentence before it meets, if this one speaks of that."""
    opening = [word.folded for word in pair.sentence_words[at][:3]]
    return coverage_before(pair, at) if POINTING_BACK.intersection(opening) else 0.0


def evidence_of(kind: str) -> SentenceFeature:
    """Return the feature: the logarithm of the number of words that speak for that kind of answer.

    It is 0 for questions of another kind. Each kind has a weight of its own, because a date is a
    surer sign of an answer to « quand » than « car » is to « pourquoi ».
    """

    def feature(pair: Pair, at: int) -> float:
        return math.log1p(pair.evidence[at]) if pair.asked.kind == kind else 0.0

    feature.__name__ = f"evidence_of_{kind}"
    return feature


def kind_coverage(pair: Pair, at: int) -> float:
    """The part of the question's idf that is met, where it holds what is asked for."""
    return pair.sentence_shares[at] * (pair.evidence[at] > 0)


def words_shared(pair: Pair, at: int) -> float:
    """How much of the question's words, as written and with its stop words, the sentence holds."""
    asked = {word.folded for word in pair.asked.reading.words}
    return len(asked & {word.folded for word in pair.sentence_words[at]}) / max(1, len(asked))


def focus(pair: Pair, at: int) -> float:
    """Whether the sentence holds the word behind « quel »: 1 or 0."""
    stems = pair.sentence_stems[at]
    return float(any(term.is_focus and term.stem in stems for term in pair.held))


def new_names(pair: Pair, at: int) -> float:
    """The logarithm of the number of names that the question does not hold."""
    return math.log1p(len(pair.new_names[at]))


def new_numbers(pair: Pair, at: int) -> float:
    """The logarithm of the number of numbers that the question does not hold."""
    asked = {term.stem for term in pair.asked.terms}
    numbers = {word.stem for word in pair.sentence_words[at] if word.stem[0].isdigit()}
    return math.log1p(len(numbers - asked))


def length(pair: Pair, at: int) -> float:
    """The logarithm of the number of words."""
    return math.log1p(len(pair.sentence_words[at]))


def place(pair: Pair, at: int) -> float:
    """Where the sentence stands: 0 for the first of the passage, 1 for the last."""
    return at / max(1, len(pair.sentence_shares) - 1)


def first(_: Pair, at: int) -> float:
    """Whether it is the first sentence: 1 or 0."""
    return float(at == 0)


def introduces(pair: Pair, at: int) -> float:
    """Whether the sentence says what the name is that is all the question asks about: 1 or 0.

    « X est un… », « X, une entreprise… », « X, actuel directeur… »: a copula or an apposition.
    """
    if pair.asked.kind not in ASKING_WHAT or not all(t.is_name for t in pair.asked.terms):
        return 0.0
    passage = pair.passage
    places = (place for term in pair.held for place in passage.positions[term.stem])
    ends = (passage.words[place].end for place in places if passage.sentence_of[place] == at)
    return float(any(INTRODUCTION.match(passage.text, end) for end in ends))


def asked_before(pair: Pair, at: int) -> float:
    """The part of the question's idf that a question of its kind right before it meets.

    « Pourquoi un tel investissement ? » is how a writer announces the answer to such a question.
    """
    if not at or pair.asked.kind == OTHER:
        return 0.0
    start, end = pair.passage.spans[at - 1]
    before = pair.passage.text[start:end]
    is_asked = before.endswith("?") and kind_of(pair.sentence_words[at - 1]) == pair.asked.kind
    return pair.sentence_shares[at - 1] if is_asked else 0.0


def enumerates(pair: Pair, at: int) -> float:
    """The logarithm of the number of things in a row, where the question asks for several."""
    if not pair.asked.is_plural:
        return 0.0
    start, end = pair.passage.spans[at]
    rows = map(_items, CLAUSE.findall(pair.passage.text, start, end))
    return math.log1p(max(rows, default=0))


def _items(clause: str) -> int:
    """Return how many things a clause enumerates, its last « et » or « ou » before the last one."""
    last = max(clause.rfind(" et "), clause.rfind(" ou "))
    return min(clause.count(", ", 0, last) + 2, MAX_ITEMS) if last >= 0 else 0


def definition(pair: Pair, at: int) -> float:
    """Whether it is the first sentence, and the question asks what something is: 1 or 0."""
    return float(at == 0 and pair.asked.kind in {"definition", OTHER})


SENTENCE_FEATURES: tuple[SentenceFeature, ...] = (
    related_coverage,
    coverage,
    coverage_before,
    coverage_after,
    points_back,
    best_before,
    said_before,
    beside_subject,
    *(evidence_of(kind) for kind in KINDS_WITH_EVIDENCE),
    kind_coverage,
    words_shared,
    focus,
    new_names,
    new_numbers,
    length,
    place,
    first,
    definition,
    introduces,
    asked_before,
    enumerates,
)


# Ranking, confidence and the quotation ask for the same; a question has forty pairs at most.
@lru_cache(maxsize=256)
def sentence_scores(pair: Pair) -> Sequence[float]:
    """Return the blend of each sentence's features, in the order of the passage; no unit."""
    return tuple(
        sum(
            pair.sentence_weights[feature.__name__] * feature(pair, at)
            for feature in SENTENCE_FEATURES
        )
        for at in range(len(pair.passage.spans))
    )


def answering_sentence(pair: Pair) -> int:
    """Return the number of the sentence that answers best, from 0; the first of equal ones.

    Who said a quotation (« – Porte-parole de Meta ») is no answer but to « qui ».
    """
    scores = sentence_scores(pair)
    text, spans = pair.passage.text, pair.passage.spans
    said = [at for at, (start, _) in enumerate(spans) if text[start : start + 1] not in DASHES]
    eligible = range(len(spans)) if pair.asked.kind == "person" or not said else said
    return max(eligible, key=lambda at: scores[at])
