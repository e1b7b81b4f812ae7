from datetime import date

import pytest

from config.words import known
from registry.queries.legal import legal_bases
from registry.queries.parts import person_with_parts
from registry.queries.settings import own_settings
from registry.records.province_values import KNOWN
from registry.rules.rights import Part
from tests.builders import Desk, a_desk
from tests.desk.web.visitor import Page, Visitor, visitor

PLACE, SETTING = "/province/57", "/province/57/setting"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    guest = visitor(desk, "coord")
    guest.get(PLACE)
    return guest


def own(desk: Desk, key: str) -> tuple[object, bool] | None:
    """The province's own value, and whether it was verified."""
    with desk.office.registry.reading() as connection:
        rows = own_settings(connection, "57", desk.office.registry.today)
    return next(((r.value, r.verified_by is not None) for r in rows if r.key == key), None)


def test_every_setting_says_what_it_is_for_and_where_it_is_used() -> None:
    for key in KNOWN:
        assert known(f"setting.{key}"), key
        assert known(f"setting.{key}.for"), key
        assert known(f"setting.{key}.prints"), key


def test_the_coordinators_province_opens_with_what_is_to_be_looked_at(coord: Visitor) -> None:
    page = coord.get("/province")
    assert page.path == PLACE
    assert "ต้องตรวจสอบ 26 จาก 31 รายการ" in page.main
    rows = [one.text_content() for one in page.tree.cssselect("section:first-of-type tbody tr")]
    marks = ["ยังไม่" in one for one in rows]
    assert marks == sorted(marks, reverse=True)


def test_a_number_is_told_with_its_own_unit(coord: Visitor) -> None:
    told = coord.get(PLACE).main
    assert "พ.ศ. 2571" in told
    assert "2571 วัน" not in told
    assert "30, 60 วัน" in told
    assert "24 เดือน" in told


def test_fewer_than_two_accounts_in_use_are_warned_of(desk: Desk, coord: Visitor) -> None:
    assert "1 บัญชี" in coord.get(PLACE).main
    visitor(desk, "coord2").get("/")
    assert "ควรมีอย่างน้อย 2 บัญชี" not in coord.get(PLACE).main


def confirmed(visitor: Visitor, item: str, against: str, **also: str) -> Page:
    """The page after somebody read the value and confirmed it."""
    read = visitor.get(f"{SETTING}?item={item}").value("read")
    said = {"item": item, "do": "confirm", "against": against, "read": read, **also}
    return visitor.post(SETTING, said)


def test_a_value_is_set_from_a_day_and_then_verified_against_a_paper(
    desk: Desk, coord: Visitor
) -> None:
    typed = {"item": "setting:representative.reply_days", "value": "21", "since": "1/6/2565"}
    page = coord.post(SETTING, {**typed, "do": "set"})
    assert page.path == PLACE
    assert "21 วัน" in page.main
    assert own(desk, "representative.reply_days") == (21, False)
    page = confirmed(coord, typed["item"], "หนังสือจังหวัด ที่ 5/2565")
    assert "ตรวจกับ หนังสือจังหวัด ที่ 5/2565" in page.main
    assert "รับรองโดย นางสาวประสาน ดี" in page.main
    assert own(desk, "representative.reply_days") == (21, True)


def test_whoever_confirms_a_value_confirms_the_one_that_they_read(
    desk: Desk, coord: Visitor
) -> None:
    item = "setting:representative.reply_days"
    read = coord.get(f"{SETTING}?item={item}").value("read")
    other = visitor(desk, "coord2")
    other.post(SETTING, {"item": item, "do": "set", "value": "21", "since": "1/6/2565"})
    said = {"item": item, "do": "confirm", "against": "หนังสือจังหวัด"}
    for typed in ({**said, "read": read}, said):
        page = coord.post(SETTING, typed)
        assert page.status == 422
        assert "มีผู้แก้ไขค่านี้" in page.main
        assert "21 วัน" in page.main
    assert own(desk, "representative.reply_days") == (21, False)


def test_a_shipped_value_that_is_confirmed_becomes_the_provinces_own(
    desk: Desk, coord: Visitor
) -> None:
    confirmed(coord, "setting:advocacy.follow_up_days", "แนวปฏิบัติ")
    assert own(desk, "advocacy.follow_up_days") == ([30, 60], True)


def test_several_days_are_typed_as_people_write_them(desk: Desk, coord: Visitor) -> None:
    coord.post(SETTING, {"item": "setting:advocacy.follow_up_days", "do": "set",
                         "value": "15, 45", "since": "1/6/2565"})  # fmt: skip
    assert own(desk, "advocacy.follow_up_days") == ([15, 45], False)


def test_a_legal_basis_is_verified_for_the_province_alone(desk: Desk, coord: Visitor) -> None:
    item = "law:moi_order_768_2556"
    assert "768/2556" in coord.get(f"{SETTING}?item={item}").main
    coord.post(SETTING, {"item": item, "do": "confirm", "against": "สำเนาคำสั่ง"})
    with desk.office.registry.reading() as connection:
        at = {
            area: {one.key: one.verified for one in legal_bases(connection, area,
                                                                date(2022, 6, 2))}
            for area in ("57", "50")
        }  # fmt: skip
    assert at["57"]["moi_order_768_2556"]
    assert not at["50"]["moi_order_768_2556"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"do": "set", "value": "many", "since": "1/6/2565"}, "value"),
        ({"do": "set", "value": "0", "since": "1/6/2565"}, "value"),
        ({"do": "set", "value": "7, 14", "since": "1/6/2565"}, "value"),
        ({"do": "set", "value": "", "since": "1/6/2565"}, "value"),
        ({"do": "set", "value": "7", "since": "1/6/65"}, "since"),
        ({"do": "set", "value": "7", "since": ""}, "since"),
        ({"do": "confirm", "against": "  "}, "against"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    desk: Desk, coord: Visitor, typed: dict[str, str], field: str
) -> None:
    page = coord.post(SETTING, {"item": "setting:representative.reply_days", **typed})
    assert page.status == 422
    assert page.beside(field)
    assert not page.tree.cssselect(".problems [lang=en]")  # the page is Thai
    assert own(desk, "representative.reply_days") is None
    if "value" in typed:
        assert page.value("value") == typed["value"]


def test_an_identity_number_is_no_paper(desk: Desk, coord: Visitor) -> None:
    page = coord.post(SETTING, {"item": "setting:order.heading", "do": "confirm",
                                "against": "1101700230708"})  # fmt: skip
    assert page.status == 422
    assert page.beside("against")


def test_what_has_no_default_is_not_said_to_use_one(coord: Visitor) -> None:
    page = coord.get("/province/57/walk?at=setting:letters.phone", "th")
    assert "ยังไม่ได้กำหนดค่า" in page.main
    assert "ใช้ค่าเริ่มต้น" not in page.main


def test_the_walk_leads_from_one_to_the_next_until_nothing_is_left(coord: Visitor) -> None:
    seen = []
    page = coord.get("/province/57/walk")
    while page.tree.cssselect("progress"):
        seen.append(page.value("item"))
        said = {"item": seen[-1], "walk": "yes"}
        if not page.tree.cssselect("#confirm"):  # a text that nobody has given yet
            told = {"do": "set", "value": "0 5315 0192", "since": "1/1/2565"}
            page = coord.post(SETTING, {**said, **told})
            assert page.value("item") == seen[-1]
        page = confirmed(coord, seen[-1], "ก", walk="yes")
    assert len(seen) == len(set(seen)) == 26
    assert "จังหวัดพร้อมเริ่มจัดตั้งอำเภอแรก" in page.main
    assert {"/start", "/people"} <= set(page.links())


def test_what_is_skipped_in_the_walk_is_still_there_at_its_end(coord: Visitor) -> None:
    page = coord.get("/province/57/walk")
    first = page.value("item")
    page = coord.get(f"/province/57/walk?after={first}")
    assert page.value("item") != first
    while page.tree.cssselect("progress"):
        page = coord.get(f"/province/57/walk?after={page.value('item')}")
    assert "คงเหลือ 26 รายการ" in page.main


def test_the_end_of_the_walk_leads_to_the_coordinators_who_cannot_sign_in_yet(
    desk: Desk, coord: Visitor
) -> None:
    end = "/province/57/walk?after=law:state_administration_act_2534_s62_s65"
    assert "/people" in coord.get(end).links()
    for ref in ("coord", "coord2"):
        visitor(desk, ref)
    assert "/people" not in coord.get(end).links()


def test_the_administrator_adds_a_province_with_its_first_coordinator(desk: Desk) -> None:
    admin = visitor(desk, "admin")
    assert "/province/add" in admin.get("/province").links()
    assert admin.get("/province/add").value("start") == "", "nobody's first day is made up"
    typed = {
        "province": "51", "who": "new", "title_th": "นาย", "name_th": "ลำพูน หนึ่ง",
        "start": "1/6/2565",
    }  # fmt: skip
    for wrong, field in (("province", "province"), ("name_th", "name_th"), ("start", "start")):
        page = admin.post("/province/add", {**typed, wrong: ""})
        assert page.status == 422
        assert page.beside(field)
    page = admin.post("/province/add", typed)
    assert page.path == "/province/51/walk"
    with desk.office.registry.reading() as connection:
        _, actor = person_with_parts(
            connection, "ลำพูน หนึ่ง", desk.office.registry.today, field="person"
        )
    assert [(one.part, one.area) for one in actor.parts] == [(Part.COORDINATOR, "51")]
    assert admin.post("/province/add", typed).beside("province")


def test_nobody_sees_the_settings_of_another_province_or_without_the_right(desk: Desk) -> None:
    coord, chief = visitor(desk, "coord"), visitor(desk, "5715.chief")
    assert coord.get("/province/50").status == 404
    assert coord.get("/province/add").status in (403, 404)
    assert chief.get("/province").status == 403
    assert chief.get(PLACE).status in (403, 404)
    chief.get("/")
    sent = {"item": "setting:order.heading", "do": "confirm", "against": "ก"}
    assert chief.post(SETTING, sent).status in (403, 404)
    assert own(desk, "order.heading") is None


def test_a_text_of_the_letterhead_is_kept_as_typed_and_cannot_be_confirmed_while_empty(
    desk: Desk, coord: Visitor
) -> None:
    phone = {"item": "setting:letters.phone"}
    assert coord.get(f"{SETTING}?item=setting:letters.phone").tree.cssselect("#confirm") == []
    assert coord.post(SETTING, {**phone, "do": "confirm", "against": "ก"}).status == 422
    assert (
        coord.post(SETTING, {**phone, "do": "set", "value": " ", "since": "1/1/2565"}).status == 422
    )
    coord.post(SETTING, {**phone, "do": "set", "value": "053150192", "since": "1/1/2565"})
    assert own(desk, "letters.phone") == ("053150192", False)
