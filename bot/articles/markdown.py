"""From the text of a Markdown file to an article and its passages.

The one file that knows markdown-it-py and YAML.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.front_matter import front_matter_plugin
from pydantic import BaseModel, BeforeValidator, ConfigDict, HttpUrl, ValidationError

from bot.articles.article import Article, Passage
from bot.errors import CorpusError

ATTRIBUTION = re.compile(r"[–—―]\s*\S|-\s+\S")
ATTRIBUTION_MAX_CHARACTERS = 200


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


class FrontMatter(BaseModel):
    """The YAML between the two `---` lines; unknown keys are left to other programs."""

    model_config = ConfigDict(coerce_numbers_to_str=True, str_strip_whitespace=True)

    title: str | None = None
    site: str | None = None
    published: Annotated[date | None, BeforeValidator(_day)] = None
    lang: str = "fr"
    url: HttpUrl | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the file between two blank lines; `level` is a heading's, else 0."""

    kind: Literal["heading", "paragraph", "list", "quotation"]
    text: str
    level: int = 0


def parse(source: str, *, article_id: str) -> tuple[Article, tuple[Passage, ...]]:
    """Return the article that `source` holds, and its passages in their order.

    Raises CorpusError when the front matter is broken or no paragraph is there.
    """
    tree = SyntaxTreeNode(_parser().parse(source))
    matter = _front_matter(source, tree)
    blocks = [block for node in tree.children for block in _blocks(node) if block.text]
    title = matter.title or _title_in(blocks) or article_id
    if blocks and blocks[0] == Block("heading", title, 1):
        blocks = blocks[1:]
    blocks = _joined(blocks)
    if not any(block.kind != "heading" for block in blocks):
        raise CorpusError("it holds no paragraph")
    article = Article(
        id=article_id,
        title=title,
        site=matter.site or None,
        published=matter.published,
        lang=matter.lang,
        url=str(matter.url) if matter.url else None,
        prose="\n\n".join(block.text for block in blocks),
    )
    return article, tuple(_passages(article, blocks))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser.use(front_matter_plugin)


def _front_matter(source: str, tree: SyntaxTreeNode) -> FrontMatter:
    first = tree.children[0] if tree.children else None
    if first is None or first.type != "front_matter":
        if re.match(r"---[ \t]*\r?\n", source):
            raise CorpusError("the front matter opened by its first line is never closed by ---")
        return FrontMatter()
    try:
        fields = yaml.safe_load(first.content)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise CorpusError(f"its front matter is not YAML: {reason}") from error
    if fields is not None and not isinstance(fields, dict):
        raise CorpusError("its front matter is not a list of `name: value` lines")
    return _validated(fields or {})


def _validated(fields: dict[Any, Any]) -> FrontMatter:
    named = {key: value for key, value in fields.items() if value is not None}
    try:
        return FrontMatter.model_validate(named)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = first["loc"][0] if first["loc"] else "?"
        raise CorpusError(f"`{name}` in its front matter: {first['msg']}") from error


def _title_in(blocks: Sequence[Block]) -> str | None:
    return next((b.text for b in blocks if b.kind == "heading" and b.level == 1), None)


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    """Yield the blocks of one top-level node; comments, rules and raw HTML are no prose."""
    if node.type == "heading":
        yield Block("heading", _inline(node), int(node.tag[1]))
    elif node.type == "paragraph":
        yield Block("paragraph", _inline(node))
    elif node.type in {"bullet_list", "ordered_list"}:
        # « 1986. Une année… » is a paragraph that Markdown takes for a list of one item.
        alone = len(node.children) == 1
        yield Block("paragraph" if alone else "list", "\n".join(_lines(node)))
    elif node.type == "blockquote":
        yield Block("quotation", "\n".join(_lines(node)))
    else:
        yield Block("paragraph", "\n".join(_lines(node)))


def _lines(node: SyntaxTreeNode) -> Iterator[str]:
    """Yield the lines of a container: list items behind their mark, table rows cell by cell."""
    if node.type in {"paragraph", "heading"}:
        yield from _inline(node).split("\n")
    elif node.type == "list_item":
        mark = f"{node.info}{node.markup}" if node.info else "-"
        lines = [line for child in node.children for line in _lines(child)]
        yield " ".join([mark, *lines[:1]])
        yield from ("  " + line for line in lines[1:])
    elif node.type == "tr":
        yield " | ".join(_inline(cell) for cell in node.children)
    elif node.type in {"fence", "code_block"}:
        yield from node.content.rstrip().split("\n")
    else:
        for child in node.children:
            yield from _lines(child)


def _inline(node: SyntaxTreeNode) -> str:
    """Return the words of a node, without marks, addresses and tags."""
    if node.type in {"text", "code_inline"}:
        return node.content
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
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
        return before.text.endswith(":") and bool(re.match(r"- |\d+[.)] ", block.text))
    return (
        before.kind == "quotation"
        and block.kind == "paragraph"
        and len(block.text) <= ATTRIBUTION_MAX_CHARACTERS
        and bool(ATTRIBUTION.match(block.text))
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
