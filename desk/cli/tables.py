"""Plain tables for a terminal, aligned although Thai vowels and tones take no room."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TypeVar

from config.words import Language, say
from desk.cli.call import Lines, Result

R = TypeVar("R")

_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_WIDE = frozenset({"W", "F"})
GAP = "  "


def width(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    return sum(map(_columns, text))


@cache  # a table of the country asks for half a million signs, of some hundred kinds
def _columns(sign: str) -> int:
    if unicodedata.category(sign) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in _WIDE else 1


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], none: str | None = None
) -> Iterator[str]:
    """The rows under their heads; without any, `none` alone where that is given."""
    if none is not None and not rows:
        return iter([none])
    return aligned([heads, *rows])


def aligned(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The rows, each column as wide as its widest cell."""
    lines = [tuple(row) for row in rows]
    widths = [max(width(cell) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines:
        yield GAP.join(
            _padded(cell, wide) for cell, wide in zip(line, widths, strict=True)
        ).rstrip()


def listed(
    data: object,
    heads: Sequence[str],
    rows: Sequence[R],
    cells: Callable[[R, Language], Sequence[str]],
    above: Lines = lambda _: (),
) -> Result:
    """What a command lists: a row each, under the words of the heads; `above` stands over it."""
    return Result(
        data,
        lambda lang: [
            *above(lang),
            *table(
                [say(f"head.{name}", lang) for name in heads],
                [cells(one, lang) for one in rows],
                say("desk.none_listed", lang),
            ),
        ],
    )


def _padded(cell: str, wide: int) -> str:
    return cell + " " * (wide - width(cell))
