"""One committee, one fiscal year: money, plan, quarters, trainings, reflection, closing."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from itertools import count
from typing import TypeAlias

from flows.engine.replay import Lapse, Process
from flows.engine.run import Run
from flows.plan.process import PLAN, PlanDue, PlanStart
from flows.year.effects import DRAFT_PROPOSAL, YEAR_DAYS
from flows.year.gates import (
    BUDGET_NEEDS,
    LAST_STEPS,
    MONEY,
    PROPOSAL_SENT,
    BudgetNeedsV1,
    NeedLine,
    Proposal,
    Road,
)
from flows.year.quarters import close, reflect, train, work_quarter
from registry.rules.calendar import QUARTERS
from registry.rules.plan_effects import NeedInputs, YearDaysArgs
from registry.rules.seats import Value
from registry.rules.year_days import YearDays, plan_period

LANES = ("money", "plan", "q1", "q2", "q3", "q4", "trainings", "reflection", "closing")
WITH_QUARTERS, WITH_RUNNING_MONEY = 2, 4
Lane: TypeAlias = Callable[[Run], None]


class YearOutcome(StrEnum):
    """How a committee's year ends."""

    CLOSED = "closed"


class YearStart(Value):
    """A committee's fiscal year; `joined` where it is at work only since then."""

    district: str
    year: int
    joined: date | None = None


def annual_cycle(run: Run) -> YearOutcome:
    """One committee, one fiscal year (1 October to 30 September), each lane by itself."""
    start = run.start(YearStart)
    asked = YearDaysArgs(district=start.district, year=start.year, joined=start.joined)
    days = run.read(YEAR_DAYS, asked)
    run.together(
        "year",
        ("money", lambda one: secure_money(one, start, days)),
        ("plan", lambda one: have_plan(one, start, days)),
        *((f"q{number}", quarter(start, days, number)) for number in QUARTERS),
        ("trainings", later(lambda one: train(one, start.district, days))),
        ("reflection", later(lambda one: reflect(one, start.district, days))),
        ("closing", later(lambda one: close(one, start.district, days))),
    )
    return YearOutcome.CLOSED


def quarter(start: YearStart, days: YearDays, number: int) -> Lane:
    """The lane of a quarter; of one in which the committee does not meet yet nothing is asked."""
    own = next((one for one in days.quarters if one.number == number), None)
    return later(lambda run: work_quarter(run, start.district, days, own) if own else None)


def later(lane: Lane) -> Lane:
    """A lane that the first revision only names: it goes on once its instance was raised."""

    def raised(run: Run) -> None:
        run.wait_for_revision(WITH_QUARTERS)
        lane(run)

    return raised


def secure_money(run: Run, start: YearStart, days: YearDays) -> None:
    """Case study: committees "can submit a budget proposal to the Municipality Office or LAO".

    Asked from April on, for the council has the draft budget before it in August. A committee that
    joins after that asks in the running year: a supplementary budget, a transfer or a donor.
    """
    due, until = (days.costed, days.tabled) if days.roads else (None, days.ends)
    if not days.roads:
        run.wait_for_revision(WITH_RUNNING_MONEY)
    needs = run.ask(BUDGET_NEEDS, due=due, until=until)
    if isinstance(needs, Lapse):
        return
    lines = {line.key: line for line in needs.rows}
    run.for_each("needs", lines, lambda one, key: follow_money(one, start, days, needs, lines[key]))


def follow_money(
    run: Run, start: YearStart, days: YearDays, needs: BudgetNeedsV1, line: NeedLine
) -> None:
    """One line of money: proposed, then step by step until it is spent or given up.

    What was refused or missed its day may come by a supplementary budget, until the year ends.
    """
    inputs = NeedInputs(
        district=start.district, year=start.year, need=line.key, corrections=run.corrections(needs)
    )
    run.prepare(DRAFT_PROPOSAL, inputs)
    local = days.roads and line.road is not Road.DONOR
    sent = run.ask(PROPOSAL_SENT, due=days.proposals if local else None, until=days.ends)
    if isinstance(sent, Lapse) or sent.result is Proposal.NOT_SENT:
        return
    ordinance = (days.tabled, days.passed) if local else ()
    for turn in count(1):
        due = ordinance[turn - 1] if turn <= len(ordinance) else days.ends
        step = run.ask(MONEY, round=turn, due=due, until=days.closing)
        if isinstance(step, Lapse) or step.result in LAST_STEPS:
            return


def have_plan(run: Run, start: YearStart, days: YearDays) -> None:
    """The plan of the year, written from July on. An adopted plan counts."""
    if days.plan_known:
        return
    run.wait_until(days.planning, "planning")
    due = PlanDue(
        drafted=days.drafted, resolved=days.resolved, endorsed=days.endorsed,
        signed=days.signed, sent=days.sent, ends=days.ends,
    )  # fmt: skip
    version = days.plan_version
    wanted = PlanStart(district=start.district, year=start.year, version=version, due=due)
    run.child(PLAN, wanted, period=plan_period(start.year, version))


ANNUAL_CYCLE = Process(
    key="annual_cycle",
    flow="annual-cycle",
    function=annual_cycle,
    start=YearStart,
    phases=LANES,
    revision=WITH_RUNNING_MONEY,
    kept_waits=frozenset({"quarter_ended", "year_ended"}),  # a quarter is told once it is over
)
