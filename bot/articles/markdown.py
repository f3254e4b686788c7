"""From the text of a Markdown file to an article and its passages.

The one file that knows markdown-it-py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.front_matter import front_matter_plugin

from bot.articles.article import Article, Passage
from bot.articles.bounds import check_depth, check_marks
from bot.articles.front_matter import FrontMatter, read_front_matter
from bot.articles.plain import one_line, without_controls
from bot.errors import CorpusError

# The parser's time grows with the depth of a quotation times the lines behind it; no text needs it.
NESTED_QUOTATIONS = re.compile(r"^(?:[ \t]{0,3}>){50}", re.MULTILINE)
# Deeper than that the parser leaves the text out, and says nothing.
MAX_LEVELS = 20
CONTAINERS = frozenset({"blockquote_open", "list_item_open"})
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
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
    source = re.sub(r"\A\s*\n", "", source)
    check_marks(source)
    if NESTED_QUOTATIONS.search(source):
        raise CorpusError("its marks are nested too deeply")
    try:
        tree = SyntaxTreeNode(_tokens(source))
        blocks = [block for node in tree.children for block in _blocks(node) if block.text.strip()]
    except RecursionError as error:
        raise CorpusError("its marks are nested too deeply") from error
    matter = _front_matter(source, tree)
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


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_LEVELS})
    return parser.enable(["table", "strikethrough"]).use(front_matter_plugin)


def _tokens(source: str) -> list[Token]:
    tokens = _parser().parse(source)
    deepest = max((token.level for token in tokens if token.type in CONTAINERS), default=0)
    if deepest >= MAX_LEVELS - 1:
        raise CorpusError("its marks are nested too deeply")
    for token in tokens:
        check_depth(child.nesting for child in token.children or ())
    return tokens


def _front_matter(source: str, tree: SyntaxTreeNode) -> FrontMatter:
    first = tree.children[0] if tree.children else None
    if first is not None and first.type == "front_matter":
        return read_front_matter(first.content)
    if re.match(r"---[ \t]*\n", source):
        raise CorpusError("the front matter opened by its first line is never closed by ---")
    return FrontMatter()


@dataclass(frozen=True, slots=True)
class FoundMatter:
    """A front matter's YAML, and where in its text the lines behind it begin."""

    content: str
    end: int


def front_matter_in(text: str) -> FoundMatter | None:
    """Return the front matter that `parse` sees in `text`, whose lines end in line feeds."""
    blank = re.match(r"\A\s*\n", text)
    begins = blank.end() if blank else 0
    tokens = _parser().parse(text[begins:])
    if not tokens or tokens[0].type != "front_matter" or tokens[0].map is None:
        return None
    lines = text[begins:].split("\n")[: tokens[0].map[1]]
    return FoundMatter(tokens[0].content, begins + sum(len(line) + 1 for line in lines))


def _title_in(blocks: Sequence[Block]) -> str | None:
    return next((b.text for b in blocks if b.kind == "heading" and b.level == 1), None)


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """Leave out a first heading that says the title again, whatever its spaces are."""
    first = blocks[0] if blocks else None
    repeats = first and first.level == 1 and first.text.split() == title.split()
    return blocks[1:] if repeats else blocks


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    """Yield the blocks of one top-level node; comments, rules and raw HTML are no prose."""
    if node.type == "heading":
        yield Block("heading", one_line(_inline(node)), int(node.tag[1]))
    elif node.type == "paragraph":
        yield Block("paragraph", _inline(node))
    elif node.type == "ordered_list" and _is_chronicle(node):
        for item in node.children:
            yield Block("paragraph", "\n".join(_lines(item)))
    elif node.type in {"bullet_list", "ordered_list"}:
        # « 1986. Une année… » is a paragraph that Markdown takes for a list of one item.
        alone = len(node.children) == 1
        yield Block("paragraph" if alone else "list", "\n".join(_lines(node)))
    elif node.type == "blockquote":
        yield Block("quotation", "\n".join(_quoted(node)))
    else:
        yield Block("paragraph", "\n".join(_lines(node)))


def _is_chronicle(node: SyntaxTreeNode) -> bool:
    """Tell paragraphs that start with a year, apart from each other, from a list."""
    spaced = any(not child.hidden for item in node.children for child in item.children)
    return spaced and len(node.children[0].info) == len("1986")


def _lines(node: SyntaxTreeNode) -> Iterator[str]:
    """Yield the lines of a container: list items behind their mark, table rows cell by cell."""
    if node.type in {"paragraph", "heading"}:
        yield from _inline(node).split("\n")
    elif node.type == "list_item":
        mark = f"{node.info}{node.markup}" if node.info else "-"
        lines = [line for child in node.children for line in _lines(child)]
        if lines:
            yield f"{mark} {lines[0]}"
        yield from ("  " + line for line in lines[1:])
    elif node.type == "tr":
        yield " | ".join(one_line(_inline(cell)) for cell in node.children)
    elif node.type in {"fence", "code_block"}:
        yield from node.content.rstrip().split("\n")
    else:
        for child in node.children:
            yield from _lines(child)


def _quoted(node: SyntaxTreeNode) -> Iterator[str]:
    """Yield the lines of a quotation, its attribution apart though no blank line is before it."""
    for child in node.children[:-1]:
        yield from _lines(child)
    for last in node.children[-1:]:
        parts = last.children[0].children if last.type == "paragraph" else []
        breaks = [at for at, part in enumerate(parts) if part.type == "softbreak"]
        cut = breaks[-1] if breaks else len(parts)
        signed = "".join(map(_inline, parts[cut + 1 :]))
        if _is_attribution(signed):
            yield from "".join(map(_inline, parts[:cut])).split("\n")
            yield signed
        else:
            yield from _lines(last)


def _is_attribution(text: str) -> bool:
    return len(text) <= ATTRIBUTION_MAX_CHARACTERS and bool(ATTRIBUTION.match(text))


def _inline(node: SyntaxTreeNode) -> str:
    """Return the words of a node, without marks, addresses and tags."""
    if node.type in {"text", "code_inline"}:
        # An entity can write what ends a line, or what a terminal obeys.
        return without_controls(node.content).replace("\n", " ")
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak" or (node.type == "html_inline" and LINE_BREAK.match(node.content)):
        return "\n"
    return "".join(_inline(child) for child in node.children)


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
