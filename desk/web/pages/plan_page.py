"""The plan as people write it: its rows by group, quarters to be ticked, what to add, its head."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from config.words import Field
from desk.views.plan_summary import PlanFilter, PlanSummary
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.notices import leave_notice, notice
from desk.web.frame.places import of_plan, plan_place
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import NotFilledIn, typed_lists
from desk.web.frame.unsent_forms import STEP
from desk.web.pages.plan_conflict import BEGAN, EDIT, MERGE, MINE, carried, chosen, conflict
from desk.web.pages.plan_frame import (
    asked_items,
    changes_told,
    leads_left,
    may_amend,
    plan_values,
    summary_of,
    version_of,
)
from flows.plan.proposals import SOURCES, ProposedRow, proposals
from flows.plan.rows import PlanGroup, Quarter
from flows.plan.working_copy import GROUPS
from flows.plan.writing import RowMoved, add_rows, save_row
from registry.queries.plan_working import HEAD
from registry.refusals import Refusal
from registry.rules.plan_sheet import HEAD_FIELDS
from registry.rules.rights import Verb

PLACE = "/plans/{plan:int}"
QUARTERS, ADD, HEAD_PAGE = f"{PLACE}/quarters", f"{PLACE}/add", f"{PLACE}/head"


@get(PLACE, Door(Verb.READ, of_plan))
def plan_page(asking: Asking, plan: int) -> Response:
    """The rows by group, what there is to say about them, money and work."""
    return _listed(asking, summary_of(asking, plan))


def _listed(
    asking: Asking, seen: PlanSummary, problems: Problems = (), status: int | None = None
) -> Response:
    params = asking.request.query_params
    wanted = PlanFilter(params.get("unit", ""), params.get("quarter", ""), params.get("group", ""))
    return render(
        asking,
        "plan.html",
        status,
        **plan_values(asking, seen),
        **changes_told(seen),
        asked_items=asked_items(seen),
        may_amend=may_amend(asking, seen),
        leads_left=leads_left(asking, seen),
        problems=problems,
        groups=seen.groups(wanted),
        wanted=wanted,
        units=seen.units,
        notices=notice(asking),
    )


@post(QUARTERS, Door(Verb.PREPARE, of_plan))
def quarters(asking: Asking, plan: int) -> Response:
    """The quarters as they were ticked: each row that changed is saved by itself."""
    seen = summary_of(asking, plan)
    ticked = {
        name[2:]: [one for one in said if one in tuple(Quarter)]
        for name, said in typed_lists(asking).items()
        if name.startswith("q.")
    }
    moved: list[Refusal] = []
    asking.fresh()
    for row in seen.copy.rows:
        version = asking.typed.get(f"v.{row.key}", "")
        body, now = dict(row.body or {}), ticked.get(row.key, [])
        if not version.isdecimal() or now == [*(body.get("quarters") or ())]:
            continue
        try:
            _save(asking, plan, row.key, int(version), {**body, "quarters": now})
        except Refusal as refusal:
            refusal.field = f"row.{row.key}"
            moved.append(refusal)
    if moved:
        return _listed(asking, summary_of(asking, plan), problems_of(asking, *moved), 409)
    return see(f"{plan_place(plan)}?done=plan_quarters")


def _save(asking: Asking, plan: int, key: str, version: int, body: Mapping[str, Any]) -> None:
    save_row(asking.office, plan, key, version, body, recorded_by=asking.who.ref)


@get(ADD, Door(Verb.PREPARE, of_plan))
def add_page(asking: Asking, plan: int) -> Response:
    """What may be added: an empty row, last year's rows, lines of money, duties, the menu."""
    return _offered(asking, summary_of(asking, plan))


def _offered(asking: Asking, seen: PlanSummary, problems: Problems = ()) -> Response:
    offered = proposals(seen.copy, seen.context) if seen.copy.open else []
    by_source = [(one, [row for row in offered if row.source == one]) for one in SOURCES]
    return render(
        asking,
        "plan_add.html",
        **plan_values(asking, seen),
        problems=problems,
        offered=[(source, rows) for source, rows in by_source if rows],
        group_names=GROUPS,
    )


@post(ADD, Door(Verb.PREPARE, of_plan))
def add(asking: Asking, plan: int) -> Response:
    """Rows that were ticked, or a new one of a group, whose page comes next."""
    seen = summary_of(asking, plan)
    group = asking.typed.get("group", "")
    wanted = {*typed_lists(asking).get("row", ())}
    chosen = [one for one in _all(seen) if one.ref in wanted]
    bodies: list[Mapping[str, Any]] = [one.body for one in chosen]
    if group in tuple(PlanGroup):
        bodies = [{"group": group}]
    try:
        if not bodies:
            raise NotFilledIn(field="row")
        asking.fresh()
        keys = add_rows(asking.office, plan, bodies, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return _offered(asking, summary_of(asking, plan), problems_of(asking, refusal))
    if len(keys) == 1:
        return see(f"{plan_place(plan)}/rows/{keys[0]}")
    return see(f"{plan_place(plan)}?done=plan_added#row.{keys[0]}")


def _all(seen: PlanSummary) -> list[ProposedRow]:
    return proposals(seen.copy, seen.context) if seen.copy.open else []


@get(HEAD_PAGE, Door(Verb.READ, of_plan))
def head_page(asking: Asking, plan: int) -> Response:
    """Situation, alignment, monitoring."""
    seen = summary_of(asking, plan)
    head = seen.copy.head
    return _head(asking, seen, {**dict.fromkeys(HEAD_FIELDS, ""), **(head.body or {})})


def _head(
    asking: Asking, seen: PlanSummary, said: Mapping[str, str], problems: Problems = ()
) -> Response:
    values = plan_values(asking, seen)
    fields = [(name, Field(name), said.get(name, "")) for name in HEAD_FIELDS]
    version = asking.typed.get("version") or seen.copy.head.version
    return render(
        asking, "plan_head.html", **values, problems=problems, fields=fields, version=version,
        began=carried(asking.typed.get(BEGAN, "")) or seen.copy.head.body or {},
    )  # fmt: skip


@post(HEAD_PAGE, Door(Verb.PREPARE, of_plan))
def head(asking: Asking, plan: int) -> Response:
    """The head saved; where somebody was first, both are shown, and what was picked is saved."""
    said = {name: asking.typed.get(name, "").strip() for name in HEAD_FIELDS}
    step = asking.typed.get(STEP, "")
    if step in (MERGE, EDIT):
        seen = summary_of(asking, plan)
        mine = carried(asking.typed.get(MINE, ""))
        said = {
            name: str(text)
            for name, text in chosen(asking.typed, seen.copy.head.body or {}, mine, HEAD_FIELDS)
            .items()
        }  # fmt: skip
        if step == EDIT:
            return _head(asking, seen, said)
    asking.fresh()
    try:
        told = save_row(
            asking.office, plan, HEAD, version_of(asking), said, recorded_by=asking.who.ref
        )
    except RowMoved as moved:
        return conflict(asking, summary_of(asking, plan), moved, said)
    except Refusal as refusal:
        return _head(asking, summary_of(asking, plan), said, problems_of(asking, refusal))
    return see(f"{plan_place(plan)}?done=plan_row{leave_notice(asking, told)}")
