"""The working copy of a plan, written row by row: who saves names the version that they read."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, insert, select, update

from registry.models import PlanWorking
from registry.rules.redaction import copies, texted
from registry.transaction import Write

Body = Mapping[str, Any]


class Copy(NamedTuple):
    """Which working copy: of an instance, in a turn of its draft."""

    instance: int
    turn: int


class NewWorkingRow(NamedTuple):
    """A row that comes into the copy, at which place."""

    key: str
    place: int
    body: Body


def add_working_rows(write: Write, copy: Copy, rows: Iterable[NewWorkingRow], *, by: int) -> None:
    """Put the rows into the copy."""
    values = [
        {
            "instance_id": copy.instance,
            "turn": copy.turn,
            "key": row.key,
            "place": row.place,
            "version": 1,
            "body": _written(row.body),
            "changed_by": by,
            "changed_at": write.now,
        }
        for row in rows
    ]
    if values:
        write.connection.execute(insert(PlanWorking), values)


def change_working_row(
    write: Write, copy: Copy, key: str, version: int, body: Body | None, *, by: int
) -> bool:
    """Save the row, None to take it out; False, and nothing, where its version is another."""
    values = {
        "body": None if body is None else _written(body),
        "version": version + 1,
        "changed_by": by,
        "changed_at": write.now,
    }
    mine = (*_of(copy, key), PlanWorking.version == version)
    return bool(write.connection.execute(update(PlanWorking).where(*mine).values(values)).rowcount)


def place_working_rows(write: Write, copy: Copy, places: Mapping[str, int]) -> None:
    """Give rows other places; that changes nothing that anybody has typed."""
    for key, place in places.items():
        moved = update(PlanWorking).where(*_of(copy, key)).values(place=place)
        write.connection.execute(moved)


def redact_working_rows(connection: Connection, texts: set[str]) -> None:
    """Blank what working rows say of these texts.

    A row keeps its key and its other fields, and counts as changed: whoever has it open is told.
    """
    query = select(PlanWorking.id, PlanWorking.body, PlanWorking.version)
    for row in connection.execute(query.where(PlanWorking.body.is_not(None))).all():
        body = json.loads(row.body)
        if found := copies(body, texts):
            left = json.dumps(texted(body, found), ensure_ascii=False)
            values = {"body": left, "version": row.version + 1}
            connection.execute(update(PlanWorking).where(PlanWorking.id == row.id).values(values))


def _written(body: Body) -> str:
    return json.dumps(dict(body), ensure_ascii=False)


def _of(copy: Copy, key: str) -> tuple[ColumnElement[bool], ...]:
    return (
        PlanWorking.instance_id == copy.instance,
        PlanWorking.turn == copy.turn,
        PlanWorking.key == key,
    )
