"""What papers say of members: their body, their agency, the reference to return."""

from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy import Connection

from config.defaults import committee
from config.words import Named
from registry.queries.agencies import agencies_of
from registry.rules.seats import Seat

REFERENCES = 1_000_000


def agency_names(connection: Connection, district: str, keys: Iterable[str]) -> dict[str, Named]:
    """The agencies' names in the district's province, by their keys."""
    return {row.key: row.name for row in agencies_of(connection, district, tuple(keys))}


def return_reference(instance: int, seat: str) -> str:
    """Instance and six digits of the seat: short enough to be read out over the telephone.

    People find the letter by it; nothing reads it back.
    """
    digits = int(sha256(seat.encode()).hexdigest(), 16) % REFERENCES
    return f"{instance}/{digits:06}"


def body_title(seat: Seat) -> str:
    """What the order calls the body of the seat."""
    return next(body.title_th for body in committee().bodies if body.key == seat.body)
