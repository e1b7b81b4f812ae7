"""What was decided at a gate, as papers tell it: live answers, as corrected."""

from typing import Any

from sqlalchemy import Connection

from flows.engine.gate import Gate
from registry.journal import EntryRow, entries


def answers_at(
    connection: Connection, instance: int, gate: Gate[Any], path: str | None = None
) -> list[Any]:
    """The answers at the gate in the order they were given; of one round where `path` is."""
    rows = [row for row in entries(connection, instance) if row.live]
    corrected = {row.of_id: row for row in rows if row.kind == "correction"}
    return [
        _answer(gate, corrected.get(row.id) or row)
        for row in rows
        if row.kind == "decision" and row.gate == gate.key and path in (None, row.path)
    ]


def _answer(gate: Gate[Any], said: EntryRow) -> Any:  # noqa: ANN401 — by gate
    return gate.read(said.form_version or 1, said.body["answer"])
