"""The withdrawal of an adoption that another committee has followed is not undone."""

from collections.abc import Collection

from sqlalchemy import Connection

from config.words import Term
from flows.decisions.frozen import RestsOnSigned
from flows.dissolution.adoption_withdrawal_gates import ConfirmAdoptionWithdrawalV1
from flows.dissolution.followed_ending import following
from flows.engine.paper import FrozenPaper
from registry.journal import EntryRow, entries_of_kind, instance, reopened_by
from registry.queries.decisions import decision
from registry.queries.last_committees import last_committee


class RestsOnResumed(RestsOnSigned):
    """What the adoption had stopped has gone on since: two establishments would stand there."""


def _followed(connection: Connection, withdrawn: Collection[EntryRow]) -> RestsOnSigned | None:
    lost = {one.id for one in withdrawn}
    confirmed = decision(connection, max(lost))
    if confirmed is None:
        return None
    last = last_committee(connection, confirmed.district)
    if last is None or last.entry not in lost:
        return None
    followed = following(connection, confirmed.district, last.entry, last.on)
    return followed or _gone_on(connection, confirmed.district, last.entry)


def _gone_on(connection: Connection, district: str, entry: int) -> RestsOnResumed | None:
    """An establishment that the adoption had stopped, and in which somebody has decided since."""
    for one in reopened_by(connection, district, (entry,)):
        row = instance(connection, one)
        decided = entries_of_kind(connection, one, "decision")
        if row is not None and any(said.live and said.id > entry for said in decided):
            process = Term(f"process.{row.process}")
            return RestsOnResumed(field="gate", process=process, instance=one)
    return None


WITHDRAWN_ADOPTION = FrozenPaper(
    kind="adoption_withdrawal", by=(ConfirmAdoptionWithdrawalV1,), rests=_followed
)
