"""Registered orders."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from config.clock import bangkok_day
from registry.facts import holds, live
from registry.models import DistrictOrder, Entry
from registry.models.base import Day
from registry.prepared_statements import PreparedQuery
from registry.queries.areas import within
from registry.queries.last_committees import last_committees
from registry.rows import columns_of
from registry.rules.order_numbers import parse_order_number
from registry.rules.partial_dates import WrittenDate
from registry.rules.terms import goes_on, last_day, stop_after
from registry.shaped_queries import KnownList, KnownQuery, ListQuery


@dataclass(frozen=True)
class OrderRow:
    """A registered order."""

    id: int
    district: str
    kind: str
    heading: str
    number: str
    year_be: int
    dated: WrittenDate
    subject_th: str
    printed: str
    document: int | None
    start: date
    last_day: date | None  # in force; None while no end is known
    entry: int | None
    start_precision: str = "day"
    end_precision: str = "day"

    @property
    def full_number(self) -> str:
        """As it is spoken of: "12/2565"."""
        return f"{self.number}/{self.year_be}"

    @property
    def first_day(self) -> date:
        """The first day on which it can be both dated and in force."""
        return max(self.dated.first, self.start)

    @property
    def since(self) -> WrittenDate:
        """From when it is in force, of an old one as far as that is known."""
        return WrittenDate.of(self.start, self.start_precision)

    @property
    def until(self) -> WrittenDate | None:
        """Its last day in force so."""
        return WrittenDate.of(self.last_day, self.end_precision) if self.last_day else None

    @property
    def stop(self) -> date | None:
        """The first day out of force."""
        return stop_after(self.last_day)


ORDERS = select(
    *columns_of(OrderRow, DistrictOrder, start="valid_from", last_day="valid_to"),
    DistrictOrder.precision,
)
_DATED = [one.name for one in fields(OrderRow)].index("dated")


def order_row(row: Sequence[Any]) -> OrderRow:
    *others, stop, entry, began, ended, precision = row
    others[_DATED] = WrittenDate.of(others[_DATED], precision)
    return OrderRow(*(*others, last_day(stop), entry, began, ended))


def orders(connection: Connection, district: str, known: datetime | None = None) -> list[OrderRow]:
    """The registered orders of a district, oldest first."""
    return [order_row(row) for row in _REGISTERED.rows(connection, known, {"district": district})]


def order_named(
    connection: Connection, district: str, number: str, *, field: str
) -> OrderRow | None:
    """The district's order that another names by its number; by "-" where it has none.

    Raises what `parse_order_number` raises.
    """
    known = orders(connection, district)
    if all(one.full_number != number for one in known):
        number = str(parse_order_number(number, field=field, inserted_ok=True))
    return next((one for one in known if one.full_number == number), None)


def order_numbered(
    connection: Connection, district: str, heading: str, year_be: int, number: str
) -> OrderRow | None:
    """The order that bears the number under that heading in that year, if one does.

    Sought in the district's province: five districts of as many provinces bear one name, and
    each has a book of its own.
    """
    row = connection.execute(
        ORDERS.where(
            within(DistrictOrder.district_code, (district[:2],)),
            DistrictOrder.heading == heading,
            DistrictOrder.year_be == year_be,
            DistrictOrder.number == number,
            live(DistrictOrder),
        )
    ).first()
    return order_row(row) if row else None


def order_of_entries(connection: Connection, entry_ids: set[int]) -> OrderRow | None:
    """The order that one of these journal entries registered as signed.

    An earlier order was only found there: nothing signed here rests on it.
    """
    row = connection.execute(
        ORDERS.where(
            DistrictOrder.entry_id.in_(entry_ids),
            DistrictOrder.kind != "earlier",
            live(DistrictOrder),
        )
    ).first()
    return order_row(row) if row else None


def issued_order(connection: Connection, instances: Collection[int]) -> OrderRow | None:
    """The last order that one of the instances registered as signed."""
    query = (
        ORDERS.join(Entry, Entry.id == DistrictOrder.entry_id)
        .where(Entry.instance_id.in_(instances), DistrictOrder.kind != "earlier")
        .where(live(DistrictOrder))
        .order_by(DistrictOrder.dated.desc(), DistrictOrder.id.desc())
    )
    row = connection.execute(query).first()
    return order_row(row) if row else None


def orders_in_force(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> list[OrderRow]:
    """The district's orders in force on that day, as known at `known`, oldest first."""
    said = {"district": district, "on": on}
    return [order_row(row) for row in _IN_FORCE.rows(connection, known, said)]


_HERE = DistrictOrder.district_code == bindparam("district")
_IN_FORCE = KnownQuery(
    lambda known: ORDERS.where(
        _HERE, holds(DistrictOrder, bindparam("on", type_=Day), known)
    ).order_by(DistrictOrder.dated)
)
_REGISTERED = KnownQuery(
    lambda known: ORDERS.where(_HERE, live(DistrictOrder, known)).order_by(DistrictOrder.dated)
)


def orders_page(
    connection: Connection,
    areas: Iterable[str],
    *,
    skip: int = 0,
    most: int | None = None,
    known: datetime | None = None,
) -> tuple[list[OrderRow], int]:
    """A page of the registered orders of the areas, newest first; and how many there are.

    Without `most` it is all of them.
    """
    where = (within(DistrictOrder.district_code, areas), live(DistrictOrder, known))
    count = connection.scalar(select(func.count(DistrictOrder.id)).where(*where)) or 0
    newest = (DistrictOrder.dated.desc(), DistrictOrder.id.desc())
    query = ORDERS.where(*where).order_by(*newest).offset(skip).limit(most)
    return [order_row(row) for row in connection.execute(query)], count


def districts_with_order(
    connection: Connection, on: date, district: str | None = None, known: datetime | None = None
) -> list[str]:
    """The districts in which an order that appoints a committee is in force on that day."""
    query = select(DistrictOrder.district_code).where(
        DistrictOrder.kind != "earlier", holds(DistrictOrder, on, known)
    )
    if district is not None:
        query = query.where(DistrictOrder.district_code == district)
    return sorted(set(connection.scalars(query)))


def at_work_since(
    connection: Connection, on: date, district: str | None = None, known: datetime | None = None
) -> dict[str, date]:
    """Since when the committee of each district with an order in force that day is at work.

    Through orders that replace one another without a gap it is at work all the time. An order
    that was taken over from a paper file counts from the day on which one of the committee first
    was, however often it was read, cut or put back since.
    """
    found: dict[str, date] = {}
    ended: dict[str, date | None] = {}
    on_paper: set[str] = set()
    for code, start, stop, entry in _appointing(connection, on, district, known):
        if ended.get(code) != start:
            found[code] = start
            (on_paper.add if entry is None else on_paper.discard)(code)
        ended[code] = stop
    working = {code: since for code, since in found.items() if goes_on(ended[code], on)}
    first = _taken_over(connection, on_paper & working.keys(), on, known)
    return {code: max(since, first.get(code, since)) for code, since in working.items()}


def _taken_over(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None
) -> dict[str, date]:
    """When the first order of each committee at work was taken over from its paper file."""
    if not districts:
        return {}
    before = last_committees(connection, districts, on, known)
    found: dict[str, date] = {}
    for code, recorded_at in _FROM_PAPER.rows(connection, districts):
        if code not in found and (code not in before or recorded_at > before[code].recorded_at):
            found[code] = bangkok_day(recorded_at)
    return found


_FROM_PAPER = ListQuery(
    lambda districts: (
        select(DistrictOrder.district_code, DistrictOrder.recorded_at)
        .where(DistrictOrder.district_code.in_(districts), DistrictOrder.entry_id.is_(None))
        .where(DistrictOrder.kind != "earlier", DistrictOrder.kind != "amend")
        .order_by(DistrictOrder.district_code, DistrictOrder.recorded_at)
    ),
    apart=True,
)


def _appointing(
    connection: Connection, on: date, district: str | None, known: datetime | None
) -> Iterable[Sequence[Any]]:
    said = {"on": on, "district": district}
    if district is not None and known is None:
        return _APPOINTING_HERE.rows(connection, said)
    query = _appointing_orders(known)
    if district is not None:
        query = query.where(_HERE)
    return connection.execute(query, said)


def _appointing_orders(known: datetime | None = None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            DistrictOrder.district_code,
            DistrictOrder.valid_from,
            DistrictOrder.valid_to,
            DistrictOrder.entry_id,
        )
        .where(DistrictOrder.kind != "earlier", DistrictOrder.kind != "amend")
        .where(live(DistrictOrder, known))
        .where(DistrictOrder.valid_from <= bindparam("on", type_=Day))
        .order_by(DistrictOrder.district_code, DistrictOrder.valid_from)
    )


_HERE = DistrictOrder.district_code == bindparam("district")
_APPOINTING_HERE = PreparedQuery(_appointing_orders().where(_HERE))


def orders_standing(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None = None
) -> list[OrderRow]:
    """The orders in force in the districts on that day, oldest first."""
    return [order_row(row) for row in _STANDING.rows(connection, districts, known, {"on": on})]


_STANDING = KnownList(
    lambda districts, known: ORDERS.where(
        DistrictOrder.district_code.in_(districts),
        holds(DistrictOrder, bindparam("on", type_=Day), known),
    ).order_by(DistrictOrder.dated)
)
