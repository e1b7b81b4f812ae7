"""Every step that was ever asked, with when it was due, taken and recorded: what is measured."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, select

from registry.models import Entry, Instance, OpenGate, Person, table_of

_gate, _entry = table_of(OpenGate), table_of(Entry)
_instance, _person = table_of(Instance), table_of(Person)


class StepRow(NamedTuple):
    """A gate of an instance. Where it was answered: the day of the act, by whom and when recorded.

    `status` is open, answered, lapsed, event or closed.
    """

    district: str
    instance: int
    process: str
    period: str
    started_on: date
    outcome: str | None
    gate: str
    round: int | None
    opened_on: date
    due_on: date | None
    status: str
    taken_on: date | None
    recorded_at: datetime | None
    recorded_by: str | None


def steps(connection: Connection) -> Iterator[StepRow]:
    """All steps of all districts in the order in which they were opened; waits for a day are none.

    What was taken back or overtaken since is among them.
    """
    query = (
        select(
            _gate.c.district_code, _instance.c.id, _instance.c.process, _instance.c.period,
            _instance.c.started_on, _instance.c.outcome, _gate.c.gate, _gate.c.round,
            _gate.c.opened_on, _gate.c.due_on, _gate.c.status, _entry.c.act_date,
            _entry.c.recorded_at, _person.c.ref,
        )
        .join(_instance, _instance.c.id == _gate.c.instance_id)
        .outerjoin(
            _entry, and_(_entry.c.id == _gate.c.closed_by, _gate.c.status == "answered")
        )
        .outerjoin(_person, _person.c.id == _entry.c.recorded_by)
        .where(_gate.c.gate != "")
        .order_by(_gate.c.id)
    )  # fmt: skip
    return (StepRow._make(row) for row in connection.execute(query))
