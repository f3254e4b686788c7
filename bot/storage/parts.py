"""Values made of arrays, taken apart into named arrays and put together again."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, get_type_hints

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
Value = TypeVar("Value")


def taken_apart(value: object) -> dict[str, NDArray[Any]]:
    """Return the arrays of a dataclass whose fields are arrays or such dataclasses, by their names.

    The fields of a field stand behind a dot: `terms.holding`.
    """
    return dict(_arrays(value, ""))


def put_together(kind: type[Value], arrays: Arrays, name: str = "") -> Value:
    """Return the value of that kind that was taken apart; nothing is copied.

    Raises KeyError when an array is missing.
    """
    hints = get_type_hints(kind)
    found: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]
        inner = f"{name}{field.name}"
        is_part = is_dataclass(hints[field.name])
        found[field.name] = (
            put_together(hints[field.name], arrays, f"{inner}.") if is_part else arrays[inner]
        )
    return kind(**found)


def _arrays(value: Any, name: str) -> Iterator[tuple[str, NDArray[Any]]]:  # noqa: ANN401 - see above
    if isinstance(value, np.ndarray):
        yield name.removesuffix("."), value
    else:
        for field in fields(value):
            yield from _arrays(getattr(value, field.name), f"{name}{field.name}.")
