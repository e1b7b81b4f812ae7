"""What papers of a plan say of its rows: their numbers, targets, money and seats."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from config.activities import activities
from config.defaults import committee
from config.words import say
from flows.engine.widgets import is_money
from flows.meeting.paper_facts import text_or_none
from flows.plan.checks import PlanSeat
from flows.plan.rows import BudgetMode, PlanGroup, PlanRow
from flows.plan.survivor_counts import is_hidden
from registry.rules.baht import in_figures
from registry.rules.office_names import ordinance_of


def numbered(rows: Sequence[PlanRow]) -> list[tuple[int, PlanRow]]:
    """The rows as a plan prints them, by group, each with its number."""
    order = [PlanGroup(one) for one in activities().groups]
    return [*enumerate(sorted(rows, key=lambda row: order.index(row.group)), start=1)]


def paragraphs_of(value: object) -> tuple[str, ...]:
    """A text by its lines; none where nobody wrote it."""
    said = text_or_none(value)
    return tuple(line.strip() for line in said.splitlines() if line.strip()) if said else ()


def day_or_none(value: object) -> date | None:
    """A day; None where nobody gave it, or it was redacted."""
    return value if isinstance(value, date) else None


def total(rows: Iterable[PlanRow]) -> Decimal:
    """What the rows cost together, in baht."""
    return sum((row.amount for row in rows if row.amount is not None), Decimal(0))


MONEY = {name for name, one in PlanRow.model_fields.items() if is_money(one.rebuild_annotation())}


def printed(row: PlanRow, names: Iterable[str]) -> dict[str, Any]:
    """Fields of the row as a paper has them of which it says nothing else; None for nothing.

    Texts, days and figures, those of money in baht.
    """
    return {name: _printed(name, getattr(row, name)) for name in names}


def _printed(name: str, value: object) -> object:
    if isinstance(value, bool | date):
        return value
    if isinstance(value, Decimal | int):
        return in_figures(Decimal(value)) if name in MONEY else plain_figure(Decimal(value))
    return text_or_none(value)


def target_of(row: PlanRow, least_shown: int) -> str | None:
    """The target with its unit; None where there is none, that it is not shown where it is few."""
    return _told_of(row, row.target, least_shown)


def baseline_of(row: PlanRow, least_shown: int) -> str | None:
    """The baseline, likewise; None where nobody recorded one."""
    return _told_of(row, row.baseline, least_shown)


def _told_of(row: PlanRow, figure: Decimal | None, least_shown: int) -> str | None:
    if figure is None:
        return None
    if is_hidden(row, least_shown):
        return say("figure.hidden", "th")
    return with_unit(figure, row.unit)


def with_unit(figure: Decimal, unit: object) -> str:
    """A figure as a paper prints it, and what it counts where that is known."""
    said = plain_figure(figure)
    called = text_or_none(unit)
    return f"{said} {called}" if called else said


def plain_figure(figure: Decimal) -> str:
    """A figure with commas and no more decimals than it has ("1,200", "66.7")."""
    said = f"{figure:,f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def source_of(row: PlanRow) -> tuple[str, str | None]:
    """Where the money of a row comes from: the road, and the source that people typed.

    A source that names its road itself is all there is to say. A local government by its name says
    what it passes its budget in.
    """
    typed = text_or_none(row.source)
    if typed and any(word in typed for word in activities().roads.get(row.mode, ())):
        return typed, None
    passed = ordinance_of(typed or "", committee()) if row.mode is BudgetMode.ORDINANCE else None
    if passed is not None:
        return passed, typed
    return say(f"plan_paper.mode.{row.mode}", "th"), typed


def seat_called(seats: Mapping[str, PlanSeat], key: str) -> str:
    """What the order calls the seat; who has left the committee since is said to have."""
    seat = seats.get(key)
    return seat.title.th if seat else say("plan_paper.seat_gone", "th")
