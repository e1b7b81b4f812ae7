"""Several consecutive gates already settled on paper, entered at once: all are recorded, or none.

Which gate comes next is known once the one before it is answered: each step is rehearsed in a
transaction that is undone. The steps taken so far travel in the form itself.
"""

from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.web.asking import Asking
from desk.web.catch_up_steps import (
    STEPS,
    Ahead,
    Look,
    Step,
    decision_of,
    held_of,
    step_of,
    steps_sent,
)
from desk.web.doors import FORBIDDEN, Door, get, post, see
from desk.web.gate_form import (
    DECIDED_ON,
    LET_THROUGH,
    Sent,
    changed_rows,
    lists,
    sent,
    wanted,
)
from desk.web.gate_seen import form_values
from desk.web.held_files import HELD
from desk.web.notices import leave_notice
from desk.web.places import of_instance
from desk.web.problems import Shown, problems_of
from desk.web.rendering import render
from desk.web.sheets import known_instance
from desk.words import day
from flows.decide import decide
from flows.gates.establishment import OFFICE
from flows.rehearsal import Rehearsed, rehearse
from registry.queries.areas import names as area_names
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.rules.screening import TextNeedsReason

router = APIRouter()
CATCH_UP = "/instances/{instance:int}/catch-up"
REFUSED, MOST = 422, 40


@get(router, CATCH_UP, Door(Verb.PREPARE, of_instance))
def catch_up(asking: Asking, instance: int) -> Response:
    """The first gate of those that were settled on paper."""
    _refuse_partners(asking, instance)
    ahead = Look(asking, instance, "", asking.today)(asking.connection)
    return _page(asking, instance, [], ahead, None)


@post(router, CATCH_UP, Door(Verb.PREPARE, of_instance))
def catch_up_form(asking: Asking, instance: int) -> Response:
    """The next gate, one back, all once more in words, or all recorded."""
    _refuse_partners(asking, instance)
    district = known_instance(asking.connection, instance).district
    steps, form = steps_sent(asking, district), sent(asking)
    asking.fresh()
    match form.said("step"):
        case "record" if steps:
            return _record(asking, instance, steps)
        case "undo" if steps:
            last = steps[-1]
            chosen = f"{last.instance}/{last.gate}"
            typed = Sent(lists(last.typed), held_of(asking, last))
            return _ahead(asking, instance, steps[:-1], chosen, typed)
        case "check" if steps:
            return _check(asking, instance, steps)
        case "pick":
            return _ahead(asking, instance, steps, form.said("gate"))
        case _:
            return _next(asking, instance, steps, form)


def _next(asking: Asking, instance: int, steps: list[Step], form: Sent) -> Response:
    """Read the gate that was filled in, rehearse it after the others, go on to the next."""
    here = form.said("gate")
    on = _last_day(asking, steps)
    try:
        before = _rehearsed(asking, steps, instance, here, on).next
    except Refusal as refusal:
        return _check(asking, instance, steps, problems_of(asking, refusal))
    if before is None or len(steps) >= MOST:
        return _check(asking, instance, steps)
    if changed_rows(form, form.said("step")) or form.said("step") == "holders":
        return _ahead(asking, instance, steps, here, form)
    want = wanted(asking, before, form)
    if want.decision is None:
        problems = tuple(told for one in want.problems for told in problems_of(asking, one))
        return _ahead(asking, instance, steps, here, form, problems)
    step = step_of(asking, before, form, want.decision)
    try:
        ahead = _rehearsed(asking, [*steps, step], instance, "", want.decision.decided_on)
    except Refusal as refusal:
        if isinstance(refusal, TextNeedsReason):
            form.typed.setdefault(LET_THROUGH, [""])
        return _ahead(
            asking, instance, steps, here, form, problems_of(asking, refusal, want.inputs)
        )
    return _page(asking, instance, [*steps, step], ahead, None)


def _ahead(
    asking: Asking,
    instance: int,
    steps: list[Step],
    chosen: str,
    form: Sent | None = None,
    problems: tuple[Shown, ...] = (),
) -> Response:
    try:
        ahead = _rehearsed(asking, steps, instance, chosen, _last_day(asking, steps))
    except Refusal as refusal:
        return _check(asking, instance, steps, problems_of(asking, refusal))
    return _page(asking, instance, steps, ahead, form, problems)


def _page(
    asking: Asking,
    instance: int,
    steps: list[Step],
    ahead: Ahead,
    form: Sent | None,
    problems: tuple[Shown, ...] = (),
) -> Response:
    seen = ahead.next
    if seen is None:
        return _check(asking, instance, steps, problems)
    typed = form or Sent(
        seen.proposal | {DECIDED_ON: [day(_last_day(asking, steps), asking.language)]}
    )
    return render(
        asking,
        "catch_up.html",
        REFUSED if problems else 200,
        **_common(asking, instance, steps),
        **form_values(asking, seen, typed, problems),
        here=f"{seen.row.id}/{seen.asked.path}",
        gates=ahead.gates,
    )


def _check(
    asking: Asking, instance: int, steps: list[Step], problems: tuple[Shown, ...] = ()
) -> Response:
    return render(
        asking,
        "catch_up_check.html",
        REFUSED if problems else 200,
        **_common(asking, instance, steps),
        problems=problems,
    )


def _common(asking: Asking, instance: int, steps: list[Step]) -> dict[str, object]:
    row = known_instance(asking.connection, instance)
    return {
        "row": row,
        "district": area_names(asking.connection, {row.district})[row.district],
        "place": f"/instances/{instance}/catch-up",
        "steps": steps,
        "sent_steps": STEPS.dump_json(steps).decode(),
    }


def _record(asking: Asking, instance: int, steps: list[Step]) -> Response:
    try:
        receipts = decide(asking.office, *(decision_of(asking, one) for one in steps))
    except Refusal as refusal:
        return _check(asking, instance, steps, problems_of(asking, refusal))
    for one in steps:
        for token in one.held:
            HELD.drop(asking.who.person, token)
    look = leave_notice(asking, [said for one in receipts for said in one.warnings])
    return see(f"/instances/{instance}?done=caught_up{look}")


def _rehearsed(
    asking: Asking, steps: Sequence[Step], instance: int, chosen: str, on: date
) -> Ahead:
    """What is open after the steps. Raises what refuses one of them."""
    look = Look(asking, instance, chosen, on)
    if not steps:
        return look(asking.connection)
    asking.fresh()
    found: Rehearsed[Ahead] = rehearse(
        asking.office, [decision_of(asking, one) for one in steps], look
    )
    return found.seen


def _last_day(asking: Asking, steps: Sequence[Step]) -> date:
    """Paper follows paper: the next form begins with the day of the one before."""
    return steps[-1].decided_on if steps else asking.today


def _refuse_partners(asking: Asking, instance: int) -> None:
    row = known_instance(asking.connection, instance)
    if not asking.may(Verb.RECORD, row.district, OFFICE):
        raise HTTPException(FORBIDDEN)
