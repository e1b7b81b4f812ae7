"""Plain values: what JSON can say. Covariant, so that a dict of lists of words is one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"


_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def is_text(text: str) -> bool:
    """Whether every database keeps it: without NUL, and without halves of signs."""
    return _NO_TEXT.search(text) is None


def texts(value: Json, path: str = "") -> Iterator[tuple[str, str]]:
    """All texts, whole numbers and field names of a value, each with the path that leads to it."""
    found: list[tuple[str, str]] = []
    _gather(value, path, found)
    return iter(found)


def _gather(value: Json, path: str, found: list[tuple[str, str]]) -> None:
    """Put them into a list: every answer is gone through several times as it is recorded."""
    match value:
        case str():
            found.append((path, value))
        case bool() | None:
            return
        case int():
            found.append((path, str(value)))  # however many digits
        case float():
            found.append((path, f"{value:.0f}"))
        case dict() | Mapping():  # dict first: to ask an abstract class takes far longer
            for place, (name, inner) in enumerate(value.items()):
                # A name is not given away by its own path.
                here = _under(path, name if name.isidentifier() else f"#{place}")
                found.append((here, name))
                _gather(inner, here, found)
        case _:
            for place, inner in enumerate(value):
                _gather(inner, _under(path, str(place)), found)


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
