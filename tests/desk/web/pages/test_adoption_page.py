"""S1 through the pages: the paper committee of Chiang Khong, by workbook and by hand."""

import io

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from config.words import say
from flows.decisions.withdraw import withdraw
from registry.models import Attempt, Document, table_of
from registry.queries.documents import documents
from registry.queries.people import person
from registry.rules.quarter_sheet import COLUMNS as QUARTER_COLUMNS
from registry.verification import verify
from tasks.workbooks.adoption_workbook import example_form
from tests.builders import COORDINATOR, Desk, a_desk
from tests.desk.web.pages.at_adoptions import (
    ADOPT,
    BY_HAND,
    CHIANG_KHONG,
    ORDER,
    PDF,
    SEATS,
    XLSX,
    again,
    book,
    desk,
    recorded,
    rows,
    scan,
    send,
)
from tests.desk.web.visitor import visitor
from tests.flows.dissolution.at_endings import dissolved

__all__ = ["desk"]


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


def test_the_workbook_of_another_page_is_told_in_one_sentence_and_does_not_stick(
    desk: Desk,
) -> None:
    foreign = Workbook()
    page = foreign.active
    assert page is not None
    page.title = say("quarter_sheet.figures", "th")  # an adoption has a sheet of that name too
    for row in (["ตัวชี้วัด"], list(QUARTER_COLUMNS["figures"]), ["persons_assisted", "", "ก", "", 3]):
        page.append(row)
    content = io.BytesIO()
    foreign.save(content)
    who = visitor(desk, "coord")
    told = send(who, "preview", {"book": ("5713.xlsx", content.getvalue(), XLSX)})
    assert told.status == 422
    assert len(told.problems) == 1
    assert "ไม่ใช่แบบรับคณะกรรมการ" in told.problems[0]
    anew = who.get(ADOPT)
    assert (anew.status, anew.problems) == (200, [])
    assert send(who, "preview", {"book": book()}).status == 200
