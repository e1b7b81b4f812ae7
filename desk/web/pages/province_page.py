"""A province's settings and the law it cites: what is unset or unverified first."""

from collections import defaultdict
from urllib.parse import quote

from starlette.responses import Response

from desk.views.setting_dates import since_proposed
from desk.views.settings_and_law import (
    LAW,
    SETTING,
    ProvinceItem,
    as_typed,
    choices_of,
    settings_and_law,
    typed,
)
from desk.views.thai_order import named_in_order
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.places import in_province, or_not_found
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from flows.decisions.province_settings import confirm, set_value, verify_law
from flows.engine.read_marks import mark_of
from registry.queries.areas import names, provinces_within
from registry.queries.coordinators import (
    coordinators_who_sign_in,
    provinces_at_work,
    without_coordinator,
)
from registry.refusals import Refusal
from registry.rules.dates import parse_date
from registry.rules.rights import Verb
from registry.rules.thai import tidy

TWO = 2  # active accounts that a province needs (practice.md 20)


class AgainstMissing(Refusal):
    """Who verifies says against what."""


@get("/province", Door(Verb.SETTINGS))
def chooser(asking: Asking) -> Response:
    """The province of whoever asks; of several, the choice."""
    areas = asking.areas(Verb.SETTINGS)
    provinces = provinces_within(asking.connection, areas)
    if len(provinces) == 1:
        return see(f"/province/{next(iter(provinces))}")
    waiting = without_coordinator(asking.connection, asking.today)
    at_work = [code for code in provinces if code not in waiting]
    return render(
        asking, "provinces.html",
        at_work=[one for one in named_in_order(provinces, asking.language) if one[0] in at_work],
        begun=provinces_at_work(asking.connection),
        adds=bool(asking.areas(Verb.ADMINISTER)),
        count=len(provinces),
    )  # fmt: skip


@get("/province/{province}", Door(Verb.SETTINGS, in_province))
def page(asking: Asking, province: str) -> Response:
    """Every setting and legal basis: its value, whence it comes, whether it was verified."""
    seen = asking.view.once(settings_and_law, province, asking.today)
    return render(
        asking, "province.html",
        **_common(asking, province),
        seen=seen,
        accounts=coordinators_who_sign_in(asking.connection, province, asking.today),
        few=TWO,
    )  # fmt: skip


@get("/province/{province}/setting", Door(Verb.SETTINGS, in_province))
def setting(asking: Asking, province: str) -> Response:
    """The forms of one setting or legal basis: `?item=` names it."""
    item = _item(asking, province, asking.request.query_params.get("item", ""))
    return _form(asking, province, item) if item else see(f"/province/{province}")


@post("/province/{province}/setting", Door(Verb.SETTINGS, in_province))
def change(asking: Asking, province: str) -> Response:
    """Set its value from a day on, or say what it was held against; back, or on in the walk."""
    item = _item(asking, province, asking.typed.get("item", ""))
    if item is None:
        return see(f"/province/{province}")
    asking.fresh()
    try:
        is_new = _do(asking, province, item)
    except Refusal as refusal:
        told = problems_of(asking, refusal, names={item.key: "value"})
        return _form(asking, province, item, told)
    is_confirmed = asking.typed.get("do") == "confirm"
    done = "same" if not is_new else "verified" if is_confirmed else "setting"
    if asking.typed.get("walk") == "yes":
        step = "after" if is_confirmed else "at"  # a value that was set is to be verified
        return see(f"/province/{province}/walk?{step}={quote(item.name)}&done={done}")
    return see(f"/province/{province}?done={done}")


@get("/province/{province}/walk", Door(Verb.SETTINGS, in_province))
def walk(asking: Asking, province: str) -> Response:
    """One thing to look at after another; `?after=` skips past one, `?at=` stays at one."""
    seen = asking.view.once(settings_and_law, province, asking.today)
    asked = asking.request.query_params
    item = seen.item(asked.get("at", "")) or seen.after(asked.get("after", ""))
    if item is None:
        accounts = coordinators_who_sign_in(asking.connection, province, asking.today)
        return render(
            asking, "province_walked.html", **_common(asking, province),
            left=len(seen.to_do),
            invites=accounts < TWO and asking.may(Verb.INVITE, province),
        )  # fmt: skip
    return _form(asking, province, item, walking=True)


def _do(asking: Asking, province: str, item: ProvinceItem) -> bool:
    """Whether it is new: not where it stands already as it was sent."""
    who, office = asking.who.ref, asking.office
    if asking.typed.get("do") == "confirm":
        against = tidy(asking.typed.get("against", ""))
        if not against:
            raise AgainstMissing(field="against")
        if item.kind == LAW:
            return verify_law(office, province, item.key, recorded_by=who, against=against)
        read = asking.typed.get("read", "")
        return confirm(office, province, item.key, about=read, recorded_by=who, against=against)
    since = parse_date(asking.typed.get("since", ""), field="since", era=era(asking))
    said = typed(item.key, tidy(asking.typed.get("value", "")))
    return set_value(office, province, item.key, said, since=since, recorded_by=who)


def _item(asking: Asking, province: str, name: str) -> ProvinceItem | None:
    return asking.view.once(settings_and_law, province, asking.today).item(name)


def _form(
    asking: Asking,
    province: str,
    item: ProvinceItem,
    problems: Problems = (),
    *,
    walking: bool = False,
) -> Response:
    seen = asking.view.once(settings_and_law, province, asking.today)
    since = since_proposed(asking.view, province, (item.key,))
    value = {"value": as_typed(item.raw), "since": day(since.day, asking.language)}
    return render(
        asking, "province_item.html",
        **_common(asking, province),
        item=item,
        read=mark_of(item.raw),
        choices=choices_of(item.key) if item.kind == SETTING else (),
        sets=item.kind == SETTING,
        since=since,
        typed=defaultdict(str, value | asking.typed),
        problems=problems,
        walking=walking or asking.typed.get("walk") == "yes",
        total=len(seen.items),
        done_so_far=len(seen.items) - len(seen.to_do),
    )  # fmt: skip


def _common(asking: Asking, province: str) -> dict[str, object]:
    found = or_not_found(names(asking.connection, {province}).get(province))
    several = len(provinces_within(asking.connection, asking.areas(Verb.SETTINGS))) > 1
    return {"province": province, "province_name": found, "several": several}
