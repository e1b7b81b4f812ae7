"""How far the year's plan has come, as a paper that a meeting is told by.

It goes to every member and to partners, who see no exact count: what counts people who were
trafficked is not told in it, be it few or many (decision 0058).
"""

from datetime import date

from sqlalchemy import Connection

from config.defaults import policy
from flows.engine.answers import answers_of
from flows.engine.installation import Installation
from flows.papers.letterhead import paper_base
from flows.year.process import ANNUAL_CYCLE
from flows.year.report_rows import lines_of, planned_rows, reported_in_year, told
from registry.queries.void_committees import counted_instances
from registry.rules.papers.reports import PlanStatusFacts

PLAN_STATUS = "plan_status"
DONE = "done"
NONE_SHOWN = 10**7  # more than any row reaches


def plan_status(
    office: Installation, connection: Connection, district: str, year: int, on: date
) -> PlanStatusFacts | None:
    """The rows of the year's newest plan with their last state; None without a plan."""
    planned = planned_rows(connection, district, year, on)
    if not planned:
        return None
    cycles = [
        one.id
        for one in counted_instances(connection, district)
        if (one.process, one.period) == (ANNUAL_CYCLE.key, str(year))
    ]
    answers = answers_of(connection, cycles[-1], office.declared.gates) if cycles else None
    sheets = [one.answer for _, one in sorted(told(answers).items())] if answers else []
    lines = {row.key: lines_of(sheets, row.key) for row in planned}
    rows = tuple(reported_in_year(row, lines[row.key], NONE_SHOWN) for row in planned)
    return PlanStatusFacts(
        **paper_base(connection, district, on),
        year=year,
        rows=rows,
        done=sum(bool(own) and own[-1].state == DONE for own in lines.values()),
        count=len(rows),
        hidden=any(row.hidden for row in rows),
        least_shown=policy().year.least_shown,
    )
