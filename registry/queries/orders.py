"""Registered orders."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from registry.facts import live
from registry.models import DistrictOrder
from registry.rows import AnyRow


@dataclass(frozen=True)
class OrderRow:
    """A registered order."""

    id: int
    district: str
    kind: str
    heading: str
    number: str
    year_be: int
    dated: date
    subject_th: str
    printed: str
    document: int | None
    start: date
    stop: date | None
    entry: int | None

    @property
    def full_number(self) -> str:
        """As it is spoken of: "12/2565"."""
        return f"{self.number}/{self.year_be}"


_ORDER = select(
    DistrictOrder.id,
    DistrictOrder.district_code,
    DistrictOrder.kind,
    DistrictOrder.heading,
    DistrictOrder.number,
    DistrictOrder.year_be,
    DistrictOrder.dated,
    DistrictOrder.subject_th,
    DistrictOrder.printed,
    DistrictOrder.document_id,
    DistrictOrder.valid_from,
    DistrictOrder.valid_to,
    DistrictOrder.entry_id,
)


def _row(row: AnyRow) -> OrderRow:
    return OrderRow(*row)


def orders(connection: Connection, district: str, known: datetime | None = None) -> list[OrderRow]:
    """The registered orders of a district, oldest first."""
    query = _ORDER.where(DistrictOrder.district_code == district, live(DistrictOrder, known))
    return [_row(row) for row in connection.execute(query.order_by(DistrictOrder.dated))]


def order_numbered(
    connection: Connection, heading: str, year_be: int, number: str
) -> OrderRow | None:
    """The order that bears the number under that heading in that year, if one does."""
    row = connection.execute(
        _ORDER.where(
            DistrictOrder.heading == heading,
            DistrictOrder.year_be == year_be,
            DistrictOrder.number == number,
            live(DistrictOrder),
        )
    ).first()
    return _row(row) if row else None


def order_of_entries(connection: Connection, entry_ids: set[int]) -> OrderRow | None:
    """The order that one of these journal entries registered."""
    row = connection.execute(
        _ORDER.where(DistrictOrder.entry_id.in_(entry_ids), live(DistrictOrder))
    ).first()
    return _row(row) if row else None
