"""Return forms: given out in Word, recognised when they come back, recorded with their decider."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desk.cli.main import run
from desk.views.return_forms import questions_of
from flows.capabilities import GATES
from flows.decisions.withdraw import withdraw
from registry.rules.return_references import reference_of
from registry.rules.uploads import WORD, XLSX
from tasks.documents.docx_files import WORD as WORD_NAMES, write_parts
from tasks.documents.return_form import read_return_form
from tests.builders import Desk
from tests.desk.web.at_gates import PDF, answer_of, make_partner, place
from tests.desk.web.at_overviews import FAR, give, load_far_province
from tests.desk.web.visitor import Page, Visitor, visitor
from tests.desk.years import POLICE, ROWS, a_year, endorsements, resolved
from tests.staged_desks import made_once

IDENTITY = "1101700203450"
PATH = f"endorsement[{POLICE}]#1"


@made_once
def asked(url: str) -> tuple[Desk, int, str]:
    """A plan whose endorsements are asked for, and the reference of the police's form."""
    desk, _ = a_year(url)
    plan = resolved(desk)
    desk.on("2023-09-12")
    gate = next(one for one in desk.gates(plan) if one.path == PATH)
    return desk, plan, reference_of(gate.id)


def form_of(who: Visitor, plan: int, path: str = PATH) -> bytes:
    """The form as the page gives it."""
    given = who.get(place(plan, path).replace("/gates/", "/return-forms/"))
    assert given.status == 200
    assert given.response.headers["content-type"] == WORD
    return given.response.content


def book_of(who: Visitor, plan: int) -> bytes:
    """The same in Excel."""
    place_of = place(plan, PATH).replace("/gates/", "/return-forms/")
    return who.get(f"{place_of}?as=xlsx").response.content


def filled(form: bytes, **answers: str) -> bytes:
    """The form as somebody filled it in: by the number of the question."""
    document = Document(BytesIO(form))
    for row in document.tables[0].rows[1:]:
        row.cells[2].text = answers.get(f"q{row.cells[0].text}", row.cells[2].text)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def dropped(who: Visitor, content: bytes, **typed: str) -> Page:
    who.get("/returns")
    return who.post("/returns", typed, files={"file": ("แบบตอบกลับ.docx", content, WORD)})


def dropped_book(who: Visitor, book: Workbook) -> Page:
    saved = BytesIO()
    book.save(saved)
    who.get("/returns")
    return who.post("/returns", {}, files={"file": ("แบบตอบกลับ.xlsx", saved.getvalue(), XLSX)})


def recorded(who: Visitor, shown: Page, plan: int, by: str) -> Page:
    """Send the form of the gate as the page shows it."""
    data: dict[str, list[str]] = {"step": ["send"], "by": [by]}
    for one in shown.tree.xpath("//main//form[.//button[@value='send']]//input"):
        kind = one.get("type")
        if one.get("name") in ("csrf", "by") or not one.get("name") or kind == "file":
            continue
        if kind not in ("radio", "checkbox") or one.get("checked") is not None:
            data.setdefault(one.get("name"), []).append(one.get("value") or "")
    for one in shown.tree.xpath("//main//form[.//button[@value='send']]//textarea"):
        data.setdefault(one.get("name"), []).append(one.text or "")
    data["decided_on"] = shown.tree.xpath("//@data-today")
    return who.post(place(plan, PATH), data)


def test_a_form_bears_its_reference_and_at_most_five_questions_with_what_is_known(
    made_registry_url: str,
) -> None:
    desk, plan, reference = asked(made_registry_url)
    form = read_return_form(form_of(visitor(desk, "5715.deputy"), plan))
    assert f"เลขอ้างอิง {reference}" in form.text
    assert "ผู้กำกับการสถานีตำรวจภูธรสมมุติ" in form.text
    assert "1300" in form.text
    assert "(ที่เสนอไว้: เห็นชอบ)" in form.text
    assert set(form.answers.values()) == {""}
    assert 1 <= len(form.answers) <= 5


def test_what_came_back_is_shown_before_it_is_recorded(sqlite_url: str) -> None:
    desk, plan, reference = asked(sqlite_url)
    deputy = visitor(desk, "5715.deputy")
    page = dropped(deputy, filled(form_of(deputy, plan), q1="1"))
    (shown,) = page.tree.cssselect("#from-file")
    said = " ".join(shown.text_content().split())
    assert f"อ่านไฟล์ แบบตอบกลับ.docx แล้ว (เลขอ้างอิง {reference}) ยังไม่ได้บันทึก" in said
    assert "เห็นชอบ" in said


def test_a_form_that_came_back_as_it_left_is_no_answer(sqlite_url: str) -> None:
    desk, plan, _ = asked(sqlite_url)
    deputy = visitor(desk, "5715.deputy")
    page = dropped(deputy, form_of(deputy, plan))
    assert "ยังไม่ได้กรอกคำตอบใด" in page.main
    book = load_workbook(BytesIO(book_of(deputy, plan)))
    assert "ยังไม่ได้กรอกคำตอบใด" in dropped_book(deputy, book).main
    assert PATH in desk.waits_at(plan)


def test_no_form_of_any_gate_asks_more_than_five_or_anything_internal() -> None:
    for gate in GATES.values():
        found = questions_of(gate)
        assert len(found) <= 5, gate.key
        assert not {one.path for one in found} & gate.internal, gate.key


def test_a_form_that_came_back_is_recognised_shown_and_recorded_with_its_decider(
    made_registry_url: str,
) -> None:
    desk, plan, _ = asked(made_registry_url)
    focal = visitor(desk, "5715.deputy")
    form = filled(form_of(focal, plan), q1="๒", q3="เพิ่มวันทำงาน\nแก้ชื่อกิจกรรม")
    shown = dropped(focal, form)
    assert shown.status == 200, shown.problems
    assert shown.value("result") == "changes"
    assert shown.value("items.1") == "แก้ชื่อกิจกรรม"
    assert len(endorsements(desk, plan)) == 4  # nothing is recorded by looking
    done = recorded(focal, shown, plan, "5715/focal_point@5715.deputy")
    assert done.path == f"/instances/{plan}", done.problems
    answer = answer_of(desk, plan, "endorsement")
    assert (answer["result"], answer["items"]) == ("changes", ["เพิ่มวันทำงาน", "แก้ชื่อกิจกรรม"])
    said = [one for one in desk.entries(plan) if one.gate == "endorsement"]
    assert len(said[-1].body["evidence"]) == 1


def test_an_old_or_damaged_word_file_is_told_of_as_what_it_is_and_never_as_a_bad_scan(
    sqlite_url: str,
) -> None:
    desk, _, _ = asked(sqlite_url)
    told = dropped(visitor(desk, "5715.deputy"), b"\xd0\xcf\x11\xe0 Word 97")
    assert "โปรดบันทึกเป็น .docx" in told.beside("file")


def with_part(form: bytes, name: str, content: str) -> bytes:
    """The form with one part more, or another in the place of its own."""
    with ZipFile(BytesIO(form)) as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    return write_parts({**parts, name: content.encode()})


def test_a_form_that_is_kept_whole_names_nobody_in_comments_properties_or_hidden_sheets(
    sqlite_url: str,
) -> None:
    desk, plan, _ = asked(sqlite_url)
    focal = visitor(desk, "5715.deputy")
    form = filled(form_of(focal, plan), q1="เห็นชอบ")
    halves = "<a:r><a:t>1-1017-00</a:t></a:r><a:r><a:t>203-45-0</a:t></a:r>"
    comment = f'<a:c xmlns:a="urn:a"><a:p>{halves}</a:p></a:c>'
    said = '<a:c xmlns:a="urn:a"><a:d>ผู้เสียหายชื่อ ดาว แสงดี</a:d></a:c>'
    book = load_workbook(BytesIO(book_of(focal, plan)))
    hidden = book.create_sheet("ซ่อน")
    hidden.sheet_state = "hidden"
    hidden["A1"] = int(IDENTITY)
    for told in (
        dropped(focal, with_part(form, "word/comments.xml", comment)),
        dropped(focal, with_part(form, "docProps/custom.xml", said)),
        dropped_book(focal, book),
    ):
        assert "โปรดลบออก" in told.beside("file")
    assert dropped(focal, form).status == 200


def test_a_form_that_runs_or_fetches_something_when_it_is_opened_is_not_kept(
    sqlite_url: str,
) -> None:
    desk, plan, _ = asked(sqlite_url)
    focal = visitor(desk, "5715.deputy")
    form = filled(form_of(focal, plan), q1="เห็นชอบ")
    relation = (
        '<Relationships xmlns="urn:r"><Relationship Id="r1" TargetMode="External"'
        ' Type="urn:r/{}" Target="https://elsewhere.example/a"/></Relationships>'
    )
    settings = "word/_rels/settings.xml.rels"
    field = f'<w:p xmlns:w="{WORD_NAMES}"><w:fldSimple w:instr="DDEAUTO c:"/></w:p>'
    for odd in (
        with_part(form, settings, relation.format("attachedTemplate")),
        with_part(form, "word/vbaProject.bin", "macro"),
        with_part(form, "word/footnotes.xml", field),
        with_part(book_of(focal, plan), "xl/externalLinks/externalLink1.xml", "<a/>"),
    ):
        assert "โปรดบันทึกเป็น .docx หรือ .xlsx ธรรมดา" in dropped(focal, odd).beside("file")
    linked = with_part(form, settings, relation.format("hyperlink"))
    assert dropped(focal, linked).status == 200


def test_a_photograph_is_taken_by_typing_its_reference(sqlite_url: str) -> None:
    desk, plan, reference = asked(sqlite_url)
    focal = visitor(desk, "5715.deputy")
    focal.get("/returns")
    without = focal.post("/returns", {}, files={"file": PDF})
    assert "เลขอ้างอิง" in without.beside("reference")
    shown = focal.post("/returns", {"reference": reference}, files={"file": PDF})
    assert shown.status == 200, shown.problems
    assert "order.pdf" in shown.main
    assert shown.tree.xpath(f"//form[@action='{place(plan, PATH)}']")


def test_the_same_form_twice_and_one_of_an_answered_gate_are_told(sqlite_url: str) -> None:
    desk, plan, reference = asked(sqlite_url)
    focal = visitor(desk, "5715.deputy")
    form = form_of(focal, plan)
    desk.decide(plan, PATH, "focal_point", "2023-09-12", {"result": "endorsed"})
    again = dropped(focal, form)
    assert again.status == 422
    assert f"{reference}" in again.beside("file")
    assert "12 กันยายน 2566" in again.beside("file")


def test_a_form_is_good_while_its_draft_is_asked_about_and_not_after_another_was_made(
    sqlite_url: str,
) -> None:
    desk, plan, _ = asked(sqlite_url)
    focal = visitor(desk, "5715.deputy")
    form = filled(form_of(focal, plan), q1="เห็นชอบ")
    withdraw(desk.office, plan, "resolution#1", reason="ลงผิดครั้ง", recorded_by="coord")
    told = dropped(focal, form)
    assert told.status == 422
    assert "ไม่ต้องตอบแล้ว" in told.beside("file")
    agreed = {"result": "agreed", "meeting": "3/2566", "held_on": "2023-09-05"}
    desk.decide(plan, "resolution", "district_chief", "2023-09-05", agreed)
    earlier = dropped(focal, form)
    assert earlier.status == 422
    assert "เป็นของรอบก่อน" in earlier.beside("file")  # the draft names the resolution anew
    form = filled(form_of(focal, plan), q1="เห็นชอบ")
    assert dropped(focal, form).status == 200
    desk.decide(plan, PATH, "focal_point", "2023-09-12", {"result": "endorsed"})
    assert "12 กันยายน 2566" in dropped(focal, form).beside("file")
    withdraw(desk.office, plan, PATH, reason="ลงผิดหน่วยงาน", recorded_by="coord")
    assert dropped(focal, form).status == 200


def test_a_form_about_an_older_draft_names_the_new_one(sqlite_url: str) -> None:
    desk, plan, _ = asked(sqlite_url)
    focal = visitor(desk, "5715.deputy")
    old = form_of(focal, plan)
    withdraw(desk.office, plan, "resolution#1", reason="ลงผิดครั้ง", recorded_by="coord")
    changes = {"result": "changes", "items": ["แก้แถวที่สอง"]}
    desk.decide(plan, "resolution", "district_chief", "2023-09-05", changes)
    desk.decide(plan, "plan_draft", "focal_point", "2023-09-06", {"rows": ROWS})
    agreed = {"result": "agreed", "meeting": "4/2566", "held_on": "2023-09-07"}
    desk.decide(plan, "resolution", "district_chief", "2023-09-07", agreed)
    newer = next(reference_of(one.id) for one in desk.gates(plan) if one.subject == POLICE)
    told = dropped(focal, old)
    assert f"ขอคำตอบใหม่แล้วตามเลขอ้างอิง {newer}" in told.beside("file")


def test_a_form_comes_back_in_excel_whatever_the_order_of_its_columns(
    made_registry_url: str,
) -> None:
    desk, plan, reference = asked(made_registry_url)
    focal = visitor(desk, "5715.deputy")
    place_of = place(plan, PATH).replace("/gates/", "/return-forms/")
    given = focal.get(f"{place_of}?as=xlsx")
    assert given.response.headers["content-type"] == XLSX
    book = load_workbook(BytesIO(given.response.content))
    sheet = book.active
    assert sheet is not None
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "ข้อ")
    assert f"เลขอ้างอิง {reference}" in [row[0].value for row in sheet.iter_rows()]
    sheet.cell(head + 1, 3).value = 2
    sheet.cell(head + 3, 3).value = "-เพิ่มวันทำงาน\nแก้ชื่อกิจกรรม"
    sheet.move_range(f"C{head}:C{head + 5}", cols=3)
    shown = dropped_book(focal, book)
    assert shown.status == 200, shown.problems
    assert (shown.value("result"), shown.value("items.1")) == ("changes", "แก้ชื่อกิจกรรม")
    done = recorded(focal, shown, plan, "5715/focal_point@5715.deputy")
    assert done.path == f"/instances/{plan}", done.problems
    assert answer_of(desk, plan, "endorsement")["items"][0] == "-เพิ่มวันทำงาน"


def test_a_workbook_that_is_no_answer_is_told_by_cell(sqlite_url: str) -> None:
    desk, plan, _ = asked(sqlite_url)
    focal = visitor(desk, "5715.deputy")
    place_of = place(plan, PATH).replace("/gates/", "/return-forms/")
    given = focal.get(f"{place_of}?as=xlsx").response.content

    def told(change: Callable[[Worksheet, int], object]) -> str:
        book = load_workbook(BytesIO(given))
        sheet = book.worksheets[0]
        change(sheet, next(row[0].row or 0 for row in sheet.iter_rows() if row[0].value == "ข้อ"))
        shown = dropped_book(focal, book)
        assert shown.status == 422
        return " ".join(shown.problems)

    assert "C7" in told(lambda sheet, head: sheet.cell(head + 1, 3, "=1+1"))
    assert "A7:C7" in told(lambda sheet, head: sheet.merge_cells(f"A{head + 1}:C{head + 1}"))
    assert "มากกว่าหนึ่งแผ่นงาน" in told(
        lambda sheet, _: sheet.parent.copy_worksheet(sheet)  # type: ignore[union-attr]
    )
    assert "ไม่พบเลขอ้างอิง" in told(lambda sheet, _: sheet.delete_rows(1, 5))
    assert len(endorsements(desk, plan)) == 4


def test_a_wrong_digit_another_district_and_no_form_are_told(sqlite_url: str) -> None:
    desk, plan, reference = asked(sqlite_url)
    load_far_province(desk)
    far = visitor(desk, give(desk, "coordinator", FAR[:2], "far.one"))
    far.get("/returns")
    other = far.post("/returns", {"reference": reference})
    assert other.status == 422
    assert "ไม่มีแบบ" in other.beside("reference")
    focal = visitor(desk, "5715.deputy")
    focal.get("/returns")
    number, _, check = reference.partition("-")
    wrong = f"{number}-{(int(check) + 1) % 10}"
    assert "ผิดหรือสลับกัน" in focal.post("/returns", {"reference": wrong}).beside("reference")
    assert focal.post("/returns", {"reference": "99999-" + "0"}).status == 422
    assert focal.post("/returns", {}).beside("reference")
    assert "Word" in dropped(focal, b"PK\x03\x04broken").beside("file")
    blank = BytesIO()
    Document().save(blank)
    assert "ไม่พบเลขอ้างอิง" in dropped(focal, blank.getvalue()).beside("file")
    assert len(endorsements(desk, plan)) == 4


def test_a_partner_may_fill_in_and_record_nothing(sqlite_url: str) -> None:
    desk, _, reference = asked(sqlite_url)
    partner = visitor(desk, make_partner(desk))
    partner.get("/returns")
    shown = partner.post("/returns", {"reference": reference})
    assert shown.status == 200
    assert not shown.tree.xpath("//button[@value='send']")
    assert visitor(desk, "5715.chief").get("/returns").status == 403


def test_the_command_line_previews_and_records(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, plan, _ = asked(sqlite_url)
    file = tmp_path / "back.docx"
    file.write_bytes(filled(form_of(visitor(desk, "5715.deputy"), plan), q1="เห็นชอบ"))
    common = ["--registry", sqlite_url, "--recorded-by", "coord", "--lang", "en"]
    assert run(["return", str(file), *common]) == 0
    assert "Nothing is recorded yet" in capsys.readouterr().out
    assert len(endorsements(desk, plan)) == 4
    by = ["--by", "5715/focal_point", "--decided-on", "2023-09-12"]
    assert run(["return", str(file), *by, *common]) == 0
    assert f"({PATH}" in capsys.readouterr().out
    assert PATH not in endorsements(desk, plan)
    assert run(["return", str(file), *by, *common]) == 2
    assert "read what was recorded" in capsys.readouterr().err


def test_the_command_line_records_nothing_that_nobody_has_read(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, plan, reference = asked(sqlite_url)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF[1])
    common = ["--registry", sqlite_url, "--recorded-by", "coord", "--lang", "en"]
    by = ["--by", "5715/focal_point", "--decided-on", "2023-09-12"]
    assert run(["return", str(scan), "--reference", reference, *by, *common]) == 2
    assert f"prasan decide {plan} {PATH}" in capsys.readouterr().err
    assert len(endorsements(desk, plan)) == 4
    form, file = form_of(visitor(desk, "5715.deputy"), plan), tmp_path / "form.docx"
    for answers, said in (({}, "nothing is filled in"), ({"q2": "ตามเสนอ"}, "result")):
        file.write_bytes(filled(form, **answers))
        assert run(["return", str(file), *by, *common]) == 2
        assert said in capsys.readouterr().err.casefold()
    assert len(endorsements(desk, plan)) == 4


def test_the_command_line_previews_no_answer_that_it_could_not_record(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, plan, _ = asked(sqlite_url)
    file = tmp_path / "unreadable.docx"
    file.write_bytes(filled(form_of(visitor(desk, "5715.deputy"), plan), q1="ตามเสนอ"))
    common = ["--registry", sqlite_url, "--recorded-by", "coord", "--lang", "th"]
    assert run(["return", str(file), *common]) == 2
    told = capsys.readouterr()
    assert "ข้อ 1 ผลการพิจารณา: คำตอบ “ตามเสนอ” ไม่ตรงกับตัวเลือกใด" in told.err
    assert "2) " in told.err
    assert "changes'" not in told.err
    assert not told.out


def test_a_choice_that_cannot_be_read_is_said_beside_its_field_and_the_file_is_kept(
    sqlite_url: str,
) -> None:
    desk, plan, _ = asked(sqlite_url)
    focal = visitor(desk, "5715.deputy")
    shown = dropped(focal, filled(form_of(focal, plan), q1="ตามเสนอ"))
    assert "“ตามเสนอ”" in shown.beside("result")
    assert "แบบตอบกลับ.docx" in shown.main


def test_the_command_line_shows_no_form_of_another_district(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, _, reference = asked(sqlite_url)
    load_far_province(desk)
    give(desk, "coordinator", FAR[:2], "far.one")
    who = ["--registry", sqlite_url, "--recorded-by", "far.one", "--lang", "en"]
    assert run(["return", "--reference", reference, *who]) == 2
    told = capsys.readouterr()
    assert "belongs to a district of yours" in told.err
    assert not told.out
