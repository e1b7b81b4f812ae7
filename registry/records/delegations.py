"""A Deputy's delegation as focal point: it ends with the office that it was given to."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection

from registry.facts import end
from registry.models import Holding
from registry.queries.holdings import HoldingRow
from registry.queries.office_terms import terms_of_kind, terms_of_office
from registry.records.offices import hold
from registry.rules.district_offices import CHIEF, DEPUTIES, FOCAL_POINT
from registry.rules.office_references import area_of_office
from registry.rules.terms import goes_on
from registry.transaction import Write

DELEGATED = "delegation"
ENDING = frozenset({CHIEF, *DEPUTIES})  # a Deputy who leaves, or becomes Chief, is none any more


class _Term(NamedTuple):
    office: str
    person: int
    start: date


OfficeEnds: TypeAlias = Mapping[_Term, date | None]


def delegated_offices(offices: Collection[str]) -> set[str]:
    """The focal points' offices of the districts whose Chiefs' or Deputies' are among these."""
    parted = [one.split("/") for one in offices]
    return {f"{district}/{FOCAL_POINT}" for district, kind, *_ in parted if kind in ENDING}


def office_ends(connection: Connection, focal_points: Collection[str]) -> OfficeEnds:
    """For each delegation, the first day on which who has it is no Deputy there.

    None: the office as Deputy has no recorded end.

    A delegation of somebody who is no Deputy by the directory is left out.
    """
    found: dict[_Term, date | None] = {}
    for office in focal_points:
        district = area_of_office(office)
        as_deputies = [
            term
            for kind in DEPUTIES
            for term in terms_of_kind(connection, kind, [district]).get(district, ())
        ]
        for one in terms_of_office(connection, office):
            stops = [
                term.stop
                for term in as_deputies
                if term.person == one.person and goes_on(term.stop, one.start)
            ]
            if one.basis == DELEGATED and stops:
                ends = None if None in stops else max(stop for stop in stops if stop)
                found[_Term(office, one.person, one.start)] = ends
    return found


def follow_office_ends(write: Write, before: OfficeEnds, *, by: int | None) -> None:
    """Shorten each delegation to a Deputy's term that became shorter.

    Where the term became longer, a delegation that had ended with it is prolonged, unless a later
    focal point is recorded.
    """
    now = office_ends(write.connection, {one.office for one in before})
    for term, ends in now.items():
        if term not in before or ends == before[term]:
            continue
        stand = terms_of_office(write.connection, term.office)
        one = next(held for held in stand if (held.person, held.start) == term[1:])
        if ends is not None and goes_on(one.stop, ends):
            same = {"office_id": one.office, "capacity": one.capacity}
            end(write, Holding, same, on=ends, until=one.stop)
        elif one.stop == before[term] and not any(held.start > one.start for held in stand):
            _prolong(write, one, ends, by=by)


def _prolong(write: Write, one: HoldingRow, stop: date | None, *, by: int | None) -> None:
    same = {"office_id": one.office, "capacity": one.capacity}
    end(write, Holding, same, on=one.start, until=one.stop)
    hold(
        write, one.office, one.person, start=one.start, stop=stop, capacity=one.capacity,
        basis=one.basis, basis_number=one.basis_number, basis_date=one.basis_date,
        scope=one.scope, by=by,
    )  # fmt: skip
