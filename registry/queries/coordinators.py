"""Coordinators of provinces, and the provinces that nobody coordinates yet (practice.md 20)."""

from datetime import date

from sqlalchemy import Connection, func, or_, select

from config.words import Named
from registry.facts import holds
from registry.models import Account, Area, Assignment, AssignmentTerm, Holding, Instance, Office
from registry.queries.people import survivor
from registry.rules.rights import OFFICE_PARTS, Part


def coordinators_who_sign_in(connection: Connection, province: str, on: date) -> int:
    """How many of the province's coordinators have an account in use (practice.md 20)."""
    kinds = [kind for kind, part in OFFICE_PARTS.items() if part is Part.COORDINATOR]
    by_office = (
        select(survivor(Holding.person_id))
        .select_from(Holding)
        .join(Office, Office.id == Holding.office_id)
        .where(Office.area_code == province, Office.kind.in_(kinds), holds(Holding, on))
    )
    assigned = (
        select(survivor(Assignment.person_id))
        .select_from(Assignment)
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .where(
            Assignment.area_code == province,
            Assignment.role == Part.COORDINATOR.value,
            holds(AssignmentTerm, on),
        )
    )
    query = select(func.count()).where(
        or_(Account.person_id.in_(by_office), Account.person_id.in_(assigned)),
        Account.password_hash.is_not(None),
        Account.closed_at.is_(None),
    )
    return connection.scalar(query) or 0


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
    province = func.substr(Instance.district_code, 1, len("57"))
    return set(connection.scalars(select(province).distinct()))
