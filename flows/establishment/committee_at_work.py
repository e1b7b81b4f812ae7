"""The committee at work in a district: beside it none is established."""

from flows.engine.decision import Deciding
from registry.queries.orders import OrderRow, orders_in_force
from registry.refusals import Refusal
from registry.transaction import Write

NO_COMMITTEES = ("earlier", "amend")  # orders that appoint none by themselves


class CommitteeAtWork(Refusal):
    """The district has a committee by an order in force: its seats change by an order alone."""


class CommitteeEstablished(Refusal):
    """A committee that is at work by an order in force is not established again."""


def refuse_beside(write: Write, district: str) -> None:
    """Raises CommitteeEstablished."""
    stands = _at_work(write, district)
    if stands is not None:
        order, dated = stands.full_number, stands.dated.named
        raise CommitteeEstablished(field="--district", order=order, dated=dated)


def refuse_at_work(deciding: Deciding, field: str) -> None:
    """Raises CommitteeAtWork: what is established beside it would be everybody's seats unsigned."""
    stands = _at_work(deciding.write, deciding.district)
    if stands is not None:
        raise CommitteeAtWork(field=field, order=stands.full_number, dated=stands.dated.named)


def _at_work(write: Write, district: str) -> OrderRow | None:
    """The order in force by which the district has a committee."""
    in_force = orders_in_force(write.connection, district, write.today)
    return next((one for one in in_force if one.kind not in NO_COMMITTEES), None)
