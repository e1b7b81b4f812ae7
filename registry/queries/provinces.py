"""Provinces at work, and those that nobody coordinates yet."""

from datetime import date

from sqlalchemy import Connection, func, select

from config.words import Named
from registry.facts import holds
from registry.models import Area, Assignment, AssignmentTerm, Holding, Instance, Office
from registry.rules.rights import OFFICE_PARTS, Part


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


def begun(connection: Connection) -> set[str]:
    """The provinces in whose districts anything was ever started."""
    province = func.substr(Instance.district_code, 1, len("57"))
    return set(connection.scalars(select(province).distinct()))
