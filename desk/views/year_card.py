"""A district's fiscal year on a card: what is due next, its money, its plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.views.reason import Reason
from desk.views.view import View
from desk.views.year_board import year_asked
from desk.views.year_facts import DistrictYear, years_of
from flows.plan.process import PLAN
from flows.year.process import ANNUAL_CYCLE
from registry.queries.history import planned_years
from registry.queries.instances import begun_after
from registry.queries.last_committees import last_committee
from registry.queries.orders import at_work_since
from registry.rules.money_lines import MoneySums, sums
from registry.rules.year_board import YearCell, cells

OF_THE_YEAR = frozenset({ANNUAL_CYCLE.key, PLAN.key})
MOST_NEXT = 3


@dataclass(frozen=True)
class YearCard:
    """The year that is planned or followed: its cells, its money, and what is due next in it."""

    year: int
    held: DistrictYear
    cells: tuple[YearCell, ...]
    sums: MoneySums
    next: tuple[Reason, ...]


def year_card(
    view: View, district: str, waits: Sequence[Reason], known: datetime | None = None
) -> YearCard | None:
    """The newest year of the district that has begun, else the one that is open; None for neither.

    `waits` is all that waits in the district.
    """
    newest = year_asked(view)
    known_of = _known_of(view, district, newest - 1, known)
    year = next((one for one in (newest, newest - 1) if str(one) in known_of), None)
    if year is None:
        return None
    held = years_of(view, [district], year, known)[district]
    due = [one for one in waits if one.process in OF_THE_YEAR and one.due is not None]
    due.sort(key=lambda one: (one.due, one.instance, one.path))
    found = cells(held.facts, view.on)
    return YearCard(year, held, found, sums(held.facts.lines), tuple(due[:MOST_NEXT]))


def _known_of(view: View, district: str, since: int, known: datetime | None) -> set[str]:
    """The years that have begun in the district, and from `since` on those whose plan came in.

    Where a committee is at work, its own alone: none of one that stopped before it.
    """
    connection, on = view.connection, view.on
    begun = [one for one in view.counted([district], known) if one.process == ANNUAL_CYCLE.key]
    last = last_committee(connection, district, on, known)
    if last is None or district not in view.once(at_work_since, on, district, known):
        planned = planned_years(connection, since, district, known)
    else:
        own = begun_after(connection, last.entry, ANNUAL_CYCLE.key)
        begun = [one for one in begun if one.id in own]
        told_after = {district: last.recorded_at}
        planned = planned_years(connection, since, district, known, told_after)
    return {one.period for one in begun} | {str(one) for one in planned.get(district, ())}
