"""A village: its reports and its community plan, and how one more of each is recorded by hand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from config.defaults import policy
from desk.imports.village_forms import record_problem, record_report, take_report_back
from desk.views.district_villages import village_called
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.places import in_district, number_typed, or_not_found
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import LineTooLong, NotFilledIn, TypedFields, typed_fields
from desk.web.pages.villages_page import may_record
from registry.queries.areas import district as district_row, subdistricts_of
from registry.queries.village_problems import PROBLEM_WORDS, ProblemRow, problems_of as plan_of
from registry.queries.villages import (
    REPORT_WORDS,
    ReportRow,
    VillageRow,
    names_of,
    reports_of,
    village,
)
from registry.records.village_changes import NewProblem, NewReport
from registry.refusals import Refusal
from registry.rules.dates import parse_date
from registry.rules.partial_dates import PartialDate, partial_typed
from registry.rules.rights import Verb
from registry.rules.thai import tidy
from registry.rules.village_sheet import LONGEST_TEXT
from registry.rules.villages import CALLS, FIGURES, GROUPS, MOST, OPEN, PLACES, STATES

PLACE = "/villages/{district}/{number}"


def _village(asking: Asking, district: str, number: str) -> VillageRow:
    """The village of that number in the district."""
    typed = or_not_found(number_typed(number))
    return or_not_found(village(asking.connection, f"{district}/village/{typed}"))


@get(PLACE, Door(Verb.READ, in_district))
def page(asking: Asking, district: str, number: str) -> Response:
    """Everything of a village; `?problem=` puts a row of its plan into the form."""
    return _page(asking, _village(asking, district, number))


@post(PLACE + "/report", Door(Verb.PREPARE, in_district))
def report(asking: Asking, district: str, number: str) -> Response:
    """Record what the village reported."""
    found = _village(asking, district, number)
    read = typed_fields(asking)
    as_of = read.day("village.as_of")
    figures = {one: read.number(f"village.{one}", 0, MOST) for one in FIGURES}
    words = {one: _words(read, one) for one in REPORT_WORDS}
    if read.problems or as_of is None:
        return _page(asking, found, _told(asking, *read.problems))
    said = NewReport(found.key, as_of, figures, words)
    asking.fresh()
    try:
        record_report(
            asking.office, found, said, recorded_by=asking.who.ref, reason=_reason(asking)
        )
    except Refusal as refusal:
        return _page(asking, found, _told(asking, refusal))
    return see(f"/villages/{district}/{number}?done=village_report")


@post(PLACE + "/take-back", Door(Verb.PREPARE, in_district))
def take_back(asking: Asking, district: str, number: str) -> Response:
    """A report counts no more."""
    found = _village(asking, district, number)
    asking.fresh()
    try:
        as_of = parse_date(asking.typed.get("as_of", ""), field="village.as_of")
        take_report_back(asking.office, found, as_of, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return _page(asking, found, _told(asking, refusal))
    return see(f"/villages/{district}/{number}?done=village_back")


@post(PLACE + "/plan", Door(Verb.PREPARE, in_district))
def plan(asking: Asking, district: str, number: str) -> Response:
    """Record a row of the community plan: a new problem, or one that is changed."""
    found = _village(asking, district, number)
    read = typed_fields(asking)
    stands = _problem(asking, found, asking.typed.get("problem_key", ""))
    words = {one: _words(read, one) for one in PROBLEM_WORDS}
    if not words["problem"]:
        read.problems.append(NotFilledIn(field="village.problem"))
    begins, ends = _span(read, "begins_on"), _span(read, "ends_on")
    if read.problems:
        return _page(asking, found, _told(asking, *read.problems))
    state = asking.typed.get("village.state", OPEN)
    said = NewProblem(
        found.key, stands.key if stands else None, state if state in STATES else OPEN,
        begins.first if begins else None, ends.last if ends else None, words,
        stands=number_typed(asking.typed.get("stands", "")),
    )  # fmt: skip
    asking.fresh()
    try:
        record_problem(
            asking.office, found, said, recorded_by=asking.who.ref, reason=_reason(asking)
        )
    except Refusal as refusal:
        return _page(asking, found, _told(asking, refusal))
    return see(f"/villages/{district}/{number}?done=village_plan#plan")


def _words(read: TypedFields, name: str) -> str:
    """A text of one or more lines."""
    lines = map(tidy, read.said(f"village.{name}").splitlines())
    said = "\n".join(line for line in lines if line)
    if len(said) > LONGEST_TEXT:
        read.problems.append(LineTooLong(field=f"village.{name}", most=LONGEST_TEXT))
    return said


def _span(read: TypedFields, name: str) -> PartialDate | None:
    """A day or a month, in the era of the page where it is a day."""
    field, text = f"village.{name}", read.said(f"village.{name}")
    if not text:
        return None
    try:
        return partial_typed(text, field=field, era=era(read.asking))
    except Refusal as of_a_day:
        read.problems.append(of_a_day)
        return None


def _reason(asking: Asking) -> str:
    return asking.typed.get("village.reason", "").strip()


def _told(asking: Asking, *refusals: Refusal) -> Problems:
    return problems_of(asking, *refusals)


def _problem(asking: Asking, found: VillageRow, key: str) -> ProblemRow | None:
    plan = plan_of(asking.connection, found.key, asking.today)
    return next((one for one in plan if one.key == key), None)


def _page(asking: Asking, found: VillageRow, problems: Problems = ()) -> Response:
    connection = asking.connection
    edited = _problem(asking, found, _key_asked(asking, found))
    reports = reports_of(connection, found.key)
    typed: Mapping[str, Any] = asking.typed or {
        **_report_typed(asking, reports),
        **_typed_of(asking, edited),
    }
    places = subdistricts_of(connection, found.district)
    return render(
        asking, "village.html",
        district=district_row(connection, found.district),
        village=found,
        called=village_called(found.name, found.moo, places[found.subdistrict]),
        names=names_of(connection, found.key),
        reports=reports,
        plan=plan_of(connection, found.key, asking.today),
        typed=defaultdict(str, typed),
        edited=edited,
        figures=(*PLACES, *GROUPS),
        calls=CALLS,
        states=STATES,
        exact=asking.reader.sees_exact(found.district, f"villages/{found.district}"),
        records=may_record(asking, found.district),
        redacts=asking.may(Verb.REDACT, found.district),
        sent=_sent(asking) if problems else "",
        hotlines=policy().hotlines,
        problems=problems,
    )  # fmt: skip


def _sent(asking: Asking) -> str:
    """Which of the page's forms was sent."""
    return "plan" if "village.problem" in asking.typed else "report"


def _report_typed(asking: Asking, reports: Sequence[ReportRow]) -> dict[str, str]:
    """The report of the day that `?report=` names, as somebody would type it."""
    asked = asking.request.query_params.get("report", "")
    row = next((one for one in reports if one.as_of.isoformat() == asked), None)
    if row is None:
        return {}
    said = {name: str(value) for name, value in row.figures.items() if value is not None}
    said |= {**row.words, "as_of": day(row.as_of, asking.language)}
    return {f"village.{name}": value for name, value in said.items()}


def _key_asked(asking: Asking, found: VillageRow) -> str:
    number = asking.request.query_params.get("problem", "")
    return asking.typed.get("problem_key") or f"{found.district}/problem/{number}"


def _typed_of(asking: Asking, row: ProblemRow | None) -> dict[str, str]:
    """A row of the plan as somebody would type it."""
    if row is None:
        return {}
    days = {"begins_on": row.begins_on, "ends_on": row.ends_on}
    said = {name: day(value, asking.language) for name, value in days.items() if value}
    said |= {**row.words, "state": row.state}
    return {f"village.{name}": value for name, value in said.items()} | {"stands": str(row.row)}
