"""Which words are French, and which one a mistyped word was meant to be."""

from pathlib import Path

import pytest
from hypothesis import given

from bot.retrieval.french import French
from bot.retrieval.lexicon import written_words
from bot.retrieval.thesaurus import Thesaurus
from tests.retrieval.builders import ANYTHING, thesaurus_files


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> French:
    folder: Path = tmp_path_factory.mktemp("thesaurus")
    return French(Thesaurus(*thesaurus_files(folder, {"tourniquer": [["phare", "fanal"]]})))


@pytest.mark.parametrize(
    "word", ["prendre", "prit", "parametres", "le", "tourniquer", "tourniquait"]
)
def test_a_word_of_the_lexicon_or_the_thesaurus_is_french(word: str, french: French) -> None:
    assert french.knows(word)
    assert not french.is_strange(word)


@pytest.mark.parametrize("word", ["zblorg", "rivian", "remplasse", "samsung"])
def test_another_word_is_strange(word: str, french: French) -> None:
    assert french.is_strange(word)


def test_without_a_thesaurus_nothing_is_strange() -> None:
    assert not French(None).is_strange("zblorg")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("remplasse", "remplacer"), ("interresser", "intéresser"), ("aprendre", "apprendre")],
)
def test_a_mistyped_word_is_the_likest_of_the_lexicon(
    typed: str, meant: str, french: French
) -> None:
    assert french.nearest(typed, 2) == meant


@pytest.mark.parametrize("typed", ["zblorgatique", "", "é"])
def test_what_is_like_no_word_stays(typed: str, french: French) -> None:
    assert french.nearest(typed, 2) is None


@given(ANYTHING)
def test_anything_has_a_nearest_word_or_none(text: str) -> None:
    assert French(None).nearest(text, 1) in {None, *written_words().values()}
