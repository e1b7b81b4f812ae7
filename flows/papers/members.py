"""What papers say of members: their body, their agency, the reference to return."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from sqlalchemy import Connection

from config.defaults import committee
from config.words import Named, known, say
from registry.queries.agencies import agencies_of
from registry.queries.areas import DistrictRow
from registry.queries.offices import OfficeRow, offices_of
from registry.queries.order_facts import known_district
from registry.queries.return_gates import first_gates
from registry.rules.office_names import joined
from registry.rules.return_references import reference_of
from registry.rules.seats import Seat

REFERENCES = 1_000_000
_UNIT = "{unit}"
NOBODY = ""  # the subject of a gate that asks nobody by name


def agency_names(connection: Connection, district: str, keys: Iterable[str]) -> dict[str, Named]:
    """The agencies' names in the district's province, by their keys."""
    return {row.key: row.name for row in agencies_of(connection, district, tuple(keys))}


def unit_names(
    connection: Connection, district: str, on: date, agencies: Iterable[str] = ()
) -> dict[str, str]:
    """What units are called in Thai: agencies, by their keys, and offices, by their references.

    An office is called by its agency, by the word of its kind, or by its unit in full; one of
    which none of these is known is left out.
    """
    offices = offices_of(connection, district, on)
    keys = {*agencies, *(one.agency for one in offices if one.agency)}
    named = {key: one.th for key, one in agency_names(connection, district, keys).items()}
    place = known_district(connection, district)
    units = {one.ref: named.get(one.agency or "") or _unit(one, place) for one in offices}
    return named | {ref: unit for ref, unit in units.items() if unit}


def _unit(office: OfficeRow, place: DistrictRow) -> str:
    """The unit of an office without an agency; "" where it is not known."""
    words, pattern = committee().office_words, f"paper.unit.{office.kind}"
    if not known(pattern):
        return words.in_full(office.unit.th)
    names = {"district": place.name.th, "province": place.province_name.th}
    before, of_unit, _ = say(pattern, "th", unit=_UNIT, **names).partition(_UNIT)
    if not of_unit:
        return before
    return joined(before, office.unit.th, words) if office.unit.th else ""


def return_references(
    connection: Connection,
    instance: int,
    gate: str,
    *,
    round: int | None = None,  # noqa: A002 — the design's word
    about: str | None = None,
) -> dict[str, str]:
    """The references that the forms of a gate bear, by who is asked (NOBODY for nobody by name)."""
    found = first_gates(connection, instance, gate, round=round, about=about)
    return {subject: reference_of(number) for subject, number in found.items()}


def letter_reference(instance: int, seat: str) -> str:
    """Instance and six digits of the seat, of a letter to which no gate is asked.

    Short enough to be read out over the telephone. Requests of 0.3 for a representative bear it.
    """
    digits = int(sha256(seat.encode()).hexdigest(), 16) % REFERENCES
    return f"{instance}/{digits:06}"


def body_title(seat: Seat) -> str:
    """What the order calls the body of the seat."""
    return next(body.title_th for body in committee().bodies if body.key == seat.body)
