"""Small articles, passages and answers, and texts as hostile as hypothesis can make them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import strategies as st

from bot.articles.article import Article, Corpus, Passage
from bot.chat.cards import Card
from bot.chat.lengths import length
from bot.retrieval.answer import Answer, Match, Status

MARKS = st.sampled_from(
    "* ** _ __ ~~ ` ``` | || > >>> # ## -# - + 1. 12. [a](https://b.c) <https://x.y> https://x.y/z "
    "<@1> <@!23> <@&4> <#5> @everyone @here <t:1700000000:R> :smile: <:a:12> <a:b:34> </ask:56> "
    "<id:browse> \\ \\\\ \u200b \u200e \u202e \u2066 \ufeff \u00ad \ud800 \x00 \x1b[31m \r \u2028 "
    "¯\\_(ツ)_/¯ 👩\u200d🚀 : :: « » \u00a0 \u202f".split(" ")
)
HOSTILE = st.lists(
    MARKS | st.text(max_size=12) | st.sampled_from([" ", "\n", "\n- ", "\n\n", "mot", "café"]),
    max_size=40,
).map("".join)
LONG = st.builds(lambda text, times: (text or "x") * times, HOSTILE, st.integers(1, 200))
TEXTS = HOSTILE | LONG


def article(
    title: str = "Meta investit",
    *,
    site: str | None = "innovationsfr",
    published: date | None = date(2025, 6, 26),
    url: str | None = None,
) -> Article:
    return Article("meta", title, site, published, "fr", url, "")


def passage(
    text: str = "Il pleut. Meta a investi 14,3 milliards. Il neige.",
    *,
    section: tuple[str, ...] = ("Un investissement",),
    number: int = 3,
    of: Article | None = None,
) -> Passage:
    return Passage(of or article(), section, number, 0, text)


def match(of: Passage, highlight: str = "") -> Match:
    start = of.text.index(highlight)
    return Match(of, 1.0, start, start + len(highlight))


def answer(
    *matches: Match,
    question: str = "Combien ?",
    status: Status = Status.ANSWER,
    understood: str | None = None,
) -> Answer:
    return Answer(question, understood, status, 0.9, matches, 0.012)


def corpus(*passages: Passage) -> Corpus:
    articles = dict.fromkeys(passage.article for passage in passages)
    return Corpus(tuple(articles) or (article(),), passages)


@st.composite
def matches(draw: st.DrawFn) -> Match:
    """A hostile passage of a hostile article, any part of it highlighted."""
    of = Article(
        draw(HOSTILE),
        draw(TEXTS),
        draw(st.none() | TEXTS),
        draw(st.none() | st.dates()),
        "fr",
        draw(st.none() | TEXTS | TEXTS.map("https://example.org/".__add__)),
        "",
    )
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    section = tuple(draw(st.lists(TEXTS, max_size=4)))
    return Match(Passage(of, section, draw(st.integers(1, 10**6)), 0, text), 1.0, start, end)


def components(card: Card) -> list[dict[str, Any]]:
    """Every component of the payload that a card is sent as."""
    return list(_walked(payload(card)))


def payload(card: Card) -> list[dict[str, Any]]:
    return card.to_components()  # type: ignore[no-any-return, no-untyped-call]


def _walked(among: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in among:
        yield component
        yield from _walked(component.get("components", []))


def texts(card: Card) -> list[str]:
    return [component["content"] for component in components(card) if component["type"] == 10]


def labels(card: Card) -> list[str]:
    return [component["label"] for component in components(card) if component["type"] == 2]


def assert_within_limits(card: Card) -> None:
    """Discord's limits, from its reference of components."""
    parts = components(card)
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    assert len(parts) <= 40
    assert sum(map(length, texts(card))) <= 4000
    assert all(text.strip() for text in texts(card))
    assert len(ids) == len(set(ids))
    assert all(1 <= len(custom_id) <= 100 for custom_id in ids)
    assert all(1 <= length(label) <= 45 for label in labels(card))
    assert all(1 <= len(part["url"]) <= 512 for part in parts if "url" in part)
    for menu in (part for part in parts if "options" in part):
        assert 1 <= len(menu["options"]) <= 25
        assert len({option["value"] for option in menu["options"]}) == len(menu["options"])
        assert all(1 <= length(option["label"]) <= 100 for option in menu["options"])
        assert all(1 <= length(option["value"]) <= 100 for option in menu["options"])
        assert all(length(option.get("description") or "") <= 100 for option in menu["options"])
        assert length(menu.get("placeholder") or "") <= 150
    for gallery in (part for part in parts if "items" in part):
        assert all(length(item["description"] or "") <= 1024 for item in gallery["items"])
