"""Members of a committee: since when, by which answer, and who is expected at a meeting."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Text, and_, bindparam, select

from config.words import Named
from registry.facts import holds, live
from registry.journal import entry
from registry.models import (
    Attendance,
    Committee,
    CommitteeSeat,
    DistrictOrder,
    Entry,
    Instance,
    Meeting,
    Member,
)
from registry.models.base import Day
from registry.prepared_statements import PreparedQuery
from registry.queries.holdings import HoldingRow, person_by_office
from registry.queries.office_holders import all_holders, holders_within
from registry.queries.people import PersonMet, people_met
from registry.queries.person_records import survivor
from registry.queries.seats import by_holders, seats_as_ordered, seats_by_district
from registry.queries.vacancies import with_vacancies, without_holder
from registry.rules.attendance import DistinctMember, distinct_members
from registry.rules.partial_dates import WrittenDate
from registry.rules.rights import Part, PartHeld
from registry.rules.seats import Seat
from registry.rules.terms import member_since
from registry.shaped_queries import KnownQuery, constants

_ON = bindparam("on", type_=Day)
OWN_DAY = frozenset({"replacement"})  # whose answers say themselves from which day somebody sits


class InForce(NamedTuple):
    """When an order was in force, the end not included; what of the first day is known."""

    start: date
    stop: date | None
    precision: str


def member_terms(
    connection: Connection,
    district: str,
    on: date,
    orders: Sequence[InForce],
    known: datetime | None = None,
) -> dict[str, WrittenDate | None]:
    """The first day of whoever fills a seat by name on that day, by the seat's key.

    `orders`: when those were in force that appoint the committee. None of who is named for an
    order that is still to come. Who was taken in from a paper file has the day that the file gives,
    as far as it gives one.
    """
    rows = _TERMS.rows(connection, known, {"district": district, "on": on})
    return {
        key: WrittenDate.of(named_on, precision) if process is None
        else since_known(named_on, orders, by_order=process not in OWN_DAY)
        for key, named_on, precision, process in rows
    }  # fmt: skip


def since_known(named_on: date, orders: Sequence[InForce], *, by_order: bool) -> WrittenDate | None:
    """The same as `member_since`, as far as the order by which somebody sits is known."""
    found = member_since(named_on, [(one.start, one.stop) for one in orders], by_order=by_order)
    began = next((one for one in orders if one.start == found != named_on), None)
    return None if found is None else WrittenDate.of(found, began.precision if began else "day")


_TERMS = KnownQuery(
    lambda known: (
        select(CommitteeSeat.key, Member.valid_from, Member.start_precision, Instance.process)
        .join(CommitteeSeat, CommitteeSeat.id == Member.seat_id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .outerjoin(Entry, Entry.id == Member.entry_id)
        .outerjoin(Instance, Instance.id == Entry.instance_id)
        .where(
            Committee.district_code == bindparam("district"),
            Member.person_id.is_not(None),
            holds(Member, _ON, known),
        )
    )
)


def seated_by(connection: Connection, instance: int, path: str) -> list[int]:
    """Whom the answers at that path of the instance gave a seat, the latest answer first.

    Those that were corrected or taken back since are among them.
    """
    query = (
        select(survivor(Member.person_id))
        .select_from(Member)
        .join(Entry, Entry.id == Member.entry_id)
        .where(Entry.instance_id == instance, Entry.path == path, Member.person_id.is_not(None))
        .order_by(Entry.seq.desc(), Member.id.desc())
    )
    return [*connection.scalars(query)]


def own_parts(connection: Connection, parts: Iterable[PartHeld], on: date) -> list[PartHeld]:
    """The parts as their holder reads them: a member is one from the order on.

    Who is named for an order that is still to come is no member yet.
    """
    found = []
    for one in parts:
        if one.part is not Part.MEMBER:
            found.append(one)
            continue
        orders = [one[:2] for one in orders_appointing(connection, one.area, on)]
        since = member_since(one.start, orders, by_order=False)
        if since is not None:
            found.append(replace(one, start=since))
    return found


def orders_appointing(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[InForce]:
    """When each order that appoints the committee was in force, as far as the day goes."""
    rows = _APPOINTING.rows(connection, known, {"district": district, "on": on})
    return [InForce(row[0], row[1], row[2]) for row in rows]


_APPOINTING = KnownQuery(
    lambda known: select(
        DistrictOrder.valid_from, DistrictOrder.valid_to, DistrictOrder.start_precision
    ).where(
        DistrictOrder.district_code == bindparam("district"),
        DistrictOrder.kind.not_in(constants(("earlier", "amend"))),
        DistrictOrder.valid_from <= _ON,
        live(DistrictOrder, known),
    )
)


@dataclass(frozen=True)
class SeenMember:
    """Who was named for a seat on the sheet of a meeting of that day."""

    person: PersonMet
    on: date


@dataclass(frozen=True)
class Invitee:
    """Somebody who is expected, with all their seats; `person` is None where nobody is known.

    `seen` is then who was named for one of the seats when the committee met last: nobody recorded
    that they hold the office, so they are offered and not taken for its holder.
    """

    member: DistinctMember
    person: PersonMet | None
    position: Named
    seen: SeenMember | None = None

    @property
    def offered(self) -> PersonMet | None:
        """Who fills the seats, else who was named for them at a meeting."""
        return self.person or (self.seen.person if self.seen else None)

    @property
    def name(self) -> Named:
        """Who it is: the person, else the post."""
        return self.person.name if self.person else self.position

    @property
    def without(self) -> str:
        """The key of the words for a post of which nobody is known: vacant, or not recorded."""
        return without_holder(vacant=self.member.vacant)


def invitees(connection: Connection, district: str, on: date) -> tuple[Invitee, ...]:
    """The members of the committee on that day, in printed order."""
    held = all_holders(connection, district, on)
    seats = seats_as_ordered(connection, district, on)
    sitting = who_sits(connection, district, on, seats, held)
    members = with_vacancies(connection, district, on, sitting)
    people = people_met(connection, {one.person for one in members if one.person is not None})
    asked = {seat.key for one in members if not (one.person or one.vacant) for seat in one.seats}
    seen = seen_members(connection, district, on, asked)
    return tuple(
        Invitee(
            one, people.get(one.person or 0), _position(one),
            next((seen[seat.key] for seat in one.seats if seat.key in seen), None),
        )
        for one in members
    )  # fmt: skip


def seen_members(
    connection: Connection, district: str, on: date, seats: Collection[str]
) -> dict[str, SeenMember]:
    """Who was named for each of the seats at the last meeting at which anybody was, by its key."""
    rows = _SEEN.rows(connection, {"district": district, "on": on}) if seats else ()
    sheets = {number: entry(connection, number).body for number in {row[0] for row in rows}}
    found: dict[str, tuple[int, date]] = {}
    for number, line, person, day in rows:
        for key in _seats_of(sheets[number], line):
            if key in seats:
                found.setdefault(key, (person, day))
    people = people_met(connection, {person for person, _ in found.values()})
    return {key: SeenMember(people[person], day) for key, (person, day) in found.items()}


def _seats_of(sheet: Mapping[str, Any], line: int) -> Sequence[str]:
    """The seats of a line of the sheet, as its answer has them; none where it was redacted."""
    lines = (sheet.get("answer") or {}).get("attendance")
    of_line = lines[line] if isinstance(lines, list) and line < len(lines) else {}
    seats = of_line.get("seats") if isinstance(of_line, dict) else ()
    return seats if isinstance(seats, list) else ()


_SEEN = PreparedQuery(
    select(
        Attendance.entry_id,
        Attendance.line,
        survivor(Attendance.person_id),
        Attendance.valid_from,
    )
    .join(
        Meeting,
        and_(
            Meeting.district_code == Attendance.district_code,
            Meeting.key == Attendance.event,
            live(Meeting),
        ),
    )
    .where(
        Attendance.district_code == bindparam("district", type_=Text),
        Attendance.valid_from <= _ON,
        Attendance.person_id.is_not(None),
        Attendance.entry_id.is_not(None),
        live(Attendance),
    )
    .order_by(Attendance.valid_from.desc(), Attendance.id.desc())
)


def members_by_district(
    connection: Connection,
    districts: Collection[str],
    on: date,
    known: datetime | None = None,
) -> dict[str, tuple[DistinctMember, ...]]:
    """The members of several committees on that day, by district: for counts, without names.

    Seats are called as they were decided, whatever the order calls them.
    """
    seats = seats_by_district(connection, districts, on, known)
    held: dict[str, list[HoldingRow]] = {}
    for one in holders_within(connection, districts, on, known):
        held.setdefault(one.area, []).append(one)
    return {
        district: who_sits(
            connection, district, on, seats[district],
            [*held.get(district, ()), *held.get(district[:2], ())], known,
        )
        for district in districts
    }  # fmt: skip


def who_sits(
    connection: Connection,
    district: str,
    on: date,
    seats: tuple[Seat, ...],
    held: Sequence[HoldingRow],
    known: datetime | None = None,
) -> tuple[DistinctMember, ...]:
    """Who fills the seats on that day, by who holds offices; each person or post once."""
    found = by_holders(connection, district, on, seats, known)
    return distinct_members(found, person_by_office(held))


def _position(member: DistinctMember) -> Named:
    """What the order calls them: the title of their first seat."""
    first = member.seats[0]
    return Named(first.title_th, first.title_en)
