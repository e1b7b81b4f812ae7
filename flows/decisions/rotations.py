"""Rotations: a Chief's term that changes, by whatever door, is an event of the district."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from flows.decisions.happen import CHIEF, record_event, take_event_back
from flows.engine.installation import Installation
from flows.engine.replay import EventKind
from registry.queries.events import EventRow, event_on
from registry.queries.office_holders import terms_of_office
from registry.records.events import ANNOUNCED
from registry.rules.rotations import Rotation, changes, rotations
from registry.transaction import Write

Before: TypeAlias = Mapping[str, Sequence[Rotation]]


@dataclass(frozen=True)
class RotationTold:
    """What became of a rotation of a district's Chief: announced, moved or called_off."""

    district: str
    on: date
    how: str


def rotations_before(write: Write, offices: Collection[str]) -> Before:
    """The rotations of those of the offices that are Chiefs', before terms are written."""
    return {one: _rotations(write, one) for one in sorted(offices) if one.endswith(f"/{CHIEF}")}


def tell_rotations(
    desk: Installation,
    write: Write,
    before: Before,
    *,
    by: int | None,
    paper_number: str | None = None,
) -> list[RotationTold]:
    """Record what the terms written since then change of the rotations. Terms as before: nothing.

    A rotation that nobody recorded as an event, as in a release before 0.4, is neither moved nor
    called off: the processes were not told of it.
    """
    found: list[RotationTold] = []
    for office, were in before.items():
        event = EventRow(
            district=office.partition("/")[0],
            kind=EventKind.CHIEF_ROTATED.value,
            about=office,
            on=date.min,
            status=ANNOUNCED,
            paper_number=paper_number,
            recorded_by=by,
        )
        found += _record_changes(desk, write, event, were)
    return found


def _record_changes(
    desk: Installation, write: Write, event: EventRow, were: Sequence[Rotation]
) -> Iterator[RotationTold]:
    changed = changes(were, _rotations(write, event.about))
    for one in changed.gone:
        if _take_back(desk, write, event, one.on):
            yield RotationTold(event.district, one.on, "called_off")
    for old, new in changed.moved:
        if _take_back(desk, write, event, old.on):
            record_event(desk, write, event._replace(on=new.on))
            yield RotationTold(event.district, new.on, "moved")
    for one in changed.new:
        record_event(desk, write, event._replace(on=one.on))
        yield RotationTold(event.district, one.on, "announced")


def _take_back(desk: Installation, write: Write, event: EventRow, on: date) -> bool:
    """Take the event of that day back; False where there is none."""
    stands = event_on(write.connection, event.kind, event.about, on)
    if stands is None:
        return False
    take_event_back(desk, write, stands, by=event.recorded_by)
    return True


def _rotations(write: Write, office: str) -> Sequence[Rotation]:
    return rotations(terms_of_office(write.connection, office))
