"""What needs one person: the gates that their parts let them answer, the most urgent first.

Each row tells what waits, in which district, for which office (never for a person's
lateness), since when and until when. A query a page, however many gates are open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from config.words import Named, Sentence
from desk.views.gate_titles import titles
from desk.views.inbox_filter import InboxFilter
from desk.views.inbox_items import InboxItem, items_of_gates, items_of_lines
from desk.views.inbox_scopes import scopes_of
from desk.views.view import View
from flows.engine.gate_titles import INCIDENT
from registry.queries.gates import next_to_come
from registry.queries.owed_effects import papers_to_be_made
from registry.queries.scoped_gates import (
    districts_that_wait,
    gate_groups,
    gates_that_wait,
    how_many,
    most_urgent,
)
from registry.rules.inbox_lines import lines_of
from registry.rules.rights import Actor

PAGE = 25
EVERYTHING = InboxFilter()


@dataclass(frozen=True)
class Work:
    """A page of what waits, how much there is in all, and what comes next.

    `districts` and `gates` are those in which anything waits, whatever is chosen. There are `lines`
    in all, which hold `total` gates. `machine` is how many papers the machine has still to make
    there.
    """

    items: tuple[InboxItem, ...]
    lines: int
    total: int
    page: int
    districts: dict[str, Named]
    gates: set[str]
    comes: "NextDay | None"
    machine: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return _pages_of(self.lines)


@dataclass(frozen=True)
class NextDay:
    """The next day on which something falls due or goes on by itself."""

    on: date
    district: Named
    label: Sentence
    instance: int


def work_of(
    view: View,
    actor: Actor,
    *,
    only: InboxFilter = EVERYTHING,
    page: int = 1,
) -> Work:
    """What waits for the actor on the day of the view, or what of it is chosen.

    Like things stand in one line, which opens; of one gate that is chosen each stands for itself.
    """
    whole, of = scopes_of(view, actor), only.kind
    chosen = scopes_of(view, actor, only.district) if only.district else whole
    scopes = only.narrowed(chosen, view.on)
    total = how_many(view.connection, scopes, of)
    if of is None:
        held = lines_of(gate_groups(view.connection, scopes, alone=INCIDENT))
        page = _within_pages(page, len(held))
        items = items_of_lines(view, actor, held[(page - 1) * PAGE : page * PAGE], only)
        lines = len(held)
    else:
        page, lines = _within_pages(page, total), total
        rows = most_urgent(
            view.connection, scopes, first=INCIDENT, skip=(page - 1) * PAGE, most=PAGE,
            of=of,
        )  # fmt: skip
        items = items_of_gates(view, actor, rows)
    areas = {one.area for one in scopes}
    return Work(
        items, lines, total, page,
        districts=districts_that_wait(view.connection, whole),
        gates=gates_that_wait(view.connection, whole),
        comes=comes_next(view, areas),
        machine=papers_to_be_made(view.connection, areas),
    )  # fmt: skip


def _within_pages(page: int, lines: int) -> int:
    """The page that is asked for; the last, or the first, where there is none such."""
    return min(max(page, 1), _pages_of(lines))


def _pages_of(lines: int) -> int:
    return max(1, -(-lines // PAGE))


def comes_next(view: View, areas: Iterable[str]) -> NextDay | None:
    """What falls due or goes on next in the areas, today or later; None where nothing does."""
    gate = next_to_come(view.connection, areas, view.on)
    if gate is None:
        return None
    day = gate.due_on
    if day is None or day < view.on:
        day = (gate.until_on or view.on) + timedelta(days=1)  # the day on which it goes on
    label = titles(view.connection, [gate])[gate.id]
    return NextDay(day, view.district(gate.district_code), label, gate.instance_id)
