"""How people are reached at work, until when that is kept, and the privacy notice about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, select

from config.clock import bangkok_day
from config.defaults import policy
from config.words import Sentence, Term, both
from registry.facts import live
from registry.models import (
    Assignment,
    AssignmentTerm,
    Committee,
    CommitteeSeat,
    Contact,
    Holding,
    Member,
    Office,
)
from registry.queries.person_records import records_of_several, survivor
from registry.queries.settings import setting
from registry.shaped_queries import ListQuery

MONTHS = "contacts.after_leaving_months"


@dataclass(frozen=True)
class ContactRow:
    """A work contact: `kind` is phone or email. Its value is in no log and no repr."""

    kind: str
    value: str = field(repr=False)
    recorded_at: datetime


@dataclass(frozen=True)
class Leaver:
    """Someone with contacts whose last term is over: since when, and where that was."""

    person: int
    area: str | None
    left_on: date


def months_kept(connection: Connection, area: str, on: date) -> int:
    """How many months contacts are kept in that area after a person left."""
    own = setting(connection, area, MONTHS, on)
    return policy().contacts.after_leaving_months if own is None else int(str(own))


def contacts_of(connection: Connection, person_id: int) -> list[ContactRow]:
    """The person's work contacts by kind."""
    query = (
        select(Contact.kind, Contact.value, Contact.recorded_at)
        .where(Contact.person_id == person_id)
        .order_by(Contact.kind)
    )
    return [ContactRow(*row) for row in connection.execute(query)]


def leavers(connection: Connection, on: date) -> list[Leaver]:
    """People with contacts who hold nothing on that day or later, by id.

    Offices, assignments and seats by name count. Whoever never held any is taken to have
    left on the day on which the contact was recorded.
    """
    terms = _terms(connection)
    recorded = connection.execute(
        select(Contact.person_id, Contact.recorded_at).order_by(Contact.person_id, Contact.id)
    )
    people = {person: bangkok_day(at) for person, at in recorded}
    return [
        _left(person, terms[person]) if person in terms else Leaver(person, None, since)
        for person, since in sorted(people.items())
        if all(stop is not None and stop <= on for stop, _ in terms.get(person, []))
    ]


_Term = tuple[date | None, str]


def _left(person: int, terms: list[_Term]) -> Leaver:
    left_on, area = max((stop, area) for stop, area in terms if stop is not None)
    return Leaver(person, area, left_on)


def _terms(connection: Connection) -> dict[int, list[_Term]]:
    """When each term that stands of people with contacts ends, and in what area it was."""
    reached = records_of_several(select(Contact.person_id))
    queries = (
        select(survivor(Holding.person_id), Holding.valid_to, Office.area_code)
        .select_from(Holding)
        .join(Office, Office.id == Holding.office_id)
        .where(live(Holding), Holding.person_id.in_(reached)),
        select(survivor(Assignment.person_id), AssignmentTerm.valid_to, Assignment.area_code)
        .select_from(Assignment)
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .where(live(AssignmentTerm), Assignment.person_id.in_(reached)),
        select(survivor(Member.person_id), Member.valid_to, Committee.district_code)
        .select_from(Member)
        .join(CommitteeSeat, CommitteeSeat.id == Member.seat_id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .where(live(Member), Member.person_id.in_(reached)),
    )
    found: dict[int, list[_Term]] = {}
    for query in queries:
        _gather(found, connection.execute(query))
    return found


def _gather(found: dict[int, list[_Term]], rows: Iterable[tuple[int, date | None, str]]) -> None:
    for person, stop, area in rows:
        found.setdefault(person, []).append((stop, area))


def contacts_of_several(
    connection: Connection, people: Iterable[int]
) -> dict[int, list[ContactRow]]:
    """The work contacts of these people, by person."""
    found: dict[int, list[ContactRow]] = {}
    for person, *row in _CONTACTS.rows(connection, people):
        found.setdefault(person, []).append(ContactRow(*row))
    return found


_CONTACTS = ListQuery(
    lambda people: (
        select(Contact.person_id, Contact.kind, Contact.value, Contact.recorded_at)
        .where(Contact.person_id.in_(people))
        .order_by(Contact.person_id, Contact.kind)
    ),
    apart=True,
)


BASIS = "notice.legal_basis"
LINES = ("controller", "data", "purpose", "basis", "retention", "recipients", "rights")


@dataclass(frozen=True)
class NoticeLine:
    """One point of the notice: what it is about, and what it says."""

    key: str
    heading: Sentence
    text: Sentence


def notice(connection: Connection, area: str, on: date) -> tuple[NoticeLine, ...]:
    """The notice as it is in force in the area on that day."""
    own = setting(connection, area, BASIS, on)
    ground = policy().notice.legal_basis if own is None else str(own)
    months, said = months_kept(connection, area, on), Term(f"legal_ground.{ground}")
    return tuple(
        NoticeLine(
            key,
            both(f"notice.heading.{key}"),
            both(f"notice.text.{key}", months=months, ground=said),
        )
        for key in LINES
    )
