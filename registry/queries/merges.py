"""Merges of records: what was asked for, what stands, and what follows from one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, Select, func, or_, select

from config.words import Named, Sentence, Term, Value, both
from registry.facts import live
from registry.models import (
    Assignment,
    AssignmentTerm,
    Attendance,
    Committee,
    CommitteeSeat,
    Contact,
    DistrictOrder,
    Entry,
    Holding,
    Meeting,
    Member,
    PersonMerge,
    SeatVersion,
    table_of,
)
from registry.models.base import aliased
from registry.queries.accounts import account_state
from registry.queries.acts_of_two import ActOfTwoRow, acts_of_two
from registry.queries.areas import names as area_names
from registry.queries.offices import titles
from registry.queries.people import PersonRow, people_of
from registry.queries.person_records import person_for, records_of
from registry.queries.personal_terms import terms_of_person
from registry.rules.attendance import State, weight
from registry.rules.terms import goes_on, last_day

_merge = table_of(PersonMerge)


@dataclass(frozen=True)
class MergeRow(ActOfTwoRow):
    """A merge that was asked for, with the records as they were written.

    `undoes` is the merge that is to be undone; `undone` whether that has come about with this
    one.
    """

    merged: PersonRow
    kept: PersonRow
    undoes: int | None
    undone: bool

    @property
    def stands(self) -> bool:
        """Whether the two are one person by it."""
        return self.status == "confirmed" and self.undoes is None and not self.undone


def merge(connection: Connection, number: int) -> MergeRow | None:
    """The merge of that number."""
    return next(iter(_merges(connection, select(_merge).where(_merge.c.id == number))), None)


def merges_of(connection: Connection, person: int) -> list[MergeRow]:
    """The merges that the person's records stand in, the newest first."""
    own = records_of(person)
    query = select(_merge).where(or_(_merge.c.merged_id.in_(own), _merge.c.kept_id.in_(own)))
    return _merges(connection, query.order_by(_merge.c.id.desc()))


def open_merge_of(connection: Connection, merged: int) -> int | None:
    """The number under which it is asked already what becomes of the record."""
    query = select(_merge.c.id).where(_merge.c.merged_id == merged, _merge.c.status == "open")
    return connection.scalar(query)


def merges_that_stand(connection: Connection) -> dict[int, int]:
    """Each merged record with the one that it was merged into, by id."""
    undoing = _merge.alias("undoing")
    undone = select(undoing.c.undoes).where(
        undoing.c.undoes.is_not(None), undoing.c.status == "confirmed"
    )
    query = select(_merge.c.merged_id, _merge.c.kept_id).where(
        _merge.c.status == "confirmed", _merge.c.undoes.is_(None), _merge.c.id.not_in(undone)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _merges(connection: Connection, query: Select[Any]) -> list[MergeRow]:
    rows = connection.execute(query).all()
    acts = acts_of_two(connection, rows)
    who = people_of(connection, {one for row in rows for one in (row.merged_id, row.kept_id)})
    return [
        MergeRow(
            **vars(act),
            merged=who[row.merged_id],
            kept=who[row.kept_id],
            undoes=row.undoes,
            undone=_is_undone(connection, row.id),
        )
        for row, act in zip(rows, acts, strict=True)
    ]


def _is_undone(connection: Connection, number: int) -> bool:
    undoing = select(_merge.c.id).where(_merge.c.undoes == number, _merge.c.status == "confirmed")
    return connection.scalar(undoing) is not None


def what_follows(connection: Connection, merged: int, kept: int) -> list[Sentence]:
    """What counts as the kept person's from then on, and what is left as it was written.

    The kept record may have been merged itself since it was asked: its person is meant then.
    """
    kept = person_for(connection, kept)
    found = [
        *_offices(connection, merged, kept),
        *_parts(connection, merged),
        *_seats(connection, merged),
        *_events(connection, merged, kept),
        *written_under(connection, merged),
        *_reached(connection, merged, kept),
    ]
    return found or [both("merge.nothing")]


def _offices(connection: Connection, merged: int, kept: int) -> Iterator[Sentence]:
    own, terms = terms_of_person(connection, kept), terms_of_person(connection, merged)
    called = titles(connection, {one.office for one in (*own, *terms)})
    for one in terms:
        yield both("merge.office", office=called[one.office], **_term(one.start, one.stop))
        for other in own:
            if goes_on(other.stop, one.start) and goes_on(one.stop, other.start):
                yield both("merge.overlap", office=called[one.office], other=called[other.office])


def _term(start: date, stop: date | None) -> dict[str, date | Term]:
    return {"start": start, "last_day": last_day(stop) or Term("merge.open")}


def _parts(connection: Connection, merged: int) -> Iterator[Sentence]:
    query = (
        select(
            Assignment.role, Assignment.area_code, AssignmentTerm.valid_from,
            AssignmentTerm.valid_to,
        )
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .where(Assignment.person_id.in_(records_of(merged)), live(AssignmentTerm))
    )  # fmt: skip
    for role, area, start, stop in connection.execute(query):
        part, place = Term(f"part.{role}"), area_names(connection, {area}).get(area, area)
        yield both("merge.part", part=part, area=place, **_term(start, stop))


def _seats(connection: Connection, merged: int) -> Iterator[Sentence]:
    version = aliased(SeatVersion)
    newest = (
        select(func.max(version.id))
        .where(version.seat_id == CommitteeSeat.id, live(version))
        .scalar_subquery()
    )
    query = (
        select(
            Committee.district_code, SeatVersion.title_th, SeatVersion.title_en,
            Member.valid_from, Member.valid_to,
        )
        .join(CommitteeSeat, CommitteeSeat.committee_id == Committee.id)
        .join(SeatVersion, SeatVersion.id == newest)
        .join(Member, Member.seat_id == CommitteeSeat.id)
        .where(Member.person_id.in_(records_of(merged)), live(Member))
        .order_by(Member.valid_from)
    )  # fmt: skip
    for district, title_th, title_en, start, stop in connection.execute(query):
        place = area_names(connection, {district})[district]
        title = Named(title_th, title_en)
        yield both("merge.seat", seat=title, district=place, **_term(start, stop))


def _events(connection: Connection, merged: int, kept: int) -> Iterator[Sentence]:
    """Where both stand on one sheet, the line that says the most counts, once."""
    theirs = _attended(connection, kept)
    for (district, event, on), state in _attended(connection, merged).items():
        met = _is_meeting(connection, district, event)
        kind = Term("merge.meeting" if met else "merge.training")
        place = area_names(connection, {district})[district]
        values: dict[str, Value] = {"kind": kind, "on": on, "district": place}
        other = theirs.get((district, event, on))
        if other is None:
            yield both("merge.event", **values, state=Term(f"choice.attended.{state}"))
        else:
            counts = Term(f"choice.attended.{min(state, other, key=weight)}")
            yield both("merge.both_there", **values, state=counts)


def _attended(connection: Connection, person: int) -> dict[tuple[str, str, date], State]:
    """How the person was at each event; of several lines of one sheet the weightiest counts."""
    query = (
        select(Attendance.district_code, Attendance.event, Attendance.valid_from, Attendance.state)
        .where(Attendance.person_id.in_(records_of(person)), live(Attendance))
        .order_by(Attendance.valid_from)
    )
    found: dict[tuple[str, str, date], State] = {}
    for district, event, on, written in connection.execute(query):
        at, state = (district, event, on), cast("State", written)
        found[at] = min(found.get(at, state), state, key=weight)
    return found


def _is_meeting(connection: Connection, district: str, event: str) -> bool:
    """Whether the event is a meeting of the district, whatever process held it."""
    query = select(Meeting.id).where(
        Meeting.district_code == district, Meeting.key == event, live(Meeting)
    )
    return connection.scalar(query) is not None


def written_under(connection: Connection, person: int) -> Iterator[Sentence]:
    """Decisions and orders: they keep the name that they were written with."""
    own = records_of(person)
    decided = select(func.count(Entry.id)).where(
        or_(Entry.person_id.in_(own), Entry.recorded_by.in_(own))
    )
    signed = (
        select(func.count(DistrictOrder.id))
        .join(Holding, Holding.id == DistrictOrder.signer_id)
        .where(Holding.person_id.in_(own), live(DistrictOrder))
    )
    for key, query in (("merge.decided", decided), ("merge.signed", signed)):
        if count := connection.scalar(query):
            yield both(key, count=count)


def _reached(connection: Connection, merged: int, kept: int) -> Iterator[Sentence]:
    """How they sign in and are reached."""
    if account_state(connection, merged) in ("active", "invited"):
        signs_in = account_state(connection, kept) in ("active", "invited")
        yield both("merge.account" if signs_in else "merge.account_lost")
    if connection.scalar(select(Contact.id).where(Contact.person_id == merged).limit(1)):
        yield both("merge.contacts")
