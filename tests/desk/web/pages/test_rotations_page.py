"""A transfer order through the pages: typed or by Excel, looked at, recorded, listed."""

from collections.abc import Mapping
from datetime import date

import pytest

from registry.queries.audit import attempts
from registry.queries.events import events_of
from registry.queries.office_holders import holders
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.offices import hold, office_named
from registry.records.people import add_person
from tasks.documents.docx_text import paragraphs
from tests.builders import Desk, a_desk
from tests.desk.web.at_gates import desk_at
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.flows.order.at_amendments import at_work
from tests.flows.order.at_transfer_orders import by_name
from tests.tasks.workbooks.filled_transfers import MOVES, filled

LIST, NEW, UPLOAD = "/rotations", "/rotations/new", "/rotations/upload"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COMING = "นางใหม่ มาแทน"
ORDER = {
    "province": "57",
    "transfer.number": "๓๐๑/๒๕๖๕",
    "transfer.dated": "15/9/2565",
    "transfer.on": "๑ ต.ค. ๒๕๖๕",
    "moves.0.district": "5715",
    "moves.0.coming": COMING,
}


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url, "2022-06-02", "5715", "5704")
    made.on("2022-09-20")
    return made


@pytest.fixture
def coord(desk: Desk) -> Visitor:
    guest = visitor(desk, "coord")
    guest.get("/", "th")
    return guest


def send(who: Visitor, step: str, **changes: str) -> Page:
    return who.post(NEW, {**ORDER, "step": step, **changes})


def events(desk: Desk, district: str = "5715") -> list[str]:
    with desk.office.registry.reading() as connection:
        return [one.on.isoformat() for one in events_of(connection, district)]


def upload(who: Visitor, moves: Mapping[str, Mapping[str, str]]) -> Page:
    content = filled(who.get("/rotations/workbook?province=57").response.content, moves)
    who.get(NEW)
    return who.post(UPLOAD, {"province": "57"}, {"workbook": ("คำสั่งย้าย.xlsx", content, XLSX)})


def test_what_would_follow_is_shown_before_an_order_is_recorded(desk: Desk, coord: Visitor) -> None:
    desk.start(on="2022-06-02")
    looked = send(coord, "check")
    assert looked.status == 200
    for said in ("แม่ฟ้าหลวง", COMING, "01/10/2565", "นายสมมุติ"):
        assert said in looked.main, said
    assert "ยังไม่ได้บันทึกสิ่งใด" in looked.main
    assert events(desk) == []
    carried = {name: looked.value(name) for name in ORDER}
    assert carried == ORDER
    done = coord.post(NEW, {**carried, "step": "record"})
    assert done.path == LIST
    assert events(desk) == ["2022-10-01"]
    assert "บันทึกคำสั่งย้ายแล้ว" in done.main
    assert COMING in done.main


def test_who_does_not_come_any_more_is_told_once_more_after_the_order_is_recorded(
    coord: Visitor,
) -> None:
    send(coord, "record")
    other = {"transfer.number": "302/2565", "moves.0.coming": "นางสอง มาแทน"}
    displaced = f"{COMING} ซึ่งคำสั่งที่ 301/2565"
    assert displaced in send(coord, "check", **other).main
    done = send(coord, "record", **other)
    assert done.path == LIST
    assert displaced in done.main


def test_who_decides_the_open_gates_of_the_chief_is_told_also_while_nobody_is_known(
    sqlite_url: str,
) -> None:
    desk, _ = desk_at(sqlite_url, "advocacy")
    desk.on("2022-10-03")
    coord = visitor(desk, "coord")
    coord.get("/", "th")
    gate = "“การหารือกับนายอำเภอ รอบที่ 2”"
    assert f"จะเปิด {gate}: {COMING}, " in send(coord, "check").main
    vacant = send(coord, "check", **{"moves.0.coming": ""}).main
    assert f"จะเปิด {gate}: นาง" in vacant  # the focal point and those who may answer besides
    assert COMING not in vacant
    assert "ยังไม่ทราบตัว" in vacant


def test_a_post_is_called_vacant_only_where_a_chief_is_recorded_as_having_left(
    desk: Desk, coord: Visitor
) -> None:
    form = coord.get(NEW)
    assert "ขุนตาล (ยังไม่ได้บันทึก)" in form.main
    assert "ตำแหน่งว่าง" not in form.main
    with desk.office.registry.writing("5711") as write:
        who = add_person(write, title_th="นาย", name_th="ย้าย ไปแล้ว", ref="left", sex="male")
        office = office_named(
            write, "5714/district_chief", kind="district_chief", area="5714", on=write.today
        )
        hold(write, office, who, start=date(2021, 10, 1), stop=date(2022, 6, 1))
    assert "ขุนตาล (ตำแหน่งว่าง)" in coord.get(NEW).main


def test_every_misfit_stands_beside_its_input_and_what_was_typed_stays(
    desk: Desk, coord: Visitor
) -> None:
    page = send(
        coord, "check",
        **{"transfer.number": "", "transfer.dated": "15/9/65", "moves.1.on": "วันหนึ่ง",
           "moves.2.district": "5704", "moves.2.basis_date": "30/2/2565"},
    )  # fmt: skip
    assert page.status == 422
    for field in ("transfer.number", "transfer.dated", "moves.1.on", "moves.1.district",
                  "moves.2.basis_date"):  # fmt: skip
        assert page.beside(field), field
        assert f"#{field}" in page.links()
    assert page.value("moves.0.coming") == COMING
    assert page.value("transfer.dated") == "15/9/65"
    assert "อำเภอ (ลำดับที่ 2)" in page.beside("moves.1.district")


def test_what_the_registry_refuses_stands_beside_the_row_that_it_is_about(
    desk: Desk, coord: Visitor
) -> None:
    page = send(
        coord, "record",
        **{"moves.0.on": "14/9/2565", "moves.2.district": "5715", "moves.3.district": "5704",
           "moves.3.coming": "ไม่มี ใคร", "moves.4.district": "5701"},
    )  # fmt: skip
    assert page.status == 422
    for field in ("moves.0.on", "moves.2.district", "moves.3.coming", "moves.4.district"):
        assert page.beside(field), field
    assert "ลำดับที่ 1" in page.beside("moves.2.district")
    future = send(coord, "check", **{"transfer.dated": "21/9/2565"})
    assert future.beside("transfer.dated")
    secret = send(coord, "check", **{"moves.0.coming": "นางใหม่ 1101700230708"})
    assert secret.beside("moves.0.coming")
    assert events(desk) == []


def test_rows_are_added_and_taken_out_without_a_script(coord: Visitor) -> None:
    more = send(coord, "", add="moves")
    assert more.tree.xpath("//*[@name='moves.1.district']")
    assert more.value("moves.0.coming") == COMING
    fewer = send(coord, "", remove="moves.0", **{"moves.1.coming": "5704.deputy"})
    assert fewer.value("moves.0.coming") == "5704.deputy"
    assert not fewer.tree.xpath("//*[@name='moves.1.district']")


def test_back_from_the_check_everything_typed_is_there(coord: Visitor) -> None:
    back = send(coord, "back")
    assert {name: back.value(name) for name in ORDER} == ORDER


def test_the_same_order_again_says_that_nothing_changed(desk: Desk, coord: Visitor) -> None:
    send(coord, "record")
    again = send(coord, "record")
    assert "ไม่มีสิ่งใดเปลี่ยน" in again.main
    off = send(coord, "record", **{"moves.0.called_off": "yes"})
    assert off.path == LIST
    assert events(desk) == []


def test_who_is_known_under_another_title_is_told_before_they_are_recorded_anew(
    desk: Desk, coord: Visitor
) -> None:
    with desk.office.registry.reading() as connection:
        today = desk.office.registry.today
        (chief,) = holders(connection, "5704/district_chief", today)
    name = chief.name.th.removeprefix("นาย")
    page = send(coord, "check", **{"moves.0.coming": f"พลเอก{name}"})
    assert "5704.chief" in page.main
    assert "5704.chief" not in send(coord, "check").main


def test_a_form_of_excel_goes_out_logged_is_looked_at_and_recorded(
    desk: Desk, coord: Visitor
) -> None:
    looked = upload(coord, {"แม่ฟ้าหลวง": {"coming": COMING}, "เทิง": {"change": "ย้าย"}})
    assert looked.status == 200
    assert "เทิง" in looked.main
    assert events(desk) == []
    done = coord.post(UPLOAD, {"held": looked.value("held"), "province": "57", "step": "record"})
    assert done.path == LIST
    assert (events(desk), events(desk, "5704")) == (["2022-10-01"], ["2022-10-01"])
    with desk.office.registry.reading() as connection:
        logged = attempts(connection, ["57"])
    assert ("coord", "export", "transfer-order/57") in {
        (one.actor, one.code, one.target) for one in logged
    }


def test_misfits_of_a_workbook_are_told_by_their_cells(desk: Desk, coord: Visitor) -> None:
    page = upload(coord, {"แม่ฟ้าหลวง": {"on": "1/10/65"}, "เทิง": {"last_day": "ไม่รู้"}})
    assert page.status == 422
    assert [one.startswith(f"{MOVES}!") for one in page.problems] == [True, True]
    nothing = coord.post(UPLOAD, {"province": "57"})
    assert nothing.beside("workbook")
    assert events(desk) == []


def test_the_list_has_the_latest_first_and_says_what_is_to_come(desk: Desk, coord: Visitor) -> None:
    assert "ไม่มีการโยกย้ายที่มีผลแล้วหรือจะมีผลต่อไป" in coord.get(LIST).main
    send(coord, "record")
    send(coord, "record", **{"transfer.number": "300/2565", "transfer.on": "16/9/2565",
                             "moves.0.district": "5704", "moves.0.coming": ""})  # fmt: skip
    page = coord.get(LIST)
    rows = [" ".join(one.text_content().split()) for one in page.tree.xpath("//tbody/tr")]
    assert [("แม่ฟ้าหลวง" in one, "ยังไม่มีผล" in one) for one in rows] == [(True, True), (False, False)]
    assert "มีผลแล้ว" in rows[1]
    assert "ยังไม่ทราบตัว" in rows[1]
    assert "301/2565" in rows[0]


def test_a_district_that_is_asked_for_is_in_the_form(coord: Visitor) -> None:
    link = f"{NEW}?province=57&district=5715"
    assert link in coord.get("/districts/5715").links()
    assert coord.get(link).value("moves.0.district") == "5715"
    assert LIST in coord.get("/districts").links()
    assert LIST in coord.get("/board").links()


def test_neither_another_province_nor_whoever_records_no_events_gets_in(
    desk: Desk, coord: Visitor
) -> None:
    assert coord.get(f"{NEW}?province=84").status == 404
    assert coord.get("/rotations/workbook?province=84").status == 404
    assert send(coord, "record", **{"moves.0.district": "8401"}).status == 422
    chief = visitor(desk, "5715.chief")
    assert {chief.get(one).status for one in (LIST, NEW, "/rotations/workbook?province=57")} == {
        403
    }
    assert not [one for one in chief.get("/districts/5715").links() if "rotations" in one]


def test_whoever_looks_after_the_country_is_asked_for_the_province(desk: Desk) -> None:
    admin = visitor(desk, "admin")
    page = admin.get(NEW, "th")
    assert page.tree.xpath("//select[@name='province']")
    assert admin.get(f"{NEW}?province=57").tree.xpath("//*[@name='moves.0.district']")


def test_the_form_is_of_the_province_that_a_part_names_and_another_may_be_chosen(
    desk: Desk,
) -> None:
    part = {"person": "coord", "role": "admin", "area": "TH", "start": "2022-01-01"}
    with desk.office.registry.writing("TH") as write:
        load(write, LoadFile.model_validate({"parts": [part]}), actor=1)
    guest = visitor(desk, "coord")
    assert guest.get(NEW).value("province") == "57"
    which = f"{NEW}?choose=yes"
    assert which in guest.get(NEW).links()
    assert len(guest.get(which).tree.xpath("//select[@name='province']/option")) == 77


def test_the_pages_speak_english_too(coord: Visitor) -> None:
    coord.get("/", "en")
    looked = coord.post(NEW, {**ORDER, "transfer.dated": "2022-09-15",
                              "transfer.on": "2022-10-01", "step": "check"})  # fmt: skip
    assert "Nothing is recorded yet" in looked.main
    assert "Sommut Tuayang" in looked.main  # who leaves has an English name
    assert "สมมุติ ตัวอย่าง" not in looked.main
    assert "{" not in looked.main + coord.get(NEW).main + coord.get(LIST).main


def test_a_sample_of_the_amending_order_is_given_and_nothing_is_recorded(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    by_name(desk)
    desk.on("2022-09-20")
    coord = visitor(desk, "coord")
    coord.get("/", "th")
    looked = send(coord, "check")
    assert "ตัวอย่างคำสั่งแก้ไขเพิ่มเติม" in looked.main
    coord.get(NEW)
    given = send(coord, "draft/5715").response
    assert given.status_code == 200
    text = "\n".join(paragraphs(given.content))
    assert text.startswith("ตัวอย่าง")
    assert COMING in text
    assert events(desk) == []
    coord.get(NEW)
    assert send(coord, "draft/5704").status == 404


def test_a_calling_off_that_was_a_mistake_is_ticked_looked_at_and_put_right(
    desk: Desk, coord: Visitor
) -> None:
    send(coord, "record")
    send(coord, "record", **{"moves.0.called_off": "yes"})
    assert events(desk) == []
    refused = send(coord, "record")
    assert "บันทึกการยกเลิกผิด" in refused.beside("moves.0.district")
    mistake = {"moves.0.called_off_by_mistake": "yes", "moves.0.coming": ""}
    looked = send(coord, "check", **mistake)
    assert "มีผลตามเดิม" in looked.main
    assert COMING in looked.main
    assert events(desk) == []
    assert send(coord, "record", **mistake).path == LIST
    assert events(desk) == ["2022-10-01"]


def test_a_later_order_that_moves_and_one_that_calls_off_stand_on_the_list_of_rotations(
    desk: Desk, coord: Visitor
) -> None:
    send(coord, "record")
    later = {
        "transfer.number": "350/2565", "transfer.dated": "18/9/2565", "transfer.on": "15/10/2565",
        "moves.0.coming": "", "moves.0.of_order": "301/2565",
    }  # fmt: skip
    looked = send(coord, "check", **later)
    assert "เปลี่ยนวันที่มีผล" in looked.main
    assert looked.value("moves.0.of_order") == "301/2565"
    done = send(coord, "record", **later)
    assert events(desk) == ["2022-10-15"]
    assert "เปลี่ยนวันที่มีผลของการย้ายตามคำสั่งที่ 301/2565" in done.main
    off = {**later, "transfer.number": "377/2565", "moves.0.called_off": "yes"}
    listed = send(coord, "record", **off).main
    assert events(desk) == []
    assert "ยกเลิกการย้ายตามคำสั่งที่ 350/2565" in listed
    wrong = send(coord, "check", **{**later, "transfer.number": "380/2565"})
    assert "377/2565" in wrong.beside("moves.0.of_order")
