"""Plain values: what JSON can say. Covariant, so that a dict of lists of words is one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"


def texts(value: Json, path: str = "") -> Iterator[tuple[str, str]]:
    """All texts, whole numbers and field names of a value, each with the path that leads to it."""
    match value:
        case str():
            yield path, value
        case bool() | None:
            return
        case int() | float():
            yield path, f"{value:.0f}"
        case Mapping():
            for place, (name, inner) in enumerate(value.items()):
                # A name is not given away by its own path.
                here = _under(path, name if name.isidentifier() else f"#{place}")
                yield here, name
                yield from texts(inner, here)
        case _:
            for place, inner in enumerate(value):
                yield from texts(inner, _under(path, str(place)))


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
