"""What stands on the agenda of a meeting: of a first one, and of a committee at work."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection

from config.meetings import meeting_defaults
from config.words import Named, say
from flows.engine.answers import Answers
from flows.engine.gate import Gate
from flows.meeting.actions import (
    OpenAction,
    followed_actions,
    owner_titles,
    report_words,
    reports_on,
)
from flows.meeting.gates import Adoption, MinutesAdoptedV1
from flows.meeting.paper_facts import instance_of, numbered_meeting
from registry.journal import instance as one_instance
from registry.queries.awaited_resolutions import plans_to_resolve
from registry.queries.decisions import entries_at
from registry.queries.meetings import MeetingRow, meetings
from registry.queries.newcomers import newcomers
from registry.queries.own_plans import own_plan
from registry.queries.seats import seats_as_ordered
from registry.rules.adoption_choices import MeetingKind
from registry.rules.calendar import fiscal_year
from registry.rules.thai import thai_date
from registry.rules.year_days import year_of_period

ADOPTING, INFORMING, CONSIDERING = 2, 3, 4
Gates: TypeAlias = Mapping[str, Gate[Any]]


class AgendaPoint(NamedTuple):
    """A point under an item of the agenda, in Thai words, and what its owner reported of it."""

    item: int
    th: str
    told_th: str = ""


def points(
    connection: Connection, gates: Gates, district: str, kind: str, held_on: date, instance: int
) -> list[AgendaPoint]:
    """The points under the items of that instance's meeting, in order."""
    if kind == MeetingKind.INCEPTION:
        return [AgendaPoint(one.item, one.th) for one in meeting_defaults().inception]
    return [*_at_work(connection, gates, district, held_on, instance)]


def _at_work(
    connection: Connection, gates: Gates, district: str, held_on: date, instance: int
) -> Iterator[AgendaPoint]:
    for one in minutes_to_adopt(connection, gates, district, held_on):
        yield AgendaPoint(ADOPTING, _minutes_of(connection, district, one))
    yield from _followed(connection, gates, district, held_on)
    year = fiscal_year(held_on)
    if own_plan(connection, district, year, held_on).versions:
        yield AgendaPoint(INFORMING, say("meeting.plan_status", "th", year=year))
    new = newcomers(connection, district, held_on)
    if new:
        people = {one.person for one in new}
        yield AgendaPoint(INFORMING, say("meeting.newcomers", "th", count=len(people)))
    row = one_instance(connection, instance)
    of_year, _slash, what = row.period.partition("/") if row else ("", "", "")
    if what == "reflection":
        yield AgendaPoint(CONSIDERING, say("meeting.reflection", "th", year=of_year))
    for period in plans_to_resolve(connection, district, held_on):
        yield AgendaPoint(CONSIDERING, _plan_to_resolve(period))
    yield AgendaPoint(CONSIDERING, say("meeting.next_quarter", "th"))


def _followed(
    connection: Connection, gates: Gates, district: str, held_on: date
) -> Iterator[AgendaPoint]:
    """What meetings asked for and is open, with what its owner reported last by the day."""
    asked = followed_actions(connection, district, held_on, gates)
    seats = seats_as_ordered(connection, district, held_on) if asked else ()
    owners = owner_titles(connection, seats, {one.owner for one in asked}, held_on)
    reports = reports_on(connection, district, {one.key: one.what_th for one in asked})
    for action in asked:
        told = [one for one in reports.get(action.key, ()) if one.on <= held_on]
        said = say("meeting.progress", "th", **report_words(told[-1])) if told else ""
        yield AgendaPoint(INFORMING, _follow(action, owners[action.owner], held_on), said)


def _plan_to_resolve(period: str) -> str:
    year = year_of_period(period)
    word = "meeting.plan_to_resolve" if period == year else "meeting.plan_to_resolve.amended"
    return say(word, "th", year=year)


def minutes_to_adopt(
    connection: Connection, gates: Gates, district: str, held_on: date
) -> list[MeetingRow]:
    """The meetings before that day whose minutes nobody has adopted yet, oldest first."""
    before = [one for one in meetings(connection, district) if one.on < held_on]
    held_in = {one.key: instance_of(one.key) for one in before}
    adopted = _adopted(connection, gates, [one for one in held_in.values() if one is not None])
    return [one for one in before if held_in[one.key] not in adopted]


def _adopted(connection: Connection, gates: Gates, instances: Collection[int]) -> set[int]:
    """In which of these instances the minutes were adopted, as it counts now."""
    asked = [key for key, gate in gates.items() if issubclass(gate.form, MinutesAdoptedV1)]
    said = {
        instance: Answers(rows, gates).last(MinutesAdoptedV1)
        for instance, rows in entries_at(connection, instances, asked).items()
    }
    return {key for key, one in said.items() if one and one.answer.result is Adoption.ADOPTED}


def _minutes_of(connection: Connection, district: str, meeting: MeetingRow) -> str:
    which = numbered_meeting(connection, district, meeting.key, meeting.on, meeting.on)
    return say("meeting.minutes_to_adopt", "th", meeting=which, day=thai_date(meeting.on, "order"))


def _follow(action: OpenAction, owner: Named, held_on: date) -> str:
    """What is followed up, whose it is, by when, and that its day has passed."""
    said = {"what": action.what_th, "owner": owner.th}
    if action.due_on is None:
        return say("meeting.follow", "th", **said)
    key = "meeting.follow_by" if action.due_on >= held_on else "meeting.follow_overdue"
    return say(key, "th", **said, day=thai_date(action.due_on, "order"))
