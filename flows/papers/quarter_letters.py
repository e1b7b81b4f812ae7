"""The courteous letters of the province about a quarter of a committee's year (practice.md 9)."""

from sqlalchemy import Connection

from flows.engine.installation import Job
from flows.papers.letterhead import provinces_letter
from registry.rules.calendar import quarter_ends, quarter_starts
from registry.rules.papers.quarter_letters import QuarterLetterFacts


def quarter_letter(connection: Connection, job: Job, year: int, quarter: int) -> QuarterLetterFacts:
    """A letter to the Chief's post about the quarter; it says nothing of any other quarter."""
    return QuarterLetterFacts(
        **provinces_letter(connection, job.district, job.on),
        year=year,
        quarter=quarter,
        starts=quarter_starts(year, quarter),
        ends=quarter_ends(year, quarter),
    )
