"""Discord's Markdown, as far as cards use it, as HTML.

markdown-it reads it, with all off but what Discord knows: headings, quotations, lists, emphasis,
backslashes; a line's end is a line's end; and small lines (`-#`), which are Discord's own.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

SUBTEXT = "-# "


def reader() -> MarkdownIt:
    """Return what turns the text of a component into HTML, escaped."""
    markdown = MarkdownIt("zero", {"breaks": True, "html": False})
    markdown.enable(["heading", "blockquote", "list", "emphasis", "escape", "newline"])
    # A small line ends whatever stands above it, as a heading does.
    ends = ["paragraph", "blockquote", "list"]
    markdown.block.ruler.before("list", "subtext", _subtext, {"alt": ends})
    return markdown


def _subtext(state: StateBlock, line: int, _last: int, silent: bool) -> bool:
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if not state.src.startswith(SUBTEXT, start, end):
        return False
    if not silent:
        state.line = line + 1
        state.push("subtext_open", "small", 1).block = True
        inline = state.push("inline", "", 0)
        inline.content, inline.children = state.src[start + len(SUBTEXT) : end].strip(" "), []
        state.push("subtext_close", "small", -1).block = True
    return True
