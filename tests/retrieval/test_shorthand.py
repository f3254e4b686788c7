"""Chat shorthand: written out, unless the corpus knows the word or it is a letter of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.shorthand import expand, with_apostrophes
from bot.retrieval.words import words
from tests.retrieval.builders import ANYTHING, FEW, QUESTIONS


def nothing_known(folded: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("c ki le pdg", "c'est qui le pdg"),
        ("koi de neuf", "quoi de neuf"),
        ("pk il part", "pourquoi il part"),
        ("PK il part", "pourquoi il part"),
        ("le gardien, c ki ?", "le gardien, c'est qui ?"),
        ("ses ki le gardien", "c'est qui le gardien"),
        ("ces quoi une tomme", "c'est quoi une tomme"),
        ("il c marier avec ki", "il s'est marier avec qui"),
        ("le phare é ou", "le phare est ou"),
        ("a koi sa ser une tomme", "à quoi ça sert une tomme"),
        ("il fait parti du club", "il fait partie du club"),
        ("jai pas compris pk il part", "pourquoi il part"),
        ("qqn sait kan il part", "quand il part"),
        ("du coup ki garde le phare", "qui garde le phare"),
        ("bg c koi le pb", "c'est quoi le problème"),
        ("cb de thune il a", "combien d'argent il a"),
        ("esk il part", "est-ce qu'il part"),
        ("c ki le mec du phare", "c'est qui l'homme du phare"),
    ],
)
def test_shorthand_is_written_out(typed: str, meant: str) -> None:
    assert expand(typed, nothing_known) == meant


@pytest.mark.parametrize("typed", ["La vitamine C agit ?", "la 5 g", "Le plan C ?", "c 4"])
def test_a_letter_that_is_a_name_is_left(typed: str) -> None:
    assert expand(typed, nothing_known) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "Le Milan AC a-t-il gagné ?",
        "Que fait la SS ?",
        "Qui est Guru Dev ?",
        "Qui a filmé Ben Mor ?",
        "la voyelle e",
        "Qui est l'auteur du coup d'État ?",
        "Le coup du lapin, en fait, que vaut-il ?",
    ],
)
def test_names_and_standard_french_are_left(typed: str) -> None:
    assert expand(typed, nothing_known) == typed


def is_strange(folded: str) -> bool:
    return folded not in {"euro", "etre", "inscrire", "dessin", "equipe", "deux"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("il vaut combien leuro", "il vaut combien l'euro"),
        ("avant detre gardien", "avant d'etre gardien"),
        ("ou sinscrire", "ou s'inscrire"),
        ("le gardien de lom", "le gardien de l'om"),
        ("lordi de la gardienne", "l'ordi de la gardienne"),
    ],
)
def test_an_apostrophe_that_was_not_typed_is_put_back(typed: str, meant: str) -> None:
    assert with_apostrophes(typed, {"om"}.__contains__, is_strange) == meant


@pytest.mark.parametrize(
    "typed", ["Leuro gagne", "le dessin", "ledit leurope", "la linde", "quil", "l'euro", "deux"]
)
def test_a_word_or_a_name_is_not_cut(typed: str) -> None:
    assert with_apostrophes(typed, {"leurope", "il"}.__contains__, is_strange) == typed


@FEW
@given(text=QUESTIONS)
def test_a_known_or_french_word_is_never_cut(text: str) -> None:
    assert with_apostrophes(text, nothing_known, nothing_known) == text


@pytest.mark.parametrize("subject", ["il", "elle", "on", "ils", "elles"])
def test_the_letter_between_a_verb_and_its_subject_is_left(subject: str) -> None:
    for typed in (f"Quand a-t-{subject} bâti ?", f"Quand a t {subject} bâti ?"):
        assert expand(typed, nothing_known) == typed
        assert expand(typed.upper(), nothing_known) == typed.upper()


@FEW
@given(text=QUESTIONS)
def test_a_word_that_the_corpus_knows_is_left(text: str) -> None:
    known = {word.folded for word in words(f"{text} pk")}

    assert expand(f"{text} pk", known.__contains__).endswith("pk")


@FEW
@given(text=st.lists(st.sampled_from("le phare tomme 1874 ? , «  »".split()), max_size=8))
def test_a_text_without_shorthand_is_given_as_it_is(text: list[str]) -> None:
    assert expand("  ".join(text), nothing_known) == "  ".join(text)


@FEW
@given(text=ANYTHING)
def test_any_text_is_expanded_to_the_same_twice(text: str) -> None:
    assert expand(text, nothing_known) == expand(text, nothing_known)
