"""Figures that were put right after their report had gone out: when, and for which reason."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from config.clock import bangkok_day
from registry.models import Audit, Payload

CORRECTED = "figures.corrected"  # what the chain of the district calls it


@dataclass(frozen=True)
class FigureCorrection:
    """The correction of a quarter's figure; `reason` is None where it was redacted."""

    quarter: int
    indicator: str
    on: date
    reason: str | None


def figure_corrections(
    connection: Connection, district: str, year: int, since: datetime, known: datetime | None = None
) -> list[FigureCorrection]:
    """Those of the district's year that were recorded after `since`, oldest first."""
    asked = (
        select(Audit.at, Payload.body)
        .join(Payload, Payload.id == Audit.payload_id)
        .where(Audit.area_code == district, Audit.action == CORRECTED, Audit.at > since)
        .order_by(Audit.id)
    )
    if known is not None:
        asked = asked.where(Audit.at <= known)
    told = ((at, json.loads(body)) for at, body in connection.execute(asked))
    return [
        FigureCorrection(
            body["quarter"], body["indicator"], bangkok_day(at),
            body["reason"] if isinstance(body["reason"], str) else None,
        )
        for at, body in told
        if body["year"] == year
    ]  # fmt: skip
