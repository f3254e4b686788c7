"""Text that stands in no paragraph gets one: an extractor would take it for a menu."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from bot.articles.imports.inline import is_block

# What stands in these is no running text.
AROUND = frozenset("aside button footer form header nav td th".split())
LOOSE = ("article", "div", "section", "center", "dd", "body")


def text_of(element: HtmlElement) -> str:
    """Return the element's words, apart by single spaces."""
    return " ".join(element.text_content().split())


def paragraph_loose(tree: HtmlElement) -> None:
    """Make paragraphs of the text that stands in none."""
    # What is changed must not be walked at the same time.
    for element in list(tree.iter(*LOOSE)):
        if not any(each.tag in AROUND for each in element.iterancestors()):
            for run in list(_runs(element)):
                _wrap(element, run)


@dataclass(slots=True)
class _Run:
    """Text and the inline elements behind it; `before` is the block that it follows."""

    before: HtmlElement | None
    text: str
    inline: list[HtmlElement] = field(default_factory=list)


def _runs(element: HtmlElement) -> Iterator[_Run]:
    """Yield the text between an element's blocks, also where two ends of a line part it."""
    run = _Run(None, element.text or "")
    for child in element:
        is_end = child.tag == "br" and run.inline and _is_bare_end(run.inline[-1])
        if isinstance(child.tag, str) and not is_block(child) and not is_end:
            run.inline.append(child)
            continue
        yield run
        run = _Run(child, child.tail or "")
    yield run


def _is_bare_end(element: HtmlElement) -> bool:
    return element.tag == "br" and not (element.tail or "").strip()


def _wrap(element: HtmlElement, run: _Run) -> None:
    said = run.text + "".join(each.text_content() + (each.tail or "") for each in run.inline)
    linked = sum(len(text_of(each)) for each in run.inline if each.tag in {"a", "button"})
    words = " ".join(said.split())
    if len(words) <= 2 * linked or not any(map(str.isalnum, words)):
        return
    paragraph = element.makeelement("p")
    paragraph.text = run.text
    if run.before is None:
        element.text = None
        element.insert(0, paragraph)
    else:
        run.before.tail = None
        run.before.addnext(paragraph)
    paragraph.extend(run.inline)
