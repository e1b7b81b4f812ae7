"""The Chief whom a transfer order displaces: another order had brought them on the same day."""

from dataclasses import dataclass

from config.words import Named
from registry.queries.holdings import HoldingRow
from registry.queries.transfers import transfers_on
from registry.records.transfers import Move
from registry.transaction import Write


@dataclass(frozen=True)
class Displaced:
    """Who was to come by the order of that number, and does not come any more."""

    name: Named
    number: str


def other_order(write: Write, move: Move) -> str | None:
    """The last other order, by its number, that moves the office's holder on the day."""
    numbers = transfers_on(write.connection, move.office, move.on)
    return next((one for one in reversed(numbers) if one != move.paper[0]), None)


def displaced_by(
    move: Move, other: str | None, before: HoldingRow | None, now: HoldingRow | None
) -> Displaced | None:
    """Who came on the day by that other order, where somebody else comes now, or nobody.

    `before` and `now` hold the office without the move and with it.
    """
    if other is None or before is None or before.start != move.on or move.row.called_off:
        return None
    return (
        None if now is not None and now.person == before.person else Displaced(before.name, other)
    )
