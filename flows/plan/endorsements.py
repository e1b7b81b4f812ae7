"""Heads endorse what their people are to do: each row once, for as long as it says the same."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from flows.engine.fingerprints import fingerprint_of
from flows.engine.replay import Lapse
from flows.engine.run import Run
from flows.plan.effects import DRAFT_ENDORSEMENT_PAPERS, PLAN_ENDORSEMENTS, PLAN_UNITS
from flows.plan.gates import ENDORSEMENT, Endorsed
from flows.plan.rows import PlanRow
from flows.plan.year_over import PlanOutcome, YearOver, last_day
from registry.rules.plan_effects import EndorsementInputs, PlanUnitsArgs, PlanVersionArgs

BY_KEY = 2
ROW_BY_ROW = 4
Rows: TypeAlias = tuple[tuple[str, str], ...]
"""Rows by key, each with the digest of what it says."""
AnsweredRows: TypeAlias = dict[str, Rows]
"""The rows that the head of each unit has answered for, as they stood."""


def endorsed_before(run: Run, district: str, year: int, version: int) -> AnsweredRows:
    """What heads endorsed in the versions before: from the fourth revision on it holds on."""
    if version == 1 or run.revision < ROW_BY_ROW:
        return {}
    asked = PlanVersionArgs(district=district, year=year, version=version)
    found = run.read(PLAN_ENDORSEMENTS, asked)
    return {
        unit: tuple((key, one.digest) for key, one in rows.items())
        for unit, rows in found.units.items()
    }


def is_endorsed(
    run: Run,
    asked: EndorsementInputs,
    rows: Sequence[PlanRow],
    answered: AnsweredRows,
    ends: date,
) -> bool:
    """Ask the heads of the units whose rows changed; whether none of them wants changes.

    A head who declines stops nothing: who sends the plan says why it goes without.
    """
    turn = asked.turn
    parts = {
        unit: digests_of(own) for unit, own in parts_of(run, asked.district, rows, turn).items()
    }
    changed = sorted(
        unit for unit, own in parts.items() if is_changed(run, own, answered.get(unit, ()))
    )
    if not changed:
        return True
    papers = asked.model_copy(update={"units": tuple(changed)})
    run.prepare(DRAFT_ENDORSEMENT_PAPERS, papers, round=turn)
    said = run.ask_each(
        ENDORSEMENT, changed, round=turn, about=asked.content_hash, due=asked.until,
        until=last_day(run, ends),
    )  # fmt: skip
    if any(isinstance(one, Lapse) for one in said.values()):
        raise YearOver(PlanOutcome.NOT_ENDORSED)
    for unit, one in said.items():
        if not isinstance(one, Lapse) and one.result is not Endorsed.CHANGES:
            answered[unit] = parts[unit]
    return all(answered.get(unit) == parts[unit] for unit in changed)


def is_changed(run: Run, rows: Rows, answered: Rows) -> bool:
    """Whether a unit has a row for which its head did not answer as it stands.

    Before the fourth revision it was asked again too where a row had left.
    """
    return not set(rows) <= set(answered) if run.revision >= ROW_BY_ROW else rows != answered


def digests_of(rows: Sequence[PlanRow]) -> Rows:
    """The rows by key, with the digest of what each says."""
    return tuple((row.key, fingerprint_of(row)) for row in rows)


def parts_of(
    run: Run, district: str, rows: Sequence[PlanRow], turn: int
) -> Mapping[str, tuple[PlanRow, ...]]:
    """The rows by the unit whose people work on them: it leads them, or joins in them.

    From the second revision on in the order of their keys: nobody is asked again where rows only
    moved.
    """
    seats = tuple(sorted({seat for row in rows for seat in (row.lead, *row.joint)}))
    found = run.read(PLAN_UNITS, PlanUnitsArgs(district=district, seats=seats), round=turn)
    parts: dict[str, tuple[PlanRow, ...]] = {}
    by_key = sorted(rows, key=lambda one: one.key) if run.revision >= BY_KEY else rows
    for row in by_key:
        for unit in units_in(row, found.units):
            parts[unit] = (*parts.get(unit, ()), row)
    return parts


def units_in(row: PlanRow, units: Mapping[str, str]) -> Collection[str]:
    """The units that work on a row, each once."""
    return {units[seat] for seat in (row.lead, *row.joint) if seat in units}
