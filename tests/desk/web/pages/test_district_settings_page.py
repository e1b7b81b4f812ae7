from datetime import date

import pytest

from flows.decisions.province_settings import set_value, verify
from flows.papers.letterhead import district_letterhead
from registry.queries.documents import documents
from registry.queries.settings import own_settings, setting
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.visitor import Visitor, visitor

PLACE = f"/districts/{MAE_FAH_LUANG}/settings"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    guest = visitor(desk, "coord")
    guest.get(PLACE, "en")
    return guest


def own(desk: Desk) -> dict[str, object]:
    """What the district says of itself."""
    with desk.office.registry.reading() as connection:
        rows = own_settings(connection, MAE_FAH_LUANG, desk.office.registry.today)
    return {one.key: one.value for one in rows if one.area == MAE_FAH_LUANG}


def test_the_page_shows_what_else_holds_in_the_district_and_who_set_it(
    desk: Desk, coord: Visitor
) -> None:
    def told() -> dict[str, str]:
        rows = coord.get(PLACE, "en").tree.xpath("//table//tbody/tr")
        return {one[0].text_content(): " ".join(one[1].text_content().split()) for one in rows}

    assert told()["Register of orders"].endswith("Prasan's default")
    set_value(
        desk.office, "57", "order.register", "ours", since=date(2022, 5, 1), recorded_by="coord"
    )
    assert told()["Register of orders"].endswith("set by Chiang Rai, from 1 May 2022 on")
    assert not [one for one in told() if "crossing" in one], "what is its own stands in the form"


def test_what_the_office_says_of_its_district_stands_before_the_study(
    desk: Desk, coord: Visitor
) -> None:
    before = coord.get(f"/districts/{MAE_FAH_LUANG}").main
    assert "Source: Case study" in before
    coord.get(PLACE)
    said = {"profile.border": "Shan State & เมืองสาด", "profile.industries": "tea picking"}
    page = coord.post(PLACE, {**said, "since.profile": "2022-06-01"})
    assert page.path == f"/districts/{MAE_FAH_LUANG}"
    assert "Shan State & เมืองสาด recorded by the office, from 1 June" in page.main
    assert own(desk) == said
    assert coord.get(PLACE).value("profile.industries") == "tea picking"


def test_the_letterhead_of_a_district_is_kept_beside_its_profile(
    desk: Desk, coord: Visitor
) -> None:
    coord.post(
        PLACE,
        {
            "district_letters.code": "ชร 1518",
            "district_letters.phone": "0 5300 0000",
            "since.letterhead": "2022-06-01",
        },
    )
    assert own(desk)["district_letters.code"] == "ชร 1518"
    assert own(desk)["district_letters.phone"] == "0 5300 0000"


@pytest.mark.parametrize(
    ("typed", "beside"),
    [
        ({"profile.routes": "x", "since.profile": "1/6/65"}, "since.profile"),
        ({"profile.routes": "x" * 201, "since.profile": "2022-06-01"}, "profile.routes"),
        (
            {"profile.distance": "110", "profile.routes": "1-1017-00203-45-0",
             "since.profile": "2022-06-01"},
            "profile.routes",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_recorded(
    desk: Desk, coord: Visitor, typed: dict[str, str], beside: str
) -> None:
    page = coord.post(PLACE, typed)
    assert page.status == 422
    assert page.beside(beside)
    assert page.value("profile.routes") == typed["profile.routes"]
    assert own(desk) == {}


def test_a_form_in_which_nothing_differs_says_so(desk: Desk, coord: Visitor) -> None:
    page = coord.post(PLACE, {"since.profile": "2022-06-01"})
    assert page.status == 422
    assert "nothing differs" in page.problems[0]
    assert own(desk) == {}


def test_what_an_office_is_holds_from_the_beginning_when_it_is_first_recorded(
    desk: Desk, coord: Visitor
) -> None:
    desk.start()
    desk.perform()
    page = coord.get(PLACE, "th")
    assert page.value("since.letterhead") == "05/06/2551"
    assert "เสนอให้มีผลตั้งแต่ต้น" in page.main
    since = {"since.letterhead": page.value("since.letterhead")}
    coord.post(PLACE, {"district_letters.code": "ชร 1518", **since})
    assert coord.get(PLACE).value("since.letterhead") == "02/06/2565"
    with desk.office.registry.reading() as connection:
        head = district_letterhead(connection, MAE_FAH_LUANG, date(2019, 1, 1))
    assert head.code == "ชร 1518"


def test_a_value_that_stands_is_said_to_have_held_earlier(desk: Desk, coord: Visitor) -> None:
    code = {"district_letters.code": "ชร 1518"}
    coord.post(PLACE, {**code, "since.letterhead": "2022-06-02"})
    assert coord.post(PLACE, {**code, "since.letterhead": "2022-06-02"}).status == 422
    assert coord.post(PLACE, {**code, "since.letterhead": "2020-01-01"}).status == 200
    with desk.office.registry.reading() as connection:
        head = district_letterhead(connection, MAE_FAH_LUANG, date(2021, 1, 1))
    assert head.code == "ชร 1518"


def test_a_heading_of_which_nothing_is_recorded_is_proposed_from_the_beginning(
    desk: Desk, coord: Visitor
) -> None:
    coord.post(PLACE, {"profile.routes": "x", "since.profile": "2022-06-01"})
    page = coord.get(PLACE, "th")
    assert page.value("since.letterhead") == "05/06/2551"
    assert page.value("since.profile") == "02/06/2565"


PHONE, EMAIL = "district_letters.phone", "district_letters.email"


def phones(desk: Desk) -> list[object]:
    """The telephone that the letterhead gives in 2020, in March and in July 2022."""
    found: list[object] = []
    for on in (date(2020, 6, 1), date(2022, 3, 1), date(2022, 7, 1)):
        with desk.office.registry.reading() as connection:
            found.append(setting(connection, MAE_FAH_LUANG, PHONE, on))
    return found


@pytest.fixture
def moved_phone(desk: Desk, coord: Visitor) -> Desk:
    """The telephone was another from 2020 to May 2022; the new one was verified."""
    coord.post(PLACE, {PHONE: "0 1", "since.letterhead": "2020-01-01"})
    coord.post(PLACE, {PHONE: "0 2", "since.letterhead": "2022-06-01"})
    verify(desk.office, MAE_FAH_LUANG, PHONE, recorded_by="coord")
    return desk


def test_the_day_of_a_changed_field_moves_no_other(moved_phone: Desk, coord: Visitor) -> None:
    head = {PHONE: coord.get(PLACE).value(PHONE), EMAIL: "a@example.go.th"}
    page = coord.post(PLACE, {**head, "since.letterhead": "2022-01-01"})
    assert page.status == 200
    assert phones(moved_phone) == ["0 1", "0 1", "0 2"]
    with moved_phone.office.registry.reading() as connection:
        rows = own_settings(connection, MAE_FAH_LUANG, date(2022, 3, 1))
        now = own_settings(connection, MAE_FAH_LUANG, date(2022, 6, 2))
    assert EMAIL in {one.key for one in rows}
    assert next(one.verified_by for one in now if one.key == PHONE) is not None


def test_a_value_takes_the_place_of_an_earlier_one_only_where_it_is_sent_alone(
    moved_phone: Desk, coord: Visitor
) -> None:
    code = {"district_letters.code": "ชร 1518"}
    coord.post(PLACE, {**code, "since.letterhead": "2022-06-02"})
    back = {"since.letterhead": "2022-01-01"}
    page = coord.post(PLACE, {**code, PHONE: "0 2", **back})
    assert page.status == 422
    assert "before 1 June 2022 another value stands" in page.beside(PHONE)
    assert phones(moved_phone) == ["0 1", "0 1", "0 2"]
    assert coord.post(PLACE, {PHONE: "0 2", **back}).status == 200
    assert phones(moved_phone) == ["0 1", "0 2", "0 2"]


def test_the_form_says_which_drafts_are_dated_before_the_day(desk: Desk, coord: Visitor) -> None:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    assert "ร่างที่ยังไม่ลงนาม" not in coord.get(PLACE, "th").main
    desk.on("2022-07-01")
    page = visitor(desk, "coord").get(PLACE)
    assert "ร่างที่ยังไม่ลงนาม 2 ฉบับ" in page.main  # letter and brief; not the brief in English
    assert "2 มิถุนายน 2565" in page.main


def test_drafts_that_wait_are_those_of_open_work_that_is_not_settled(desk: Desk) -> None:
    first = desk.to_after_meeting()
    desk.on("2022-08-01")
    with desk.office.registry.reading() as connection:
        papers = documents(connection, district=MAE_FAH_LUANG)
    drafts = [one for one in papers if one.status == "draft"]
    waiting = [
        one
        for one in drafts
        if (one.instance, one.language) == (first, "th") and one.kind != "certified_copy"
    ]
    left_out = {(one.kind, one.language) for one in drafts} - {
        (one.kind, one.language) for one in waiting
    }
    assert left_out == {
        ("appointment_order", "en"), ("order_memo", "th"), ("certified_copy", "th"),
        ("advocacy_brief", "en"),
    }  # fmt: skip
    assert f"ร่างที่ยังไม่ลงนาม {len(waiting)} ฉบับ" in visitor(desk, "coord").get(PLACE, "th").main


def test_drafts_stand_beside_what_they_may_print(desk: Desk) -> None:
    desk.to_after_meeting()
    desk.on("2022-08-01")
    coord, item = visitor(desk, "coord"), "/province/57/setting?item=setting:"
    assert "ร่างที่ยังไม่ลงนาม" in coord.get(f"{item}letters.phone", "th").main
    assert "ร่างที่ยังไม่ลงนาม" not in coord.get(f"{item}advocacy.follow_up_days").main


def test_the_instance_warns_of_letters_dated_before_the_letterhead(
    desk: Desk, coord: Visitor
) -> None:
    desk.to_order_signed()
    desk.on("2022-07-10")
    warned = "ลงวันที่ก่อนวันที่หัวหนังสือมีผล"
    number = desk.instances()[0].id
    coord = visitor(desk, "coord")
    assert warned not in coord.get(f"/instances/{number}", "th").main
    coord.get(PLACE)
    head = {"district_letters.code": "ชร 1518", "district_letters.address": "ที่ว่าการอำเภอ"}
    today = str(desk.office.registry.today)
    coord.post(PLACE, {**head, "district_letters.phone": "0 5300 0000", "since.letterhead": today})
    page = coord.get(f"/instances/{number}")
    assert warned in page.main
    assert PLACE in page.links()
    agreed: Json = {"held_on": "2022-07-20", "place": "ห้องประชุมอำเภอ", "time": "09:30"}
    desk.decide(number, "inception_date", "district_chief", "2022-07-10", agreed)
    sent: Json = {"sent_on": "2022-07-11", "letter": {"number": "ชร 1518/77"}}
    desk.decide(number, "invitation", "focal_point", "2022-07-11", sent)
    # The meeting is asked for now: no letter that went before it waits any more.
    assert warned not in coord.get(f"/instances/{number}").main


def test_only_what_prints_in_the_issuers_own_head_makes_a_letter_late(
    desk: Desk, coord: Visitor
) -> None:
    head = {f"letters.{part}": "ชร 0004" for part in ("code", "address", "phone", "email")}
    for key, value in head.items():
        set_value(desk.office, "57", key, value, since=date(2008, 6, 5), recorded_by="coord")
    first = desk.to_order_signed()
    today = desk.office.registry.today
    set_value(desk.office, "57", "letters.form", "external", since=today, recorded_by="coord")
    coord = visitor(desk, "coord")
    page = coord.get(f"/instances/{first}", "th")
    assert "ลงวันที่ก่อนวันที่หัวหนังสือมีผล" not in page.main
    assert "หัวหนังสือของอำเภอยังไม่ได้บันทึก: " in page.main
    assert "หัวหนังสือของจังหวัดยังไม่ได้บันทึก" not in page.main
    assert PLACE in page.links()
    coord.get(PLACE)
    own_head = {f"district_letters.{part}": "ชร 1518" for part in ("code", "address", "phone")}
    coord.post(PLACE, {**own_head, "district_letters.email": "a@example.go.th",
                       "since.letterhead": "2008-06-05"})  # fmt: skip
    page = coord.get(f"/instances/{first}")
    assert "เส้นประ" not in page.main


def test_the_district_leads_to_its_letterhead_until_it_is_recorded(
    desk: Desk, coord: Visitor
) -> None:
    place, unset = f"/districts/{MAE_FAH_LUANG}", "ยังไม่ได้บันทึกหัวหนังสือของอำเภอ"
    page = coord.get(place, "th")
    assert unset in page.main
    assert PLACE in page.links()
    coord.get(PLACE)
    coord.post(PLACE, {"district_letters.code": "ชร 1518", "since.letterhead": "2008-06-05"})
    assert unset not in coord.get(place).main
