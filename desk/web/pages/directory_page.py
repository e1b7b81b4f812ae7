"""The directory of offices of a district and its province on a day."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.responses import Response

from config.words import Named
from desk.views.thai_order import in_order, named_in_order
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.paging import page_of
from desk.web.frame.places import or_not_found, province_chosen, within_province
from desk.web.frame.rendering import render
from registry.queries.areas import DistrictRow, districts_within, provinces_within
from registry.queries.directory import DirectoryQuestion, ListedOffice, all_terms, directory
from registry.queries.holdings import HoldingRow
from registry.queries.own_seats import members_without_office
from registry.rules.rights import Verb
from registry.rules.terms import a_day_short

LONGEST = 100  # of what is looked for


@get("/offices", Door(Verb.READ))
def listed(asking: Asking) -> Response:
    """The offices of a district and its province on a day, a page at a time."""
    place, asked, here = _place(asking), as_of(asking), page_of(asking)
    params = asking.request.query_params
    text, vacant = params.get("q", "").strip()[:LONGEST], params.get("vacant") == "yes"
    question = DirectoryQuestion(place.areas(asking), asked.on, asked.known, text, vacant)
    rows, count = directory(asking.connection, question, skip=here.skip, most=here.most)
    return render(
        asking, "offices.html",
        place=place,
        province_name=dict(place.provinces)[place.province],
        rows=rows,
        short=_short(asking, rows),
        members=members_without_office(
            asking.connection, [one.office.ref for one in rows], asked.on
        )
        if asked.is_now
        else {},
        count=count,
        here=here,
        text=text,
        vacant=vacant,
        as_of=asked,
        problems=asked.problems,
        loads=bool(place.district) and asking.may(Verb.LOAD, place.district),
    )  # fmt: skip


def _short(asking: Asking, rows: Iterable[ListedOffice]) -> set[str]:
    """The offices of which a term was likely recorded as a day too short."""
    of_office: dict[str, list[HoldingRow]] = {}
    for one in all_terms(asking.connection, [row.office.id for row in rows]):
        of_office.setdefault(one.ref, []).append(one)
    return {ref for ref, terms in of_office.items() if a_day_short(terms)}


@dataclass(frozen=True)
class DirectoryPlace:
    """Which province and district the directory is opened at, and which could be chosen."""

    province: str
    district: str
    provinces: list[tuple[str, Named]]
    districts: list[DistrictRow]

    def areas(self, asking: Asking) -> tuple[str, ...]:
        """The areas whose offices are listed: offices of a province go with its districts."""
        if self.district:
            return (self.district, self.province)
        return (self.province,) if asking.may(Verb.READ, self.province) else ()

    @property
    def name(self) -> Named:
        """The district, or the province where none is chosen."""
        of_district = (one.name for one in self.districts if one.code == self.district)
        return next(of_district, None) or dict(self.provinces)[self.province]

    @property
    def hidden(self) -> dict[str, str]:
        """The choice, for another form of the page."""
        return {"province": self.province, "district": self.district}


def _place(asking: Asking) -> DirectoryPlace:
    areas, connection = asking.areas(Verb.READ), asking.connection
    provinces = provinces_within(connection, areas)
    params = asking.request.query_params
    district = params.get("district", "")
    asked = params.get("province", "") or district[:2]
    province = province_chosen(asking, provinces, asked)
    inside = within_province(areas, province)
    rows = in_order(districts_within(connection, inside), asking.language)
    codes = [one.code for one in rows]
    if district and district not in codes:
        district = or_not_found("" if district[:2] != province else None)
    if not district and (len(codes) == 1 or not asking.may(Verb.READ, province)):
        district = codes[0]
    return DirectoryPlace(province, district, named_in_order(provinces, asking.language), rows)
