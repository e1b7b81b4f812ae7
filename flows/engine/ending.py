"""The end of an instance that came to no outcome, and how one goes on where its end found it."""

from datetime import date

from flows.engine.decision import Deciding
from flows.engine.installation import Installation
from registry.journal import (
    InstanceRow,
    NewEntry,
    NewGate,
    append,
    children,
    effects,
    end_gate,
    gates_of,
    journal,
    link_child,
    open_gate,
    open_instances,
    past_gates,
    save_instance,
    set_effect,
    supersede,
    unlink_child,
)
from registry.records.filing import drafts_not_signed, set_status
from registry.rules.plain_values import Json
from registry.transaction import Write

STOPPED = "stopped"
OF_EFFECT = "!effect/"  # an effect that goes on is asked for anew: its failure is history


def open_beside(deciding: Deciding) -> list[InstanceRow]:
    """The open instances of the district but for the one that is decided about."""
    found = open_instances(deciding.write, deciding.district)
    return [row for row in found if row.id != deciding.instance.id]


def end_unfinished(
    office: Installation,
    write: Write,
    row: InstanceRow,
    reason: str,
    on: date,
    *,
    by: int | None,
    cause: int | None = None,
) -> None:
    """Close its gates, cancel its effects, let no draft of it be signed.

    `cause` is the decision that ended it, where one did. The end remembers what it took: the
    instance may go on once that for which it ended no longer counts. Children are the caller's.
    """
    waiting = [gate for gate in gates_of(write, row) if not _outlives(office, gate.gate)]
    drafts = drafts_not_signed(write, row.id)
    body: dict[str, Json] = {
        "stopped": reason,
        "children": dict(children(write.connection, row.id)),
        "drafts": drafts,
        "notes": {gate.path: gate.note for gate in waiting if gate.note},
    }
    end = append(write, row, NewEntry("end", "", on, body, recorded_by=by, of_id=cause))
    for gate in waiting:
        end_gate(write, row, gate, "closed", by=end, note=STOPPED)
    cancel_effects(write, row)
    row.status, row.finished_on = STOPPED, on
    save_instance(write, row)


def cancel_effects(write: Write, row: InstanceRow) -> None:
    """Nothing that the instance asked for is made any more."""
    for effect in effects(write.connection, row.id):
        if effect.status in ("waiting", "claimed", "failed"):
            set_effect(write, effect.id, status="cancelled", claimed_by=None, claim_until=None)


def end_at_once(
    office: Installation,
    write: Write,
    rows: list[InstanceRow],
    reason: str,
    on: date,
    *,
    by: int | None,
    cause: int,
) -> None:
    """End all of these by one decision. Nobody is told of another's end: none goes on from it."""
    for row in rows:
        _end_alone(office, write, row, reason, on, by=by, cause=cause)


def end_again(office: Installation, write: Write, row: InstanceRow, *, by: int | None) -> None:
    """The instance ends for the reason for which it had ended before it was reopened."""
    ends = [entry for entry in journal(write, row) if entry.kind == "end"]
    _end_alone(office, write, row, ends[-1].body["stopped"], write.today, by=by, cause=None)


def _end_alone(
    office: Installation,
    write: Write,
    row: InstanceRow,
    reason: str,
    on: date,
    *,
    by: int | None,
    cause: int | None,
) -> None:
    end_unfinished(office, write, row, reason, max(on, row.started_on), by=by, cause=cause)
    for path, _ in children(write.connection, row.id):
        unlink_child(write, row.id, path)


def reopen(write: Write, row: InstanceRow, *, by: int, who: int) -> None:
    """By a decision elsewhere the instance, ended last by an entry of its own, is open again."""
    ends = [entry.id for entry in journal(write, row) if entry.kind == "end" and entry.live]
    body: dict[str, Json] = {"reason": "reopened", "entries": [*ends]}
    said = NewEntry("superseding", "", write.today, body, recorded_by=who, of_id=by)
    open_again(write, row, by=append(write, row, said))


def open_again(write: Write, row: InstanceRow, *, by: int) -> None:
    """The instance is open as its end had found it: the gates with their days, and the drafts.

    The caller advances it; what has lapsed by now lapses then.
    """
    ends = [entry for entry in journal(write, row) if entry.kind == "end" and entry.live]
    supersede(write, row, [one.id for one in ends], by=by, reason="reopened")
    row.status, row.outcome, row.finished_on = "open", None, None
    save_instance(write, row)
    for end in ends:
        notes = end.body.get("notes", {})
        for gate in reversed(past_gates(write.connection, row.id)):
            if gate.closed_by == end.id and not gate.path.startswith(OF_EFFECT):
                same = {name: getattr(gate, name) for name in NewGate.__dataclass_fields__}
                open_gate(write, row, NewGate(**same | {"note": notes.get(gate.path)}))
        for document in end.body.get("drafts", ()):
            set_status(write, document, "draft")


def wait_again(write: Write, row: InstanceRow, linked: dict[str, int]) -> None:
    """The instance waits for these children again."""
    for path, child in linked.items():
        link_child(write, row.id, path, child)


def _outlives(office: Installation, key: str) -> bool:
    declared = office.declared.gates.get(key)  # a day that is waited for has none
    return declared is not None and declared.outlives
