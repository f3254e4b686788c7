"""Gaps as files and as a picture: strangers' words do no harm in either."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.chat.markdown import one_line
from bot.chat.moderation.gaps import Gap, Looked
from bot.chat.moderation.gaps_chart import WEEKS, described, drawn, first_monday, weeks_of
from bot.chat.moderation.gaps_export import as_csv, as_markdown, harmless
from bot.chat.phrases import Language
from bot.memory.kept import DayCount, Outcome, Unanswered, storable
from tests.chat.builders import HOSTILE, TEXTS

FR, EN = Language.FR, Language.EN
DAY = date(2026, 11, 24)


def gap(*texts: str, outcome: Outcome = Outcome.NOT_FOUND) -> Looked:
    rows = tuple(Unanswered(storable(text), outcome, 3, 2, DAY, DAY) for text in texts)
    return Looked(Gap(rows), texts[:1], 1)


def cells(content: bytes, language: Language) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";" if language is FR else ","))


def test_a_spreadsheet_opens_the_file_as_utf_8_with_a_line_for_each_question() -> None:
    content = as_csv([gap("Où se garer ?"), gap("Zut ; « non »", outcome=Outcome.USELESS)], FR)

    assert content.startswith(b"\xef\xbb\xbf")
    head, first, second = cells(content, FR)
    assert head[:5] == ["lacune", "question", "fois", "personnes", "issue"]
    assert head[5:] == ["premier jour", "dernier jour", "répondu depuis"]
    assert first[:5] == ["1", "Où se garer ?", "3", "2", "rien trouvé"]
    assert first[5:] == ["2026-11-24", "2026-11-24", "non"]
    assert second[1] == "Zut ; « non »"


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " ="])
def test_no_cell_is_a_formula(mark: str) -> None:
    assert harmless(f"{mark}HYPERLINK(1)").startswith("'")


@given(TEXTS, st.sampled_from(Language))
def test_whatever_was_asked_stays_in_its_cell_and_computes_nothing(
    text: str, language: Language
) -> None:
    _, (_, question, *_rest) = cells(as_csv([gap(text)], language), language)

    assert not question.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert question.removeprefix("'") == one_line(storable(text)).removeprefix("'")


def test_the_document_tells_each_gap() -> None:
    assert as_markdown([gap("Où se garer ?", "Un parking ?")], FR).decode() == (
        "# Questions posées en vain\n\n## 1. Où se garer ?\n\n"
        "et 1 autre formulation · 6 fois · de 2 à 4 personnes · rien trouvé\u00a0(6) · "
        "la dernière fois le 24\u00a0novembre\u00a02026\n\nDemandé aussi ainsi\u00a0:\n\n"
        "- Un parking ?\n"
    )


@example("* #", "")  # what closes a heading
@example("\\&amp; ===", "\\#")
@given(HOSTILE, HOSTILE)
def test_in_a_document_whatever_was_asked_is_text_and_nothing_else(one: str, other: str) -> None:
    document = as_markdown([gap(one, f"{other} ?")], EN).decode()
    tokens = MarkdownIt("commonmark").parse(document)

    inline = [token for token in tokens if token.type == "inline"]
    assert all(
        child.type in {"text", "text_special", "softbreak"}
        for token in inline
        for child in token.children or []
    )
    shown = ["".join(child.content for child in token.children or []) for token in inline]
    assert shown[1] == f"1. {one_line(storable(one)) or '…'}"


def test_a_week_counts_what_was_asked_in_it() -> None:
    counts = [
        DayCount(date(2026, 11, 23), "answer", 4),
        DayCount(DAY, "answer", 1),
        DayCount(DAY, "not_found", 2),
        DayCount(date(2026, 11, 22), "closest", 3),
        DayCount(date(2020, 1, 1), "answer", 9),
    ]

    weeks = weeks_of(counts, DAY)

    assert [week.asked for week in weeks] == [0] * (WEEKS - 2) + [3, 7]
    assert (weeks[-1].answered, weeks[-1].closest, weeks[-1].refused) == (5, 0, 2)
    assert weeks[0].monday == first_monday(DAY)


@pytest.mark.unmeasured
@pytest.mark.parametrize("language", Language)
def test_the_weeks_are_a_picture_on_a_dark_ground(language: Language) -> None:
    # It takes half a second to load, which who collects the tests need not wait for.
    from matplotlib.image import imread  # noqa: PLC0415

    picture = imread(BytesIO(drawn(weeks_of([DayCount(DAY, "answer", 4)], DAY), language)))

    assert picture.shape[1] > picture.shape[0] > 300
    assert picture[0, 0, :3].max() < 0.3


@settings(max_examples=20)
@given(st.lists(st.integers(0, 10**9), min_size=24, max_size=24), st.sampled_from(Language))
def test_the_words_for_the_picture_are_never_too_long(
    numbers: list[int], language: Language
) -> None:
    kinds = ("answer", "closest", "not_found")
    mondays = [week.monday for week in weeks_of([], DAY)]
    counts = [
        DayCount(mondays[at // 3], kinds[at % 3], number) for at, number in enumerate(numbers)
    ]

    assert 0 < len(described(weeks_of(counts, DAY), language)) <= 1024
