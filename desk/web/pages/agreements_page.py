"""Agreements of partner agencies with a province: what stands, what has ended, one recorded."""

from datetime import date

from starlette.responses import Response

from desk.views.thai_order import named_in_order
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import in_province
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import NotFilledIn, TypedFields, typed_lists
from registry.queries.agencies import partner_agencies
from registry.queries.agreements import agreements, partners_of, people_of_agency
from registry.queries.areas import names
from registry.records.agreements import NewAgreement, record_agreement
from registry.refusals import Refusal
from registry.rules.rights import Verb

PLACE = "/provinces/{province}/agreements"
INPUTS = {"AGENCY": "agency", "--from": "start", "--until": "last_day", "--person": "people"}


@get(PLACE, Door(Verb.RECORD_EVENT, in_province))
def show(asking: Asking, province: str) -> Response:
    """The agreements, and the form; `?agency=` and `?start=` fill in the one that is moved."""
    return _page(asking, province, {})


@post(PLACE, Door(Verb.RECORD_EVENT, in_province))
def record(asking: Asking, province: str) -> Response:
    """Record one, or move its end."""
    typed = typed_lists(asking)
    read = TypedFields(asking, typed)
    agency, start, last = read.said("agency"), read.day("start"), read.day("last_day")
    if not agency:
        read.problems.insert(0, NotFilledIn(field="agency"))
    if read.problems or start is None or last is None:
        return _page(asking, province, typed, problems_of(asking, *read.problems))
    asking.fresh()
    said = NewAgreement(agency, province, start, last, tuple(typed.get("people", ())))
    try:
        record_agreement(asking.office.registry, said, recorded_by=asking.who.ref)
    except Refusal as refusal:
        return _page(asking, province, typed, problems_of(asking, refusal, names=INPUTS))
    return see(f"/provinces/{province}/agreements?done=agreement")


def _page(
    asking: Asking, province: str, typed: dict[str, list[str]], problems: Problems = ()
) -> Response:
    connection, params = asking.connection, asking.request.query_params
    rows = agreements(connection, (province,))
    said = {name: found[-1] for name, found in typed.items() if found}
    asked = {"agency": params.get("agency", ""), "start": _day(asking, params.get("start"))}
    said = {"last_day": "", **asked, **said}
    known = {one.key: one.name for one in partner_agencies(connection)}
    return render(
        asking, "agreements.html",
        province=province,
        province_name=names(connection, {province})[province],
        rows=[(one, people_of_agency(connection, one.agency, province)) for one in rows],
        agencies=named_in_order(known, asking.language),
        partners=[(one.ref, one.name) for one in partners_of(connection, province)],
        said=said,
        people=typed.get("people", []),
        today=asking.today,
        problems=problems,
    )  # fmt: skip


def _day(asking: Asking, text: str | None) -> str:
    """A day of the address as the page writes it; "" where it is none."""
    try:
        return day(date.fromisoformat(text or ""), asking.language)
    except ValueError:
        return ""
