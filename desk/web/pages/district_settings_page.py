"""What a district says of itself: its letterhead, and its profile where the study is silent."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from desk.views.setting_dates import Since, since_proposed
from desk.views.settings_and_law import settings_here
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.language import era
from desk.web.frame.places import in_district
from desk.web.frame.problems import Problems, attempt
from desk.web.frame.rendering import render
from flows.decisions.province_settings import OwnValue, set_values
from registry.queries.areas import district as district_row
from registry.queries.settings import SettingRow, first_days, own_settings
from registry.records.province_values import LETTERHEAD, PROFILE
from registry.refusals import Refusal
from registry.rules.dates import parse_date
from registry.rules.rights import Verb
from registry.rules.thai import tidy
from registry.transaction import PROVINCE_CODE


class NothingChanged(Refusal):
    """A form of which every field is as it stands."""


class EarlierValueStands(Refusal):
    """A value that stands, dated back beside others, would take the place of an earlier one."""


@dataclass(frozen=True)
class SettingGroup:
    """Fields of one heading; `since` is the input of the day from which they hold."""

    heading: str
    since: str
    keys: tuple[str, ...]


GROUPS = (
    SettingGroup(
        "letterhead", "since.letterhead", tuple(f"district_letters.{one}" for one in LETTERHEAD)
    ),
    SettingGroup("profile", "since.profile", tuple(f"profile.{one}" for one in PROFILE)),
)


@get("/districts/{district}/settings", Door(Verb.SETTINGS, in_district))
def form(asking: Asking, district: str) -> Response:
    """Every field as it stands."""
    stands = {key: str(one.value) for key, one in _stands(asking, district).items()}
    proposed = _since(asking, district)
    days = {one.since: day(proposed[one.heading].day, asking.language) for one in GROUPS}
    return _page(asking, district, days | stands)


@post("/districts/{district}/settings", Door(Verb.SETTINGS, in_district))
def record(asking: Asking, district: str) -> Response:
    """Record what differs, all or nothing; an empty field keeps what stands."""
    refused = attempt(asking, lambda: _record(asking, district))
    if refused:
        return _page(asking, district, asking.typed, refused)
    return see(f"/districts/{district}?done=own_words#profile")


def _record(asking: Asking, district: str) -> None:
    stands, first = _stands(asking, district), first_days(asking.connection, district)
    new = [one for group in GROUPS for one in _new(asking, group, stands, first)]
    if not new:
        raise NothingChanged(field="own_words")
    set_values(asking.office, district, new, recorded_by=asking.who.ref)


def _new(
    asking: Asking, group: SettingGroup, stands: Mapping[str, SettingRow], first: Mapping[str, date]
) -> list[OwnValue]:
    """What differs from what stands, else what is said to have held from an earlier day."""
    said = {key: text for key in group.keys if (text := tidy(asking.typed.get(key, "")))}
    if not said:
        return []
    since = parse_date(asking.typed.get(group.since, ""), field=group.since, era=era(asking))
    differs = [key for key, text in said.items() if key not in stands or stands[key].value != text]
    # Every value that stands comes with the form: the day is theirs only where nothing differs.
    dated_back = [] if differs else [key for key in said if since < stands[key].start]
    for key in dated_back:
        start = stands[key].start
        if first[key] < start and len(said) > 1:
            raise EarlierValueStands(field=key, start=start, since=since)
    return [OwnValue(key, said[key], since) for key in differs or dated_back]


def _stands(asking: Asking, district: str) -> dict[str, SettingRow]:
    rows = own_settings(asking.connection, district, asking.today)
    return {one.key: one for one in rows if one.area == district}


def _since(asking: Asking, district: str) -> dict[str, Since]:
    """The day that is proposed for each heading."""
    return {one.heading: since_proposed(asking.view, district, one.keys) for one in GROUPS}


def _page(
    asking: Asking, district: str, typed: dict[str, str], problems: Problems = ()
) -> Response:
    return render(
        asking, "district_settings.html",
        district=district_row(asking.connection, district),
        groups=GROUPS,
        since=_since(asking, district),
        here=settings_here(asking.connection, district, asking.today),
        changes=asking.may(Verb.SETTINGS, district[:PROVINCE_CODE]),
        typed=defaultdict(str, typed),
        problems=problems,
    )  # fmt: skip
