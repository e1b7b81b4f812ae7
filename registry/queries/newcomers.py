"""Newcomers: who came onto a seat of a committee at work, by whatever door.

A replacement, an amending order, another Deputy, another head of an agency: all end in somebody
who fills a seat and did not before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select

from config.words import Named
from registry.facts import holds, live
from registry.models import Committee, CommitteeSeat, Holding, Meeting, Member, Office, SeatVersion
from registry.queries.committee_day import CommitteeDay
from registry.queries.orders import at_work_since
from registry.queries.people import people_met
from registry.queries.person_records import survivor
from registry.rules.seats import Seat
from registry.rules.terms import DAY


@dataclass(frozen=True)
class Newcomer:
    """Somebody, the seats that are new to them, and the first day there."""

    person: int
    name: Named
    seats: tuple[Seat, ...]
    since: date


def newcomers(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> tuple[Newcomer, ...]:
    """Who came since the committee last met before that day; since it is at work, if it never did.

    Who sat in a body already, on whatever seat of it, is no newcomer to it: the duties are the
    body's. () where no order is in force.
    """
    return newcomers_of(CommitteeDay(connection, district, on, known))


def newcomers_of(today: CommitteeDay) -> tuple[Newcomer, ...]:
    """The same of a committee that is read already."""
    before = _known_since(today)
    if before is None:
        return ()
    then = today.at(before).members
    sat = {(seat.body, one.person) for one in then for seat in one.seats}
    new = [
        (one.person, seat)
        for one in today.members
        for seat in one.seats
        if one.person is not None and (seat.body, one.person) not in sat
    ]
    if not new:
        return ()
    connection, district, known = today.connection, today.district, today.known
    held = {(one.ref, one.person): one.start for one in today.holders}
    older = {seat.key for one in then for seat in one.seats}
    made = _seats_since(connection, district, before, known)
    found: dict[tuple[int, date], list[Seat]] = {}
    for person, seat in new:
        by_office = held.get((seat.office or "", person))
        by_name = today.named_since.get(seat.key)
        own = by_office if seat.person is None else by_name.first if by_name else None
        days = [before + DAY, own]
        days += [made.get(seat.key)] if seat.key not in older else []
        since = max(day for day in days if day is not None)
        found.setdefault((person, since), []).append(seat)
    met = people_met(connection, {person for person, _ in new})
    return tuple(
        Newcomer(person, met[person].name, tuple(own), since)
        for (person, since), own in found.items()
    )


def _known_since(today: CommitteeDay) -> date | None:
    """The day whose members are no newcomers any more."""
    since = today.since
    if since is None or since > today.on:
        return None
    met = (one.on for one in today.meetings if one.on < today.on)
    return max((since, *met))


def _seats_since(
    connection: Connection, district: str, after: date, known: datetime | None
) -> dict[str, date]:
    """The first day after that one on which a seat was made or changed, by its key."""
    query = (
        select(CommitteeSeat.key, func.min(SeatVersion.valid_from))
        .join(CommitteeSeat, CommitteeSeat.id == SeatVersion.seat_id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .where(
            Committee.district_code == district,
            SeatVersion.valid_from > after,
            live(SeatVersion, known),
        )
        .group_by(CommitteeSeat.key)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


@dataclass(frozen=True)
class Arrival:
    """A term or a seat that began: perhaps somebody came. `person` is None of a seat."""

    district: str
    person: int | None
    since: date


def arrivals(connection: Connection, on: date, days: int) -> Iterator[Arrival]:
    """What began within so many days in committees at work, after they last met.

    Of all districts in a few questions: whether it makes a newcomer, `newcomers` says.
    """
    after = on - timedelta(days=days)
    working = at_work_since(connection, on)
    met = _last_meetings(connection, on)
    for district, person, since in _begun(connection, on, after):
        known = working.get(district)
        if known is not None and since > max(known, met.get(district, known)):
            yield Arrival(district, person, since)


def _last_meetings(connection: Connection, on: date) -> Mapping[str, date]:
    query = (
        select(Meeting.district_code, func.max(Meeting.valid_from))
        .where(live(Meeting), Meeting.valid_from < on)
        .group_by(Meeting.district_code)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _begun(connection: Connection, on: date, after: date) -> Iterator[tuple[str, int | None, date]]:
    seats = select(Committee.district_code).join(
        CommitteeSeat, CommitteeSeat.committee_id == Committee.id
    )
    members = (
        seats.add_columns(survivor(Member.person_id), Member.valid_from)
        .join(Member, Member.seat_id == CommitteeSeat.id)
        .where(holds(Member, on), Member.valid_from > after, Member.person_id.is_not(None))
    )
    versions = seats.join(SeatVersion, SeatVersion.seat_id == CommitteeSeat.id).where(
        holds(SeatVersion, on)
    )
    offices = (
        versions.add_columns(survivor(Holding.person_id), Holding.valid_from)
        .join(Office, Office.ref == SeatVersion.office)
        .join(Holding, Holding.office_id == Office.id)
        .where(holds(Holding, on), Holding.valid_from > after)
    )
    for query in (members, offices):
        for row in connection.execute(query.distinct()):
            yield row[0], row[1], row[2]
    made = versions.add_columns(SeatVersion.valid_from).where(SeatVersion.valid_from > after)
    for row in connection.execute(made.distinct()):
        yield row[0], None, row[1]
