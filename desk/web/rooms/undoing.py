"""What was a mistake: a decision withdrawn or corrected, a due date moved, an instance stopped.

Each is shown once more, with what follows from it, before it is done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.showing import history_lines
from desk.web.answers import INTERNAL, Said, in_words, is_redacted
from desk.web.asking import Asking
from desk.web.doors import NOT_FOUND, Door, get, post, see
from desk.web.form_fields import Kind
from desk.web.form_reading import Reader
from desk.web.gate_form import Sent, era, sent
from desk.web.gate_seen import form_values
from desk.web.held_files import HELD
from desk.web.history import history, known_of
from desk.web.places import of_instance
from desk.web.problems import Shown, attempt, problems_of
from desk.web.rendering import render
from desk.web.seat_table import typed_seats
from desk.web.sheets import Sheet, known_instance, sheet, title, typed_answer
from desk.words import day
from flows.begin import move_due, stop
from flows.correct import SIGNED, correct, said
from flows.following import followed
from flows.forms import parse
from flows.withdraw import reason_given, withdraw
from registry.journal import EntryRow, GateRow, entries, gate_of_entry, open_gates
from registry.queries.areas import names as area_names
from registry.queries.documents import documents
from registry.refusals import Refusal
from registry.rules.dates import parse_date
from registry.rules.plain import Json
from registry.rules.rights import Verb

router = APIRouter()
WITHDRAW = "/instances/{instance:int}/withdraw/{entry:int}"
CORRECT = "/instances/{instance:int}/correct/{entry:int}"
DUE = "/instances/{instance:int}/due/{path:path}"
STOP = "/instances/{instance:int}/stop"
REFUSED = 422
WHY = "why"  # the reason of a correction: "reason" may be a field of the answer


# --- withdraw ----------------------------------------------------------------------------------


@get(router, WITHDRAW, Door(Verb.WITHDRAW, of_instance))
def withdraw_page(asking: Asking, instance: int, entry: int) -> Response:
    """Which decision, what goes with it, and why."""
    return _withdrawal(asking, instance, _decision(asking, instance, entry))


@post(router, WITHDRAW, Door(Verb.WITHDRAW, of_instance))
def withdraw_form(asking: Asking, instance: int, entry: int) -> Response:
    """Show what would go; then withdraw."""
    found = _decision(asking, instance, entry)
    reason = asking.typed.get("reason", "")
    if asking.typed.get("step") == "back":
        return _withdrawal(asking, instance, found, reason=reason)
    if asking.typed.get("step") != "record":
        return _checked(
            asking,
            "reason",
            lambda problems, check: _withdrawal(
                asking, instance, found, reason=reason, problems=problems, check=check
            ),
        )
    refused = attempt(
        asking,
        lambda: withdraw(
            asking.office, instance, str(entry), reason=reason, recorded_by=asking.who.ref
        ),
    )
    if refused is not None:
        return _withdrawal(asking, instance, found, reason=reason, problems=refused.problems)
    return see(f"/instances/{instance}?done=withdrawn")


def _withdrawal(
    asking: Asking,
    instance: int,
    entry: EntryRow,
    *,
    reason: str = "",
    problems: tuple[Shown, ...] = (),
    check: bool = False,
) -> Response:
    row, rows = known_instance(asking.connection, instance), entries(asking.connection, instance)
    gone = {entry.id, *followed(asking.office, row, rows, hidden=frozenset({entry.id}))}
    decisions = [one for one in rows if one.id in gone and one.kind == "decision"]
    papers = documents(asking.connection, instance_id=instance)
    lines = history_lines(asking.view, row, decisions, papers)
    return render(
        asking,
        "withdraw.html",
        REFUSED if problems else 200,
        problems=problems,
        row=row,
        entry=entry,
        gone=history(asking, row, rows, lines, papers),
        reason=reason,
        check=check,
    )


def _decision(asking: Asking, instance: int, entry: int) -> EntryRow:
    for one in entries(asking.connection, instance):
        if one.id == entry and one.kind == "decision" and one.live:
            return one
    raise HTTPException(NOT_FOUND)


def _checked(
    asking: Asking, name: str, page: Callable[[tuple[Shown, ...], bool], Response]
) -> Response:
    """The same page to look at once more, or again where its reason is missing."""
    try:
        reason_given(asking.office, asking.typed.get(name, ""), name)
    except Refusal as refusal:
        return page(problems_of(asking, refusal), False)
    return page((), True)


# --- correct -----------------------------------------------------------------------------------


@get(router, CORRECT, Door(Verb.CORRECT, of_instance))
def correct_page(asking: Asking, instance: int, entry: int) -> Response:
    """The answer as it is recorded, to be put right."""
    found = _decision(asking, instance, entry)
    seen, now = _recorded(asking, found)
    internal = asking.may(Verb.READ_INTERNAL, seen.row.district)
    typed = typed_answer(seen.gate, seen.fields, seen.seats, now, asking.language, internal)
    return _correction(asking, seen, found, Sent(typed))


@post(router, CORRECT, Door(Verb.CORRECT, of_instance))
def correct_form(asking: Asking, instance: int, entry: int) -> Response:
    """Show what would change; then correct."""
    found = _decision(asking, instance, entry)
    seen, now = _recorded(asking, found)
    form = sent(asking)
    if "add" in form.typed or form.said("step") == "back":
        return _correction(asking, seen, found, form)
    change = _changed(asking, seen, form, now)
    if change.problems:
        return _correction(asking, seen, found, form, change.problems)
    if form.said("step") != "record":
        return _checked(
            asking,
            WHY,
            lambda problems, check: _correction(
                asking, seen, found, form, problems, change=change if check else None
            ),
        )
    refused = attempt(
        asking,
        lambda: correct(
            asking.office, instance, str(entry), change.fields, reason=form.said(WHY),
            recorded_by=asking.who.ref, evidence=tuple(one.file for one in form.held),
        ),
        change.inputs,
    )  # fmt: skip
    if refused is not None:
        return _correction(asking, seen, found, form, refused.problems)
    for one in form.held:
        HELD.drop(asking.who.person, one.token)
    return see(f"/instances/{instance}?done=corrected")


@dataclass(frozen=True)
class Change:
    """The fields that would read otherwise, in words before and after; or what is wrong."""

    fields: dict[str, Json]
    before: tuple[Said, ...]
    after: tuple[Said, ...]
    inputs: dict[str, str]
    problems: tuple[Shown, ...]


def _recorded(asking: Asking, found: EntryRow) -> tuple[Sheet, dict[str, Any]]:
    """The gate of the decision, and its answer as it counts now."""
    asked = gate_of_entry(asking.connection, found.id)
    seen = sheet(
        asking.connection,
        asking.office,
        asked,
        on=found.act_date,
        language=asking.language,
        internal=asking.may(Verb.READ_INTERNAL, asked.district_code),
        before=found,
    )
    now = dict(said(list(seen.rows), found).body["answer"])
    return (seen if _shows_seats(seen, now) else _without_seats(seen)), now


def _shows_seats(seen: Sheet, now: dict[str, Any]) -> bool:
    """Whether the changes of seats that were recorded can be told from the seats there were."""
    try:
        typed_seats(seen.seats, now.get("changes") or (), now.get("ask") or ())
    except Refusal:
        return False
    return True


def _without_seats(seen: Sheet) -> Sheet:
    return replace(seen, fields=tuple(one for one in seen.fields if one.kind is not Kind.SEATS))


def _changed(asking: Asking, seen: Sheet, form: Sent, now: dict[str, Any]) -> Change:
    read = Reader(seen.gate, form.typed, era(asking), seen.seats).read(seen.fields)
    hidden = _not_shown(asking, seen, now)
    inputs = read.inputs if "reason" in seen.gate.form.model_fields else (
        read.inputs | {"reason": WHY}
    )  # fmt: skip
    wrong = [one for one in (*form.problems, *read.problems) if one.field not in hidden]
    try:
        new = _whole(seen, read.answer, now, hidden) if not wrong else {}
    except Refusal as refusal:
        wrong = [refusal]
        new = {}
    problems = tuple(told for one in wrong for told in problems_of(asking, one, inputs))
    fields = {
        name: value for name, value in new.items()
        if name not in hidden and value != now.get(name)
    }  # fmt: skip
    known = known_of(asking, seen.row, seen.rows)
    old = {name: now.get(name) for name in fields}
    return Change(
        fields,
        in_words(seen.gate, old, known),
        in_words(seen.gate, fields, known),
        inputs,
        problems,
    )


def _not_shown(asking: Asking, seen: Sheet, now: dict[str, Any]) -> set[str]:
    """Fields that the form does not show: redacted, or internal to the province."""
    internal = asking.may(Verb.READ_INTERNAL, seen.row.district)
    notes = frozenset() if internal else INTERNAL.get(seen.gate.key, frozenset())
    seats = set() if any(one.kind is Kind.SEATS for one in seen.fields) else {"changes", "ask"}
    return {name for name, value in now.items() if is_redacted(value)} | set(notes) | seats


def _whole(
    seen: Sheet, typed: dict[str, Any], now: dict[str, Any], hidden: set[str]
) -> dict[str, Json]:
    """The answer as typed, whole; where a field is redacted, only what was typed."""
    if any(is_redacted(now.get(name)) for name in hidden):
        return typed
    kept = {name: now[name] for name in hidden if name in now}
    return parse(seen.gate, typed | kept).model_dump(mode="json")


def _correction(
    asking: Asking,
    seen: Sheet,
    found: EntryRow,
    form: Sent,
    problems: tuple[Shown, ...] = (),
    *,
    change: Change | None = None,
) -> Response:
    typed = [
        (name, value) for name, values in form.typed.items() for value in values
        if name not in ("csrf", "step", "held")
    ]  # fmt: skip
    return render(
        asking,
        "correct.html",
        REFUSED if problems else 200,
        **form_values(asking, seen, form, problems),
        place=f"/instances/{seen.row.id}/correct/{found.id}",
        why=form.said(WHY),
        change=change,
        typed=typed,
        takes_scan=seen.gate.key == SIGNED,
    )


# --- due and stop ------------------------------------------------------------------------------


@get(router, DUE, Door(Verb.MOVE_DUE, of_instance))
def due_page(asking: Asking, instance: int, path: str) -> Response:
    """The day by which the gate is due, and until which it stays open."""
    gate = _open(asking, instance, path)
    typed = {
        "due_on": day(gate.due_on, asking.language) if gate.due_on else "",
        "until_on": day(gate.until_on, asking.language) if gate.until_on else "",
    }
    return _due(asking, gate, typed)


@post(router, DUE, Door(Verb.MOVE_DUE, of_instance))
def due_form(asking: Asking, instance: int, path: str) -> Response:
    """Move them."""
    gate = _open(asking, instance, path)
    refused = attempt(
        asking,
        lambda: move_due(
            asking.office, instance, path,
            due_on=_day_or_none(asking, "due_on"), until_on=_day_or_none(asking, "until_on"),
            reason=asking.typed.get("reason", ""), recorded_by=asking.who.ref,
        ),
    )  # fmt: skip
    if refused is not None:
        return _due(asking, gate, asking.typed, refused.problems)
    return see(f"/instances/{instance}?done=moved")


def _due(
    asking: Asking, gate: GateRow, typed: Mapping[str, str], problems: tuple[Shown, ...] = ()
) -> Response:
    rows = entries(asking.connection, gate.instance_id)
    return render(
        asking,
        "due.html",
        REFUSED if problems else 200,
        problems=problems,
        row=known_instance(asking.connection, gate.instance_id),
        title=title(gate, rows),
        gate=gate,
        place=f"/instances/{gate.instance_id}/due/{quote(gate.path, safe='/')}",
        typed=typed,
    )


def _open(asking: Asking, instance: int, path: str) -> GateRow:
    for gate in open_gates(asking.connection, instance_id=instance):
        if gate.path == path:
            return gate
    raise HTTPException(NOT_FOUND)


def _day_or_none(asking: Asking, name: str) -> date | None:
    typed = asking.typed.get(name, "").strip()
    return parse_date(typed, field=name, era=era(asking)) if typed else None


@get(router, STOP, Door(Verb.STOP, of_instance))
def stop_page(asking: Asking, instance: int) -> Response:
    """That it was started by mistake, and why."""
    return _stop(asking, instance, {"on": day(asking.today, asking.language)})


@post(router, STOP, Door(Verb.STOP, of_instance))
def stop_form(asking: Asking, instance: int) -> Response:
    """Show it once more; then stop."""
    step = asking.typed.get("step")
    if step == "back":
        return _stop(asking, instance, asking.typed)
    if step != "record":
        return _checked(
            asking,
            "reason",
            lambda problems, check: _stop(asking, instance, asking.typed, problems, check=check),
        )
    refused = attempt(
        asking,
        lambda: stop(
            asking.office, instance, reason=asking.typed.get("reason", ""),
            on=parse_date(asking.typed.get("on", ""), field="on", era=era(asking)),
            recorded_by=asking.who.ref,
        ),
        {"--on": "on"},
    )  # fmt: skip
    if refused is not None:
        return _stop(asking, instance, asking.typed, refused.problems)
    return see(f"/instances/{instance}?done=stopped")


def _stop(
    asking: Asking,
    instance: int,
    typed: Mapping[str, str],
    problems: tuple[Shown, ...] = (),
    *,
    check: bool = False,
) -> Response:
    row = known_instance(asking.connection, instance)
    return render(
        asking,
        "stop.html",
        REFUSED if problems else 200,
        problems=problems,
        row=row,
        district=area_names(asking.connection, {row.district})[row.district],
        typed=typed,
        check=check,
    )
