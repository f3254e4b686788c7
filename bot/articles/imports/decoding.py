"""From bytes to text, whatever they were written in.

The one file that knows charset_normalizer.
"""

import codecs
import re

from bot.articles.imports.refusing import ImportRefused, Refusal
from bot.articles.plain import without_controls

MARKED = (
    # UTF-32's mark begins with UTF-16's.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# Names that pages give; others, such as punycode, are no encoding of a page and may be slow.
PAGES = re.compile(
    r"utf-(?:8|16)(?:-[bl]e)?|cp\d{3,4}|iso8859-\d{1,2}|koi8-[ru]|gbk|gb2312|gb18030|big5"
    r"|shift_jis|euc_jp|euc_kr|mac-roman|ascii"
)
# Among all encodings a short French text looks like Baltic as often as like French.
USUAL = ["cp1252", "mac_roman", "cp1251", "cp1253", "shift_jis", "gb18030"]
HEAD_BYTES = 4_096
SAMPLE_BYTES = 100_000
# Text may hold a form feed; one sign in fifty that is none is a picture or a program.
MAX_CONTROLS_SHARE = 0.02


def decoded(content: bytes, *, media_type: str | None = None, is_html: bool = False) -> str:
    """Return the text that `content` holds: by its mark, its header, its own word, its looks.

    Raises ImportRefused when it is no text.
    """
    text = _text(content, media_type, is_html=is_html).removeprefix("\ufeff")
    controls = len(text) - len(without_controls(text.replace("\r", "")).replace("\r", ""))
    controls -= text.count("\r")
    if "\0" in text or controls > MAX_CONTROLS_SHARE * len(text):
        raise ImportRefused(Refusal.NOT_TEXT, "it is not text")
    # Half a pair of UTF-16 is no character, and no file can hold it.
    return text.encode("utf-8", "ignore").decode("utf-8")


def _text(content: bytes, media_type: str | None, *, is_html: bool) -> str:
    for mark, encoding in MARKED:
        if content.startswith(mark):
            return _strictly(content, encoding) or content.decode(encoding, "replace")
    said = CHARSET.search(media_type or "")
    if not said and is_html:
        said = CHARSET.search(content[:HEAD_BYTES].decode("latin-1"))
    for encoding in (*([_known(said[1])] if said else []), "utf-8"):
        text = _strictly(content, encoding)
        if text is not None:
            return text
    return _guessed(content)


def _known(name: str) -> str:
    """Return the codec of a name that a page gives; latin-1 is what browsers take it for."""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return "utf-8"
    if codec in {"iso8859-1", "ascii"}:
        return "cp1252"
    return codec if PAGES.fullmatch(codec) else "utf-8"


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def _guessed(content: bytes) -> str:
    # A fifth of a second that only an import with an unnamed encoding pays.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(content[:SAMPLE_BYTES], cp_isolation=USUAL).best()
    if best is None or b"\0" in content:
        raise ImportRefused(Refusal.NOT_TEXT, "it is not text")
    return content.decode(best.encoding, "replace")
