"""From the text of a Markdown file to an article and its passages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.articles.article import Article, Passage
from bot.articles.bounds import check_marks
from bot.articles.elements import Element, blank_before, last_break, words_of
from bot.articles.front_matter import FrontMatter, read_front_matter
from bot.articles.plain import one_line, without_controls
from bot.articles.shortening import line_of, read_shortened
from bot.errors import CorpusError

# The parser's time grows with the depth of a quotation times the lines behind it; no text needs it.
QUOTATIONS = 50
NESTED_QUOTATIONS = re.compile(rf"^(?:[ \t]{{0,3}}>){{{QUOTATIONS}}}", re.MULTILINE)
ATTRIBUTION = re.compile(r"[–—―]\s*\S|-\s+\S")
ATTRIBUTION_MAX_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the file between two blank lines; `level` is a heading's, else 0."""

    kind: Literal["heading", "paragraph", "list", "quotation"]
    text: str
    level: int = 0


def parse(source: str, *, article_id: str) -> tuple[Article, tuple[Passage, ...]]:
    """Return the article that `source` holds, and its passages in their order.

    Raises CorpusError when the front matter is broken, no paragraph is there, or marks are too
    many or nested too deeply.
    """
    source = without_controls(source.replace("\r\n", "\n").replace("\r", "\n"))
    # A front matter is one on the first line only; a blank line before it is a slip.
    source = source[blank_before(source) :]
    check_marks(source)
    if source.count(">") >= QUOTATIONS and NESTED_QUOTATIONS.search(source):
        raise CorpusError("its marks are nested too deeply")
    try:
        elements, left_out = read_shortened(source)
        blocks = [block for block in _all_blocks(elements, left_out) if block.text.strip()]
    except RecursionError as error:
        raise CorpusError("its marks are nested too deeply") from error
    matter = _front_matter(source, elements)
    title = matter.title or _title_in(blocks) or article_id
    blocks = _joined(_without_title(blocks, title))
    if not any(block.kind != "heading" for block in blocks):
        raise CorpusError("it holds no paragraph")
    article = _article(article_id, title, matter, blocks)
    return article, tuple(_passages(article, blocks))


def _article(article_id: str, title: str, matter: FrontMatter, blocks: Sequence[Block]) -> Article:
    return Article(
        id=article_id,
        title=title,
        site=matter.site or None,
        author=matter.author or None,
        published=matter.published,
        lang=matter.lang,
        url=str(matter.url) if matter.url else None,
        prose="\n\n".join(block.text for block in blocks),
    )


def _front_matter(source: str, elements: Sequence[Element]) -> FrontMatter:
    if elements and elements[0].type == "front_matter":
        return read_front_matter(elements[0].token.content)
    if re.match(r"---[ \t]*\n", source):
        raise CorpusError("the front matter opened by its first line is never closed by ---")
    return FrontMatter()


def _title_in(blocks: Sequence[Block]) -> str | None:
    return next((b.text for b in blocks if b.kind == "heading" and b.level == 1), None)


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """Leave out a first heading that says the title again, whatever its spaces are."""
    first = blocks[0] if blocks else None
    repeats = first and first.level == 1 and first.text.split() == title.split()
    return blocks[1:] if repeats else blocks


def _all_blocks(
    elements: Sequence[Element], left_out: Mapping[int, Sequence[str]]
) -> Iterator[Block]:
    """Yield the blocks of a text, the plain paragraphs that were left out in their places."""
    for element in elements:
        line = line_of(element)
        if line is not None and line in left_out:
            yield from (Block("paragraph", text) for text in left_out[line])
        else:
            yield from _blocks(element)


def _blocks(element: Element) -> Iterator[Block]:
    """Yield the blocks of one top-level element; comments, rules and raw HTML are no prose."""
    if element.type == "heading":
        yield Block("heading", one_line(words_of(element.inline)), int(element.token.tag[1]))
    elif element.type == "paragraph":
        yield Block("paragraph", words_of(element.inline))
    elif element.type == "ordered_list" and _is_chronicle(element):
        for item in element.children:
            yield Block("paragraph", "\n".join(_lines(item)))
    elif element.type in {"bullet_list", "ordered_list"}:
        # « 1986. Une année… » is a paragraph that Markdown takes for a list of one item.
        alone = len(element.children) == 1
        yield Block("paragraph" if alone else "list", "\n".join(_lines(element)))
    elif element.type == "blockquote":
        yield Block("quotation", "\n".join(_quoted(element)))
    else:
        yield Block("paragraph", "\n".join(_lines(element)))


def _is_chronicle(element: Element) -> bool:
    """Tell paragraphs that start with a year, apart from each other, from a list."""
    spaced = any(not child.token.hidden for item in element.children for child in item.children)
    return spaced and len(element.children[0].token.info) == len("1986")


def _lines(element: Element) -> Iterator[str]:
    """Yield the lines of a container: list items behind their mark, table rows cell by cell."""
    if element.type in {"paragraph", "heading"}:
        yield from words_of(element.inline).split("\n")
    elif element.type == "list_item":
        mark = f"{element.token.info}{element.token.markup}" if element.token.info else "-"
        lines = [line for child in element.children for line in _lines(child)]
        if lines:
            yield f"{mark} {lines[0]}"
        yield from ("  " + line for line in lines[1:])
    elif element.type == "tr":
        yield " | ".join(one_line(words_of(cell.inline)) for cell in element.children)
    elif element.type in {"fence", "code_block"}:
        yield from element.token.content.rstrip().split("\n")
    else:
        for child in element.children:
            yield from _lines(child)


def _quoted(element: Element) -> Iterator[str]:
    """Yield the lines of a quotation, its attribution apart though no blank line is before it."""
    for child in element.children[:-1]:
        yield from _lines(child)
    for last in element.children[-1:]:
        parts = last.inline if last.type == "paragraph" else []
        cut = last_break(parts)
        signed = words_of(parts[cut + 1 :])
        if _is_attribution(signed):
            yield from words_of(parts[:cut]).split("\n")
            yield signed
        else:
            yield from _lines(last)


def _is_attribution(text: str) -> bool:
    return len(text) <= ATTRIBUTION_MAX_CHARACTERS and bool(ATTRIBUTION.match(text))


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Join a list to the sentence that introduces it, and an attribution to its quotation."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before and _belongs(block, before):
            joined[-1] = Block(before.kind, f"{before.text}\n{block.text}")
        else:
            joined.append(block)
    return joined


def _belongs(block: Block, before: Block) -> bool:
    if block.kind == "list":
        return before.kind == "paragraph"
    if block.kind == "paragraph" and before.kind == "paragraph":
        # A list of one item, which its introduction tells from a paragraph that starts with 1.
        return before.text.endswith(":") and bool(re.match(r"- |\d{1,3}[.)] ", block.text))
    return (
        before.kind == "quotation"
        and not ATTRIBUTION.match(before.text.rpartition("\n")[2])
        and block.kind == "paragraph"
        and _is_attribution(block.text)
    )


def _passages(article: Article, blocks: Sequence[Block]) -> Iterator[Passage]:
    section: list[tuple[int, str]] = []
    number, start = 0, 0
    for block in blocks:
        if block.kind == "heading":
            section = [above for above in section if above[0] < block.level]
            section.append((block.level, block.text))
        else:
            number += 1
            path = tuple(text for _, text in section)
            yield Passage(article, path, number, start, block.text)
        start += len(block.text) + len("\n\n")
