"""The Chief whom a transfer order displaces: brought on the same day by another, or by itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from config.words import Named
from registry.queries.holdings import HoldingRow
from registry.queries.people import person_of
from registry.queries.transfers import announcements
from registry.records.transfers import Move, known_coming
from registry.transaction import Write


@dataclass(frozen=True)
class Displaced:
    """Who was to come by the order of that number, and does not come any more.

    `same`: it is that very order, which named them before.
    """

    name: Named
    number: str
    same: bool


def orders_that_brought(write: Write, move: Move) -> Mapping[int, str]:
    """By person, the order by which they come on the day of the move, or came by this one."""
    found = [one for one in announcements(write.connection, move.office) if one.stands]
    return {
        one.who.person: one.number
        for one in found
        if one.who is not None
        if one.on == move.on or one.number == move.paper[0]
    }


def displaced_by(
    write: Write,
    move: Move,
    orders: Mapping[int, str],
    before: HoldingRow | None,
    now: HoldingRow | None,
) -> Displaced | None:
    """Whom the order named before, else who came on the day by another: nobody comes of them.

    `before` and `now` hold the office without the move and with it.
    """
    if move.row.called_off or move.gives_way_to is not None:
        return None
    mine, comes = move.paper[0], now.person if now is not None else None
    if move.row.is_known:
        said = known_coming(write.connection, move.row)
        for person, number in orders.items():
            if number == mine and person != said:
                return Displaced(person_of(write.connection, person).name, number, same=True)
    if before is None or before.start != move.on or before.person == comes:
        return None
    other = orders.get(before.person, mine)
    return None if other == mine else Displaced(before.name, other, same=False)
