"""The gate where another person confirms what was asked for, in whatever instance is near."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection

from flows.engine.days import bring_to_date
from flows.engine.gate import Gate
from flows.engine.installation import Installation
from registry.journal import InstanceRow, NewGate, instance_in, newest_within, open_gate
from registry.transaction import COUNTRY, Write


class AskedOfAnother(NamedTuple):
    """What was asked for, by number, and who asked."""

    number: int
    first: int


@dataclass(frozen=True)
class ConfirmationWaits:
    """What became of it: its number, and the gate where another person answers, if one stands."""

    number: int
    instance: int | None
    path: str | None


def ask_another(
    desk: Installation,
    areas: Sequence[str],
    gate: Gate[Any],
    prefix: str,
    ask: Callable[[Write, str, int | None], AskedOfAnother],
) -> ConfirmationWaits:
    """Ask, in one transaction, what belongs to these areas; its gate waits in an instance near.

    `ask` records it for an area and an instance, None where nothing was ever started there.
    """
    with desk.registry.reading() as session:
        near = _instance_near(session.connection(), areas)
    area, at = (near.district, near.id) if near else (areas[0], None)
    with desk.registry.writing(area) as write:
        if near:
            bring_to_date(desk, write, area)
        asked = ask(write, area, at)
        path = open_confirmation(
            desk, write, at, gate, f"{prefix}{asked.number}", first=asked.first
        )
        return ConfirmationWaits(asked.number, at, path)


def _instance_near(connection: Connection, areas: Sequence[str]) -> InstanceRow | None:
    """The newest instance of the districts among the areas, else of their provinces."""
    known = [one for one in areas if one != COUNTRY]
    return newest_within(connection, known) or newest_within(connection, [a[:2] for a in known])


def open_confirmation(
    desk: Installation,
    write: Write,
    instance: int | None,
    gate: Gate[Any],
    path: str,
    *,
    first: int,
) -> str | None:
    """Open the gate at that path, for anybody but the first. None where no instance is near."""
    row = instance_in(write, instance) if instance is not None else None
    if row is None:
        return None
    due = desk.due(gate.due, write.today)
    open_gate(write, row, NewGate(path, gate.key, opened_on=write.today, due_on=due, not_by=first))
    return path
