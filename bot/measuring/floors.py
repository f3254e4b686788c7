"""Floors: the least that figures may be, kept in a small JSON file beside the questions."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.errors import BotError
from bot.measuring.figures import Figures
from bot.measuring.files import json_of, one_line
from bot.measuring.groups import TOTAL

# Of times less is better; how many questions there are is no merit.
WITHOUT_FLOOR = {"asked", "own", "p50_ms", "p99_ms"}
KNOWN = tuple(field.name for field in fields(Figures) if field.name not in WITHOUT_FLOOR)

Floors = dict[str, Annotated[float, Field(ge=0, le=1)]]


def read_floors(path: Path) -> Floors:
    """Read a file such as `{"hit_at_1": 0.9, "typo.hit_at_1": 0.95}`; `total` may be left out.

    Raises BotError when a name is that of no figure, or a floor not between 0 and 1.
    """
    floors = json_of(path, Floors, "a file of floors")
    for name in floors:
        figure = name.rpartition(".")[2]
        if figure not in KNOWN:
            known = ", ".join(KNOWN)
            raise BotError(f"{path}: no figure `{one_line(figure)}` has a floor; use {known}.")
    return floors


def below_floors(figures: Mapping[str, Figures], floors: Floors) -> Iterator[str]:
    """Say, a line each, which figures are below their floor, or were not measured."""
    for name, floor in floors.items():
        group, _, figure = name.rpartition(".")
        measured = figures.get(group or TOTAL)
        value = asdict(measured)[figure] if measured else None
        if value is None:
            yield f"{one_line(name)} was not measured, its floor is {floor:.3f}"
        elif value < floor:
            yield f"{one_line(name)} is {value:.4f}, below its floor of {floor:.3f}"
