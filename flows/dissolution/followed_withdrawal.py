"""The withdrawal of an adoption that another committee has followed is not undone."""

from collections.abc import Collection

from sqlalchemy import Connection

from flows.decisions.frozen import RestsOnSigned
from flows.dissolution.adoption_withdrawal_gates import ConfirmAdoptionWithdrawalV1
from flows.dissolution.followed_ending import following
from flows.engine.paper import FrozenPaper
from registry.journal import EntryRow
from registry.queries.decisions import decision
from registry.queries.last_committees import last_committee


def _followed(connection: Connection, withdrawn: Collection[EntryRow]) -> RestsOnSigned | None:
    lost = {one.id for one in withdrawn}
    confirmed = decision(connection, max(lost))
    if confirmed is None:
        return None
    last = last_committee(connection, confirmed.district)
    if last is None or last.entry not in lost:
        return None
    return following(connection, confirmed.district, last.entry, last.on)


WITHDRAWN_ADOPTION = FrozenPaper(
    kind="adoption_withdrawal", by=(ConfirmAdoptionWithdrawalV1,), rests=_followed
)
