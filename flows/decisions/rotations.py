"""Rotations: a Chief's term that changes, by whatever door, is an event of the district."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from config.words import Named
from flows.decisions.acting_chiefs import StillActing, still_acting
from flows.decisions.happen import record_event, take_event_back, take_telling_back
from flows.engine.advance import advance
from flows.engine.days import tell_open
from flows.engine.installation import Installation
from flows.engine.replay import EventKind
from registry.journal import open_instances
from registry.queries.areas import names
from registry.queries.events import EventRow, event_on
from registry.queries.office_terms import terms_of_office
from registry.queries.transfers import transfers_on
from registry.records.events import ANNOUNCED
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.office_references import area_of_office
from registry.rules.rotations import (
    OWN,
    Rotation,
    becomes_known,
    changes,
    names_another,
    rotations,
)
from registry.transaction import Write

ROTATING = frozenset({CHIEF, FOCAL_POINT})
Before: TypeAlias = Mapping[str, Sequence[Rotation]]


@dataclass(frozen=True)
class RotationNotice:
    """What became of a rotation of a district's Chief: announced, moved or called_off.

    `acting`: where who leaves, or comes in their own right, acts as Chief besides and goes on.
    """

    district: str
    name: Named
    on: date
    how: str
    acting: tuple[StillActing, ...] = ()


def rotations_before(write: Write, offices: Collection[str]) -> Before:
    """The rotations of Chiefs and focal points among the offices, before terms are written."""
    return {one: _rotations(write, one) for one in sorted(offices) if _kind(one) in ROTATING}


def tell_rotations(
    desk: Installation, write: Write, before: Before, *, by: int | None
) -> list[RotationNotice]:
    """Record what the terms written since then change of the rotations. Terms as before: nothing.

    A rotation that nobody recorded as an event, as in a release before 0.4, is neither moved nor
    called off: the processes were not told of it. That of a focal point is no event of the
    district: it has a handover of its own, and what waits for the Chief waits on.
    """
    told: list[RotationNotice] = []
    for office, were in before.items():
        for change in _changes(office, were, _rotations(write, office)):
            if _kind(office) == CHIEF:
                told += tell_rotation(desk, write, change, by=by)
            else:
                _care_for(desk, write, change, by=by)
    tell_who_came(desk, write, before, by=by)
    return told


def tell_who_came(desk: Installation, write: Write, before: Before, *, by: int | None) -> None:
    """Tell districts whose post stood as vacant that somebody came by the last rotation after all.

    Where that is taken back, the telling no longer counts, nor what followed. Of one who comes in
    another's place what was told to that one no longer counts.
    """
    for office in before:
        _ask_other(desk, write, office, before[office], by=by)
    for office in (one for one in before if _kind(one) == CHIEF):
        were, now, kind = before[office], _rotations(write, office), EventKind.CHIEF_KNOWN.value
        district = area_of_office(office)
        event = EventRow(district, kind, office, write.today, ANNOUNCED, recorded_by=by)
        if becomes_known(were, now, write.today):
            tell_open(desk, write, event)
        elif becomes_known(now, were, write.today):
            take_telling_back(desk, write, event)


def _ask_other(
    desk: Installation, write: Write, office: str, were: Sequence[Rotation], *, by: int | None
) -> None:
    """What is declared to follow where another came on the day of the last rotation."""
    day = names_another(were, _rotations(write, office), write.today)
    if day is not None:
        event = _event_of(office, day, by)
        desk.declared.on_event[event.kind].other_came(desk, write, event)


def _event_of(office: str, day: date, by: int | None) -> EventRow:
    """The event of the day on which another holds the office, or nobody."""
    of_chief = _kind(office) == CHIEF
    kind = EventKind.CHIEF_ROTATED if of_chief else EventKind.FOCAL_POINT_CHANGED
    district = area_of_office(office)
    return EventRow(district, kind.value, office, day, ANNOUNCED, recorded_by=by)


def _care_for(desk: Installation, write: Write, change: "EventChange", *, by: int | None) -> None:
    """What is declared to follow once another is focal point, or is not after all."""
    care = desk.declared.on_event[EventKind.FOCAL_POINT_CHANGED.value]
    for day, follow in ((change.old, care.called_off), (change.new, care.announced)):
        if day is not None:
            follow(desk, write, _event_of(change.office, day, by))
    for row in open_instances(write, area_of_office(change.office)):
        advance(desk, write, row)  # what nobody could answer is due again, or no more


def _kind(office: str) -> str:
    return office.rpartition("/")[2]


@dataclass(frozen=True)
class EventChange:
    """The event of an office that stood on one day and is to stand on another, or on none."""

    office: str
    old: date | None
    new: date | None
    paper_number: str | None = None


def _changes(
    office: str, were: Sequence[Rotation], now: Sequence[Rotation]
) -> Iterator[EventChange]:
    changed = changes(were, now)
    yield from (EventChange(office, one.on, None) for one in changed.gone)
    yield from (EventChange(office, old.on, new.on) for old, new in changed.moved)
    yield from (EventChange(office, None, one.on) for one in changed.new)


def tell_rotation(
    desk: Installation, write: Write, change: EventChange, *, by: int | None
) -> Iterator[RotationNotice]:
    """Let the event stand on its new day; nothing where it does, or the old one is unknown."""
    if change.old == change.new:
        return
    event = EventRow(
        district=area_of_office(change.office),
        kind=EventKind.CHIEF_ROTATED.value,
        about=change.office,
        on=change.new or date.max,
        status=ANNOUNCED,
        paper_number=change.paper_number,
        recorded_by=by,
    )
    if change.old is not None:
        stands = event_on(write.connection, event.district, event.kind, event.about, change.old)
        if stands is None:
            return
        take_event_back(desk, write, stands, by=by)
        event = event._replace(paper_number=event.paper_number or stands.paper_number)
    if change.new is not None:
        record_event(desk, write, event)
    how = "called_off" if change.new is None else "moved" if change.old else "announced"
    (name,) = names(write.connection, {event.district}).values()
    day = change.new or change.old or date.max
    acting = () if change.new is None else _still_acting(write, change.office, change.new)
    yield RotationNotice(event.district, name, day, how, acting)


def _still_acting(write: Write, office: str, day: date) -> tuple[StillActing, ...]:
    terms = terms_of_office(write.connection, office)
    people = {one.leaving for one in rotations(terms) if one.on == day}
    people |= {one.person for one in terms if (one.capacity, one.start) == (OWN, day)}
    return still_acting(write.connection, people, office, day)


def rotates_on(write: Write, office: str, day: date) -> bool:
    """Whether the office changes hands on that day, by its terms or by a transfer order."""
    by_terms = any(one.on == day for one in _rotations(write, office))
    return by_terms or bool(transfers_on(write.connection, office, day))


def _rotations(write: Write, office: str) -> Sequence[Rotation]:
    return rotations(terms_of_office(write.connection, office))
