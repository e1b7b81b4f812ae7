import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from flows.capabilities import net
from registry.records.adoption_form import FormUnfit, read_form
from registry.records.adoption_rows import RawForm, raw_of
from registry.rules.adoption_choices import Sex, SexSource
from registry.rules.adoption_form import AdoptionForm
from tasks.workbooks.adoption_workbook import adoption_workbook, example_form
from tasks.workbooks.filled_form import WorkbookTooLarge, WorkbookUnreadable, read_workbook
from tasks.workbooks.sheet_writing import harmless

TODAY = date(2022, 6, 20)
DISTRICT = "5703"
ORDER: dict[str, Any] = {
    "standing": "in_force", "kind": "new", "heading": "คำสั่งอำเภอเชียงของ", "number": "45/2562",
    "dated": "7/5/2562", "paper": "found",
}  # fmt: skip


def read(raw: RawForm, reason: str = "") -> AdoptionForm:
    return read_form(raw, net(), today=TODAY, district=DISTRICT, reason=reason)


def opened(content: bytes) -> RawForm:
    return read_workbook(content, 20, file="แบบ.xlsx")


def edited(cells: dict[str, Any], rows: dict[str, list[dict[str, Any]]] | None = None) -> RawForm:
    """The form with these cells ("คำสั่ง!E3") typed over as Excel keeps them."""
    book = load_workbook(io.BytesIO(adoption_workbook(rows or {"orders": [ORDER]})))
    for place, value in cells.items():
        sheet, cell = place.split("!")
        book[sheet][cell].value = value
    kept = io.BytesIO()
    book.save(kept)
    return opened(kept.getvalue())


def told(raw: RawForm, reason: str = "") -> list[tuple[str, str]]:
    with pytest.raises(FormUnfit) as refused:
        read(raw, reason)
    return [(one.where, one.refusal.code) for one in refused.value.problems]


def test_the_filled_example_reads_as_the_form_that_it_was_written_from() -> None:
    written = read(opened(adoption_workbook(example_form())))
    assert written == read(raw_of(example_form()))
    assert len(written.meetings) == 10


def test_the_empty_form_asks_for_the_order_in_force_alone() -> None:
    assert told(opened(adoption_workbook({}))) == [("คำสั่ง", "adoption_order_missing")]


def test_every_misfit_is_told_with_its_sheet_and_cell() -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "orders": [ORDER],
        "roster": [
            {"body": "ฝ่ายนั้น", "no": 1, "role": "ประธานกรรมการ", "position": "นายอำเภอ"},
            {"body": "executive", "no": "หนึ่ง", "role": "ลูกทีม", "start": "1 ม.ค. 62"},
        ],
        "meetings": [{"kind": "quarterly", "on": "31/4/2563", "women": -1, "minutes": "พบ"}],
    }
    assert told(opened(adoption_workbook(rows))) == [
        ("รายชื่อ!A3", "adoption_choice_unknown"),
        ("รายชื่อ!B4", "adoption_number_unreadable"),
        ("รายชื่อ!C4", "adoption_choice_unknown"),
        ("รายชื่อ!D4", "adoption_cell_unfit"),
        ("รายชื่อ!N4", "date_two_digit_year"),
        ("การประชุม!C3", "date_impossible_day"),
        ("การประชุม!D3", "adoption_number_unreadable"),
    ]


def test_each_misfit_is_one_sentence_in_both_languages_that_names_the_column() -> None:
    with pytest.raises(FormUnfit) as refused:
        read(edited({"คำสั่ง!E3": "7 พ.ค. 62"}))
    (one,) = refused.value.problems
    assert one.sentence.th.startswith("คำสั่ง!E3 – ลงวันที่ (พ.ศ.): ")
    assert one.sentence.en.startswith("คำสั่ง!E3 – Dated (B.E.): ")
    assert one.sentence.en in refused.value.sentence.en
    assert refused.value.field == "คำสั่ง!E3"


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("๗ พฤษภาคม ๒๕๖๒", "2019-05-07"),
        ("29 ก.พ. 2567", "2024-02-29"),
        ("พ.ค. 2562", "2019-05"),
        ("2562", "2019"),
        (2562, "2019"),
        (datetime(2019, 5, 7), "2019-05-07"),  # noqa: DTZ001 — as Excel keeps a day
        (datetime(2562, 5, 7), "2019-05-07"),  # noqa: DTZ001 — a Buddhist year typed into it
    ],
)
def test_a_date_is_read_as_far_as_the_paper_gives_it(typed: object, known: str) -> None:
    raw = edited({"คำสั่ง!E3": typed, "คำสั่ง!D3": f"45/{int(known[:4]) + 543}"})
    form = read_form(raw, net(), today=date(2026, 1, 1), district=DISTRICT)
    assert str(form.order.dated) == known


def test_a_buddhist_year_that_excel_took_for_a_day_of_1907_is_refused() -> None:
    raw = edited({"คำสั่ง!H3": datetime(1907, 1, 5)})  # noqa: DTZ001 — as Excel keeps a day
    assert told(raw) == [("คำสั่ง!H3", "adoption_date_too_old")]


def test_an_order_number_that_excel_made_a_date_of_is_refused() -> None:
    raw = edited({"คำสั่ง!D3": datetime(2562, 12, 1)})  # noqa: DTZ001 — as Excel keeps a day
    assert told(raw) == [("คำสั่ง!D3", "adoption_number_is_date")]


def test_a_formula_is_never_evaluated_but_refused() -> None:
    assert told(edited({"คำสั่ง!F3": '=HYPERLINK("http://x")'})) == [("คำสั่ง!F3", "formula_in_cell")]


def test_text_that_begins_like_a_formula_is_written_harmless_and_read_back() -> None:
    assert harmless("=1+1") == "'=1+1"
    rows = {"orders": [{**ORDER, "subject": "=cmd|' /C calc'!A0"}]}
    form = read(opened(adoption_workbook(rows)))
    assert form.order.subject == "=cmd|' /C calc'!A0"


def test_an_identity_number_is_blocked_and_a_name_in_a_note_needs_a_reason() -> None:
    blocked = {"orders": [{**ORDER, "subject": "เลข 1-1018-00082-04-2"}]}
    assert told(raw_of(blocked), reason="มี") == [("orders 1: subject", "identity_number_in_text")]
    named = {"orders": [{**ORDER, "source": "นายสมชาย ใจดี บอก"}]}
    assert told(raw_of(named)) == [("orders 1: source", "text_needs_reason")]
    assert read(raw_of(named), reason="เจ้าหน้าที่ของอำเภอ").order.source == "นายสมชาย ใจดี บอก"


@pytest.mark.parametrize(
    ("name", "sex", "source"),
    [
        ("น.ส. สมมุติ หนึ่ง", Sex.FEMALE, SexSource.INFERRED),
        ("นายสมมุติ หนึ่ง", Sex.MALE, SexSource.INFERRED),
        ("พ.ต.อ.หญิง สมมุติ หนึ่ง", Sex.FEMALE, SexSource.INFERRED),
        ("พ.ต.อ.สมมุติ หนึ่ง", Sex.NOT_STATED, SexSource.NOT_STATED),
    ],
)
def test_sex_follows_from_the_title_and_is_marked_so(
    name: str, sex: Sex, source: SexSource
) -> None:
    chair = {"post": "chair", "name": name}
    (officer,) = read(raw_of({"orders": [ORDER], "officers": [chair]})).officers
    assert (officer.name, officer.sex, officer.sex_source) == ("สมมุติ หนึ่ง", sex, source)


def test_two_people_follow_each_other_in_one_seat_only_where_dates_say_so() -> None:
    seat: dict[str, Any] = {
        "body": "executive",
        "no": 2,
        "role": "member",
        "position": "สาธารณสุขอำเภอ",
    }
    first = {**seat, "name": "นายสมมุติ หนึ่ง", "end": "2563"}
    second = {**seat, "name": "นายสมมุติ สอง"}
    assert told(raw_of({"orders": [ORDER], "roster": [first, second]})) == [
        ("roster 2: start", "adoption_seat_twice")
    ]
    dated = {**second, "start": "2563"}
    assert len(read(raw_of({"orders": [ORDER], "roster": [first, dated]})).roster) == 2


def test_rows_that_contradict_each_other_are_told() -> None:
    rows = {
        "orders": [
            {**ORDER, "number": "45/2563"},
            {**ORDER, "number": "12/2561", "dated": "2561"},
            {**ORDER, "standing": "replaced", "number": "3/2565", "dated": "2565"},
        ],
        "plans": [{"fiscal_year": 2563, "state": "drafted"}] * 2,
        "trainings": [{"on": "2563", "topic": "ก", "pre_mean": 50}],
        "scans": [{"file": "a.pdf", "kind": "order", "on": "2562", "attested": "no"}],
        "meetings": [{"kind": "quarterly", "on": "1 ก.ค. 2565", "minutes": "found"}],
        "officers": [
            {"post": "chair", "office": "5708/district_chief", "start": "2564", "end": "2563"},
            {"post": "chair", "name": "12345"},
        ],
    }  # fmt: skip
    assert told(raw_of(rows)) == [
        ("orders 1: number", "order_number_of_another_year"),
        ("orders 2: standing", "adoption_order_twice"),
        ("orders 3: dated", "adoption_order_after"),
        ("orders 3: ended", "adoption_end_wanted"),
        ("officers 1: name", "adoption_name_wanted"),
        ("officers 1: office", "adoption_office_unknown"),
        ("officers 1: end", "adoption_end_before_start"),
        ("officers 2: name", "name_without_letter"),
        ("meetings 1: on", "adoption_date_ahead"),
        ("trainings 1: post_mean", "adoption_score_alone"),
        ("plans 2: fiscal_year", "adoption_row_twice"),
        ("scans 1: attested", "adoption_not_attested"),
    ]


def test_an_unknown_sheet_or_column_of_a_text_file_is_named() -> None:
    assert told(raw_of({"orders": [{**ORDER, "colour": "ม่วง"}], "people": []})) == [
        ("people", "adoption_sheet_unknown"),
        ("orders 1: colour", "adoption_column_unknown"),
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old", b"a,b"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(WorkbookUnreadable):
        opened(content)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        packed.writestr("a.txt", "a")
    with pytest.raises(WorkbookUnreadable):
        opened(kept.getvalue())


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 11 * 1024 * 1024)
    with pytest.raises(WorkbookTooLarge):
        read_workbook(kept.getvalue(), 1, file="แบบ.xlsx")


def test_entities_that_grow_without_end_are_refused_before_they_are_read() -> None:
    book, kept = Workbook(), io.BytesIO()
    book.worksheets[0].title = "คำสั่ง"
    book.worksheets[0]["A3"] = "คำ"
    book.save(kept)
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "lol">{grown}]>'.encode()
    made = io.BytesIO()
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = bomb + content.replace(b"<sheetData>", b"<sheetData>&a9;")
                assert b"&a9;" in content
            new.writestr(name, content)
    with pytest.raises(WorkbookUnreadable):
        opened(made.getvalue())


def test_a_sheet_without_its_row_of_keys_is_named() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "คำสั่ง"
    page["A3"] = "ใช้บังคับอยู่"
    kept = io.BytesIO()
    book.save(kept)
    assert ("คำสั่ง", "workbook_keys_missing") in told(opened(kept.getvalue()))
