"""Which rows of a plan the heads of units have endorsed as they stand: from its journal."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Connection

from flows.engine.answers import Answers, listed
from flows.engine.fingerprints import fingerprint_of
from flows.engine.gate import Gate
from flows.engine.instance_start import start_of
from flows.engine.replay import subject_of
from flows.plan.effects import PLAN_ENDORSEMENTS, PLAN_UNITS
from flows.plan.endorsements import units_in
from flows.plan.gates import GATES, Endorsed, EndorsementV1, PlanDraftV1
from flows.plan.process import PLAN, PlanStart
from flows.plan.rows import PlanRow
from registry.journal import EntryRow, entries
from registry.queries.instances import instances_as_of
from registry.queries.own_plans import own_plan
from registry.rules.plan_effects import (
    PlanEndorsements,
    PlanUnits,
    PlanVersionArgs,
    RowEndorsement,
)
from registry.rules.year_days import plan_period

OWN_GATES: Mapping[str, Gate[Any]] = {one.key: one for one in GATES}
ByUnit: TypeAlias = dict[str, dict[str, RowEndorsement]]


def plan_endorsements(connection: Connection, args: PlanVersionArgs, on: date) -> PlanEndorsements:
    """What heads had endorsed when the version before was received."""
    versions = own_plan(connection, args.district, args.year, on).versions
    before = [one.version for one in versions if one.version < args.version]
    period = plan_period(args.year, before[-1]) if before else ""
    made = [
        one.id
        for one in instances_as_of(connection, (args.district,), on)
        if (one.process, one.period) == (PLAN.key, period)
    ]
    return PlanEndorsements(units=endorsed_rows(entries(connection, made[-1])) if made else {})


def endorsed_rows(rows: Sequence[EntryRow], *, before: int | None = None) -> ByUnit:
    """By unit and row what its head endorsed: in the versions before, and in the turns of this one.

    With `before`, in the turns before that one. What a head declined is endorsed no more. A row
    that says what it said stays as it was endorsed first.
    """
    answers = Answers(rows, OWN_GATES)
    version = start_of(rows, PlanStart).version
    found = {unit: dict(own) for unit, own in earlier_endorsements(rows).units.items()}
    for one in answers.to(EndorsementV1):
        unit, turn = subject_of(one.path) or "", turn_at(one.path)
        if (before is not None and turn >= before) or one.answer.result is Endorsed.CHANGES:
            continue
        own = found.setdefault(unit, {})
        for row in _rows_of(answers, unit, turn):
            digest = fingerprint_of(row)
            if one.answer.result is Endorsed.DECLINED:
                own.pop(row.key, None)
            elif row.key not in own or own[row.key].digest != digest:
                own[row.key] = RowEndorsement(digest=digest, version=version, on=one.on)
    return found


def earlier_endorsements(rows: Sequence[EntryRow]) -> PlanEndorsements:
    """What heads had endorsed in the versions before, as the plan read it when it began."""
    for one in rows:
        if one.kind == "read" and one.live and one.path == PLAN_ENDORSEMENTS.key:
            return PlanEndorsements.model_validate(one.body["value"])
    return PlanEndorsements(units={})


def _rows_of(answers: Answers, unit: str, turn: int) -> Iterator[PlanRow]:
    """The rows that the unit worked on in the draft of that turn."""
    said = answers.last(PlanDraftV1, turn=turn)
    path = f"{PLAN_UNITS.key}#{turn}"
    read = [one for one in answers.entries if one.kind == "read" and one.live and one.path == path]
    if said is None or not read:
        return
    units = PlanUnits.model_validate(read[-1].body["value"]).units
    yield from (row for row in listed(said.answer.rows) if unit in units_in(row, units))


def turn_at(path: str) -> int:
    """The turn of the plan in which the gate at a path is asked."""
    return int(path.rpartition("#")[2])


def is_standing(own: Mapping[str, RowEndorsement], row: PlanRow) -> bool:
    """Whether the row says what it said when the head endorsed it."""
    return row.key in own and own[row.key].digest == fingerprint_of(row)


def rows_to_endorse(
    entries: Sequence[EntryRow], unit: str, turn: int, rows: Sequence[PlanRow]
) -> list[PlanRow]:
    """Those of a unit's rows which its head has not endorsed as they stand.

    All of them where the head is asked for another reason: a row has left.
    """
    own = endorsed_rows(entries, before=turn).get(unit, {})
    return [row for row in rows if not is_standing(own, row)] or [*rows]
