"""A Deputy who becomes Chief of the same district is Deputy and focal point no longer."""

from datetime import date

from desk.imports.row_loading import load_rows
from desk.views.rotations import would_follow
from flows.decisions.rotate import Rotation, rotate
from flows.order.rotation_what_if import rotation_what_if
from flows.verification import verify_all
from registry.queries.office_holders import holders
from registry.queries.office_terms import terms_of_office
from registry.records.load_file import LoadFile
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.handover.at_handovers import a_district, asked, handovers, to
from tests.staged_desks import made_once

D = MAE_FAH_LUANG
CHIEF, DEPUTY, FOCAL = f"{D}/district_chief", f"{D}/deputy_district_chief/1", f"{D}/focal_point"
OFFICES = (CHIEF, DEPUTY, FOCAL)


def the_order(on: str = "2022-10-03", **row: Json) -> TransferOrder:
    move: Json = {"district": D, "on": on, "coming": f"{D}.deputy", **row}
    said = {"number": "301/2565", "dated": "2022-09-01", "moves": [move]}
    return TransferOrder.model_validate(said)


def ordered(desk: Desk, on: str = "2022-10-03", **row: Json) -> Rotation:
    done = rotate(desk.office, the_order(on, **row), recorded_by="coord")
    desk.perform()
    return done


def held(desk: Desk, day: str) -> list[str]:
    """The offices that the Deputy holds on the day."""
    with desk.office.registry.reading() as connection:
        found = [holders(connection, one, date.fromisoformat(day)) for one in OFFICES]
    return [one.ref for some in found for one in some if one.person_ref == f"{D}.deputy"]


def terms(desk: Desk) -> list[tuple[object, ...]]:
    with desk.office.registry.reading() as connection:
        found = [terms_of_office(connection, one) for one in OFFICES]
    return [
        (one.ref, one.person, one.capacity, one.basis, one.start, one.stop)
        for some in found
        for one in some
    ]


@made_once
def ahead(url: str) -> Desk:
    desk = a_district(url)
    to(desk, "2022-09-20")
    return desk


def test_who_becomes_chief_leaves_the_deputys_office_and_the_delegation(
    made_registry_url: str,
) -> None:
    desk = ahead(made_registry_url)
    (done,) = ordered(desk).districts
    deputy, focal_point = done.left
    assert deputy.office.en.startswith("Deputy District Chief")
    assert focal_point.office.en.startswith("Focal point")
    assert held(desk, "2022-10-02") == [DEPUTY, FOCAL]
    assert held(desk, "2022-10-03") == [CHIEF]
    to(desk, "2022-10-03")
    gates = [pair for one in handovers(desk) for pair in asked(desk, one.id)]
    assert gates.count(("vacancy", None)) == 1
    assert gates.count(("successor", "focal_point_vacant")) == 1
    assert verify_all(desk.office) == ()


def test_who_acts_as_chief_stays_deputy_and_focal_point(sqlite_url: str) -> None:
    desk = ahead(sqlite_url)
    (done,) = ordered(desk, capacity="acting_vacant", basis="seniority").districts
    assert done.left == ()
    assert held(desk, "2022-10-03") == [CHIEF, DEPUTY, FOCAL]


def test_an_order_that_is_moved_or_called_off_gives_both_offices_back(
    made_registry_url: str,
) -> None:
    desk = ahead(made_registry_url)
    before = terms(desk)
    ordered(desk)
    ordered(desk, "2022-10-10")
    assert held(desk, "2022-10-09") == [DEPUTY, FOCAL]
    assert held(desk, "2022-10-10") == [CHIEF]
    once_more = terms(desk)
    ordered(desk, "2022-10-10")
    assert terms(desk) == once_more
    ordered(desk, "2022-10-10", called_off="true", coming="")
    assert terms(desk) == before
    to(desk, "2022-10-11")
    assert {one.status for one in handovers(desk)} == {"finished"}
    assert verify_all(desk.office) == ()


def test_it_is_told_before_anything_is_recorded(sqlite_url: str) -> None:
    desk = ahead(sqlite_url)
    before = terms(desk)
    (found,) = rotation_what_if(desk.office, the_order(), recorded_by="coord")
    with desk.office.registry.reading() as connection:
        said = [one.en for one in would_follow(connection, found)]
    assert sum("leaves the office" in one for one in said) == 2
    assert {one.process for one in found.begins} == {"handover", "handover.focal_point"}
    assert terms(desk) == before


def test_it_is_so_by_the_directory_too(sqlite_url: str) -> None:
    desk = ahead(sqlite_url)
    row: Json = {"office": CHIEF, "person": f"{D}.deputy", "start": "2022-09-19"}
    load_rows(desk.office, LoadFile.model_validate({"holders": [row]}), recorded_by="coord")
    assert held(desk, "2022-09-18") == [DEPUTY, FOCAL]
    assert held(desk, "2022-09-19") == [CHIEF]
    periods = {one.period for one in handovers(desk)}
    assert periods == {"2022-09-19", "focal_point/2022-09-19"}
