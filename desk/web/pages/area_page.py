"""A district that was added, or a sub-district of one: named rightly, withdrawn, given parts."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from desk.views.added_districts import AddedAreaPage, added_area_page
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import or_not_found
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from flows.decisions.added_areas import correct_name, give_subdistrict, withdraw_added
from registry.queries.added_areas import added_area
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.rules.thai import tidy, to_arabic_digits
from registry.transaction import PROVINCE_CODE

PLACE = "/areas/{area}"
CORRECT, WITHDRAW, ADD = f"{PLACE}/correct", f"{PLACE}/withdraw", f"{PLACE}/subdistrict"


def of_added(asking: Asking, params: dict[str, Any]) -> str | None:
    """The province of the added area of the path, None where nobody added one of that code."""
    found = asking.view.once(added_area, params["area"])
    return None if found is None else found.code[:PROVINCE_CODE]


@get(PLACE, Door(Verb.ADMINISTER, of_added))
def page(asking: Asking, area: str) -> Response:
    """What it is called and was called, its sub-districts, and what may be put right."""
    return render(asking, "area.html", seen=_seen(asking, area))


@get(CORRECT, Door(Verb.ADMINISTER, of_added))
def correct_page(asking: Asking, area: str) -> Response:
    """Its names, to be typed over."""
    name = _seen(asking, area).area.name
    return _form(asking, area, "correct", {"name_th": name.th, "name_en": name.en})


@post(CORRECT, Door(Verb.ADMINISTER, of_added))
def correct(asking: Asking, area: str) -> Response:
    """Name it as its source does."""

    def carry_out() -> str:
        said, who = asking.typed, asking.who.ref
        names = said.get("name_th", ""), said.get("name_en", "")
        correct_name(asking.office, area, *names, reason=said.get("reason", ""), recorded_by=who)
        return f"/areas/{area}?done=area_renamed"

    return _done(asking, area, "correct", carry_out)


@get(WITHDRAW, Door(Verb.ADMINISTER, of_added))
def withdraw_page(asking: Asking, area: str) -> Response:
    """Why it is withdrawn, to be said; or what hangs on it."""
    return _form(asking, area, "withdraw", {})


@post(WITHDRAW, Door(Verb.ADMINISTER, of_added))
def withdraw(asking: Asking, area: str) -> Response:
    """It is no area any more."""

    def carry_out() -> str:
        reason = asking.typed.get("reason", "")
        gone = withdraw_added(asking.office, area, reason=reason, recorded_by=asking.who.ref)
        left = "" if gone.code == gone.district else f"/{gone.district}"
        return f"/areas{left}?done=area_withdrawn"

    return _done(asking, area, "withdraw", carry_out)


@get(ADD, Door(Verb.ADMINISTER, of_added))
def add_page(asking: Asking, area: str) -> Response:
    """The code and the names of a sub-district, to be typed."""
    return _form(asking, area, "add", {"code": _seen(asking, area).area.district})


@post(ADD, Door(Verb.ADMINISTER, of_added))
def add(asking: Asking, area: str) -> Response:
    """Add the sub-district."""

    def carry_out() -> str:
        said, who = asking.typed, asking.who.ref
        names = said.get("name_th", ""), said.get("name_en", "")
        code = to_arabic_digits(tidy(said.get("code", "")))
        give_subdistrict(asking.office, code, *names, recorded_by=who)
        return f"/areas/{area}?done=subdistrict"

    return _done(asking, area, "add", carry_out)


def _seen(asking: Asking, area: str) -> AddedAreaPage:
    return or_not_found(added_area_page(asking.connection, area))


def _form(
    asking: Asking, area: str, step: str, typed: dict[str, str], problems: Problems = ()
) -> Response:
    return render(
        asking, "area_form.html",
        seen=_seen(asking, area), step=step, typed=typed, problems=problems,
    )  # fmt: skip


def _done(asking: Asking, area: str, step: str, carry_out: Callable[[], str]) -> Response:
    """Where it leads once it is recorded; else the form again, with what is wrong."""
    try:
        return see(carry_out())
    except Refusal as refusal:
        return _form(asking, area, step, asking.typed, problems_of(asking, refusal))
