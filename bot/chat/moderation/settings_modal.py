"""« Durées et limites… »: four numbers, typed into a modal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from discord import ui

from bot.chat.manners import Limits
from bot.chat.moderation import settings_phrases as said
from bot.chat.phrases import Language, Phrase
from bot.memory.kept import MAX_RETENTION_DAYS, RETENTION_DAYS, GuildSettings

LIMITS_MODAL = "settings-limits"
MOST_QUESTIONS = 1_000
MOST_SECONDS = 3_600
TYPED_CHARACTERS = 10


@dataclass(frozen=True, slots=True)
class Field:
    """A number of GuildSettings, by its name there, and what may be typed."""

    name: str
    label: Phrase
    hint: Phrase
    least: int
    most: int


FIELDS = (
    Field("person_questions", said.PERSON_LABEL, said.NUMBER_HINT, 0, MOST_QUESTIONS),
    Field("channel_questions", said.CHANNEL_LABEL, said.NUMBER_HINT, 0, MOST_QUESTIONS),
    Field("cooldown_seconds", said.SECONDS_LABEL, said.SECONDS_HINT, 1, MOST_SECONDS),
    Field("retention_days", said.DAYS_LABEL, said.DAYS_HINT, 1, MAX_RETENTION_DAYS),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, by the names of the fields: None where that was nothing.

    `wrong` is the first field that holds no number within its bounds.
    """

    numbers: Mapping[str, int | None]
    wrong: Field | None = None


def limits_modal(decided: GuildSettings, host: Limits, language: Language) -> ui.Modal:
    """Return the modal, filled in with what was decided."""
    hosts = {
        "person_questions": host.person_questions,
        "channel_questions": host.channel_questions,
        "cooldown_seconds": round(host.seconds),
        "retention_days": RETENTION_DAYS,
    }
    modal = ui.Modal(title=said.LIMITS_TITLE.to(language), custom_id=LIMITS_MODAL)
    for field in FIELDS:
        value = getattr(decided, field.name)
        box = ui.TextInput[Any](
            custom_id=field.name,
            required=False,
            max_length=TYPED_CHARACTERS,
            default=None if value is None else str(value),
        )
        hint = field.hint.to(language).format(most=field.most, host=hosts[field.name])
        modal.add_item(ui.Label(text=field.label.to(language), description=hint, component=box))
    # A modal that is stopped is not stored: what is filled in may come back after a restart.
    modal.stop()
    return modal


def read(typed: Mapping[str, str]) -> Typed:
    """Return the numbers that were typed; a field that is not there was left empty."""
    numbers: dict[str, int | None] = {}
    for field in FIELDS:
        text = typed.get(field.name, "").strip()
        number = int(text) if text.isdecimal() else None
        if text and (number is None or not field.least <= number <= field.most):
            return Typed({}, wrong=field)
        numbers[field.name] = number
    return Typed(numbers)
