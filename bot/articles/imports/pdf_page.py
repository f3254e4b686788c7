"""From a PDF file to a page: its text, without what stands on every leaf.

The one file that knows pypdf, which the extra `pdf` brings.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.articles.imports.pieces import SENTENCE_ENDS, Page
from bot.articles.imports.plain_page import page_from_text
from bot.articles.imports.refusing import ImportRefused, Refusal

REMEDY = "a PDF needs the extra `pdf`: pip install 'souffleur[pdf]'"
MAX_LEAVES = 2_000
NUMBER_OF_LEAF = re.compile(
    r"(?:page |p\. ?|- ?)?\d{1,4}(?: ?(?:/|sur|of) ?\d{1,4}| ?-)?", re.IGNORECASE
)
# A line that is shorter than this share of the usual one ends a paragraph.
SHORT_SHARE = 0.8
# What repeats itself at the top or the foot of so many leaves is none of the text.
MIN_REPEATED = 3


def page_from_pdf(content: bytes) -> Page:
    """Return the text of a PDF; its title is what the file says, or its first line.

    Raises ImportRefused when the extra is missing, the file is encrypted or damaged, or no text
    is in it.
    """
    leaves = [_text_lines(text) for text in _texts(content)]
    repeated = _repeated(leaves)
    lines = [line for leaf in leaves for line in _own(leaf, repeated)]
    if not any(map(str.strip, lines)):
        raise ImportRefused(Refusal.NO_ARTICLE, "no text is in it: its pages are pictures")
    return page_from_text("\n".join(_parted(lines)))


def _texts(content: bytes) -> list[str]:
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an extra that may be missing
        from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415
    except ImportError as error:
        raise ImportRefused(Refusal.NEEDS_PDF, REMEDY) from error
    try:
        reader = PdfReader(io.BytesIO(content))
        # What may be read and not changed is encrypted with an empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise ImportRefused(Refusal.ENCRYPTED, "it is encrypted: save it without a password")
        if len(reader.pages) > MAX_LEAVES:
            raise ImportRefused(Refusal.TOO_LARGE, f"it has more than {MAX_LEAVES:,} pages")
        return [leaf.extract_text() for leaf in reader.pages]
    except DependencyError as error:
        raise ImportRefused(
            Refusal.ENCRYPTED, "it is encrypted: save it without a password"
        ) from error
    # A broken file meets every part of the library, and each fails in its own way.
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
            RecursionError, OSError, AssertionError, NotImplementedError) as error:  # fmt: skip
        raise ImportRefused(Refusal.DAMAGED, "it is a damaged PDF") from error


def _text_lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n")]


def _repeated(leaves: Sequence[Sequence[str]]) -> set[str]:
    """Return the lines that stand first or last on many leaves, whatever number is in them."""
    counted = Counter(shape for leaf in leaves for shape in {_shape(line) for line in _edges(leaf)})
    least = max(MIN_REPEATED, len(leaves) // 2)
    return {shape for shape, count in counted.items() if count >= least}


def _edges(leaf: Sequence[str]) -> list[str]:
    said = [line for line in leaf if line]
    return [*said[:2], *said[-2:]]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _own(leaf: Sequence[str], repeated: set[str]) -> list[str]:
    edges = set(_edges(leaf))
    return [
        line
        for line in leaf
        if line not in edges or not (_shape(line) in repeated or NUMBER_OF_LEAF.fullmatch(line))
    ]


def _parted(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines with blank ones between paragraphs; words cut at a line's end are whole."""
    usual = sorted(len(line) for line in lines if line)
    full = usual[int(len(usual) * 0.75)] * SHORT_SHARE if usual else 0
    held = last = ""
    for line in [*lines, ""]:
        if held.endswith("-") and line[:1].islower() and held[-2:-1].isalpha():
            held = held[:-1] + line
        elif held and line and not (len(last) < full and _ends(held, line)):
            yield held
            held = line
        else:
            yield held
            if held:
                yield ""
            held = line
        last = line


def _ends(line: str, following: str) -> bool:
    """Tell the end of a paragraph, or a heading before one."""
    begins = following[:1].isupper() or following[:1] in "«“—–•" or following[:1].isdigit()
    return line.endswith(SENTENCE_ENDS) or begins
