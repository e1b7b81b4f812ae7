"""What the provincial committee is to know of districts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from registry.facts import holds
from registry.models import ProvincialItem
from registry.queries.areas import within
from registry.rows import columns_of, every


@dataclass(frozen=True)
class ProvincialItemRow:
    """An item about a district: its subject (a key), and since when it is on the list."""

    district: str
    subject: str
    since: date


def items_about(connection: Connection, areas: Iterable[str], on: date) -> list[ProvincialItemRow]:
    """The items about districts of the areas on that day, the oldest first."""
    names = {"district": "district_code", "since": "valid_from"}
    query = (
        select(*columns_of(ProvincialItemRow, ProvincialItem, **names))
        .where(within(ProvincialItem.district_code, areas), holds(ProvincialItem, on))
        .order_by(ProvincialItem.valid_from, ProvincialItem.id)
    )
    return every(ProvincialItemRow, connection.execute(query))
