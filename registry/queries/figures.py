"""Figures that districts reported, what they aim at, and old figures by what they mean.

`on` is the day that is asked about: figures of periods that end later are not known by then.
`known` is the instant whose knowledge counts: a report's own, for what it said.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, Integer, Select, and_, bindparam, select

from config.indicators import FigureSource
from registry.facts import holds, live
from registry.models import Figure, FigureMapping, PastFigure, Target
from registry.models.base import Day
from registry.prepared_statements import Rows
from registry.queries.areas import within
from registry.queries.history import PastFigureRow, unmapped_past_figures
from registry.rows import columns_of, every
from registry.rules.figures import Amount, FigureState, Qualifier, ends_on
from registry.shaped_queries import KNOWN, ShapedQuery

_Shape: TypeAlias = tuple[tuple[str, ...], bool]  # the areas, and whether as known at an instant
_YEAR, _ON = bindparam("year", type_=Integer), bindparam("on", type_=Day)


@dataclass(frozen=True)
class FigureRow:
    """A figure of a quarter, or of a year, or a part of it; `entry` None for an old one.

    `value` None: not reported, which is never zero.
    """

    district: str
    year: int
    quarter: int | None
    indicator: str
    part: str
    value: Decimal | None
    qualifier: str
    state: str
    source: str
    entry: int | None
    recorded_at: datetime

    @property
    def amount(self) -> Amount | None:
        """The number, None where it was not reported."""
        return None if self.value is None else Amount(self.value, Qualifier(self.qualifier))


@dataclass(frozen=True)
class TargetRow:
    """What a district aims at in a year, or a quarter of it, since the day it was set."""

    district: str
    year: int
    quarter: int | None
    indicator: str
    part: str
    value: Decimal
    since: date
    entry: int | None

    @property
    def is_of_year(self) -> bool:
        """Whether it is what the whole year aims at, in no quarter and no part of the indicator."""
        return self.quarter is None and not self.part


class FigureOf(NamedTuple):
    """A district's figure of an indicator."""

    district: str
    indicator: str


class UnmappedFigure(NamedTuple):
    """Old figures of one name in a district of which nobody has said what they are."""

    district: str
    name: str
    figures: tuple[PastFigureRow, ...]


_FIGURES = select(
    *columns_of(FigureRow, Figure, district="district_code", year="year_be", entry="entry_id")
)
_TARGETS = select(
    *columns_of(
        TargetRow, Target, district="district_code", year="year_be", since="valid_from",
        entry="entry_id",
    )
)  # fmt: skip
_PAST = select(
    PastFigure.district_code, PastFigure.fiscal_year, PastFigure.quarter,
    FigureMapping.indicator, FigureMapping.part, PastFigure.value, FigureMapping.qualifier,
    PastFigure.recorded_at,
).join(
    FigureMapping,
    and_(
        FigureMapping.district_code == PastFigure.district_code,
        FigureMapping.past_key == PastFigure.key,
    ),
)  # fmt: skip


def figures(
    connection: Connection,
    areas: Iterable[str],
    year: int,
    on: date,
    known: datetime | None = None,
) -> list[FigureRow]:
    """The figures of a fiscal year in the areas whose period had ended by that day.

    Old figures are among them as far as a person has said what they are, unless the same was
    reported.
    """
    shape = tuple(areas), known is not None
    asked = {"year": year, "on": on, "known": known}
    rows = every(FigureRow, _REPORTED.rows(connection, shape, asked))
    said = {_same(one) for one in rows}
    old = _old_figures(_OLD.rows(connection, shape, asked), on)
    return [*(one for one in old if _same(one) not in said), *rows]


def _reported(shape: _Shape) -> Select[*tuple[Any, ...]]:
    """What was reported in these areas, as known at an instant."""
    areas, past = shape
    return _FIGURES.where(
        within(Figure.district_code, areas),
        Figure.year_be == _YEAR,
        holds(Figure, _ON, KNOWN if past else None),
    ).order_by(Figure.district_code, Figure.quarter, Figure.id)


def _old(shape: _Shape) -> Select[*tuple[Any, ...]]:
    """Old figures of these areas, as known at an instant."""
    areas, past = shape
    known = KNOWN if past else None
    return _PAST.where(
        within(PastFigure.district_code, areas),
        PastFigure.fiscal_year == _YEAR,
        live(PastFigure, known),
        live(FigureMapping, known),
    ).order_by(PastFigure.district_code, PastFigure.id)


_REPORTED, _OLD = ShapedQuery(_reported), ShapedQuery(_old)


def _same(row: FigureRow) -> tuple[str, int | None, str, str]:
    return row.district, row.quarter, row.indicator, row.part


def _old_figures(rows: Rows, on: date) -> list[FigureRow]:
    found = []
    for district, of_year, quarter, indicator, part, value, qualifier, at in rows:
        if indicator is None or ends_on(of_year, quarter) > on:
            continue  # none of ours, or not yet known
        number = None if value is None else Decimal(value)
        state = FigureState.NOT_REPORTED if number is None else FigureState.REPORTED
        found.append(
            FigureRow(
                district, of_year, quarter, indicator, part, number, qualifier, state,
                FigureSource.OLD_REPORTS, None, at,
            )
        )  # fmt: skip
    return found


Quarters = dict[int | None, dict[str, Amount | None]]


def by_quarter(rows: Iterable[FigureRow]) -> dict[FigureOf, Quarters]:
    """The parts of each figure by quarter (None: of the year), of each district and indicator."""
    found: dict[FigureOf, Quarters] = defaultdict(dict)
    for row in rows:
        quarters = found[FigureOf(row.district, row.indicator)]
        quarters.setdefault(row.quarter, {})[row.part] = row.amount
    return dict(found)


def targets(
    connection: Connection,
    areas: Iterable[str],
    year: int,
    on: date,
    known: datetime | None = None,
) -> list[TargetRow]:
    """What the districts of the areas aimed at in the year as they had set it by that day."""
    shape = tuple(areas), known is not None
    said = {"year": year, "on": on, "known": known}
    return every(TargetRow, _AIMED_AT.rows(connection, shape, said))


def _aimed_at(shape: _Shape) -> Select[*tuple[Any, ...]]:
    """The targets of these areas, as known at an instant."""
    areas, past = shape
    return _TARGETS.where(
        within(Target.district_code, areas),
        Target.year_be == _YEAR,
        holds(Target, _ON, KNOWN if past else None),
    ).order_by(Target.district_code, Target.indicator, Target.quarter, Target.part)


_AIMED_AT = ShapedQuery(_aimed_at)


def target_steps(
    connection: Connection,
    district: str,
    year: int,
    indicator: str,
    known: datetime | None = None,
) -> list[TargetRow]:
    """The targets that a year's figure has had, oldest first: none is overwritten."""
    query = _TARGETS.where(
        Target.district_code == district,
        Target.year_be == year,
        Target.indicator == indicator,
        live(Target, known),
    ).order_by(Target.valid_from, Target.id)
    return every(TargetRow, connection.execute(query))


def unmapped_figures(
    connection: Connection, districts: Collection[str], known: datetime | None = None
) -> list[UnmappedFigure]:
    """Old figures of which nobody has said what they are, by district and name."""
    found: dict[str, dict[str, list[PastFigureRow]]] = {one: {} for one in districts}
    for one in unmapped_past_figures(connection, districts, known):
        found[one.district].setdefault(one.indicator, []).append(one)
    return [
        UnmappedFigure(district, name, tuple(rows))
        for district, named in found.items()
        for name, rows in named.items()
    ]
