"""How far processes have come in several districts, as at a day and as known at an instant.

Told from what gates were opened with and what ended them, a query a kind of row whatever the
number of districts.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, exists, select
from sqlalchemy.orm import aliased

from registry.facts import holds
from registry.models import (
    Directive,
    DirectiveDistrict,
    DistrictOrder,
    Entry,
    Instance,
    OpenGate,
    Supersession,
)
from registry.queries.orders import OrderRow
from registry.rows import every
from registry.rules.directives import BEGUN

STOPPED = "stopped"


class Begun(NamedTuple):
    """An instance that had begun by the day. `ended_on` and `outcome` only if it had ended."""

    id: int
    process: str
    district: str
    attempt: int
    started_on: date
    status: str
    outcome: str | None
    ended_on: date | None


class Asked(NamedTuple):
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


def begun(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None = None
) -> list[Begun]:
    """The instances of the districts that had begun by `on`, oldest first."""
    first, last = aliased(Entry), aliased(Entry)
    query = (
        select(
            Instance.id, Instance.process, Instance.district_code, Instance.attempt,
            Instance.started_on, Instance.status, Instance.outcome, Instance.finished_on, last.id,
        )
        .join(first, and_(first.instance_id == Instance.id, first.seq == 1))
        .outerjoin(
            last,
            and_(
                Instance.status != "open",
                last.instance_id == Instance.id,
                last.kind == "end",
                *(() if known is None else (last.recorded_at <= known,)),
                ~exists().where(Supersession.entry_id == last.id),
            ),
        )
        .where(Instance.district_code.in_(districts), Instance.started_on <= on)
        .order_by(Instance.id)
    )  # fmt: skip
    if known is not None:
        query = query.where(first.recorded_at <= known)
    return [_begun(tuple(row), on) for row in connection.execute(query)]


def _begun(row: tuple[object, ...], on: date) -> Begun:
    *columns, status, outcome, ended_on, end = row
    if end is None or not isinstance(ended_on, date) or ended_on > on:
        return Begun(*columns, "open", None, None)  # type: ignore[arg-type]
    return Begun(*columns, status, outcome, ended_on)  # type: ignore[arg-type]


_ASKED = (
    select(
        OpenGate.id, OpenGate.instance_id, OpenGate.path, OpenGate.gate, OpenGate.round,
        OpenGate.opened_on, OpenGate.due_on, OpenGate.until_on,
        OpenGate.status, OpenGate.note, OpenGate.closed_at, Entry.act_date,
    )
    .outerjoin(Entry, Entry.id == OpenGate.closed_by)
    .order_by(OpenGate.id)
)  # fmt: skip


def asked(
    connection: Connection, instances: Collection[int], on: date, known: datetime | None = None
) -> list[Asked]:
    """The gates and waits of the instances that were open on `on` or answered by then.

    One that was closed unanswered is no part of the answer; one that its instance's stop
    closed is shown as waiting: whoever asks knows from `begun` whether that had ended.
    """
    query = _ASKED.where(
        OpenGate.instance_id.in_(instances),
        OpenGate.opened_on <= on,
        *(() if known is None else (OpenGate.opened_at <= known,)),
    )
    found = []
    for row in connection.execute(query):
        *columns, status, note, closed_at, act_date = row
        if status == "open" or (known is not None and closed_at > known):
            found.append(Asked(*columns, answered=False, ended_on=None))
        elif status == "closed":
            if note == STOPPED:
                found.append(Asked(*columns, answered=False, ended_on=None))
        elif act_date is None or act_date > on:
            found.append(Asked(*columns, answered=False, ended_on=None))
        else:
            found.append(Asked(*columns, answered=status == "answered", ended_on=act_date))
    return found


def orders_standing(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None = None
) -> list[OrderRow]:
    """The orders in force in the districts on that day, oldest first."""
    columns = (
        DistrictOrder.id, DistrictOrder.district_code, DistrictOrder.kind, DistrictOrder.heading,
        DistrictOrder.number, DistrictOrder.year_be, DistrictOrder.dated,
        DistrictOrder.subject_th, DistrictOrder.printed, DistrictOrder.document_id,
        DistrictOrder.valid_from, DistrictOrder.valid_to, DistrictOrder.entry_id,
    )  # fmt: skip
    query = select(*columns).where(
        DistrictOrder.district_code.in_(districts), holds(DistrictOrder, on, known)
    )
    return every(OrderRow, connection.execute(query.order_by(DistrictOrder.dated)))


def begun_by_letter(
    connection: Connection, instances: Collection[int], known: datetime | None = None
) -> dict[int, date]:
    """The instances among these that a provincial directive began: the day of its letter."""
    query = (
        select(DirectiveDistrict.instance_id, Directive.dated)
        .join(Directive, Directive.id == DirectiveDistrict.directive_id)
        .where(
            DirectiveDistrict.instance_id.in_(instances),
            DirectiveDistrict.result.in_(BEGUN),
            *(() if known is None else (DirectiveDistrict.recorded_at <= known,)),
        )
    )
    return {row[0]: row[1] for row in connection.execute(query)}
