"""What is known of a fiscal year in several districts, as at a day: a query a kind of row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from config.defaults import policy
from desk.views.view import View
from flows.capabilities import GATES
from flows.engine.answers import Answers
from flows.plan.declined_parts import units_at_work
from flows.plan.effects import PLAN_UNITS
from flows.plan.gates import (
    ENDORSEMENT,
    PLAN_RECEIVED,
    PLAN_SENT,
    RESOLUTION,
    EndorsementV1,
    PlanReceivedV1,
    PlanSentV1,
    Reception,
    ResolutionV1,
    Resolved,
)
from flows.plan.offers import unit_at
from flows.plan.process import PLAN
from flows.plan.year_over import PlanOutcome
from flows.year.effects import YEAR_DAYS
from flows.year.gates import BUDGET_NEEDS, BudgetNeedsV1
from flows.year.process import ANNUAL_CYCLE
from flows.year.year_lines import year_lines
from registry.journal import EntryRow
from registry.queries.areas import only_one
from registry.queries.decisions import entries_at, last_recorded
from registry.queries.gates_as_of import GateAsOf, gates_as_of
from registry.queries.history import planned_years
from registry.queries.instances import InstanceAsOf
from registry.queries.last_committees import last_committees
from registry.queries.orders import at_work_since
from registry.queries.plans import (
    MoneyRow,
    NeedRow,
    PlanRowRow,
    PlanVersionRow,
    local_rows,
    money,
    needs,
    plan_versions,
)
from registry.rules.year_board import Column, OpenQuestion, PlanSteps, YearFacts
from registry.rules.year_days import YearDays, joins_from, opens_on, plan_period, year_of_period

R = TypeVar("R")
ANSWERED = tuple(
    one.key for one in (BUDGET_NEEDS, RESOLUTION, ENDORSEMENT, PLAN_SENT, PLAN_RECEIVED)
)
FIRST_VERSION = 1
MISSED_AT: Mapping[str, Column] = {
    PlanOutcome.NOT_MADE: Column.PLAN,
    PlanOutcome.NOT_RESOLVED: Column.PLAN,
    PlanOutcome.NOT_ENDORSED: Column.ENDORSEMENT,
    PlanOutcome.NOT_SIGNED: Column.SUBMISSION,
    PlanOutcome.NOT_SENT: Column.SUBMISSION,
}


@dataclass(frozen=True)
class DistrictYear:
    """A district's year: what is known, and the instances that show it.

    `needs` and `rows` are what the lines of money stand for, by key; `recorded_at`: when anything
    of it was recorded last.
    """

    facts: YearFacts
    year: InstanceAsOf | None = None
    plan: InstanceAsOf | None = None
    needs: Mapping[str, NeedRow] = field(default_factory=dict)
    rows: Mapping[str, PlanRowRow] = field(default_factory=dict)
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class _Read:
    """What was read of several districts, by district or by instance."""

    view: View
    year: int
    instances: dict[str, list[InstanceAsOf]]
    gates: dict[int, list[GateAsOf]]
    entries: dict[int, list[EntryRow]]
    recorded: dict[int, datetime]
    since: Mapping[str, date]
    planned: Mapping[str, frozenset[int]]
    versions: dict[str, list[PlanVersionRow]]
    needs: dict[str, list[NeedRow]]
    money: dict[str, list[MoneyRow]]
    rows: dict[str, list[PlanRowRow]]


def years_of(
    view: View, districts: Collection[str], year: int, known: datetime | None = None
) -> dict[str, DistrictYear]:
    """The year of each of the districts on the day of the view, by code."""
    read = _read(view, districts, year, known)
    return {code: _district_year(read, code) for code in districts}


def _read(view: View, districts: Collection[str], year: int, known: datetime | None) -> _Read:
    connection, on, areas = view.connection, view.on, areas_around(districts)
    only = only_one(districts)
    meant = [
        one
        for one in view.counted(districts, known)
        if (one.process == ANNUAL_CYCLE.key and one.period == str(year))
        or (one.process == PLAN.key and year_of_period(one.period) == str(year))
    ]
    told_after = {
        code: last.recorded_at
        for code, last in last_committees(connection, districts, on, known).items()
    }
    ids = [one.id for one in meant]
    waiting = [one.id for one in meant if one.status == "open"]
    gates = _by(gates_as_of(connection, waiting, on, known), "instance")
    return _Read(
        view=view,
        year=year,
        instances=_by(meant, "district"),
        gates=gates,
        entries=entries_at(connection, ids, ANSWERED, (YEAR_DAYS.key, PLAN_UNITS.key), known),
        recorded=last_recorded(connection, ids, known),
        since=view.once(at_work_since, on, only, known),
        planned=planned_years(connection, year, only, known, told_after=told_after),
        versions=_by(view.once(plan_versions, areas, on, year, known), "district"),
        needs=_by(needs(connection, areas, year, on, known), "district"),
        money=_by(money(connection, areas, year, on, known), "district"),
        rows=_by(local_rows(connection, areas, year, on, known), "district"),
    )


def areas_around(districts: Collection[str]) -> frozenset[str]:
    """The district alone, of several their provinces: a question of few areas is put quickly."""
    return frozenset(districts if len(districts) == 1 else (code[:2] for code in districts))


def _by(rows: Iterable[R], name: str) -> dict[Any, list[R]]:
    found: defaultdict[Any, list[R]] = defaultdict(list)
    for one in rows:
        found[getattr(one, name)].append(one)
    return dict(found)


def _district_year(read: _Read, code: str) -> DistrictYear:
    year = _newest(read, code, ANNUAL_CYCLE.key, str(read.year))
    days = _days(read, year)
    version = days.plan_version if days else FIRST_VERSION
    plan = _newest(read, code, PLAN.key, plan_period(read.year, version))
    lines = year_lines(
        read.needs.get(code, ()), read.money.get(code, ()), read.rows.get(code, ()), days,
        read.view.on,
    )  # fmt: skip
    recorded = [read.recorded[one.id] for one in (year, plan) if one and one.id in read.recorded]
    planned = read.planned.get(code, frozenset())
    needs_answer = Answers(_entries(read, year), GATES).last(BudgetNeedsV1)
    facts = YearFacts(
        begins=code in read.since and _joins(read, code, planned) <= read.year,
        opens=opens_on(policy().year, read.year),
        days=days,
        stopped=year is not None and year.status == "stopped",
        lines=lines.standing,
        needs=_open(read, year, BUDGET_NEEDS.key),
        told=needs_answer.on if needs_answer else None,
        plan=_steps(read, code, plan, version) if plan else None,
        plan_known=read.year in planned,
    )
    return DistrictYear(facts, year, plan, lines.needs, lines.rows, max(recorded, default=None))


def _joins(read: _Read, code: str, planned: frozenset[int]) -> int:
    return joins_from(policy().year, read.since[code], planned=planned)


def _newest(read: _Read, code: str, process: str, period: str) -> InstanceAsOf | None:
    here = read.instances.get(code, ())
    found = [one for one in here if (one.process, one.period) == (process, period)]
    return found[-1] if found else None


def _entries(read: _Read, instance: InstanceAsOf | None) -> list[EntryRow]:
    """The entries of acts done by the day of the view."""
    rows = read.entries.get(instance.id, ()) if instance else ()
    return [one for one in rows if one.act_date <= read.view.on]


def _days(read: _Read, year: InstanceAsOf | None) -> YearDays | None:
    rows = [one for one in _entries(read, year) if one.kind == "read" and one.live]
    return YearDays.model_validate(rows[-1].body["value"]) if rows else None


def _open(read: _Read, instance: InstanceAsOf | None, key: str) -> OpenQuestion | None:
    waiting = [one for one in _waiting(read, instance) if one.gate == key]
    return _question(read.view, waiting) if waiting else None


def _waiting(read: _Read, instance: InstanceAsOf | None) -> list[GateAsOf]:
    gates = read.gates.get(instance.id, ()) if instance else ()
    return [one for one in gates if one.gate and one.ended_on is None]


def _question(view: View, waiting: Sequence[GateAsOf]) -> OpenQuestion:
    late = max(view.office.calendar.days_late(one.due_on, view.on) for one in waiting)
    due = min((one.due_on for one in waiting if one.due_on), default=None)
    return OpenQuestion(min(one.opened_on for one in waiting), due, late)


def _steps(read: _Read, code: str, plan: InstanceAsOf, version: int) -> PlanSteps:
    answers = Answers(_entries(read, plan), GATES)
    waits = _by(_waiting(read, plan), "gate")
    resolutions = answers.to(ResolutionV1)
    agreed = bool(resolutions) and resolutions[-1].answer.result is not Resolved.CHANGES
    sent = answers.to(PlanSentV1)
    verdicts = answers.to(PlanReceivedV1)
    adjust = [one.on for one in verdicts if one.answer.result is Reception.ADJUST]
    endorsements = answers.to(EndorsementV1)
    units: dict[str, str | None] = {unit_at(one.path): one.answer.result for one in endorsements}
    units |= {unit_at(one.path): None for one in waits.get(ENDORSEMENT.key, ())}
    at_work = units_at_work(answers.entries)
    versions = [one for one in read.versions.get(code, ()) if one.version == version]
    return PlanSteps(
        waits={key: _question(read.view, found) for key, found in waits.items()},
        units=units if at_work is None else {one: units[one] for one in units if one in at_work},
        resolved=resolutions[-1].on if agreed else None,
        endorsed=max((one.on for one in endorsements), default=None),
        first_sent=sent[0].on if sent else None,
        adjust=max(adjust, default=None),
        received=versions[0].received if versions else None,
        ended=plan.status != "open",
        missed=MISSED_AT.get(plan.outcome or ""),
    )
