"""The committee as an answer leaves it, read once more before the answer is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desk.views.form_fields import FieldKind
from desk.web.gate.seat_table import CHANGES
from desk.web.gate.sheets import GateSheet
from registry.rules.seat_changes import apply
from registry.rules.seats import BodyKey, Seat, SeatMode


@dataclass(frozen=True)
class SeatStanding:
    """A seat as it will stand. `asked`: its agency is asked to name somebody."""

    seat: Seat
    asked: bool


@dataclass(frozen=True)
class BodyStanding:
    """A body with its seats."""

    key: BodyKey
    seats: tuple[SeatStanding, ...]


def standing(sheet: GateSheet, answer: Mapping[str, Any]) -> tuple[BodyStanding, ...]:
    """Every body of the committee by the answer: none where the answer is not about seats."""
    table = next((one for one in sheet.fields if one.kind is FieldKind.SEATS), None)
    changes = answer.get(table.name) if table else None
    if table is None or (table.when is not None and not changes):
        return ()
    after = apply(sheet.seats, CHANGES.validate_python(list(changes or ())))
    asks, named = "ask" in sheet.gate.form.model_fields, set(answer.get("ask") or ())
    seats = [
        SeatStanding(one, asks and (one.key in named or one.mode is SeatMode.BY_NAME))
        for one in after
    ]
    bodies = ((key, tuple(one for one in seats if one.seat.body is key)) for key in BodyKey)
    return tuple(BodyStanding(key, those) for key, those in bodies if those)
