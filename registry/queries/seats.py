"""The seats of a district's committee."""

from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    literal_column,
    select,
)

from config.words import Named
from registry.facts import holds, live
from registry.models import Committee, CommitteeSeat, Member, OpenGate, Person, SeatVersion
from registry.models.base import Day
from registry.prepared_statements import PreparedQuery, Rows
from registry.queries.people import written_name
from registry.queries.person_records import survivor
from registry.queries.seat_titles import ordered_titles
from registry.rules.seats import Seat, SeatMode

_DISTRICT, _ON = bindparam("district", type_=Text), bindparam("on", type_=Day)
_PRINTED = (  # columns of a seat that its record bears by the same names
    "kind", "body", "role", "title_th", "title_en", "office", "agency", "mode", "representative",
)  # fmt: skip
_MOST_SEATS = 8192  # of a province, and what they were before


def seats(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> tuple[Seat, ...]:
    """The seats of the district's committee on that day, in printed order."""
    return tuple(_seat(tuple(row)) for row in _rows(connection, district, on, known))


def _rows(connection: Connection, district: str, on: date, known: datetime | None) -> Rows:
    if known is None:
        return _SEATS_ON.rows(connection, {"district": district, "on": on})
    return connection.execute(_seats_on(on, known), {"district": district}).all()


def seats_by_district(
    connection: Connection,
    districts: Collection[str],
    on: date,
    known: datetime | None = None,
) -> dict[str, tuple[Seat, ...]]:
    """The seats of each of these districts' committees on that day, in printed order."""
    query = _seats_of(on, known).add_columns(Committee.district_code)
    found: dict[str, list[Seat]] = {one: [] for one in districts}
    for *row, district in connection.execute(query.where(Committee.district_code.in_(found))):
        found[district].append(_seat(tuple(row)))
    return {district: tuple(of_one) for district, of_one in found.items()}


def _seats_on(on: date | BindParameter[date], known: datetime | None = None) -> Select[Any]:
    return _seats_of(on, known).where(Committee.district_code == bindparam("district"))


def _seats_of(on: date | BindParameter[date], known: datetime | None = None) -> Select[Any]:
    return (
        select(
            CommitteeSeat.key, Person.id, Person.title_th, Person.name_th, Person.title_en,
            Person.name_en, *(getattr(SeatVersion, name) for name in _PRINTED),
        )
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .join(
            SeatVersion,
            and_(SeatVersion.seat_id == CommitteeSeat.id, holds(SeatVersion, on, known)),
        )
        .outerjoin(Member, and_(Member.seat_id == CommitteeSeat.id, holds(Member, on, known)))
        .outerjoin(Person, Person.id == survivor(Member.person_id))
        .order_by(SeatVersion.position)
    )  # fmt: skip


_SEATS_ON = PreparedQuery(_seats_on(bindparam("on", type_=Day)))


def office_of_seat(connection: Connection, district: str, key: str, on: date) -> str | None:
    """The office that a seat is tied to on that day; None for none, and for no such seat."""
    said = {"district": district, "key": key, "on": on}
    return next((row[0] for row in _OFFICE_OF_SEAT.rows(connection, said)), None)


_OFFICE_OF_SEAT = PreparedQuery(
    select(SeatVersion.office)
    .join(CommitteeSeat, CommitteeSeat.id == SeatVersion.seat_id)
    .join(Committee, Committee.id == CommitteeSeat.committee_id)
    .where(
        Committee.district_code == bindparam("district"),
        CommitteeSeat.key == bindparam("key"),
        holds(SeatVersion, bindparam("on", type_=Day)),
    )
)


def seats_as_ordered(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> tuple[Seat, ...]:
    """The seats of that day, each called as the order in force that day calls it.

    The title of a seat that an order does not name yet is the one that was decided.
    """
    titles = ordered_titles(connection, district, on, known)
    rows = _rows(connection, district, on, known)
    return tuple(_seat(tuple(row), titles.get(row[0])) for row in rows)


def by_holders(
    connection: Connection,
    district: str,
    on: date,
    found: tuple[Seat, ...],
    known: datetime | None = None,
) -> tuple[Seat, ...]:
    """The seats, those of offices for which nobody was named in time by position.

    The request for a name has lapsed: who holds the office sits there, as the order's title
    says, until a name comes in.
    """
    asked = {
        one.key for one in found
        if one.mode is SeatMode.BY_NAME and one.office is not None and one.person is None
    }  # fmt: skip
    left = _never_named(connection, district, on, known) & asked if asked else asked
    return tuple(
        one.model_copy(update={"mode": SeatMode.BY_POSITION}) if one.key in left else one
        for one in found
    )


def _never_named(
    connection: Connection, district: str, on: date, known: datetime | None
) -> set[str]:
    """The keys of seats whose request lapsed by that day; a seat that was left is none of them."""
    said = {"district": district, "on": on}
    rows = (
        _NEVER_NAMED.rows(connection, said)
        if known is None
        else connection.execute(_lapsed(known).where(OpenGate.district_code == _DISTRICT), said)
    )
    return {key for _, key in rows if key is not None}


def never_named_in(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None = None
) -> set[tuple[str, str]]:
    """The same of several districts: the district and the key of each of those seats."""
    query = _lapsed(known).where(OpenGate.district_code.in_(districts))
    return {(row[0], row[1]) for row in connection.execute(query, {"on": on}) if row[1]}


def _lapsed(known: datetime | None = None) -> Select[str, str | None]:
    named = (
        select(CommitteeSeat.key)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .join(Member, Member.seat_id == CommitteeSeat.id)
        .where(
            Committee.district_code == OpenGate.district_code,
            CommitteeSeat.key == OpenGate.subject,
            Member.valid_from <= _ON,
            Member.person_id.is_not(None),
            live(Member, known),
        )
    )
    asked = select(OpenGate.district_code, OpenGate.subject).where(
        OpenGate.gate == "representative",
        OpenGate.status == literal_column("'lapsed'", Text),  # as the index of these has it
        OpenGate.until_on < _ON,
        ~named.exists(),
    )
    return asked if known is None else asked.where(OpenGate.closed_at <= known)


_NEVER_NAMED = PreparedQuery(_lapsed().where(OpenGate.district_code == _DISTRICT))


@lru_cache(maxsize=_MOST_SEATS)
def _seat(row: tuple[Any, ...], title: Named | None = None) -> Seat:
    """The seat of a row, called as the title says where there is one.

    The same row is the same seat, which never changes: to validate it costs more than to read it.
    """
    key, person, *found = row
    name = written_name(*found[:4]) if person else None
    called = {"title_th": title.th, "title_en": title.en} if title else {}
    return Seat(
        **{**dict(zip(_PRINTED, found[4:], strict=True)), **called},
        key=key,
        person=person,
        person_th=name.th if name else None,
        person_en=name.en if name else None,
    )
