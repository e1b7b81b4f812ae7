"""Rows that are loaded: from a file, a workbook or a page's form, by one and the same way in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from desk.imports.load_files import office_refs, refuse_unknown
from flows.decisions.authority import districts_decided, flag_outside_terms
from flows.decisions.left_offices import (
    Coming,
    LeftOffice,
    WhoComes,
    left_for_chief,
    offices_of_left,
    writing_where_left,
)
from flows.decisions.rotations import RotationNotice, rotations_before, tell_rotations
from flows.engine.installation import Installation
from registry.queries.parts import areas_of_person
from registry.queries.people import PersonRow, UnknownPerson, person
from registry.records.delegations import delegated_offices
from registry.records.load import LoadCounts, known_differing, load
from registry.records.load_file import LoadFile
from registry.records.rights import who_may
from registry.records.terms import refuse_overlaps
from registry.refusals import Refusal
from registry.rules.district_offices import CHIEF
from registry.rules.rights import Verb
from registry.transaction import COUNTRY, Write


class TermInFuture(Refusal):
    """A term or its paper dated after today: it is recorded when it has begun."""


@dataclass(frozen=True)
class LoadResult:
    """Rows that changed anything, decisions outside their author's term, and rotations.

    `left`: the offices that somebody left by becoming Chief.
    """

    loaded: LoadCounts
    flagged: tuple[int, ...] = ()
    rotations: tuple[RotationNotice, ...] = ()
    left: tuple[LeftOffice, ...] = ()


def load_rows(office: Installation, rows: LoadFile, *, recorded_by: str) -> LoadResult:
    """Load the rows as that person, all or nothing.

    Raises UnknownArea, UnknownAgency, UnknownPerson, UnknownTerm, TermsOverlap, TermInFuture
    or MayNot; each names its row.
    """
    registry = office.registry
    if rows == LoadFile():  # a workbook that says nothing new
        return LoadResult(LoadCounts(0, 0, 0, 0, 0))
    refuse_future(rows, registry.today)
    with registry.reading() as connection:
        refuse_unknown(connection, rows)
    touched = {*office_refs(rows), *delegated_offices(office_refs(rows))}
    areas = rows.areas() | districts_decided(registry, touched)
    coming = _who_comes(rows)
    with writing_where_left(registry, areas, coming) as write:
        who = _loader(write, recorded_by, rows)
        refuse_overlaps(write, rows)
        comes = [*coming(write.connection)]
        touched |= offices_of_left(write.connection, comes)
        leaves = left_for_chief(write.connection, comes)
        before = rotations_before(write, touched)
        loaded = load(write, rows, actor=who.id)
        rotated = tell_rotations(office, write, before, by=who.id)
        flagged = flag_outside_terms(office, write, touched)
        stays = left_for_chief(write.connection, comes)
    left = tuple(one for one in leaves if one not in stays)
    return LoadResult(loaded, tuple(flagged), tuple(rotated), left)


def _who_comes(rows: LoadFile) -> WhoComes:
    """Who of those that are known becomes Chief in their own right, by the rows."""
    terms = [(one, one.start) for one in rows.holders]
    fixed = [(one, one.new_start or one.start) for one in rows.corrections if not one.gone]

    def coming(connection: Connection) -> Iterator[Coming]:
        for one, start in (*terms, *fixed):
            if one.capacity != "own" or one.office.partition("/")[2] != CHIEF:
                continue
            try:
                yield Coming(one.office, person(connection, one.person, field="person").id, start)
            except UnknownPerson:  # made by the rows, or told of with its row
                continue

    return coming


def refuse_future(rows: LoadFile, today: date) -> None:
    """Raises TermInFuture for a beginning, or the date of a paper, that lies ahead."""
    for place, one in enumerate(rows.holders, 1):
        _refuse_later(one.start, today, f"holders {place}: start")
        _refuse_later(one.basis_date, today, f"holders {place}: basis_date")
    for place, fix in enumerate(rows.corrections, 1):
        _refuse_later(fix.new_start, today, f"corrections {place}: new_start")
        _refuse_later(fix.basis_date, today, f"corrections {place}: basis_date")


def _refuse_later(day: date | None, today: date, field: str) -> None:
    if day is not None and day > today:
        raise TermInFuture(field=field, day=day, today=today)


def _loader(write: Write, recorded_by: str, rows: LoadFile) -> PersonRow:
    """Who loads, if they may in every area of the rows and of the people whose names change."""
    theirs = _areas_of_known(write.connection, rows, write.today)
    areas = sorted((rows.areas() - {COUNTRY}) | theirs) or [COUNTRY]
    given = {one.area for one in rows.parts if one.role in ("admin", "coordinator")}
    who = who_may(write, recorded_by, Verb.LOAD, *areas)
    if given:
        who_may(write, recorded_by, Verb.ADMINISTER, *sorted(given))
    return who


def _areas_of_known(connection: Connection, rows: LoadFile, on: date) -> set[str]:
    """The areas of the known people whose names or contacts the rows would change."""
    known = (known_differing(connection, one) for one in rows.people)
    return {
        area for who in known if who is not None for area in areas_of_person(connection, who, on)
    }
