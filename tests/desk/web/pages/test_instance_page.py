"""The instance's page: where it stands, its whole history, and what may be undone."""

import re
from datetime import date
from urllib.parse import quote

from config.words import Term, written
from flows.decisions.correct import Correction, correct
from flows.engine.days import sweep
from registry.journal import entries, open_gates
from registry.queries.agencies import agencies_of
from registry.queries.audit import links
from registry.queries.documents import documents
from registry.queries.seats import seats
from registry.records.offices import assign
from registry.records.people import add_person
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.desk.web.at_gates import FOCAL, as_shown, confirm, desk_at, fill, make_partner
from tests.desk.web.at_overviews import signed
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.desk.years import a_year, needing, resolved


def last(desk: Desk, instance: int, gate: str) -> int:
    """The entry of the latest decision at the gate."""
    with desk.office.registry.reading() as connection:
        rows = entries(connection, instance)
    return [one.id for one in rows if one.kind == "decision" and one.gate == gate][-1]


def send_again(who: Visitor, page: Page, place: str) -> Page:
    """Press the last button of a page that shows once more what will be done."""
    form = page.tree.xpath("//main//form[.//button[@value='record']]")[0]
    data: dict[str, list[str]] = {}
    for one in form.xpath(".//input"):
        if one.get("name") != "csrf":
            data.setdefault(one.get("name"), []).append(one.get("value") or "")
    return who.post(place, {**data, "step": "record"})


def test_an_instance_shows_its_phases_what_it_waits_for_and_its_history(
    made_registry_url: str,
) -> None:
    desk, number = desk_at(made_registry_url, "working_team")
    page = visitor(desk, "coord").get(f"/instances/{number}")
    now = page.tree.xpath("//ol[@class='phases']/li[@aria-current='step']")
    assert "มอบหมายและตั้งคณะทำงาน" in now[0].text_content()
    assert f"/instances/{number}/gates/working_team" in page.links()
    assert "นายอำเภอแม่ฟ้าหลวง: นายสมมุติ ตัวอย่าง" in page.main
    assert "บันทึกโดย นางสาวประสาน ดี" in page.main
    assert "prasan " not in page.main
    english = visitor(desk, "coord").get(f"/instances/{number}", "en")
    assert "Recorded by Prasan Dee" in english.main


def test_an_empty_directory_is_told_with_the_way_to_fill_it(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    upload = "/offices/upload/{}"
    empty, peopled = desk.start(district="5704"), desk.start()
    coord = visitor(desk, "coord")
    assert upload.format("5704") in coord.get(f"/instances/{empty}").links()
    assert upload.format("5715") not in coord.get(f"/instances/{peopled}").links()
    make_partner(desk, "5704")
    partner = visitor(desk, "partner").get(f"/instances/{empty}")
    assert partner.status == 200
    assert upload.format("5704") not in partner.links()


def test_an_instance_is_printed_in_short_a_line_for_each_decision(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "membership")
    coord = visitor(desk, "coord")
    whole = coord.get(f"/instances/{number}")
    assert f"/instances/{number}?print=short" in whole.links()
    page = coord.get(f"/instances/{number}?print=short")
    told = len(whole.tree.cssselect(".history > li"))
    history = page.tree.xpath("//table[@class='compact stack'][2]/tbody/tr")
    assert len(history) == told > 3
    assert any("เห็นชอบ" in row.text_content() for row in history)
    assert not page.tree.cssselect(".history")


def test_an_order_shows_its_drafts_and_leads_back_to_the_establishment(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    page = visitor(desk, "coord").get(f"/instances/{order}")
    assert "ร่างคำสั่งฉบับที่ 1" in page.main
    first = next(one.id for one in desk.instances() if one.process == "establishment")
    assert f"/instances/{first}" in page.links()
    parent = visitor(desk, "coord").get(f"/instances/{first}")
    assert f"/instances/{order}" in parent.links()


def test_an_order_that_has_ended_leads_to_the_matter_that_it_was_a_part_of(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.to_order_signed()
    page = visitor(desk, "coord").get(f"/instances/{desk.order()}")
    assert {f"/instances/{first}", f"/districts/{MAE_FAH_LUANG}"} <= set(page.links())
    assert "เป็นส่วนหนึ่งของ การจัดตั้งคณะกรรมการ" in page.main


def test_a_withdrawn_decision_stays_struck_with_who_and_why(made_registry_url: str) -> None:
    desk, number = desk_at(made_registry_url, "working_team")
    coord = visitor(desk, "coord")
    place = f"/instances/{number}/withdraw/{last(desk, number, 'advocacy')}"
    assert "การมอบหมายผู้ประสานงานหลัก" in coord.get(place).main
    missing = coord.post(place, {"reason": " ", "step": "check"})
    assert missing.status == 422
    assert missing.beside("reason")
    check = coord.post(place, {"reason": "บันทึกผิดอำเภอ", "step": "check"})
    assert desk.waits_at(number) == ["working_team"]
    done = send_again(coord, check, place)
    assert done.path == f"/instances/{number}"
    assert desk.waits_at(number) == ["advocacy#1"]
    gone = done.tree.xpath("//li[@class='gone']")
    assert len(gone) == 3  # the two decisions, and the paper that was made of the second
    assert "นางสาวประสาน ดี ถอนเมื่อ 9 มิถุนายน 2565 เหตุผล: บันทึกผิดอำเภอ" in done.main
    assert "สิ้นผลเพราะ" in done.main


def test_what_was_mistyped_is_corrected_and_the_old_stays(made_registry_url: str) -> None:
    desk, number = desk_at(made_registry_url, "working_team")
    coord = visitor(desk, "coord")
    place = f"/instances/{number}/correct/{last(desk, number, 'delegation')}"
    page = coord.get(place)
    assert page.value("deputy")
    typed = {"deputy": "deputy_district_chief/1", "paper.number": "ชร 0118/45", "why": "พิมพ์ตก"}
    check = coord.post(place, {**typed, "step": "check"})
    assert "ชร 0118/45" in check.main
    done = send_again(coord, check, place)
    assert "บันทึกการแก้ไขแล้ว" in done.main
    assert "แก้ไขเมื่อ" in done.main
    nothing = coord.post(place, {**typed, "step": "record"})
    assert nothing.status == 422


def test_the_number_of_a_signed_order_is_corrected_by_two(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    with desk.office.registry.reading() as connection:
        (gate,) = open_gates(connection, instance_id=order)
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-07-15", {"result": "sign"})
    signed = {"number": "44/2565", "dated": "2022-07-15", "printed": "as_printed"}
    desk.decide(
        order, "registration", "district_chief", "2022-07-15", dict(signed), evidence=[SCAN]
    )
    assert gate.about
    coord = visitor(desk, "coord")
    place = f"/instances/{order}/correct/{last(desk, order, 'registration')}"
    typed = {
        "number": "45/2565", "dated": "15/7/2565", "printed": "as_printed", "why": "พิมพ์ผิด",
    }  # fmt: skip
    check = coord.post(place, {**typed, "step": "check"})
    assert check.status == 200, check.problems
    send_again(coord, check, place)
    (waits,) = desk.waits_at(order)
    second = visitor(desk, "coord2")
    page = second.get(f"/instances/{order}/gates/{waits}")
    assert "45/2565" in page.main
    sent = fill(
        second, order, waits, "57/psdhs_coordinator/2@coord2", "15/7/2565", {"result": "confirmed"}
    )
    done = send_again(second, sent, f"/instances/{order}/gates/{waits}")
    assert done.status == 200
    assert desk.waits_at(order) == []


def test_a_due_date_is_moved_with_a_reason(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "working_team")
    coord = visitor(desk, "coord")
    place = f"/instances/{number}/due/working_team"
    coord.get(place)
    wrong = coord.post(place, {"due_on": "1/7/65", "reason": "เลื่อน"})
    assert "สี่หลัก" in wrong.beside("due_on")
    assert wrong.value("reason") == "เลื่อน"
    assert coord.post(place, {"due_on": " ", "reason": "เลื่อน"}).beside("due_on")
    done = coord.post(place, {"due_on": "1/7/2565", "reason": "รอหนังสือ"})
    assert "1 กรกฎาคม 2565" in done.main
    (gate,) = desk.gates(number)
    assert gate.due_on == date(2022, 7, 1)


def test_an_instance_begun_by_mistake_is_stopped_after_a_second_look(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "working_team")
    coord = visitor(desk, "coord")
    place = f"/instances/{number}/stop"
    check = coord.post(place, {"on": "9/6/2565", "reason": "เริ่มผิดอำเภอ", "step": "check"})
    assert desk.waits_at(number) == ["working_team"]
    done = send_again(coord, check, place)
    assert "ยุติ" in done.main
    assert "เริ่มผิดอำเภอ" in done.main
    assert desk.waits_at(number) == []


def test_only_those_who_may_undo_are_offered_it(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "working_team")
    entry = last(desk, number, "advocacy")
    chief = visitor(desk, "5715.chief")
    page = chief.get(f"/instances/{number}")
    assert not [one for one in page.links() if "withdraw" in one or "correct" in one]
    for what in (f"withdraw/{entry}", f"correct/{entry}", "due/working_team", "stop", "catch-up"):
        assert chief.get(f"/instances/{number}/{what}").status == 403, what
    focal = visitor(desk, "5715.deputy")
    assert focal.get(f"/instances/{number}/correct/{entry}").status == 200
    assert focal.get(f"/instances/{number}/withdraw/{entry}").status == 403


def test_an_instance_of_another_province_is_not_there(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "working_team")
    with desk.office.registry.writing("84") as write:
        new = add_person(write, title_th="นาย", name_th="อื่น สมมุติ", ref="elsewhere")
        assign(write, new, "coordinator", "84", start=date(2022, 1, 1))
    other = visitor(desk, "elsewhere")
    entry = last(desk, number, "advocacy")
    for what in ("", f"/withdraw/{entry}", f"/correct/{entry}", "/due/working_team", "/stop"):
        assert other.get(f"/instances/{number}{what}").status == 404, what
    assert other.get("/instances/99999999999").status == 404


def test_late_paper_is_taken_at_the_gate_that_lapsed(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "membership")
    desk.decide(number, "membership", "focal_point", "2022-06-13", {})
    path = desk.waits_at(number)[0]
    desk.on("2022-09-01")
    sweep(desk.office)
    coord = visitor(desk, "coord")
    page = coord.get(f"/instances/{number}")
    late = [one for one in page.links() if "/gates/representative" in one]
    assert late
    after = {"result": "by_position", "note": "ส่งช้า"}
    refused = fill(coord, number, path, FOCAL, "1/9/2565", after)
    assert refused.status == 409
    assert refused.value("note") == "ส่งช้า"
    assert "พ้นกำหนด" in refused.main
    sent = fill(coord, number, path, FOCAL, "17/6/2565", {"result": "by_position"})
    assert sent.path == f"/instances/{number}", sent.problems


def test_a_gate_that_lapsed_offers_no_return_form(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "membership")
    desk.decide(number, "membership", "focal_point", "2022-06-13", {})
    place = f"/instances/{number}/gates/{quote(desk.waits_at(number)[0])}"

    def forms_offered() -> list[str]:
        page = visitor(desk, "coord").get(place)
        assert page.tree.xpath("//main//*[@name='result']")
        return [one for one in page.links() if "/return-forms/" in one]

    assert len(forms_offered()) == 2  # in Word and in Excel
    desk.on("2022-09-01")
    sweep(desk.office)
    assert forms_offered() == []


def test_a_warning_is_shown_before_it_is_recorded_and_once_more_after(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "membership")
    desk.on("2022-06-13")
    coord = visitor(desk, "coord")
    check = fill(coord, number, "membership", FOCAL, "13/6/2565", as_shown(coord, number))
    told = [one.text_content() for one in check.tree.xpath("//main//div[@class='note warn']")]
    assert sum("ยังไม่ได้ระบุหน่วยงาน" in one for one in told) == 1  # of all such seats at once
    assert not any("ต้องระบุชื่อบุคคล" in one for one in told)  # the agencies are asked next
    done = confirm(coord, check, number, "membership")
    assert done.tree.xpath("//div[contains(@class, 'note warn')]")


def test_a_revision_is_corrected_with_its_replies_and_seats_as_they_were(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    asked: Json = {"result": "changes", "items": ["เพิ่มกำนัน"]}
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", asked)
    seat = {
        "key": "added/prevention/1", "kind": "added", "body": "prevention", "role": "member",
        "title_th": "กำนัน", "title_en": "Kamnan",
    }  # fmt: skip
    revised: Json = {
        "replies": [{"item": 1, "done": True, "reply": "เพิ่มแล้ว"}],
        "changes": [{"change": "add", "seat": dict(seat)}],
    }
    desk.decide(order, "revise_draft", "focal_point", "2022-06-22", revised)
    desk.decide(order, "deputy_review", "focal_point", "2022-06-23", {"result": "forward"})
    coord = visitor(desk, "coord")
    place = f"/instances/{order}/correct/{last(desk, order, 'revise_draft')}"
    page = coord.get(place)
    assert page.value("replies.0.reply") == "เพิ่มแล้ว"
    assert page.value("seats.new.0.title_th") == "กำนัน"
    typed = {"replies.0.done": "true", "replies.0.reply": "เพิ่มกำนันแล้ว", "why": "พิมพ์ตก"}
    shown = {
        str(one.get("name")): str(one.get("value") or "")
        for one in page.tree.xpath("//input[starts-with(@name, 'seats.')]")
        if one.get("type") != "checkbox" or one.get("checked") is not None
    }
    shown |= {"seats.new.0.body": "prevention", "seats.new.0.role": "member"}
    check = coord.post(place, {**shown, **typed, "step": "check"})
    assert check.status == 200
    assert "เพิ่มกำนันแล้ว" in check.main
    assert "รายการแก้ไขตำแหน่งกรรมการ" not in check.main


def test_a_draft_is_revised_by_the_page_as_a_corrected_review_asks(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    asked: Json = {"result": "changes", "items": ["เพิ่มกำนัน"]}
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", asked)
    both: dict[str, Json] = {"items": ["เพิ่มกำนัน", "แก้ชื่อตำบล"]}
    correct(
        desk.office, Correction(order, "deputy_review", both, reason="ตกหนึ่งข้อ", recorded_by="coord")
    )
    coord = visitor(desk, "coord")
    page = coord.get(f"/instances/{order}/gates/revise_draft%231")
    assert "2. แก้ชื่อตำบล" in page.main
    replied = {"replies.0.done": "true", "replies.1.done": "true", "replies.1.reply": "แก้แล้ว"}
    answer = {**as_shown(coord, order, "revise_draft#1"), **replied}
    sent = fill(coord, order, "revise_draft#1", FOCAL, "21/6/2565", answer)
    assert sent.path == f"/instances/{order}", sent.problems


def test_papers_of_a_kind_stand_together_and_many_are_folded(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    signed(desk)
    first = next(one.id for one in desk.instances() if one.process == "establishment")
    page = visitor(desk, "coord").get(f"/instances/{first}", "en")
    folded = page.tree.cssselect("details.printed")
    copies = [one for one in folded if one.cssselect('a[href^="/documents/"]')]
    assert any(len(one.cssselect("li")) > 3 for one in copies)


def test_a_letter_says_to_whom_it_is_wherever_papers_are_listed(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    signed(desk)
    first = next(one.id for one in desk.instances() if one.process == "establishment")
    with desk.office.registry.reading() as connection:
        letters = [one for one in documents(connection, instance_id=first) if one.subject]
        here, day = letters[0].district, letters[0].own_date
        titles = {one.key: one.name.en for one in agencies_of(connection, here, {"psdhs"})}
        titles |= {one.key: one.title_en for one in seats(connection, here, day)}
    assert {"psdhs", "chair"} & {one.subject for one in letters} == {"psdhs"}
    coord = visitor(desk, "coord")
    for place in (f"/instances/{first}", f"/instances/{first}/papers", "/documents"):
        rows = [
            " ".join(row.text_content().split())
            for row in coord.get(place, "en").tree.xpath("//main//li | //main//tr | //main//label")
        ]
        for letter in letters:
            told = f"{written(Term(f'document_kind.{letter.kind}'), 'en')} · "
            told += f"{titles[letter.subject]} · version {letter.version}"
            assert any(told in row for row in rows), told
        assert [row for letter in letters for row in rows if letter.file_name in row] == []


def test_a_history_folds_a_long_answer_and_many_papers_and_loses_none_of_them(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    needing(desk, year)
    plan = resolved(desk)
    page = visitor(desk, "coord").get(f"/instances/{plan}", "th")
    answer, papers = (
        next(one for one in page.tree.cssselect("ol.history > li") if title in one.text_content())
        for title in ("ผลการพิจารณา: ร่างแผนปฏิบัติการ", "ระบบ: เตรียมบัญชีลงนาม")
    )
    (rows,) = answer.cssselect("details.printed")
    assert "ตรวจสถานประกอบการ" in rows.text_content()
    assert "ตรวจสถานประกอบการ" not in rows.cssselect("summary")[0].text_content()
    (folded,) = papers.cssselect("details.printed")
    listed = folded.cssselect("a[href^='/documents/']")
    assert folded.cssselect("summary")[0].text_content().split() == [f"{len(listed)}", "ฉบับ"]
    assert len(listed) > 3


def test_history_and_audit_of_a_plan_tell_its_choices_in_words(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    session: Json = {
        "key": "session-1", "title_th": "อบรมหนึ่ง", "title_en": "One", "planned_on": "2022-09-07",
        "topics": ["defining", "legislation"], "methods": ["case_study", "lecture"],
        "bodies": ["executive"], "duties": ["act_in_emergency"], "manuals": ["basic_manual"],
        "trainers": ["psdhs"],
    }  # fmt: skip
    number, coord = desk.to_trainings([session]), visitor(desk, "coord")
    entry = last(desk, number, "capacity_plan")
    with desk.office.registry.reading() as connection:
        journal = entries(connection, number)
        rows = links(connection, ["TH"], most=len(journal) * 3)
    plan = next(one.id for one in rows if one.entry == entry)
    keys = re.compile(r"case_study|lecture|legislation|act_in_|basic_man|psdhs|executive")
    for place in (f"/instances/{number}", f"/audit/{plan}"):
        told = coord.get(place, "th").main
        assert "วิธีการ: กรณีศึกษา" in told
        assert keys.findall(told) == []
