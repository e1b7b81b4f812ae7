"""The calendar of districts: meetings that were agreed on, and due days of what waits.

It leaves the house in people's calendar programs: it holds titles of gates, districts, days and
places of meetings, and nothing else that anybody typed: not what a meeting asked for either.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from config.clock import BANGKOK
from config.meetings import meeting_defaults
from config.words import Language, Term, say, written
from desk.views.inbox_scopes import RECORDING, scopes_of
from desk.views.own_work import own_work
from desk.views.view import View
from flows.capabilities import GATES
from flows.meeting.actions import OpenAction, followed_actions
from flows.meeting.agreed_meetings import AgreedMeeting, agreed_meetings, asks_of_its_day
from flows.meeting.posts import posts_of
from registry.journal import EntryRow, GateRow, instance as one_instance
from registry.queries.calendars import (
    due_day_moves,
    gates_with_due_day,
    times_opened,
)
from registry.queries.instances import InstanceAsOf
from registry.queries.registry_identity import registry_id
from registry.rules.rights import Actor
from registry.transaction import COUNTRY
from tasks.calendars.calendar_file import CalendarEvent, calendar_file

KEPT = timedelta(days=366)  # a meeting stays in the calendar for a year
DIGEST = 32


@dataclass(frozen=True)
class _Read:
    view: View
    language: Language
    registry: str

    def uid(self, *parts: object) -> str:
        """The same for the same thing of this registry, and it tells nobody what that is."""
        said = "/".join(map(str, (self.registry, *parts)))
        return f"{sha256(said.encode()).hexdigest()[:DIGEST]}@prasan"

    def title(self, key: str, district: str) -> str:
        where = written(self.view.district(district), self.language)
        what = written(Term(key), self.language)
        return say("calendar.title", self.language, what=what, district=where)


def calendar_of(
    view: View, districts: Collection[str], language: Language, actor: Actor | None = None
) -> bytes:
    """The calendar file of the districts; with `actor` of due days only those that ask them."""
    events = [*_events(view, districts, language, actor)]
    names = sorted(written(view.district(one), language) for one in districts)
    name = say("calendar.name", language, districts=", ".join(names))
    return calendar_file(name, sorted(events, key=lambda one: (one.day, one.uid)))


def meeting_calendar(view: View, instance: int, language: Language) -> bytes | None:
    """The file of the one meeting that the instance holds; None where none was agreed on."""
    read = _Read(view, language, registry_id(view.connection))
    events = [*_meetings(read, meeting_agreed(view, instance))]
    return calendar_file(events[0].title, events) if events else None


def meeting_agreed(view: View, instance: int) -> list[AgreedMeeting]:
    """The meeting that the instance holds, its day agreed on or called off; else none."""
    row = one_instance(view.connection, instance)
    return [] if row is None else _agreed(view, [row.district], instance)


def _events(
    view: View, districts: Collection[str], language: Language, actor: Actor | None
) -> Iterator[CalendarEvent]:
    read = _Read(view, language, registry_id(view.connection))
    agreed = _agreed(view, districts)
    yield from _meetings(read, agreed)
    yield from _due_days(read, districts, actor, [one for one in agreed if not one.off])
    yield from _requests(read, districts, actor)


def _agreed(
    view: View, districts: Collection[str], instance: int | None = None
) -> list[AgreedMeeting]:
    span = (view.on - KEPT, date.max)
    return [
        *agreed_meetings(view.connection, districts, GATES, view.on, instance=instance, span=span)
    ]


def _meetings(read: _Read, agreed: Iterable[AgreedMeeting]) -> Iterator[CalendarEvent]:
    for one in agreed:
        yield CalendarEvent(
            uid=read.uid("meeting", one.instance.id),
            sequence=_changes(one.instance, one.rows),
            changed=max(row.recorded_at for row in one.rows),
            title=read.title("calendar.meeting", one.instance.district),
            day=one.day,
            starts=one.starts,
            lasts=timedelta(hours=meeting_defaults().lasts_hours),
            place=one.place,
            cancelled=one.off,
        )


def _changes(instance: InstanceAsOf, rows: Sequence[EntryRow]) -> int:
    """How often the meeting was changed: it only rises, for entries are never taken out."""
    taken_back = sum(not one.live for one in rows)
    return len(rows) - 1 + taken_back + (instance.status == "stopped")


def _due_days(
    read: _Read,
    districts: Collection[str],
    actor: Actor | None,
    agreed: Collection[AgreedMeeting],
) -> Iterator[CalendarEvent]:
    """What is due; of a meeting that stands with its own day it is not said once more."""
    connection, view = read.view.connection, read.view
    waiting = [
        one
        for one in gates_with_due_day(connection, districts, view.on)
        if not asks_of_its_day(one, GATES, agreed)
    ]
    if actor is not None:
        own = {one.gate.id for one in own_work(view, actor).steps}
        asked = {one.id for one in _asked_of(view, waiting, actor)}
        waiting = [one for one in waiting if one.id in own | asked]
    moves = due_day_moves(connection, districts)
    opened = times_opened(connection, {one.instance_id for one in waiting})
    for gate in waiting:
        where = (gate.instance_id, gate.path)
        moved = [one for one in moves if one[0] == where]
        yield CalendarEvent(
            uid=read.uid("due", *where),
            sequence=opened[where] - 1 + len(moved),
            changed=max([gate.opened_at, *(at for _, at in moved)]),
            title=read.title(f"gate.{gate.gate}", gate.district_code),
            day=gate.due_on or view.on,
        )


def _requests(
    read: _Read, districts: Collection[str], actor: Actor | None
) -> Iterator[CalendarEvent]:
    """The days of what meetings asked for, adopted or not; with `actor` of what is their own.

    Whoever follows up the requests of a district has them all.
    """
    view = read.view
    for district in districts:
        asked = followed_actions(view.connection, district, view.on, GATES)
        own = posts_of(view.connection, district, actor.person, view.on) if actor else None
        follows = actor is None or _follows(view, actor, district)
        for one in asked:
            if one.due_on is not None and (follows or (own is not None and own.own(one.owner))):
                yield _of_request(read, district, one, one.due_on)


def _follows(view: View, actor: Actor, district: str) -> bool:
    parts = {one.part for one in actor.parts_in_force(view.on) if one.covers(district)}
    return bool(parts & RECORDING)


def _of_request(read: _Read, district: str, asked: OpenAction, due: date) -> CalendarEvent:
    """The same event before and after the minutes are adopted, changed once."""
    key = "calendar.request" if asked.is_adopted else "calendar.request_unadopted"
    return CalendarEvent(
        uid=read.uid("request", district, asked.key),
        sequence=int(asked.is_adopted),
        changed=datetime.combine(asked.asked_on, time.min, BANGKOK),
        title=read.title(key, district),
        day=due,
    )


def _asked_of(view: View, waiting: Sequence[GateRow], actor: Actor) -> Iterator[GateRow]:
    scopes = scopes_of(view, actor)
    for gate in waiting:
        of = (one.area.removeprefix(COUNTRY) for one in scopes if gate.gate in one.gates)
        if any(gate.district_code.startswith(area) for area in of):
            yield gate
