"""What was a mistake: a decision withdrawn, a due date moved, an instance stopped.

Each is shown once more, with what follows from it, before it is done.
"""

from datetime import date
from urllib.parse import quote

from starlette.responses import Response

from config.words import Sentence, Term
from desk.views.gate_titles import title
from desk.views.instance_summary import history_lines, seen
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.places import of_instance, or_not_found
from desk.web.frame.problems import Problems, attempt
from desk.web.frame.rendering import render
from desk.web.gate.history import history
from desk.web.gate.sheets import known_instance
from desk.web.pages.second_look import done_after_a_look, live_decision
from flows.decisions.move_due import move_due
from flows.decisions.resumption import EndedInstance, resumption
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.engine.consequences import consequences_of
from flows.engine.misfit import AnswerUnfit
from registry.journal import EntryRow, GateRow, entries, open_gates
from registry.queries.documents import documents
from registry.rules.dates import parse_date
from registry.rules.rights import Verb

WITHDRAW = "/instances/{instance:int}/withdraw/{entry:int}"
DUE = "/instances/{instance:int}/due/{path:path}"
STOP = "/instances/{instance:int}/stop"


@get(WITHDRAW, Door(Verb.WITHDRAW, of_instance))
def withdraw_page(asking: Asking, instance: int, entry: int) -> Response:
    """Which decision, what goes with it, and why."""
    return _withdrawal(asking, instance, live_decision(asking, instance, entry))


@post(WITHDRAW, Door(Verb.WITHDRAW, of_instance))
def withdraw_form(asking: Asking, instance: int, entry: int) -> Response:
    """Show what would go; then withdraw."""
    found = live_decision(asking, instance, entry)
    reason = asking.typed.get("reason", "")
    return done_after_a_look(
        asking,
        lambda problems, check: _withdrawal(asking, instance, found, problems, check=check),
        lambda: withdraw(
            asking.office, instance, str(entry), reason=reason, recorded_by=asking.who.ref
        ),
        f"/instances/{instance}?done=withdrawn",
    )


def _withdrawal(
    asking: Asking,
    instance: int,
    entry: EntryRow,
    problems: Problems = (),
    *,
    check: bool = False,
) -> Response:
    row, rows = known_instance(asking.view, instance), asking.view.once(entries, instance)
    gone = {entry.id, *consequences_of(asking.office, row, rows, hidden=frozenset({entry.id}))}
    decisions = [one for one in rows if one.id in gone and one.kind == "decision"]
    papers = asking.view.opened(documents(asking.connection, instance_id=instance))
    lines = history_lines(asking.view, row, decisions, papers)
    resumed = resumption(asking.connection, row.district, gone)
    return render(
        asking,
        "withdraw.html",
        problems=problems,
        row=row,
        district=asking.view.district(row.district),
        entry=entry,
        gone=history(asking, row, rows, lines, papers),
        resumed=[_titled(asking, one) for one in resumed.going_on],
        left=[_titled(asking, one) for one in resumed.left],
        reason=asking.typed.get("reason", ""),
        check=check,
    )


def _titled(asking: Asking, ended: EndedInstance) -> tuple[int, Sentence]:
    return ended.instance, seen(asking.view, ended.instance).label_of_period


@get(DUE, Door(Verb.MOVE_DUE, of_instance))
def due_page(asking: Asking, instance: int, path: str) -> Response:
    """The day by which the gate is due, and until which it stays open."""
    return _due(asking, _open(asking, instance, path))


@post(DUE, Door(Verb.MOVE_DUE, of_instance))
def due_form(asking: Asking, instance: int, path: str) -> Response:
    """Move them."""
    gate = _open(asking, instance, path)
    refused = attempt(asking, lambda: _move(asking, gate))
    if refused:
        return _due(asking, gate, refused)
    return see(f"/instances/{instance}?done=moved")


def _move(asking: Asking, gate: GateRow) -> None:
    due_on, until_on = _day_or_none(asking, "due_on"), _day_or_none(asking, "until_on")
    if due_on is None and until_on is None:
        field = "due_on" if gate.gate else "until_on"  # a wait is due on no day
        raise AnswerUnfit(field=field, gate=Term("page.due"), problem=Term("misfit.missing"))
    move_due(
        asking.office,
        gate.instance_id,
        gate.path,
        due_on=due_on,
        until_on=until_on,
        reason=asking.typed.get("reason", ""),
        recorded_by=asking.who.ref,
    )


def _due(asking: Asking, gate: GateRow, problems: Problems = ()) -> Response:
    rows = entries(asking.connection, gate.instance_id)
    days = {"due_on": gate.due_on, "until_on": gate.until_on}
    now = {name: day(one, asking.language) if one else "" for name, one in days.items()}
    return render(
        asking,
        "due.html",
        problems=problems,
        row=known_instance(asking.view, gate.instance_id),
        district=asking.view.district(gate.district_code),
        title=title(asking.connection, gate, rows),
        gate=gate,
        place=f"/instances/{gate.instance_id}/due/{quote(gate.path, safe='/')}",
        typed=now | asking.typed,
    )


def _open(asking: Asking, instance: int, path: str) -> GateRow:
    gates = open_gates(asking.connection, instance_id=instance)
    return or_not_found(next((one for one in gates if one.path == path), None))


def _day_or_none(asking: Asking, name: str) -> date | None:
    typed = asking.typed.get(name, "").strip()
    return parse_date(typed, field=name, era=era(asking)) if typed else None


@get(STOP, Door(Verb.STOP, of_instance))
def stop_page(asking: Asking, instance: int) -> Response:
    """That it was started by mistake, and why."""
    return _stop(asking, instance)


@post(STOP, Door(Verb.STOP, of_instance))
def stop_form(asking: Asking, instance: int) -> Response:
    """Show it once more; then stop."""
    return done_after_a_look(
        asking,
        lambda problems, check: _stop(asking, instance, problems, check=check),
        lambda: stop(
            asking.office, instance, reason=asking.typed.get("reason", ""),
            on=parse_date(asking.typed.get("on", ""), field="on", era=era(asking)),
            recorded_by=asking.who.ref,
        ),
        f"/instances/{instance}?done=stopped",
        names={"--on": "on"},
    )  # fmt: skip


def _stop(
    asking: Asking, instance: int, problems: Problems = (), *, check: bool = False
) -> Response:
    row = known_instance(asking.view, instance)
    return render(
        asking,
        "stop.html",
        problems=problems,
        row=row,
        district=asking.view.district(row.district),
        typed={"on": day(asking.today, asking.language)} | asking.typed,
        check=check,
    )
