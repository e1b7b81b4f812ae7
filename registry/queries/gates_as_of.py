"""Gates as at a day and as known then: those that were open, and those answered by then.

Told from what they were opened with and what ended them.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, select

from registry.models import Entry, OpenGate, Supersession
from registry.models.base import Day, aliased
from registry.queries.instances import STOPPED
from registry.shaped_queries import Known, KnownList

_ON = bindparam("on", type_=Day)


class GateAsOf(NamedTuple):
    """A gate, or a wait for a day (gate ""), that was open on the day or had been answered.

    `ended_on` is the day of what ended it, None while it waits.
    """

    id: int
    instance: int
    path: str
    gate: str
    round: int | None
    opened_on: date
    due_on: date | None
    until_on: date | None
    answered: bool
    ended_on: date | None


def taken_back(known: Known) -> ColumnElement[bool]:
    """Whether what ended a gate no longer counts. A correction leaves the answer given."""
    query = select(Supersession.entry_id).where(
        Supersession.entry_id == OpenGate.closed_by, Supersession.reason != "corrected"
    )
    if known is not None:
        by = aliased(Entry)
        query = query.join(by, by.id == Supersession.by_id).where(by.recorded_at <= known)
    return query.exists()


def _asked_in(instances: Sequence[BindParameter[int]], known: Known) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            OpenGate.id, OpenGate.instance_id, OpenGate.path, OpenGate.gate, OpenGate.round,
            OpenGate.opened_on, OpenGate.due_on, OpenGate.until_on,
            OpenGate.status, OpenGate.note, OpenGate.closed_at, Entry.act_date,
        )
        .outerjoin(Entry, Entry.id == OpenGate.closed_by)
        .where(OpenGate.instance_id.in_(instances), OpenGate.opened_on <= _ON)
        .where(~and_(OpenGate.status == "closed", taken_back(known)))
        .order_by(OpenGate.id)
    )  # fmt: skip
    return query if known is None else query.where(OpenGate.opened_at <= known)


_ASKED = KnownList(_asked_in)


def gates_as_of(
    connection: Connection, instances: Collection[int], on: date, known: datetime | None = None
) -> list[GateAsOf]:
    """The gates and waits of the instances that were open on `on` or answered by then.

    One that was closed unanswered is no part of the answer; one that its instance's stop closed
    waits on the days before the stop alone (`begun` tells), and where the instance went on it is
    the gate that was opened then.
    """
    found = []
    for row in _ASKED.rows(connection, instances, known, {"on": on}):
        *columns, status, note, closed_at, act_date = row
        ended = status != "open" and (known is None or closed_at <= known)
        if ended and status == "closed" and note != STOPPED:
            continue
        day = act_date if ended and act_date is not None and act_date <= on else None
        found.append(GateAsOf._make((*columns, day is not None and status == "answered", day)))
    return found
