"""From text to the words that are compared: folded, without elisions, stop words and endings.

The one file that knows unidecode and Snowball's French. Everything is folded before anything is
decided, so that a question typed without accents, or in capitals, gives the same words as one
typed well.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import Stemmer
from unidecode import unidecode

STOP_WORDS_FILE = Path(__file__).with_name("stop_words.txt")

APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′＇", "'"))
# A number keeps its decimals, its groups of thousands and its percent sign: 14,3 – 10 000 – 49 %.
# An apostrophe joins letters, not a letter to a number: d’1,5 million.
TOKEN = re.compile(
    r"""(?<!\w)(?P<number>\d{1,3}(?:\ \d{3})+(?:[.,]\d+)?(?!\w)|\d+(?:[.,]\d+)*(?!\w))
        (?P<percent>\ ?(?:%|pour\ ?cents?\b))?
    |(?P<word>\w+(?:'(?!\d)\w+)*)""",
    re.VERBOSE | re.IGNORECASE,
)
ELISION = re.compile(
    # « ç’a été » too, with its cedilla typed as one sign or apart.
    r"(?:[cdjlmnst]|ç|c\u0327|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)'(?=\w)",
    re.IGNORECASE,
)
# What follows a letter without being one: accents typed apart (NFD), soft hyphens, joiners.
AFTER_A_LETTER = re.compile(r"(?<=\w)[^\w\s\x00-\x7f]+")
PLAIN_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
INVISIBLE = frozenset("\u00ad\u200c\u200d\u2060\ufeff")
FOLDED_WORD = re.compile(r"[a-z0-9]+")
STEMS_KEPT = 100_000
# Longer words are rare, and would fill the memory if somebody made many.
WORD_LETTERS = 30
# Common words that Snowball gives the stem of another: « fonds » is no form of « fonder ».
KEPT_APART = {
    form: kept
    for kept, forms in {
        "fonds": "fonds",
        "mere": "mere meres",
        "vente": "vente ventes",
        "reine": "reine reines",
        "cours": "cours",
        "course": "course courses",
        "parti": "parti partis",
        "partie": "partie parties",
        "commune": "commune communes",
        "rene": "rene renes",
        "renne": "renne rennes",
    }.items()
    for form in forms.split()
}
KEPT_STEMS = frozenset(KEPT_APART.values())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: what is compared, and where it stands.

    `folded` is in lower case without accents; `stem` is its Snowball stem (a number's is the
    number itself). `start` and `end` are character offsets in the text that was read.
    """

    folded: str
    stem: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return every word of `text` in order, stop words included."""
    flattened = _flattened(text)
    # Accents typed apart are part of the word that they stand in; unidecode joins them later.
    joined = AFTER_A_LETTER.sub(_joined, flattened)
    return [word for match in TOKEN.finditer(joined) for word in _read(match, flattened)]


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that carry meaning, in order, repeated as written."""
    return [word.stem for word in words(text) if not is_stop_word(word.folded)]


def is_stop_word(folded: str) -> bool:
    """Tell whether a folded word is one that says nothing of what a text is about."""
    return folded in _stop_words()


def fold(text: str) -> str:
    """Return `text` in lower case ASCII: Cœur → coeur, CRÉÉE → creee."""
    if text.isascii():
        return text.lower()
    # Halves of surrogate pairs, which no text should hold, make unidecode warn.
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return unidecode(unicodedata.normalize("NFKC", whole)).lower()


def fold_french(text: str) -> str:
    """Return what `fold` makes of French text, a whole file at once and a hundred times as fast.

    Signs that French does not use are dropped.
    """
    lower = text.lower().replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    return unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode()


def plain_words(folded: str) -> tuple[str, ...]:
    """Return the words of a line of a data file, which `fold_french` has folded: no numbers."""
    return tuple(_without_elisions(word) for word in PLAIN_WORD.findall(folded))


def _without_elisions(word: str) -> str:
    start = 0
    while elided := ELISION.match(word, start):
        start = elided.end()
    return word[start:].replace("'", "")


# Bounded, because the words of questions come from outside and a bot runs for months.
@lru_cache(maxsize=STEMS_KEPT)
def stem(folded: str) -> str:
    """Return the French Snowball stem of a folded word."""
    if folded[:1].isdigit():
        return folded
    return KEPT_APART.get(folded) or _stemmer().stemWord(folded)


def _flattened(text: str) -> str:
    """Return `text` with plain apostrophes and spaces, each character in its place.

    Composition would move the offsets, so it is done word by word, later.
    """
    return re.sub(r"\s", " ", text.translate(APOSTROPHES))


def _joined(run: re.Match[str]) -> str:
    """Return the run of signs with its first marks as `_`, which counts as a letter."""
    marks = 0
    while marks < len(run[0]) and _is_mark(run[0][marks]):
        marks += 1
    return "_" * marks + run[0][marks:]


def _is_mark(character: str) -> bool:
    return character in INVISIBLE or unicodedata.category(character).startswith("M")


def _read(match: re.Match[str], text: str) -> Iterator[Word]:
    if number := match["number"]:
        value = fold(number.replace(" ", "").replace(".", ","))
        # unidecode drops the digits of scripts that it does not know.
        if value[:1].isdigit():
            value += "%" if match["percent"] else ""
            yield Word(value, value, match.start(), match.end())
        return
    start, end = match.span()
    while elided := ELISION.match(text, start, end):
        start = elided.end()
    written = text[start:end]
    for folded in _parts(written) if len(written) > WORD_LETTERS else _kept_parts(written):
        yield Word(folded, stem(folded), start, end)


def _parts(written: str) -> tuple[str, ...]:
    """Return the folded words of one as it is written.

    unidecode may give several for one (北京 → Bei Jing), or none (a lone mark).
    """
    return tuple(FOLDED_WORD.findall(fold(written.replace("'", ""))))


# Texts say the same words again and again: that saves time, and each is held in memory once.
_kept_parts = lru_cache(maxsize=STEMS_KEPT)(_parts)


@cache
def _stop_words() -> frozenset[str]:
    lines = STOP_WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines for word in line.partition("#")[0].split())


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("french")
