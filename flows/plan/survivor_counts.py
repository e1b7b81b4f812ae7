"""Which targets and figures count so few people who were trafficked that they tell of them."""

from decimal import Decimal

from flows.plan.rows import PlanRow


def is_hidden(row: PlanRow, least_shown: int) -> bool:
    """Whether target or baseline count people who were trafficked, and so few that it tells."""
    counts = (row.target, row.baseline)
    return row.survivors and any(is_few(one, least_shown) for one in counts)


def is_few(figure: Decimal | None, least_shown: int) -> bool:
    """Whether a figure about people who were trafficked is so small that it tells of them."""
    return figure is not None and 0 < figure < least_shown
