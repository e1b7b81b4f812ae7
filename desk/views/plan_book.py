"""A plan as its workbook holds it, and what the workbook's columns let choose."""

from collections.abc import Mapping, Sequence

from flows.plan.offers import offer_plan
from flows.plan.round_trip import mark_of
from flows.plan.rows import ActivityKind, BudgetMode, PlanGroup
from flows.plan.working import WorkingCopy
from registry.rules.plan_sheet import HEAD_FIELDS, LISTED, YES_NO
from tasks.workbooks.plan_workbook import Options, PlanBook

CHOICES: Mapping[str, tuple[str, Sequence[str]]] = {
    "group": ("choice.plan_group", tuple(map(str, PlanGroup))),
    "kind": ("choice.activity_kind", tuple(map(str, ActivityKind))),
    "mode": ("choice.budget_mode", tuple(map(str, BudgetMode))),
    "survivors": ("plan_yes_no", YES_NO),
}


def options_of(copy: WorkingCopy) -> Options:
    """Keys and names of the duties, seats, lines of money and villages that a row may name."""
    offered = offer_plan(copy.at).options
    return {
        column: [(one.value, one.label) for one in offered.get(f"rows.{column}", ())]
        for column in LISTED
    }


def plan_book(copy: WorkingCopy) -> PlanBook:
    """The plan as it is now, to be written as a workbook."""
    head = copy.head.body or {}
    return PlanBook(
        district=copy.at.district,
        year=copy.start.year,
        state=copy.state,
        rows=[(row.key, row.body or {}) for row in copy.rows],
        head={name: head.get(name, "") for name in HEAD_FIELDS},
        marks={row.key: mark_of(row.body or {}) for row in (copy.head, *copy.rows)},
        options=options_of(copy),
        choices=CHOICES,
    )
