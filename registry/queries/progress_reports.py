"""What owners reported of their requests: how far they are, and what was done.

A report stands in the chain of its district beside the decisions, as a settlement does. It settles
nothing: the committee hears it at its next meeting.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from registry.models import Audit, Payload
from registry.rules.redaction import TEXT_MARK
from registry.shaped_queries import Known, KnownQuery

REPORTED = "action.reported"  # in the chain


class Progress(StrEnum):
    """How far the owner of a request is with it."""

    IN_HAND = "in_hand"
    DONE = "done"
    HINDERED = "hindered"


@dataclass(frozen=True)
class ProgressReport:
    """What the owner of a request reported on a day. `said` is as it was typed, None where it was
    taken out.

    `minutes` is the entry that asked for it where nobody had adopted the minutes yet.
    """

    action: str
    state: Progress
    on: date
    said: str | None
    minutes: int | None


def progress_reports(
    connection: Connection, district: str, known: datetime | None = None
) -> dict[str, list[ProgressReport]]:
    """What was reported in the district, by the key of the request, the oldest first."""
    found: dict[str, list[ProgressReport]] = {}
    for (body,) in _REPORTS.rows(connection, known, {"district": district}):
        told = json.loads(body)
        report = ProgressReport(
            told["action"], Progress(told["state"]), date.fromisoformat(told["on"]),
            _text(told["said"]), told["minutes"],
        )  # fmt: skip
        found.setdefault(report.action, []).append(report)
    return found


def _text(said: object) -> str | None:
    return said.replace(TEXT_MARK, "…") if isinstance(said, str) and said != TEXT_MARK else None


def _reports(known: Known) -> Select[*tuple[Any, ...]]:
    query = (
        select(Payload.body)
        .join(Audit, Audit.payload_id == Payload.id)
        .where(Audit.area_code == bindparam("district"), Audit.action == REPORTED)
        .order_by(Audit.id)
    )
    return query if known is None else query.where(Audit.at <= known)


_REPORTS = KnownQuery(_reports)
