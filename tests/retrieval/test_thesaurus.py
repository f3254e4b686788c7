"""The thesaurus: read where it is, in the threads that ask, whatever became of its files."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.thesaurus import MAX_SYNONYMS, Thesaurus, folded_at_once
from bot.retrieval.words import fold_french, stem
from tests.retrieval.builders import FEW, LIGHTHOUSE, TEXTS, found, librarian_of, thesaurus_files

ENTRIES = {
    "phare": [["fanal", "feu"], ["lanterne", "tour de feu"]],
    "pêcher": [["prendre"]],
    "pécher": [["fauter"]],
    "cœur": [["courage"]],
}


def thesaurus(folder: Path, entries: dict[str, list[list[str]]] | None = None) -> Thesaurus:
    return Thesaurus(*thesaurus_files(folder, entries or ENTRIES))


def test_a_word_has_the_synonyms_of_all_of_its_meanings(tmp_path: Path) -> None:
    assert thesaurus(tmp_path).synonyms("phare") == {stem("fanal"), stem("feu"), stem("lanterne")}


def test_an_expression_is_no_synonym_of_one_word(tmp_path: Path) -> None:
    assert stem("tour") not in thesaurus(tmp_path).synonyms("phare")


def test_words_that_differ_by_an_accent_share_an_entry(tmp_path: Path) -> None:
    assert thesaurus(tmp_path).synonyms("pecher") == {stem("prendre"), stem("fauter")}


def test_a_ligature_is_folded(tmp_path: Path) -> None:
    known = thesaurus(tmp_path)

    assert "coeur" in known
    assert known.synonyms("coeur") == {stem("courage")}


def test_an_unknown_word_has_no_synonym(tmp_path: Path) -> None:
    known = thesaurus(tmp_path)

    assert "zblorg" not in known
    assert known.synonyms("zblorg") == frozenset()


def test_words_are_found_in_an_index_of_any_order(tmp_path: Path) -> None:
    words = ["zèle", "Zoé", "âne", "zoo", "ane", "œuf"]
    known = thesaurus(tmp_path, {word: [["fanal"]] for word in words})

    assert all(fold_french(word) in known for word in words)
    assert not any(word in known for word in ("z", "zel", "anes", "", "\n"))


def test_words_of_one_letter_are_found_among_those_that_begin_so(tmp_path: Path) -> None:
    entries = {"a": [["possède"]], "abri": [["refuge"]], "ac": [["club"]]}
    thesaurus = Thesaurus(*thesaurus_files(tmp_path / "thesaurus", entries))

    assert [len(thesaurus.synonyms(word)) for word in ("a", "ac", "abri", "ab", "")] == [
        1,
        1,
        1,
        0,
        0,
    ]


def test_a_meaning_of_too_many_words_is_too_vague(tmp_path: Path) -> None:
    many = [f"mot{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}" for n in range(MAX_SYNONYMS + 1)]
    known = thesaurus(tmp_path, {"chose": [many, ["objet"]]})

    assert known.synonyms("chose") == {stem("objet")}


def test_a_folder_without_a_thesaurus_has_none(tmp_path: Path) -> None:
    assert Thesaurus.installed(tmp_path) is None


def test_the_thesaurus_of_a_folder_is_found(tmp_path: Path) -> None:
    thesaurus_files(tmp_path, ENTRIES)
    known = Thesaurus.installed(tmp_path)

    assert known is not None
    assert "phare" in known


def test_an_empty_data_file_is_no_thesaurus(tmp_path: Path) -> None:
    _, data = thesaurus_files(tmp_path, ENTRIES)
    data.write_bytes(b"")

    assert Thesaurus.installed(tmp_path) is None


def test_an_index_without_its_data_is_no_thesaurus(tmp_path: Path) -> None:
    _, data = thesaurus_files(tmp_path, ENTRIES)
    data.unlink()

    assert Thesaurus.installed(tmp_path) is None


BROKEN = {
    "an empty index": b"",
    "an index of one line": b"UTF-8",
    "an offset behind the end": b"UTF-8\n1\nphare|999999\n",
    "an offset behind any end": b"UTF-8\n1\nphare|99999999999999999999999999\n",
    "an offset of digits without end": b"UTF-8\n1\nphare|" + b"9" * 10_000 + b"\n",
    "an offset that is none": "UTF-8\n1\nphare|²\nphare|\nphare|-4\nphare\n|\n".encode(),
    "an offset into a word": b"UTF-8\n1\nphare|11\n",
    "bytes that are not UTF-8": b"UTF-8\n1\nphare|\xff\n\xfe\xfd|6\n",
}


@pytest.mark.parametrize("index", BROKEN.values(), ids=BROKEN)
def test_a_broken_index_gives_no_synonym_and_no_error(tmp_path: Path, index: bytes) -> None:
    paths = thesaurus_files(tmp_path, ENTRIES)
    paths[0].write_bytes(index)
    known = Thesaurus(*paths)

    assert known.synonyms("phare") <= {stem(word) for word in ("fanal", "feu", "lanterne")}
    assert librarian_of(*TEXTS, thesaurus=known).answer("Où est le phare ?").matches


COUNTS = ["²", "-3", "trois", "", "999999999999", "9" * 10_000]


@pytest.mark.parametrize("count", COUNTS, ids=lambda count: count[:15] or "none")
def test_a_number_of_meanings_that_is_wrong_is_survived(tmp_path: Path, count: str) -> None:
    paths = thesaurus_files(tmp_path, {"phare": [["fanal"]]})
    paths[1].write_text(f"UTF-8\nphare|{count}\n(Nom)|fanal\n", encoding="utf-8")

    assert Thesaurus(*paths).synonyms("phare") <= {stem("fanal")}


@FEW
@given(length=st.integers(1, 90))
def test_a_truncated_data_file_gives_what_is_left(
    tmp_path_factory: pytest.TempPathFactory, length: int
) -> None:
    paths = thesaurus_files(tmp_path_factory.mktemp("thesaurus"), ENTRIES)
    paths[1].write_bytes(paths[1].read_bytes()[:length])
    known = Thesaurus(*paths)

    for word in ENTRIES:
        assert all(known.synonyms(word))


@FEW
@given(data=st.binary(min_size=1, max_size=200), offset=st.integers(0, 250))
def test_any_bytes_at_all_are_read_without_an_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, offset: int
) -> None:
    folder = tmp_path_factory.mktemp("thesaurus")
    (folder / "a.dat").write_bytes(data)
    (folder / "a.idx").write_text(f"UTF-8\n1\nphare|{offset}\n", encoding="utf-8")

    assert all(Thesaurus(folder / "a.idx", folder / "a.dat").synonyms("phare") | {"x"})


def test_a_synonym_finds_a_passage_and_counts_less_than_the_word(tmp_path: Path) -> None:
    known = thesaurus(tmp_path, {"sémaphore": [["phare"]]})
    with_it, without = librarian_of(*TEXTS, thesaurus=known), librarian_of(*TEXTS)

    match = with_it.answer("Sémaphore ?").matches[0]

    assert match.passage.text == LIGHTHOUSE
    assert without.answer("Sémaphore ?").matches == ()
    assert match.score < with_it.answer("Phare ?").matches[0].score


def test_threads_that_read_at_once_read_the_same(tmp_path: Path) -> None:
    entries = {f"mot{'abcdefghij'[n]}": [[f"autre{'abcdefghij'[n]}"] * 20] for n in range(10)}
    known = thesaurus(tmp_path, entries)
    asked = list(entries) * 200
    alone = {word: known.synonyms(word) for word in entries}

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(known.synonyms, asked))

    assert together == [alone[word] for word in asked]


def test_a_question_is_answered_the_same_whatever_was_asked_before(tmp_path: Path) -> None:
    librarian = librarian_of(*TEXTS, thesaurus=thesaurus(tmp_path))
    alone = found(librarian.answer("Quel fanal ?"))

    librarian.answer("Pêcher le cœur ?")

    assert found(librarian.answer("Quel fanal ?")) == alone


@given(
    st.text()
    | st.text(bytes(range(256)).decode("cp1252", "ignore"))
    | st.text("eéÉœŒæ½…°’\u0301 |\n")
)
def test_a_dictionary_is_folded_as_a_text_is(text: str) -> None:
    assert folded_at_once(text) == fold_french(text)
