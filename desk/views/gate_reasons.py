"""Why an instance stands at a gate, or waits for a day: by whom, until when, on what basis."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce

from config.words import Sentence, both, joined
from desk.views.deciders import bases_of
from desk.views.gate_titles import titles
from desk.views.reason import Reason, make_reason, place_words
from desk.views.view import View
from flows.decisions.deciders import subject_of
from flows.decisions.offices_asked import deciders, only_asked
from registry.journal import (
    GateRow,
    InstanceRow,
    open_gates,
)
from registry.queries.gates import gates_that_waited
from registry.queries.seen_offices import OfficeWithHolders, held_by, offices_seen


def reason_of_gate(
    view: View, row: InstanceRow, gate: GateRow, offices: list[OfficeWithHolders], label: Sentence
) -> Reason:
    """The reason that an open gate, or a wait for a day, is; `label` is what it is called."""
    return _gate(view, row, gate, offices, label) if gate.gate else _day(view, row, gate, label)


def gates_at(view: View, instance_id: int, known: datetime | None) -> Sequence[GateRow]:
    """The gates and waits at which the instance stands, or stood."""
    if view.is_past(known):
        return view.once(gates_that_waited, view.on, known, instance=instance_id)
    return view.once(open_gates, instance_id=instance_id)


def gate_reasons(view: View, row: InstanceRow, known: datetime | None) -> Iterator[Reason]:
    """A reason for each gate and wait at which the instance stands, or stood."""
    gates = gates_at(view, row.id, known)
    offices = offices_seen(view.connection, row.district, view.on, known) if gates else []
    called = titles(view.connection, gates)
    for gate in gates:
        yield reason_of_gate(view, row, gate, offices, called[gate.id])


def _gate(
    view: View, row: InstanceRow, gate: GateRow, offices: list[OfficeWithHolders], label: Sentence
) -> Reason:
    declared = view.office.declared.gates[gate.gate]
    able = deciders(
        declared,
        row.district,
        offices,
        only_asked(view.connection, gate),
        subject_of(view.connection, declared, row, gate, view.on, {one.kind for one in offices}),
    )
    first = able[0]
    late, command = view.late(gate.due_on), f"prasan decide {row.id} {typed_path(gate.path)}"
    if not any(one.holders for one in able):
        command = "prasan load FILE"
    sentence = both(
        "why.gate",
        **place_words(view, row),
        gate=label,
        office=first.title,
        holder=held_by(first),
        since=gate.opened_on,
        late=lateness(view, gate),
        who=_who(able),
        action=_action(gate, able),
        command=command,
    )
    plain = make_reason(
        view, "gate", row, gate.path, label, sentence,
        since=gate.opened_on, due=gate.due_on, command=command,
    )  # fmt: skip
    return replace(
        plain,
        gate=gate.gate,
        office=first.ref,
        office_title=first.title,
        holders=first.holders,
        without=first.without,
        days_late=late,
    )


def typed_path(path: str) -> str:
    """A gate's path as it is typed: quoted where a shell would read more into it."""
    return shlex.quote(path) if set(path) & set("![]") else path


def lateness(view: View, gate: GateRow) -> Sentence:
    """By when the gate is due, and by how many working days it is late.

    One that opens on a day to come stands behind a decision that a wrong clock dated.
    """
    if gate.opened_on > view.on:
        return both("why.opened_ahead")
    if gate.due_on is None:
        posts = view.office.declared.gates[gate.gate].posts_awaited
        return both("why.due_of_chief" if posts else "why.no_due")
    late = view.late(gate.due_on)
    if late == 1:
        return both("why.late_one", due=gate.due_on)
    if late:
        return both("why.late", days=late, due=gate.due_on)
    return both("why.in_time", due=gate.due_on)


def _who(able: tuple[OfficeWithHolders, ...]) -> Sentence:
    said = bases_of(able)
    if not said:
        return both("why.nobody")
    return joined("; ", said)


def _action(gate: GateRow, able: tuple[OfficeWithHolders, ...]) -> Sentence:
    if not any(one.holders for one in able):
        return both("why.record_holder", office=able[0].title)
    action = both(f"gate.{gate.gate}.action")
    if gate.not_by is not None:
        action = both("why.by_another", action=_within(action))
    return _within(action)


def _within(action: Sentence) -> Sentence:
    """The imperative of a gate as a part of a sentence."""
    english = action.en.rstrip(".")
    return Sentence(action.th, english[:1].lower() + english[1:])


def _day(view: View, row: InstanceRow, gate: GateRow, label: Sentence) -> Reason:
    until = gate.until_on + timedelta(days=1) if gate.until_on else None
    passed = until is not None and until <= view.on
    sooner = (
        both("why.sooner", event=_one_of(gate.unless.split(",")))
        if gate.unless
        else both("why.not_sooner")
    )
    sentence = both(
        "why.event" if until is None else "why.day_passed" if passed else "why.day",
        **place_words(view, row), what=label, since=gate.opened_on, until=until, sooner=sooner,
    )  # fmt: skip
    return make_reason(
        view, "day", row, gate.path, label, sentence,
        since=gate.opened_on, due=until, command="prasan watch" if passed else None,
    )  # fmt: skip


def _one_of(events: Sequence[str]) -> Sentence:
    """Any of these events, in words."""
    said = (both(f"event.{one}") for one in events)
    return reduce(lambda first, second: both("why.or", first=first, second=second), said)
