"""Open calls of an instance: its gates and effects, in line with what its replay asks for."""

from collections.abc import Collection
from datetime import date

from flows.engine.awaited_posts import AwaitedPosts
from flows.engine.installation import Installation
from flows.engine.replay import NewEffect, Replay, Wait
from flows.engine.standing_gates import INCIDENT, STANDING_PREFIX
from registry.journal import (
    NO_LONGER_ASKED,
    EffectState,
    GateRow,
    InstanceRow,
    NewGate,
    effect_states,
    end_gate,
    gates_of,
    journal,
    move_gate,
    open_gate,
    request_effect,
    set_effect,
)
from registry.ledger import canonical
from registry.queries.events import entered_late
from registry.transaction import Write


def sync_gates(office: Installation, write: Write, row: InstanceRow, found: Replay) -> None:
    """Close the gates that are asked no more and open the new ones. Standing gates stay.

    A gate about another draft is another gate: nobody's answer may fall on a text unread.
    """
    posts = AwaitedPosts(write, row)
    wanted = {(asked.path, asked.about): asked for asked in found.waits}
    for gate in tuple(gates_of(write, row)):
        if gate.path.startswith(STANDING_PREFIX):
            continue
        asked = wanted.pop((gate.path, gate.about), None)
        if asked is None:
            end_gate(write, row, gate, "closed", note=NO_LONGER_ASKED)
        elif asked.gate is not None and asked.gate.posts_awaited:
            _count_anew(office, posts, gate, asked)
    for asked in wanted.values():
        _open(office, posts, asked)


def _open(office: Installation, posts: AwaitedPosts, asked: Wait) -> None:
    write, row, gate = posts.write, posts.row, asked.gate
    before = [e for e in journal(write, row) if e.kind == "decision" and e.path == asked.path]
    open_gate(
        write,
        row,
        NewGate(
            path=asked.path,
            gate=gate.key if gate else "",
            opened_on=asked.today,
            subject=asked.subject,
            round=asked.round,
            about=asked.about,
            unless=",".join(asked.unless),
            due_on=_due(office, posts, asked),
            until_on=asked.last_day,
            not_by=_recorder_of(write, row, asked.after) if gate and gate.two_people else None,
            of_id=before[-1].id if before else None,  # withdrawn: offered again as a draft
        ),
    )


def move_days(
    office: Installation, write: Write, row: InstanceRow, moved: Collection[Wait]
) -> None:
    """Let open calls have the days that they are asked with now, whoever set others by hand."""
    posts = AwaitedPosts(write, row)
    days = {(asked.path, asked.about): asked for asked in moved}
    for gate in gates_of(write, row):
        if (asked := days.get((gate.path, gate.about))) is not None:
            due = _due(office, posts, asked)
            move_gate(write, gate.id, due_on=due, until_on=asked.last_day)
    if moved:
        row.gates = None  # read anew by whoever looks


def _count_anew(office: Installation, posts: AwaitedPosts, gate: GateRow, asked: Wait) -> None:
    """An open gate loses its due day as the post becomes vacant, and has one again after that."""
    due = _due(office, posts, asked)
    if (due is None) is (gate.due_on is None):
        return
    if due != gate.due_on:
        move_gate(posts.write, gate.id, due_on=due, until_on=gate.until_on)
        posts.row.gates = None  # read anew by whoever looks


def _due(office: Installation, posts: AwaitedPosts, asked: Wait) -> date | None:
    """By when it should be answered: counted from its day, and not over before anybody knew.

    What an event opens that was entered late, and would be over, has the gate's own days from its
    entry. Nothing is due after the last day on which it is asked. While the Chief's post is vacant
    nothing is that waits for a Chief alone, nor while the focal point's is too what that one may
    answer as well; whoever comes has the gate's own days.
    """
    write, row = posts.write, posts.row
    gate, since, due = asked.gate, asked.today, asked.due
    if gate is not None and gate.posts_awaited:
        post = posts.of(gate.posts_awaited)
        if post.vacant:
            return None
        if post.back is not None and (due is None or due < post.back):
            since, due = max(since, post.back), None
    due = due or (office.due(gate.due, since) if gate else None)
    if gate is None or due is None:
        return due
    if due < write.today and (known := entered_late(write, row.district, asked.today)):
        due = max(due, office.due(gate.due, known) or known)
    return due if asked.last_day is None else min(due, asked.last_day)


def _recorder_of(write: Write, row: InstanceRow, decision: int | None) -> int | None:
    return next((e.recorded_by for e in journal(write, row) if e.id == decision), None)


def sync_effects(write: Write, row: InstanceRow, found: Replay) -> None:
    """Cancel the effects that nothing asks for any more and request the new ones."""
    known = effect_states(write, row.id)
    if not known and not found.effects:
        return
    wanted = {(one.path, one.fingerprint): one for one in found.effects}
    for effect in known:
        if effect.status in ("waiting", "claimed", "failed") and (
            wanted.pop((effect.path, effect.fingerprint), None) is None
        ):
            set_effect(write, effect.id, status="cancelled", claimed_by=None, claim_until=None)
    for one in wanted.values():
        _request(write, row, one, known)


def _request(write: Write, row: InstanceRow, one: NewEffect, known: list[EffectState]) -> None:
    """Request the effect. The same one asked for again, after a withdrawal, has a next number."""
    same = [e for e in known if (e.path, e.fingerprint) == (one.path, one.fingerprint)]
    request_effect(
        write,
        {
            "instance_id": row.id,
            "district_code": row.district,
            "path": one.path,
            "effect": one.effect,
            "fingerprint": one.fingerprint,
            "request": len(same) + 1,
            "inputs": canonical(one.inputs.model_dump(mode="json")),
            "on_date": one.today,
        },
    )


def raise_incident(
    office: Installation, write: Write, row: InstanceRow, problem: str, path: str = "!incident"
) -> None:
    """Open an incident for the coordinator, once however often the same thing fails."""
    if any(gate.path == path for gate in gates_of(write, row)):
        return
    open_gate(
        write,
        row,
        NewGate(
            path=path,
            gate=INCIDENT.key,
            opened_on=write.today,
            due_on=office.due(INCIDENT.due, write.today),
            note=problem,
        ),
    )
