"""From HTML to a page: the main text and what the page tells of it.

The one file that knows trafilatura and lxml. It is imported only where something is imported:
that costs more than a start of `souffleur ask` should.
"""

import re
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import LxmlError
from lxml.html import HtmlElement
from trafilatura import bare_extraction, extract_metadata, load_html
from trafilatura.settings import Document, use_config

from bot.articles.imports.boilerplate import folded
from bot.articles.imports.framing import framed
from bot.articles.imports.pieces import Page, Piece
from bot.articles.imports.refusing import ImportRefused, Refusal
from bot.articles.imports.unfolding import unfold
from bot.articles.imports.web_blocks import one, pieces_of

LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]|$)")
BYLINE = re.compile(
    r"^(?:(?:propos|paroles) )?(?:recueillie?s? |écrit |rédigé |written |posted )?"
    r"(?:par|by)\b\s*:?\s*",
    re.IGNORECASE,
)
# So much of the text that runs in a page makes an article of it.
ENOUGH = 0.8
SMALL = 20


def page_from_html(html: str, *, url: str | None = None) -> Page:
    """Return the article of a web page; `url` is where it came from.

    Raises ImportRefused when nothing in it looks like an article.
    """
    found, tree, body = _read(html, url)
    if body is None:
        raise ImportRefused(Refusal.NO_ARTICLE, "no article is seen in the page")
    pieces = tuple(pieces_of(body))
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


def _read(html: str, url: str | None) -> tuple[Document, HtmlElement, Any]:
    """Return what a page tells of itself, its tree, and the tree of its article's blocks."""
    try:
        tree = load_html(html)
        if tree is None:
            raise ImportRefused(Refusal.NO_ARTICLE, "it holds no HTML")
        told = extract_metadata(
            tree,
            default_url=url,
            # A day is told by the page's own data, or not at all: a guess may be another's.
            date_config={"original_date": True, "extensive_search": False},
            extensive=False,
        )
        for hidden in list(tree.iter("noscript")):
            hidden.drop_tree()
        return told, tree, _body(tree)
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError) as error:
        raise ImportRefused(Refusal.DAMAGED, "its HTML cannot be read") from error


def _body(tree: HtmlElement) -> Any:  # noqa: ANN401 - lxml has no types of its own
    """Return the blocks of the article: of its frame, or of the page where that gives more."""
    frame = framed(tree)
    if frame is None:
        return None
    unfold(frame.tree)
    least = frame.characters * ENOUGH
    fullest = None
    # What comes later knows less of the page's order: it must give clearly more.
    for page, size in ((frame.tree, SMALL), (frame.tree, None), (tree, None), (tree, SMALL)):
        body = _extracted(page, size)
        if body is None:
            continue
        if fullest is None or _size(body) * ENOUGH > _size(fullest):
            fullest = body
        if _size(fullest) >= least:
            return fullest
    return fullest


def _extracted(page: HtmlElement, size: int | None) -> Any:  # noqa: ANN401
    config = use_config()
    if size is not None:
        config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(size))
    found = bare_extraction(
        deepcopy(page), include_comments=False, with_metadata=False, config=config
    )
    return found.body if isinstance(found, Document) else None


def _size(body: Any) -> int:  # noqa: ANN401
    return sum(map(len, body.itertext()))


def _title(found: Document, tree: HtmlElement) -> str | None:
    """Return the page's title without its site; of a bare page, its first heading."""
    title = one(found.title or "")
    for dash in (" - ", " – ", " — ", " | ", " · ", " « ", " :: "):
        head, _, tail = title.rpartition(dash)
        if head and found.sitename and tail.strip().lower() == found.sitename.lower():
            title = head
    headings = [one(each.text_content()) for each in tree.iter("h1")]
    # The tab may say the heading and more, such as the site's name; what is shared says less.
    for heading in headings:
        if heading and (_begins(title, heading) or _begins(heading, title)):
            return heading
    return title or next(filter(None, headings), None)


def _begins(longer: str, shorter: str) -> bool:
    """Tell whether `shorter` is the beginning of `longer`, and no word is cut."""
    whole, part = folded(longer), folded(shorter)
    return bool(part) and whole.startswith(part) and not whole[len(part) : len(part) + 1].isalnum()


def _without_title(pieces: tuple[Piece, ...], title: str | None) -> tuple[Piece, ...]:
    """Leave out a first line that says the title again, whatever its mark and its spaces are."""
    repeats = pieces and len(pieces) > 1 and pieces[0].text.split() == (title or "").split()
    return pieces[1:] if repeats else pieces


def _author(found: Document) -> str | None:
    names = [BYLINE.sub("", name.strip()) for name in (found.author or "").split(";")]
    return ", ".join(list(filter(None, names))[:3]) or None


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
