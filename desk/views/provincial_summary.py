"""The provincial summary of a quarter, made whenever it is asked for.

It is no step of a process and proves nothing: it is made anew each time, and kept nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from config.words import say
from desk.views.action_list import action_list
from desk.views.thai_order import in_order
from desk.views.view import View
from desk.views.year_facts import DistrictYear, years_of
from desk.views.year_quarters import quarters_of
from flows.capabilities import GATES
from flows.engine.answers import Answers, listed
from flows.meeting.actions import OPEN
from flows.meeting.paper_facts import text_or_none
from flows.papers.word_drafts import template_for
from flows.year import SUMMARY
from flows.year.monitoring_gates import PROGRESS, ActivityState, ProgressV1
from registry.queries.areas import DistrictRow, districts_within
from registry.queries.decisions import entries_at
from registry.queries.monitoring import progress, quarter_at
from registry.queries.orders import OrderRow, orders_standing
from registry.queries.own_plans import own_plans
from registry.queries.plans import PlanRowRow, rows_of_versions
from registry.queries.provincial_items import items_about
from registry.refusals import Refusal
from registry.rules.calendar import quarter_ends, quarter_starts
from registry.rules.money_lines import LOCAL_ROADS, sums
from registry.rules.papers.summary import (
    DistrictLine,
    NotedLine,
    PromisedLine,
    ProvincialSummary,
)
from registry.rules.quarter_board import MET, Side
from registry.rules.year_board import YearMark, cells
from tasks.documents.rendering import draft_paper

DONE = (ActivityState.DONE,)


class QuarterToCome(Refusal):
    """A summary is asked for of a quarter that has not begun."""


def provincial_summary(view: View, province: str, year: int, quarter: int) -> bytes:
    """The paper as a Word file. Raises QuarterToCome."""
    facts = summary_facts(view, province, year, quarter)
    template = template_for(view.connection, province, SUMMARY, "th", view.on)
    return draft_paper(template, facts, emblem=view.office.settings.emblem).content


def summary_facts(view: View, province: str, year: int, quarter: int) -> ProvincialSummary:
    """What stands in it. Raises QuarterToCome."""
    starts = quarter_starts(year, quarter)
    if starts > view.on:
        raise QuarterToCome(field="quarter", value=str(quarter), starts=starts)
    districts = in_order(districts_within(view.connection, {province}), "th")
    name = districts[0].province_name
    lines = [*_lines(view, districts, year, quarter)]
    centre = say("summary.centre", "th", province=name.th)
    return ProvincialSummary(
        district=province,
        district_th=name.th,  # every paper names its area: this one's is the province
        district_en=name.en,
        province_th=name.th,
        province_en=name.en,
        committee_th=centre,
        committee_en=say("summary.centre", "en", province=name.en),
        own_date=view.on,
        year=year,
        quarter=quarter,
        starts=starts,
        ends=quarter_ends(year, quarter),
        districts=tuple(lines),
        count=len(lines),
        established=sum(one.order_th is not None for one in lines),
        promised=tuple(_promised(view, districts)),
        noted=tuple(_noted(view, province, districts)),
    )


def _lines(
    view: View, districts: Sequence[DistrictRow], year: int, quarter: int
) -> Iterator[DistrictLine]:
    connection, codes = view.connection, [one.code for one in districts]
    held = years_of(view, codes, year)
    quarters = quarters_of(view, held, year)
    orders = {one.district: one for one in orders_standing(connection, codes, view.on)}
    planned = _planned(view, codes, year, quarter)
    done = _done(view, codes, year, quarter)
    wanted = _wanted(view, held, quarter)
    for number, one in enumerate(districts, 1):
        own, rows = held[one.code], planned.get(one.code, ())
        met = [
            cell
            for cell in quarters[one.code].cells
            if cell.side is Side.MEETING and cell.quarter <= quarter and cell.counts is not None
        ]
        steps = own.facts.plan
        money = sums((line, how) for line, how in own.facts.lines if line.road in LOCAL_ROADS)
        has_money = any(line.road in LOCAL_ROADS for line, _ in own.facts.lines)
        yield DistrictLine(
            number=number,
            name_th=one.name.th,
            order_th=_order(orders.get(one.code)),
            plan_sent=steps.first_sent if steps else None,
            plan_received=steps.received if steps else None,
            plan_taken_in=any(cell.mark is YearMark.TAKEN_IN for cell in cells(own.facts, view.on)),
            meetings=sum(cell.mark in MET for cell in met) if met else None,
            meetings_due=len(met),
            done=len({row.key for row in rows} & done.get(one.code, set())) if rows else None,
            planned=len(rows),
            secured=f"{money.safe:,}" if has_money else None,
            asked=f"{money.asked:,}" if has_money or own.facts.told else None,
            wanted_th=wanted.get(one.code, ()),
        )


def _order(order: OrderRow | None) -> str | None:
    if order is None:
        return None
    dated = order.dated.in_thai("short")
    return say("summary.order", "th", number=order.full_number, dated=dated)


def _planned(
    view: View, codes: Sequence[str], year: int, quarter: int
) -> dict[str, list[PlanRowRow]]:
    """The rows of each committee's own plan that begin by the quarter."""
    plans = own_plans(view.connection, codes, year, view.on)
    newest = {code: plan.newest.version for code, plan in plans.items() if plan.newest}
    rows = rows_of_versions(view.connection, codes, year, view.on)
    return {
        code: [
            one
            for one in own
            if one.version == newest.get(code)
            and min(int(part.removeprefix("q")) for part in one.quarters.split(",")) <= quarter
        ]
        for code, own in ((code, [*some]) for code, some in groupby(rows, lambda one: one.district))
    }


def _done(view: View, codes: Sequence[str], year: int, quarter: int) -> dict[str, set[str]]:
    """The rows that were told as done by the quarter's report."""
    last: dict[tuple[str, str], str] = {}
    for one in sorted(progress(view.connection, codes, year, view.on), key=lambda row: row.quarter):
        if one.quarter <= quarter:
            last[one.district, one.row] = one.state
    found: dict[str, set[str]] = {}
    for (code, row), state in last.items():
        if state in DONE:
            found.setdefault(code, set()).add(row)
    return found


def _wanted(
    view: View, held: Mapping[str, DistrictYear], quarter: int
) -> dict[str, tuple[str, ...]]:
    """What each district's report of the quarter asks the province for."""
    by_instance = {one.year.id: code for code, one in held.items() if one.year}
    found = {}
    for instance, rows in entries_at(view.connection, [*by_instance], (PROGRESS.key,)).items():
        said = [
            one
            for one in Answers([row for row in rows if row.act_date <= view.on], GATES).to(
                ProgressV1
            )
            if quarter_at(one.path) == quarter
        ]
        texts = (text_or_none(one) for one in (listed(said[-1].answer.wanted) if said else ()))
        found[by_instance[instance]] = tuple(one for one in texts if one)
    return found


def _promised(view: View, districts: Sequence[DistrictRow]) -> Iterator[PromisedLine]:
    """What the province promised and has not kept yet."""
    for district in districts:
        for one in action_list(view.connection, district.code, view.on):
            if one.promised and one.now.status == OPEN and not one.withdrawn:
                yield PromisedLine(
                    district_th=district.name.th, what_th=one.what,
                    due_on=one.now.due_on, late=one.late,
                )  # fmt: skip


def _noted(view: View, province: str, districts: Sequence[DistrictRow]) -> Iterator[NotedLine]:
    names = {one.code: one.name.th for one in districts}
    for one in items_about(view.connection, (province,), view.on):
        yield NotedLine(
            district_th=names[one.district],
            subject_th=say(f"provincial_item.{one.subject}", "th"),
            since=one.since,
        )
