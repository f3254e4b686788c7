"""From a file or a web page, whatever its form, to an article as the corpus folder holds it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote, urlsplit

from unidecode import unidecode

from bot.articles.article import Article, Passage
from bot.articles.elements import front_matter_in
from bot.articles.folder import MAX_ARTICLE_BYTES
from bot.articles.front_matter import FrontMatter, is_address, read_front_matter
from bot.articles.imports.apart import Apart, PageForm, ReadPage
from bot.articles.imports.decoding import decoded
from bot.articles.imports.pieces import Page, Piece
from bot.articles.imports.plain_page import page_from_text
from bot.articles.imports.refusing import ImportRefused, Refusal
from bot.articles.imports.trimming import without_boilerplate
from bot.articles.imports.writing import front_matter_of, markdown_of
from bot.articles.markdown import parse
from bot.errors import CorpusError

# A web page may hold pictures and programs beside its article.
MAX_SOURCE_BYTES = 10_000_000
MAX_NAME_CHARACTERS = 80
# What an address gives with less text is a notice: to subscribe, to log in, to switch something on.
MIN_FETCHED_CHARACTERS = 200
TOO_LITTLE = (
    "hardly any text is in it: its page may need a subscription or JavaScript;"
    " save it in a browser, and add the file"
)
FORMS = "it is none of .md, .txt, .html and .pdf"

Form = Literal["markdown", "text", "html", "pdf"]
BY_SUFFIX: dict[str, Form] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
}
BY_TYPE: dict[str, Form] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "application/pdf": "pdf",
}
# Names that say nothing of what they hold; some systems take the last for devices.
NAMELESS = frozenset(
    "index default article page home accueil document untitled con prn aux nul".split()
)
# What French and English texts cannot do without, and do not share.
FRENCH = frozenset("le les des du est une dans et qui que pour pas sur avec aux ce cette".split())
ENGLISH = frozenset("the of and to in is that for was with as his her they are this".split())


@dataclass(frozen=True, slots=True)
class Imported:
    """An article that was imported, not yet kept anywhere.

    `name` is a safe file name without its ending, and the id of `article`. `markdown` is the whole
    text of a file that `bot.articles.markdown.parse` reads to the same article and passages.
    """

    name: str
    markdown: str
    article: Article
    passages: tuple[Passage, ...]


def imported(
    content: bytes,
    *,
    name: str,
    media_type: str | None = None,
    url: str | None = None,
    read_page: ReadPage | None = None,
) -> Imported:
    """Return the article that a file or the page at `url` holds.

    `name` is the file's; `media_type` is what a server said, with its charset. HTML and PDF are
    read by `read_page`, without it in a process of its own. Raises ImportRefused, for whatever
    `content` is; nothing takes longer than half a minute.
    """
    form = _form(content, name, media_type)
    bound = MAX_SOURCE_BYTES if form in {"html", "pdf"} else MAX_ARTICLE_BYTES
    if len(content) > bound:
        raise ImportRefused(Refusal.TOO_LARGE, f"it is larger than {bound:,} bytes")
    if not content.strip():
        raise ImportRefused(Refusal.EMPTY, "it is empty")
    try:
        if form == "markdown":
            return _from_markdown(decoded(content, media_type=media_type), name, url)
        least = MIN_FETCHED_CHARACTERS if form == "html" and url else 0
        return _from_page(_page(form, content, media_type, url, read_page), name, url, least)
    except ImportRefused:
        raise
    except CorpusError as error:
        raise ImportRefused(Refusal.NO_ARTICLE, str(error)) from error


def _form(content: bytes, name: str, media_type: str | None) -> Form:
    if b"%PDF-" in content[:1024]:
        return "pdf"
    said = (media_type or "").partition(";")[0].strip().lower()
    suffix = PurePosixPath(name).suffix.lower()
    form = BY_TYPE.get(said) or BY_SUFFIX.get(suffix) or ("text" if said == "text/plain" else None)
    if form is None:
        raise ImportRefused(Refusal.UNKNOWN_FORM, FORMS)
    if form == "pdf":
        raise ImportRefused(Refusal.DAMAGED, "it is no PDF, though it says so")
    return form


def _page(
    form: Form,
    content: bytes,
    media_type: str | None,
    url: str | None,
    read_page: ReadPage | None,
) -> Page:
    if form == "text":
        return page_from_text(decoded(content, media_type=media_type))
    apart: PageForm = "pdf" if form == "pdf" else "html"
    if read_page is not None:
        return read_page(apart, content, media_type, url)
    with Apart() as reader:
        return reader.read(apart, content, media_type, url)


def _from_page(page: Page, name: str, url: str | None, least: int) -> Imported:
    pieces = without_boilerplate(page.pieces)
    if not any(piece.kind != "heading" for piece in pieces):
        raise ImportRefused(Refusal.NO_ARTICLE, "no article is seen in it")
    if _characters(pieces) < least:
        raise ImportRefused(Refusal.NO_ARTICLE, TOO_LITTLE)
    title = page.title or _title_from(name)
    lang = page.lang or _language(" ".join(piece.text for piece in pieces))
    address = next((each for each in (page.url, url) if each and is_address(each)), None)
    whole = replace(page, pieces=pieces, title=title, lang=lang, url=address)
    return _read_back(markdown_of(whole), _stem(name, title))


def _characters(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces if piece.kind != "heading")


def _from_markdown(text: str, name: str, url: str | None) -> Imported:
    """Keep the text as it is; a front matter that lacks the title or the address gets it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    stem = _stem(name, "")
    article, _ = parse(text, article_id=stem)
    matter = front_matter_in(text)
    said = read_front_matter(matter.content) if matter else FrontMatter()
    lacks_url = url is not None and said.url is None
    if matter and said.title and not lacks_url:
        return _read_back(text, _stem(name, said.title))
    title = article.title if article.title != stem else _title_from(name)
    known = Page(
        (),
        title=title,
        site=said.site,
        author=said.author,
        published=said.published.isoformat() if said.published else None,
        lang=said.lang,
        url=str(said.url) if said.url else url,
    )
    body = text[matter.end :] if matter else text
    return _read_back(f"{front_matter_of(known)}\n\n{body.lstrip()}", _stem(name, title))


def _read_back(markdown: str, name: str) -> Imported:
    if len(markdown.encode()) > MAX_ARTICLE_BYTES:
        raise ImportRefused(
            Refusal.TOO_LARGE, f"its text is larger than {MAX_ARTICLE_BYTES:,} bytes"
        )
    article, passages = parse(markdown, article_id=name)
    return Imported(name, markdown, article, passages)


def name_in(url: str) -> str:
    """Return the file name that a web address ends with; it may be empty."""
    return unquote(PurePosixPath(urlsplit(url).path).name)


def _title_from(name: str) -> str:
    plain = re.sub(r"[\W_]+", " ", PurePosixPath(name).stem).strip()
    return plain[:1].upper() + plain[1:] or "Article"


def _stem(name: str, title: str) -> str:
    """Return a file name for every system: of the file, else of the title."""
    for said in (PurePosixPath(name).stem, title):
        slug = re.sub(r"[^a-z0-9]+", "-", unidecode(said[:500]).lower()).strip("-")
        slug = slug[:MAX_NAME_CHARACTERS].strip("-")
        if slug and slug not in NAMELESS and not slug.isdecimal():
            return slug
    return "article"


def _language(text: str) -> str:
    """Tell French from English by their small words; French when nothing tells."""
    words = text[:20_000].lower().split()
    english, french = (sum(word in small for word in words) for small in (ENGLISH, FRENCH))
    return "en" if english > french else "fr"
