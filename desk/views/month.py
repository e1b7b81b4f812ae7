"""A month of some districts: meetings, due days, and the last days of what waits."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from urllib.parse import urlencode

from config.calendar import government_holidays
from config.words import Named, Sentence, both
from desk.views.gate_titles import titles
from desk.views.view import View
from flows.capabilities import GATES
from flows.meeting.agreed_meetings import meetings_of_days
from registry.journal import GateRow
from registry.queries.calendars import gates_between

WEEK = Calendar(firstweekday=6)  # Sunday first, as Thai calendars are printed
FRIDAY = 4


class DayEvent(StrEnum):
    """What a day holds: a meeting, the due day of a gate, the last day that something waits."""

    MEETING = "meeting"
    DUE = "due"
    LAPSE = "lapse"


@dataclass(frozen=True)
class MonthItem:
    """A thing of a day, or like things of several districts on one day.

    `district` is None where there are several; `starts` the time of a meeting. `late`: its due day
    has passed. `opens` is the place that shows it; `each` are the last days that stand as one.
    """

    kind: DayEvent
    label: Sentence
    district: Named | None
    opens: str
    count: int = 1
    starts: time | None = None
    late: bool = False
    off: bool = False
    each: "tuple[MonthItem, ...]" = ()


@dataclass(frozen=True)
class MonthDay:
    """A day of the month, or of the weeks at its edges; `works` on working days."""

    day: date
    within: bool
    works: bool
    items: tuple[MonthItem, ...]


@dataclass(frozen=True)
class Month:
    """Weeks of seven days from Sunday on, and the months before and after."""

    first: date
    weeks: tuple[tuple[MonthDay, ...], ...]

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return _shifted(self.first, -1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return _shifted(self.first, 1)

    @property
    def busy(self) -> tuple[MonthDay, ...]:
        """The days of the month that hold anything."""
        return tuple(one for week in self.weeks for one in week if one.within and one.items)


def month_of(view: View, areas: Collection[str], first: date) -> Month:
    """The month that begins on that day, of the districts within the areas."""
    weeks = WEEK.monthdatescalendar(first.year, first.month)
    span = weeks[0][0], weeks[-1][-1]
    found: dict[date, list[MonthItem]] = defaultdict(list)
    for day, item in (*_meetings(view, areas, span), *_waiting(view, areas, span)):
        found[day].append(item)
    return Month(
        first,
        tuple(
            tuple(
                MonthDay(day, day.month == first.month, _works(day), tuple(found[day]))
                for day in week
            )
            for week in weeks
        ),
    )


def _shifted(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _works(day: date) -> bool:
    return day.weekday() <= FRIDAY and day not in government_holidays(day.year)


def _meetings(
    view: View, areas: Collection[str], span: tuple[date, date]
) -> Iterator[tuple[date, MonthItem]]:
    agreed = meetings_of_days(view.connection, areas, GATES, view.on, span)
    for one in sorted(agreed, key=lambda met: (met.day, met.starts or time.min)):
        yield one.day, MonthItem(
            DayEvent.MEETING, both("calendar.meeting"), view.district(one.instance.district),
            f"/instances/{one.instance.id}", starts=one.starts, off=one.off,
        )  # fmt: skip


def _waiting(
    view: View, areas: Collection[str], span: tuple[date, date]
) -> Iterator[tuple[date, MonthItem]]:
    """Due days and last days, like ones of a day as one."""
    rows = gates_between(view.connection, areas, *span, view.on)
    called = titles(view.connection, rows)
    alike: dict[tuple[date, str], list[GateRow]] = defaultdict(list)
    lapsing: dict[tuple[date, Sentence], list[MonthItem]] = defaultdict(list)
    for gate in rows:
        due, last = gate.due_on, gate.until_on
        if due is not None and gate.gate and span[0] <= due <= span[1]:
            alike[due, gate.gate].append(gate)
        if last is not None and last != due and span[0] <= last <= span[1]:
            item = _of_gate(view, DayEvent.LAPSE, gate, called[gate.id])
            lapsing[last, item.label].append(item)
    for (last, label), items in lapsing.items():
        opens, each = items[0].opens, tuple(items)
        yield (
            last,
            items[0]
            if len(items) == 1
            else MonthItem(DayEvent.LAPSE, label, None, opens, count=len(items), each=each),
        )
    for (day, key), gates in alike.items():
        late = day < view.on
        if len(gates) == 1:
            yield day, _of_gate(view, DayEvent.DUE, gates[0], called[gates[0].id], late=late)
            continue
        opens = f"/?{urlencode({'gate': key, 'due': day.isoformat()})}"
        label = both(f"gate.{key}")
        yield day, MonthItem(DayEvent.DUE, label, None, opens, count=len(gates), late=late)


def _of_gate(
    view: View, kind: DayEvent, gate: GateRow, label: Sentence, *, late: bool = False
) -> MonthItem:
    district = view.district(gate.district_code)
    return MonthItem(kind, label, district, f"/instances/{gate.instance_id}", late=late)
