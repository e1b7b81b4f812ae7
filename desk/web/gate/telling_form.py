"""A form by which something is told in one go: its process begins with it, and ends with it.

The form is that of the process's gate, drawn before anything begins: what is not sent leaves
nothing open behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.defaults import policy
from config.words import Sentence, Term, both
from desk.web.frame.asking import Asking
from desk.web.frame.doors import FORBIDDEN, see
from desk.web.frame.forms_back import with_address
from desk.web.frame.notices import leave_notice
from desk.web.frame.problems import Problems, problems_of, shown
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import TypedLists
from desk.web.gate.form_values import form_values
from desk.web.gate.gate_form import DecisionReading, SentForm, changed_rows, sent, wanted
from desk.web.gate.sheets import GateSheet, sheet
from flows.decisions.rehearsal import try_out
from flows.decisions.telling import begin_telling, tell, tell_within
from flows.engine.deciding_offices import OFFICE
from flows.engine.decision import Decision
from flows.engine.replay import Process
from registry.journal import gates_of
from registry.queries.areas import district as district_row
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.transaction import Write

LOOKED_AT = "looked_at"
NO_INPUT = {"gate": "", "instance": "", "about": ""}  # refused fields that no form asks for


@dataclass(frozen=True)
class Telling:
    """What is told of a district, at which address; `listed` is the page that lists it."""

    process: Process
    district: str
    listed: str
    title_of_list: Term
    place: str


def ask_to_tell(asking: Asking, told: Telling) -> Response:
    """The form. Who may only prepare tells nothing by themselves."""
    _refuse_preparers(asking, told)
    seen = _sheet(asking, told)
    return _page(asking, told, seen, SentForm(seen.proposal))


def record_telling(asking: Asking, told: Telling) -> Response:
    """Record what was sent, or show what is wrong beside its field."""
    _refuse_preparers(asking, told)
    form = sent(asking)
    asking.fresh()
    seen = _sheet(asking, told, form.typed)
    step = form.said("step")
    if changed_rows(form, step) or step == "holders":
        return with_address(asking, _page(asking, told, seen, form))
    read = wanted(asking, seen, form)
    if read.decision is None:
        return _page(asking, told, seen, form, _problems(asking, read))
    try:
        look = _first_looked_at(asking, told, read.decision, form)
        if look:
            return _page(asking, told, seen, form, look=look)
        receipt = tell(asking.office, told.process, told.district, read.decision)
    except Refusal as refusal:
        form.ask_reason(refusal)
        problems = problems_of(asking, refusal, names=read.inputs | NO_INPUT)
        return _page(asking, told, seen, form, problems)
    form.drop(asking)
    return see(f"{told.listed}?done=told{leave_notice(asking, receipt.warnings)}")


def _refuse_preparers(asking: Asking, told: Telling) -> None:
    if not asking.may(Verb.RECORD, told.district, OFFICE):
        raise HTTPException(FORBIDDEN)


def _first_looked_at(
    asking: Asking, told: Telling, decision: Decision, form: SentForm
) -> Sequence[Sentence]:
    """What it would be warned of, unless the page has shown all of that already."""
    receipt = try_out(
        asking.office,
        (told.district,),
        lambda write: tell_within(asking.office, write, told.process, told.district, decision),
    )
    unseen = {one.th for one in receipt.warnings} - {*form.typed.get(LOOKED_AT, ())}
    return receipt.warnings if unseen else ()


def _problems(asking: Asking, read: DecisionReading) -> Problems:
    return tuple(shown(one.sentence, asking.language, one.field or "") for one in read.problems)


def _sheet(asking: Asking, told: Telling, typed: TypedLists | None = None) -> GateSheet:
    """The gate as it would be once the process had begun; nothing of that is kept."""

    def begun(write: Write) -> GateSheet:
        row = begin_telling(
            asking.office, write, told.process, told.district, asking.today, asking.who.ref
        )
        (gate,) = gates_of(write, row)
        return sheet(asking, gate, on=asking.today, so_far=typed, within=write.connection)

    return try_out(asking.office, (told.district,), begun)


def _page(
    asking: Asking,
    told: Telling,
    seen: GateSheet,
    form: SentForm,
    problems: Problems = (),
    look: Sequence[Sentence] = (),
) -> Response:
    return render(
        asking, "happened_new.html",
        **form_values(asking, seen, form, problems),
        district=district_row(asking.connection, told.district),
        told=told,
        process=seen.row.process,
        purpose=both(f"gate.{seen.gate.key}.purpose"),
        warnings=look,
        looked_at=LOOKED_AT,
        hotlines=policy().hotlines,
    )  # fmt: skip
