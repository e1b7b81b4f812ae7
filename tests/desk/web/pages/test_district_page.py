import re
from datetime import date
from pathlib import Path

import pytest

from flows.adoption.adopt import adopt
from flows.decisions.rotate import rotate
from flows.handover.package_facts import contact_card
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import raw_of
from registry.records.contacts import set_contact
from registry.records.offices import hold, office_named
from registry.records.people import add_person
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_overviews import FAR, give, load_far_province, seat_by_name, signed
from tests.desk.web.visitor import Page, visitor
from tests.flows.year.at_quarters import a_year, on

MOVE: Json = {
    "number": "301/2565", "dated": "2022-10-20",
    "moves": [
        {"district": "แม่ฟ้าหลวง", "on": "2022-10-25", "title_th": "นาง", "name_th": "มาใหม่ สมมุติ"},
    ],
}  # fmt: skip
THOENG, MAE_SAI = "5704", "5709"
HERE = f"/districts/{MAE_FAH_LUANG}"


def part(page: Page, key: str) -> str:
    """What stands under that heading of the page, or in the part that a phone folds."""
    heading = page.tree.get_element_by_id(key)
    said = []
    for one in [heading] if heading.tag == "div" else heading.itersiblings():
        if one.tag == "h2":
            break
        said.append(" ".join(" ".join(one.itertext()).split()))
    return " ".join(said)


def acting(desk: Desk) -> None:
    """A Deputy acts for the Chief on an order."""
    with desk.office.registry.writing("TH", MAE_FAH_LUANG) as write:
        who = add_person(write, title_th="นาย", name_th="รักษาการ สมมุติ", ref="acts")
        office = office_named(
            write, f"{MAE_FAH_LUANG}/hospital_director", kind="hospital_director",
            area=MAE_FAH_LUANG, on=write.today,
        )  # fmt: skip
        hold(
            write, office, who, start=date(2022, 5, 1), capacity="acting", basis="order",
            basis_number="9/2565", basis_date=date(2022, 4, 29),
        )  # fmt: skip


def test_the_profile_says_what_the_study_says_with_its_source_and_the_rest_is_not_recorded(
    sqlite_url: str,
) -> None:
    page = visitor(a_desk(sqlite_url), "coord").get(f"/districts/{MAE_SAI}", "en")
    profile = part(page, "profile")
    assert "Borders Tachileik, Shan State, Myanmar" in profile
    assert "over 50 (Sai River)" in profile
    assert "70-150 km to Chiang Rai City, about 2 hours" in profile
    assert "Source: Case study of district" in profile
    assert "High-risk industries not recorded" in profile
    here = part(visitor(a_desk(sqlite_url), "coord").get("/districts/5701", "en"), "profile")
    assert "Border and opposite town not recorded" in here


def test_phases_open_gates_orders_papers_and_history_stand_on_one_page(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    order = signed(desk)
    page = visitor(desk, "coord").get(HERE, "en")
    assert page.status == 200
    assert "Date of the inception meeting" in part(page, "waits")
    assert "waits at “Date of the inception meeting” for District Chief" in part(page, "waits")
    assert "prasan" not in part(page, "waits")  # no command line here
    assert "Inception now" in part(page, "phases")
    assert "45/2565 · 22 June 2022 in force" in part(page, "orders")
    assert re.search(r"All [0-9]+ papers", part(page, "documents"))
    assert "decided: Registration of the signed order 22 June 2022" in part(page, "history")
    assert "District Chief of Mae Fa Luang (Sommut Tuayang)" in part(page, "history")
    assert f"/instances/{order}" in page.links()
    assert "Nothing is recorded of the time before Prasan." in part(page, "past")


def test_a_gate_offers_what_whoever_reads_the_district_may_do_there(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    said = {
        who: visitor(desk, who).get("/districts/5715", "th").tree.cssselect("#waits ~ * .button")
        for who in ("coord", "5715.chief")
    }
    assert {who: " ".join(one[0].text_content().split()[:1]) for who, one in said.items()} == {
        "coord": "เปิด", "5715.chief": "อ่าน",
    }  # fmt: skip


def test_days_to_come_stand_apart_each_by_its_quarter_and_what_happened_by_its_name(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    rotate(desk.office, TransferOrder.model_validate(MOVE), recorded_by="coord")
    desk.perform()
    page = visitor(desk, "coord").get(HERE, "en")
    said, told = part(page, "waits"), part(page, "history")
    asked, days, to_come = said.partition("Days to come:")
    assert days
    assert "on which the quarter begins" not in asked
    for quarter in (2, 3, 4):
        assert to_come.count(f"on which the quarter begins (quarter {quarter})") == 1
    assert told.count("event: the District Chief was rotated") == 1
    assert "begun: Handover" in told


def test_papers_that_the_machine_has_still_to_make_are_no_failure(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    rotate(desk.office, TransferOrder.model_validate(MOVE), recorded_by="coord")
    asked = part(visitor(desk, "coord").get(HERE), "waits")
    assert "จัดทำเอกสารส่งมอบ ระบบกำลังดำเนินการ" in asked
    assert "ระบบขัดข้อง" not in asked


def test_who_sits_and_of_which_seat_nothing_is_recorded(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    seat_by_name(desk)
    said = part(visitor(desk, "coord").get(HERE, "th"), "committee")
    assert "2 ตำแหน่ง ยังไม่ได้บันทึก 1 ตำแหน่ง" in said
    assert "2.2.1 ผู้กำกับการ ยังไม่ได้บันทึก" in said
    assert "1.1 ผู้แทนชุมชน กรรมการ นายกรรมการ สมมุติ" in said


def test_offices_show_holders_acting_with_their_basis_and_those_of_which_nothing_is_recorded(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    acting(desk)
    said = part(visitor(desk, "coord").get(HERE, "en"), "offices")
    assert "District Chief of Mae Fa Luang Sommut Tuayang" in said
    assert "acting for an order 9/2565 since 1 May 2022" in said
    assert "Superintendent, Sommut Police Station not recorded" in said


def test_the_page_as_at_a_day_shows_what_stood_that_day(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    signed(desk)
    page = visitor(desk, "coord").get(f"{HERE}?on=10/6/2565", "th")
    assert "ข้อมูล ณ วันที่ 10 มิถุนายน 2565" in page.main
    assert "กำลังจัดตั้ง" in page.main
    assert "ยังไม่มีคณะกรรมการ" in part(page, "committee")
    assert "45/2565" in part(page, "orders")
    assert "มีผลใช้บังคับ" not in part(page, "orders")
    assert visitor(desk, "coord").get(f"{HERE}?on=x").status == 422


def test_a_district_that_nothing_was_started_for_says_so_and_offers_to_start(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    page = visitor(desk, "coord").get(f"/districts/{THOENG}", "en")
    assert "Nothing has been started for this district." in part(page, "waits")
    assert f"/start?district={THOENG}" in page.links()
    chief = visitor(desk, f"{MAE_FAH_LUANG}.chief").get(HERE, "en")
    assert not any("/start" in one for one in chief.links())


@pytest.mark.parametrize("role", ["partner", "chief"])
def test_another_districts_page_is_not_there(sqlite_url: str, role: str) -> None:
    desk = a_desk(sqlite_url)
    ref = f"{MAE_FAH_LUANG}.chief" if role == "chief" else give(desk, role, MAE_FAH_LUANG)
    guest = visitor(desk, ref)
    assert guest.get(HERE).status == 200
    assert guest.get(f"{HERE}/card").status == 200
    for other in (THOENG, FAR, "9999", "57", "x"):
        assert guest.get(f"/districts/{other}").status == 404
        assert guest.get(f"/districts/{other}/card").status == 404


def test_members_and_observers_open_no_districts_page(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    for ref in (seat_by_name(desk), give(desk, "observer", "57")):
        guest = visitor(desk, ref)
        assert guest.get(HERE).status == 403
        assert guest.get("/districts").status == 403


def test_the_list_is_sorted_found_by_any_spelling_and_holds_the_own_areas(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    load_far_province(desk)
    guest = visitor(desk, "coord")
    listed = [one for one in guest.get("/districts", "th").links() if one.startswith("/districts/")]
    assert len(listed) == 18
    assert listed.index("/districts/5703") < listed.index("/districts/5708")
    for typed in ("mae fah luang", "แม่ฟ้าหลวง", "๕๗๑๕"):
        assert guest.get(f"/districts?q={typed}").links() == [HERE], typed
    nothing = guest.get("/districts?q=<b>%_", "en")
    assert "No district of yours is called “<b>%_”." in nothing.main
    far = visitor(desk, "far.coord").get("/districts?q=mae")
    assert HERE not in far.links()


def contact_card_of(desk: Desk) -> list[tuple[str, str]]:
    """The posts and names of the paper."""
    with desk.office.registry.reading() as connection:
        card = contact_card(
            connection, MAE_FAH_LUANG, desk.office.registry.today, desk.office.declared
        )
    return [(one.post_en, one.name_en) for one in card.contacts]


def test_the_contact_card_names_offices_and_how_they_are_reached(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_first_draft()
    set_contact(
        desk.office.registry, f"{MAE_FAH_LUANG}.chief", "phone", "053-111222", recorded_by="coord"
    )
    page = visitor(desk, "coord").get(f"{HERE}/card", "en")
    assert "053-111222" in page.main
    assert "Sommut Tuayang" in page.main
    rows = [one.text_content() for one in page.tree.xpath("//table//tbody/tr")]
    paper = contact_card_of(desk)
    assert len(paper) <= len(rows)
    for row, (post, name) in zip(rows, paper, strict=False):
        assert post in row
        assert name in row or "vacant" in row
    assert len([one for one in rows if "Pranee" in one]) == 1, "a Deputy and the focal point"
    assert "not recorded" in page.main


def test_what_an_old_file_told_stands_with_its_source_and_its_gaps(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    told: Json = {
        "orders": [{
            "standing": "in_force", "kind": "new", "heading": "คำสั่งอำเภอแม่ฟ้าหลวง",
            "number": "45/2562", "dated": "7 พ.ค. 2562", "mode": "by_position",
            "paper": "not_found",
        }],
        "trainings": [
            {"on": "2563", "topic": "การคัดแยก", "women": 12, "men": 3, "source": "แฟ้ม 4"},
            {"on": "05/2564", "topic": "การส่งต่อ"},
        ],
        "figures": [{"indicator": "การแจ้งเหตุ", "fiscal_year": "2564", "source": "รายงาน 2564"}],
    }  # fmt: skip
    form = read_form(
        raw_of(told), desk.office.net, today=desk.office.registry.today, district=MAE_FAH_LUANG
    )
    adopt(desk.office, MAE_FAH_LUANG, form, recorded_by="coord")
    page = visitor(desk, "coord").get(HERE, "en")
    past = part(page, "past")
    assert "Training on “การคัดแยก”; present: 15 (women 12, men 3) 2020 · Source: แฟ้ม 4" in past
    assert "Training on “การส่งต่อ”; present: not recorded May 2021" in past
    assert "การแจ้งเหตุ 2564 not reported รายงาน 2564" in past
    assert "established" in page.main
    assert "taken in" in part(page, "phases")
    board = visitor(desk, "coord").get("/board", "en")
    assert "1 of 18 established" in board.main
    assert "1 of 18 approached" in board.main


def test_nobody_is_a_member_before_the_order_by_name_or_by_an_office_held_long_before(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    desk.on("2022-07-05")
    coord = visitor(desk, "coord")
    days = re.findall(r"since (\d+ \w+ \d+)", part(coord.get(HERE, "en"), "committee"))
    assert set(days) == {"1 July 2022"}
    said = " ".join(coord.get("/people/5715.chief", "en").main.split())
    assert re.findall(r"committee member, [^,]+, from (\d+ \w+ \d+)", said) == ["1 July 2022"]


def test_who_holds_an_office_before_any_order_is_no_member(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_first_draft()
    assert "committee member" not in visitor(desk, "coord").get("/people/5715.chief", "en").main


def test_the_list_of_districts_tells_where_each_stood_on_a_day(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.start()
    desk.on("2022-06-20")
    coord = visitor(desk, "coord")
    assert "ยังไม่เริ่ม" not in row_of(coord.get("/districts"))
    before = coord.get("/districts?on=1/6/2565")
    assert "ยังไม่เริ่ม" in row_of(before)
    assert "/districts/5715?on=1%2F6%2F2565" in before.links()
    assert coord.get("/districts?on=never").beside("on")


def row_of(page: Page) -> str:
    (row,) = page.tree.xpath("//tr[th/a[starts-with(@href, '/districts/5715')]]")
    return str(row.text_content())


def test_the_register_of_documents_tells_of_a_day_and_of_what_was_known(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_first_draft()
    desk.on("2022-07-01")
    coord = visitor(desk, "coord")
    assert "คำสั่งแต่งตั้งคณะกรรมการ" in coord.get("/documents").main
    for asked in ("on=10/6/2565", "known=10/6/2565"):
        then = coord.get(f"/documents?{asked}")
        assert "คำสั่งแต่งตั้งคณะกรรมการ ·" not in then.main
        assert "หนังสือ" in then.main


def test_each_member_counts_once_by_sex_however_many_seats_they_fill(
    sqlite_url: str, demo_file: Path
) -> None:
    said = Terminal(f"sqlite:///{demo_file}")("committee", "5703", "--json").json
    filled = [one for body in said["bodies"] for one in body["seats"] if one["sits"]]
    assert (sum(said["members"].values()), len(filled)) == (27, 45)
    desk = a_desk(sqlite_url)
    signed(desk)
    page = visitor(desk, "coord").get(HERE, "en")
    counted = r"[0-9]+ (person|people) \(women [0-9]+, men [0-9]+, not stated [0-9]+\)"
    assert re.search(counted, page.main)
