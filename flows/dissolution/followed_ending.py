"""An end that another committee has followed is not withdrawn: two would stand in one district."""

from collections.abc import Collection

from sqlalchemy import Connection

from config.words import Term
from flows.decisions.frozen import RestsOnSigned
from flows.dissolution.gates import ConfirmEndingV1
from flows.engine.paper import FrozenPaper
from flows.establishment.process import ESTABLISHMENT
from registry.journal import EntryRow
from registry.queries.instances import begun_after


class RestsOnNewCommittee(RestsOnSigned):
    """A committee is being founded, or was founded, since the one before it ended."""


def _followed(connection: Connection, ended: Collection[EntryRow]) -> RestsOnNewCommittee | None:
    founded = begun_after(connection, min(one.id for one in ended), ESTABLISHMENT.key)
    if founded is None:
        return None
    process = Term(f"process.{ESTABLISHMENT.key}")
    return RestsOnNewCommittee(field="gate", process=process, instance=founded)


ENDED_COMMITTEE = FrozenPaper(kind="ending_order", by=(ConfirmEndingV1,), rests=_followed)
