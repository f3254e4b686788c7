"""What a question asks for and its best passage does not say, however well the rest of it fits.

Names and numbers meet in many passages: « Qui est la femme de Mark Zuckerberg ? » is not answered
by one that only names him, nor « Quel est son salaire ? » by any sum of money.
"""

from collections.abc import Collection
from functools import cache

from bot.retrieval.asked import Term
from bot.retrieval.background import LIGHT
from bot.retrieval.evidence import NUMBER_WORDS, YEAR, evidence
from bot.retrieval.families import root
from bot.retrieval.kind_table import ASKING_FOR_NUMBERS, TIME
from bot.retrieval.pair import Pair
from bot.retrieval.words import stem

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


def leaves_unsaid(best: Pair) -> bool:
    """Tell whether the answering sentence lacks the very thing that is asked for.

    One without a number is no answer to « combien », however well its words fit, nor one without a
    time to « quand »; and what is said of one thing is not said of another.
    """
    sentence = best.answering_sentence
    return (
        _lacks_number(best, sentence)
        or _lacks_time(best, sentence)
        or _says_only_names(best)
        or _says_another_amount(best)
        or _counts_other_things(best, sentence)
        or _names_no_year(best, sentence)
    )


def _lacks_number(best: Pair, sentence: int) -> bool:
    """« Combien … ? »: the sentence holds no number."""
    return best.asked.kind in ASKING_FOR_NUMBERS and not any(
        word[0].isdigit() or word in NUMBER_WORDS for word in best.sentence_words[sentence]
    )


def _lacks_time(best: Pair, sentence: int) -> bool:
    """« Quand … ? »: the sentence holds no time, not even one that the question holds too."""
    if best.asked.kind != TIME or best.evidence[sentence]:
        return False
    return not evidence(TIME, best.passage, ())[sentence]


def _asked_for(best: Pair) -> list[tuple[int, Term]]:
    """Return what is asked of the subject and the names, with its place among the terms."""
    return [
        (n, term)
        for n, term in enumerate(best.asked.terms)
        if not (term.is_name or term.is_number or term.stem in best.subject)
        if term.rarity > LIGHT
    ]


def _says_only_names(best: Pair) -> bool:
    """« Qui est le maire de X ? »: the passage names X, and holds no word like mayor."""
    if best.asked.kind not in ASKING_FOR_A_RELATION:
        return False
    asked_for = _asked_for(best)
    return bool(asked_for) and not any(best.degree[n] for n, _ in asked_for)


def _says_another_amount(best: Pair) -> bool:
    """« Quel est le salaire de X ? »: the passage holds a sum, and nothing says of what."""
    if best.asked.kind not in ASKING_FOR_AMOUNTS:
        return False
    things = [
        term
        for _, term in _asked_for(best)
        if not _roots(ANY_AMOUNT).issuperset(map(root, term.stem.split("_")))
    ]
    unsaid = [term for term in things if not _is_said(term, best.passage.positions)]
    return bool(things) and (len(unsaid) == len(things) or any(term.is_focus for term in unsaid))


def _is_said(term: Term, held: Collection[str]) -> bool:
    """Tell whether a term is met by more than a unit."""
    return any(
        degree > HARDLY and stem in held and root(stem) not in _roots(UNITS)
        for stem, degree in term.related.items()
    )


def _counts_other_things(best: Pair, sentence: int) -> bool:
    """« Combien d'employés … ? »: the sentence with a number says nothing like employees."""
    if best.asked.kind != "quantity":
        return False
    term = _counted(best)
    return term is not None and not (
        term.is_name or term.degree_in(best.passage.sentence_stems()[sentence])
    )


def _names_no_year(best: Pair, sentence: int) -> bool:
    """« En quelle année … ? »: somebody's age is none."""
    if not any(term.is_focus and root(term.stem) in _roots(A_YEAR) for term in best.asked.terms):
        return False
    said = frozenset(best.sentence_words[sentence])
    return SAYING_WHEN.isdisjoint(said) and not any(map(YEAR.fullmatch, said))


def _counted(best: Pair) -> Term | None:
    """Return the term behind « combien de » or « combien d' », None where there is none."""
    reading = best.asked.reading
    for at, word in enumerate(reading.words):
        before = [other.folded for other in reading.words[max(0, at - 2) : at]]
        # The « d' » before a vowel is no word of its own.
        elided = reading.text[max(0, word.start - 2) : word.start - 1].lower()
        if (before[-1:] == ["combien"] and elided == "d") or (
            before[:1] == ["combien"] and before[1:] and before[1] in {"d", "de", "des"}
        ):
            return next((term for term in best.asked.terms if term.stem == word.stem), None)
    return None
