"""A member replaced from the district's page: one seat, a letter, the newcomer untrained."""

import pytest

from config.words import Term, say
from registry.queries.holdings import HoldingRow
from registry.queries.office_holders import all_holders
from registry.records.seats import record_seats
from registry.rules.seats import BodyKey, Seat, SeatMode, SeatRole
from tests.builders import Desk
from tests.desk.web.at_gates import confirm, fill, place
from tests.desk.web.at_meetings import DISTRICT, SECRETARY, as_filled, refresher_desk, released_desk
from tests.desk.web.at_overviews import seat_by_name
from tests.desk.web.visitor import Visitor, visitor

PLACE = f"/districts/{DISTRICT}/replace"
GATE = "replacement_named"


@pytest.fixture
def seated(sqlite_url: str) -> tuple[Desk, Visitor]:
    desk = released_desk(sqlite_url)
    return desk, visitor(desk, "coord")


def seats_linked(who: Visitor) -> list[str]:
    """The seats that the district's page offers to replace, as links."""
    page = who.get(f"/districts/{DISTRICT}")
    return [one for one in page.links() if one.startswith(PLACE)]


def test_each_seat_of_the_district_page_leads_to_its_replacement(
    seated: tuple[Desk, Visitor],
) -> None:
    desk, coord = seated
    links = seats_linked(coord)
    assert len(links) == len(set(links)) > 20
    page = coord.get(links[0])
    seat = page.value("seat")
    assert seat != ""
    done = coord.post(PLACE, {"seat": seat, "on": "22/7/2565"})
    begun = next(one for one in desk.instances() if one.process == "replacement")
    assert done.path == f"/instances/{begun.id}"
    assert "เริ่มขอเปลี่ยนกรรมการแล้ว" in done.text or "The replacement has begun" in done.text
    assert begun.period == seat
    assert desk.waits_at(begun.id) == [GATE]
    gate = coord.get(place(begun.id, GATE)).main
    assert "การแจ้งชื่อกรรมการคนใหม่: " in gate  # and of which seat: several may wait at once


def test_the_gate_says_who_leaves_and_of_a_vacant_seat_that_nobody_does(
    seated: tuple[Desk, Visitor],
) -> None:
    desk, coord = seated
    seat = {"seat": "executive.immigration_superintendent", "on": "22/7/2565"}
    vacant = coord.get(f"{coord.post(PLACE, seat).path}/gates/{GATE}")
    seat_by_name(desk)
    filled = coord.get(f"{coord.post(PLACE, {**seat, 'seat': 'own'}).path}/gates/{GATE}")
    assert "ซึ่งขอเปลี่ยนตัว: นายกรรมการ สมมุติ" in filled.main
    message = filled.tree.xpath("string(//textarea[@id='message'])")
    assert "ขอความอนุเคราะห์หน่วยงานของท่านแจ้งชื่อ" in message
    for said in (message, filled.tree.xpath("string(//h1)")):
        assert "กรรมการ สมมุติ" not in said  # a message for LINE names no person
    assert "ตำแหน่งนี้ว่างอยู่" in vacant.main


def test_a_seat_of_which_nobody_is_recorded_is_offered_so_never_as_filled_by_its_own_name(
    seated: tuple[Desk, Visitor],
) -> None:
    _, coord = seated
    page = coord.get(PLACE)
    (shown,) = page.tree.xpath("//option[@value='executive.immigration_superintendent']/text()")
    assert str(shown).strip().endswith(": ยังไม่ได้บันทึก")


def test_of_the_name_and_the_choice_of_a_known_person_one_is_said_to_be_needed(
    seated: tuple[Desk, Visitor],
) -> None:
    desk, coord = seated
    coord.post(PLACE, {"seat": "executive.immigration_superintendent", "on": "22/7/2565"})
    begun = next(one.id for one in desk.instances() if one.process == "replacement")
    page = coord.get(place(begun, GATE))
    for field in ("person.person", "person.name_th"):
        (head,) = page.tree.xpath(f"//label[@for='{field}']")
        assert head.xpath("string(small)") == "(ระบุอย่างใดอย่างหนึ่ง)"
    assert page.tree.xpath("string(//label[@for='person.title_th']/small)") == "(ไม่บังคับ)"


def test_a_focal_point_begins_the_replacement_in_the_own_district(
    seated: tuple[Desk, Visitor],
) -> None:
    desk, _ = seated
    focal = visitor(desk, "5715.deputy")
    seat = focal.get(seats_linked(focal)[0]).value("seat")
    done = focal.post(PLACE, {"seat": seat, "on": "22/7/2565"})
    begun = next(one for one in desk.instances() if one.process == "replacement")
    assert done.path == f"/instances/{begun.id}"
    assert focal.get("/districts/5709/replace").status in (403, 404)


def test_a_seat_whose_replacement_is_open_is_told_with_the_way_to_it(
    seated: tuple[Desk, Visitor],
) -> None:
    desk, coord = seated
    (link, *_) = seats_linked(coord)
    seat = coord.get(link).value("seat")
    coord.post(PLACE, {"seat": seat, "on": "22/7/2565"})
    begun = next(one.id for one in desk.instances() if one.process == "replacement")
    again = coord.post(PLACE, {"seat": seat, "on": "22/7/2565"})
    assert again.status == 422
    assert again.beside("seat") != ""
    assert f"/instances/{begun}" in again.links()


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"on": "22/7/2565"}, "seat"), ({"seat": "none", "on": "22/7/2565"}, "seat"),
     ({"seat": "executive.district_chief", "on": "1/1/2600"}, "on"),
     ({"seat": "executive.district_chief", "on": "1/1/2560"}, "on"),
     ({"seat": "executive.district_chief", "on": ""}, "on")],
)  # fmt: skip
def test_what_keeps_a_replacement_from_beginning_is_said_beside_its_field(
    seated: tuple[Desk, Visitor], typed: dict[str, str], field: str
) -> None:
    desk, coord = seated
    page = coord.post(PLACE, typed)
    assert page.status == 422
    assert page.beside(field) != ""
    assert not [one for one in desk.instances() if one.process == "replacement"]


def test_a_newcomer_who_took_part_in_no_training_is_shown_as_untrained(sqlite_url: str) -> None:
    desk, number = refresher_desk(sqlite_url)
    coord = visitor(desk, "coord")
    form = as_filled(coord, number, "refresher_held") | {
        "held_on": ["22/7/2565"], "by": [SECRETARY], "participants.m.5715.chief": ["yes"],
    }  # fmt: skip
    check = coord.post(place(number, "refresher_held"), {**form, "step": "send"})
    confirm(coord, check, number, "refresher_held")
    assert "ยังไม่ได้เข้ารับการฝึกอบรม" not in coord.get(f"/districts/{DISTRICT}").main
    seat = "executive.immigration_superintendent"
    coord.post(PLACE, {"seat": seat, "on": "22/7/2565"})
    begun = next(one.id for one in desk.instances() if one.process == "replacement")
    answer = {
        "result": "named", "person.title_th": "นาย", "person.name_th": "ใหม่ สมมุติ",
        "since": "22/7/2565",
    }  # fmt: skip
    done = fill(coord, begun, GATE, SECRETARY, "22/7/2565", answer)
    assert done.path == f"/instances/{begun}", done.problems
    page = coord.get(f"/districts/{DISTRICT}")
    (row,) = page.tree.xpath("//li[contains(., 'ใหม่ สมมุติ')][contains(., 'ยังไม่ได้เข้ารับการฝึกอบรม')]")
    told = " ".join(row.text_content().split())
    assert "22 กรกฎาคม 2565" in told
    assert "มาใหม่" in told


def test_every_page_names_the_newcomer_and_what_else_must_be_changed_is_said(
    seated: tuple[Desk, Visitor],
) -> None:
    desk, coord = seated
    held = _held(desk)
    seats = [
        Seat(
            key=key, kind="added", body=body, role=SeatRole.MEMBER, title_th="ผู้กำกับการ",
            title_en="Superintendent", office=held.ref, mode=SeatMode.BY_NAME, person=held.person,
        )
        for key, body in (("own", BodyKey.EXECUTIVE), ("other", BodyKey.SUPPRESSION))
    ]  # fmt: skip
    with desk.office.registry.writing("TH", DISTRICT) as write:
        record_seats(write, DISTRICT, tuple(seats), on=write.today, entry_id=1)
    coord.post(PLACE, {"seat": "own", "on": "22/7/2565"})
    begun = next(one.id for one in desk.instances() if one.process == "replacement")
    answer = {"result": "named", "person.title_th": "นาย", "person.name_th": "ใหม่ สมมุติ"}
    check = fill(coord, begun, GATE, SECRETARY, "22/7/2565", answer | {"since": "22/7/2565"})
    assert f"ทำเนียบตำแหน่งยังระบุ{held.name.th}" in check.main, check.main
    other = say(
        "warning.sits_elsewhere",
        "th",
        name=held.name,
        body=Term("body.suppression"),
        seat="ผู้กำกับการ",
    )
    assert other in check.main
    confirm(coord, check, begun, GATE)
    assert "ใหม่ สมมุติ" in coord.get(f"/districts/{DISTRICT}").main
    found = coord.get("/search?q=ใหม่ สมมุติ").main
    assert "กรรมการ: ผู้กำกับการ" in found
    assert "ไม่ได้ดำรงตำแหน่งในวันนี้" not in found
    for page in (f"/offices?district={DISTRICT}", f"/offices/{held.ref}"):
        assert "ระบุนายใหม่ สมมุติ" in coord.get(page).main, page


def _held(desk: Desk) -> HoldingRow:
    """The term of some Deputy, who sits by name in the test."""
    with desk.office.registry.reading() as connection:
        held = all_holders(connection, DISTRICT, desk.office.registry.today)
        return next(one for one in held if one.kind == "deputy_district_chief")


def test_a_day_that_is_refused_is_called_as_the_form_calls_it(
    seated: tuple[Desk, Visitor],
) -> None:
    _, coord = seated
    seat = {"seat": "executive.immigration_superintendent", "on": "22/7/2599"}
    assert coord.post(PLACE, seat).beside("on").startswith("วันที่ทราบเรื่อง")
