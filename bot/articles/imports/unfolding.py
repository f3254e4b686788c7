"""A web page's tree made plain: what an extractor would leave out though it is the article's.

Captions become paragraphs, what a press unfolds is unfolded, text that stands in no paragraph gets
one; and what is no text, such as marks that lead to a note, goes.
"""

import re

from lxml.html import HtmlElement

from bot.articles.imports.boilerplate import folded, is_boilerplate
from bot.articles.imports.loose_text import paragraph_loose, text_of
from bot.articles.imports.pieces import is_prose

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
DASHES = ("–", "—", "―", "-")
EDITING = "mw-editsection"
# A sign of nobody's, which is taken away from what is read.
GUARD = "\ue0f1"
MAX_GUARDED_CHARACTERS = 30
HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none;?", re.IGNORECASE)
NOTE = re.compile(r"\[?(?:note ?|n\. ?)?(?:\d{1,4}|[a-z*†‡])\]?", re.IGNORECASE)
RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
# Behind a unit a raised number is its power, behind a word it leads to a note.
WORD = re.compile(r"(?<=[^\W\d_]{4})[»”’)]?\Z")
INTO_PAGE = re.compile(r"#.")
CONTENTS = re.compile(r"(?:sommaire|table des matieres|contents|table of contents|summary)")


def unfold(tree: HtmlElement) -> None:
    """Make the article in `tree` plain, a page that holds it alone."""
    for mend in (
        *(_drop_marks, _raise_numbers, _sign_quotations, _open_headings, _show_hidden),
        *(_free_captions, _free_links, _flatten_cells, _keep_lines, paragraph_loose),
        _guard_short,
    ):
        mend(tree)


def _each(tree: HtmlElement, *tags: str) -> list[HtmlElement]:
    # What is changed must not be walked at the same time.
    return list(tree.iter(*tags))


def _drop_marks(tree: HtmlElement) -> None:
    """Drop « [modifier] », marks that lead to a note, and lists that lead into the page alone."""
    for element in _each(tree, "span", "a", "sup"):
        if element.getparent() is None:
            continue
        is_editing = EDITING in element.get("class", "").split()
        if is_editing or (element.tag != "span" and _leads_to_note(element)):
            element.drop_tree()
    for element in _each(tree, "ul", "ol"):
        if element.getparent() is not None and _leads_in_alone(element):
            _drop_with_heading(element)


def _leads_in_alone(listed: HtmlElement) -> bool:
    """Tell a list whose items are nothing but links to parts of the page."""
    links = list(listed.iter("a"))
    return (
        len(links) > 0
        and all(INTO_PAGE.match(link.get("href", "")) for link in links)
        and _linked(listed) == sum(map(len, text_of(listed).split()))
    )


def _linked(element: HtmlElement) -> int:
    """Return how many characters of the element's words are links."""
    return sum(len(word) for link in element.iter("a") for word in text_of(link).split())


def _leads_to_note(element: HtmlElement) -> bool:
    links = [element] if element.tag == "a" else list(element.iter("a"))
    leads_in = any("#" in link.get("href", "") for link in links)
    raised = next(element.iter("sup"), None)
    text = text_of(element)
    is_raised = raised is not None and text_of(raised) == text
    return leads_in and is_raised and bool(NOTE.fullmatch(text))


def _drop_with_heading(contents: HtmlElement) -> None:
    """Drop a table of contents, and the heading that says what it is."""
    before = contents.getprevious()
    if before is not None and CONTENTS.fullmatch(folded(text_of(before)[:50])):
        before.drop_tree()
    contents.drop_tree()


def _raise_numbers(tree: HtmlElement) -> None:
    """Write raised numbers as such: 10⁶ is not 106, nor is a note's number part of a word."""
    for element in _each(tree, "sup"):
        raised = text_of(element)
        if element.getparent() is None or not re.fullmatch(r"[+\-−]?\d{1,4}", raised):
            continue
        before = element.getprevious()
        said = element.getparent().text if before is None else before.tail
        stands_apart = bool(WORD.search(said or ""))
        for inner in list(element):
            inner.drop_tree()
        element.text = (" " if stands_apart else "") + raised.translate(RAISED)


def _sign_quotations(tree: HtmlElement) -> None:
    """Make a paragraph of who said a quotation: trafilatura would leave out a footer."""
    for signed in _each(tree, "footer", "cite"):
        above = next((each for each in signed.iterancestors("blockquote", "p")), None)
        if above is None or above.tag == "p":
            continue
        signed.tag = "p"
        text = signed.text_content().strip()
        if text and not text.startswith(DASHES):
            signed.text = f"– {signed.text or ''}"


def _open_headings(tree: HtmlElement) -> None:
    """Make words of the buttons that headings hold, and headings of those that open a text."""
    for button in _each(tree, "button"):
        above = button.getparent()
        if above.tag in HEADINGS | {"summary", "dt"}:
            button.drop_tag()
        elif button.get("aria-expanded") is not None and text_of(button):
            behind = button.getnext()
            if behind is not None and next(behind.iter("p", "table"), None) is not None:
                button.tag = "h3"


def _show_hidden(tree: HtmlElement) -> None:
    """Show what a heading or a button above it opens."""
    for element in _each(tree, "div", "section", "dd", "p", "ul"):
        style, before = element.get("style", ""), element.getprevious()
        is_hidden = HIDDEN.search(style) or element.get("aria-hidden") == "true"
        if not is_hidden or before is None or element.get("role") == "dialog":
            continue
        opener = [before, *before.iter(*HEADINGS, "button", "summary", "dt")]
        if any(each.tag in HEADINGS | {"button", "summary", "dt"} for each in opener):
            element.attrib.pop("aria-hidden", None)
            element.set("style", HIDDEN.sub("", style))


def _free_captions(tree: HtmlElement) -> None:
    """Make paragraphs of captions, behind their picture and before their table."""
    for caption in _each(tree, "figcaption"):
        figure = next(caption.iterancestors("figure"), None)
        if figure is not None and text_of(caption):
            caption.tag = "p"
            figure.addnext(caption)
    for caption in _each(tree, "caption"):
        table = next(caption.iterancestors("table"), None)
        if table is not None and text_of(caption):
            caption.tag = "p"
            _put_before(table, caption)
    for figure in _each(tree, "figure"):
        if next(figure.iter("table", "blockquote", "pre", "p", "ul"), None) is not None:
            figure.tag = "div"
    for element in tree.iter():
        if "caption" in f"{element.get('class', '')} {element.get('id', '')}":
            element.attrib.clear()


def _put_before(element: HtmlElement, new: HtmlElement) -> None:
    tail, new.tail = new.tail, None
    element.addprevious(new)
    new.tail = tail if tail and tail.strip() else None


def _free_links(tree: HtmlElement) -> None:
    """Make words of links where they are a text: a bibliography is no menu."""
    for listed in _each(tree, "ul", "ol"):
        before = listed.getprevious()
        if listed.getparent().tag in {"nav", "aside", "header", "footer"}:
            continue
        title = text_of(before) if before is not None else ""
        introduces = before is not None and (
            before.tag in HEADINGS or (before.tag == "p" and title.endswith(":"))
        )
        is_text = 2 * _linked(listed) < sum(map(len, text_of(listed).split()))
        if is_text or (introduces and not is_boilerplate(title)):
            _unlink(listed)
    for paragraph in _each(tree, "p"):
        if is_prose(text_of(paragraph)):
            _unlink(paragraph)


def _unlink(element: HtmlElement) -> None:
    for link in _each(element, "a"):
        link.drop_tag()


def _flatten_cells(tree: HtmlElement) -> None:
    """Make words of the lists that stand in a table's cells."""
    for cell in _each(tree, "td", "th"):
        if next(cell.iter("ul", "ol"), None) is None or next(cell.iter("table"), None) is not None:
            continue
        for item in _each(cell, "li"):
            item.text = f"• {(item.text or '').lstrip()}"
            item.tail = f" {item.tail or ''}"
            item.drop_tag()
        for listed in _each(cell, "ul", "ol"):
            listed.drop_tag()


def _keep_lines(tree: HtmlElement) -> None:
    """Mark what is set line by line as code, whose lines and spaces are kept."""
    for element in _each(tree, "pre"):
        if next(element.iter("code"), None) is None:
            code = element.makeelement("code")
            code.text, element.text = element.text, None
            code.extend(list(element))
            element.append(code)


def _guard_short(tree: HtmlElement) -> None:
    """Put a sign behind short words: trafilatura leaves out what is nothing but a site's name."""
    for element in _each(tree, "li", "td", "th", "p", "dt", "dd", *HEADINGS):
        if 0 < len(text_of(element)) <= MAX_GUARDED_CHARACTERS:
            if len(element):
                element[-1].tail = (element[-1].tail or "") + GUARD
            else:
                element.text = (element.text or "") + GUARD
