"""From text to the words that are compared: folded, without elisions, stop words and endings.

The one file that knows unidecode and Snowball. Everything is folded before anything is decided,
so that a question typed without accents, or in capitals, gives the same words as one typed well.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import Stemmer
from unidecode import unidecode

STOP_WORDS_FILE = Path(__file__).with_name("stop_words.txt")

APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′＇", "'"))
# A number keeps its decimals, its groups of thousands and its percent sign: 14,3 – 10 000 – 49 %.
NUMBER = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\w)|\d+(?:[.,]\d+)*(?!\w)"
PERCENT = r"(?: ?(?:%|pour ?cents?\b))?"
TOKEN = re.compile(rf"(?P<number>(?<!\w)(?:{NUMBER}){PERCENT})|(?P<word>\w+(?:'\w+)*)", re.I)
ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)'(?=\w)")


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
    return [word for match in TOKEN.finditer(_flattened(text)) for word in _read(match)]


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that carry meaning, in order, repeated as written."""
    return [word.stem for word in words(text) if not is_stop_word(word.folded)]


def is_stop_word(folded: str) -> bool:
    """Tell whether a folded word is one that says nothing of what a text is about."""
    return folded in _stop_words()


def fold(text: str) -> str:
    """Return `text` in lower case ASCII: Cœur → coeur, CRÉÉE → creee."""
    return unidecode(unicodedata.normalize("NFKC", text)).lower()


@cache
def stem(folded: str) -> str:
    """Return the French Snowball stem of a folded word."""
    return folded if folded[:1].isdigit() else _stemmer().stemWord(folded)


def _flattened(text: str) -> str:
    """Return `text` with plain apostrophes and spaces, each character in its place.

    Composition would move the offsets, so it is done word by word, later.
    """
    return re.sub(r"\s", " ", text.translate(APOSTROPHES))


def _read(match: re.Match[str]) -> Iterator[Word]:
    if number := match["number"]:
        yield _number(number, match)
        return
    start = match.start()
    rest = match["word"]
    while elided := ELISION.match(rest.lower()):
        rest = rest[elided.end() :]
        start += elided.end()
    # unidecode may give several words for one (北京 → Bei Jing), or none (a lone mark).
    for folded in re.findall(r"[a-z0-9]+", fold(rest.replace("'", ""))):
        yield Word(folded, stem(folded), start, match.end())


def _number(number: str, match: re.Match[str]) -> Word:
    digits = re.match(NUMBER, number)
    assert digits is not None
    value = digits[0].replace(" ", "").replace(".", ",")
    folded = fold(value) + ("%" if digits.end() < len(number.rstrip()) else "")
    return Word(folded, folded, match.start(), match.end())


@cache
def _stop_words() -> frozenset[str]:
    lines = STOP_WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines for word in line.partition("#")[0].split())


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("french")
