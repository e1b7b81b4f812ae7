"""Papers that are drafted anew because what they tell has changed elsewhere."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from flows.engine.installation import Installation
from flows.engine.paper import NewPaper
from flows.engine.perform import job_of
from registry.fact_restoration import take_back
from registry.journal import (
    EffectRow,
    InstanceRow,
    NewEntry,
    append,
    effects,
    journal,
    supersede,
)
from registry.rules.plain_values import Json
from registry.transaction import Write

DraftFacts = Mapping[int, tuple[NewPaper, ...] | None]
"""By the entry of an effect the papers that it makes; None where they cannot be made just now."""


def drafts_told(
    office: Installation, write: Write, row: InstanceRow, among: Collection[str] | None = None
) -> DraftFacts:
    """What the drafts of the instance tell now, as of the day that each was asked for.

    Drafts that somebody has decided on are left out. `among` names the only effects to ask: the
    registry answers for their facts under the district's lock, where each question costs.
    """
    meant = office.declared.papers if among is None else among
    rows = [one for one in journal(write, row) if one.live] if meant else []
    decided_on = {one.about for one in rows if one.about is not None}
    drafts = [
        one
        for one in rows
        if one.kind == "effect" and one.body["effect"] in meant
        and one.body["value"].get("content_hash") not in decided_on
    ]  # fmt: skip
    requests = effects(write.connection, row.id) if drafts else ()
    asked: dict[tuple[str, str | None], EffectRow] = {
        (one.path, one.fingerprint): one for one in requests
    }
    return {
        one.id: _made(office, write.connection, asked[one.path, one.fingerprint]) for one in drafts
    }


def _made(
    office: Installation, connection: Connection, asked: EffectRow
) -> tuple[NewPaper, ...] | None:
    try:
        return tuple(office.declared.papers[asked.effect].make(connection, job_of(office, asked)))
    except (LookupError, ValueError):  # what it is made of was withdrawn: the replay says what now
        return None


def draft_anew(
    office: Installation, write: Write, row: InstanceRow, before: DraftFacts, reason: str
) -> int | None:
    """The drafts that tell something else than before no longer count, for that reason.

    An advance asks for their effects again. Answers by which entry, None where all are alike.
    """
    if not before:
        return None
    among = {one.body["effect"] for one in journal(write, row) if one.id in before}
    now = drafts_told(office, write, row, among)
    ids = [one for one, told in now.items() if one in before and told not in (None, before[one])]
    if not ids:
        return None
    body: Json = {"reason": reason, "entries": ids}
    by = append(write, row, NewEntry("superseding", "", write.today, body))
    supersede(write, row, ids, by=by, reason=reason)
    for entry_id in reversed(ids):
        take_back(write, entry_id)
    return by
