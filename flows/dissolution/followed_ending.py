"""An end that another committee has followed is not withdrawn: two would stand in one district."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection

from config.words import Term
from flows.decisions.frozen import RestsOnSigned
from flows.dissolution.gates import ConfirmEndingV1
from flows.engine.paper import FrozenPaper
from flows.establishment.committee_at_work import NO_COMMITTEES
from flows.establishment.process import ESTABLISHMENT
from registry.journal import EntryRow, instance
from registry.queries.decisions import decision
from registry.queries.instances import begun_after
from registry.queries.last_committees import endings
from registry.queries.orders import orders


class RestsOnNewCommittee(RestsOnSigned):
    """A committee is being founded since the one before it ended."""


class RestsOnNewOrder(RestsOnSigned):
    """A committee was appointed, or taken in, since the one before it ended."""


def _followed(connection: Connection, ended: Collection[EntryRow]) -> RestsOnSigned | None:
    lost = {one.id for one in ended}
    confirmed = decision(connection, max(lost))
    if confirmed is None:
        return None
    here = endings(connection, confirmed.district)
    ending = next((one for one in here if one.entry in lost), None)
    if ending is None:
        return None
    return following(connection, confirmed.district, ending.entry, ending.on)


def following(
    connection: Connection, district: str, entry: int, since: date
) -> RestsOnSigned | None:
    """Which committee has followed since that day, or is being founded since that entry."""
    for order in orders(connection, district):
        if order.start >= since and order.kind not in NO_COMMITTEES:
            return RestsOnNewOrder(field="gate", order=order.full_number, on=order.start)
    for number in begun_after(connection, entry, ESTABLISHMENT.key):
        begun = instance(connection, number)
        if begun is not None and begun.status == "open":
            process = Term(f"process.{ESTABLISHMENT.key}")
            return RestsOnNewCommittee(field="gate", process=process, instance=number)
    return None


ENDED_COMMITTEE = FrozenPaper(kind="ending_order", by=(ConfirmEndingV1,), rests=_followed)
