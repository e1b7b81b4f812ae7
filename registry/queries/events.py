"""What happens to districts, and on which day: what is announced, and what they were told."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import (
    Connection,
    ScalarSelect,
    Text,
    bindparam,
    func,
    literal_column,
    select,
)

from config.clock import bangkok_day
from registry.facts import live
from registry.models import Event, OpenGate, table_of
from registry.models.base import Day
from registry.prepared_statements import PreparedQuery
from registry.queries.areas import within
from registry.rows import every
from registry.shaped_queries import KnownList
from registry.transaction import Write

_event = table_of(Event)
_gate = table_of(OpenGate)


class EventRow(NamedTuple):
    """An event on its day; `about` is the office whose holder changes."""

    district: str
    kind: str
    about: str
    on: date
    status: str
    paper_number: str | None = None
    recorded_by: int | None = None


_EVENT = select(
    _event.c.district_code,
    _event.c.kind,
    _event.c.about,
    _event.c.valid_from,
    _event.c.status,
    _event.c.paper_number,
    _event.c.recorded_by,
)
# Written out, as the index over what is announced has it.
IS_ANNOUNCED = (_event.c.status == literal_column("'announced'", Text)) & live(_event)


def first_announced(district: object) -> ScalarSelect[date]:
    """The day of the first event that the district is still to be told, as part of a question."""
    first = select(func.min(_event.c.valid_from)).where(
        _event.c.district_code == district, IS_ANNOUNCED
    )
    return first.scalar_subquery()


def announced(connection: Connection, district: str, by: date) -> list[EventRow]:
    """The events that the processes of the district are to be told by that day, oldest first."""
    return every(EventRow, _ANNOUNCED.rows(connection, {"district": district, "by": by}))


_ANNOUNCED = PreparedQuery(
    _EVENT.where(
        _event.c.district_code == bindparam("district"),
        _event.c.valid_from <= bindparam("by", type_=Day),
        IS_ANNOUNCED,
    ).order_by(_event.c.valid_from, _event.c.id)
)


def event_on(
    connection: Connection, district: str, kind: str, about: str, on: date
) -> EventRow | None:
    """The event of the district that stands on that day, None where there is none."""
    query = _EVENT.where(
        _event.c.district_code == district,
        _event.c.kind == kind,
        _event.c.about == about,
        _event.c.valid_from == on,
        live(_event),
    )
    row = connection.execute(query).first()
    return None if row is None else EventRow._make(row)


def events_about(connection: Connection, about: str, on: date) -> list[EventRow]:
    """The events about an office that stand on that day."""
    query = _EVENT.where(_event.c.about == about, _event.c.valid_from == on, live(_event))
    return every(EventRow, connection.execute(query))


def events_of(
    connection: Connection, district: str, known: datetime | None = None
) -> list[EventRow]:
    """Every event of the district that stands, or stood as known then; oldest first."""
    query = _EVENT.where(_event.c.district_code == district, live(_event, known))
    return every(EventRow, connection.execute(query.order_by(_event.c.valid_from, _event.c.id)))


def events_within(
    connection: Connection, areas: Collection[str], *, most: int, skip: int = 0
) -> list[EventRow]:
    """The events of the districts within the areas that stand, the latest day first."""
    query = _EVENT.where(within(_event.c.district_code, areas), live(_event))
    latest = query.order_by(_event.c.valid_from.desc(), _event.c.id.desc())
    return every(EventRow, connection.execute(latest.limit(most).offset(skip)))


def how_many_events(connection: Connection, areas: Collection[str]) -> int:
    """How many events of the districts within the areas stand."""
    where = within(_event.c.district_code, areas), live(_event)
    return connection.scalar(select(func.count()).select_from(_event).where(*where)) or 0


def last_entered(district: object) -> ScalarSelect[datetime]:
    """When the last event of the district was entered, as part of a question."""
    last = select(func.max(_event.c.recorded_at)).where(
        _event.c.district_code == district, _WAS_ANNOUNCED
    )
    return last.scalar_subquery()


def entered_late(write: Write, district: str, on: date) -> date | None:
    """The day on which what happened in the district that day was recorded, where that was later.

    None where it was announced in time: a tick that comes late enters nothing.
    """
    if not _any_entered_after(write, district, on):
        return None
    (row,) = _RECORDED.rows(write.connection, {"district": district, "on": on})
    day = None if row[0] is None else bangkok_day(row[0])
    return day if day is not None and day > on else None


def _any_entered_after(write: Write, district: str, on: date) -> bool:
    """Whether any event may have been: by what came with the lock, unless one was written since."""
    if district not in write.entered or _event.name in write.kept.fact_tables:
        return True
    last = write.entered[district]
    return last is not None and bangkok_day(last) > on


# Superseded once it was told; written out, as the index over what was announced has it.
_WAS_ANNOUNCED = _event.c.status == literal_column("'announced'", Text)
_RECORDED = PreparedQuery(
    select(func.max(_event.c.recorded_at)).where(
        _event.c.district_code == bindparam("district"),
        _event.c.valid_from == bindparam("on", type_=Day),
        _WAS_ANNOUNCED,
    )
)


def districts_due(connection: Connection, today: date) -> list[str]:
    """The districts in which a gate has come to its last day, or an event to its own."""
    rows = (*_LAPSED.rows(connection, {"today": today}), *_DUE.rows(connection, {"today": today}))
    return sorted({row[0] for row in rows})


_TODAY = bindparam("today", type_=Day)
_LAPSED = PreparedQuery(
    select(_gate.c.district_code)
    .where(_gate.c.status == literal_column("'open'", Text), _gate.c.until_on < _TODAY)
    .distinct()
)
_DUE = PreparedQuery(
    select(_event.c.district_code).where(_event.c.valid_from <= _TODAY, IS_ANNOUNCED).distinct()
)


def next_days(
    connection: Connection,
    kind: str,
    districts: Collection[str],
    *,
    after: date,
    known: datetime | None = None,
) -> dict[str, date]:
    """The first day after that one on which such an event stands, by district."""
    said = {"kind": kind, "after": after}
    return {row[0]: row[1] for row in _NEXT_DAYS.rows(connection, districts, known, said)}


_NEXT_DAYS = KnownList(
    lambda districts, known: (
        select(_event.c.district_code, func.min(_event.c.valid_from))
        .where(
            _event.c.district_code.in_(districts),
            _event.c.kind == bindparam("kind"),
            _event.c.valid_from > bindparam("after", type_=Day),
            live(_event, known),
        )
        .group_by(_event.c.district_code)
    ),
    apart=True,
)


def days_about(
    connection: Connection, about: str, *, after: date, district: str | None = None
) -> list[date]:
    """The days after that one on which an event stands about the office, or the agency."""
    query = select(_event.c.valid_from).where(
        _event.c.about == about, _event.c.valid_from > after, live(_event)
    )
    if district is not None:
        query = query.where(_event.c.district_code == district)
    return list(connection.scalars(query))


def event_number(connection: Connection, event: EventRow) -> int | None:
    """The number under which the event stands, None where it does not."""
    query = select(_event.c.id).where(
        _event.c.district_code == event.district,
        _event.c.kind == event.kind,
        _event.c.about == event.about,
        _event.c.valid_from == event.on,
        live(_event),
    )
    return connection.scalar(query)
