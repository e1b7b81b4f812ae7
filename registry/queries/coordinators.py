"""Coordinators of provinces, and the provinces that nobody coordinates yet (practice.md 20)."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, select

from config.words import Named
from registry.facts import holds
from registry.models import Area, Assignment, AssignmentTerm, Holding, Instance, Office
from registry.queries.accounts import who_sign_in
from registry.queries.areas import within
from registry.queries.people import PersonRow, person_of
from registry.queries.person_records import survivors
from registry.rules.rights import OFFICE_PARTS, Part
from registry.shaped_queries import KnownList
from registry.transaction import PROVINCE_CODE


def coordinators_who_sign_in(connection: Connection, province: str, on: date) -> int:
    """How many of the province's coordinators have an account in use (practice.md 20)."""
    who = who_sign_in((province,), (Part.COORDINATOR,), on)
    return len(connection.scalars(who).all())


def coordinators_within(
    connection: Connection, areas: Collection[str], on: date
) -> list[PersonRow]:
    """Who coordinates anything within the areas on that day, by office or by a part; by number."""
    kinds = [kind for kind, part in OFFICE_PARTS.items() if part is Part.COORDINATOR]
    by_office = (
        select(Holding.person_id)
        .join(Office, Office.id == Holding.office_id)
        .where(Office.kind.in_(kinds), within(Office.area_code, areas), holds(Holding, on))
    )
    given = (
        select(Assignment.person_id)
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .where(Assignment.role == Part.COORDINATOR.value, within(Assignment.area_code, areas))
        .where(holds(AssignmentTerm, on))
    )
    found = {*connection.scalars(by_office), *connection.scalars(given)}
    return [person_of(connection, one) for one in sorted(found)]


def given_coordinators(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> frozenset[int]:
    """Who was given the part of coordinator in that very district, by number."""
    rows = _GIVEN.rows(connection, (district,), known, {"on": on})
    return frozenset(survivors(connection, [row[0] for row in rows]).values())


_GIVEN = KnownList(
    lambda districts, known: (
        select(Assignment.person_id)
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .where(Assignment.role == Part.COORDINATOR.value, Assignment.area_code.in_(districts))
        .where(holds(AssignmentTerm, bindparam("on"), known))
    )
)


def without_coordinator(connection: Connection, on: date) -> dict[str, Named]:
    """The provinces in which nobody coordinates on that day, in order of their codes."""
    kinds = [kind for kind, part in OFFICE_PARTS.items() if part is Part.COORDINATOR]
    by_office = (
        select(Office.area_code)
        .join(Holding, Holding.office_id == Office.id)
        .where(Office.kind.in_(kinds), holds(Holding, on))
    )
    given = (
        select(Assignment.area_code)
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .where(Assignment.role == Part.COORDINATOR.value, holds(AssignmentTerm, on))
    )
    query = select(Area.code, Area.name_th, Area.name_en).where(
        Area.kind == "province", Area.code.not_in(by_office), Area.code.not_in(given)
    )
    return {row[0]: Named(row[1], row[2]) for row in connection.execute(query.order_by(Area.code))}


def provinces_at_work(connection: Connection) -> set[str]:
    """The provinces in whose districts anything was ever started."""
    province = func.substr(Instance.district_code, 1, PROVINCE_CODE)
    return set(connection.scalars(select(province).distinct()))
