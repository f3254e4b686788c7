"""What a question asks for and a passage does not say, however well the rest of it fits.

Names and numbers meet in many passages: « Qui est la femme de Mark Zuckerberg ? » is not answered
by one that only names him, nor « Quel est son salaire ? » by any sum of money.
"""

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

from bot.retrieval.asked import Asked, Term
from bot.retrieval.background import LIGHT
from bot.retrieval.candidates import Candidates
from bot.retrieval.evidence import NUMBER_WORDS, evident
from bot.retrieval.families import root
from bot.retrieval.index.figures import NUMBER, YEAR
from bot.retrieval.kind_table import ASKING_FOR_NUMBERS, TIME
from bot.retrieval.words import stem
from bot.storage.arrays import Flags

# Who somebody is, to whom and in what: nothing but a word for that answers.
ASKING_FOR_A_RELATION = frozenset({"person", "definition", "role"})
ASKING_FOR_AMOUNTS = frozenset({"money", "quantity"})
# Words akin by their beginnings only just.
HARDLY = 0.3


# The lexicon is read at the first question, not before.
@cache
def _roots(words: str) -> frozenset[str]:
    return frozenset(root(stem(word)) for word in words.split())


# What says no more than that an amount is there, whatever it is of.
UNITS = (
    "euro euros dollar dollars franc francs million millions milliard milliards mille cent pour "
    "an ans annee annees mois jour jours heure heures nombre total pourcentage"
)
# What asks for any amount: the amount itself answers it.
ANY_AMOUNT = (
    "prix cout couter coute tarif somme montant argent valeur valoir vaut euro dollar nombre "
    "quantite chiffre fois pourcentage part proportion taux taille hauteur longueur largeur "
    "distance superficie poids vitesse"
)

A_YEAR = "annee"
# « 28 ans » would be of their family.
SAYING_WHEN = frozenset("annee annees siecle siecles decennie".split())


def leaves_unsaid(candidates: Candidates) -> Flags:
    """Tell of which passages the answering sentence lacks the very thing that is asked for.

    One without a number is no answer to « combien », however well its words fit, nor one without a
    time to « quand »; and what is said of one thing is not said of another.
    """
    unsaid = np.zeros(len(candidates), dtype=bool)
    for asks_for, lacks in LACKING.items():
        if asks_for(candidates.asked):
            unsaid |= lacks(candidates)
    return unsaid


def _lacks_number(candidates: Candidates) -> Flags:
    """« Combien … ? »: the sentence holds no number."""
    return ~_answers_hold(candidates, NUMBER_WORDS, NUMBER)


def _lacks_time(candidates: Candidates) -> Flags:
    """« Quand … ? »: the sentence holds no time, not even one that the question holds too."""
    times = candidates.held.in_sentences(evident(TIME, candidates.told))
    return ~times[candidates.answering]


def _asked_for(candidates: Candidates) -> Flags:
    """Tell which terms are asked of the subject and the names of each passage."""
    may_be = [not (t.is_name or t.is_number) and t.rarity > LIGHT for t in candidates.asked.terms]
    return np.array(may_be, dtype=bool)[:, None] & ~candidates.subject


def _says_only_names(candidates: Candidates) -> Flags:
    """« Qui est le maire de X ? »: the passage names X, and holds no word like mayor."""
    asked_for = _asked_for(candidates)
    is_met = (candidates.passage_degrees > 0) & asked_for
    return _any(asked_for) & ~_any(is_met)


def _says_another_amount(candidates: Candidates) -> Flags:
    """« Quel est le salaire de X ? »: the passage holds a sum, and nothing says of what."""
    terms = candidates.asked.terms
    is_thing = [not _roots(ANY_AMOUNT).issuperset(map(root, t.stem.split("_"))) for t in terms]
    things = np.array(is_thing, dtype=bool)[:, None] & _asked_for(candidates)
    said = np.array([_are_said(term, candidates) for term in terms], dtype=bool)
    unsaid = things & ~said.reshape(things.shape)
    is_focus_unsaid = _any(unsaid[candidates.asked.are_focus])
    return _any(things) & (~_any(things & ~unsaid) | is_focus_unsaid)


def _any(told: Flags) -> Flags:
    """Tell of each column whether any row holds it."""
    found: Flags = np.logical_or.reduce(told, axis=0)
    return found


def _are_said(term: Term, candidates: Candidates) -> Flags:
    """Tell in which passages a term is met by more than a unit."""
    place = candidates.asked.places
    telling = [
        place[stem]
        for stem, degree in term.related.items()
        if degree > HARDLY and stem in place and root(stem) not in _roots(UNITS)
    ]
    return _any(candidates.met.stems_in_passages[telling])


def _counts_other_things(candidates: Candidates) -> Flags:
    """« Combien d'employés … ? »: the sentence with a number says nothing like employees."""
    asked = candidates.asked
    counted = _counted(asked)
    if counted is None or asked.terms[counted].is_name:
        return np.zeros(len(candidates), dtype=bool)
    said = asked.degree(candidates.met.stems_in_sentences[:, candidates.answering])
    other: Flags = said[counted] == 0
    return other


def _names_no_year(candidates: Candidates) -> Flags:
    """« En quelle année … ? »: somebody's age is none."""
    return ~_answers_hold(candidates, SAYING_WHEN, YEAR)


def _answers_hold(candidates: Candidates, words: frozenset[str], sign: int) -> Flags:
    """Tell which answering sentences hold one of some words, or a figure of some signs."""
    is_one = candidates.told.are(words)
    is_one[candidates.told.figures(sign)] = True
    return candidates.held.in_sentences(is_one.nonzero()[0])[candidates.answering]


def _asks_for_year(asked: Asked) -> bool:
    return any(term.is_focus and root(term.stem) in _roots(A_YEAR) for term in asked.terms)


# What a question may ask for, and how it is lacking.
LACKING: Mapping[Callable[[Asked], bool], Callable[[Candidates], Flags]] = {
    lambda asked: asked.kind in ASKING_FOR_NUMBERS: _lacks_number,
    lambda asked: asked.kind == TIME: _lacks_time,
    lambda asked: asked.kind in ASKING_FOR_A_RELATION: _says_only_names,
    lambda asked: asked.kind in ASKING_FOR_AMOUNTS: _says_another_amount,
    lambda asked: asked.kind == "quantity": _counts_other_things,
    _asks_for_year: _names_no_year,
}


def _counted(asked: Asked) -> int | None:
    """Return which term stands behind « combien de » or « combien d' », None for none."""
    reading = asked.reading
    for at, word in enumerate(reading.words):
        before = [other.folded for other in reading.words[max(0, at - 2) : at]]
        # The « d' » before a vowel is no word of its own.
        elided = reading.text[max(0, word.start - 2) : word.start - 1].lower()
        if (before[-1:] == ["combien"] and elided == "d") or (
            before[:1] == ["combien"] and before[1:] and before[1] in {"d", "de", "des"}
        ):
            return next((n for n, term in enumerate(asked.terms) if term.stem == word.stem), None)
    return None
