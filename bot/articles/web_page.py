"""From HTML to a page: the main text and what the page tells of it.

The one file that knows trafilatura and lxml. It is imported only where something is imported:
that costs more than a start of `souffleur ask` should.
"""

import re
from collections.abc import Iterator
from configparser import ConfigParser
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import LxmlError
from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document, use_config

from bot.articles.pieces import Page, Piece
from bot.articles.plain_page import page_from_text
from bot.articles.refusing import ImportRefused, Refusal

LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]|$)")
DASHES = ("–", "—", "―", "-")


def page_from_html(html: str, *, url: str | None = None) -> Page:
    """Return the article of a web page; `url` is where it came from.

    Raises ImportRefused when nothing in it looks like an article.
    """
    found, tree = _extracted(html, url)
    if found is None or found.body is None:
        raise ImportRefused(Refusal.NO_ARTICLE, "no article is seen in the page")
    pieces = tuple(_pieces(found.body)) or page_from_text(found.text or "").pieces
    title = _title(found, tree)
    return Page(
        pieces=_without_title(pieces, title),
        title=title,
        site=found.sitename,
        author=_author(found),
        published=found.date,
        lang=_language(tree),
        url=_address(found.url, url),
    )


def _extracted(html: str, url: str | None) -> tuple[Document | None, HtmlElement]:
    try:
        tree = load_html(html)
        if tree is None:
            raise ImportRefused(Refusal.NO_ARTICLE, "it holds no HTML")
        for signed in list(tree.iter("footer", "cite")):
            _keep_attribution(signed)
        _frame(tree)
        found = bare_extraction(
            tree,
            url=url,
            include_comments=False,
            with_metadata=True,
            # A day is told by the page's own data, or not at all: a guess may be another's.
            config=_config(),
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError) as error:
        raise ImportRefused(Refusal.DAMAGED, "its HTML cannot be read") from error
    return (found if isinstance(found, Document) else None), tree


def _config() -> ConfigParser:
    """Return trafilatura's settings, with which a short article is one too."""
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "20")
    return config


def _keep_attribution(signed: HtmlElement) -> None:
    """Make a paragraph of who said a quotation: trafilatura would leave out a footer."""
    above = next((each for each in signed.iterancestors("blockquote", "p")), None)
    if above is None or above.tag == "p":
        return
    signed.tag = "p"
    text = signed.text_content().strip()
    if text and not text.startswith(DASHES):
        signed.text = f"– {signed.text or ''}"


def _frame(tree: HtmlElement) -> None:
    """Make an article of what holds most of the paragraphs, in a page that names none.

    Without one trafilatura keeps paragraphs alone, and leaves out headings and lists.
    """
    if next(tree.iter("article", "main"), None) is not None:
        return
    held: dict[HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        above = paragraph.getparent()
        if above is not None:
            held[above] = held.get(above, 0) + len(paragraph.text or "")
    most = max(held, key=lambda element: held[element], default=None)
    if most is None or most.tag not in {"body", "div", "section", "td"}:
        return
    if most.tag != "body":
        most.tag = "article"
        return
    article = most.makeelement("article")
    article.extend(list(most))
    most.append(article)


def _pieces(body: Any) -> Iterator[Piece]:  # noqa: ANN401 - lxml has no types of its own
    """Yield the blocks of trafilatura's tree; words that stand between blocks are paragraphs."""
    yield from _paragraph(body.text)
    for block in body:
        yield from _piece(block)
        yield from _paragraph(block.tail)


def _paragraph(text: str | None) -> Iterator[Piece]:
    if text and text.strip():
        yield Piece("paragraph", (_one(text),))


def _piece(block: Any) -> Iterator[Piece]:  # noqa: ANN401
    if block.tag == "head":
        level = str(block.get("rend", "h2")).removeprefix("h")
        yield Piece(
            "heading", (" ".join(_lines(block)),), max(2, int(level) if level.isdecimal() else 2)
        )
    elif block.tag == "list":
        yield Piece("list", tuple(_items(block)))
    elif block.tag == "quote":
        parts = [line for piece in _pieces(block) for line in piece.lines]
        yield Piece("quotation", tuple(parts))
    elif block.tag == "table":
        rows = (["\t".join(_row(row))] for row in block.iter("row"))
        yield Piece("table", tuple(line for row in rows for line in row))
    elif block.tag == "code" and "\n" in "".join(block.itertext()):
        yield Piece("code", tuple("".join(block.itertext()).strip("\n").split("\n")))
    elif lines := _lines(block):
        yield Piece("paragraph", tuple(lines))


def _row(row: Any) -> Iterator[str]:  # noqa: ANN401
    return (" ".join(_lines(cell)) for cell in row.iter("cell"))


def _items(block: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the items, an inner list's behind the item that holds it."""
    is_numbered = block.get("rend") == "ol"
    for number, item in enumerate(block.iterchildren("item"), start=1):
        inner = list(item.iter("list"))[:1]
        for each in inner:
            item_tail = each.tail
            each.getparent().remove(each)
            if item_tail and item_tail.strip():
                item.text = f"{item.text or ''} {item_tail}"
        text = " ".join(_lines(item))
        if text:
            yield f"{number}. {text}" if is_numbered else text
        for each in inner:
            yield from _items(each)


def _lines(block: Any) -> list[str]:  # noqa: ANN401
    """Return the words of a block, a line for each that the page breaks."""
    parts: list[str] = []
    for element in block.iter():
        if element.tag in {"lb", "p", "item"} and element is not block:
            parts.append("\n")
        parts.append(_spaced(element.text))
        if element is not block:
            # A paragraph in an item ends the line that it stands on.
            parts.append("\n" if element.tag in {"p", "item"} else "")
            parts.append(_spaced(element.tail) if not len(element) else "")
    return [line for line in map(_one, "".join(parts).split("\n")) if line]


def _spaced(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")


def _one(text: str) -> str:
    return " ".join(part for part in re.split(r"[ \t\r\n]+", text) if part)


def _title(found: Document, tree: HtmlElement) -> str | None:
    """Return the page's title without its site; of a bare page, its first heading."""
    title = _one(found.title or "")
    for dash in (" - ", " – ", " — ", " | ", " · ", " « ", " :: "):
        head, _, tail = title.rpartition(dash)
        if head and found.sitename and tail.strip().lower() == found.sitename.lower():
            title = head
    first = next((_one(each.text_content()) for each in tree.iter("h1")), "")
    # The tab may say the heading and more, such as the site's name.
    if first and title.startswith(first):
        title = first
    return title or first or None


def _without_title(pieces: tuple[Piece, ...], title: str | None) -> tuple[Piece, ...]:
    first = pieces[0] if pieces else None
    repeats = first and first.kind == "heading" and first.text.split() == (title or "").split()
    return pieces[1:] if repeats else pieces


def _author(found: Document) -> str | None:
    names = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return ", ".join(names[:3]) or None


def _language(tree: HtmlElement) -> str | None:
    said = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    named = LANGUAGE.match(said)
    return named[1].lower() if named else None


def _address(canonical: str | None, url: str | None) -> str | None:
    """Return the address that the page gives itself, unless it is another site's."""
    if not canonical or urlsplit(canonical).scheme not in {"http", "https"}:
        return url
    is_own = url is None or _host(canonical) == _host(url)
    return canonical if is_own else url


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
