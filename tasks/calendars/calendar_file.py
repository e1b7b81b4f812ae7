"""An iCalendar file: meetings with their time and place, due days as whole days, with alarms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from config.clock import BANGKOK

ICS = "text/calendar; charset=utf-8"
PRODUCT = "-//Prasan//DL-ATIP calendar//TH"
MORNING = timedelta(hours=9)
# Before a due day, which begins at midnight: at nine in the morning a week and a day before.
BEFORE_DAY = (MORNING - timedelta(days=7), MORNING - timedelta(days=1))
BEFORE_HOUR = (timedelta(days=-1), timedelta(hours=-1))


@dataclass(frozen=True)
class CalendarEvent:
    """Something on a day. `starts` is its time in Thailand, None for the whole day; then `lasts`.

    `uid` stays with it for ever; `sequence` rises with each change of it, `changed` is the
    instant of the last. A `cancelled` one is kept in the file, so that calendars take it out.
    """

    uid: str
    sequence: int
    changed: datetime
    title: str
    day: date
    starts: time | None = None
    lasts: timedelta = timedelta()
    place: str = ""
    cancelled: bool = False


def calendar_file(name: str, events: Iterable[CalendarEvent]) -> bytes:
    """The events as a file; the same events give the same bytes."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for event in events:
        made.add_component(_event(event))
    return bytes(made.to_ical())


def _event(one: CalendarEvent) -> Event:
    made = Event()
    made.add("uid", one.uid)
    made.add("sequence", one.sequence)
    made.add("dtstamp", one.changed.astimezone(UTC))
    made.add("summary", one.title)
    if one.starts is None:
        made.add("dtstart", one.day)
    else:
        # Thailand keeps no summer time: an instant in UTC needs no table of a zone beside it.
        begins = datetime.combine(one.day, one.starts, BANGKOK).astimezone(UTC)
        made.add("dtstart", begins)
        made.add("dtend", begins + one.lasts)
    made.add("transp", "TRANSPARENT" if one.starts is None else "OPAQUE")
    if one.place:
        made.add("location", one.place)
    made.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    if not one.cancelled:
        for before in BEFORE_DAY if one.starts is None else BEFORE_HOUR:
            made.add_component(_alarm(one.title, before))
    return made


def _alarm(title: str, before: timedelta) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", title)
    made.add("trigger", before)
    return made
