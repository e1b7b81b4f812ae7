"""S1 through the pages: the paper committee of Chiang Khong, by workbook and by hand."""

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from flows.decisions.withdraw import withdraw
from registry.models import Attempt, Document, table_of
from registry.queries.documents import documents
from registry.queries.history import past_events, past_figures
from registry.queries.orders import orders_in_force
from registry.queries.people import person
from registry.queries.seats import seats
from registry.verification import verify
from tasks.workbooks.adoption_workbook import adoption_workbook, example_form
from tests.builders import COORDINATOR, Desk, a_desk, a_pdf
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.flows.dissolution.at_endings import dissolved

CHIANG_KHONG = "5703"
ADOPT = f"/districts/{CHIANG_KHONG}/adopt"
BY_HAND = f"{ADOPT}/by-hand"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url, "2022-06-20")  # nobody of Chiang Khong is known yet


def book(**changes: list[dict[str, object]]) -> tuple[str, bytes, str]:
    return ("เชียงของ.xlsx", adoption_workbook({**example_form(), **changes}), XLSX)


def scan(name: str, mark: str = "") -> tuple[str, bytes, str]:
    return (name, a_pdf(mark or name), PDF)


def send(who: Visitor, step: str, files: object = None, **typed: str | Sequence[str]) -> Page:
    who.get(ADOPT, "th")
    data = {"step": step, "whole": "yes", **typed}
    return who.post(ADOPT, data, files)  # type: ignore[arg-type]


def again(who: Visitor, page: Page, step: str, **typed: str | Sequence[str]) -> Page:
    """The preview's own form, sent with everything that it holds."""
    fields: dict[str, Any] = {}
    for one in page.tree.xpath(f"//form[@action='{ADOPT}' or @action='{BY_HAND}']//*[@name]"):
        kind, name = one.get("type", ""), str(one.get("name"))
        if one.tag == "button" or kind == "file" or (kind == "checkbox" and not one.get("checked")):
            continue
        value = one.value if one.tag == "select" else one.get("value")
        fields.setdefault(name, []).append(str(value or ""))
    place = page.tree.xpath(f"//form[@action='{ADOPT}' or @action='{BY_HAND}']/@action")[0]
    return who.post(str(place), {**fields, **typed, "step": step})


def recorded(desk: Desk) -> tuple[int, int, int]:
    """How many facts, seats and orders in force the registry holds."""
    with desk.office.registry.reading() as connection:
        facts = past_events(connection, CHIANG_KHONG), past_figures(connection, CHIANG_KHONG)
        today = desk.office.registry.today
        return (
            sum(len(one) for one in facts),
            len(seats(connection, CHIANG_KHONG, today)),
            len(orders_in_force(connection, CHIANG_KHONG, today)),
        )


def test_a_workbook_with_errors_then_the_right_one_takes_the_committee_in(desk: Desk) -> None:
    who = visitor(desk, "coord")
    wrong = book(
        steps=[{"step": "inception", "on": "31 ก.พ. 2562"}],
        plans=[{"fiscal_year": "65", "state": "accepted"}, {"fiscal_year": 2564, "state": "?"}],
    )
    page = send(who, "record", {"book": wrong})
    assert page.status == 422
    for cell in ("ขั้นตอน!B3", "แผน", "A3", "B4"):
        assert cell in " ".join(page.problems), cell
    assert len(page.problems) == 3, "all of them at once"
    assert "year" not in " ".join(page.problems), "in the page's language alone"
    assert recorded(desk) == (0, 0, 0)
    seen = send(who, "preview", {"book": book()})
    assert "ไม่ได้บันทึก" in seen.main
    assert "45.1/2562" in seen.main, "the inserted number is warned of"
    assert recorded(desk) == (0, 0, 0), "nothing is recorded by looking"
    done = again(who, seen, "record")
    assert done.path == f"/districts/{CHIANG_KHONG}/adopted"
    assert "บันทึกคณะกรรมการแล้ว" in done.main
    assert "ไม่ได้บันทึก" in done.main
    (row,) = desk.instances()
    assert (row.phase, row.status) == ("capacity", "finished"), "it met and was trained"
    assert f"/instances/{row.id}" in done.links()
    assert f"/districts/{CHIANG_KHONG}#committee" in done.links(), "do they still sit?"
    assert f"/districts/{CHIANG_KHONG}/order" in done.links()
    assert recorded(desk)[1:] == (len({(r["body"], r["no"]) for r in example_form()["roster"]}), 1)
    assert verify(desk.office.registry) == ()


def test_the_same_workbook_twice_changes_nothing_and_says_so(desk: Desk) -> None:
    who = visitor(desk, "coord")
    send(who, "record", {"book": book()})
    before = recorded(desk)
    seen = send(who, "preview", {"book": book()})
    assert "จะไม่มีการเปลี่ยนแปลงใด" in seen.main
    done = again(who, seen, "record")
    assert "ไม่มีการเปลี่ยนแปลง" in done.main
    assert recorded(desk) == before
    assert len(desk.instances()) == 1


def test_what_is_recorded_is_taken_as_a_workbook_and_comes_back_the_same(desk: Desk) -> None:
    who = visitor(desk, "coord")
    send(who, "record", {"book": book()})
    taken = who.get(f"{ADOPT}/workbook?what=recorded").response.content
    seen = send(who, "preview", {"book": ("again.xlsx", taken, XLSX)})
    assert "จะไม่มีการเปลี่ยนแปลงใด" in seen.main
    with desk.office.registry.reading() as connection:
        attempt = table_of(Attempt)
        rows = connection.execute(select(attempt.c.code, attempt.c.target)).all()
    assert ("export", f"adoption/{CHIANG_KHONG}/recorded") in [tuple(one) for one in rows]


@pytest.mark.parametrize("what", ["empty", "filled"])
def test_the_examples_are_workbooks(desk: Desk, what: str) -> None:
    answer = visitor(desk, "coord").get(f"{ADOPT}/workbook?what={what}").response
    names = load_workbook(io.BytesIO(answer.content)).sheetnames
    assert answer.headers["content-type"] == XLSX
    assert "รายชื่อ" in names


def test_many_scans_are_filed_by_kind_number_and_date(desk: Desk) -> None:
    who = visitor(desk, "coord")
    files = [scan("คำสั่ง 45.1-2562 พ.ค. 2562.pdf"), scan("IMG_1.pdf", "a"), scan("IMG_1.pdf", "b")]
    seen = send(who, "preview", {"book": book(), "scans": files}, attested="yes")
    assert seen.status == 422, "two of them do not say what they are"
    names = [str(one.get("name")) for one in seen.tree.xpath("//select[@name]")]
    kinds = [one for one in names if one.endswith(".kind")]
    assert len(kinds) == 3
    assert "IMG_1 (2).pdf" in seen.main
    assert seen.value(kinds[0]) == "order", "told by its name"
    assert seen.value(kinds[0].replace(".kind", ".number")) == "45.1/2562"
    assert seen.beside(kinds[1])
    typed = {
        name.replace(".kind", column): text
        for name in kinds[1:]
        for column, text in ((".kind", "minutes"), (".on", "มิ.ย. 2563"), (".number", "2/2563"))
    }
    done = again(who, seen, "record", **typed)
    assert done.path.endswith("/adopted")
    with desk.office.registry.reading() as connection:
        papers = documents(connection, district=CHIANG_KHONG)
        attested = set(connection.scalars(select(table_of(Document).c.attested_by)))
        coordinator = person(connection, "coord", field="person").id
    assert sorted(one.kind for one in papers) == ["past.minutes", "past.minutes", "past.order"]
    assert attested == {coordinator}


def test_workbook_and_scans_are_chosen_at_once_and_told_apart(desk: Desk) -> None:
    who = visitor(desk, "coord")
    files = [scan("คำสั่ง 45.1-2562 พ.ค. 2562.pdf"), book(), scan("อื่น 2562.PDF")]
    seen = send(who, "preview", {"book": files}, attested="yes")
    assert "เชียงของ.xlsx" in seen.main
    assert len(seen.tree.xpath("//select[contains(@name, '.kind')]")) == 2
    two = send(who, "preview", {"book": [book(), ("ฉบับเก่า.xlsx", book()[1], XLSX)]})
    assert two.beside("scans"), "the second workbook is no scan"


def test_scans_are_not_taken_without_the_attestation(desk: Desk) -> None:
    who = visitor(desk, "coord")
    page = send(who, "record", {"book": book(), "scans": [scan("order 45-2562 2019-05-07.pdf")]})
    assert page.status == 422
    assert page.beside("attested")
    assert recorded(desk) == (0, 0, 0)
    assert again(who, page, "record", attested="yes").path.endswith("/adopted")


def test_an_upload_that_was_cut_off_records_nothing(desk: Desk) -> None:
    who = visitor(desk, "coord")
    who.get(ADOPT, "th")
    page = who.post(ADOPT, {"step": "record"}, {"book": book()})
    assert page.status == 422
    assert page.beside("book")
    assert recorded(desk) == (0, 0, 0)


def test_what_is_no_workbook_or_no_scan_is_told_beside_its_field(desk: Desk) -> None:
    who = visitor(desk, "coord")
    none = send(who, "preview")
    assert none.beside("book")
    broken = send(who, "preview", {"book": ("x.xlsx", b"PK\x03\x04nothing", XLSX)})
    assert broken.beside("book")
    text = send(who, "preview", {"book": book(), "scans": [("a.pdf", b"text", PDF)]})
    assert text.beside("scans")
    gone = send(who, "record", held_book="nobody-holds-this")
    assert gone.beside("book")
    assert recorded(desk) == (0, 0, 0)


def test_an_establishment_under_way_is_replaced_only_with_its_reason(desk: Desk) -> None:
    first = desk.start(on="2022-06-20", district=CHIANG_KHONG)
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-20", {"finding": "unknown"})
    who = visitor(desk, "coord")
    seen = send(who, "preview", {"book": book()})
    assert "งานนั้นจะยุติ" in seen.main
    kept = again(who, seen, "record")
    assert kept.beside("instead")
    reasonless = again(who, kept, "record", instead=str(first))
    assert reasonless.beside("reason")
    done = again(who, reasonless, "record", instead=str(first), reason="พบคำสั่งเดิมปี 2562")
    assert done.path.endswith("/adopted")
    assert [one.status for one in desk.instances()] == ["stopped", "finished"]


def test_a_form_that_was_looked_at_for_another_committee_is_not_recorded_and_kept(
    desk: Desk,
) -> None:
    send(visitor(desk, "coord"), "record", {"book": book()})
    ending = dissolved(desk, "2022-06-21", CHIANG_KHONG)
    desk.on("2022-06-23")
    who = visitor(desk, "coord")
    page = who.get(BY_HAND, "th")
    next_order = {**ORDER, "number": "50/2565", "dated": "22 มิ.ย. 2565"}
    page = again(who, page, "next", **rows([next_order]))
    page = again(who, page, "", go="roster")
    seen = again(who, page, "check", **rows(SEATS))
    assert "ต่อจากชุดที่สิ้นสุดเมื่อ 21 มิถุนายน 2565" in seen.main
    withdraw(desk.office, ending, "confirm_ending", reason="ผิดอำเภอ", recorded_by="coord2")
    before = recorded(desk)
    refused = again(who, seen, "record")
    assert refused.status == 422
    assert "ขณะนี้แบบนี้เป็นการแก้ไขข้อมูลคณะกรรมการที่รับเข้าไว้แล้ว" in " ".join(refused.problems)
    assert recorded(desk) == before
    assert "50/2565" in refused.value("kept"), "what was typed is kept"
    assert "เป็นการแก้ไขข้อมูล" in again(who, refused, "preview").main


def rows(sheet: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {
        f"r.{place}.{name}": text for place, row in enumerate(sheet) for name, text in row.items()
    }


ORDER = {
    "standing": "in_force", "kind": "new", "heading": "คำสั่งอำเภอเชียงของ", "number": "45/2562",
    "dated": "พ.ค. 2562", "paper": "found",
}  # fmt: skip
SEATS = [
    {"body": "executive", "no": "1", "role": "chair", "position": "นายอำเภอเชียงของ"},
    {"body": "executive", "no": "2", "role": "member", "position": "สาธารณสุขอำเภอ",
     "name": "นายสมมุติสิน แบบเรียน"},
]  # fmt: skip


def test_page_by_page_by_hand_comes_to_the_same(desk: Desk) -> None:
    who = visitor(desk, "coord")
    page = who.get(BY_HAND, "th")
    assert "คำสั่งอำเภอเชียงของ" in page.value("r.0.heading")
    missing = again(who, page, "next", **rows([{**ORDER, "dated": "31/2/2562"}]))
    assert missing.beside("r.0.dated").startswith("คำสั่ง รายการที่ 1 – ")
    page = again(who, missing, "next", **rows([ORDER]))
    assert page.value("sheet") == "officers"
    page = again(who, page, "next", **{"r.0.name": "นายสมมุติ ตัวอย่าง", "r.0.start": "2562"})
    assert page.value("sheet") == "roster"
    page = again(who, page, "add", **rows(SEATS[:1]))
    page = again(who, page, "next", **rows(SEATS))
    assert page.value("sheet") == "steps"
    place = [one.get("value") for one in page.tree.xpath("//option[@selected]")].index("inception")
    seen = again(who, page, "check", **{f"r.{place}.on": "20 มิ.ย. 2562"})
    assert seen.status == 200
    assert "ไม่ได้บันทึก" in seen.main
    assert recorded(desk) == (0, 0, 0)
    done = again(who, seen, "record")
    assert done.path.endswith("/adopted")
    assert recorded(desk)[1:] == (2, 1)
    (row,) = desk.instances()
    assert row.phase == "capacity"


def test_what_is_recorded_can_be_filled_up_by_hand(desk: Desk) -> None:
    who = visitor(desk, "coord")
    send(who, "record", {"book": book()})
    before = recorded(desk)
    page = who.get(BY_HAND, "th")
    assert page.value("r.0.number") in ("45.1/2562", "210/2556")
    seen = again(who, page, "check")
    assert "จะไม่มีการเปลี่ยนแปลงใด" in seen.main
    page = again(who, page, "", go="plans")
    page = again(who, page, "add")
    place = len(page.tree.xpath("//fieldset")) - 1
    more = {f"r.{place}.fiscal_year": "2565", f"r.{place}.state": "submitted"}
    seen = again(who, page, "check", **more)
    done = again(who, seen, "record")
    assert "บันทึกคณะกรรมการแล้ว" in done.main
    assert recorded(desk) == (before[0] + 1, *before[1:])


def test_rows_typed_by_hand_are_taken_along_as_a_workbook(desk: Desk) -> None:
    who = visitor(desk, "coord")
    page = who.get(BY_HAND, "th")
    taken = again(who, page, "take", **rows([ORDER])).response.content
    seen = send(who, "preview", {"book": ("mine.xlsx", taken, XLSX)})
    assert "45/2562" in seen.main


def test_the_model_committee_is_a_roster_to_begin_from(desk: Desk) -> None:
    who = visitor(desk, "coord")
    page = again(who, again(who, who.get(BY_HAND, "th"), "", go="roster"), "model")
    assert len(page.tree.xpath("//fieldset")) == 27
    assert "เชียงของ" in page.value("r.0.position")


def test_rows_that_are_no_rows_are_left_aside(desk: Desk) -> None:
    who = visitor(desk, "coord")
    who.get(BY_HAND, "th")
    odd = json.dumps({"nonsense": [{"a": "b"}], "orders": [{"x": "y"}]})
    for kept in ("{", "[]", '{"orders": 1}', odd):
        assert who.post(BY_HAND, {"kept": kept, "sheet": "nowhere", "step": "next"}).status < 500


def test_only_who_may_load_takes_a_committee_in(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-20", CHIANG_KHONG)
    chief = visitor(desk, f"{CHIANG_KHONG}.chief")
    for place in (ADOPT, BY_HAND, f"{ADOPT}/workbook?what=empty"):
        assert chief.get(place).status == 403, place
    assert chief.get(f"/districts/{CHIANG_KHONG}/adopted").status == 200
    assert ADOPT not in chief.get(f"/districts/{CHIANG_KHONG}").links()
    assert ADOPT in visitor(desk, "coord").get(f"/districts/{CHIANG_KHONG}").links()


def test_sixty_scans_come_with_their_workbook_at_once(desk: Desk) -> None:
    who = visitor(desk, "coord")
    files = [scan(f"รายงานการประชุม {place}-2562 2562.pdf") for place in range(1, 61)]
    page = send(who, "record", {"book": book(), "scans": files}, attested="yes")
    assert page.path.endswith("/adopted")
    with desk.office.registry.reading() as connection:
        assert len(documents(connection, district=CHIANG_KHONG)) == 60


def test_a_second_click_is_told_where_it_stands(desk: Desk) -> None:
    who = visitor(desk, "coord")
    seen = send(who, "preview", {"book": book()})
    again(who, seen, "record")
    before = recorded(desk)
    second = again(who, seen, "record")
    assert "บันทึกไปแล้ว" in second.main
    assert f"/districts/{CHIANG_KHONG}/adopted" in second.links()
    assert recorded(desk) == before


def test_pages_that_were_filled_in_are_there_again_in_another_browser(desk: Desk) -> None:
    first = visitor(desk, "coord")
    turned = again(first, first.get(BY_HAND, "th"), "next", **rows([ORDER]))
    assert turned.response.url.query == b"sheet=officers", "so that back shows the page"
    other = visitor(desk, "coord")
    found = other.get(BY_HAND, "th")
    assert found.value("r.0.number") == ORDER["number"]
    assert "กำลังกรอกขั้นตอนนี้อยู่" in visitor(desk, "coord2").get(BY_HAND, "th").main
    other.post(BY_HAND, {"step": "discard"})
    assert other.get(BY_HAND).value("r.0.number") == ""


def test_the_script_keeps_the_page_that_is_being_typed(desk: Desk) -> None:
    who = visitor(desk, "coord")
    who.get(BY_HAND, "th")
    answer = who.post(f"{BY_HAND}/draft", {"sheet": "orders", "r.0.number": ORDER["number"]})
    assert answer.response.json().keys() == {"saved"}
    assert visitor(desk, "coord").get(BY_HAND).value("r.0.number") == ORDER["number"]


@pytest.mark.parametrize("away", [{"step": "previous"}, {"go": "orders"}])
def test_who_leaves_a_page_with_an_identity_number_loses_nothing_of_it(
    desk: Desk, away: dict[str, str]
) -> None:
    who = visitor(desk, "coord")
    who.get(BY_HAND, "th")
    typed = {"r.0.name": "นายสมชาย 1101700230708", "r.0.start": "1 ตุลาคม 2561", "kept": "{}"}
    page = who.post(BY_HAND, {"sheet": "officers", **typed, **away})
    assert page.value("r.0.start") == "1 ตุลาคม 2561"
    assert page.beside("r.0.name"), "it is told where it stands"
