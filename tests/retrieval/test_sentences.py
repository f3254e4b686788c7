"""Sentences: where they end in French, and that each is a verbatim slice."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.folder import read_corpus
from bot.retrieval.sentences import PIECE_CHARACTERS, sentences

CORPUS = Path(__file__).parents[2] / "corpus"
LENGTH = 100_000
PIECES = st.lists(
    st.sampled_from(
        "M. Dupont|14,3|etc. à|av. J.-C.|p. 12|J. R. R. |Oui. Non.|« |\u00a0»|. |? |! |…| |\n|\r\n|"
        "é|😀|\u0301|\x85|\x1c|\u2028|Il|a|(|)|'|’|-|– |:|1. |art. |II".split("|")
    )
).map("".join)
HOSTILE = {
    "brackets": "[" * LENGTH,
    "images": "![" * (LENGTH // 2),
    "parentheses": "(" * LENGTH,
    "dots": "a." * (LENGTH // 2),
    "initials": "J." * (LENGTH // 2),
    "one letter": "a" * LENGTH,
    "backticks": "`" * LENGTH,
    "growing backticks": "".join("`" * many + " " for many in range(1, 440)),
    "quotation marks": "« " * (LENGTH // 2),
    "straight quotation marks": '" ' * (LENGTH // 2),
    "titles": "M. " * (LENGTH // 3),
    "short sentences": "Oui. " * (LENGTH // 5),
    "lines": "a\n" * (LENGTH // 2),
    "spaces": " " * LENGTH + "a",
    "comments": "<!--" * (LENGTH // 4),
}


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@given(st.one_of(st.text(), PIECES))
def test_sentences_are_in_order_apart_and_cover_every_sign(text: str) -> None:
    last = 0
    for start, end in sentences(text):
        assert not text[last:start].strip()
        assert start < end
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@pytest.mark.unmeasured
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_split(text: str) -> None:

    sentences(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Voici M. Dupont.",
        "M. A. Wang dirige.",
        "MM. Dupont et Durand sont là.",
        "Mme Durand et Mlle. Petit sont là.",
        "Le Dr. House soigne.",
        "Il vit à St. Malo.",
        "Il a investi 14,3 milliards.",
        "La version 3.5 est là.",
        "Des pommes, des poires, etc. à vendre.",
        "En 52 av. J.-C. il vint.",
        "Voir p. 12 du livre.",
        "Voir chap. IV du livre.",
        "Voir l’art. 12 du code.",
        "Le 3 janv. 2020, il vint.",
        "A. B. Dupont et J. R. R. Tolkien écrivent.",
        "Il a dit « Oui. Non. » et partit.",
        "Il dit : « Venez ! » et partit.",
        "Meta a investi 1.5 milliard (env. 2 milliards d’euros).",
        "Tout est sur https://exemple.org/page.Autre?Article ou www.exemple.org/A.B ici.",
        "Il hésite... … puis vint.",
    ],
)
def test_what_holds_together_is_never_split(sentence: str) -> None:
    assert split(f"{sentence} Fin.") == [sentence, "Fin."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oui. Non.", ["Oui.", "Non."]),
        ("Vraiment ? Oui ! Non.", ["Vraiment ?", "Oui !", "Non."]),
        ("Il vint.\u00a0Il vit.", ["Il vint.", "Il vit."]),
        ("Il dit non. Elle vint.", ["Il dit non.", "Elle vint."]),
        ("Il dit : « Venez ! » Elle vint.", ["Il dit : « Venez ! »", "Elle vint."]),
        ("Intro :\n- un. Et deux.\n- trois", ["Intro :", "- un.", "Et deux.", "- trois"]),
        ("1. Un début.\n2. Une fin.", ["1. Un début.", "2. Une fin."]),
        ("Mots.\r\n– Moi", ["Mots.", "– Moi"]),
        ("Voir J\u00a0. M vint. Il vit.", ["Voir J\u00a0. M vint.", "Il vit."]),
        ("Sans point", ["Sans point"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_the_sentences_are(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_line_longer_than_a_piece_is_cut_at_a_space() -> None:
    line = "mot " * PIECE_CHARACTERS

    assert all(
        sentence.split(" ").count("mot") * 4 - 1 == len(sentence) for sentence in split(line)
    )


def test_every_sentence_of_the_shipped_article_ends_as_a_sentence_or_a_line() -> None:
    for passage in read_corpus(CORPUS).passages:
        lines = passage.text.split("\n")
        for sentence in split(passage.text):
            assert sentence[-1] in ".?!:" or any(line.endswith(sentence) for line in lines)
