"""Several consecutive gates already settled on paper, entered at once: all are recorded, or none.

Which gate comes next is known once the one before it is answered: each step is rehearsed in a
transaction that is undone. The steps taken so far travel in the form itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic import JsonValue as Json
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Field, Sentence, written
from desk.web.answers import in_words
from desk.web.asking import Asking
from desk.web.doors import FORBIDDEN, Door, get, post, see
from desk.web.gate_form import (
    BY,
    DECIDED_ON,
    LET_THROUGH,
    OF_THE_PAGE,
    Sent,
    deciders_shown,
    lists,
    sent,
    wanted,
)
from desk.web.gate_seen import form_values
from desk.web.held_files import HELD, HeldFile
from desk.web.notices import leave_notice
from desk.web.places import of_instance
from desk.web.problems import Shown, problems_of
from desk.web.rendering import render
from desk.web.sheets import Sheet, known_instance, sheet, title
from desk.words import day
from flows.decide import Decision, decide
from flows.gates.establishment import OFFICE
from flows.gates.table import STANDING
from flows.rehearsal import Rehearsed, rehearse
from registry.journal import GateRow, children, entries, open_gates
from registry.queries.areas import names as area_names
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.rules.screening import TextNeedsReason

router = APIRouter()
CATCH_UP = "/instances/{instance:int}/catch-up"
REFUSED, MOST = 422, 40


class Step(BaseModel):
    """A gate that was filled in: the decision, what was typed for it, what it says in words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    instance: int
    gate: str
    by: str
    decided_on: date
    answer: Json
    about: str | None
    reason: str | None
    held: tuple[str, ...]
    title: str
    typed: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str], ...]


_STEPS: TypeAdapter[list[Step]] = TypeAdapter(list[Step])


@dataclass(frozen=True)
class Ahead:
    """The gates that are open after the steps so far, and the one to fill in next."""

    gates: tuple[tuple[str, Sentence], ...]
    next: Sheet | None


@get(router, CATCH_UP, Door(Verb.PREPARE, of_instance))
def catch_up(asking: Asking, instance: int) -> Response:
    """The first gate of those that were settled on paper."""
    _refuse_partners(asking, instance)
    ahead = _look(asking, instance, "", asking.today)(asking.connection)
    return _page(asking, instance, [], ahead, None)


@post(router, CATCH_UP, Door(Verb.PREPARE, of_instance))
def catch_up_form(asking: Asking, instance: int) -> Response:
    """The next gate, one back, all once more in words, or all recorded."""
    _refuse_partners(asking, instance)
    steps, form = _steps(asking), sent(asking)
    asking.fresh()
    match form.said("step"):
        case "record" if steps:
            return _record(asking, instance, steps)
        case "undo" if steps:
            last = steps[-1]
            chosen = f"{last.instance}/{last.gate}"
            typed = Sent(lists(last.typed), _held(asking, last))
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
    if "add" in form.typed or form.said("step") == "holders":
        return _ahead(asking, instance, steps, here, form)
    want = wanted(asking, before, form)
    if want.decision is None:
        problems = tuple(
            told for one in want.problems for told in problems_of(asking, one, want.inputs)
        )
        return _ahead(asking, instance, steps, here, form, problems)
    step = _step(asking, before, form, want.decision)
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
        "sent_steps": _STEPS.dump_json(steps).decode(),
    }


def _record(asking: Asking, instance: int, steps: list[Step]) -> Response:
    try:
        receipts = decide(asking.office, *(_decision(asking, one) for one in steps))
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
    look = _look(asking, instance, chosen, on)
    if not steps:
        return look(asking.connection)
    asking.fresh()
    found: Rehearsed[Ahead] = rehearse(
        asking.office, [_decision(asking, one) for one in steps], look
    )
    return found.seen


class _Look:
    """Looks at what is open for an instance and its children, inside a rehearsal."""

    def __init__(self, asking: Asking, instance: int, chosen: str, on: date) -> None:
        self.asking, self.instance, self.chosen, self.on = asking, instance, chosen, on

    def __call__(self, connection: Connection) -> Ahead:
        numbers = [self.instance, *(number for _, number in children(connection, self.instance))]
        gates = [
            gate
            for number in numbers
            for gate in open_gates(connection, instance_id=number)
            if gate.gate and gate.gate not in STANDING
        ]
        named = tuple((_key(one), self._title(connection, one)) for one in gates)
        meant = next((one for one in gates if _key(one) == self.chosen), None)
        meant = meant or next(iter(gates), None)
        return Ahead(named, self._sheet(connection, meant) if meant else None)

    def _title(self, connection: Connection, gate: GateRow) -> Sentence:
        return title(gate, entries(connection, gate.instance_id) if gate.subject else ())

    def _sheet(self, connection: Connection, gate: GateRow) -> Sheet:
        asking = self.asking
        internal = asking.may(Verb.READ_INTERNAL, gate.district_code)
        return sheet(
            connection, asking.office, gate,
            on=self.on, language=asking.language, internal=internal,
        )  # fmt: skip


def _look(asking: Asking, instance: int, chosen: str, on: date) -> _Look:
    return _Look(asking, instance, chosen, on)


def _key(gate: GateRow) -> str:
    return f"{gate.instance_id}/{gate.path}"


def _steps(asking: Asking) -> list[Step]:
    """The steps so far, as the form carries them; none where it was tampered with."""
    try:
        return _STEPS.validate_json(asking.typed.get("steps") or "[]")
    except ValidationError:
        return []


def _step(asking: Asking, seen: Sheet, form: Sent, decision: Decision) -> Step:
    language = asking.language
    answer = decision.answer if isinstance(decision.answer, dict) else {}
    by = next((d.label for d in deciders_shown(seen.able) if d.value == decision.by), decision.by)
    return Step.model_validate(
        {
            "instance": seen.row.id,
            "gate": decision.gate,
            "by": decision.by,
            "decided_on": decision.decided_on,
            "answer": answer,
            "about": decision.about,
            "reason": decision.reason,
            "held": [one.token for one in form.held],
            "title": written(seen.title, language),
            "typed": [
                (name, value) for name, values in form.typed.items() for value in values
                if name not in OF_THE_PAGE
            ],
            "said": [
                (written(one.label, language), "; ".join(written(v, language) for v in one.values))
                for one in in_words(seen.gate, answer, seen.known)
            ] + [(written(Field(BY), language), written(by, language))],
        }
    )  # fmt: skip


def _decision(asking: Asking, step: Step) -> Decision:
    return Decision(
        instance=step.instance,
        gate=step.gate,
        by=step.by,
        decided_on=step.decided_on,
        answer=step.answer,
        recorded_by=asking.who.ref,
        evidence=tuple(one.file for one in _held(asking, step)),
        about=step.about,
        reason=step.reason,
    )


def _held(asking: Asking, step: Step) -> tuple[HeldFile, ...]:
    now = asking.office.registry.clock.now()
    found = (HELD.find(asking.who.person, token, now) for token in step.held)
    return tuple(one for one in found if one is not None)


def _last_day(asking: Asking, steps: Sequence[Step]) -> date:
    """Paper follows paper: the next form begins with the day of the one before."""
    return steps[-1].decided_on if steps else asking.today


def _refuse_partners(asking: Asking, instance: int) -> None:
    row = known_instance(asking.connection, instance)
    if not asking.may(Verb.RECORD, row.district, OFFICE):
        raise HTTPException(FORBIDDEN)
