"""What is known of a committee's time before Prasan."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from registry.facts import live
from registry.models import PastEvent, PastFigure, Payload, table_of
from registry.rules.adoption_choices import PlanState
from registry.rules.partial_dates import PartialDate


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
    query = (
        select(table_of(PastEvent), Payload.body)
        .join(Payload, Payload.id == PastEvent.payload_id)
        .where(PastEvent.district_code == district, live(PastEvent, known))
        .order_by(PastEvent.on_date.is_(None), PastEvent.on_date, PastEvent.id)
    )
    if kind is not None:
        query = query.where(PastEvent.kind == kind)
    return [
        PastEventRow(
            row.id,
            row.district_code,
            row.kind,
            row.key,
            _as_known(row.on_date, row.precision),
            json.loads(row.body),
            row.document_id,
            row.recorded_by,
            row.recorded_at,
        )
        for row in connection.execute(query)
    ]


def _as_known(day: date | None, precision: str | None) -> PartialDate | None:
    if day is None:
        return None
    month = None if precision == "year" else day.month
    return PartialDate(year=day.year, month=month, day=day.day if precision == "day" else None)


def past_meeting_days(
    connection: Connection, districts: Collection[str], known: datetime | None = None
) -> dict[str, list[date]]:
    """Days of meetings that old papers tell of, by district; of a month its first day.

    A meeting of which the year alone is known is left out.
    """
    query = select(PastEvent.district_code, PastEvent.on_date).where(
        PastEvent.district_code.in_(districts),
        PastEvent.kind == "meeting",
        PastEvent.precision != "year",
        live(PastEvent, known),
    )
    found: dict[str, list[date]] = {}
    for code, day in connection.execute(query):
        if day is not None:
            found.setdefault(code, []).append(day)
    return found


def past_figures(
    connection: Connection, district: str, known: datetime | None = None
) -> list[PastFigureRow]:
    """The figures that old reports give, by indicator, year and quarter."""
    query = (
        select(table_of(PastFigure), Payload.body)
        .join(Payload, Payload.id == PastFigure.payload_id)
        .where(PastFigure.district_code == district, live(PastFigure, known))
    )
    found = [
        PastFigureRow(
            row.id,
            row.district_code,
            row.key,
            json.loads(row.body)["indicator"],
            row.fiscal_year,
            row.quarter,
            None if row.value is None else Decimal(row.value),
            json.loads(row.body),
            row.recorded_by,
            row.recorded_at,
        )
        for row in connection.execute(query)
    ]
    return sorted(found, key=lambda one: (one.indicator, one.fiscal_year, one.quarter or 0))


def planned_years(
    connection: Connection,
    since: int,
    district: str | None = None,
    known: datetime | None = None,
) -> dict[str, frozenset[int]]:
    """The fiscal years from `since` on whose plan came in with an adopted committee, accepted."""
    query = (
        select(PastEvent.district_code, Payload.body)
        .join(Payload, Payload.id == PastEvent.payload_id)
        .where(PastEvent.kind == "plan", live(PastEvent, known))
    )
    if district is not None:
        query = query.where(PastEvent.district_code == district)
    found: dict[str, set[int]] = {}
    for code, body in connection.execute(query):
        said = json.loads(body)
        if said.get("state") == PlanState.ACCEPTED and int(said["fiscal_year"]) >= since:
            found.setdefault(code, set()).add(int(said["fiscal_year"]))
    return {code: frozenset(years) for code, years in found.items()}
