"""Plans of fiscal years: their versions and rows, the money that they need and how far it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnClause,
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    or_,
    select,
)

from registry.facts import holds, live, over
from registry.models import Money, Need, Plan, PlanRow
from registry.models.base import Day
from registry.prepared_statements import Rows
from registry.queries.areas import within
from registry.queries.last_committees import LastCommittee
from registry.rows import columns_of, every
from registry.shaped_queries import KNOWN, KnownQuery, ShapedQuery, constants


@dataclass(frozen=True)
class PlanVersionRow:
    """A version of a plan that the provincial office received: on which day, by which entry."""

    district: str
    year: int
    version: int
    received: date
    entry: int

    def is_after(self, last: LastCommittee | None) -> bool:
        """Whether it was received since that committee stopped; after none each was."""
        return last is None or (self.received >= last.on and self.entry > last.entry)


@dataclass(frozen=True)
class PlanRowRow:
    """A row of a plan without its words; `entry` is the decision whose answer holds them.

    `quarters` are joined by commas ("q1,q4").
    """

    district: str
    year: int
    version: int
    key: str
    grouping: str
    kind: str
    quarters: str
    mode: str
    amount: Decimal | None
    need: str | None
    lead: str
    days: int | None
    target: Decimal | None
    survivors: bool
    carried_from: str | None
    entry: int


@dataclass(frozen=True)
class NeedRow:
    """A line of a year's needs for money; `entry` is the decision whose answer holds its words."""

    district: str
    year: int
    key: str
    road: str
    office: str
    amount: Decimal
    local_plan: str
    entry: int


@dataclass(frozen=True)
class MoneyRow:
    """How far a line of money has come, and since when."""

    district: str
    year: int
    need: str
    step: str
    amount: Decimal | None
    secured: bool
    since: date
    entry: int


_YEAR = bindparam("year", type_=Integer)
_ON = bindparam("on", type_=Day)
_VERSIONS = select(
    *columns_of(
        PlanVersionRow,
        Plan,
        district="district_code",
        year="year_be",
        received="valid_from",
        entry="entry_id",
    )
)
_ROWS = select(
    *columns_of(PlanRowRow, PlanRow, district="district_code", year="year_be", entry="entry_id")
)
_NEEDS = select(
    *columns_of(NeedRow, Need, district="district_code", year="year_be", entry="entry_id")
)
_MONEY = select(
    *columns_of(
        MoneyRow, Money, district="district_code", year="year_be", since="valid_from",
        entry="entry_id",
    )
)  # fmt: skip


def plan_versions(
    connection: Connection,
    areas: Iterable[str],
    on: date,
    year: int | None = None,
    known: datetime | None = None,
) -> list[PlanVersionRow]:
    """The versions that were received by that day in the areas, each district's oldest first."""
    shape = frozenset(areas), year is not None, known is not None
    said = {"on": on, "known": known, "year": year}
    return every(PlanVersionRow, _VERSIONS_OF.rows(connection, shape, said))


def _versions_of(shape: tuple[frozenset[str], bool, bool]) -> Select[*tuple[Any, ...]]:
    areas, of_year, past = shape
    held = holds(Plan, _ON, KNOWN if past else None)
    query = _VERSIONS.where(within(Plan.district_code, areas), held)
    if of_year:
        query = query.where(Plan.year_be == _YEAR)
    return query.order_by(Plan.district_code, Plan.year_be, Plan.version)


_VERSIONS_OF = ShapedQuery(_versions_of)


def plan_rows(
    connection: Connection,
    district: str,
    year: int,
    version: int,
    on: date,
    known: datetime | None = None,
) -> list[PlanRowRow]:
    """The rows of a version as they stood that day, in the order in which they were written."""
    said = {"district": district, "year": year, "version": version, "on": on}
    return every(PlanRowRow, _VERSION_ROWS.rows(connection, known, said))


_VERSION_ROWS = KnownQuery(
    lambda known: _ROWS.where(
        PlanRow.district_code == bindparam("district"),
        PlanRow.year_be == _YEAR,
        PlanRow.version == bindparam("version"),
        holds(PlanRow, _ON, known),
    ).order_by(PlanRow.id)
)


def newest_rows(
    connection: Connection, district: str, year: int, on: date, known: datetime | None = None
) -> list[PlanRowRow]:
    """The rows of the newest version that was put to the committee by that day."""
    query = _ROWS.where(
        PlanRow.district_code == district, PlanRow.year_be == year, holds(PlanRow, on, known)
    )
    rows = every(PlanRowRow, connection.execute(query.order_by(PlanRow.version, PlanRow.id)))
    return [one for one in rows if one.version == rows[-1].version]


def rows_of_versions(
    connection: Connection,
    areas: Iterable[str],
    year: int,
    on: date,
    known: datetime | None = None,
) -> list[PlanRowRow]:
    """The rows of all versions of the year in the areas as they stood that day, by district."""
    query = _ROWS.where(
        within(PlanRow.district_code, areas), PlanRow.year_be == year, holds(PlanRow, on, known)
    )
    order = (PlanRow.district_code, PlanRow.version, PlanRow.id)
    return every(PlanRowRow, connection.execute(query.order_by(*order)))


def local_rows(
    connection: Connection,
    areas: Iterable[str],
    year: int,
    on: date,
    known: datetime | None = None,
) -> list[PlanRowRow]:
    """The rows for local money, of whatever version, as they stood that day, oldest first."""
    return every(PlanRowRow, _of_year(_LOCAL_ROWS, connection, areas, year, on, known))


def survivor_rows(connection: Connection, district: str) -> frozenset[str]:
    """The rows of any of the district's plans that count people who were trafficked, by key."""
    query = select(PlanRow.key).where(PlanRow.district_code == district, PlanRow.survivors)
    return frozenset(connection.scalars(query.distinct()))


def used_row_keys(connection: Connection, district: str, year: int) -> set[str]:
    """The keys that rows of the year's plan ever bore, in whatever version."""
    query = select(PlanRow.key).where(PlanRow.district_code == district, PlanRow.year_be == year)
    return set(connection.scalars(query.distinct()))


def needs(
    connection: Connection,
    areas: Iterable[str],
    year: int,
    on: date,
    known: datetime | None = None,
) -> list[NeedRow]:
    """The lines of a year's needs for money in the areas, as they stood that day."""
    return every(NeedRow, _of_year(_NEEDS_OF, connection, areas, year, on, known))


def money(
    connection: Connection,
    areas: Iterable[str],
    year: int,
    on: date,
    known: datetime | None = None,
) -> list[MoneyRow]:
    """How far each line of money of the year had come by that day; none of those not yet sent."""
    return every(MoneyRow, _of_year(_MONEY_OF, connection, areas, year, on, known))


_OfYear: TypeAlias = ShapedQuery[tuple[frozenset[str], bool]]


def _of_year(
    asked: _OfYear,
    connection: Connection,
    areas: Iterable[str],
    year: int,
    on: date,
    known: datetime | None,
) -> Rows:
    said = {"on": on, "known": known, "year": year}
    return asked.rows(connection, (frozenset(areas), known is not None), said)


def _query_of_year(
    rows: Select[*tuple[Any, ...]],
    fact: type[PlanRow | Need | Money],
    order: tuple[ColumnClause[int], ...],
    *where: ColumnElement[bool],
) -> _OfYear:
    """The rows of a year in some areas as they stood on a day, as known now or at an instant."""

    def asked(shape: tuple[frozenset[str], bool]) -> Select[*tuple[Any, ...]]:
        areas, past = shape
        held = holds(fact, _ON, KNOWN if past else None)
        here = within(fact.district_code, areas)
        return rows.where(here, fact.year_be == _YEAR, *where, held).order_by(
            fact.district_code, *order
        )

    return ShapedQuery(asked)


_IS_LOCAL = PlanRow.mode.in_(constants(("ordinance", "subsidy")))
_LOCAL_ROWS = _query_of_year(_ROWS, PlanRow, (PlanRow.version, PlanRow.id), _IS_LOCAL)
_NEEDS_OF = _query_of_year(_NEEDS, Need, (Need.id,))
_MONEY_OF = _query_of_year(_MONEY, Money, (Money.id,))


def money_steps(
    connection: Connection, district: str, year: int, need: str, known: datetime | None = None
) -> list[MoneyRow]:
    """The steps of a line of money, oldest first; one that another of its day follows too."""
    gone = over(known)
    counted = (one.not_in(gone) for one in (Money.entry_id, Money.superseded_by))
    followed = and_(Money.superseded_by.is_not(None), *counted)
    if known is not None:
        followed = and_(followed, Money.recorded_at <= known)
    query = _MONEY.where(
        Money.district_code == district,
        Money.year_be == year,
        Money.need == need,
        or_(live(Money, known), followed),
    ).order_by(Money.valid_from, Money.entry_id)
    steps = every(MoneyRow, connection.execute(query))
    return [*{one.entry: one for one in steps}.values()]
