"""The plan as people write it in the browser: rows, quarters, two at once, put forward."""

import io

import pytest
from docx import Document

from flows.plan.writing import add_rows, save_row
from registry.journal import entries
from registry.queries.documents import documents
from registry.rules.plain_values import Json
from registry.rules.uploads import XLSX
from tests.builders import COORDINATOR, Desk
from tests.desk.imports.plan_workbooks import put
from tests.desk.web.at_gates import make_partner
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.desk.years import a_year, go_to, needing, sent as sent_in_year
from tests.flows.plan.plans import a_row, copy_of, writing_desk
from tests.workbook_edits import edited

WHO = "5715.deputy"
FOCAL = "5715/focal_point@5715.deputy"
SAID = {"by": FOCAL, "decided_on": "4/7/2565", "step": "send"}


def fields(page: Page) -> dict[str, list[str]]:
    """What the page's form would send that nobody touched."""
    found: dict[str, list[str]] = {}
    for one in page.tree.xpath("//main//form//*[@name]"):
        name, kind = one.get("name"), one.get("type")
        if one.tag == "button" or name == "csrf":
            continue
        if kind in ("checkbox", "radio") and one.get("checked") is None:
            continue
        said = one.text if one.tag == "textarea" else one.get("value")
        if one.tag == "select":
            said = one.value
        found.setdefault(name, []).append(said or "")
    return found


def summaries(page: Page) -> list[str]:
    """What the parts of the page's form say while they are folded."""
    return [" ".join(one.text_content().split()) for one in page.tree.cssselect("summary")]


def look_at(who: Visitor, plan: int, content: bytes) -> Page:
    file = ("plan.xlsx", content, XLSX)
    return who.post(f"/plans/{plan}/files", {"step": "look"}, {"workbook": file})


@pytest.fixture
def office(sqlite_url: str) -> tuple[Desk, int]:
    return writing_desk(sqlite_url)


def test_duties_without_an_activity_are_told_once_with_their_list(office: tuple[Desk, int]) -> None:
    desk, plan = office
    add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    told = visitor(desk, WHO).get(f"/plans/{plan}").main.split("ยังไม่มีกิจกรรมตามหน้าที่")
    assert len(told) == 2
    assert "(1) " in told[1]
    assert "(7) " in told[1]


def test_duties_that_groups_bear_in_the_same_words_are_told_with_their_group(
    office: tuple[Desk, int],
) -> None:
    desk, plan = office
    add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    told = visitor(desk, WHO).get(f"/plans/{plan}").main
    shared = "ปฏิบัติงานอื่นตามที่คณะกรรมการอำนวยการมอบหมาย"
    for group in ("ฝ่ายป้องกันและเฝ้าระวัง", "ฝ่ายปราบปรามและข้อมูล", "ฝ่ายฟื้นฟูและเยียวยา"):
        assert told.count(f"{shared} ({group})") == 1
    assert told.count(shared) == 3


def test_a_row_is_read_in_words_by_whoever_may_not_write_it(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    needing(desk, year)
    plan = sent_in_year(desk)
    page = visitor(desk, "coord").get(f"/plans/{plan}/rows/row-3", "th")
    assert not page.tree.cssselect("main input:not([type=hidden]), main textarea, main select")
    told = {
        one.cssselect("dt")[0].text_content().strip(): " ".join(
            one.cssselect("dd")[0].text_content().split()
        )
        for one in page.tree.cssselect("main dl.facts > div")
    }
    assert told["โครงการ/กิจกรรม"] == "อบรมแกนนำหมู่บ้าน"
    assert told["จำนวนเงิน (บาท)"] == "30,000 บาท"
    assert told["ไตรมาส"].startswith("ไตรมาส 2")
    assert all(told.values())  # what nobody filled in is not asked


def test_a_folded_part_of_a_row_says_its_amount_once_and_with_commas(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    needing(desk, year)
    go_to(desk, "2023-07-03")
    plan = next(one.instance_id for one in desk.gates() if one.gate == "plan_draft")
    page = visitor(desk, WHO).get(f"/plans/{plan}/rows/row-1")
    (said,) = [one for one in summaries(page) if one.startswith("งบประมาณ")]
    assert said == "งบประมาณ อปท. จัดในข้อบัญญัติ/เทศบัญญัติของตน · 30,000 บาท"


def test_the_title_of_a_row_is_seen_over_several_lines_and_kept_as_one(
    office: tuple[Desk, int],
) -> None:
    desk, plan = office
    add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    who = visitor(desk, WHO)
    page = who.get(f"/plans/{plan}/rows/row-1")
    assert page.tree.get_element_by_id("activity").tag == "textarea"
    sent = {**fields(page), "activity": "อบรมแกนนำ\r\nหมู่บ้านชายแดน ", "step": "save"}
    assert who.post(f"/plans/{plan}/rows/row-1", sent).status == 200
    body = copy_of(desk, plan).rows[0].body
    assert body is not None
    assert body["activity"] == "อบรมแกนนำ หมู่บ้านชายแดน"


def test_a_row_of_the_menu_is_added_and_completed(office: tuple[Desk, int]) -> None:
    desk, plan = office
    who = visitor(desk, WHO)
    assert "ยังไม่มีกิจกรรมในแผน" in who.get(f"/plans/{plan}").main
    page = who.post(f"/plans/{plan}/add", {"row": "menu:campaign"})
    assert page.path == f"/plans/{plan}/rows/row-1"
    assert "ยังขาด" in page.main
    sent = {**fields(page), "quarters": ["q1"], "lead": "executive.district_chief", "step": "save"}
    page = who.post(f"/plans/{plan}/rows/row-1", sent)
    assert (page.path, page.problems) == (f"/plans/{plan}", [])
    assert not copy_of(desk, plan).readings["row-1"].lacks


def test_what_cannot_be_read_is_told_beside_its_field_and_kept_in_the_form(
    office: tuple[Desk, int],
) -> None:
    desk, plan = office
    add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    who = visitor(desk, WHO)
    page = who.get(f"/plans/{plan}/rows/row-1")
    for amount in ("สามหมื่น", "-5", "1e9"):
        sent = {**fields(page), "mode": "ordinance", "amount": amount, "step": "save"}
        told = who.post(f"/plans/{plan}/rows/row-1", sent)
        assert told.status == 422
        assert told.beside("amount")
        assert told.value("amount") == amount
    sent = {**fields(page), "starts": "5/10/2565", "ends": "1/10/2565", "step": "save"}
    assert who.post(f"/plans/{plan}/rows/row-1", sent).beside("ends")
    sent = {**fields(page), "mode": "ordinance", "amount": "๓๐,๐๐๐", "step": "save"}
    assert who.post(f"/plans/{plan}/rows/row-1", sent).status == 200
    body = copy_of(desk, plan).rows[0].body
    assert body is not None
    assert body["amount"] == "30000"


def test_the_second_sees_both_versions_and_chooses_field_by_field(
    office: tuple[Desk, int],
) -> None:
    desk, plan = office
    add_rows(desk.office, plan, [a_row(aim="เดิม", places="เดิม")], recorded_by=WHO)
    second = visitor(desk, "coord")
    opened = fields(second.get(f"/plans/{plan}/rows/row-1"))
    save_row(desk.office, plan, "row-1", 1, a_row(aim="ของคนแรก", places="เดิม"), recorded_by=WHO)
    late = second.post(
        f"/plans/{plan}/rows/row-1",
        {**opened, "aim": "ของคนที่สอง", "places": "ตำบลเทอดไทย", "step": "save"},
    )
    assert late.status == 409
    assert "ของคนแรก" in late.main
    assert "ของคนที่สอง" in late.main
    assert late.value("pick.places") == "mine"
    chosen = {**fields(late), "pick.aim": "theirs", "step": "merge"}
    assert second.post(f"/plans/{plan}/rows/row-1", chosen).status == 200
    body = copy_of(desk, plan).rows[0].body
    assert body is not None
    assert (body["aim"], body["places"]) == ("ของคนแรก", "ตำบลเทอดไทย")


def test_what_was_mistyped_and_put_right_is_held_against_what_somebody_saved_meanwhile(
    office: tuple[Desk, int],
) -> None:
    desk, plan = office
    add_rows(desk.office, plan, [a_row(aim="เดิม")], recorded_by=WHO)
    second = visitor(desk, "coord")
    opened = fields(second.get(f"/plans/{plan}/rows/row-1"))
    save_row(desk.office, plan, "row-1", 1, a_row(aim="ของคนแรก"), recorded_by=WHO)
    typed = {"mode": "ordinance", "places": "ตำบลเทอดไทย", "step": "save"}
    wrong = second.post(f"/plans/{plan}/rows/row-1", {**opened, **typed, "amount": "สามหมื่น"})
    assert wrong.status == 422
    late = second.post(f"/plans/{plan}/rows/row-1", {**fields(wrong), **typed, "amount": "30000"})
    assert late.status == 409
    assert "ของคนแรก" in late.main
    assert "ตำบลเทอดไทย" in late.main
    body = copy_of(desk, plan).rows[0].body
    assert body is not None
    assert body["aim"] == "ของคนแรก"


def test_a_row_taken_out_meanwhile_comes_back_as_a_new_one_with_what_was_typed(
    office: tuple[Desk, int],
) -> None:
    desk, plan = office
    add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    second, first = visitor(desk, "coord"), visitor(desk, WHO)
    opened = fields(second.get(f"/plans/{plan}/rows/row-1"))
    first.post(f"/plans/{plan}/rows/row-1", {"version": "1", "step": "out"})
    late = second.post(f"/plans/{plan}/rows/row-1", {**opened, "aim": "ยังต้องทำ", "step": "save"})
    assert late.status == 409
    assert "ยังต้องทำ" in late.main
    page = second.post(f"/plans/{plan}/rows/row-1", {**fields(late), "step": "anew"})
    assert page.path == f"/plans/{plan}/rows/row-2"
    assert copy_of(desk, plan).keys == ["row-2"]


def test_quarters_are_ticked_row_by_row_and_a_moved_row_is_told(office: tuple[Desk, int]) -> None:
    desk, plan = office
    add_rows(desk.office, plan, [a_row(), a_row(activity="รณรงค์")], recorded_by=WHO)
    who = visitor(desk, WHO)
    ticked = {**fields(who.get(f"/plans/{plan}")), "q.row-1": ["q1", "q3"], "q.row-2": ["q4"]}
    save_row(desk.office, plan, "row-2", 1, a_row(activity="รณรงค์ใหญ่"), recorded_by="coord")
    page = who.post(f"/plans/{plan}/quarters", ticked)
    assert page.status == 409
    assert page.beside("row.row-2")
    one, two = (row.body or {} for row in copy_of(desk, plan).rows)
    assert (one["quarters"], two["quarters"]) == (["q1", "q3"], ["q1"])


def test_the_head_of_the_plan_is_saved_and_chosen_likewise(office: tuple[Desk, int]) -> None:
    desk, plan = office
    who = visitor(desk, WHO)
    opened = fields(who.get(f"/plans/{plan}/head"))
    who.post(f"/plans/{plan}/head", {**opened, "situation": "พื้นที่ชายแดน"})
    late = visitor(desk, "coord")
    page = late.post(f"/plans/{plan}/head", {**opened, "situation": "ของคนที่สอง"})
    assert page.status == 409
    page = late.post(f"/plans/{plan}/head", {**fields(page), "step": "merge"})
    assert copy_of(desk, plan).head.body == {"situation": "ของคนที่สอง"}


def test_the_plan_is_looked_at_as_a_plan_and_put_forward(office: tuple[Desk, int]) -> None:
    desk, plan = office
    add_rows(desk.office, plan, [a_row(), {"activity": "ยังไม่ครบ"}], recorded_by=WHO)
    who = visitor(desk, WHO)
    page = who.get(f"/plans/{plan}/submit")
    sent = {**fields(page), **SAID}
    page = who.post(f"/plans/{plan}/submit", sent)
    assert page.status == 422
    assert "ยังไม่ครบ" in page.problems[0]
    save_row(desk.office, plan, "row-2", 1, a_row(activity="รณรงค์"), recorded_by="coord")
    page = who.post(f"/plans/{plan}/submit", {**fields(page), **SAID})
    assert page.status == 409
    page = who.post(f"/plans/{plan}/submit", {**fields(page), **SAID})
    assert page.path == f"/instances/{plan}"
    with desk.office.registry.reading() as connection:
        said = [e for e in entries(connection, plan) if e.kind == "decision"]
    assert [row["key"] for row in said[-1].body["answer"]["rows"]] == ["row-1", "row-2"]
    again = who.post(f"/plans/{plan}/submit", sent)
    assert again.status in (200, 409)
    assert "ไม่ได้อยู่ระหว่างจัดทำ จึงดูได้อย่างเดียว" in who.get(f"/plans/{plan}").main


def test_a_partner_writes_and_does_not_send(office: tuple[Desk, int]) -> None:
    desk, plan = office
    partner = visitor(desk, make_partner(desk))
    page = partner.post(f"/plans/{plan}/add", {"row": "menu:campaign"})
    assert page.path == f"/plans/{plan}/rows/row-1"
    assert f"/plans/{plan}/submit" not in partner.get(f"/plans/{plan}").links()
    assert partner.post(f"/plans/{plan}/submit", {"by": FOCAL, "step": "send"}).status == 403


def test_the_chief_reads_the_plan_and_cannot_write(office: tuple[Desk, int]) -> None:
    desk, plan = office
    add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    chief = visitor(desk, "5715.chief")
    assert "อบรมให้ความรู้แก่ประชาชน" in chief.get(f"/plans/{plan}").main
    assert chief.post(f"/plans/{plan}/add", {"row": "menu:campaign"}).status == 403


def test_the_gate_of_a_draft_leads_to_the_plan(office: tuple[Desk, int]) -> None:
    desk, plan = office
    who = visitor(desk, WHO)
    assert who.get(f"/instances/{plan}/gates/plan_draft%231").path == f"/plans/{plan}"


def test_another_instance_is_no_plan(office: tuple[Desk, int]) -> None:
    desk, _ = office
    assert visitor(desk, WHO).get("/plans/1").status == 404


def test_the_workbook_goes_out_is_looked_at_and_taken_in(office: tuple[Desk, int]) -> None:
    desk, plan = office
    add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    who = visitor(desk, WHO)
    content = edited(who.get(f"/plans/{plan}/workbook").response.content, put("aim", "ในไฟล์"))
    save_row(desk.office, plan, "row-1", 1, a_row(aim="ในระบบ"), recorded_by="coord")
    page = who.post(
        f"/plans/{plan}/files", {"step": "look"}, {"workbook": ("p.xlsx", content, XLSX)}
    )
    assert "แก้ไขทั้งในระบบและในไฟล์" in page.main
    assert "ในระบบ" in page.main
    assert (copy_of(desk, plan).rows[0].body or {})["aim"] == "ในระบบ"
    sent = {**fields(page), "keep.row-1": "mine", "step": "record"}
    assert who.post(f"/plans/{plan}/files", sent).path == f"/plans/{plan}"
    assert (copy_of(desk, plan).rows[0].body or {})["aim"] == "ในไฟล์"


def test_a_workbook_that_does_not_fit_is_told_by_cell_and_one_that_is_none_too(
    office: tuple[Desk, int],
) -> None:
    desk, plan = office
    add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    who = visitor(desk, WHO)
    content = edited(who.get(f"/plans/{plan}/workbook").response.content, put("amount", "สามหมื่น"))
    page = who.post(
        f"/plans/{plan}/files", {"step": "look"}, {"workbook": ("p.xlsx", content, XLSX)}
    )
    assert "แผน!" in page.problems[0]
    page = look_at(who, plan, b"x")
    assert (page.status, len(page.problems)) == (422, 1)


def test_the_sample_in_word_is_a_draft_that_nobody_keeps(office: tuple[Desk, int]) -> None:
    desk, plan = office
    who = visitor(desk, WHO)
    assert who.get(f"/plans/{plan}/sample").status == 422
    add_rows(desk.office, plan, [a_row(), {"activity": "ยังไม่ครบ"}], recorded_by=WHO)
    given = Document(io.BytesIO(who.get(f"/plans/{plan}/sample").response.content))
    cells = " ".join(
        cell.text for table in given.tables for row in table.rows for cell in row.cells
    )
    assert a_row()["activity"] in cells
    assert "ยังไม่ครบ" not in cells
    heads = " ".join(one.text for section in given.sections for one in section.header.paragraphs)
    assert "ร่าง" in heads
    with desk.office.registry.reading() as connection:
        assert documents(connection, instance_id=plan) == []


def test_a_row_that_lacks_something_still_is_no_gap_and_its_money_counts(
    office: tuple[Desk, int],
) -> None:
    desk, plan = office
    begun = {"group": "prevention", "activity": "อบรม", "mode": "ordinance", "amount": "30000"}
    add_rows(desk.office, plan, [begun], recorded_by=WHO)
    shown = visitor(desk, WHO).get(f"/plans/{plan}").main
    assert "ด้านการป้องกัน: ยังไม่มีกิจกรรม" not in shown
    assert "ด้านการบริหารจัดการ: ยังไม่มีกิจกรรม" in shown
    assert "กรณีศึกษาเห็นว่า อปท." not in shown
    assert "30,000" in " ".join(shown.split("งบประมาณตามแหล่ง")[1:])


def test_whoever_drafts_anew_reads_what_was_asked_beside_the_plan_and_its_row(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    plan = sent_in_year(desk)
    asked: Json = {"row": "row-3", "asked": "ระบุหมู่บ้าน", "why": "ยังไม่ทราบพื้นที่"}
    adjust: Json = {"result": "adjust", "remarks": [asked]}
    desk.decide(plan, "plan_received", COORDINATOR, "2023-10-05", adjust)
    who = visitor(desk, WHO)
    said = "จังหวัด: 3. อบรมแกนนำหมู่บ้าน: ระบุหมู่บ้าน (เหตุผล: ยังไม่ทราบพื้นที่)"
    assert said in who.get(f"/plans/{plan}", "th").main
    assert said in who.get(f"/plans/{plan}/rows/row-3", "th").main
    assert "ระบุหมู่บ้าน" not in who.get(f"/plans/{plan}/rows/row-1", "th").main
