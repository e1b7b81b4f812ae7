"""A deputy who becomes Chief of another district."""

from datetime import date

from desk.imports.row_loading import LoadResult, load_rows
from registry.queries.office_holders import holders
from registry.queries.office_terms import terms_of_office
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.handover.at_handovers import to
from tests.staged_desks import made_once

D, ELSEWHERE = MAE_FAH_LUANG, "5704"
CHIEF = f"{ELSEWHERE}/district_chief"
DEPUTY, FOCAL = f"{D}/deputy_district_chief/1", f"{D}/focal_point"


@made_once
def a_deputy(url: str) -> Desk:
    """Who is focal point of one district, where a committee is at work; another has a Chief."""
    desk = a_desk(url, "2022-06-02", D, ELSEWHERE)
    desk.to_order_signed()
    to(desk, "2022-09-20")
    return desk


def held(desk: Desk, day: str) -> list[str]:
    """The offices that the Deputy holds on the day."""
    with desk.office.registry.reading() as connection:
        found = [
            holders(connection, one, date.fromisoformat(day)) for one in (CHIEF, DEPUTY, FOCAL)
        ]
    return [one.ref for some in found for one in some if one.person_ref == f"{D}.deputy"]


def terms(desk: Desk) -> list[tuple[object, ...]]:
    with desk.office.registry.reading() as connection:
        found = [terms_of_office(connection, one) for one in (CHIEF, DEPUTY, FOCAL)]
    return [(one.ref, one.person, one.start, one.stop) for some in found for one in some]


def loaded(desk: Desk, **file: Json) -> LoadResult:
    return load_rows(desk.office, LoadFile.model_validate(file), recorded_by="coord")


def handovers(desk: Desk) -> list[tuple[str, str]]:
    found = (one for one in desk.instances() if one.process == "handover")
    return [(one.district, one.period) for one in found]
