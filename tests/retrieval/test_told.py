"""Where words of the lexicon, figures and names stand in passages."""

from bot.retrieval.index.figures import NUMBER, PERCENTAGE, YEAR
from bot.retrieval.told import Told
from tests.retrieval.builders import all_beside

TEXTS = (
    "En 1874 elle vint à Brest, parce que la mer montait de 12 %.",
    "Il pleut. La nuit, Anna voit le phare à cause de la lune.",
)


def told() -> Told:
    return all_beside("Qui ?", *TEXTS).told


def written(at: list[int]) -> list[str]:
    words = told().index.wording.words.words
    return [words[number] for number in told().held.words.take(at).tolist()]


def test_words_are_found_wherever_they_stand() -> None:
    known = frozenset({"mer", "nuit", "soleil"})

    assert written(told().places_of(known).tolist()) == ["mer", "nuit"]
    assert told().are(known).sum() == 2


def test_a_phrase_is_found_where_it_begins_and_only_whole() -> None:
    phrases = frozenset({("parce", "que"), ("a", "cause", "de"), ("a", "brest", "que")})

    assert written(sorted(told().begun(phrases))) == ["parce", "a"]


def test_figures_are_told_by_what_they_are() -> None:
    assert written(told().figures(YEAR).tolist()) == ["1874"]
    assert written(told().figures(PERCENTAGE).tolist()) == ["12%"]
    assert written(told().figures(NUMBER).tolist()) == ["1874", "12%"]


def test_a_name_is_a_place_behind_a_word_that_leads_there() -> None:
    assert written(told().names.tolist()) == ["brest", "anna"]
    assert written(told().named_places.tolist()) == ["brest"]
