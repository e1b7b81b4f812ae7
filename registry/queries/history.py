"""What is known of a committee's time before Prasan."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, select

from registry.facts import live
from registry.models import FigureMapping, PastEvent, PastFigure, Payload
from registry.rules.adoption_choices import PlanState
from registry.rules.partial_dates import PartialDate
from registry.shaped_queries import KNOWN, KnownList, KnownQuery, ShapedQuery

NO_INSTANTS: Mapping[str, datetime] = {}


@dataclass(frozen=True)
class PastEventRow:
    """A dated fact of an old paper: the form's row, its source in it; `on` as far as known."""

    id: int
    district: str
    kind: str
    key: str
    on: PartialDate | None
    body: dict[str, Any]
    document: int | None
    recorded_by: int
    recorded_at: datetime


@dataclass(frozen=True)
class PastFigureRow:
    """A figure of a fiscal year (Buddhist era) or a quarter of it; None: not reported."""

    id: int
    district: str
    key: str
    indicator: str
    fiscal_year: int
    quarter: int | None
    value: Decimal | None
    body: dict[str, Any]
    recorded_by: int
    recorded_at: datetime


def past_events(
    connection: Connection, district: str, kind: str | None = None, known: datetime | None = None
) -> list[PastEventRow]:
    """What the papers say of the district's committee, oldest first; undated ones last.

    `kind` is order, officer, seat, step, meeting, training, plan or scan.
    """
    shape = kind is not None, known is not None
    said = {"district": district, "kind": kind, "known": known}
    return [_past_event(row) for row in _EVENTS.rows(connection, shape, said)]


def _events(shape: tuple[bool, bool]) -> Select[*tuple[Any, ...]]:
    """Of a kind, as known at an instant."""
    of_kind, past = shape
    query = (
        select(
            PastEvent.id, PastEvent.district_code, PastEvent.kind, PastEvent.key,
            PastEvent.on_date, PastEvent.precision, Payload.body,
            PastEvent.document_id, PastEvent.recorded_by, PastEvent.recorded_at,
        )
        .join(Payload, Payload.id == PastEvent.payload_id)
        .where(_EVENT_HERE, live(PastEvent, KNOWN if past else None))
        .order_by(PastEvent.on_date.is_(None), PastEvent.on_date, PastEvent.id)
    )  # fmt: skip
    return query.where(PastEvent.kind == bindparam("kind")) if of_kind else query


_EVENT_HERE = PastEvent.district_code == bindparam("district")
_EVENTS = ShapedQuery(_events)


def _past_event(row: Sequence[Any]) -> PastEventRow:
    number, district, kind, key, on, precision, body, *others = row
    day = None if on is None else PartialDate.of(on, precision)
    return PastEventRow(number, district, kind, key, day, json.loads(body), *others)


def past_figures(
    connection: Connection, district: str, known: datetime | None = None
) -> list[PastFigureRow]:
    """The figures that old reports give, by indicator, year and quarter."""
    rows = _FIGURES.rows(connection, known, {"district": district})
    return _in_order(map(_past_figure, rows))


def unmapped_past_figures(
    connection: Connection, districts: Collection[str], known: datetime | None = None
) -> list[PastFigureRow]:
    """Those of the districts of which nobody has said what they are, in the same order."""
    return _in_order(map(_past_figure, _UNMAPPED.rows(connection, districts, known)))


def meant_by(
    connection: Connection, district: str, known: datetime | None = None
) -> dict[str, str | None]:
    """What people have said that old figures are: the indicator by the figure's key, None for none
    of ours.
    """
    rows = _MEANT.rows(connection, known, {"district": district})
    return {str(key): indicator for key, indicator in rows}


def _in_order(figures: Iterable[PastFigureRow]) -> list[PastFigureRow]:
    return sorted(figures, key=lambda one: (one.indicator, one.fiscal_year, one.quarter or 0))


_FIGURE = select(
    PastFigure.id, PastFigure.district_code, PastFigure.key, Payload.body,
    PastFigure.fiscal_year, PastFigure.quarter, PastFigure.value,
    PastFigure.recorded_by, PastFigure.recorded_at,
).join(Payload, Payload.id == PastFigure.payload_id)  # fmt: skip
_FIGURES = KnownQuery(
    lambda known: _FIGURE.where(
        PastFigure.district_code == bindparam("district"), live(PastFigure, known)
    )
)
_MEANT = KnownQuery(
    lambda known: select(FigureMapping.past_key, FigureMapping.indicator).where(
        FigureMapping.district_code == bindparam("district"), live(FigureMapping, known)
    )
)
_UNMAPPED = KnownList(
    lambda districts, known: _FIGURE.where(
        PastFigure.district_code.in_(districts),
        live(PastFigure, known),
        ~exists().where(
            FigureMapping.district_code == PastFigure.district_code,
            FigureMapping.past_key == PastFigure.key,
            live(FigureMapping, known),
        ),
    ),
    apart=True,
)


def _past_figure(row: Sequence[Any]) -> PastFigureRow:
    number, district, key, body, year, quarter, value, *recorded = row
    said, told = json.loads(body), None if value is None else Decimal(value)
    return PastFigureRow(
        number, district, key, said["indicator"], year, quarter, told, said, *recorded
    )


def planned_years(
    connection: Connection,
    since: int,
    district: str | None = None,
    known: datetime | None = None,
    told_after: Mapping[str, datetime] = NO_INSTANTS,
) -> dict[str, frozenset[int]]:
    """The fiscal years from `since` on whose plan came in with an adopted committee, accepted.

    Of districts in `told_after` those alone that were told after the instant.
    """
    shape = district is not None, known is not None
    found: dict[str, set[int]] = {}
    told = _PLANS.rows(connection, shape, {"district": district, "known": known})
    for code, recorded_at, body in told:
        said = json.loads(body)
        if code in told_after and recorded_at <= told_after[code]:
            continue
        if said.get("state") == PlanState.ACCEPTED and int(said["fiscal_year"]) >= since:
            found.setdefault(code, set()).add(int(said["fiscal_year"]))
    return {code: frozenset(years) for code, years in found.items()}


def _plans(shape: tuple[bool, bool]) -> Select[*tuple[Any, ...]]:
    """Of a district, as known at an instant."""
    of_district, past = shape
    query = (
        select(PastEvent.district_code, PastEvent.recorded_at, Payload.body)
        .join(Payload, Payload.id == PastEvent.payload_id)
        .where(PastEvent.kind == "plan", live(PastEvent, KNOWN if past else None))
    )
    return query.where(_EVENT_HERE) if of_district else query


_PLANS = ShapedQuery(_plans)


def taken_in(
    connection: Connection, districts: Collection[str], known: datetime | None = None
) -> set[str]:
    """The districts whose committee was taken in from its paper file (practice.md 2)."""
    return {row[0] for row in _TAKEN_IN.rows(connection, districts, known)}


_TAKEN_IN = KnownList(
    lambda districts, known: select(PastEvent.district_code).where(
        PastEvent.district_code.in_(districts), PastEvent.kind == "order", live(PastEvent, known)
    )
)
