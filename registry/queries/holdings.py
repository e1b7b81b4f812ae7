"""Holdings: a person in an office, from a day to a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import ColumnClause, ColumnElement, Connection, select

from config.words import Named
from registry.models import Holding, Office, Person, table_of
from registry.prepared_statements import Rows
from registry.queries.people import written_name
from registry.queries.person_records import survivor
from registry.rules.partial_dates import WrittenDate
from registry.rules.terms import last_day, stop_after

# Tables and not their classes: a decision asks these, and what the classes add is hashed anew
# whenever a statement is looked up.
_office = table_of(Office)
_holding = table_of(Holding)
_person = table_of(Person)

_OrderBy: TypeAlias = ColumnElement[Any] | ColumnClause[Any]


@dataclass(frozen=True)
class HoldingRow:
    """A person holding an office from `start` to `last_day`; None where no end is known."""

    holding: int
    office: int
    ref: str
    kind: str
    area: str
    person: int
    person_ref: str
    name: Named
    capacity: str
    basis: str
    basis_number: str | None
    basis_date: date | None
    start: date
    last_day: date | None
    scope: str | None = None
    start_precision: str = "day"
    end_precision: str = "day"

    @property
    def since(self) -> WrittenDate:
        """Its first day as far as an old paper names it."""
        return WrittenDate.of(self.start, self.start_precision)

    @property
    def until(self) -> WrittenDate | None:
        """Its last day so."""
        return WrittenDate.of(self.last_day, self.end_precision) if self.last_day else None

    @property
    def stop(self) -> date | None:
        """The first day out of office."""
        return stop_after(self.last_day)


HELD = (
    select(
        _holding.c.id,
        _office.c.id,
        _office.c.ref,
        _office.c.kind,
        _office.c.area_code,
        _person.c.id,
        _person.c.ref,
        _person.c.title_th,
        _person.c.name_th,
        _person.c.title_en,
        _person.c.name_en,
        _holding.c.capacity,
        _holding.c.basis,
        _holding.c.basis_number,
        _holding.c.basis_date,
        _holding.c.valid_from,
        _holding.c.valid_to,
        _holding.c.scope,
        _holding.c.start_precision,
        _holding.c.end_precision,
    )
    .select_from(_office)
    .join(_holding, _holding.c.office_id == _office.c.id)
    .join(_person, _person.c.id == survivor(_holding.c.person_id))
)


def holding_rows(rows: Rows) -> list[HoldingRow]:
    """The holdings of the rows of such a query, in their order."""
    return [holding_row(row) for row in rows]


def holding(connection: Connection, holding_id: int) -> HoldingRow:
    """The holding of that number, as it was recorded."""
    return holding_row(connection.execute(HELD.where(_holding.c.id == holding_id)).one())


def held_where(
    connection: Connection, where: Sequence[ColumnElement[bool]], order: Sequence[_OrderBy]
) -> list[HoldingRow]:
    """The terms that answer to `where`, in that order; for the questions of other files."""
    return [holding_row(row) for row in connection.execute(HELD.where(*where).order_by(*order))]


def person_by_office(held: Sequence[HoldingRow]) -> dict[str, int]:
    """Who sits for each of the offices: of several who hold one, the first."""
    return {one.ref: one.person for one in reversed(held)}


def holding_row(row: Iterable[Any]) -> HoldingRow:
    """The holding of a row of `HELD`; the same row is the same holding, which never changes."""
    return _same_held(tuple(row))


@lru_cache(maxsize=8192)  # of a province; a list of all its offices is read at most decisions
def _same_held(row: tuple[Any, ...]) -> HoldingRow:
    (
        holding,
        office_id,
        ref,
        kind,
        area,
        person,
        person_ref,
        title_th,
        name_th,
        title_en,
        name_en,
        capacity,
        basis,
        number,
        dated,
        start,
        stop,
        scope,
        *exact,
    ) = row
    name = written_name(title_th, name_th, title_en, name_en)
    return HoldingRow(
        holding,
        office_id,
        ref,
        kind,
        area,
        person,
        person_ref,
        name,
        capacity,
        basis,
        number,
        dated,
        start,
        last_day(stop),
        scope,
        *exact,
    )
