"""What happened and the coordination log as the report of a quarter tells them."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection

from config.words import Value, counted_off, written
from flows.activity.activity_words import ActivityFilter, CoordinationLine, what_happened
from flows.engine.installation import Job
from registry.rules.papers.reports import ReportedActivity, ReportedContact


def happened_told(
    connection: Connection, job: Job, year: int, quarter: int
) -> tuple[tuple[ReportedActivity, ...], tuple[ReportedContact, ...]]:
    """Everything that happened in the quarter, the oldest first; each office of the log once."""
    asked = ActivityFilter(year, quarter)
    seen = what_happened(connection, job.district, asked, asked.last)
    held = (
        ReportedActivity(
            on=one.row.on,
            kind_th=one.kind.th,
            location_th=_said(one.location),
            convener_th=written(one.convener, "th"),
            counterpart_th=_said(one.counterpart),
            came_th=one.came.th if one.came else None,
        )
        for one in reversed(seen.activities)
    )
    return tuple(held), _by_office(seen.log[::-1])


def _said(value: Value) -> str | None:
    return written(value, "th") or None


def _by_office(log: Sequence[CoordinationLine]) -> tuple[ReportedContact, ...]:
    lines: dict[tuple[str, str], list[CoordinationLine]] = defaultdict(list)
    for one in log:
        lines[one.row.level, one.row.counterpart].append(one)
    return tuple(
        ReportedContact(
            level_th=own[0].level.th,
            counterpart_th=written(own[0].counterpart, "th"),
            times=len(own),
            outcomes_th=counted_off(
                [*dict.fromkeys(written(one.outcome, "th") for one in own)], "th"
            ),
        )
        for own in lines.values()
    )
