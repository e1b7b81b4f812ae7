"""Answers of which nothing can be put right any more: said before anybody types a correction."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Connection

from flows.decisions.correction_limits import (
    WouldChangeBranch,
    WouldChangeDecided,
    refuse_built_upon,
    refuse_otherwise,
)
from flows.engine.answers import answer_of
from flows.engine.gate import Answer
from flows.engine.installation import Installation
from registry.journal import EntryRow, InstanceRow


def refuse_any_correction(
    desk: Installation,
    connection: Connection,
    row: InstanceRow,
    rows: list[EntryRow],
    entry: EntryRow,
) -> None:
    """Raises WouldChangeDecided where whichever field was put right would be refused.

    Each field is tried with something else in its place; the first that may change ends that.
    """
    gate = desk.declared.gates[entry.gate or ""]
    if desk.declared.corrected_by_two(gate, connection, row) is not None:
        return  # it is proposed to a second person
    refuse_built_upon(connection, answer_of(rows, entry, gate).record)
    refused = None
    for other in _other_answers(answer_of(rows, entry, gate).answer):
        try:
            refuse_otherwise(desk, connection, row, rows, entry, gate, other)
        except WouldChangeDecided as refusal:
            refused = refusal
        except WouldChangeBranch:
            continue  # of this one field alone
        else:
            return
    if refused is not None:
        raise refused


def _other_answers(answer: Answer) -> Iterator[Answer]:
    """The answer with something else in one of its fields, for each that has room for it."""
    for name in type(answer).model_fields:
        other = _other(getattr(answer, name))
        if other is not None:
            yield answer.model_copy(update={name: other})


def _other(value: object) -> object:
    """Something else of the same kind; None for a choice, and for what says nothing."""
    match value:
        case StrEnum() | bool():
            return None
        case str():
            return f"{value}-"
        case date():
            return value + timedelta(days=1)
        case int() | Decimal():
            return value + 1
        case tuple() if value:
            return (*value, value[-1])
    return None
