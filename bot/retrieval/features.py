"""What speaks for a passage: named features, each a number that can be told to a user.

Every function takes a Pair. Unless it says otherwise a value is a part of the question's idf,
between 0 and 1. A feature that is better when smaller has a negative weight in the blend.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from bot.retrieval import kind_features
from bot.retrieval.asked import Asked, Term
from bot.retrieval.kind_features import asks_of_a_name
from bot.retrieval.kind_table import ASKING_FOR_NUMBERS, OTHER, TIME
from bot.retrieval.pair import Pair
from bot.retrieval.unsaid import leaves_unsaid

# What a stop word is worth in a run of words shared with the question.
STOP_WORD_WEIGHT = 0.3
# Passages shorter than this are rare where the weights are fitted: nothing was learned of them.
SHORT_PASSAGE = 60
ASKING_FOR_TIME_OR_NUMBERS = ASKING_FOR_NUMBERS | {TIME}


def bm25_words(pair: Pair) -> float:
    """BM25 of all words as they are written, stop words included; no unit."""
    return pair.bm25.words


def bm25_letters(pair: Pair) -> float:
    """BM25 of character 4-grams, which forgives endings and typing errors; no unit."""
    return pair.bm25.letters


def coverage(pair: Pair) -> float:
    """The terms that the passage holds as they are."""
    return _idf(pair.held) / pair.asked.weight


def related_coverage(pair: Pair) -> float:
    """The terms that the passage holds, or words related to them."""
    return pair.share(pair.degree)


def sentence_coverage(pair: Pair) -> float:
    """The same, in the best sentence."""
    return max(pair.sentence_shares, default=0.0)


def best_sentence(pair: Pair) -> float:
    """The blend that picks the answering sentence, of the best one; no unit."""
    return max(pair.sentence_scores)


def rare_coverage(pair: Pair) -> float:
    """The part of the question's rarity in French at large that the passage meets."""
    met = (t.rarity * degree for degree, t in zip(pair.degree, pair.asked.terms, strict=True))
    return sum(met) / pair.asked.rarity


def rare_coverage_beside(pair: Pair) -> float:
    """The same of what the question says besides the article's subject; 1 where that is nothing.

    A passage about the subject often says « il » or nothing: what it leaves out is no fault.
    """
    terms = zip(pair.degree, pair.asked.terms, strict=True)
    beside = [(degree, term) for degree, term in terms if term.stem not in pair.subject]
    rarity = sum(term.rarity for _, term in beside)
    return sum(term.rarity * degree for degree, term in beside) / rarity if rarity else 1.0


def missing_names(pair: Pair) -> float:
    """The idf of the names that the passage does not hold; no unit."""
    held = pair.passage.positions
    return _idf(term for term in pair.asked.terms if term.is_name and term.stem not in held)


def missing_focus(pair: Pair) -> float:
    """The idf of the word behind « quel », where the passage does not hold it; no unit."""
    return _idf(
        term
        for term in pair.asked.terms
        if term.is_focus and term.stem not in pair.passage.positions
    )


def window(pair: Pair) -> float:
    """How densely the held terms stand: their number squared over the shortest stretch of words."""
    places = sorted((at, term.stem) for term in pair.held for at in _places(pair, term))
    inside: Counter[str] = Counter()
    needed, first, shortest = len(pair.held), 0, math.inf
    for at, stem in places:
        inside[stem] += 1
        while len(inside) == needed:
            shortest = min(shortest, at - places[first][0] + 1)
            left = places[first][1]
            inside[left] -= 1
            if not inside[left]:
                del inside[left]
            first += 1
    # The 3 keeps one held word from looking like the best of matches.
    return needed**2 / (shortest + 3) if needed else 0.0


def common_run(pair: Pair) -> float:
    """The heaviest run of words that stands in the question as in the passage; no unit."""
    weights = {term.stem: term.idf for term in pair.asked.terms}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, folded in enumerate(pair.passage.folded):
        if folded in pair.asked.folded:
            places[folded].append(at)
    best, runs = 0.0, dict[int, float]()
    for word in pair.asked.reading.words:
        weight = weights.get(word.stem, STOP_WORD_WEIGHT)
        runs = {at: runs.get(at - 1, 0.0) + weight for at in places.get(word.folded, ())}
        best = max(best, max(runs.values(), default=0.0))
    return best


def article_coverage(pair: Pair) -> float:
    """The terms that the article holds somewhere: the same for all of its passages."""
    return _idf(t for t in pair.asked.terms if t.stem in pair.article) / pair.asked.weight


def article_rare_coverage(pair: Pair) -> float:
    """The part of the question's rarity in French at large that the article holds somewhere."""
    met = (term.rarity for term in pair.asked.terms if term.stem in pair.article)
    return sum(met) / pair.asked.rarity


def subject_coverage(pair: Pair) -> float:
    """The terms that name the article's subject: the same for all of its passages."""
    return _idf(t for t in pair.asked.terms if t.stem in pair.subject) / pair.asked.weight


def introduces(pair: Pair) -> float:
    """Whether a sentence says what the name is that is all the question asks about: 1 or 0."""
    return max(kind_features.introduces(pair))


def asked_before(pair: Pair) -> float:
    """The part of the question's idf that a question of its kind in the passage meets.

    « Pourquoi un tel investissement ? » is how a writer announces the answer to such a question.
    """
    return max(kind_features.asked_before(pair)) if "?" in pair.passage.text else 0.0


def lacks_number(pair: Pair) -> float:
    """Whether a number or a time is asked for, and nothing speaks for one: 1 or 0."""
    return float(asks_for_time_or_numbers(pair.asked) and not any(pair.evidence))


def lacks_answer(pair: Pair) -> float:
    """Whether the answering sentence lacks the very thing that is asked for: 1 or 0."""
    return float(leaves_unsaid(pair))


def asks_for_time_or_numbers(asked: Asked) -> bool:
    """Tell whether a question asks for a time, or for something that is told in numbers."""
    return asked.kind in ASKING_FOR_TIME_OR_NUMBERS


def length(pair: Pair) -> float:
    """The logarithm of the passage's number of words, as far as it is no mere line."""
    return math.log(max(SHORT_PASSAGE, len(pair.passage.folded)))


def first_place(pair: Pair) -> float:
    """How far into the passage its first held term stands: 0 at its start, 1 at its end."""
    places = [_places(pair, term)[0] for term in pair.held]
    return min(places, default=0) / max(1, len(pair.passage.folded))


def taught(pair: Pair) -> float:
    """How like the question one is that a person answered with the passage: 1 for the same one."""
    return pair.lesson.likeness if pair.lesson else 0.0


Feature = Callable[[Pair], float]

FEATURES: tuple[Feature, ...] = (
    bm25_words,
    bm25_letters,
    coverage,
    best_sentence,
    rare_coverage_beside,
    missing_focus,
    window,
    article_coverage,
    article_rare_coverage,
    subject_coverage,
    introduces,
    asked_before,
    lacks_number,
    lacks_answer,
    length,
    first_place,
    taught,
)

# The questions for which a feature may be other than 0; for all of them where it is not named.
ONLY_FOR: Mapping[Feature, Callable[[Asked], bool]] = {
    missing_focus: lambda asked: asked.has_focus,
    introduces: asks_of_a_name,
    asked_before: lambda asked: asked.kind != OTHER,
    lacks_number: asks_for_time_or_numbers,
}


def _idf(terms: Iterable[Term]) -> float:
    return sum(term.idf for term in terms)


def _places(pair: Pair, term: Term) -> tuple[int, ...]:
    return pair.passage.positions.get(term.stem, ())
