"""What is recorded of each field, beside the field of the form that corrects it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from config.words import Term, Value
from desk.views.form_fields import FieldKind, FormField
from desk.web.gate.field_views import FieldView, Typed, shown
from desk.web.gate.figure_table import BESIDE, figure_table
from registry.rules.baht import amount_shown

# Of these the check before recording tells line by line what differs.
NOT_BESIDE = frozenset({FieldKind.LISTED, FieldKind.SEATS})


@dataclass(frozen=True)
class RecordedValue:
    """What a field says as it is recorded: in words, and by the name of each of its inputs.

    `differs`: something else is typed in it now.
    """

    said: tuple[Value, ...]
    values: Mapping[str, list[str]]
    differs: bool


def recorded_beside(
    fields: Sequence[FormField], recorded: Typed, typed: Typed
) -> dict[str, RecordedValue]:
    """By the name of each field what is recorded of it, both as they would have been typed.

    Of rows nothing is said where there are more or fewer of them: nobody knows which was which.
    """
    stood, now = shown(fields, recorded), shown(fields, typed)
    return {
        name: RecordedValue(said, values, any(_plain(typed, one) != values[one] for one in values))
        for name, said, values in _recorded_in(stood, now, recorded)
    }


Told = tuple[str, tuple[Value, ...], dict[str, list[str]]]


def _recorded_in(
    stood: Sequence[FieldView], now: Sequence[FieldView], recorded: Typed
) -> Iterator[Told]:
    for before, after in zip(stood, now, strict=True):
        kind = before.field.kind
        if kind in NOT_BESIDE or before.field.asked.carried:
            continue
        if kind is FieldKind.FIGURES:
            yield from _figures(before.name, recorded)
        elif kind is FieldKind.GROUP:
            yield from _recorded_in(before.parts, after.parts, recorded)
        elif kind is FieldKind.ROWS:
            if [_head(row) for row in before.rows] == [_head(row) for row in after.rows]:
                for one, other in zip(before.rows, after.rows, strict=True):
                    yield from _recorded_in(one, other, recorded)
        else:
            yield before.name, tuple(_words(before)), {before.name: _plain(recorded, before.name)}


def _head(row: Sequence[FieldView]) -> list[str]:
    """What tells a row from others: the parts that go along with it."""
    return [one.value for one in row if one.field.asked.carried]


def _figures(name: str, recorded: Typed) -> Iterator[Told]:
    for block in figure_table(name, recorded):
        for one in block.inputs:
            names = [one.name, *(f"{one.name}.{beside}" for beside in BESIDE if one.qualified)]
            meant = Term(f"choice.qualifier.{one.qualifier}") if one.qualifier else ""
            said = [one.value, meant, one.evidence]
            yield one.name, tuple(filter(None, said)), {key: _plain(recorded, key) for key in names}


def _plain(typed: Typed, name: str) -> list[str]:
    """The values of a name as they are compared: in whatever order, without outer spaces."""
    values = (one.replace("\r\n", "\n").strip() for one in typed.get(name, ()))
    return sorted(filter(None, values))


def _words(one: FieldView) -> Iterator[Value]:
    held = [value for value in one.values if value]
    if one.field.kind is FieldKind.YES_NO:
        yield from (Term(f"choice.bool.{value}") for value in held)
    elif one.field.options:
        labels = {option.value: option.label for option in one.field.options}
        yield from (labels.get(value, value) for value in held)
    else:
        yield from (amount_shown(value) if one.field.money else value for value in held)
