"""The endorsements of a plan: which units were asked, and what their heads said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from config.words import Named
from desk.views.view import View
from flows.capabilities import GATES
from flows.engine.answers import Answers, CurrentAnswer, listed
from flows.plan.declined_parts import units_at_work
from flows.plan.gates import ENDORSEMENT, EndorsementV1
from flows.plan.leads import plan_seats, unit_titles
from flows.plan.offers import unit_at
from flows.plan.row_endorsements import earlier_endorsements
from registry.journal import EntryRow, GateRow
from registry.queries.offices import titles as office_titles
from registry.rules.plan_effects import RowEndorsement

WAITING, STANDING = "waiting", "standing"
COLOURS = {
    "endorsed": "good", STANDING: "good", "changes": "warn", "declined": "bad", WAITING: "calm",
}  # fmt: skip


@dataclass(frozen=True)
class EndorsementLine:
    """A unit that was asked: what its head said, else since when it is asked and how late it is;
    or one that is not asked, for what it has to do was endorsed in an earlier version (`STANDING`).

    `days` and `own_money` are what the head released in all, None where no days were told; `late`
    are working days. `by`: the office that decided, `signed_by` whose signature was entered for
    another.
    """

    path: str
    unit: Named
    state: str
    on: date
    due: date | None = None
    late: int = 0
    by: Named | None = None
    signed_by: str = ""
    days: int | None = None
    own_money: Decimal = Decimal()

    @property
    def colour(self) -> str:
        """The class of its colour."""
        return COLOURS[self.state]


@dataclass(frozen=True)
class EndorsementBoard:
    """The units that were asked, in the order of their seats."""

    lines: tuple[EndorsementLine, ...]

    @property
    def said(self) -> int:
        """How many answered."""
        return sum(one.state != WAITING for one in self.lines)


def endorsement_board(
    view: View, district: str, rows: Sequence[EntryRow], gates: Sequence[GateRow]
) -> EndorsementBoard | None:
    """The endorsements of the instance; None where no unit was ever asked, or rests on one.

    Of a unit that is asked again after its rows changed, the open question counts. A unit that has
    no work in the plan any more is not counted.
    """
    said = {unit_at(one.path): one for one in Answers(rows, GATES).to(EndorsementV1)}
    open_gates = {unit_at(one.path): one for one in gates if one.gate == ENDORSEMENT.key}
    at_work = units_at_work(rows)
    asked = {**dict.fromkeys(said), **dict.fromkeys(open_gates)}
    earlier = earlier_endorsements(rows).units if at_work else {}
    resting = {unit: earlier[unit] for unit in (at_work or ()) if earlier.get(unit)}
    asked |= dict.fromkeys(unit for unit in resting if unit not in asked)
    units = [unit for unit in asked if at_work is None or unit in at_work]
    if not units:
        return None
    called = unit_titles(plan_seats(view.connection, district, view.on))
    decided = {one.record.decided_by or one.decision.decided_by for one in said.values()}
    offices = office_titles(view.connection, {one for one in decided if one})
    order = [*(unit for unit in called if unit in units), *(u for u in units if u not in called)]
    return EndorsementBoard(
        tuple(
            _waits(view, open_gates[unit], called.get(unit, Named(unit, unit)))
            if unit in open_gates
            else _said(said[unit], called.get(unit, Named(unit, unit)), offices)
            if unit in said
            else _standing(resting[unit], called.get(unit, Named(unit, unit)))
            for unit in order
        )
    )


def _standing(rows: Mapping[str, RowEndorsement], unit: Named) -> EndorsementLine:
    return EndorsementLine("", unit, STANDING, max(one.on for one in rows.values()))


def _waits(view: View, gate: GateRow, unit: Named) -> EndorsementLine:
    late = view.late(gate.due_on)
    return EndorsementLine(gate.path, unit, WAITING, gate.opened_on, gate.due_on, late)


def _said(
    one: CurrentAnswer[EndorsementV1], unit: Named, offices: dict[int, Named]
) -> EndorsementLine:
    answer, rows = one.answer, listed(one.answer.rows)
    return EndorsementLine(
        one.path,
        unit,
        str(answer.result),
        one.on,
        by=offices.get(one.decision.decided_by or 0),
        signed_by=answer.signed_by if isinstance(answer.signed_by, str) else "",
        days=sum(told) if (told := [one.days for one in rows if one.days is not None]) else None,
        own_money=sum((row.own_money or Decimal() for row in rows), Decimal()),
    )
