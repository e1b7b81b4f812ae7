"""A journal as a replay reads it: live entries, their answers typed and as corrected."""

from typing import Any, NamedTuple

from flows.engine.answers import corrections, parsed
from flows.engine.hearing import event_of
from flows.engine.installation import Declarations, Installation
from flows.engine.replay import (
    Entry,
    EntryKind,
    Journal,
    Stop,
)
from flows.engine.standing_gates import STANDING_PREFIX
from registry.journal import (
    EntryRow,
    InstanceRow,
)

CHANGES_TYPED = frozenset({"correction", "revision"})  # what they tell is told of other entries
CONSUMED = {kind.value: kind for kind in EntryKind}


class TypedJournal(NamedTuple):
    """A journal as it was typed of the first so many rows, by the declarations of a release."""

    declared: Declarations
    rows: int
    journal: Journal


def journal_of(office: Installation, row: InstanceRow, rows: list[EntryRow]) -> Journal:
    """The journal as a replay reads it: live entries, answers typed and as corrected.

    Of rows that an earlier replay has typed, only those that were appended since are.
    """
    known: TypedJournal | None = row.typed if rows is row.rows else None
    if known is None or known.declared is not office.declared:
        journal = _typed(office, row, rows)
    else:
        new = rows[known.rows :]
        if any(one.kind in CHANGES_TYPED for one in new):
            journal = _typed(office, row, rows)
        else:
            journal = _with(office, known.journal, new)
    if rows is row.rows:
        row.typed = TypedJournal(office.declared, len(rows), journal)
    return journal


def _typed(office: Installation, row: InstanceRow, rows: list[EntryRow]) -> Journal:
    process = office.declared.processes[row.process]
    corrected = corrections(rows)
    raised = [e.body["revision"] for e in rows if e.kind == "revision"]
    start = next(e for e in rows if e.kind == "start")
    journal = Journal(
        started_on=start.act_date,
        revision=start.revision,
        start=process.start.model_validate(start.body["start"]),
        raised_to=max(raised, default=None),
        results={},
    )
    return journal.with_more(
        _recorded(office, entry, corrected.get(entry.id)) for entry in rows if _counts(entry)
    )


def _with(office: Installation, journal: Journal, new: list[EntryRow]) -> Journal:
    more = [_recorded(office, entry, None) for entry in new if _counts(entry)]
    return journal.with_more(more) if more else journal


def _counts(entry: EntryRow) -> bool:
    return entry.live and entry.kind in CONSUMED and not entry.path.startswith(STANDING_PREFIX)


def _recorded(office: Installation, entry: EntryRow, corrected: EntryRow | None) -> Entry:
    kind = CONSUMED[entry.kind]
    said = corrected or entry
    return Entry(
        id=entry.id,
        kind=kind,
        path=entry.path,
        act_date=said.act_date,
        revision=entry.revision,
        value=_value(office, kind, said),
        fingerprint=entry.fingerprint,
        about=entry.about,
        resolves=tuple(entry.body.get("resolves", ())) if kind is EntryKind.EVENT else (),
        corrected=corrected.id if corrected else None,
        scanned=kind is EntryKind.DECISION and bool(entry.body.get("evidence")),
    )


def _value(office: Installation, kind: EntryKind, entry: EntryRow) -> Any:  # noqa: ANN401 — by kind
    match kind:
        case EntryKind.DECISION:
            return parsed(office.declared.gates[entry.gate or ""], entry)
        case EntryKind.CHILD:
            stopped = entry.body.get("stopped")
            return Stop(reason=stopped) if stopped is not None else entry.body["outcome"]
        case EntryKind.EVENT:
            return event_of(entry)
        case EntryKind.LAPSE:
            return None
        case _:
            return entry.body["value"]
