"""The courteous letter that asks for a quarter's report."""

from collections.abc import Iterable

from sqlalchemy import Connection

from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.papers.quarter_letters import quarter_letter
from registry.rules.plan_effects import QuarterArgs

NO_REPORT_LETTER = "no_report_letter"


def no_report_letter(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The letter, one a quarter."""
    asked = QuarterArgs.model_validate(job.inputs)
    facts = quarter_letter(connection, job, asked.year, asked.quarter)
    yield NewPaper(NO_REPORT_LETTER, facts, f"q{asked.quarter}")
