"""Offices, agencies and holders, recorded."""

from datetime import date

from sqlalchemy import select

from config.words import both
from registry.fact_digests import add
from registry.facts import end, live, put
from registry.models import (
    Agency,
    Assignment,
    AssignmentTerm,
    Holding,
    Office,
    OfficeKind,
    OfficeName,
    table_of,
)
from registry.queries.office_kinds import kind_name
from registry.queries.person_records import records_of
from registry.rules.directory_form import CAPACITIES
from registry.rules.rotations import OWN
from registry.transaction import Write


def office_named(
    write: Write,
    ref: str,
    *,
    kind: str,
    area: str,
    on: date,
    title: tuple[str, str] | None = None,
    unit: tuple[str, str] = ("", ""),
    agency: str | None = None,
) -> int:
    """The office of that reference, found or made with this name from `on`.

    Without `title` it is called after its kind, out of the catalogue.
    """
    found = write.connection.scalar(select(Office.id).where(Office.ref == ref))
    if found is not None and title is None:
        return found
    if found is None:
        row = {"ref": ref, "kind": kind, "area_code": area, "agency_id": agency_id(write, agency)}
        found = add(write, table_of(Office), row)
    if title is None:
        words = kind_name(write.connection, kind) or both(f"office.{kind}")
        title = (words.th, words.en)
    names = {"title_th": title[0], "title_en": title[1], "unit_th": unit[0], "unit_en": unit[1]}
    put(write, OfficeName, {"office_id": found}, names, valid_from=on)
    return found


def agency_id(write: Write, key: str | None) -> int | None:
    """The id of the agency of that key."""
    if key is None:
        return None
    return write.connection.scalar(select(Agency.id).where(Agency.key == key))


def add_kind(write: Write, key: str, area: str, name: tuple[str, str]) -> None:
    """A kind of office that the area's province has beside the shipped ones."""
    row = {"key": key, "area_code": area, "name_th": name[0], "name_en": name[1]}
    add(write, table_of(OfficeKind), row)


def add_agency(write: Write, key: str, name: tuple[str, str], *, partner: bool) -> int:
    """The agency of that key, found or made."""
    found = agency_id(write, key)
    if found is not None:
        return found
    row = {"key": key, "name_th": name[0], "name_en": name[1], "partner": partner}
    return add(write, table_of(Agency), row)


def hold(  # noqa: PLR0913 — the columns of a term, each by its name
    write: Write,
    office_id: int,
    person_id: int,
    *,
    start: date,
    stop: date | None = None,
    capacity: str = "own",
    basis: str = "not_recorded",
    basis_number: str | None = None,
    basis_date: date | None = None,
    scope: str | None = None,
    entry_id: int | None = None,
    by: int | None = None,
    start_precision: str = "day",
    end_precision: str = "day",
) -> int:
    """The person holds the office from `start`; whoever held it in that capacity leaves.

    Of those who act there is one at a time, in whatever capacity. `by` is who records it, where
    no journal entry says so.
    """
    values = {
        "person_id": person_id,
        "basis": basis,
        "basis_number": basis_number,
        "basis_date": basis_date,
        "scope": scope,
        "recorded_by": by,
        "start_precision": start_precision,
        "end_precision": end_precision,
    }
    same = {"office_id": office_id, "capacity": capacity}
    for other in set(CAPACITIES) - {OWN, capacity} if capacity != OWN else ():
        acted = {**same, "capacity": other}
        end(write, Holding, acted, on=start, until=stop, entry_id=entry_id)
    return put(write, Holding, same, values, valid_from=start, valid_to=stop, entry_id=entry_id)


def assign(
    write: Write,
    person_id: int,
    role: str,
    area: str,
    *,
    start: date,
    stop: date | None = None,
    by: int | None = None,
) -> bool:
    """The person plays the part in the area from `start`. Answers whether that is new.

    Said again without an end it leaves the end that stands; with a sooner one it ends then. A
    term that stands is found under any record of the person; one that is new is written under
    the record that is named, which keeps it when a merge is undone.
    """
    stands = (
        select(AssignmentTerm.assignment_id, AssignmentTerm.valid_to)
        .join(Assignment, Assignment.id == AssignmentTerm.assignment_id)
        .where(Assignment.person_id.in_(records_of(person_id)))
        .where(Assignment.role == role, Assignment.area_code == area)
        .where(AssignmentTerm.valid_from == start, live(AssignmentTerm))
        .order_by(Assignment.person_id != person_id, Assignment.id)
    )
    term = write.connection.execute(stands).first()
    if term is not None and stop in (None, term.valid_to):
        return False
    if term is not None and stop is not None and (term.valid_to is None or stop < term.valid_to):
        same_term = {"assignment_id": term.assignment_id}
        end(write, AssignmentTerm, same_term, on=stop, until=term.valid_to)
        return True
    found = _assignment(write, person_id, role, area) if term is None else term.assignment_id
    same_part, values = {"assignment_id": found}, {"recorded_by": by}
    put(write, AssignmentTerm, same_part, values, valid_from=start, valid_to=stop)
    return True


def _assignment(write: Write, person_id: int, role: str, area: str) -> int:
    """The id of that part of the very record, found or made."""
    same = {"person_id": person_id, "role": role, "area_code": area}
    found = write.connection.scalar(select(Assignment.id).filter_by(**same))
    return add(write, table_of(Assignment), same) if found is None else found
