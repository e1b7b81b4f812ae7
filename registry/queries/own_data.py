"""All that the registry holds about one person, for that person (PDPA, section 30).

Decisions are named by reference: what was decided is about a district. So is whatever else refers
to the person, in any table: it is found by the tables' own references to people, and what is left
out is named with its reason in `NOT_TOLD`. Secrets are left out, and so is whatever tells a score
by a name: this file is also made by whoever may invite the person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, func, null, or_, select

from registry.facts import live
from registry.models import (
    Account,
    Assignment,
    AssignmentTerm,
    Attendance,
    Base,
    Committee,
    CommitteeSeat,
    Entry,
    FormDraft,
    GateDraft,
    Instance,
    Member,
    Person,
    SeatVersion,
    SignIn,
)
from registry.models.base import Instant
from registry.queries.contacts import contacts_of
from registry.queries.own_rows import (
    NamedSeat,
    OwnAccount,
    OwnAttendance,
    OwnData,
    OwnDraft,
    OwnEntry,
    OwnMention,
    OwnPart,
    OwnSignIn,
)
from registry.queries.people import person_of
from registry.queries.person_records import records_of
from registry.queries.personal_terms import term_rows
from registry.rules.partial_dates import WrittenDate
from registry.rules.terms import last_day

R = TypeVar("R")


def own_data(connection: Connection, person_id: int) -> OwnData:
    """All that the registry holds about the person."""
    who = person_of(connection, person_id)
    sex, recorded_at = connection.execute(
        select(Person.sex, Person.recorded_at).where(Person.id == person_id)
    ).one()
    account = _rows(connection, OwnAccount, _account(person_id))
    return OwnData(
        who.ref,
        who.name,
        sex,
        recorded_at,
        tuple(contacts_of(connection, person_id)),
        term_rows(connection, person_id),
        _terms(connection, OwnPart, _assignments(person_id)),
        tuple(map(_named_seat, connection.execute(_seats(person_id)))),
        _rows(connection, OwnAttendance, _attendance(person_id)),
        _entries(connection, person_id),
        account[0] if account else None,
        _rows(connection, OwnSignIn, _sign_ins(person_id)),
        _rows(connection, OwnDraft, _drafts(person_id)),
        tuple(_mentions(connection, person_id)),
    )


# References to people that have a list of their own above.
TOLD = {
    "account.person_id", "assignment.person_id", "attendance.person_id", "contact.person_id",
    "entry.person_id", "entry.recorded_by", "gate_draft.person_id", "holding.person_id",
    "member.person_id", "sign_in.person_id",
}  # fmt: skip
# References to people that are not told, and why.
NOT_TOLD = {
    "audit.actor": "each link proves an act that is told where it stands",
    "gate.not_by": "follows from the decision that the gate is about",
    "held_item.person_id": "a file that they chose themselves, held for two hours at most",
}


def mentioning() -> Iterator[Column[Any]]:
    """Every other column of the registry that refers to a person."""
    for table in Base.metadata.sorted_tables:
        for column in table.c:
            refers = any(key.column is Person.__table__.c.id for key in column.foreign_keys)
            if refers and str(column) not in TOLD | NOT_TOLD.keys():
                yield column


def _mentions(connection: Connection, person_id: int) -> Iterator[OwnMention]:
    for column in mentioning():
        keys = tuple(column.table.primary_key)
        instants = (one for one in column.table.c if isinstance(one.type, Instant))
        at = next((one for one in instants if not one.nullable), null())
        query = select(at, *keys).where(column.in_(records_of(person_id))).order_by(*keys)
        for when, *row in connection.execute(query):
            number = "/".join(str(one) for one in row)
            yield OwnMention(column.table.name, number, column.name.removesuffix("_id"), when)


@dataclass(frozen=True)
class OwnCounts:
    """How much there is about a person: journal entries, sign-ins, drafts."""

    entries: int
    sign_ins: int
    drafts: int


def own_counts(connection: Connection, person_id: int) -> OwnCounts:
    """The same, counted."""
    own = records_of(person_id)
    theirs = (
        _named_in(person_id), SignIn.person_id.in_(own),
        GateDraft.person_id.in_(own), FormDraft.person_id.in_(own),
    )  # fmt: skip
    counts = (select(func.count()).where(one) for one in theirs)
    entries, sign_ins, at_gates, in_forms = (connection.scalars(one).one() for one in counts)
    return OwnCounts(entries, sign_ins, at_gates + in_forms)


def _rows(
    connection: Connection, record: type[R], query: Select[*tuple[Any, ...]]
) -> tuple[R, ...]:
    return tuple(record(*row) for row in connection.execute(query))


def _terms(
    connection: Connection, record: type[R], query: Select[*tuple[Any, ...]]
) -> tuple[R, ...]:
    """Rows whose last column is the first day out, of which the person reads the last day in."""
    return tuple(record(*(*row[:-1], last_day(row[-1]))) for row in connection.execute(query))


def _account(person_id: int) -> Select[*tuple[Any, ...]]:
    """The account in use first: a merged record's was closed with the merge."""
    query = select(Account.created_at, Account.closed_at)
    return query.where(Account.person_id.in_(records_of(person_id))).order_by(
        Account.closed_at.is_not(None), Account.id
    )


def _assignments(person_id: int) -> Select[*tuple[Any, ...]]:
    term = AssignmentTerm
    return (
        select(Assignment.role, Assignment.area_code, term.valid_from, term.valid_to)
        .join(term, term.assignment_id == Assignment.id)
        .where(Assignment.person_id.in_(records_of(person_id)), live(term))
        .order_by(term.valid_from, term.id)
    )


def _seats(person_id: int) -> Select[*tuple[Any, ...]]:
    """Seats by name, each under the title that it bore when the person came to it."""
    titled = (
        SeatVersion.seat_id == Member.seat_id,
        live(SeatVersion),
        SeatVersion.valid_from <= Member.valid_from,
        or_(SeatVersion.valid_to.is_(None), SeatVersion.valid_to > Member.valid_from),
    )
    title = select(SeatVersion.title_th).where(*titled).limit(1).scalar_subquery()
    return (
        select(
            Committee.district_code,
            CommitteeSeat.key,
            title,
            Member.valid_from,
            Member.valid_to,
            Member.start_precision,
            Member.end_precision,
        )
        .join(CommitteeSeat, CommitteeSeat.committee_id == Committee.id)
        .join(Member, Member.seat_id == CommitteeSeat.id)
        .where(Member.person_id.in_(records_of(person_id)), live(Member))
        .order_by(Member.valid_from, Member.id)
    )


def _named_seat(row: Row[*tuple[Any, ...]]) -> NamedSeat:
    district, seat, title, start, stop, started, ended = row
    until = last_day(stop)
    last = WrittenDate.of(until, ended) if until else None
    return NamedSeat(district, seat, title, WrittenDate.of(start, started), last)


def _attendance(person_id: int) -> Select[*tuple[Any, ...]]:
    row = Attendance
    query = select(row.district_code, row.event, row.valid_from, row.state, row.sex)
    return query.where(row.person_id.in_(records_of(person_id)), live(row)).order_by(
        row.valid_from, row.id
    )


def _named_in(person_id: int) -> ColumnElement[bool]:
    """Entries that name a record of the person: as who decided, or who recorded it."""
    own = records_of(person_id)
    return or_(Entry.person_id.in_(own), Entry.recorded_by.in_(own))


def _entries(connection: Connection, person_id: int) -> tuple[OwnEntry, ...]:
    own: set[int | None] = {*connection.scalars(records_of(person_id))}
    query = (
        select(
            Entry.id, Entry.instance_id, Instance.district_code, Entry.gate, Entry.kind,
            Entry.act_date, Entry.recorded_at, Entry.person_id, Entry.recorded_by,
        )
        .join(Instance, Instance.id == Entry.instance_id)
        .where(_named_in(person_id))
        .order_by(Entry.id)
    )  # fmt: skip
    return tuple(
        OwnEntry(*row[:7], decided=row[7] in own, recorded=row[8] in own)
        for row in connection.execute(query)
    )


def _sign_ins(person_id: int) -> Select[*tuple[Any, ...]]:
    query = select(SignIn.began_at, SignIn.last_seen_at, SignIn.ended_at)
    return query.where(SignIn.person_id.in_(records_of(person_id))).order_by(SignIn.id)


def _drafts(person_id: int) -> Select[*tuple[Any, ...]]:
    query = select(GateDraft.instance_id, GateDraft.path, GateDraft.saved_at)
    return query.where(GateDraft.person_id.in_(records_of(person_id))).order_by(GateDraft.id)
