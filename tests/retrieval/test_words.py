"""Words: the same for a question typed well, in capitals, without accents, from any keyboard."""

import unicodedata
import warnings
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.articles.folder import read_corpus
from bot.retrieval.words import fold, is_stop_word, stem, stems, words

# Other tests show the lines that these show, in less time.
pytestmark = pytest.mark.unmeasured

CORPUS = Path(__file__).parents[2] / "corpus"
LENGTH = 100_000
FRENCH = st.text(
    alphabet=st.sampled_from(
        list("abcdeilmnqrstuzÉàâçéèêëîïôùûüÿœæŒÆ0123456789 '’,.%-?!«»()\n\u00a0\u202f")
    )
)
HOSTILE = {
    "one letter": "a" * LENGTH,
    "dots": "a." * (LENGTH // 2),
    "elisions": "d'" * (LENGTH // 2),
    "apostrophes": "a'" * (LENGTH // 2),
    "digits": "1" * LENGTH,
    "groups": "1" + " 000" * (LENGTH // 4) + "x",
    "decimals": "1," * (LENGTH // 2),
    "percentages": "1 % " * (LENGTH // 4),
    "accents": "\u0301" * LENGTH,
    "accents apart": "e\u0301" * (LENGTH // 2),
    "brackets": "[" * LENGTH,
    "long ligatures": "\ufdfa" * (LENGTH // 4),
}


def folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


def stemmed(text: str) -> list[tuple[str, str]]:
    return [(word.folded, word.stem) for word in words(text)]


def without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def variants(text: str) -> dict[str, str]:
    return {
        "without accents": without_accents(text),
        "in capitals": text.upper(),
        "in capitals without accents": without_accents(text).upper(),
        "in NFD": unicodedata.normalize("NFD", text),
        "with curly apostrophes": text.replace("'", "’"),
        "with straight apostrophes": text.replace("’", "'"),
        "with breaking spaces": text.replace("\u00a0", " ").replace("\u202f", " "),
        "without ligatures": text.replace("œ", "oe").replace("æ", "ae"),
    }


@given(FRENCH)
@example("ç’a été")
def test_a_text_typed_otherwise_has_the_same_words(text: str) -> None:
    for how, variant in variants(text).items():
        assert stemmed(variant) == stemmed(text), how


def test_the_shipped_article_typed_otherwise_has_the_same_words() -> None:
    for article in read_corpus(CORPUS).articles:
        for how, variant in variants(article.prose).items():
            assert stemmed(variant) == stemmed(article.prose), how


@given(st.one_of(st.text(), FRENCH, st.text(alphabet=st.characters())))
@example("\U00011136")
def test_any_text_has_words_that_stand_in_it_in_order(text: str) -> None:
    found = words(text)

    for word in found:
        assert 0 <= word.start < word.end <= len(text)
        assert word.folded
        assert word.stem
    assert [word.start for word in found] == sorted(word.start for word in found)


@given(st.one_of(st.text(), FRENCH, st.text(alphabet=st.characters())))
@example("10 000 habitants, soit 49 pour cent ou 5 % de l’ensemble, pour cent francs")
def test_what_kind_of_space_is_typed_changes_no_word(text: str) -> None:
    # A text is read in pieces between spaces, and whole where there is none.
    assert words(text) == words(text.replace(" ", "\u00a0"))


def test_what_texts_share_is_held_once() -> None:
    one, other = words("L’éclat du phare (1911)"), words("« Un Phare en 1911, d’éclat »")

    assert one[2].folded is other[1].folded
    assert one[3].stem is other[3].stem
    assert one[0].stem is other[4].stem


@given(FRENCH)
def test_a_word_is_found_again_where_it_stands(text: str) -> None:
    for word in words(text):
        assert word.folded in folded(text[word.start : word.end])


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read(text: str) -> None:

    words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14,3 milliards", ["14,3", "milliards"]),
        ("3.5", ["3,5"]),
        ("49%", ["49%"]),
        ("49 %", ["49%"]),
        ("49\u00a0%", ["49%"]),
        ("49\u202f%", ["49%"]),
        ("49 pour cent", ["49%"]),
        ("49 POURCENT", ["49%"]),
        ("14,3 % des", ["14,3%", "des"]),
        ("10 000", ["10000"]),
        ("10\u00a0000", ["10000"]),
        ("10\u202f000", ["10000"]),
        ("2 000 000,5", ["2000000,5"]),
        ("1 2345", ["1", "2345"]),
        ("en 2024.", ["en", "2024"]),
        ("1990-2000", ["1990", "2000"]),
        ("14h30", ["14h30"]),
        ("1er", ["1er"]),
        ("1ᵉʳ", ["1er"]),
        ("COVID-19", ["covid", "19"]),
        ("d’1,5 million", ["d", "1,5", "million"]),
        ("２０２４", ["2024"]),
    ],
)
def test_a_number_is_kept_whole(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "ʼ", "´", "′"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’IA", ["ia"]),
        ("D’OpenAI", ["openai"]),
        ("qu’elle", ["elle"]),
        ("jusqu’à", ["a"]),
        ("lorsqu’il", ["il"]),
        ("puisqu’on", ["on"]),
        ("quelqu’un", ["un"]),
        ("c’est-à-dire", ["est", "a", "dire"]),
        ("n’d’accord", ["accord"]),
        ("aujourd’hui", ["aujourdhui"]),
        ("O’Brien", ["obrien"]),
        ("‘l’IA’", ["ia"]),
        ("l’", ["l"]),
    ],
)
def test_an_elision_is_cut(text: str, expected: list[str], apostrophe: str) -> None:
    assert folded(text.replace("’", apostrophe)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cœur CŒUR coeur", ["coeur"] * 3),
        ("créée CRÉÉE cre\u0301e\u0301e", ["creee"] * 3),
        ("æquo ça naïf", ["aequo", "ca", "naif"]),
        ("ﬁn", ["fin"]),
        ("straße", ["strasse"]),
        ("intelli\u00adgence", ["intelligence"]),
        ("北京", ["bei", "jing"]),
        ("😀 👨\u200d👩", []),
        ("", []),
        (" … – «\u00a0» ", []),
    ],
)
def test_a_word_is_folded(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


def test_the_offsets_leave_the_elision_out() -> None:
    text = "De l’étiquetage, e\u0301crit."

    assert [text[word.start : word.end] for word in words(text)] == [
        "De",
        "étiquetage",
        "e\u0301crit",
    ]


def test_half_of_a_surrogate_pair_is_passed_over_in_silence() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert fold("É\ud800t\udcffe") == "ete"
        assert folded("ete\ud800") == ["ete"]


def test_stems_leave_stop_words_out_and_keep_repetitions() -> None:
    assert stems("Quels investissements ? Les investissements de Meta.") == [
        "invest",
        "invest",
        "met",
    ]


@pytest.mark.parametrize("word", ["où", "Été", "aujourd’hui", "Aujourd hui", "qui", "Combien"])
def test_a_word_that_says_nothing_is_a_stop_word(word: str) -> None:
    assert all(is_stop_word(found) for found in folded(word))


def test_every_stop_word_is_one_that_a_text_can_hold() -> None:
    lines = (Path(words.__code__.co_filename).with_name("stop_words.txt")).read_text("utf-8")
    listed = [word for line in lines.splitlines() for word in line.partition("#")[0].split()]

    assert [word for word in listed if folded(word) != [fold(word)]] == []


def test_a_number_is_its_own_stem() -> None:
    assert (stem("14,3%"), stem("2024"), stem("investissements")) == ("14,3%", "2024", "invest")
