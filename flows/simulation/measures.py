"""What a simulation shows: read from the registry that it filled, as of its last day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles
from typing import TypeAlias

from sqlalchemy import Connection

from config.clock import bangkok_day
from flows.meeting.committee import MEETING, MeetingOutcome, MeetingStart
from flows.meeting.committee_gates import COMMITTEE
from flows.order.process import ORDER
from flows.plan.process import PLAN, PlanStart
from flows.simulation.offices import SCRIPT
from flows.simulation.staff import COORDINATOR
from registry.journal import InstanceRow, instances, starts
from registry.queries.steps import StepRow, steps
from registry.rules.calendar import fiscal_year

SHOWN = 5  # steps that hold the work up most
AT_ONCE = 5_000  # instances
Begun: TypeAlias = Mapping[str, object]


@dataclass(frozen=True)
class Spread:
    """So many days each: how many there are, and how they spread; nothing of none is told."""

    count: int
    least: int
    lower: int
    median: int
    upper: int
    most: int


@dataclass(frozen=True)
class SignedOrders:
    """Of how many districts that began the order was signed, and after how many days."""

    begun: int
    signed: int
    days: Spread | None


@dataclass(frozen=True)
class PlanPunctuality:
    """Plans that were due by the last day: sent on time, late (by how many days), or not at all."""

    due: int
    on_time: int
    late: int
    not_sent: int
    days_late: Spread | None


@dataclass(frozen=True)
class QuartersMet:
    """Quarters that ended by the last day, by what their meeting came to.

    `met` are held, within another meeting, and held late in place of one that was missed.
    """

    due: int
    met: int
    held: int
    inside: int
    late: int
    informal: int
    not_held: int
    unsettled: int


@dataclass(frozen=True)
class MonthOfWork:
    """What coordinators recorded in a month: in all, on average, and the busiest of them."""

    year: int
    month: int
    items: int
    average: float
    busiest: int


@dataclass(frozen=True)
class HeldUp:
    """A step by its gate, and the office it waits for: how often it was late, by how many days.

    Its own days alone: a step that opened after its due day is late from then on. What was never
    answered is late up to the last day.
    """

    gate: str
    office: str
    steps: int
    late: int
    days_late: int
    days_open: int


@dataclass(frozen=True)
class YearOfDecisions:
    """The decisions of a fiscal year (Buddhist era): in all, and in a district on average."""

    year: int
    decisions: int
    districts: int
    in_a_district: float


@dataclass(frozen=True)
class Measures:
    """All that a simulation shows. `held_up`: the first is the first bottleneck."""

    decisions: int
    in_a_district_and_year: float
    years: tuple[YearOfDecisions, ...]
    orders: SignedOrders
    plans: PlanPunctuality
    quarters: QuartersMet
    coordinators: int
    months: tuple[MonthOfWork, ...]
    held_up: tuple[HeldUp, ...]
    lapsed: int
    incidents: int


def measure(connection: Connection, districts: int, first: date, last: date) -> Measures:
    """What the registry holds of that time."""
    found, rows = [*steps(connection)], instances(connection)
    begun = _begun(connection, [one.id for one in rows if one.process in {PLAN.key, MEETING.key}])
    taken = [one for one in found if one.taken_on is not None]
    years = max(1, round((last - first).days / 365.25))
    coordinators = _coordinators(taken)
    return Measures(
        decisions=len(taken),
        in_a_district_and_year=round(len(taken) / districts / years, 1),
        years=tuple(_years(taken)),
        orders=_orders(found),
        plans=_plans(rows, begun, found, last),
        quarters=_quarters(rows, begun, found, last),
        coordinators=len(coordinators),
        months=tuple(_months(taken, coordinators, first, last)),
        held_up=tuple(held_up(found, last))[:SHOWN],
        lapsed=sum(one.status == "lapsed" for one in found),
        incidents=sum(one.gate == "incident" for one in found),
    )


def spread(days: Sequence[int]) -> Spread | None:
    """How they spread; None of none."""
    if not days:
        return None
    cuts = quantiles(days, n=4, method="inclusive") if len(days) > 1 else [days[0]] * 3
    lower, middle, upper = (round(one) for one in (cuts[0], median(days), cuts[2]))
    return Spread(len(days), min(days), lower, middle, upper, max(days))


def _begun(connection: Connection, numbers: Sequence[int]) -> dict[int, Begun]:
    """What the instances were started with, asked in parts: a database takes so many numbers."""
    found: dict[int, Begun] = {}
    for place in range(0, len(numbers), AT_ONCE):
        said = starts(connection, numbers[place : place + AT_ONCE])
        found |= {number: start for number, (_, start) in said.items()}
    return found


def _orders(found: Iterable[StepRow]) -> SignedOrders:
    begun: dict[str, date] = {}
    signed: dict[str, date] = {}
    for one in found:
        if one.process == "establishment":
            begun.setdefault(one.district, one.started_on)
        if one.process == ORDER.key and one.gate == "registration" and one.taken_on:
            signed.setdefault(one.district, one.taken_on)
    days = [(signed[one] - begun[one]).days for one in signed if one in begun]
    return SignedOrders(len(begun), len(days), spread(days))


def _plans(
    rows: Iterable[InstanceRow],
    begun: Mapping[int, Begun],
    found: Iterable[StepRow],
    last: date,
) -> PlanPunctuality:
    sent: dict[int, date] = {}
    for one in found:
        if one.gate == "plan_sent" and one.taken_on is not None:
            sent.setdefault(one.instance, one.taken_on)
    due = {one.id: PlanStart.model_validate(begun[one.id]).due.sent for one in rows
           if one.process == PLAN.key}  # fmt: skip
    asked = {number: day for number, day in due.items() if day is not None and day <= last}
    late = [(sent[one] - day).days for one, day in asked.items() if one in sent and sent[one] > day]
    on_time = sum(one in sent and sent[one] <= day for one, day in asked.items())
    return PlanPunctuality(
        len(asked), on_time, len(late), len(asked) - on_time - len(late), spread(late)
    )


def _quarters(
    rows: Iterable[InstanceRow], begun: Mapping[int, Begun], found: Iterable[StepRow], last: date
) -> QuartersMet:
    # A meeting comes to its outcome with its minutes, which may wait for the next one.
    met = {one.instance for one in found if one.gate == COMMITTEE.minutes.key}
    due: Counter[str | None] = Counter()
    for one in rows:
        if one.process != MEETING.key:
            continue
        start = MeetingStart.model_validate(begun[one.id])
        if start.quarter is not None and start.until is not None and start.until <= last:
            due[one.outcome or (str(MeetingOutcome.HELD) if one.id in met else None)] += 1
    held, inside, late, informal, not_held = (due[str(one)] for one in (
        MeetingOutcome.HELD, MeetingOutcome.INSIDE, MeetingOutcome.LATE,
        MeetingOutcome.INFORMAL, MeetingOutcome.NOT_HELD,
    ))  # fmt: skip
    return QuartersMet(
        due.total(), held + inside + late, held, inside, late, informal, not_held, due[None]
    )


def _years(taken: Iterable[StepRow]) -> Iterable[YearOfDecisions]:
    by_year: dict[int, list[StepRow]] = defaultdict(list)
    for one in taken:
        if one.taken_on is not None:
            by_year[fiscal_year(one.taken_on)].append(one)
    for year, some in sorted(by_year.items()):
        places = {one.district for one in some}
        yield YearOfDecisions(year, len(some), len(places), round(len(some) / len(places), 1))


def _coordinators(taken: Iterable[StepRow]) -> set[str]:
    found = {one.recorded_by for one in taken if one.recorded_by is not None}
    return {one for one in found if one.split(".")[1:2] == [COORDINATOR]}


def _months(
    taken: Iterable[StepRow], coordinators: set[str], first: date, last: date
) -> Iterable[MonthOfWork]:
    counts: Counter[tuple[int, int, str]] = Counter()
    for one in taken:
        if one.recorded_at is not None and one.recorded_by in coordinators:
            day = bangkok_day(one.recorded_at)
            counts[day.year, day.month, one.recorded_by] += 1
    year, month = first.year, first.month
    while (year, month) < (last.year, last.month):
        own = [counts[year, month, who] for who in sorted(coordinators)]
        average = round(sum(own) / len(own), 1) if own else 0.0
        yield MonthOfWork(year, month, sum(own), average, max(own, default=0))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004 — months


def held_up(found: Iterable[StepRow], last: date) -> Iterable[HeldUp]:
    """The steps that cost most days after the day by which they were due, the worst first."""
    by_gate: dict[str, list[StepRow]] = defaultdict(list)
    for one in found:
        if one.gate in SCRIPT and one.status in {"answered", "open"}:
            by_gate[one.gate].append(one)
    measured = [_of_gate(gate, some, last) for gate, some in by_gate.items()]
    return sorted(measured, key=lambda one: (-one.days_late, one.gate))


def _of_gate(gate: str, some: Sequence[StepRow], last: date) -> HeldUp:
    late = [
        ((one.taken_on or last) - max(one.due_on, one.opened_on)).days for one in some if one.due_on
    ]
    over = [days for days in late if days > 0]
    waited = [((one.taken_on or last) - one.opened_on).days for one in some]
    return HeldUp(gate, SCRIPT[gate].office, len(some), len(over), sum(over), round(median(waited)))
