"""A plan as its workbook holds it, and what the workbook's columns let choose."""

from desk.views.plan_columns import COLUMNS
from flows.plan.offers import offer_plan
from flows.plan.round_trip import mark_of
from flows.plan.working_copy import WorkingCopy
from registry.rules.plan_sheet import HEAD_FIELDS
from tasks.workbooks.plan_workbook import Options, PlanBook, workbook_form

FORM = workbook_form(COLUMNS)


def options_of(copy: WorkingCopy) -> Options:
    """Keys and names of the duties, seats, lines of money and villages that a row may name."""
    offered = offer_plan(copy.at).options
    return {
        column.key: [(one.value, one.label) for one in offered.get(f"rows.{column.key}", ())]
        for column in COLUMNS
        if column.is_listed
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
        columns=COLUMNS,
    )
