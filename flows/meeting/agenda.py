"""What stands on the agenda of a meeting: of a first one, and of a committee at work."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from config.meetings import meeting_defaults
from config.words import say
from flows.engine.installation import Job
from flows.meeting.actions import open_actions
from flows.meeting.paper_facts import meeting_number, numbering_of
from registry.queries.meetings import MeetingRow, meetings
from registry.queries.newcomers import newcomers
from registry.queries.plans import plan_versions
from registry.rules.adoption_choices import MeetingKind
from registry.rules.calendar import fiscal_year
from registry.rules.thai import thai_date

ADOPTING, INFORMING, CONSIDERING = 2, 3, 4


def points(connection: Connection, job: Job, kind: str, held_on: date) -> list[tuple[int, str]]:
    """The points under the items, as (item, Thai words), in their order."""
    if kind == MeetingKind.INCEPTION:
        return [(one.item, one.th) for one in meeting_defaults().inception]
    return [*_at_work(connection, job, held_on)]


def _at_work(connection: Connection, job: Job, held_on: date) -> Iterator[tuple[int, str]]:
    before = [one for one in meetings(connection, job.district) if one.on < held_on]
    if before:
        yield ADOPTING, _minutes_of(connection, job.district, before)
    for action in open_actions(connection, job.district, held_on, job.gates):
        yield INFORMING, _follow(action.what_th, action.due_on)
    year = fiscal_year(held_on)
    if plan_versions(connection, (job.district,), held_on, year):
        yield INFORMING, say("meeting.plan_status", "th", year=year)
    new = newcomers(connection, job.district, held_on)
    if new:
        yield INFORMING, say("meeting.newcomers", "th", count=len({one.person for one in new}))
    yield CONSIDERING, say("meeting.next_quarter", "th")


def _minutes_of(connection: Connection, district: str, before: list[MeetingRow]) -> str:
    last = before[-1]
    numbering = numbering_of(connection, district, last.on)
    number, year = meeting_number(before, last.key, last.on, numbering)
    which = say(f"meeting.number.{numbering}", "th", number=number, year=year)
    return say("meeting.minutes_to_adopt", "th", meeting=which, day=thai_date(last.on, "letter"))


def _follow(what: str, due_on: date | None) -> str:
    if due_on is None:
        return say("meeting.follow", "th", what=what)
    return say("meeting.follow_by", "th", what=what, day=thai_date(due_on, "letter"))
