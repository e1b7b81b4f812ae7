"""Which targets and figures count so few people who were trafficked that they tell of them."""

from decimal import Decimal

from flows.plan.rows import PlanRow


def is_hidden(row: PlanRow, least_shown: int) -> bool:
    """Whether the target counts people who were trafficked, and so few that it tells of them."""
    return row.survivors and is_few(row.target, least_shown)


def is_few(figure: Decimal | None, least_shown: int) -> bool:
    """Whether a figure about people who were trafficked is so small that it tells of them."""
    return figure is not None and 0 < figure < least_shown
