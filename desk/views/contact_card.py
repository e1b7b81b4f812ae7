"""The contact card of a district: offices, who holds them, how they are reached at work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.words import Named
from registry.queries.contacts import ContactRow, contacts_of_several
from registry.queries.holdings import HoldingRow
from registry.queries.office_holders import all_holders
from registry.queries.offices import OfficeRow, offices_of


@dataclass(frozen=True)
class CardRow:
    """An office and one of its holders; None: nobody. Contacts by kind, none: not recorded."""

    office: Named
    holder: HoldingRow | None
    contacts: tuple[ContactRow, ...]


def contact_card(connection: Connection, district: str, on: date) -> tuple[CardRow, ...]:
    """The district's offices, then those of its province, as held on that day."""
    held = all_holders(connection, district, on)
    contacts = contacts_of_several(connection, {one.person for one in held})
    offices = offices_of(connection, district, on)
    ordered = sorted(offices, key=lambda one: one.area != district)
    return tuple(row for one in ordered for row in _rows(one, held, contacts))


def _rows(
    office: OfficeRow, held: Sequence[HoldingRow], contacts: dict[int, list[ContactRow]]
) -> list[CardRow]:
    holders = [one for one in held if one.office == office.id]
    rows = [CardRow(office.called, one, tuple(contacts.get(one.person, ()))) for one in holders]
    return rows or [CardRow(office.called, None, ())]
