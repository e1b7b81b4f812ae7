"""Verify what the engine keeps: a replay of every open journal asks for what stands open."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from config.words import both
from flows.engine.advance import phase_of
from flows.engine.installation import Installation
from flows.engine.remainder import unconsumed
from flows.engine.replay import Journal, Process, Replay
from flows.engine.run import replay
from flows.engine.standing_gates import STANDING_PREFIX
from flows.engine.typed_journal import journal_of
from registry.journal import (
    EffectRow,
    EntryRow,
    GateRow,
    InstanceRow,
    children,
    effects,
    entries,
    instances,
    open_gates,
    past_gates,
)
from registry.records.redaction_list import RedactionListUnreadable, list_file, read_list, undone
from registry.scrub import is_scrub_owed
from registry.verification import problems_in
from registry.verification_problems import Problem, Tell, problem, untold

ASKED_FOR = ("waiting", "claimed", "failed")
INCIDENT_PATH = "!incident"
ENDED_BY = {"answered": "decision", "lapsed": "lapse", "event": "event"}  # what ends a gate so
JOURNALS_TOLD = 500  # after so many it is told how many are replayed


@dataclass(frozen=True)
class InstanceRecord:
    """All that is recorded of an instance: its journal, gates, effects, whom it waits for."""

    row: InstanceRow
    entries: list[EntryRow]
    gates: list[GateRow]
    ended: list[GateRow]
    effects: list[EffectRow]
    children: Mapping[str, int]

    @property
    def effects_left(self) -> list[EffectRow]:
        """The effects that are asked for and not done yet."""
        return [one for one in self.effects if one.status in ASKED_FOR]

    @property
    def waiting_gates(self) -> list[GateRow]:
        """The open gates that its process waits at; standing ones it does not wait for."""
        return [one for one in self.gates if not one.path.startswith(STANDING_PREFIX)]


def verify_all(
    office: Installation, *, expected_head: str | None = None, tell: Tell = untold
) -> tuple[Problem, ...]:
    """Everything that is not as it was written, as a replay would have it, or as redacted.

    The journals are replayed only where they are as they were written. An instance that its
    own incident already holds is not told again. `tell` hears how far it is.
    """
    with office.registry.reading() as connection:
        found = verify_in(office, connection, expected_head=expected_head, tell=tell)
        written = tuple(found)
    return (*written, *verify_list(office), *verify_scrub(office))


def verify_scrub(office: Installation) -> Iterator[Problem]:
    """Whether a removal of what was redacted was cut off, and the file may hold remains of it."""
    if is_scrub_owed(office.registry):
        yield problem("scrub_owed", None)


def verify_list(office: Installation) -> Iterator[Problem]:
    """Whether what the list of redactions beside the registry names is gone from it."""
    file = list_file(office.registry, office.settings.home)
    if not file.exists():
        return
    try:
        lines = read_list(file)
    except RedactionListUnreadable:
        yield problem("redaction_list_unreadable", None, file=str(file))
        return
    with office.registry.reading() as connection:
        if count := len(undone(connection, lines)):
            yield problem("redactions_undone", None, count=count, file=str(file))


def verify_in(
    office: Installation,
    connection: Connection,
    *,
    expected_head: str | None = None,
    tell: Tell = untold,
) -> Iterator[Problem]:
    """The same of the state that the connection sees."""
    written = tuple(problems_in(connection, expected_head, tell=tell))
    if written:
        yield from written  # a journal that was changed may not even be read
        return
    rows = instances(connection)
    for done, row in enumerate(rows, start=1):
        yield from _problems(office, _record(connection, row))
        if done % JOURNALS_TOLD == 0:
            tell(both("verify.journals", done=done, total=len(rows)))


def _record(connection: Connection, row: InstanceRow) -> InstanceRecord:
    return InstanceRecord(
        row,
        entries(connection, row.id),
        open_gates(connection, instance_id=row.id),
        past_gates(connection, row.id),
        effects(connection, row.id),
        dict(children(connection, row.id)),
    )


def _problems(office: Installation, held: InstanceRecord) -> Iterator[Problem]:
    yield from _done(held)
    if not held.entries:
        yield problem("journal_empty", held.row.district, instance=held.row.id)
        return
    yield from _told_otherwise(held)
    yield from _ended_otherwise(held)
    if held.row.status != "open":
        yield from _problems_of_ended(office, held)
    elif all(gate.path != INCIDENT_PATH for gate in held.gates):
        yield from _problems_of_replay(office, held)


def _done(held: InstanceRecord) -> Iterator[Problem]:
    """An effect is done exactly where the journal holds its result."""
    told = sorted((e.path, e.fingerprint or "") for e in held.entries if e.kind == "effect")
    done = sorted((e.path, e.fingerprint) for e in held.effects if e.status == "done")
    if told != done:
        odd = {path for path, _ in set(told) ^ set(done)} or {path for path, _ in told}
        yield _of_paths("effects_done", held, sorted(odd))


def _told_otherwise(held: InstanceRecord) -> Iterator[Problem]:
    """An instance stands as its journal says: in which revision, open or how and when it ended."""
    raised = [one.body["revision"] for one in held.entries if one.kind == "revision"]
    end = next((one for one in reversed(held.entries) if one.kind == "end" and one.live), None)
    status = "open" if end is None else "finished" if "outcome" in end.body else "stopped"
    told = {
        "revision": max(raised, default=held.entries[0].revision),
        "status": status,
        "outcome": end.body.get("outcome") if end else None,
        "finished_on": end.act_date if end else None,
    }
    odd = [name for name, value in told.items() if getattr(held.row, name) != value]
    if odd:
        yield _of_paths("instance_differs", held, odd)


def _ended_otherwise(held: InstanceRecord) -> Iterator[Problem]:
    """A gate is answered, lapsed or overtaken by what the journal says of its place."""
    told = {one.id: one for one in held.entries}
    odd = [one.path for one in held.ended if not _is_ended_by(told.get(one.closed_by or 0), one)]
    if odd:
        yield _of_paths("gates_ended_differ", held, sorted(set(odd)))


def _is_ended_by(entry: EntryRow | None, gate: GateRow) -> bool:
    """Whether the entry may have ended the gate; one that was closed needs none."""
    kind = ENDED_BY.get(gate.status)
    if kind is None:
        return entry is not None or gate.closed_by is None
    if entry is None or entry.kind != kind:
        return False
    return kind == "event" or entry.path == gate.path


def _problems_of_ended(office: Installation, held: InstanceRecord) -> Iterator[Problem]:
    """What has ended waits for nothing; papers beside the work are due all the same."""
    due = _due_after_end(office, held) if held.effects_left else set()
    waiting = [gate.path for gate in held.waiting_gates]
    waiting += [one.path for one in held.effects_left if (one.path, one.fingerprint) not in due]
    waiting += held.children
    if waiting:
        yield _of_paths("ended_waits", held, waiting)


def _due_after_end(office: Installation, held: InstanceRecord) -> set[tuple[str, str]]:
    """The effects that nothing waited for as the instance came to its outcome."""
    found = _replay(office, held)[1]
    if found.outcome is None:
        return set()
    return {(one.path, one.fingerprint) for one in found.effects}


def _replay(office: Installation, held: InstanceRecord) -> tuple[Journal, Replay]:
    journal = journal_of(office, held.row, held.entries)
    return journal, replay(office.declared.processes[held.row.process], journal)


def _problems_of_replay(office: Installation, held: InstanceRecord) -> Iterator[Problem]:
    journal, found = _replay(office, held)
    if found.error is not None:
        yield problem("replay_error", held.row.district, instance=held.row.id, what=found.error)
        return
    left = [entry.path for entry in unconsumed(journal, found)]
    if left:
        yield _of_paths("replay_unconsumed", held, left)
        return
    yield from _differences(held, found)
    if held.row.phase not in _phases(office.declared.processes[held.row.process], journal, found):
        yield problem("phase_differs", held.row.district, instance=held.row.id, what=held.row.phase)


def _phases(process: Process, journal: Journal, found: Replay) -> Collection[str]:
    """The phases that the instance may stand in: that of what waits for people, in general.

    Where a day or the machine alone is waited for, it stands where people were asked last: that is
    found by taking the last entries away, one by one.
    """
    entries = journal.entries
    while (phase := phase_of(process, found)) is None:
        if not entries or found.error is not None:
            return process.phases
        entries = entries[:-1]
        found = replay(process, journal.of_entries(entries))
    return (phase,)


def _differences(held: InstanceRecord, found: Replay) -> Iterator[Problem]:
    asked = {(one.path, one.about) for one in found.waits}
    gates = {(one.path, one.about) for one in held.waiting_gates}
    wanted = {(one.path, one.fingerprint) for one in found.effects}
    waiting = {(one.path, one.fingerprint) for one in held.effects_left}
    begun = {one.path for one in found.children}
    for code, odd in (
        ("gates_differ", {path for path, _ in asked ^ gates}),
        ("effects_differ", {path for path, _ in wanted ^ waiting}),
        ("children_differ", begun ^ held.children.keys()),
    ):
        if odd:
            yield _of_paths(code, held, sorted(odd))
    if found.outcome is not None:
        yield problem("not_ended", held.row.district, instance=held.row.id)


def _of_paths(code: str, held: InstanceRecord, paths: Iterable[str]) -> Problem:
    return problem(code, held.row.district, instance=held.row.id, what=", ".join(paths))
