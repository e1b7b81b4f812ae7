"""Coordinators of a province (practice.md 20)."""

from datetime import date

from sqlalchemy import Connection, func, or_, select

from registry.facts import holds
from registry.models import Account, Assignment, AssignmentTerm, Holding, Office
from registry.queries.same_person import survivor
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
