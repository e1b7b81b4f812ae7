"""The sheet that heads signed in the meeting: its endorsements are recorded at once, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Sentence
from desk.views.form_schema import context
from desk.web.frame.asking import Asking
from desk.web.frame.doors import FORBIDDEN, Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.notices import leave_notice
from desk.web.frame.places import of_instance
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import NotFilledIn
from desk.web.gate.gate_form import DECIDED_ON, SentForm, day_typed, sent
from desk.web.gate.sheets import known_instance
from flows.decisions.decide import decide
from flows.decisions.rehearsal import rehearse
from flows.engine.decision import Decision
from flows.plan.gates import ENDORSEMENT
from flows.plan.leads import plan_seats, unit_titles
from flows.plan.offers import unit_at
from flows.plan.signed_sheet import (
    SignedUnit,
    UnitAnswered,
    sheet_decisions,
    units_to_sign,
)
from registry.journal import InstanceRow, entries, open_gates
from registry.queries.seen_offices import offices_seen
from registry.refusals import Refusal
from registry.rules.dates import parse_date
from registry.rules.rights import Verb

SHEET = "/instances/{instance:int}/signed-sheet"
UNIT = "unit"


@dataclass(frozen=True)
class Sheet:
    """The units that are asked, as of the day that is typed, and what was typed beside them."""

    row: InstanceRow
    units: Sequence[SignedUnit]
    form: SentForm

    @property
    def ticked(self) -> list[SignedUnit]:
        """The units that stand on the sheet."""
        paths = set(self.form.typed.get(UNIT, ()))
        return [one for one in self.units if one.gate.path in paths]

    @property
    def signed_by(self) -> dict[str, str]:
        """Whose signature it is, by the path of the gate."""
        return {one.gate.path: self.form.said(f"signed_by.{one.gate.path}") for one in self.units}


@get(SHEET, Door(Verb.PREPARE, of_instance))
def signed_sheet(asking: Asking, instance: int) -> Response:
    """All units that are asked; those that signed are ticked."""
    _refuse_partners(asking, instance)
    return _page(asking, _sheet(asking, instance, SentForm({})))


@post(SHEET, Door(Verb.PREPARE, of_instance))
def signed_sheet_form(asking: Asking, instance: int) -> Response:
    """What would be recorded, in words; then all of it, or nothing."""
    _refuse_partners(asking, instance)
    form = sent(asking)
    seen = _sheet(asking, instance, form)
    if form.said("step") == "back":
        return _page(asking, seen)
    try:
        decisions = _decisions(asking, seen)
        asking.fresh()
        if form.said("step") != "record":
            return _check(asking, instance, form, decisions)
        receipts = decide(asking.office, *decisions)
    except Refusal as refusal:
        problems = problems_of(asking, *form.problems, refusal)
        return _page(asking, _sheet(asking, instance, form), problems)
    form.drop(asking)
    said = [said for one in receipts for said in one.warnings]
    return see(f"/instances/{instance}?done=sheet_recorded{leave_notice(asking, said)}")


def _sheet(asking: Asking, instance: int, form: SentForm) -> Sheet:
    row = known_instance(asking.view, instance)
    on = day_typed(asking, form.typed) or asking.today
    offices = offices_seen(asking.connection, row.district, on)
    gates = open_gates(asking.connection, instance_id=instance)
    return Sheet(row, units_to_sign(asking.connection, gates, offices, on), form)


def _decisions(asking: Asking, seen: Sheet) -> list[Decision]:
    """The decisions of the ticked units. Raises what keeps them from being such."""
    if seen.form.problems:
        raise seen.form.problems[0]
    for needed in (UNIT, DECIDED_ON):
        if not seen.form.said(needed).strip():
            raise NotFilledIn(field=needed)
    on = parse_date(seen.form.said(DECIDED_ON), field=DECIDED_ON, era=era(asking))
    gone = set(seen.form.typed[UNIT]) - {one.gate.path for one in seen.ticked}
    if gone:
        titles = unit_titles(plan_seats(asking.connection, seen.row.district, on))
        unit = unit_at(min(gone))
        raise UnitAnswered(field=UNIT, unit=titles.get(unit, unit))
    rows = entries(asking.connection, seen.row.id)
    contexts = {
        one.gate.path: context(asking.connection, one.gate, rows, on) for one in seen.ticked
    }
    scan = [one.file for one in seen.form.held]
    return list(
        sheet_decisions(
            seen.ticked, contexts, seen.signed_by, on=on, scan=scan, recorded_by=asking.who.ref
        )
    )


def _check(
    asking: Asking, instance: int, form: SentForm, decisions: Sequence[Decision]
) -> Response:
    """All once more in words: rehearsed in a transaction that is undone."""
    rehearsed = rehearse(asking.office, decisions, lambda _: None)
    warnings = tuple(said for one in rehearsed.receipts for said in one.warnings)
    seen = _sheet(asking, instance, form)
    return _page(asking, seen, check=True, warnings=warnings, on=decisions[0].decided_on)


def _page(
    asking: Asking,
    seen: Sheet,
    problems: Problems = (),
    *,
    check: bool = False,
    warnings: tuple[Sentence, ...] = (),
    on: date | None = None,
) -> Response:
    return render(
        asking, "signed_sheet.html",
        row=seen.row,
        district=asking.view.district(seen.row.district),
        units=seen.ticked if check else seen.units,
        ticked={one.gate.path for one in seen.ticked},
        signed_by=seen.signed_by,
        decided_on=seen.form.said(DECIDED_ON),
        on=on,
        held=seen.form.held,
        place=f"/instances/{seen.row.id}/signed-sheet",
        check=check,
        warnings=warnings,
        problems=problems,
    )  # fmt: skip


def _refuse_partners(asking: Asking, instance: int) -> None:
    row = known_instance(asking.view, instance)
    if not asking.may(Verb.RECORD, row.district, ENDORSEMENT.recorders):
        raise HTTPException(FORBIDDEN)
