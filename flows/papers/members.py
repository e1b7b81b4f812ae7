"""What papers say of members: their body, their agency, the reference to return."""

from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy import Connection

from config.defaults import committee
from config.words import Named
from registry.queries.agencies import agencies_of
from registry.queries.return_gates import first_gates
from registry.rules.return_references import reference_of
from registry.rules.seats import Seat

REFERENCES = 1_000_000
NOBODY = ""  # the subject of a gate that asks nobody by name


def agency_names(connection: Connection, district: str, keys: Iterable[str]) -> dict[str, Named]:
    """The agencies' names in the district's province, by their keys."""
    return {row.key: row.name for row in agencies_of(connection, district, tuple(keys))}


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
