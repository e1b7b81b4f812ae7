"""The courteous letter that asks when a committee will meet."""

from collections.abc import Iterable

from sqlalchemy import Connection

from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.papers.quarter_letters import quarter_letter
from registry.rules.meeting_effects import NoMeetingInputs

NO_MEETING_LETTER = "no_meeting_letter"


def no_meeting_letter(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The letter; how many quarters went without a meeting is not held against anybody in it."""
    asked = NoMeetingInputs.model_validate(job.inputs)
    facts = quarter_letter(connection, job, asked.year, asked.quarter)
    yield NewPaper(NO_MEETING_LETTER, facts)
