"""The profile of a district (R11): what the case study and the registry know of the place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.defaults import districts as shipped
from config.districts import DistrictDefaults, DistrictProfile, LegalCrossing
from config.words import Named, Term, Value, both
from desk.views.view import View
from registry.queries.areas import subdistricts_of
from registry.queries.offices import OfficeRow
from registry.queries.settings import own_settings

LAO, OWN = "lao_president", "profile."


@dataclass(frozen=True)
class ProfileLine:
    """One thing about the place; no values: not recorded. `of_study`: the study says so.

    `since` is the day from which the office itself says it.
    """

    key: str
    values: tuple[Value, ...]
    of_study: bool = False
    since: date | None = None


def profile_of(view: View, district: str, offices: Iterable[OfficeRow]) -> tuple[ProfileLine, ...]:
    """What is known of the district; everything that R11 asks for has its line.

    `offices` are those of the district and its province. What the office has recorded stands in
    the place of what the study says.
    """
    own = _own(view, district)
    return tuple(own.get(line.key, line) for line in _known(view.connection, district, offices))


def _own(view: View, district: str) -> dict[str, ProfileLine]:
    return {
        key: ProfileLine(key, (str(one.value),), since=one.start)
        for one in own_settings(view.connection, district, view.on)
        if one.area == district and one.key.startswith(OWN)
        for key in (one.key.removeprefix(OWN),)
    }


def _known(
    connection: Connection, district: str, offices: Iterable[OfficeRow]
) -> tuple[ProfileLine, ...]:
    known = shipped()
    said = known.profile(district)
    laos = tuple(
        one.unit if one.unit.th else one.title
        for one in offices
        if one.kind == LAO and one.area == district
    )
    return (
        ProfileLine("border", tuple(_border(said)), of_study=True),
        ProfileLine("legal_crossings", tuple(_legal(said)), of_study=True),
        ProfileLine("natural_crossings", tuple(_natural(known, said, district)), of_study=True),
        ProfileLine("distance", tuple(_distance(known, district)), of_study=True),
        ProfileLine("subdistricts", tuple(subdistricts_of(connection, district).values())),
        ProfileLine("laos", laos),
        ProfileLine("industries", ()),
        ProfileLine("routes", ()),
    )


def source_of_profile() -> Named:
    """Where the study says it."""
    known = shipped()
    return Named(known.source_th, known.source_en)


def _border(said: DistrictProfile | None) -> Iterable[Value]:
    if said is None or said.border is None:
        return
    border = said.border
    place = Named(border.neighbour_th, border.neighbour_en)
    yield both(f"page.profile.border.{border.qualifier or 'whole'}", place=place)
    if border.town_th and border.town_en:
        yield both("page.profile.town", town=Named(border.town_th, border.town_en))


def _legal(said: DistrictProfile | None) -> Iterable[Value]:
    return [_crossing(one) for one in said.legal_crossings] if said else ()


def _crossing(one: LegalCrossing) -> Value:
    return Named(
        _with_more(one.name_th, one.river_th, one.traffic_th),
        _with_more(one.name_en, one.river_en, one.traffic_en),
    )


def _with_more(name: str, *more: str | None) -> str:
    said = ", ".join(part for part in more if part)
    return f"{name} ({said})" if said else name


def _natural(
    known: DistrictDefaults, said: DistrictProfile | None, district: str
) -> Iterable[Value]:
    for one in known.natural_crossings:
        whole = not one.districts and said and said.border and said.border.country == "LA"
        if district in one.districts or whole:
            yield both(
                "page.profile.natural_whole" if whole else "page.profile.natural",
                how=Term(f"page.profile.how.{one.qualifier}"),
                count=one.count,
                river=Named(one.river_th, one.river_en),
            )


def _distance(known: DistrictDefaults, district: str) -> Iterable[Value]:
    one = known.to_provincial_centre
    if district in one.districts:
        yield both(
            "page.profile.to_centre",
            centre=Named(one.centre_th, one.centre_en),
            first=one.kilometres_from,
            last=one.kilometres_to,
            how=Term(f"page.profile.how.{one.drive_qualifier}"),
            hours=one.drive_hours,
        )
