"""What a new District Chief is asked to decide, as far as the facts of the day call for it.

Each question answers how many things its decision is about, 0 where nothing calls for it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection, select

from config.calendar import government_holidays
from config.clock import bangkok_day
from config.handover import LATE, DecisionDefault, handover_defaults
from registry.journal import GateRow
from registry.models import Contact, Entry, Instance, OpenGate
from registry.queries.events import event_on
from registry.queries.gates import gates_that_waited, gates_waiting
from registry.queries.history import past_meeting_days
from registry.queries.meetings import actions, coverage, current_members, meetings
from registry.queries.monitoring import lessons, progress
from registry.queries.office_holders import HoldingRow, holders, terms_of_office
from registry.queries.orders import orders_in_force
from registry.queries.own_plans import OwnPlan, own_plan
from registry.queries.people import records_of_several, survivors
from registry.queries.plans import money, plan_rows
from registry.queries.policy import policy_events
from registry.queries.seats import seats
from registry.rules.calendar import (
    WorkingCalendar,
    fiscal_quarter,
    fiscal_year,
    quarter_ends,
    quarter_starts,
)
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.handover import DecisionsOwed, OwedDecision, days_after, working_day_from
from registry.rules.seats import BodyKey, Seat, SeatMode, SeatRole
from registry.rules.terms import DAY

ROTATED = "chief_rotated"
HANDOVER, SUCCESSOR = "handover", "successor"
PLAN_SIGNED, CHIEF_REVIEW, REPORT_SENT = "plan_signed", "chief_review", "report_sent"
BEFORE_ORDER = frozenset({"found", "focal_point", "order_draft"})  # where no committee stands
PENDING = frozenset({"proposed", "tabled", "passed", "supplementary"})
ENDED = frozenset({"done", "cancelled"})


def decisions_owed(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> DecisionsOwed:
    """What the facts of that day call for, with due days: what is late first.

    Else in the order of handover.toml. The days count from the day in office of a Chief who is
    new on that day, else from the day.
    """
    day = day_in_office(connection, district, on)
    facts = _Facts(connection, district, on, known, day)
    open_since = passed_on(connection, district, day)
    calendar = WorkingCalendar(government_holidays)
    called_for = _called_for(facts)
    late = {handover_defaults().told_by(gate, called_for) for gate in facts.late}
    found = [
        OwedDecision(
            key=one.key,
            due=_due(one, day, on, calendar),
            count=called_for[one.key],
            since=open_since.get(one.key),
        )
        for one in handover_defaults().decisions
        if one.key in called_for
    ]
    return DecisionsOwed(decisions=tuple(sorted(found, key=lambda one: one.key not in late)))


def _called_for(at: "_Facts") -> dict[str, int]:
    """The decisions that are called for, each with how many things it is about."""
    found = {
        key: count
        for key, ask in CALLED_FOR.items()
        if (at.at_work or key in BEFORE_ORDER) and (count := ask(at))
    }
    asked = {*found, LATE} if at.at_work else found
    left = sum(handover_defaults().told_by(one, asked) == LATE for one in at.late)
    return {**found, LATE: left} if left else found


def _due(asked: DecisionDefault, in_office: date, on: date, calendar: WorkingCalendar) -> date:
    """So many days after the day in office; of a quarter's meeting before the quarter ends."""
    due = working_day_from(days_after(in_office, asked.days), calendar)
    if not asked.of_quarter:
        return due
    return min(due, quarter_ends(fiscal_year(on), fiscal_quarter(on)))


def day_in_office(connection: Connection, district: str, on: date) -> date:
    """When the Chief of that day came, where that is no longer ago than a handover takes."""
    newest = max(
        (
            one.start
            for one in terms_of_office(connection, f"{district}/{CHIEF}")
            if one.start <= on and (one.stop is None or one.stop > on)
        ),
        default=on,
    )
    return newest if (on - newest).days <= handover_defaults().feedback_days else on


def comes_into_office(connection: Connection, district: str, on: date) -> bool:
    """Whether another Chief, or another focal point, is recorded to come on that day."""
    offices = [f"{district}/{kind}" for kind in (CHIEF, FOCAL_POINT)]
    begins = (one.start for office in offices for one in terms_of_office(connection, office))
    return on in begins or event_on(connection, district, ROTATED, offices[0], on) is not None


def passed_on(connection: Connection, district: str, on: date) -> dict[str, date]:
    """The decisions that the rotation of that day left open, and since when they were asked."""
    query = (
        select(OpenGate.subject, Instance.started_on)
        .join(Instance, Instance.id == OpenGate.instance_id)
        .join(Entry, Entry.id == OpenGate.closed_by)
        .where(
            Instance.district_code == district,
            Instance.process == HANDOVER,
            Instance.started_on < on,
            OpenGate.gate == SUCCESSOR,
            OpenGate.status == "event",
            Entry.act_date == on,
        )
        .order_by(Instance.started_on.desc())
    )
    return {str(row[0]): row[1] for row in connection.execute(query)}


def who_leaves(connection: Connection, office: str, on: date) -> HoldingRow | None:
    """Who held the office last before that day, in their own right before who acted."""
    before = [one for one in terms_of_office(connection, office) if one.start < on]
    return max(before, key=lambda one: (one.capacity == "own", one.start), default=None)


def seats_by_name(found: Iterable[Seat], person: int) -> list[Seat]:
    """The seats that the order gives by name to that person."""
    return [one for one in found if one.mode is SeatMode.BY_NAME and one.person == person]


def chair_seat(found: tuple[Seat, ...]) -> Seat | None:
    """The seat of the committee's chair."""
    return next(
        (one for one in found if one.body is BodyKey.EXECUTIVE and one.role is SeatRole.CHAIR),
        None,
    )


@dataclass(frozen=True)
class _Facts:
    """What is known of a district on the day on which another Chief comes."""

    connection: Connection
    district: str
    on: date
    known: datetime | None
    day: date

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        return seats(self.connection, self.district, self.on, self.known)

    @cached_property
    def members(self) -> dict[str, int | None]:
        return current_members(self.connection, self.district, self.on, self.known)

    @cached_property
    def leaves(self) -> HoldingRow | None:
        return who_leaves(self.connection, f"{self.district}/{CHIEF}", self.day)

    @cached_property
    def waiting(self) -> list[GateRow]:
        """What waited on the day before: the rotation itself has some of it drafted anew.

        One that is told of late closes it as of its own day.
        """
        before = gates_that_waited(
            self.connection, self.on - DAY, self.known, district=self.district
        )
        earlier = gates_that_waited(
            self.connection, self.day - DAY, self.known, district=self.district
        )
        before += [one for one in earlier if self._is_closed_by_event_today(one)]
        if self.known is not None:
            now = gates_that_waited(self.connection, self.on, self.known, district=self.district)
        else:
            now = gates_waiting(self.connection, self.on, district=self.district)
        return [*{(one.instance_id, one.gate): one for one in (*before, *now)}.values()]

    def _is_closed_by_event_today(self, gate: GateRow) -> bool:
        closed = gate.closed_at
        return gate.status == "event" and closed is not None and bangkok_day(closed) == self.on

    @cached_property
    def late(self) -> list[str]:
        """What waits past its due day: the keys of its gates, but for those of other offices."""
        chief = f"{self.district}/{CHIEF}"
        return [
            one.gate
            for one in self.waiting
            if one.due_on is not None
            and one.due_on < self.on
            and ("/" not in (one.subject or "") or one.subject == chief)
        ]

    @cached_property
    def at_work(self) -> bool:
        """Whether a committee stands by an order."""
        return bool(orders_in_force(self.connection, self.district, self.on))

    @property
    def year(self) -> int:
        return fiscal_year(self.on)

    @cached_property
    def plan(self) -> OwnPlan:
        return own_plan(self.connection, self.district, self.year, self.on, self.known)

    def waits(self, gate: str) -> int:
        return sum(one.gate == gate for one in self.waiting)

    def chief_by_name(self) -> list[Seat]:
        """The seats that the order gives by name to the Chief who left."""
        return seats_by_name(self.seats, self.leaves.person) if self.leaves is not None else []


def _found(at: _Facts) -> int:
    """No committee stands, and no order that would appoint one is before the Chief."""
    return int(not at.at_work and not at.waits(CHIEF_REVIEW))


def _always(_: _Facts) -> int:
    return 1


def _order_names(at: _Facts) -> int:
    return len(at.chief_by_name())


def _focal_point(at: _Facts) -> int:
    return int(bool(holders(at.connection, f"{at.district}/{FOCAL_POINT}", at.on, at.known)))


def _focal_point_vacant(at: _Facts) -> int:
    return int(not _focal_point(at))


def _chair_actions(at: _Facts) -> int:
    chair = chair_seat(at.seats)
    own = {f"{at.district}/{CHIEF}", *(one.key for one in at.chief_by_name())}
    own |= {chair.key} if chair else set()
    asked = actions(at.connection, at.district, at.on, at.known)
    return sum(one.owner in own for one in asked if one.status == "open")


def _contacts(at: _Facts) -> int:
    people = {one for one in at.members.values() if one is not None}
    query = select(Contact.person_id).where(Contact.person_id.in_(records_of_several(people)))
    reached = survivors(at.connection, at.connection.scalars(query))
    return len(people - {*reached.values()})


def _meeting(at: _Facts) -> int:
    first = quarter_starts(at.year, fiscal_quarter(at.on))
    held = [one.on for one in meetings(at.connection, at.district, at.known)]
    held += past_meeting_days(at.connection, (at.district,), at.known).get(at.district, [])
    return int(not any(first <= day <= at.on for day in held))


def _vacancies(at: _Facts) -> int:
    return sum(one is None for one in at.members.values())


def _plan_missing(at: _Facts) -> int:
    """A year that is under way here, and of which no plan was received or is to be signed."""
    return int(at.plan.is_missing and not at.waits(PLAN_SIGNED))


def _money(at: _Facts) -> int:
    lines = [
        one
        for year in (at.year, at.year + 1)
        for one in money(at.connection, (at.district,), year, at.on, at.known)
    ]
    return sum(one.step in PENDING and not one.secured for one in lines)


def _stalled(at: _Facts) -> int:
    newest = at.plan.newest
    if newest is None:
        return 0
    rows = plan_rows(at.connection, at.district, at.year, newest.version, at.on, at.known)
    told = progress(at.connection, (at.district,), at.year, at.on, at.known)
    states = {one.row: one.state for one in sorted(told, key=lambda one: one.quarter)}
    now = fiscal_quarter(at.on)
    over = [one for one in rows if one.quarters and _last_quarter(one.quarters) < now]
    return sum(states.get(one.key) not in ENDED for one in over)


def _last_quarter(quarters: str) -> int:
    return max(int(one.removeprefix("q")) for one in quarters.split(","))


def _training(at: _Facts) -> int:
    changes = policy_events(at.connection, at.district, at.on, at.known)
    since = max((one.on for one in changes), default=None)
    return len(coverage(at.connection, at.district, at.on, since, at.known).untrained)


def _lessons(at: _Facts) -> int:
    return sum(
        one.state == "open" for one in lessons(at.connection, (at.district,), at.on, at.known)
    )


CALLED_FOR: Mapping[str, Callable[[_Facts], int]] = {
    "found": _found,
    "continue": _always,
    "order_names": _order_names,
    "focal_point": _focal_point,
    "focal_point_vacant": _focal_point_vacant,
    "plan_signature": lambda at: at.waits(PLAN_SIGNED),
    "order_draft": lambda at: at.waits(CHIEF_REVIEW),
    "report": lambda at: at.waits(REPORT_SENT),
    "chair_actions": _chair_actions,
    "contacts": _contacts,
    "meeting": _meeting,
    "vacancies": _vacancies,
    "plan_missing": _plan_missing,
    "money": _money,
    "stalled": _stalled,
    "training": _training,
    "lessons": _lessons,
}
