"""Which of a page's elements stand within a line, and which are blocks."""

from lxml.html import HtmlElement

INLINE = frozenset(
    "a abbr acronym b bdi bdo big br button cite code data del dfn em font i img input ins kbd"
    " label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var"
    " wbr".split()
)


def is_block(element: HtmlElement) -> bool:
    """Tell an element that does not stand within a line."""
    return element.tag not in INLINE
