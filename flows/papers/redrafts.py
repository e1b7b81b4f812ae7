"""Papers that are drafted anew because what they tell has changed elsewhere."""

from collections.abc import Sequence

from registry.facts import take_back
from registry.journal import EntryRow, InstanceRow, NewEntry, append, journal, supersede
from registry.rules.plain import Json
from registry.store import Write


def drafted(write: Write, row: InstanceRow, *effects: str) -> list[EntryRow]:
    """The live entries of these effects whose paper nobody has decided on."""
    rows = journal(write, row)
    decided_on = {one.about for one in rows if one.live and one.about is not None}
    return [
        one
        for one in rows
        if one.kind == "effect" and one.live and one.body["effect"] in effects
        and one.body["value"].get("content_hash") not in decided_on
    ]  # fmt: skip


def draft_anew(write: Write, row: InstanceRow, made: Sequence[EntryRow], reason: str) -> int:
    """Those entries no longer count: an advance asks for their effects again. Answers by which."""
    ids = [one.id for one in made]
    body: Json = {"reason": reason, "entries": ids}
    by = append(write, row, NewEntry("superseding", "", write.today, body))
    supersede(write, row, ids, by=by, reason=reason)
    for entry_id in reversed(ids):
        take_back(write, entry_id)
    return by
