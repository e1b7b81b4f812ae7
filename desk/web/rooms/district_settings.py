"""What a district says of itself: its letterhead, and its profile where the study is silent."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from desk.settings_since import Since, since_proposed
from desk.web.asking import Asking
from desk.web.doors import Door, get, post, see
from desk.web.gate_form import era
from desk.web.places import in_district
from desk.web.problems import Shown, attempt
from desk.web.rendering import render
from desk.words import day
from flows.province import set_values
from registry.queries.areas import district as district_row
from registry.queries.settings import SettingRow, own_settings
from registry.records.settings import LETTERHEAD, PROFILE
from registry.refusals import Refusal
from registry.rules.dates import parse_date
from registry.rules.plain import Json
from registry.rules.rights import Verb
from registry.rules.thai import tidy

router = APIRouter()
UNFIT = 422
KEYS = {
    "letterhead": tuple(f"district_letters.{part}" for part in LETTERHEAD),
    "profile": tuple(f"profile.{part}" for part in PROFILE),
}


class NothingChanged(Refusal):
    """A form of which every field is as it stands."""

    code = "nothing_changed"


@dataclass(frozen=True)
class Group:
    """Fields of one heading."""

    heading: str
    keys: tuple[str, ...]


GROUPS = tuple(Group(heading, keys) for heading, keys in KEYS.items())


@get(router, "/districts/{district}/settings", Door(Verb.SETTINGS, in_district))
def form(asking: Asking, district: str) -> Response:
    """Every field as it stands."""
    since = _since(asking, district)
    stands = {key: str(one.value) for key, one in _stands(asking, district).items()}
    return _page(asking, district, {"since": day(since.day, asking.language)} | stands)


@post(router, "/districts/{district}/settings", Door(Verb.SETTINGS, in_district))
def record(asking: Asking, district: str) -> Response:
    """Record what differs, all or nothing; an empty field keeps what stands."""
    said: dict[str, Json] = {
        key: text
        for group in GROUPS
        for key in group.keys
        if (text := tidy(asking.typed.get(key, "")))
    }
    refused = attempt(asking, lambda: _record(asking, district, said))
    if refused:
        return _page(asking, district, asking.typed, refused.problems)
    return see(f"/districts/{district}?done=own_words#profile")


def _record(asking: Asking, district: str, said: dict[str, Json]) -> None:
    since = parse_date(asking.typed.get("since", ""), field="since", era=era(asking))
    stands = _stands(asking, district)
    new = {key: text for key, text in said.items() if _is_new(stands.get(key), text, since)}
    if not new:
        raise NothingChanged(field="own_words")
    set_values(asking.office, district, new, since=since, recorded_by=asking.who.ref)


def _is_new(stands: SettingRow | None, text: Json, since: date) -> bool:
    """Another value; or the one that stands, said to have held from an earlier day."""
    return stands is None or stands.value != text or since < stands.start


def _stands(asking: Asking, district: str) -> dict[str, SettingRow]:
    rows = own_settings(asking.connection, district, asking.today)
    return {one.key: one for one in rows if one.area == district}


def _since(asking: Asking, district: str) -> Since:
    keys = [key for group in GROUPS for key in group.keys]
    return since_proposed(asking.connection, district, keys, asking.today)


def _page(
    asking: Asking, district: str, typed: dict[str, str], problems: tuple[Shown, ...] = ()
) -> Response:
    return render(
        asking, "district_settings.html", UNFIT if problems else 200,
        district=district_row(asking.connection, district),
        groups=GROUPS,
        since=_since(asking, district),
        typed=defaultdict(str, typed),
        problems=problems,
    )  # fmt: skip
