"""How far a decision reaches: the offices of other districts whose terms change with it."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from flows.engine.installation import Installation
from registry.rules.office_references import area_of_office


def is_far(desk: Installation, gate: str) -> bool:
    """Whether an answer at the gate of that key reaches beyond its district."""
    return gate in desk.declared.reaching


def offices_reached(
    desk: Installation, connection: Connection, gates: Iterable[str], district: str
) -> set[str]:
    """The offices elsewhere that answers of the district at these gates reach, by reference."""
    declared = desk.declared
    recordings = [declared.recording(declared.gates[one]) for one in gates if is_far(desk, one)]
    return {
        office
        for one in dict.fromkeys(recordings)
        if one.reaches is not None
        for office in one.reaches(connection, district)
    }


def districts_of(offices: Collection[str]) -> set[str]:
    """The districts of the offices."""
    return {area_of_office(one) for one in offices}
