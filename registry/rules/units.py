"""The unit that a seat of the committee speaks for: whose head endorses what is done from it."""

from collections.abc import Sequence
from typing import Protocol

from registry.rules.district_offices import CHIEF

DEPUTY = "deputy_district_chief"
SECRETARY = "administrative_secretary"
VILLAGE_HEADS = frozenset(
    {"subdistrict_head", "village_head", "village_leader", "womens_group_leader"}
)


class PlacedSeat(Protocol):
    """A seat with its model seat and the office or agency that it is tied to."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def kind(self) -> str:
        """The key of its model seat."""

    @property
    def office(self) -> str | None:
        """The reference of its office."""

    @property
    def agency(self) -> str | None:
        """The key of its agency."""


def unit_of(seat: PlacedSeat, district: str) -> str:
    """The office or agency whose head endorses what the seat does (practice.md 11).

    For the Chief's own Deputies, kamnan, and heads and leaders of villages that is the Chief; where
    nothing is known, the seat.
    """
    if seat.kind in VILLAGE_HEADS or is_own_deputy((seat,)):
        return chief_of(district)
    return seat.office or seat.agency or seat.key


def chief_of(district: str) -> str:
    """The unit that the District Chief heads."""
    return f"{district}/{CHIEF}"


def is_own_deputy(seats: Sequence[PlacedSeat]) -> bool:
    """Whether one of the seats is that of a Deputy in the Chief's own office."""
    return any(
        seat.kind in (DEPUTY, SECRETARY) or f"/{DEPUTY}" in (seat.office or "") for seat in seats
    )
