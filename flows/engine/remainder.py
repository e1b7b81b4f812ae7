"""The remainder of a journal: live entries that a replay did not pass."""

from collections.abc import Mapping

from flows.engine.replay import (
    Entry,
    EntryKind,
    Journal,
    Replay,
)


def unpassed(journal: Journal, found: Replay) -> tuple[Entry, ...]:
    """The live entries that the replay did not pass.

    An event that answered no call is none of them. Nor is a draft whose inputs have changed,
    unless people decided on it: their decision rests on that very draft.
    """
    missed = [
        entry
        for entry in journal.entries
        if entry.id not in found.consumed
        and entry.kind is not EntryKind.EVENT
        and entry.id not in found.left
    ]
    relied_on = _relied_on(journal) if missed else set()
    return tuple(
        entry
        for entry in missed
        if not (entry.id in found.stale and _hash_of(entry) not in relied_on)
    )


def unconsumed(journal: Journal, found: Replay) -> tuple[Entry, ...]:
    """The unpassed entries that stay so: the journal has an incident.

    While a stale draft is made anew, the replay waits for it and does not reach the papers that
    were made after it. Those are no incident: once the new draft is there, the replay passes
    them or asks for them anew. A paper that people decided on is one all the same.
    """
    missed = unpassed(journal, found)
    relied_on = _relied_on(journal) if missed else set()
    return tuple(
        entry
        for entry in missed
        if not (found.stale and entry.kind is EntryKind.EFFECT and _hash_of(entry) not in relied_on)
    )


def _relied_on(journal: Journal) -> set[str]:
    """The content hashes of the drafts that people decided on."""
    return {entry.about for entry in journal.entries if entry.about is not None}


def _hash_of(entry: Entry) -> str | None:
    value = entry.value
    return value.get("content_hash") if isinstance(value, Mapping) else None
