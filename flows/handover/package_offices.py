"""The offices of a package: who of several is called, whom the Chief has not confirmed yet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from config.words import Named, Value, both
from flows.handover.process import HandoverStart
from registry.journal import starts
from registry.queries.areas import DistrictRow
from registry.queries.coordinators import given_coordinators
from registry.queries.handover import is_delegation_unconfirmed
from registry.queries.handover_facts import HandoverFacts
from registry.queries.holdings import HoldingRow
from registry.queries.instances import instances_as_of
from registry.queries.offices import OfficeRow, offices_of
from registry.queries.people import names
from registry.queries.person_records import person_for
from registry.rules.district_offices import FOCAL_POINT
from registry.rules.handover import HandoverOf

COORDINATOR = "psdhs_coordinator"


def offices_told(
    connection: Connection,
    district: DistrictRow,
    facts: HandoverFacts,
    held: Sequence[HoldingRow],
    given: Mapping[int, Named],
    on: date,
    known: datetime | None,
) -> list[OfficeRow]:
    """The offices of the district, and then those of its province, as they are called on `on`.

    Of several coordinators it is said to whom the district was `given`, and whoever that is comes
    first; where it was given to nobody, that any of them may be called.
    """
    found = offices_of(connection, district.code, on, known)
    posts = {one.ref for one in held if one.kind == COORDINATOR}
    own = {one.ref for one in held if one.ref in posts and one.person in given}
    told = [as_confirmed(one, facts) for one in found]
    if own:
        told = [
            _noted(one, "in_charge", district=district.name) if one.ref in own else one
            for one in told
        ]
    elif len(posts) > 1 and not given:
        told = [_noted(one, "any_of_them") if one.ref in posts else one for one in told]
    return sorted(told, key=lambda one: (one.area != district.code, one.ref not in own))


def in_charge(
    connection: Connection,
    district: str,
    held: Sequence[HoldingRow],
    on: date,
    known: datetime | None,
) -> dict[int, Named]:
    """The coordinators to whom the very district was given, by number: to whom it passed last.

    Where it passed to nobody who coordinates still, those who have a part in it alone.
    """
    given = given_coordinators(connection, district, on, known)
    last = _took_over(connection, district, on, known)
    coordinate = given | {one.person for one in held if one.kind == COORDINATOR}
    found = names(connection, {last} if last is not None and last in coordinate else {*given})
    return dict(sorted(found.items()))


def _took_over(
    connection: Connection, district: str, on: date, known: datetime | None
) -> int | None:
    """To whom the district passed from another coordinator last."""
    begun = instances_as_of(connection, (district,), on, known)
    own = [one for one in begun if one.period.startswith(f"{HandoverOf.COORDINATOR}/")]
    told = starts(connection, [one.id for one in own if one.status != "stopped"])
    said = [HandoverStart.model_validate(start) for _, start in told.values()]
    passed = sorted((one for one in said if one.on <= on), key=lambda one: one.on)
    work = passed[-1].work if passed else None
    successor = work.successor if work is not None else None
    return None if successor is None else person_for(connection, successor)


def as_confirmed(office: OfficeRow, facts: HandoverFacts) -> OfficeRow:
    """The office; of a focal point of a former Chief's, whom this one is asked to confirm, that."""
    if office.kind != FOCAL_POINT or not is_delegation_unconfirmed(facts):
        return office
    return _noted(office, "unconfirmed")


def _noted(office: OfficeRow, note: str, **values: Value) -> OfficeRow:
    """The office with a note behind what it is called."""
    said = both(f"package.{note}", post=office.called, **values)
    return replace(office, called=Named(said.th, said.en))
