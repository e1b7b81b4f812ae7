"""Fields with what was typed in them: as a page shows them, and which of their rows were sent.

It is held as it was typed, flat: it is what a draft keeps and a page shows again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from config.words import Value
from desk.views.form_fields import FieldKind, FormField

Typed = Mapping[str, Sequence[str]]
ROWS_AT_MOST = 120


def without_row(typed: Typed, row: str) -> dict[str, list[str]]:
    """What was typed without that row ("items.2"); those after it move up."""
    name, _, said = row.rpartition(".")
    if not name or not said.isdecimal():
        return {key: [*values] for key, values in typed.items()}
    found: dict[str, list[str]] = {}
    for key, values in typed.items():
        place, dot, rest = key[len(name) + 1 :].partition(".")
        if key.startswith(f"{name}.") and place.isdecimal() and int(place) >= int(said):
            if int(place) == int(said):
                continue
            key = f"{name}.{int(place) - 1}{dot}{rest}"  # noqa: PLW2901 — the row moves up
        found[key] = [*values]
    return found


@dataclass(frozen=True)
class FieldView:
    """A field as a page shows it: with what it holds, its parts and rows."""

    field: FormField
    name: str
    values: tuple[str, ...]
    parts: tuple["FieldView", ...] = ()
    rows: tuple[tuple["FieldView", ...], ...] = ()

    @property
    def value(self) -> str:
        """What it holds, of one value."""
        return self.values[-1] if self.values else ""

    @property
    def key(self) -> str:
        """What it is called in its row."""
        return self.name.rpartition(".")[2]


def shown(fields: Sequence[FormField], typed: Typed) -> tuple[FieldView, ...]:
    """The fields with what was typed."""
    return tuple(_shown(one, typed) for one in fields)


def sent_back(fields: Sequence[FormField], typed: Typed) -> dict[str, list[str]]:
    """What a page may send that nobody touched: what was typed, and its fields' own beginnings."""
    found = {name: [*values] for name, values in typed.items()}
    for one in _single_fields(shown(fields, typed)):
        if one.values:
            found.setdefault(one.name, [*one.values])
    return found


def _single_fields(fields: Sequence[FieldView]) -> Iterator[FieldView]:
    for one in fields:
        yield one
        yield from _single_fields(one.parts)
        for row in one.rows:
            yield from _single_fields(row)


def _shown(one: FormField, typed: Typed) -> FieldView:
    values = tuple(typed.get(one.name, (one.default,) if one.default else ()))
    if one.kind is FieldKind.GROUP:
        return FieldView(
            one, one.name, (), tuple(_shown(part.at(one.name), typed) for part in one.parts)
        )
    if one.kind is FieldKind.ROWS:
        rows = tuple(
            tuple(_shown(part.at(f"{one.name}.{place}"), typed) for part in one.parts)
            for place in range(rows_of(one, typed))
        )
        return FieldView(one, one.name, (), (), rows)
    return FieldView(one, one.name, values)


def head_of(row: Iterable[tuple[FormField, str]]) -> Value:
    """What a row is about, where a part of it carries that along; the parts with what they hold."""
    return next(
        (
            option.label
            for part, held in row
            if part.asked.carried
            for option in part.options
            if option.value == held
        ),
        "",
    )


def rows_of(one: FormField, typed: Typed) -> int:
    """How many rows the field shows: those typed, at least one, one more where asked for."""
    if one.captions is not None:
        return len(one.captions)
    known = row_count(one.name, typed)
    more = 1 if one.name in typed.get("add", ()) else 0
    least = 0 if "." in one.name else 1  # a row in a row is asked for
    return min(max(known, least) + more, ROWS_AT_MOST)


def row_count(name: str, typed: Typed) -> int:
    """How many rows of that name were sent."""
    places = [
        int(place)
        for key in typed
        if key.startswith(f"{name}.")
        and (place := key[len(name) + 1 :].split(".")[0]).isdecimal()
        and len(place) <= len(str(ROWS_AT_MOST))
    ]
    return min(max(places, default=-1) + 1, ROWS_AT_MOST)
