"""Where texts stand in what a committee did before Prasan."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, select

from registry.ledger import fingerprint
from registry.models import (
    PastEvent,
    PastFigure,
    Payload,
    table_of,
)
from registry.rows import AnyRow
from registry.rules.plain_values import Json
from registry.rules.redaction import Path, RedactionPart

_payload = table_of(Payload)

EVENT, FIGURE = table_of(PastEvent), table_of(PastFigure)


def _of_past(model: type[PastEvent] | type[PastFigure]) -> Select[*tuple[Any, ...]]:
    row = table_of(model)
    return (
        select(
            _payload.c.id,
            _payload.c.body,
            row.c.id.label("past_id"),
            row.c.district_code,
            row.c.key,
            row.c.recorded_at,
        )
        .join(row, row.c.payload_id == _payload.c.id)
        .order_by(_payload.c.id)
    )


def past_body(connection: Connection, event: int) -> Json:
    """What a committee's history says under that number, None for nothing."""
    row = connection.execute(OF_EVENTS.where(EVENT.c.id == event)).first()
    return None if row is None else json.loads(row.body)


def past_area(connection: Connection, event: int) -> str | None:
    """The district whose history has a row of that number."""
    found: str | None = connection.scalar(select(EVENT.c.district_code).where(EVENT.c.id == event))
    return found


def past_part(connection: Connection, event: int, fields: Collection[Path]) -> RedactionPart:
    """The part that takes these fields out of a row of a committee's history."""
    row = connection.execute(OF_EVENTS.where(EVENT.c.id == event)).one()
    return part_of_history(row, fields)


def part_of_history(row: AnyRow, fields: Collection[Path]) -> RedactionPart:
    return RedactionPart(
        kind="payload",
        ref=str(row.id),
        digest=_past_digest(row),
        fields=tuple(fields),
        past=row.past_id,
    )


def _past_digest(row: AnyRow) -> str:
    return fingerprint([row.district_code, row.key, row.recorded_at.isoformat()])


OF_EVENTS, OF_FIGURES = _of_past(PastEvent), _of_past(PastFigure)


def digest_of_history(connection: Connection, payload: int) -> str | None:
    for query in (OF_EVENTS, OF_FIGURES):
        row = connection.execute(query.where(_payload.c.id == payload)).first()
        if row is not None:
            return _past_digest(row)
    return None
