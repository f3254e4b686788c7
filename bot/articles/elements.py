"""The elements of a Markdown file: headings, paragraphs, lists, and what stands within each.

The one file that knows markdown-it-py.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from bot.articles.bounds import check_depth
from bot.articles.plain import without_controls
from bot.errors import CorpusError

# Deeper than that the parser leaves the text out, and says nothing.
MAX_LEVELS = 20
CONTAINERS = frozenset({"blockquote_open", "list_item_open"})
BLANK_LINES = re.compile(r"\A\s*\n")
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a file: the token that opens it, or is all of it, and what stands within."""

    type: str
    token: Token
    children: list["Element"]

    @property
    def inline(self) -> list[Token]:
        """What stands in a line of text: words, breaks, and the marks around them."""
        return self.children[0].token.children or []


def elements_in(source: str) -> list[Element]:
    """Return the outermost elements of a text, whose lines end in line feeds.

    Raises CorpusError when marks are nested too deeply.
    """
    within: list[list[Element]] = [[]]
    for token in _tokens(source):
        if token.nesting < 0:
            within.pop()
            continue
        element = Element(token.type.removesuffix("_open"), token, [])
        within[-1].append(element)
        if token.nesting > 0:
            within.append(element.children)
    return within[0]


def _tokens(source: str) -> list[Token]:
    tokens = _parser().parse(source)
    deepest = max((token.level for token in tokens if token.type in CONTAINERS), default=0)
    if deepest >= MAX_LEVELS - 1:
        raise CorpusError("its marks are nested too deeply")
    for token in tokens:
        check_depth(child.nesting for child in token.children or ())
    return tokens


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_LEVELS})
    parser.enable(["table", "strikethrough"]).use(front_matter_plugin)
    # It sorts its rules at its first text, and meanwhile would give another thread some of them.
    parser.parse("")
    return parser


def words_of(tokens: Iterable[Token]) -> str:
    """Return the words of a line of text, without marks, addresses and tags."""
    return "".join(map(_word, tokens))


def _word(token: Token) -> str:
    if token.type in {"text", "code_inline"}:
        # An entity can write what ends a line, or what a terminal obeys.
        return without_controls(token.content).replace("\n", " ")
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak" or (
        token.type == "html_inline" and LINE_BREAK.match(token.content)
    ):
        return "\n"
    # An image holds the words that stand for it.
    return words_of(token.children or ())


def last_break(tokens: Sequence[Token]) -> int:
    """Return where the last end of a line stands that is in no mark, or how many they are."""
    depths = accumulate(token.nesting for token in tokens)
    breaks = [
        at
        for at, (token, depth) in enumerate(zip(tokens, depths, strict=True))
        if token.type == "softbreak" and not depth
    ]
    return breaks[-1] if breaks else len(tokens)


@dataclass(frozen=True, slots=True)
class FoundMatter:
    """A front matter's YAML, and where in its text the lines behind it begin."""

    content: str
    end: int


def front_matter_in(text: str) -> FoundMatter | None:
    """Return the front matter that the parser sees in `text`, whose lines end in line feeds."""
    begins = blank_before(text)
    tokens = _parser().parse(text[begins:])
    if not tokens or tokens[0].type != "front_matter" or tokens[0].map is None:
        return None
    lines = text[begins:].split("\n")[: tokens[0].map[1]]
    return FoundMatter(tokens[0].content, begins + sum(len(line) + 1 for line in lines))


def blank_before(source: str) -> int:
    """Return how many characters stand before the first line that holds something."""
    blank = BLANK_LINES.match(source)
    return blank.end() if blank else 0
