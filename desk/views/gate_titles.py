"""What gates are called in the lists of the desk, by what this release declares."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection

from config.words import Sentence, both, joined
from flows.capabilities import GATES, declared
from flows.engine import gate_titles
from flows.engine.gate_titles import key_of
from registry.journal import EntryRow, GateRow
from registry.rules.inbox_lines import GroupLine


def titles(connection: Connection, gates: Collection[GateRow]) -> dict[int, Sentence]:
    """What each of the gates is called, by its id; the journals are read that this needs."""
    return gate_titles.titles(declared(), connection, gates)


def title(connection: Connection, asked: GateRow, rows: Sequence[EntryRow]) -> Sentence:
    """What people call the gate; where it is of something, with what that is called."""
    return gate_titles.title(declared(), connection, asked, rows)


def past_titles(
    connection: Connection, past: Iterable[GateRow], rows: Sequence[EntryRow]
) -> dict[str, Sentence]:
    """What the ended gates of an instance were called that were about something, by their paths:
    a unit, a line of money, a session.
    """
    return {one.path: title(connection, one, rows) for one in past if says_what_about(one)}


def says_what_about(gate: GateRow) -> bool:
    """Whether its title says what the gate is about."""
    return bool(gate.gate and declared().recording(GATES[gate.gate]).title)


def counted_label(line: GroupLine) -> Sentence:
    """What several gates that stand in one line are called: how many of what."""
    kinds = [both("inbox.kind", gate=both(f"gate.{key}"), count=n) for key, n in line.kinds.items()]
    return joined(", ", kinds)


def owed(connection: Connection, gates: Collection[GateRow]) -> dict[int, Sentence]:
    """What is still to come of those gates, by id, whose form says so."""
    return gate_titles.owed(declared(), connection, gates)


def says_what_is_owed(gate: str) -> bool:
    """Whether the form of a gate of that key says what is still to come of it."""
    known = declared()
    return gate in known.gates and known.recording(known.gates[gate]).owed is not None


def counted_owed(said: Sequence[Sentence]) -> Sentence | None:
    """What is still to come of several gates: once where it is the same, else of how many each."""
    counts = Counter(said)
    if len(counts) < 2:  # noqa: PLR2004 — one of them, or none
        return next(iter(counts), None)
    told = [both("inbox.owed_of", owed=one, count=n) for one, n in counts.items()]
    return joined(", ", told)


def gate_label(path: str) -> Sentence | None:
    """What the gate at that path is called; None where people are asked nothing there."""
    key = key_of(path)
    return both(f"gate.{key}") if key in GATES else None
