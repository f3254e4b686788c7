"""What is said, in French first."""

from datetime import date

import pytest

from bot.chat import labels, notes, phrases, reasons, screens, small_talk
from bot.chat.moderation import (
    gaps_phrases,
    library_phrases,
    permission_phrases,
    settings_phrases,
    teaching_phrases,
)
from bot.chat.moderation.library_refusals import REFUSED
from bot.chat.phrases import Language, Phrase

FR, EN = Language.FR, Language.EN
MODULES = (phrases, labels, notes, screens, reasons, small_talk)
ALL = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in (
        *MODULES,
        *(permission_phrases, settings_phrases, gaps_phrases, teaching_phrases, library_phrases),
    )
    for name, value in vars(module).items()
    if isinstance(value, Phrase)
} | {f"refusals.{kind}": phrase for kind, phrase in REFUSED.items()}


@pytest.mark.parametrize("phrase", ALL.values(), ids=ALL.keys())
def test_every_phrase_is_there_in_both_languages(phrase: Phrase) -> None:
    assert phrase.fr
    assert phrase.en


@pytest.mark.parametrize("phrase", ALL.values(), ids=ALL.keys())
def test_french_marks_are_held_by_no_break_spaces(phrase: Phrase) -> None:
    for mark in (" :", " ;", " ?", " !", "« ", " »", "'"):
        assert mark not in phrase.fr


@pytest.mark.parametrize("name", [name for name in ALL if name.endswith("_BUTTON")])
def test_a_label_fits_on_a_button(name: str) -> None:
    assert max(len(ALL[name].fr), len(ALL[name].en)) <= 45


MODALS = ["labels.PRECISE", "teaching_phrases.WORDS"]


@pytest.mark.parametrize("name", [f"{modal}_{of}" for modal in MODALS for of in ("TITLE", "LABEL")])
def test_a_modal_s_words_fit(name: str) -> None:
    assert max(len(ALL[name].fr), len(ALL[name].en)) <= 45


@pytest.mark.parametrize("name", [name for name in ALL if name.endswith("_DESCRIPTION")])
def test_a_description_fits_in_a_command(name: str) -> None:
    assert max(len(ALL[name].fr), len(ALL[name].en)) <= 100


def test_dates_are_written_out() -> None:
    assert phrases.day(date(2025, 6, 26)) == "26\u00a0juin\u00a02025"
    assert phrases.day(date(2025, 7, 1)) == "1er\u00a0juillet\u00a02025"
    assert phrases.day(date(2025, 7, 1), EN) == "1\u00a0July\u00a02025"


@pytest.mark.parametrize(
    ("seconds", "french", "english"),
    [
        (0.0, "trouvé en 1\u00a0ms", "found in 1\u00a0ms"),
        (0.0123, "trouvé en 12\u00a0ms", "found in 12\u00a0ms"),
        (0.9999, "trouvé en 1,0\u00a0s", "found in 1.0\u00a0s"),
        (2.34, "trouvé en 2,3\u00a0s", "found in 2.3\u00a0s"),
    ],
)
def test_durations_have_their_unit(seconds: float, french: str, english: str) -> None:
    assert phrases.elapsed(seconds, FR) == french
    assert phrases.elapsed(seconds, EN) == english


@pytest.mark.parametrize(("locale", "language"), [("fr", FR), ("en-US", EN), ("de", EN)])
def test_a_person_is_answered_in_french_or_english(locale: str, language: Language) -> None:
    assert phrases.spoken_by(locale) is language


@pytest.mark.parametrize(
    ("locale", "language"), [("fr", FR), ("en-GB", EN), ("de", FR), (None, FR)]
)
def test_a_server_is_french_unless_it_is_english(locale: str | None, language: Language) -> None:
    assert phrases.spoken_in(locale) is language
