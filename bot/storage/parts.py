"""Values made of arrays, taken apart into named arrays and put together again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, cast, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
Value = TypeVar("Value")


def taken_apart(value: object) -> dict[str, NDArray[Any]]:
    """Return the arrays of a dataclass whose fields are arrays or such dataclasses, by their names.

    The fields of a field stand behind a dot: `terms.holding`. A field may also be a value that
    gives its arrays itself, by `arrays()`, and is made of them.
    """
    return dict(_arrays(value, ""))


def put_together(kind: type[Value], arrays: Arrays, name: str = "") -> Value:
    """Return the value of that kind that was taken apart; nothing is copied.

    Raises KeyError when an array is missing.
    """
    if not is_dataclass(kind):
        own = {each.removeprefix(name): arrays[each] for each in arrays if each.startswith(name)}
        return cast("Callable[[Arrays], Value]", kind)(own)
    hints = get_type_hints(kind)
    found: dict[str, Any] = {}
    for field in fields(kind):
        inner = f"{name}{field.name}"
        is_array = _is_array(hints[field.name])
        found[field.name] = (
            arrays[inner] if is_array else put_together(hints[field.name], arrays, f"{inner}.")
        )
    return kind(**found)


def _is_array(hint: object) -> bool:
    origin = get_origin(hint)
    # From Python 3.12 on numpy's NDArray is a name for it.
    return np.ndarray in {origin, get_origin(getattr(origin, "__value__", None))}


def _arrays(value: Any, name: str) -> Iterator[tuple[str, NDArray[Any]]]:  # noqa: ANN401 - see above
    if isinstance(value, np.ndarray):
        yield name.removesuffix("."), value
    elif not is_dataclass(value):
        yield from ((f"{name}{each}", array) for each, array in value.arrays().items())
    else:
        for field in fields(value):
            yield from _arrays(getattr(value, field.name), f"{name}{field.name}.")
