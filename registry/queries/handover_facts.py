"""What is known of a district on the day of its handover: what waits, what is past its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from config.clock import bangkok_day
from config.handover import handover_defaults
from registry.journal import EntryRow, GateRow
from registry.queries.action_items import OwnedAction, open_requests
from registry.queries.decisions import entries_at
from registry.queries.gates import gates_that_waited, gates_waiting, waits_for
from registry.queries.holdings import HoldingRow
from registry.queries.instances import instances_as_of
from registry.queries.meetings import current_members
from registry.queries.monitoring import LessonRow, lessons, progress
from registry.queries.office_holders import holders
from registry.queries.office_terms import terms_of_office
from registry.queries.orders import orders_in_force
from registry.queries.own_plans import SENT, OwnPlan, first_sent, own_plan
from registry.queries.plans import plan_rows
from registry.queries.seats import seats
from registry.rules.calendar import fiscal_year, quarter_ends
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.rotations import ON_BEHALF, OWN
from registry.rules.seats import BodyKey, Seat, SeatMode, SeatRole
from registry.rules.terms import DAY, covers
from registry.rules.year_board import unsent_since

HANDOVER, SUCCESSOR, RECEIPT = "handover", "successor", "receipt"
# Keys of handover.toml.
CHAIRS, REQUESTS, STALLED, LESSONS = "chair_actions", "requests", "stalled", "lessons"
OPEN = "open"
ENDED = frozenset({"done", "cancelled"})
CONSIDERED = "considered"


@dataclass(frozen=True)
class HandoverFacts:
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
        return last_in_own_right(self.connection, f"{self.district}/{CHIEF}", self.day)

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
        return [*{(one.instance_id, _place(one)): one for one in (*before, *now)}.values()]

    def _is_closed_by_event_today(self, gate: GateRow) -> bool:
        closed = gate.closed_at
        return gate.status == "event" and closed is not None and bangkok_day(closed) == self.on

    @cached_property
    def late(self) -> list[GateRow]:
        """What waits past its due day, but for what waits for other offices."""
        return [
            one
            for one in self.waiting
            if one.due_on is not None and one.due_on < self.on and waits_for(one) is None
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

    @cached_property
    def plan_unsent_since(self) -> date | None:
        """The day by which the year's plan was to be sent, where it passed; as the board has it."""
        days = self.plan.days
        if days is None or days.plan_known or not self.plan.is_missing:
            return None
        sent = first_sent(self.connection, (self.plan,), self.on, self.known)
        return unsent_since(sent.get(self.district), days, self.on)

    @property
    def late_days(self) -> list[tuple[str, date]]:
        """The gates that are past their day, with it; that of sending the plan among them."""
        found = [(one.gate, one.due_on) for one in self.late if one.due_on is not None]
        if self.plan_unsent_since is not None:
            found.append((SENT, self.plan_unsent_since))
        return found

    def waits(self, gate: str) -> int:
        return sum(one.gate == gate for one in self.waiting)

    def chief_by_name(self) -> list[Seat]:
        """The seats that the order gives by name to the Chief who left."""
        return seats_by_name(self.seats, self.leaves.person) if self.leaves is not None else []

    @cached_property
    def chief_since(self) -> date | None:
        """Since when whoever is Chief on that day holds the office or acts; None for nobody."""
        return chief_since(self.connection, self.district, self.on)

    @property
    def is_new(self) -> bool:
        """Whether the Chief came no longer ago than a handover takes, or is still to come."""
        return self.chief_since is None or self.is_recent(self.chief_since)

    def is_recent(self, start: date) -> bool:
        """Whether a term began no longer ago than a handover takes."""
        return (self.on - start).days <= handover_defaults().feedback_days

    @cached_property
    def focal_point(self) -> list[HoldingRow]:
        """Who is focal point."""
        return holders(self.connection, f"{self.district}/{FOCAL_POINT}", self.on, self.known)

    @cached_property
    def asked_until(self) -> dict[str, date]:
        """By when the Chief is asked for a decision by a handover that is under way, by its key."""
        since = self.chief_since or self.on
        return {
            one.subject: one.due_on
            for one in self.waiting
            if one.gate == SUCCESSOR and one.opened_on >= since
            if one.subject is not None and one.due_on is not None
        }

    @cached_property
    def settled(self) -> frozenset[str]:
        """The decisions that the Chief of that day has taken, by the last word on each."""
        begun = instances_as_of(self.connection, (self.district,), self.on, self.known)
        ids = [one.id for one in begun if one.process == HANDOVER]
        said = entries_at(self.connection, ids, (SUCCESSOR, RECEIPT), (), self.known)
        since = self.chief_since or self.on
        results: dict[str, str] = {}
        for one in sorted((one for rows in said.values() for one in rows), key=lambda one: one.id):
            if one.live and since <= one.act_date <= self.on:
                results |= _results(one)
        return frozenset(key for key, result in results.items() if result != CONSIDERED)

    @cached_property
    def open_requests(self) -> list[OwnedAction]:
        """What meetings asked for and is still open."""
        return open_requests(self.connection, self.district, self.on, self.known)

    @cached_property
    def chairs_requests(self) -> list[OwnedAction]:
        """Those of them that the chair owns."""
        chair = chair_seat(self.seats)
        own = {f"{self.district}/{CHIEF}", *(one.key for one in self.chief_by_name())}
        own |= {chair.key} if chair else set()
        return [one for one in self.open_requests if one.owner in own]

    @cached_property
    def late_requests(self) -> list[OwnedAction]:
        """Those of them that others own and whose day has passed."""
        own = {one.key for one in self.chairs_requests}
        return [
            one
            for one in self.open_requests
            if one.key not in own and one.due_on is not None and one.due_on < self.on
        ]

    @cached_property
    def stalled(self) -> dict[str, date]:
        """The activities of the plan whose quarters are over and that have not ended.

        By key, each with the last day of its last quarter.
        """
        newest = self.plan.newest
        if newest is None:
            return {}
        own = (self.connection, self.district, self.year)
        rows = plan_rows(*own, newest.version, self.on, self.known)
        told = progress(self.connection, (self.district,), self.year, self.on, self.known)
        states = {one.row: one.state for one in sorted(told, key=lambda one: one.quarter)}
        over = {
            one.key: quarter_ends(self.year, last_quarter(one.quarters))
            for one in rows
            if one.quarters and states.get(one.key) not in ENDED
        }
        return {key: day for key, day in over.items() if day < self.on}

    @cached_property
    def open_lessons(self) -> list[LessonRow]:
        """The lessons that nobody has acted on."""
        found = lessons(self.connection, (self.district,), self.on, self.known)
        return [one for one in found if one.state == OPEN]

    @property
    def overdue_days(self) -> dict[str, list[date]]:
        """The days that have passed of what decisions are about, beside those of late gates."""
        days: dict[str, list[date | None]] = {
            CHAIRS: [one.due_on for one in self.chairs_requests],
            REQUESTS: [one.due_on for one in self.late_requests],
            LESSONS: [one.due_on for one in self.open_lessons],
            STALLED: [*self.stalled.values()],
        }
        passed = {
            key: [day for day in due if day is not None and day < self.on]
            for key, due in days.items()
        }
        return {key: found for key, found in passed.items() if found}


def _place(gate: GateRow) -> str:
    """Where the gate is asked, in whatever round."""
    return gate.path if gate.round is None else gate.path.rpartition("#")[0]


def _results(said: EntryRow) -> dict[str, str]:
    """What an entry says to which decision: one by itself, or each that is ticked on the page."""
    answer = said.body["answer"]
    if said.gate == RECEIPT:
        rows = (*answer["decisions"], *answer.get("information", ()))
        return {str(one["decision"]): str(one["result"]) for one in rows}
    _, _, rest = said.path.rpartition("[")
    return {rest.partition("]")[0]: str(answer["result"])}


def last_quarter(quarters: str) -> int:
    """The last of the quarters of a plan's row ("q1,q4")."""
    return max(int(one.removeprefix("q")) for one in quarters.split(","))


def facts_of(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> HandoverFacts:
    """The facts of that day, on which another Chief may have come."""
    return HandoverFacts(connection, district, on, known, day_in_office(connection, district, on))


def chief_since(connection: Connection, district: str, on: date) -> date | None:
    """Since when whoever is Chief on that day holds the office or acts; None for nobody."""
    terms = terms_of_office(connection, f"{district}/{CHIEF}")
    here = (one.start for one in terms if covers(one, on))
    return max(here, default=None)


def day_in_office(connection: Connection, district: str, on: date) -> date:
    """When the Chief of that day came, where that is no longer ago than a handover takes."""
    since = chief_since(connection, district, on) or on
    return since if (on - since).days <= handover_defaults().feedback_days else on


def last_in_own_right(connection: Connection, office: str, on: date) -> HoldingRow | None:
    """Who was appointed to the office last before that day: an order may name them."""
    before = [one for one in terms_of_office(connection, office) if one.start < on]
    return max(before, key=lambda one: (one.capacity == OWN, one.start), default=None)


def who_leaves(connection: Connection, office: str, on: date) -> HoldingRow | None:
    """Who had the office last before that day and so hands it over: appointed to it, or acting.

    Of two until the same day whoever was appointed. Whoever comes hands nothing over to themselves.
    """
    terms = terms_of_office(connection, office)
    comes = {one.person for one in terms if one.start == on}
    before = [
        one
        for one in terms
        if one.start < on and one.capacity != ON_BEHALF and one.person not in comes
    ]
    return max(
        before,
        key=lambda one: (min(one.stop or on, on), one.capacity == OWN, one.start),
        default=None,
    )


def seats_by_name(found: Iterable[Seat], person: int) -> list[Seat]:
    """The seats that the order gives by name to that person."""
    return [one for one in found if one.mode is SeatMode.BY_NAME and one.person == person]


def chair_seat(found: tuple[Seat, ...]) -> Seat | None:
    """The seat of the committee's chair."""
    return next(
        (one for one in found if one.body is BodyKey.EXECUTIVE and one.role is SeatRole.CHAIR),
        None,
    )
