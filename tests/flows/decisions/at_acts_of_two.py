"""Acts of two that have no gate, answered by whoever has read them as they stand."""

from flows.decisions.confirmation import ActOfTwo, RowT
from tests.builders import Desk


def settle_read(
    act: ActOfTwo[RowT],
    desk: Desk,
    number: int,
    *,
    confirmed: bool,
    recorded_by: str,
    reason: str = "",
) -> RowT:
    """What became of it, once the second person has answered what stands."""
    with desk.office.registry.reading() as connection:
        row = act.find(connection, number)
        mark = act.mark(connection, row, desk.office.registry.today) if row else None
    return act.settle(
        desk.office, number, confirmed=confirmed, reason=reason, recorded_by=recorded_by, about=mark
    )
