"""A folder as a corpus: what is served, what is skipped and how it is said."""

import os
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.article import Corpus
from bot.articles.folder import MAX_ARTICLE_BYTES, read_corpus
from bot.errors import CorpusError

NOT_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads every file"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of one good article, with room beside it."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "bon.md").write_text("Un bon article.\n", encoding="utf-8")
    return corpus


def ids(corpus: Corpus) -> list[str]:
    return [article.id for article in corpus.articles]


def skipped(corpus: Corpus) -> dict[str, str]:
    return {skip.path: skip.reason for skip in corpus.skipped}


def test_articles_come_in_the_order_of_their_ids_with_their_passages(folder: Path) -> None:
    (folder / "b").mkdir()
    (folder / "b" / "c.md").write_text("Un.\n\nDeux.", encoding="utf-8")
    (folder / "A.MD").write_text("Trois.", encoding="utf-8")
    (folder / "note.txt").write_text("Quatre.", encoding="utf-8")

    corpus = read_corpus(folder)

    assert ids(corpus) == ["A", "b/c", "bon"]
    assert [passage.id for passage in corpus.passages] == ["A#1", "b/c#1", "b/c#2", "bon#1"]
    assert corpus.skipped == ()
    assert corpus == read_corpus(folder)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("é".encode("latin-1"), "not UTF-8 (byte 0)", id="latin-1"),
        pytest.param("Mots.".encode("utf-16"), "not UTF-8", id="utf-16"),
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \n", "empty", id="blank"),
        pytest.param(b"# T\n\n## U\n", "no paragraph", id="only headings"),
        pytest.param(b"---\ntitle: [\n---\nMots.", "not YAML", id="broken YAML"),
        pytest.param(b"---\ntitle: a\nMots.", "never closed", id="unclosed front matter"),
        pytest.param(b"---\n- a\n---\nMots.", "name: value", id="front matter that is a list"),
        pytest.param(b"---\npublished: hier\n---\nMots.", "`published`", id="wrong date"),
        pytest.param(b"---\nurl: ftp://a.b\n---\nMots.", "`url`", id="url that is not http"),
        pytest.param(b"a" * (MAX_ARTICLE_BYTES + 1), "larger than 4,000,000 bytes", id="large"),
    ],
)
def test_a_file_that_cannot_be_served_is_named_and_the_others_serve(
    folder: Path, content: bytes, reason: str
) -> None:
    (folder / "mauvais.md").write_bytes(content)

    corpus = read_corpus(folder)

    assert ids(corpus) == ["bon"]
    assert list(skipped(corpus)) == ["mauvais.md"]
    assert reason in skipped(corpus)["mauvais.md"]
    assert "\n" not in skipped(corpus)["mauvais.md"]


def test_a_file_of_the_stated_limit_is_served(folder: Path) -> None:
    (folder / "long.md").write_bytes(b"mot " * (MAX_ARTICLE_BYTES // 4))

    assert ids(read_corpus(folder)) == ["bon", "long"]


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing(folder: Path) -> None:
    lines = "---\ntitle: T\n---\n\nUn,\ndeux.\n\n- a\n- b\n"
    (folder / "bon.md").write_bytes(lines.encode())
    expected = read_corpus(folder)

    (folder / "bon.md").write_bytes(b"\xef\xbb\xbf" + lines.replace("\n", "\r\n").encode())

    assert read_corpus(folder) == expected
    assert expected.articles[0].title == "T"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_id_is_the_same_whatever_the_form_of_the_name(tmp_path: Path, form: str) -> None:
    below = tmp_path / unicodedata.normalize(form, "été")  # type: ignore[arg-type]
    below.mkdir()
    (below / unicodedata.normalize(form, "à lire.md")).write_text("Mots.")  # type: ignore[arg-type]

    assert ids(read_corpus(tmp_path)) == [unicodedata.normalize("NFC", "été/à lire")]


def test_two_names_that_read_the_same_are_one_article(folder: Path) -> None:
    for form in ("é.md", "e\u0301.md"):
        (folder / form).write_text("Mots.", encoding="utf-8")
    if len(list(folder.iterdir())) == 2:
        pytest.skip("this file system takes both forms for one name")

    corpus = read_corpus(folder)

    assert ids(corpus) == ["bon", "é"]
    assert "same name" in skipped(corpus)["é.md"]


def test_hidden_files_and_folders_are_left_out(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "a.md").write_text("Mots.")
    (folder / ".a.md").write_text("Mots.")

    corpus = read_corpus(folder)

    assert (ids(corpus), corpus.skipped) == (["bon"], ())


@pytest.mark.parametrize("target", ["../dehors.md", "../rien.md", "/etc/hostname"])
def test_a_link_that_leads_out_is_not_followed(folder: Path, target: str) -> None:
    (folder.parent / "dehors.md").write_text("Secret.")
    (folder / "lien.md").symlink_to(target)

    corpus = read_corpus(folder)

    assert ids(corpus) == ["bon"]
    assert "leads out" in skipped(corpus)["lien.md"]


def test_a_folder_beside_of_a_longer_name_is_outside(folder: Path) -> None:
    outside = folder.with_name("corpus-secret")
    outside.mkdir()
    (outside / "a.md").write_text("Secret.")
    (folder / "lien.md").symlink_to(outside / "a.md")

    assert "leads out" in skipped(read_corpus(folder))["lien.md"]


def test_a_link_within_the_folder_is_an_article(folder: Path) -> None:
    (folder / "lien.md").symlink_to("bon.md")

    assert ids(read_corpus(folder)) == ["bon", "lien"]


def test_a_corpus_reached_through_a_link_is_read(folder: Path) -> None:
    link = folder.with_name("lien")
    link.symlink_to(folder)

    assert ids(read_corpus(link)) == ["bon"]


@pytest.mark.parametrize("target", [".", "..", "below"])
def test_a_link_to_a_folder_is_named_and_not_entered(folder: Path, target: str) -> None:
    (folder / "below").mkdir()
    (folder / "lien").symlink_to(target)

    corpus = read_corpus(folder)

    assert ids(corpus) == ["bon"]
    assert "link" in skipped(corpus)["lien"]


@pytest.mark.parametrize("target", ["lien.md", "rien.md"])
def test_a_link_that_leads_nowhere_is_named(folder: Path, target: str) -> None:
    (folder / "lien.md").symlink_to(target)

    corpus = read_corpus(folder)

    assert ids(corpus) == ["bon"]
    assert list(skipped(corpus)) == ["lien.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_skipped_and_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "tuyau.md")
    read: list[Corpus] = []
    reader = threading.Thread(target=lambda: read.append(read_corpus(folder)), daemon=True)

    reader.start()
    reader.join(timeout=10)

    assert [skipped(corpus) for corpus in read] == [{"tuyau.md": "it is not a regular file"}]


def test_a_folder_named_like_a_file_is_a_folder(folder: Path) -> None:
    (folder / "x.md").mkdir()
    (folder / "x.md" / "y.md").write_text("Mots.")

    corpus = read_corpus(folder)

    assert (ids(corpus), corpus.skipped) == (["bon", "x.md/y"], ())


@pytest.mark.parametrize("name", [b"a\nb.md", b"a\x1b.md", b"\xe9.md"])
def test_a_name_that_no_line_can_hold_is_skipped(folder: Path, name: bytes) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("Mots.")
    except OSError:
        pytest.skip("this file system refuses such a name")

    corpus = read_corpus(folder)

    assert ids(corpus) == ["bon"]
    (path,) = skipped(corpus)
    assert "?" in path
    assert path.encode()
    assert path.isprintable()


@NOT_ROOT
def test_a_file_or_a_folder_that_may_not_be_read_is_named(folder: Path) -> None:
    (folder / "secret.md").write_text("Mots.")
    (folder / "secret.md").chmod(0)
    (folder / "secrets").mkdir(mode=0)

    corpus = read_corpus(folder)

    (folder / "secrets").chmod(0o700)
    assert ids(corpus) == ["bon"]
    assert skipped(corpus) == {
        "secret.md": "it cannot be read: Permission denied",
        "secrets": "it cannot be read: Permission denied",
    }


def test_a_missing_corpus_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"rien does not exist; create it and add an article"):
        read_corpus(tmp_path / "rien")


def test_a_file_in_place_of_the_corpus_is_told(folder: Path) -> None:
    with pytest.raises(CorpusError, match="is not a folder"):
        read_corpus(folder / "bon.md")


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b", "bon.md/x"])
def test_a_corpus_that_no_path_can_name_is_an_error(folder: Path, name: str) -> None:
    with pytest.raises(CorpusError, match="cannot be read"):
        read_corpus(folder / name)


def test_an_empty_corpus_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"No article in .*; add an article as a Markdown file"):
        read_corpus(tmp_path)


def test_a_corpus_of_skipped_files_tells_why(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff")

    with pytest.raises(CorpusError, match=r"Skipped: a\.md: it is not UTF-8 \(byte 0\)\."):
        read_corpus(tmp_path)


@settings(max_examples=25)
@given(content=st.one_of(st.binary(), st.text().map(str.encode)))
def test_any_bytes_are_served_or_named(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "bon.md").write_text("Mots.")
    (folder / "x.md").write_bytes(content)

    corpus = read_corpus(folder)

    assert [*ids(corpus), *skipped(corpus)] in (["bon", "x"], ["bon", "x.md"])
    assert len({passage.id for passage in corpus.passages}) == len(corpus.passages)
