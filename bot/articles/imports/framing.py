"""Where in a web page its article stands: what holds nearly all of its running text.

The page's own word, an element `article` or `main`, is believed when it holds a good part of it.
"""

import re
from copy import deepcopy
from dataclasses import dataclass

from lxml.html import HtmlElement

from bot.articles.imports.inline import is_block

# An article holds this share of the text that stands in its page, or it is only a part of one.
WHOLE_SHARE = 0.8
# What the page calls an article may hold less, beside a long column; a teaser holds hardly any.
NAMED_SHARE = 0.4
# Shorter runs of text are labels, menus and dates.
MIN_RUN_CHARACTERS = 40
AROUND = frozenset(
    "a aside button dialog fieldset footer form h1 h2 h3 h4 h5 h6 head header label menu nav"
    " noscript option script select style svg template textarea".split()
)
AROUND_NAMES = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentaires?|commentlist|respond|disqus|sidebar|side-bar|related"
    r"|cookies?|consent|newsletter|footer|widget-area|modal|popup)(?:[\s_-]|$)",
    re.IGNORECASE,
)
HOLDERS = frozenset("article body center div main section td".split())


@dataclass(frozen=True, slots=True)
class Framed:
    """The article's part of a page, a tree of its own; how many characters of text run in it."""

    tree: HtmlElement
    characters: int


def framed(tree: HtmlElement) -> Framed | None:
    """Return the part of `tree` that holds its article; None when no text runs in it."""
    held = _held(tree)
    total = held.get(tree, 0)
    if not total:
        return None
    articles = list(tree.iter("article"))
    named = max(articles, key=lambda each: held[each], default=None)
    is_named = named is not None and held[named] >= total * NAMED_SHARE
    found = named if is_named else _holder(tree, held, total)
    return Framed(_alone(found), held[found])


def _held(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Return how many characters of running text each element holds, with all that is in it."""
    elements = [each for each in tree.iter() if isinstance(each.tag, str)]
    around: set[HtmlElement] = set()
    blocks: dict[HtmlElement, HtmlElement] = {}
    runs: dict[HtmlElement, int] = {}
    for element in elements:
        above = element.getparent() if element is not tree else None
        if above in around or _is_around(element):
            around.add(element)
        is_own = above is None or is_block(element)
        blocks[element] = element if is_own else blocks[above]
        if element not in around:
            runs[blocks[element]] = runs.get(blocks[element], 0) + len((element.text or "").strip())
        if above is not None and above not in around:
            runs[blocks[above]] = runs.get(blocks[above], 0) + len((element.tail or "").strip())
    held = {each: run if run >= MIN_RUN_CHARACTERS else 0 for each, run in runs.items()}
    for element in reversed(elements):
        held.setdefault(element, 0)
        above = element.getparent() if element is not tree else None
        if above is not None:
            held[above] = held.get(above, 0) + held[element]
    return held


def _is_around(element: HtmlElement) -> bool:
    if element.tag in {"html", "body", "main", "article"}:
        return False
    named = f"{element.get('id', '')} {element.get('class', '')}"
    return element.tag in AROUND or bool(AROUND_NAMES.search(named[:1000]))


def _holder(tree: HtmlElement, held: dict[HtmlElement, int], total: int) -> HtmlElement:
    """Return the innermost element that holds nearly all, with the title when one is near."""
    found = inner = tree
    while True:
        least = total * WHOLE_SHARE
        within = (each for each in inner if held.get(each, 0) >= least)
        deeper = next(within, None)
        if deeper is None:
            break
        inner = deeper
        found = inner if inner.tag in HOLDERS else found
    if next(found.iter("h1"), None) is not None:
        return found
    for above in found.iterancestors():
        if above.tag in {"body", "html"}:
            break
        # What stands between the title and the text, such as an introduction, is the article's.
        if next(above.iter("h1"), None) is not None:
            return above
    return found


def _alone(found: HtmlElement) -> HtmlElement:
    """Return a page that holds a copy of `found` as its one article."""
    article = deepcopy(found)
    for inner in list(article.iter("article", "main", "body")):
        inner.tag = "div"
    article.tag = "article"
    article.tail = None
    article.attrib.clear()
    page = article.makeelement("html")
    body = article.makeelement("body")
    page.append(body)
    body.append(article)
    return page
