"""Verify what the engine keeps: a replay of every open journal asks for what stands open."""

from collections.abc import Iterator

from sqlalchemy import Connection

from config.words import both
from flows.engine.installation import Installation
from flows.engine.remainder import unconsumed
from flows.engine.replay import Replay
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
)
from registry.records.redaction_list import RedactionListUnreadable, list_file, read_list, undone
from registry.scrub import is_scrub_owed
from registry.verification import problems_in
from registry.verification_problems import Problem, Tell, problem, untold

ASKED_FOR = ("waiting", "claimed", "failed")
INCIDENT_PATH = "!incident"
JOURNALS_TOLD = 500  # after so many it is told how many are replayed


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
        yield from _instance(office, connection, row)
        if done % JOURNALS_TOLD == 0:
            tell(both("verify.journals", done=done, total=len(rows)))


def _instance(office: Installation, connection: Connection, row: InstanceRow) -> Iterator[Problem]:
    rows = entries(connection, row.id)
    gates = open_gates(connection, instance_id=row.id)
    requested = effects(connection, row.id)
    yield from _done(row, rows, requested)
    if not rows:
        yield problem("journal_empty", row.district, instance=row.id)
    elif row.status != "open":
        yield from _ended(office, connection, row, rows, gates, requested)
    elif all(gate.path != INCIDENT_PATH for gate in gates):
        yield from _replayed(office, connection, row, rows, gates, requested)


def _done(row: InstanceRow, rows: list[EntryRow], requested: list[EffectRow]) -> Iterator[Problem]:
    """An effect is done exactly where the journal holds its result."""
    told = sorted((e.path, e.fingerprint or "") for e in rows if e.kind == "effect")
    done = sorted((e.path, e.fingerprint) for e in requested if e.status == "done")
    if told != done:
        odd = sorted({path for path, _ in set(told) ^ set(done)} or {path for path, _ in told})
        yield problem("effects_done", row.district, instance=row.id, what=", ".join(odd))


def _ended(
    office: Installation,
    connection: Connection,
    row: InstanceRow,
    rows: list[EntryRow],
    gates: list[GateRow],
    requested: list[EffectRow],
) -> Iterator[Problem]:
    """What has ended waits for nothing; papers beside the work are due all the same."""
    waiting = [gate.path for gate in gates if not gate.path.startswith(STANDING_PREFIX)]
    effects_left = [effect for effect in requested if effect.status in ASKED_FOR]
    due = _due_after_end(office, row, rows) if effects_left else set()
    waiting += [one.path for one in effects_left if (one.path, one.fingerprint) not in due]
    waiting += [path for path, _ in children(connection, row.id)]
    if waiting:
        yield problem("ended_waits", row.district, instance=row.id, what=", ".join(waiting))


def _due_after_end(
    office: Installation, row: InstanceRow, rows: list[EntryRow]
) -> set[tuple[str, str]]:
    """The effects that nothing waited for as the instance came to its outcome."""
    found = replay(office.declared.processes[row.process], journal_of(office, row, rows))
    if found.outcome is None:
        return set()
    return {(one.path, one.fingerprint) for one in found.effects}


def _replayed(
    office: Installation,
    connection: Connection,
    row: InstanceRow,
    rows: list[EntryRow],
    gates: list[GateRow],
    requested: list[EffectRow],
) -> Iterator[Problem]:
    journal = journal_of(office, row, rows)
    found = replay(office.declared.processes[row.process], journal)
    if found.error is not None:
        yield problem("replay_error", row.district, instance=row.id, what=found.error)
        return
    left = [entry.path for entry in unconsumed(journal, found)]
    if left:
        yield problem("replay_unconsumed", row.district, instance=row.id, what=", ".join(left))
        return
    yield from _differences(row, found, gates, requested, dict(children(connection, row.id)))


def _differences(
    row: InstanceRow,
    found: Replay,
    gates: list[GateRow],
    requested: list[EffectRow],
    waited_for: dict[str, int],
) -> Iterator[Problem]:
    asked = {(one.path, one.about) for one in found.waits}
    open_gates = {(g.path, g.about) for g in gates if not g.path.startswith(STANDING_PREFIX)}
    wanted = {(one.path, one.fingerprint) for one in found.effects}
    waiting = {(e.path, e.fingerprint) for e in requested if e.status in ASKED_FOR}
    begun = {one.path for one in found.children}
    for code, odd in (
        ("gates_differ", {path for path, _ in asked ^ open_gates}),
        ("effects_differ", {path for path, _ in wanted ^ waiting}),
        ("children_differ", begun ^ set(waited_for)),
    ):
        if odd:
            yield problem(code, row.district, instance=row.id, what=", ".join(sorted(odd)))
    if found.outcome is not None:
        yield problem("not_ended", row.district, instance=row.id)
