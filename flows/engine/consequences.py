"""What followed from an entry: told by replaying the journal without it, or with another."""

from flows.engine.installation import Installation
from flows.engine.remainder import unpassed
from flows.engine.replay import Entry, Journal, Replay
from flows.engine.run import replay
from flows.engine.typed_journal import journal_of
from registry.journal import EntryRow, InstanceRow


def dry(
    office: Installation,
    row: InstanceRow,
    rows: list[EntryRow],
    *,
    hidden: frozenset[int] = frozenset(),
    instead: Entry | None = None,
) -> tuple[Journal, Replay]:
    """A replay that writes nothing, without the hidden entries and with `instead` if given."""
    journal = journal_of(office, row, rows)
    kept = [entry for entry in journal.entries if entry.id not in hidden]
    if instead is not None:
        kept = [e for e in kept if e.id != instead.id] + [instead]
    journal = journal.of_entries(kept)
    process = office.declared.processes[row.process]
    return journal, replay(process, journal)


def consequences_of(
    office: Installation,
    row: InstanceRow,
    rows: list[EntryRow],
    *,
    hidden: frozenset[int] = frozenset(),
    instead: Entry | None = None,
) -> tuple[int, ...]:
    """Live entries that a replay no longer reaches: the rest of the branch, all after the join."""
    journal, found = dry(office, row, rows, hidden=hidden, instead=instead)
    return tuple(entry.id for entry in unpassed(journal, found) if entry is not instead)
