"""From text to the words that are compared: folded, without elisions, stop words and endings.

The one file that knows unidecode and Snowball's French. Everything is folded before anything is
decided, so that a question typed without accents, or in capitals, gives the same words as one
typed well.
"""

import re
import sys
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import Stemmer
from unidecode import unidecode

STOP_WORDS_FILE = Path(__file__).with_name("stop_words.txt")

# What stands for an apostrophe, each in the place of one.
APOSTROPHES = "’‘ʼ´`′＇"
# A number keeps its decimals, its groups of thousands and its percent sign: 14,3 – 10 000 – 49 %.
# An apostrophe joins letters, not a letter to a number: d’1,5 million.
TOKEN = re.compile(
    r"""(?P<number>\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?(?!\w)|\d+(?:[.,]\d+)*(?!\w))
        (?P<percent>\s?(?:%|pour\s?cents?\b))?
    |(?P<word>\w+(?:'(?!\d)\w+)*)""",
    re.VERBOSE | re.IGNORECASE,
)
# No word goes over such a space: only a number does, « 10 000 » or « 49 pour cent ».
GAP = re.compile(r" (?<!\d )(?<!pour )", re.IGNORECASE)
ELISION = re.compile(
    # « ç’a été » too, with its cedilla typed as one sign or apart.
    r"(?:[cdjlmnst]|ç|c\u0327|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)'(?=\w)",
    re.IGNORECASE,
)
# What follows a letter without being one: accents typed apart (NFD), soft hyphens, joiners.
# It looks back from the first of them, because a pattern that begins with a set is found faster.
AFTER_A_LETTER = re.compile(r"[^\w\s\x00-\x7f](?<=\w.)[^\w\s\x00-\x7f]*", re.DOTALL)
PLAIN_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
INVISIBLE = frozenset("\u00ad\u200c\u200d\u2060\ufeff")
FOLDED_WORD = re.compile(r"[a-z0-9]+")
STEMS_KEPT = 100_000
SIGNS_KEPT = 10_000
# Most questions are shorter.
QUESTION_CHARACTERS, QUESTIONS_KEPT = 300, 64
# The places in a text as long as most: all texts hold the same numbers.
PLACES: Sequence[int] = tuple(range(2_000))
# Longer ones are rare, and would fill the memory if somebody made many.
PIECE_CHARACTERS = 30
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


class Word(NamedTuple):
    """A word of a text: what is compared, and where it stands.

    `folded` is in lower case without accents; `stem` is its Snowball stem (a number's is the
    number itself). `start` and `end` are character offsets in the text that was read. A tuple,
    because a text has a hundred of them and a frozen dataclass takes far longer to make.
    """

    folded: str
    stem: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return every word of `text` in order, stop words included."""
    is_kept = len(text) <= QUESTION_CHARACTERS
    return [*(_words_kept(text) if is_kept else _words_of(text))]


def _words_of(text: str) -> tuple[Word, ...]:
    found, new = [], tuple.__new__
    places = PLACES if len(text) < len(PLACES) else range(len(text) + 1)
    at = 0
    for piece in GAP.split(text):
        is_kept = len(piece) <= PIECE_CHARACTERS
        for folded, word_stem, start, end in _kept_words(piece) if is_kept else words_in(piece):
            # What Word(…) does, only faster.
            found.append(new(Word, (folded, word_stem, places[at + start], places[at + end])))
        at += len(piece) + 1
    return tuple(found)


# From one end of the program to the other a question is taken apart a dozen times.
_words_kept = lru_cache(maxsize=QUESTIONS_KEPT)(_words_of)


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that carry meaning, in order, repeated as written."""
    found = words(text)
    return [found[at].stem for at in content_of(found)]


def content_of(found: Sequence[Word]) -> list[int]:
    """Return the positions of the words that carry meaning: all but the stop words."""
    stop_words = _stop_words()
    return [at for at, word in enumerate(found) if word.folded not in stop_words]


def is_stop_word(folded: str) -> bool:
    """Tell whether a folded word is one that says nothing of what a text is about."""
    return folded in _stop_words()


def fold(text: str) -> str:
    """Return `text` in lower case ASCII: Cœur → coeur, CRÉÉE → creee."""
    if text.isascii():
        return text.lower()
    # Halves of surrogate pairs, which no text should hold, make unidecode warn.
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return "".join(map(_folded_sign, unicodedata.normalize("NFKC", whole)))


# unidecode reads sign by sign, and in a text of French there are not many of them.
@lru_cache(maxsize=SIGNS_KEPT)
def _folded_sign(sign: str) -> str:
    return unidecode(sign).lower()


def fold_french(text: str) -> str:
    """Return what `fold` makes of French text, a whole file at once and a hundred times as fast.

    Signs that French does not use are dropped.
    """
    lower = text.lower().replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    return unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode()


def plain_words(folded: str) -> tuple[str, ...]:
    """Return the words of a line of a data file, which `fold_french` has folded: no numbers."""
    # Most lines are one word.
    found = [folded] if folded.isalnum() else PLAIN_WORD.findall(folded)
    return tuple(word[_elided(word) :].replace("'", "") for word in found)


def _elided(word: str) -> int:
    """Return how many characters before a word are what is left of others: « jusqu’à l’ »."""
    start = 0
    # Most words have none, and to look for a sign costs less than to look for a form.
    while "'" in word and (elided := ELISION.match(word, start)):
        start = elided.end()
    return start


# Bounded, because the words of questions come from outside and a bot runs for months.
@lru_cache(maxsize=STEMS_KEPT)
def stem(folded: str) -> str:
    """Return the French Snowball stem of a folded word."""
    if folded[:1].isdigit():
        return folded
    return KEPT_APART.get(folded) or _stemmer().stemWord(folded)


def words_in(piece: str) -> tuple[Word, ...]:
    """Return the words of a piece of a text, most often one; where they stand is told within it.

    A piece is what stands between two places where GAP is found.
    """
    # Most are letters alone, and then one word; what stands for an apostrophe may be a letter too.
    if piece.isalpha() and "ʼ" not in piece:
        return tuple(_spoken(piece, 0, len(piece)))
    # Composition would move the offsets, so it is done word by word.
    plain = piece
    for apostrophe in APOSTROPHES:
        plain = plain.replace(apostrophe, "'")
    # Accents typed apart are part of the word that they stand in; unidecode joins them later.
    joined = plain if plain.isascii() else AFTER_A_LETTER.sub(_joined, plain)
    found: list[Word] = []
    for match in TOKEN.finditer(joined):
        found += _number(match) if match["number"] else _spoken(plain, *match.span())
    return tuple(found)


# Texts say the same words again and again, behind the same elisions and before the same signs.
_kept_words = lru_cache(maxsize=STEMS_KEPT)(words_in)


def _joined(run: re.Match[str]) -> str:
    """Return the run of signs with its first marks as `_`, which counts as a letter."""
    marks = 0
    while marks < len(run[0]) and _is_mark(run[0][marks]):
        marks += 1
    return "_" * marks + run[0][marks:]


def _is_mark(character: str) -> bool:
    return character in INVISIBLE or unicodedata.category(character).startswith("M")


def _number(match: re.Match[str]) -> list[Word]:
    value = fold("".join(match["number"].split()).replace(".", ","))
    # unidecode drops the digits of scripts that it does not know.
    if not value[:1].isdigit():
        return []
    value = sys.intern(value + "%" if match["percent"] else value)
    return [Word(value, value, *match.span())]


def _spoken(text: str, start: int, end: int) -> list[Word]:
    """Return the words of one as it is written.

    unidecode may give several for one (北京 → Bei Jing), or none (a lone mark).
    """
    start += _elided(text[start:end])
    folded = fold(text[start:end].replace("'", ""))
    parts = [folded] if folded.isalnum() else FOLDED_WORD.findall(folded)
    # Interned, so that all who hold a word hold the same one.
    return [Word(sys.intern(part), sys.intern(stem(part)), start, end) for part in parts]


@cache
def _stop_words() -> frozenset[str]:
    lines = STOP_WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines for word in line.partition("#")[0].split())


@cache
def _stemmer() -> Stemmer.Stemmer:
    # What it keeps by itself, `stem` keeps already: without that it is faster.
    return Stemmer.Stemmer("french", 0)
