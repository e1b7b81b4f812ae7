"""Papers of orders at their gates: refused beside the field, scanned, changed by a pen."""

from datetime import date

from flows.decisions.correct import Correction, correct
from registry.queries.documents import documents
from registry.queries.seats import seats
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, SCAN, SECOND, a_desk
from tests.desk.web.at_gates import (
    CHIEF,
    COORD,
    FOCAL,
    PDF,
    Form,
    as_shown,
    at_registration,
    confirm,
    desk_at,
    fill,
    place,
)
from tests.desk.web.visitor import visitor
from tests.scenarios.test_s4_the_pen import signed_by_pen


def test_an_order_signed_before_its_draft_is_refused_beside_the_date(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    desk.on("2022-07-29")
    coord = visitor(desk, "coord")
    fill(coord, order, "deputy_review#1", FOCAL, "21/6/2565", {"result": "forward"})
    page = fill(coord, order, "chief_review#1", CHIEF, "19/6/2565", {"result": "sign"})
    assert page.status == 422
    assert "20 มิถุนายน 2565" in page.beside("decided_on")


def test_a_two_digit_order_number_is_refused_and_the_scan_is_kept(sqlite_url: str) -> None:
    desk, order = at_registration(sqlite_url)
    desk.on("2022-07-29")
    coord = visitor(desk, "coord")
    signed: Form = {"number": "12/65", "dated": "15/7/2565", "printed": "as_printed"}
    files = {"evidence": PDF}
    page = fill(coord, order, "registration#1", CHIEF, "15/7/2565", signed, files=files)
    assert page.status == 422
    assert "สี่หลัก" in page.beside("number")
    assert "order.pdf" in page.main
    again = {**signed, "number": "12/2565", "held": page.value("held")}
    fill_again = {"by": CHIEF, "decided_on": "15/7/2565", "step": "send", **again}
    check = coord.post(place(order, "registration#1"), fill_again)
    assert "order.pdf" in check.main
    assert confirm(coord, check, order, "registration#1").status == 200
    with desk.office.registry.reading() as connection:
        kinds = [one.kind for one in documents(connection, instance_id=order)]
    assert kinds.count("scan.registration") == 1


def test_what_a_pen_changed_is_confirmed_by_a_second_person(sqlite_url: str) -> None:
    desk, order = at_registration(sqlite_url)
    desk.on("2022-07-29")
    coord, second = visitor(desk, "coord"), visitor(desk, "coord2")
    table = as_shown(coord, order, "registration#1")
    pen = {
        "seats.new.0.body": "prevention", "seats.new.0.role": "member",
        "seats.new.0.title_th": "กำนันตำบลสมมุติ", "seats.new.0.title_en": "Kamnan of Sommut",
    }  # fmt: skip
    signed = {
        "number": "45/2565", "dated": "15/7/2565", "printed": "with_changes",
        "other_changes.0": "แก้คำผิด", **table, **pen,
    }  # fmt: skip
    scan = {"evidence": PDF}
    check = fill(coord, order, "registration#1", CHIEF, "15/7/2565", signed, files=scan)
    confirm(coord, check, order, "registration#1")
    path = "confirm_as_signed#1"
    own = fill(coord, order, path, COORD, "16/7/2565", {"result": "confirmed"})
    assert own.status == 422
    page = second.get(place(order, path))
    assert "เพิ่ม “กำนันตำบลสมมุติ”" in page.main
    assert "แก้คำผิด" in page.main
    assert "order.pdf" in page.main
    by = "57/psdhs_coordinator/2@coord2"
    check = fill(second, order, path, by, "16/7/2565", {"result": "confirmed"})
    confirm(second, check, order, path)
    with desk.office.registry.reading() as connection:
        now = seats(connection, MAE_FAH_LUANG, date(2022, 7, 16))
    assert "กำนันตำบลสมมุติ" in {one.title_th for one in now}


def test_what_the_second_person_confirms_is_shown_as_corrected(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = signed_by_pen(desk)
    correct(
        desk.office,
        Correction(
            order, "registration", {"number": "54/2565"}, reason="พิมพ์ผิด", recorded_by="coord"
        ),
    )
    second = visitor(desk, "coord2")
    (proposed,) = [one for one in desk.waits_at(order) if one.startswith("!correction")]
    assert "54/2565" in second.get(place(order, proposed)).main
    assert "45/2565" in second.get(place(order, "confirm_as_signed#1")).main  # nobody agreed yet
    confirmed: Json = {"result": "confirmed"}
    desk.decide(order, "confirm_correction", SECOND, "2022-06-30", confirmed, recorded_by="coord2")
    page = second.get(place(order, "confirm_as_signed#1"))
    assert "54/2565" in page.main
    assert "45/2565" not in page.main
    assert SCAN.file_name in page.main


def test_a_scan_that_is_held_for_one_is_nobody_elses(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    coord, other = visitor(desk, "coord"), visitor(desk, "coord2")
    scan = {"evidence": PDF}
    page = fill(coord, number, "advocacy#1", CHIEF, "2/6/65", {"result": "agreed"}, files=scan)
    token = page.value("held")
    assert "order.pdf" in page.main
    stolen: Form = {"result": "agreed", "held": token}
    assert "order.pdf" not in fill(other, number, "advocacy#1", CHIEF, "2/6/65", stolen).main


def test_a_scan_that_is_attached_again_after_a_refusal_is_one(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    coord = visitor(desk, "coord")
    answer: Form = {"result": "agreed"}
    scan = {"evidence": PDF}
    page = fill(coord, number, "advocacy#1", CHIEF, "2/6/65", answer, files=scan)
    again: Form = {**answer, "held": page.value("held")}
    page = fill(coord, number, "advocacy#1", CHIEF, "2/6/65", again, files=scan)
    assert len(page.tree.xpath("//input[@name='held']")) == 1


def test_a_day_on_which_nobody_held_the_office_is_told_with_its_title(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    coord = visitor(desk, "coord")
    page = fill(coord, number, "advocacy#1", CHIEF, "1/1/2560", {"result": "agreed"})
    assert "นายอำเภอแม่ฟ้าหลวง" in page.beside("by")
    assert "district_chief" not in page.beside("by")


def test_a_signed_order_needs_its_scan(sqlite_url: str) -> None:
    desk, order = at_registration(sqlite_url)
    desk.on("2022-07-29")
    coord = visitor(desk, "coord")
    signed: Form = {"number": "12/2565", "dated": "15/7/2565", "printed": "as_printed"}
    page = fill(coord, order, "registration#1", CHIEF, "15/7/2565", signed)
    assert page.beside("evidence")
    fake = {"evidence": ("order.pdf", b"MZ not a scan", "application/pdf")}
    page = fill(coord, order, "registration#1", CHIEF, "15/7/2565", signed, files=fake)
    assert "PDF" in page.beside("evidence")
