import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from config.defaults import committee
from config.words import say
from desk.imports.directory_file import DirectoryContent, NoDirectory, read_directory
from desk.imports.row_loading import load_rows
from desk.views.directory_book import directory_book
from flows.decisions.rotate import rotate
from registry.queries.merges import merge
from registry.queries.office_holders import holders
from registry.queries.office_kinds import office_kinds
from registry.queries.office_terms import terms_of_office
from registry.queries.offices import office, offices_of
from registry.queries.people import person
from registry.records.acts_of_two import SecondAnswer
from registry.records.load_file import LoadFile
from registry.records.merges import answer_merge, ask_to_merge
from registry.records.people import add_person
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tasks.workbooks.directory_workbook import DIRECTORY
from tasks.workbooks.filled_form import FIRST_ROW, KEYS_ROW, read_workbook
from tests.builders import Desk, a_desk

DISTRICT, AREAS = "5715", ("5715", "57")
CHIEF = "5715/district_chief"
SHEETS = {"offices": "ตำแหน่ง", "people": "บุคคล", "holders": "ผู้ดำรงตำแหน่ง", "agencies": "หน่วยงาน"}


def exported(desk: Desk) -> bytes:
    with desk.office.registry.reading() as connection:
        return directory_book(connection, DISTRICT, desk.office.registry.today)


def edited(
    content: bytes,
    changed: Mapping[tuple[str, str, str], Any] | None = None,
    added: Mapping[str, list[dict[str, Any]]] | None = None,
) -> bytes:
    """The workbook with cells (sheet, first cell of the row, column) typed over, rows added."""
    book = load_workbook(io.BytesIO(content))
    for (sheet, first, column), value in (changed or {}).items():
        page = book[SHEETS[sheet]]
        row = next(r for r in range(FIRST_ROW, 500) if page.cell(r, 1).value == first)
        page.cell(row, place(page, column)).value = value
    for sheet, rows in (added or {}).items():
        page = book[SHEETS[sheet]]
        row = max(FIRST_ROW, page.max_row + 1)
        for number, cells in enumerate(rows, row):
            for column, value in cells.items():
                page.cell(number, place(page, column)).value = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def place(page: Any, column: str) -> int:
    return int(next(cell.column for cell in page[KEYS_ROW] if cell.value == column))


def read(desk: Desk, content: bytes) -> DirectoryContent:
    raw = read_workbook(content, 20, file="ทำเนียบ.xlsx", form=DIRECTORY)
    registry = desk.office.registry
    with registry.reading() as connection:
        return read_directory(connection, raw, desk.office.net, today=registry.today, areas=AREAS)


def record(desk: Desk, content: bytes) -> DirectoryContent:
    seen = read(desk, content)
    assert not seen.problems, [one.sentence.en for one in seen.problems]
    load_rows(desk.office, seen.rows, recorded_by="coord")
    return seen


def told(seen: DirectoryContent) -> set[tuple[str, str]]:
    """Columns and codes of what is wrong."""
    return {((one.refusal.field or "").removeprefix("directory."), one.refusal.code)
            for one in seen.problems}  # fmt: skip


def test_what_was_taken_out_says_nothing_new_when_it_comes_back(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    seen = read(desk, exported(desk))
    assert not seen.differs
    assert not seen.problems
    assert seen.count("holders", "unchanged") == 5
    assert seen.rows == LoadFile()


def test_each_office_of_the_model_order_that_nobody_recorded_waits_for_a_name(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    file = exported(desk)
    page = load_workbook(io.BytesIO(file))[SHEETS["holders"]]
    offered = {
        str(page.cell(row, 1).value) for row in range(FIRST_ROW, page.max_row + 1)
        if not page.cell(row, place(page, "person")).value
    }  # fmt: skip
    kinds = {seat.office_kinds[0] for seat in committee().seats}
    assert {ref.split("/")[1] for ref in offered} < kinds
    hospital = f"{DISTRICT}/hospital_director/1"
    assert hospital in offered
    name = "แพทย์หญิงสมมุติ ทำเนียบ"
    record(desk, edited(file, {
        ("holders", hospital, "person_name"): name, ("holders", hospital, "start"): "1/10/2562",
    }))  # fmt: skip
    with desk.office.registry.reading() as connection:
        (held,) = holders(connection, hospital, desk.office.registry.today)
        recorded = {one.ref for one in offices_of(connection, DISTRICT, desk.office.registry.today)}
    assert held.name.th == name
    assert recorded.isdisjoint(offered - {hospital})


def merged_since(desk: Desk) -> None:
    with desk.office.registry.writing("TH") as write:
        ids = [person(write.connection, one, field="x").id for one in ("5715.deputy2", "coord2")]
        kept = add_person(write, title_th="นาย", name_th="สำรอง สมมุตติ", ref="kept")
        number = ask_to_merge(
            write, "TH", None, merged=ids[0], kept=kept, undoes=None, first=kept, reason="x"
        )
        asked = merge(write.connection, number)
        assert asked is not None
        answer_merge(write, asked, SecondAnswer(ids[1], confirmed=True))


def test_a_workbook_that_was_taken_out_before_two_records_were_merged_comes_back_after_it(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    file = exported(desk)
    merged_since(desk)
    seen = read(desk, file)
    assert (seen.problems, seen.differs, seen.rows) == ((), False, LoadFile())
    deputy = "5715/deputy_district_chief/2"
    record(desk, edited(file, {("holders", deputy, "start"): "1/10/2562"}))
    with desk.office.registry.reading() as connection:
        (held,) = holders(connection, deputy, desk.office.registry.today)
    assert (held.person_ref, held.start) == ("kept", date(2019, 10, 1))


def test_the_same_file_twice_changes_nothing_the_second_time(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    file = edited(
        exported(desk),
        {
            ("holders", CHIEF, "last_day"): "30/9/2563",
            ("people", "5715.deputy", "name_en"): "Prani",
        },
        {
            "agencies": [{"agency_th": "มูลนิธิ ก", "agency_en": "Foundation K"}],
            "people": [{"title_th": "น.ส.", "name_th": "ใหม่ & <จริง>", "name_en": "Mai"}],
            "offices": [
                {
                    "area": "แม่ฟ้าหลวง", "kind": "กำนัน", "office_title": "กำนันตำบลเทอดไทย",
                    "agency": "มูลนิธิ ก",
                }
            ],
            "holders": [
                {"office": CHIEF, "person": "นางสาวใหม่ & <จริง>", "start": "1/10/2563"},
                {
                    "office": "5715/deputy_district_chief/2", "person": "5715.deputy",
                    "capacity": "รักษาราชการแทน", "start": date(2019, 5, 1),
                    "basis": "คำสั่งให้รักษาการ", "basis_number": "45/2562",
                    "basis_date": date(2019, 4, 30),
                },
            ],
        },
    )  # fmt: skip
    seen = record(desk, file)
    counts = {one: (seen.count(one, "new"), seen.count(one, "changed")) for one in SHEETS}
    assert counts == {
        "offices": (1, 0), "people": (1, 1), "holders": (2, 1), "agencies": (1, 0),
    }  # fmt: skip
    again = read(desk, file)
    assert not again.problems
    assert not again.differs
    with desk.office.registry.reading() as connection:
        (chief,) = holders(connection, CHIEF, date(2021, 1, 1))
        made = office(connection, "5715/subdistrict_head/1", date(2021, 1, 1))
        acting = holders(connection, "5715/deputy_district_chief/2", date(2021, 1, 1))
    assert chief.name.th == "นางสาวใหม่ & <จริง>"
    assert made is not None
    assert made.title.th == "กำนันตำบลเทอดไทย"
    assert [one.capacity for one in acting] == ["own", "acting"]


POLICE = "5715/police_superintendent/1"
OFFICER = {"title_th": "พ.ต.อ.", "name_th": "ประเสริฐ ใจกล้า"}


def new_holder(seen: DirectoryContent) -> str:
    assert not seen.problems, [one.sentence.th for one in seen.problems]
    (new,) = [one for one in seen.seen if one.sheet == "holders" and one.state == "new"]
    return new.label.th


@pytest.mark.parametrize(
    "typed",
    [
        "พ.ต.อ.ประเสริฐ ใจกล้า", "พ.ต.อ. ประเสริฐ  ใจกล้า", "พันตำรวจเอกประเสริฐ ใจกล้า",
        "ประเสริฐ ใจกล้า",
    ],
)  # fmt: skip
def test_a_person_of_the_workbook_is_known_however_the_rank_is_written(
    sqlite_url: str, typed: str
) -> None:
    desk = a_desk(sqlite_url)
    holder = {"office": POLICE, "person": typed, "start": "1/10/2563"}
    seen = read(desk, edited(exported(desk), {}, {"people": [OFFICER], "holders": [holder]}))
    assert new_holder(seen) == "ผู้กำกับการสถานีตำรวจภูธรสมมุติ: พันตำรวจเอก ประเสริฐ ใจกล้า"


@pytest.mark.parametrize("typed", ["5715.deputy2", "พ.ต.ต.สำรอง สมมุติ", "นาย สำรอง สมมุติ"])
def test_a_person_of_the_registry_is_known_and_shown_by_name(sqlite_url: str, typed: str) -> None:
    desk = a_desk(sqlite_url)
    holder = {"office": POLICE, "person": typed, "start": "1/10/2563"}
    seen = read(desk, edited(exported(desk), {}, {"holders": [holder]}))
    assert new_holder(seen) == "ผู้กำกับการสถานีตำรวจภูธรสมมุติ: นายสำรอง สมมุติ"


def test_an_office_without_a_title_is_called_as_its_kind(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    row = {"area": "แม่ฟ้าหลวง", "kind": "กำนัน", "unit_th": "ตำบลเทอดไทย"}
    seen = read(desk, edited(exported(desk), {}, {"offices": [row]}))
    assert not seen.problems
    assert [(one.title_th, one.title_en) for one in seen.rows.offices] == [
        (say("office.subdistrict_head", "th"), say("office.subdistrict_head", "en"))
    ]


def test_a_new_district_takes_one_round_an_own_kind_its_office_and_a_new_holder(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    row = {"area": "แม่ฟ้าหลวง", "kind": "นายด่านตรวจสัตว์ป่า", "unit_th": "แม่สาย"}
    holder = {
        "office_name": "นายด่านตรวจสัตว์ป่าแม่สาย", "person_name": "พ.ต.อ.ประเสริฐ ใจกล้า",
        "start": "1/10/2563",
    }  # fmt: skip
    file = edited(exported(desk), {}, {"offices": [row], "holders": [holder]})
    seen = record(desk, file)
    labels = {one.label.th for one in seen.seen if one.state == "new"}
    assert labels == {
        "นายด่านตรวจสัตว์ป่าแม่สาย (ประเภทใหม่ “นายด่านตรวจสัตว์ป่า”)", "พันตำรวจเอก ประเสริฐ ใจกล้า",
        "นายด่านตรวจสัตว์ป่าแม่สาย: พันตำรวจเอก ประเสริฐ ใจกล้า",
    }  # fmt: skip
    assert not read(desk, file).differs
    with desk.office.registry.reading() as connection:
        kinds = office_kinds(connection, "5709")  # another district of the province
        elsewhere = office_kinds(connection, "5001")
    assert kinds.key_of("นายด่านตรวจสัตว์ป่า") is not None
    assert elsewhere.key_of("นายด่านตรวจสัตว์ป่า") is None
    choices = load_workbook(io.BytesIO(exported(desk)))[say("directory_sheet.choices", "th")]
    offered = {cell.value for row in choices.iter_rows(min_row=2) for cell in row if cell.value}
    assert {"แม่ฟ้าหลวง", "นายด่านตรวจสัตว์ป่า", "นายด่านตรวจสัตว์ป่าแม่สาย", "ว่าที่ร้อยตรี"} <= offered


@pytest.mark.parametrize(
    ("sheet", "row", "wrong"),
    [
        ("offices", {"area": "แม่ฟ้าหลวง", "kind": "ท้องถิ่นอำเภอ์"}, ("kind", "kind_alike")),
        (
            "holders",
            {"office_name": "นายด่านลอย", "person": "coord", "start": "1/10/2563"},
            ("office_name", "directory_no_office"),
        ),
        (
            "holders",
            {"office": CHIEF, "person_name": "ประเสริฐ ใจกล้า", "start": "1/10/2563"},
            ("person", "unknown_person"),
        ),
        ("holders", {"office": CHIEF, "start": "1/10/2563"}, ("person", "directory_missing")),
    ],
)
def test_what_a_row_names_and_nobody_knows_is_told_and_not_guessed(
    sqlite_url: str, sheet: str, row: dict[str, str], wrong: tuple[str, str]
) -> None:
    desk = a_desk(sqlite_url)
    seen = read(desk, edited(exported(desk), {}, {sheet: [row]}))
    assert told(seen) == {wrong}


def test_a_workbook_with_no_sheet_of_a_directory_is_told_as_none(sqlite_url: str) -> None:
    desk, other = a_desk(sqlite_url), io.BytesIO()
    Workbook().save(other)
    with pytest.raises(NoDirectory) as refused:
        read(desk, other.getvalue())
    assert "ผู้ดำรงตำแหน่ง" in refused.value.sentence.th


def test_a_corrected_day_takes_the_place_of_the_old_one(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    record(desk, edited(exported(desk), {("holders", CHIEF, "start"): "1 พ.ย. 2561"}))
    with desk.office.registry.reading() as connection:
        (term,) = terms_of_office(connection, CHIEF)
    assert term.start == date(2018, 11, 1)


def test_another_person_in_a_row_was_the_right_one_all_along(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    record(desk, edited(exported(desk), {("holders", CHIEF, "person"): "5715.deputy2"}))
    with desk.office.registry.reading() as connection:
        (term,) = terms_of_office(connection, CHIEF)
    assert term.person_ref == "5715.deputy2"


def test_a_row_of_a_term_that_was_changed_since_is_told(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    old = exported(desk)
    record(desk, edited(old, {("holders", CHIEF, "start"): "1/11/2561"}))
    seen = read(desk, edited(old, {("holders", CHIEF, "start"): "1/12/2561"}))
    assert told(seen) == {("term", "directory_term_moved")}


def test_every_problem_is_told_at_once_with_its_sheet_and_cell(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    seen = read(
        desk,
        edited(
            exported(desk),
            {
                ("offices", CHIEF, "office_title"): "ก" * 500,
                ("offices", "5715/deputy_district_chief/1", "agency"): "nobody",
            },
            {
                "agencies": [{"agency_en": "No Thai name"}],
                "people": [{"name_th": "เลข 1101700230708"}],
                "offices": [{"office": "9001/district_chief", "office_title": "นายอำเภอ"}],
                "holders": [
                    {"office": CHIEF, "person": "5715.deputy", "start": "1/10/65"},
                    {"office": CHIEF, "person": "5715.deputy", "start": "2562-05-07"},
                    {"office": CHIEF, "person": "5715.deputy", "start": "1/10/2600"},
                    {"office": CHIEF, "person": "5715.deputy", "start": "1/10/2561"},
                    {"office": CHIEF, "person": "ไม่มี ใคร", "start": "1/10/2562"},
                    {"office": "5715/nothing", "person": "5715.deputy", "start": "1/10/2562"},
                    {"office": CHIEF, "person": "5715.deputy", "start": "1/10/2562",
                     "last_day": "1/9/2562"},
                    {"office": CHIEF, "person": "5715.deputy", "start": "1/10/2562",
                     "capacity": "acting"},
                    {"office": CHIEF, "person": "5715.deputy", "start": "1/10/2562",
                     "capacity": "บางที"},
                    {"office": CHIEF, "person": "5715.deputy", "start": "=1+1"},
                ],
            },
        ),
    )  # fmt: skip
    assert told(seen) == {
        ("office_title", "directory_unfit"), ("agency", "directory_choice"),
        ("agency_th", "directory_missing"), ("name_th", "identity_number_in_text"),
        ("office", "directory_elsewhere"), ("start", "date_two_digit_year"),
        ("start", "date_buddhist_year"), ("start", "term_in_future"), ("start", "terms_overlap"),
        ("person", "unknown_person"), ("office", "directory_no_office"),
        ("last_day", "stop_before_start"), ("basis", "acting_without_basis"),
        ("capacity", "directory_choice"), ("start", "formula_in_cell"),
        ("start", "directory_missing"),
    }  # fmt: skip
    assert seen.rows == LoadFile()
    wheres = [one.where for one in seen.problems]
    assert all("!" in one for one in wheres)
    for one in seen.problems:
        assert "{" not in one.sentence.th + one.sentence.en
        assert "directory." not in one.sentence.th


def test_no_cell_of_the_workbook_is_a_formula_and_none_tells_how_people_are_reached(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    load_rows(
        desk.office,
        LoadFile.model_validate(
            {"people": [{"ref": "odd", "name_th": "=ชื่อ แปลก", "phone": "0812345678"}],
             "holders": [{"office": CHIEF, "person": "odd", "start": "2019-01-01"}]}
        ),
        recorded_by="coord",
    )  # fmt: skip
    book = load_workbook(io.BytesIO(exported(desk)))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(cell.value == "'=ชื่อ แปลก" for cell in cells)
    assert not any("0812345678" in str(cell.value) for cell in cells)
    assert not read(desk, exported(desk)).differs


def test_a_sheet_without_its_keys_is_told(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    book = load_workbook(io.BytesIO(exported(desk)))
    book[SHEETS["people"]].delete_rows(KEYS_ROW)
    kept = io.BytesIO()
    book.save(kept)
    assert "directory_keys" in {one.refusal.code for one in read(desk, kept.getvalue()).problems}


def by_order(desk: Desk) -> str:
    """The Chief moved there by an order; what is known of the basis, as the terms say it."""
    moves: list[dict[str, Json]] = [
        {"district": DISTRICT, "title_th": "นาง", "name_th": "ใหม่ มาแทน"}
    ]
    order = {"number": "1123/2565", "dated": "2022-05-12", "on": "2022-06-01", "moves": moves}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    with desk.office.registry.reading() as connection:
        (chief,) = holders(connection, CHIEF, date(2022, 6, 2))
    return chief.person_ref


def row_of(page: Any, person: str) -> int:
    return next(
        r for r in range(FIRST_ROW, 500) if page.cell(r, place(page, "person")).value == person
    )


def with_basis(content: bytes, person: str, basis: str) -> bytes:
    """The workbook with another basis in the row of the holder, its order left out."""
    book = load_workbook(io.BytesIO(content))
    page = book[SHEETS["holders"]]
    for column, value in (("basis", basis), ("basis_number", None), ("basis_date", None)):
        page.cell(row_of(page, person), place(page, column)).value = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def bases(desk: Desk) -> list[tuple[str, str, str | None, date | None]]:
    with desk.office.registry.reading() as connection:
        found = terms_of_office(connection, CHIEF)
    return [(one.person_ref, one.basis, one.basis_number, one.basis_date) for one in found]


def test_an_empty_cell_leaves_the_basis_that_is_known_also_in_a_second_row_of_the_holder(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    chief = by_order(desk)
    before = bases(desk)
    assert (chief, "order", "1123/2565", date(2022, 5, 12)) in before
    taken = exported(desk)
    own = {"office": CHIEF, "person": chief, "start": "1/6/2565"}
    for _ in range(2):
        assert not record(desk, edited(taken, added={"holders": [own]})).differs
        assert bases(desk) == before
    assert not record(desk, with_basis(taken, chief, "")).differs
    assert bases(desk) == before


def test_a_holder_who_stands_twice_and_otherwise_is_told_with_the_first_place(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    own = {"office": CHIEF, "person": by_order(desk), "start": "1/6/2565"}
    before = bases(desk)
    for said in ("ยังไม่ได้บันทึก", "ลำดับอาวุโสตามกฎหมาย"):
        seen = read(desk, edited(exported(desk), added={"holders": [{**own, "basis": said}]}))
        assert told(seen) == {("person", "directory_row_twice")}
        (wrong,) = seen.problems
        assert f"{SHEETS['holders']}!" in wrong.refusal.sentence.th
    assert bases(desk) == before


def test_a_basis_that_is_chosen_anew_takes_the_order_of_the_old_one_out(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    chief = by_order(desk)
    record(desk, with_basis(exported(desk), chief, "ยังไม่ได้บันทึก"))
    assert (chief, "not_recorded", None, None) in bases(desk)


def test_the_transfer_order_of_a_chief_is_called_no_order_to_act(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    chief = by_order(desk)
    page = load_workbook(io.BytesIO(exported(desk)))[SHEETS["holders"]]
    row = row_of(page, chief)
    assert page.cell(row, place(page, "basis")).value == "คำสั่งแต่งตั้งหรือโยกย้าย"
    assert page.cell(row, place(page, "basis_number")).value == "1123/2565"


def test_an_empty_cell_leaves_an_english_name_a_title_and_a_unit(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    person = "5715.chief"
    record(desk, edited(exported(desk), {("people", person, "name_en"): "Sommut Tuayang"}))
    unit = {("offices", CHIEF, "unit_th"): "ที่ทำการปกครองอำเภอ"}
    record(desk, edited(exported(desk), unit))
    emptied = {("people", person, one): "" for one in ("name_en", "title_th")}
    emptied |= {("offices", CHIEF, "unit_th"): ""}
    assert not read(desk, edited(exported(desk), emptied)).differs
