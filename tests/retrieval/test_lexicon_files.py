"""The French lexicon, as the files that a person edits: what a slip of the hand would break."""

from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

import bot.retrieval.words
from bot.retrieval.words import fold, is_stop_word, stem

# Other tests show the lines that these show, in less time.
pytestmark = pytest.mark.unmeasured

FOLDER = Path(bot.retrieval.words.__file__).with_name("lexicon")
FILES = (
    "families.txt",
    "synonyms.txt",
    "associations.txt",
    "kinds.yaml",
    "english.txt",
    "shorthand.txt",
    "small_talk.yaml",
    "light.txt",
)
LISTS = ("families.txt", "synonyms.txt", "associations.txt", "english.txt", "shorthand.txt")
KINDS = (
    "age role person time quantity money percentage place cause manner definition choice yes_no"
).split()
FIELDS = {"asked_by", "head_nouns", "evidence"}
# What may stand between the letters of a way of asking.
PLAIN = str.maketrans("", "", " '-")
# Met in every text, in another sense than a family's or in none.
TOO_COMMON = frozenset(
    "a est fait part pas son ne du sur ete plu tu or car la ou des les et".split()
)


def lines(name: str) -> list[str]:
    """The lines of a file that say something, without their comments."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [said for line in text.splitlines() if (said := line.partition("#")[0].strip())]


def groups(name: str) -> list[list[str]]:
    """The folded words of every line of a file of groups."""
    return [[fold(word) for word in line.split()] for line in lines(name)]


def pairs(name: str) -> list[tuple[str, str]]:
    """What is typed and what it means, of every line of a dictionary."""
    split = [line.partition(":") for line in lines(name)]
    return [(typed.strip(), meant.strip()) for typed, _, meant in split]


@cache
def kinds() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(
        (FOLDER / "kinds.yaml").read_text(encoding="utf-8")
    )
    return loaded


def repeated(items: list[str]) -> list[str]:
    return [item for item, times in Counter(items).items() if times > 1]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_plain_utf_8_that_ends_with_a_line_break(name: str) -> None:
    content = (FOLDER / name).read_bytes()

    text = content.decode("utf-8")

    assert text.endswith("\n")
    assert not text.startswith("\ufeff")
    assert not any(character in text for character in "\r\t\u00a0’")


@pytest.mark.parametrize("name", FILES)
def test_no_line_is_longer_than_a_reader_sees(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")

    assert [line for line in text.splitlines() if len(line) > 120] == []


@pytest.mark.parametrize("name", FILES)
def test_a_file_starts_by_saying_what_it_is(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("name", LISTS)
def test_no_line_is_written_twice(name: str) -> None:
    assert repeated([fold(line) for line in lines(name)]) == []


@pytest.mark.parametrize("name", ["families.txt", "synonyms.txt"])
def test_a_group_holds_words_and_the_underscore_that_joins_them(name: str) -> None:
    words = [word for line in lines(name) for word in line.split()]

    assert [word for word in words if not word.replace("_", "").isalnum()] == []


@pytest.mark.parametrize("name", ["families.txt", "synonyms.txt"])
def test_no_word_stands_alone(name: str) -> None:
    assert [group for group in groups(name) if len(set(group)) < 2] == []


@pytest.mark.parametrize("name", ["families.txt", "synonyms.txt"])
def test_no_word_stands_twice_in_its_group(name: str) -> None:
    assert [group for group in groups(name) if repeated(group)] == []


def test_no_word_stands_in_two_families() -> None:
    assert repeated([word for family in groups("families.txt") for word in family]) == []


def test_no_family_holds_a_word_that_says_everything_or_nothing() -> None:
    assert [family for family in groups("families.txt") if not TOO_COMMON.isdisjoint(family)] == []


def test_a_family_joins_what_the_stemmer_keeps_apart() -> None:
    stemmed = [
        {tuple(stem(part) for part in word.split("_")) for word in family}
        for family in groups("families.txt")
    ]

    assert [family for family in stemmed if len(family) < 2] == []


def test_a_synonym_group_is_small_enough_to_be_precise() -> None:
    assert [group for group in groups("synonyms.txt") if len(group) > 7] == []


def test_no_synonym_group_is_part_of_another() -> None:
    known = [frozenset(group) for group in groups("synonyms.txt")]

    assert [sorted(small) for small in known if any(small < large for large in known)] == []


@pytest.mark.parametrize(
    ("name", "fewest"),
    [("families.txt", 350), ("synonyms.txt", 350), ("english.txt", 350), ("shorthand.txt", 150)],
)
def test_a_list_is_long_enough_to_serve(name: str, fewest: int) -> None:
    assert len(lines(name)) >= fewest


@pytest.mark.parametrize("name", ["english.txt", "shorthand.txt"])
def test_a_dictionary_line_says_what_is_typed_and_what_is_meant(name: str) -> None:
    assert [line for line in lines(name) if line.count(":") != 1 or line.startswith(":")] == []


@pytest.mark.parametrize("name", ["english.txt", "shorthand.txt"])
def test_a_dictionary_knows_a_word_once(name: str) -> None:
    typed = [fold(typed) for typed, _ in pairs(name) if typed != "stop"]

    assert repeated(typed) == []


def test_an_english_word_is_written_in_lower_case_and_is_translated() -> None:
    wrong = [(typed, meant) for typed, meant in pairs("english.txt") if typed != typed.lower()]

    assert wrong == []
    assert [typed for typed, meant in pairs("english.txt") if not meant] == []


def test_an_english_word_is_either_translated_or_left_out() -> None:
    translated = {typed for typed, _ in pairs("english.txt")}
    left_out = [
        word for typed, meant in pairs("english.txt") if typed == "stop" for word in meant.split()
    ]

    assert repeated(left_out) == []
    assert translated.isdisjoint(left_out)


def test_shorthand_means_something_else_than_what_is_typed() -> None:
    assert [typed for typed, meant in pairs("shorthand.txt") if typed == meant] == []


def test_shorthand_is_expanded_once() -> None:
    typed = {fold(typed) for typed, _ in pairs("shorthand.txt")}
    meant = {word for _, meant in pairs("shorthand.txt") for word in fold(meant).split()}

    assert typed.isdisjoint(meant)


def test_the_shortest_shorthand_is_marked_as_a_whole_word() -> None:
    text = (FOLDER / "shorthand.txt").read_text(encoding="utf-8")
    marked = {
        line.partition(":")[0]: line.endswith("# whole word")
        for line in text.splitlines()
        if line and not line.startswith("#")
    }

    assert [typed for typed, mark in marked.items() if mark != (len(typed) <= 2)] == []


@pytest.mark.parametrize("acronym", ["ia", "ai", "ue", "us", "tv", "rh", "pc", "onu", "pme", "tel"])
def test_no_shorthand_hides_a_common_acronym_or_word(acronym: str) -> None:
    assert acronym not in {fold(typed) for typed, _ in pairs("shorthand.txt")}


def test_every_kind_of_question_says_how_it_is_asked_and_answered() -> None:
    assert list(kinds()) == KINDS
    assert [kind for kind, said in kinds().items() if set(said) != FIELDS] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_holds_lists_of_distinct_texts(kind: str) -> None:
    for said in kinds()[kind].values():
        assert [item for item in said if not isinstance(item, str) or item != item.strip()] == []
        assert repeated(said) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_asked_by_folded_words(kind: str) -> None:
    asked_by = kinds()[kind]["asked_by"]

    assert asked_by
    assert [phrase for phrase in asked_by if phrase != fold(phrase)] == []
    assert [phrase for phrase in asked_by if not phrase.translate(PLAIN).isalpha()] == []


def test_no_way_of_asking_belongs_to_two_kinds() -> None:
    assert repeated([phrase for said in kinds().values() for phrase in said["asked_by"]]) == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "yes_no"])
def test_a_kind_has_head_nouns_and_evidence(kind: str) -> None:
    assert kinds()[kind]["head_nouns"]
    assert kinds()[kind]["evidence"]


@pytest.mark.parametrize("name", LISTS)
def test_words_are_sorted_by_theme_under_headings(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    headings = [after for before, after in pairwise(text) if not before and after]

    assert len(headings) >= 4
    assert [heading for heading in headings if not heading.startswith("# ")] == []


def associations() -> list[tuple[str, list[str]]]:
    """What is asked and what is found, of every line of associations.txt."""
    split = [line.partition(":") for line in lines("associations.txt")]
    return [
        (fold(asked.strip()), [fold(word) for word in found.split()]) for asked, _, found in split
    ]


def test_an_association_says_what_is_asked_and_what_is_found() -> None:
    wrong = [line for line in lines("associations.txt") if line.count(":") != 1]

    assert wrong == []
    assert [asked for asked, found in associations() if not asked or len(found) < 2] == []


def test_an_association_holds_words_and_the_underscore_that_joins_them() -> None:
    words = [word for asked, found in associations() for word in (asked, *found)]

    assert [word for word in words if not word.replace("_", "").isalnum()] == []


def test_an_association_finds_each_word_once_and_never_what_is_asked() -> None:
    assert [asked for asked, found in associations() if repeated(found)] == []
    assert [asked for asked, found in associations() if asked in found] == []


def test_what_is_asked_is_no_word_of_grammar() -> None:
    assert [asked for asked, _ in associations() if "_" not in asked and is_stop_word(asked)] == []
