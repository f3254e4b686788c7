"""A day as pages write it, in French or English, alone on its line."""

import re
from datetime import date

from bot.articles.imports.boilerplate import folded

MONTHS = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split(),
    "january february march april may june july august september october november december".split(),
    "janv fevr mars avr mai juin juil aout sept oct nov dec".split(),
    "jan feb mar apr may jun jul aug sep oct nov dec".split(),
)
BEFORE = (
    r"(?:(?:publie|paru|mis en ligne|ecrit|posted|published|updated|mis a jour|date)"
    r" ?(?:le|on)? ?:? ?)?"
)
WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\w{3,6}day),? )?"
BEHIND = r"(?:[ ,]{1,2}(?:a|at|-)? ?\d{1,2}[h:]\d{0,2}(?: ?[ap]m)?)?\.?"
DAY_FIRST = re.compile(
    rf"\A{BEFORE}{WEEKDAY}(\d{{1,2}})(?:er|st|nd|rd|th)? ([a-z]{{3,9}})\.?,? (\d{{4}}){BEHIND}"
)
MONTH_FIRST = re.compile(
    rf"\A{BEFORE}{WEEKDAY}([a-z]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){BEHIND}"
)
NUMBERS = re.compile(rf"\A{BEFORE}{WEEKDAY}(\d{{1,2}})[/.](\d{{1,2}})[/.](\d{{4}}){BEHIND}")
ISO = re.compile(rf"\A{BEFORE}(\d{{4}})-(\d{{2}})-(\d{{2}})(?:[t ][\d:.+z-]{{1,20}})?")
MAX_CHARACTERS = 80


def day_in(line: str) -> str | None:
    """Return the day that a line says and nothing else, as 2025-06-26; 06/07 is in July."""
    if len(line) > MAX_CHARACTERS:
        return None
    plain = folded(line)
    if found := DAY_FIRST.fullmatch(plain):
        return _day(found[3], _month(found[2]), found[1])
    if found := MONTH_FIRST.fullmatch(plain):
        return _day(found[3], _month(found[1]), found[2])
    if found := NUMBERS.fullmatch(plain):
        return _day(found[3], int(found[2]), found[1])
    found = ISO.fullmatch(plain)
    return _day(found[1], int(found[2]), found[3]) if found else None


def _month(name: str) -> int:
    return next((names.index(name) + 1 for names in MONTHS if name in names), 0)


def _day(year: str, month: int, day: str) -> str | None:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None
