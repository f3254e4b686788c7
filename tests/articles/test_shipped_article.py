"""The article that comes with the program: its own words, and none of the page around it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.articles.article import Article, Passage
from bot.articles.folder import read_corpus

ROOT = Path(__file__).parents[2]
PAGE = ROOT.parent / "shared" / "article" / "meta-scale-ai-page.txt"
SECTIONS = {
    (): 1,
    ("Un Investissement Stratégique aux Enjeux Énormes",): 3,
    ("Alexandr Wang : Un Départ Symbolique",): 2,
    ("Scale AI : Un Acteur Clé dans l’Écosystème IA",): 2,
    ("Meta et la Course à l’IA : Une Stratégie Agressive",): 2,
    ("Les Implications pour l’Écosystème des Start-ups",): 2,
    ("Vers une Nouvelle Ère pour l’IA ?",): 4,
}
AROUND = (
    "Partager Accueil Commentaire Étiquettes Chercher facebook youtube tiktok instagram Alienum "
    "influencer Followers Subscribe Radware Berny"
).split()


@pytest.fixture(scope="module")
def passages() -> Sequence[Passage]:
    return read_corpus(ROOT / "corpus").passages


@pytest.fixture(scope="module")
def article(passages: Sequence[Passage]) -> Article:
    return passages[0].article


def said(text: str) -> list[str]:
    """The lines of a text that say something, without the marks of lists."""
    return [said for line in text.splitlines() if (said := line.strip(" \t•").removeprefix("- "))]


def test_the_front_matter_says_what_is_known(article: Article) -> None:
    assert article.id == "meta-scale-ai"
    assert article.title == "Meta Investit dans Scale AI : Un Tournant Majeur"
    assert (article.site, article.published) == ("Innovationsfr", date(2025, 6, 26))
    assert (article.lang, article.url) == ("fr", None)


def test_the_passages_stand_in_their_sections(passages: Sequence[Passage]) -> None:
    counted = dict.fromkeys(SECTIONS, 0)
    for passage in passages:
        counted[passage.section] += 1

    assert counted == SECTIONS
    assert [passage.id for passage in passages] == [f"meta-scale-ai#{at}" for at in range(1, 17)]


def test_lists_keep_their_introduction_and_quotations_their_attribution(
    passages: Sequence[Passage],
) -> None:
    lists = [passage.number for passage in passages if "\n- " in passage.text]
    quotations = [passage.text.split("\n")[1] for passage in passages if "\n– " in passage.text]

    assert lists == [8, 12]
    assert quotations == ["– Porte-parole de Meta", "– Expert en IA anonyme"]


@pytest.mark.skipif(not PAGE.is_file(), reason="the page as it was copied is not here")
def test_the_article_is_the_page_s_word_for_word(article: Article) -> None:
    page = PAGE.read_text(encoding="utf-8")
    begin, end = page.index("Imaginez un monde"), page.index("Partager:")

    assert said(article.prose) == said(page[begin:end])


@pytest.mark.parametrize("word", AROUND)
def test_nothing_of_the_page_around_it_is_kept(article: Article, word: str) -> None:
    assert word not in article.prose
