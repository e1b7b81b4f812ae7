"""What a district did beside its meetings and its coordination log: listed, and told on one form.

The form is that of the process's gate, drawn before anything begins: what is not sent leaves
nothing open behind it.
"""

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.activity_kinds import CoordinationLevel, HeldKind
from config.defaults import policy
from config.words import Sentence, both
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import FORBIDDEN, Door, get, post, see
from desk.web.frame.forms_back import with_address
from desk.web.frame.notices import leave_notice
from desk.web.frame.places import in_district, number_typed, or_not_found
from desk.web.frame.problems import Problems, problems_of, shown
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import TypedLists
from desk.web.gate.form_values import form_values
from desk.web.gate.gate_form import DecisionReading, SentForm, changed_rows, sent, wanted
from desk.web.gate.sheets import GateSheet, sheet
from flows.activity.activity_words import ActivityFilter, newest_year, what_happened
from flows.activity.coordination import COORDINATION
from flows.activity.process import ACTIVITY
from flows.activity.telling import begin_telling, tell, tell_within
from flows.decisions.rehearsal import try_out
from flows.engine.deciding_offices import OFFICE
from flows.engine.decision import Decision
from flows.engine.replay import Process
from registry.journal import gates_of
from registry.queries.areas import district as district_row
from registry.refusals import Refusal
from registry.rules.calendar import QUARTERS, fiscal_year
from registry.rules.rights import Verb
from registry.transaction import Write

PLACE = "/districts/{district}/activities"
NEW = PLACE + "/new/{process}"
YEARS = 6
LOOKED_AT = "looked_at"
NO_INPUT = {"gate": "", "instance": "", "about": ""}  # refused fields that no form asks for


@get(PLACE, Door(Verb.READ, in_district))
def listed(asking: Asking, district: str) -> Response:
    """What happened in a fiscal year; `?quarter=`, `?kind=` and `?level=` leave the rest out.

    Without a year it is the newest of which anything was told.
    """
    asked, now = as_of(asking), fiscal_year(asking.today)
    said = asking.request.query_params
    newest = newest_year(asking.connection, district, asked.on, asked.known)
    years = range(now, min(now - YEARS + 1, newest) - 1, -1)
    typed = number_typed(said.get("year", ""))
    year = typed if typed is not None and typed in years else newest
    quarter = number_typed(said.get("quarter", ""))
    which = ActivityFilter(
        year,
        quarter if quarter in QUARTERS else None,
        next((one for one in HeldKind if one == said.get("kind")), None),
        next((one for one in CoordinationLevel if one == said.get("level")), None),
    )
    return render(
        asking, "happened.html",
        district=district_row(asking.connection, district),
        seen=what_happened(asking.connection, district, which, asked.on, asked.known),
        which=which,
        years=years,
        quarters=QUARTERS,
        kinds=[*HeldKind],
        levels=[*CoordinationLevel],
        records=asking.may(Verb.RECORD, district, OFFICE),
        as_of=asked,
        problems=asked.problems,
    )  # fmt: skip


@get(NEW, Door(Verb.PREPARE, in_district))
def ask(asking: Asking, district: str, process: str) -> Response:
    """The form of an activity, or of a line of the log."""
    seen = _sheet(asking, district, _process(asking, district, process))
    return _page(asking, seen, SentForm(seen.proposal))


@post(NEW, Door(Verb.PREPARE, in_district))
def record(asking: Asking, district: str, process: str) -> Response:
    """Record it, or show what is wrong beside its field."""
    chosen, form = _process(asking, district, process), sent(asking)
    asking.fresh()
    seen = _sheet(asking, district, chosen, form.typed)
    step = form.said("step")
    if changed_rows(form, step) or step == "holders":
        return with_address(asking, _page(asking, seen, form))
    read = wanted(asking, seen, form)
    if read.decision is None:
        return _page(asking, seen, form, _problems(asking, read))
    try:
        look = _first_looked_at(asking, chosen, district, read.decision, form)
        if look:
            return _page(asking, seen, form, look=look)
        receipt = tell(asking.office, chosen, district, read.decision)
    except Refusal as refusal:
        form.ask_reason(refusal)
        told = problems_of(asking, refusal, names=read.inputs | NO_INPUT)
        return _page(asking, seen, form, told)
    form.drop(asking)
    notices = leave_notice(asking, receipt.warnings)
    return see(f"/districts/{district}/activities?done=told{notices}")


def _first_looked_at(
    asking: Asking, process: Process, district: str, decision: Decision, form: SentForm
) -> Sequence[Sentence]:
    """What it would be warned of, unless the page has shown all of that already."""
    receipt = try_out(
        asking.office,
        (district,),
        lambda write: tell_within(asking.office, write, process, district, decision),
    )
    unseen = {one.th for one in receipt.warnings} - {*form.typed.get(LOOKED_AT, ())}
    return receipt.warnings if unseen else ()


def _problems(asking: Asking, read: DecisionReading) -> Problems:
    return tuple(shown(one.sentence, asking.language, one.field or "") for one in read.problems)


def _process(asking: Asking, district: str, key: str) -> Process:
    """The process of that key. Who may only prepare tells nothing by themselves."""
    if not asking.may(Verb.RECORD, district, OFFICE):
        raise HTTPException(FORBIDDEN)
    return or_not_found({one.key: one for one in (ACTIVITY, COORDINATION)}.get(key))


def _sheet(
    asking: Asking, district: str, process: Process, typed: TypedLists | None = None
) -> GateSheet:
    """The gate as it would be once the process had begun; nothing of that is kept."""

    def begun(write: Write) -> GateSheet:
        row = begin_telling(asking.office, write, process, district, asking.today, asking.who.ref)
        (gate,) = gates_of(write, row)
        return sheet(asking, gate, on=asking.today, so_far=typed, within=write.connection)

    return try_out(asking.office, (district,), begun)


def _page(
    asking: Asking,
    seen: GateSheet,
    form: SentForm,
    problems: Problems = (),
    look: Sequence[Sentence] = (),
) -> Response:
    district, process = seen.row.district, seen.row.process
    return render(
        asking, "happened_new.html",
        **form_values(asking, seen, form, problems),
        district=district_row(asking.connection, district),
        process=process,
        place=f"/districts/{district}/activities/new/{process}",
        purpose=_purpose(seen),
        warnings=look,
        looked_at=LOOKED_AT,
        hotlines=policy().hotlines,
    )  # fmt: skip


def _purpose(seen: GateSheet) -> Sentence:
    return both(f"gate.{seen.gate.key}.purpose")
