"""The larger matter that an instance is, or was, a part of."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from config.words import Sentence
from desk.views.view import View
from registry.journal import (
    InstanceRow,
    ended_by,
    entries_of_kind,
    instance,
    instances_told,
    parents,
)


@dataclass(frozen=True)
class LargerMatter:
    """An instance that another was begun for, and what it is called."""

    instance: int
    label: Sentence


def larger_matters(view: View, row: InstanceRow) -> tuple[LargerMatter, ...]:
    """Of which instances this one is a part, also once it has ended; oldest first."""
    numbers = {*_waiting(view.connection, row), *_told(view.connection, row)}
    found = (instance(view.connection, number) for number in sorted(numbers))
    return tuple(LargerMatter(one.id, view.called_of_period(one)) for one in found if one)


def _waiting(connection: Connection, row: InstanceRow) -> Iterator[int]:
    """Those that wait for it, or did when one decision ended them together."""
    yield from (number for number, _ in parents(connection, row.id))
    ends = entries_of_kind(connection, row.id, "end") if row.status == "stopped" else []
    causes = [one.of_id for one in ends if one.live and one.of_id is not None]
    for other in ended_by(connection, row.district, causes) if causes else ():
        if row.id in entries_of_kind(connection, other, "end")[-1].body["children"].values():
            yield other


def _told(connection: Connection, row: InstanceRow) -> Iterator[int]:
    """Those whose journals say how it ended."""
    for other in instances_told(connection, row.district, of=row.id):
        told = entries_of_kind(connection, other, "child")
        if any(one.body["instance"] == row.id for one in told):
            yield other
