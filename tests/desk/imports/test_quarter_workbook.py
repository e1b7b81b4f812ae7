"""The workbook of a quarter's sheet: taken out, filled in, brought back; misfits by their cell."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from desk.imports.quarter_sheets import (
    NoQuarterForm,
    OtherQuarter,
    QuarterFileUnfit,
    open_quarter,
    with_kept,
)
from desk.views.quarter_book import QuarterOf, book_of_quarter, open_sheet, recorded_sheet
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_gates import sent_again
from tests.desk.web.at_meetings import filled as filled_page
from tests.desk.web.gate.test_form_sections import sections
from tests.desk.web.pages.test_instance_page import last
from tests.desk.web.visitor import Visitor, visitor
from tests.flows.year.at_quarter_figures import PATH, first_quarter
from tests.readers import reader_of

OF = QuarterOf(MAE_FAH_LUANG, 2566, 1)
FIRST = 3  # row of a sheet


def taken_out(desk: Desk) -> Workbook:
    with desk.office.registry.reading() as connection:
        asked = open_sheet(connection, OF)
        assert asked is not None
        _, content = book_of_quarter(connection, asked, desk.office.registry.today, reader_of(desk))
    return load_workbook(BytesIO(content))


def saved(book: Workbook) -> bytes:
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def put(book: Workbook, sheet: str, key: tuple[str, ...], column: str, value: str | int) -> str:
    """Write in the cell of the row that begins with the key; where that is."""
    page = book[sheet]
    columns = [cell.value for cell in page[2]]
    for row in page.iter_rows(min_row=FIRST):
        if tuple(str(cell.value or "") for cell in row[: len(key)]) == key:
            cell = row[columns.index(column)]
            cell.value = value
            return f"{sheet}!{cell.coordinate}"
    raise LookupError(key)


def filled(desk: Desk) -> Workbook:
    book = taken_out(desk)
    put(book, "กิจกรรม", ("row-1",), "state", "อยู่ระหว่างดำเนินการ")
    put(book, "กิจกรรม", ("row-1",), "reached", "๔")
    for part, value in (("", 12), ("sex.women", "7"), ("sex.men", 5)):
        put(book, "ตัวเลข", ("persons_trained", part), "value", value)
    put(book, "ตัวเลข", ("community_plans",), "value", 0)
    put(book, "ตัวเลข", ("community_plans",), "evidence", "ทะเบียนแผนชุมชน  หน้า 2")
    return book


def read(book: Workbook) -> dict[str, Json]:
    opened = open_quarter(saved(book), 20, file="q.xlsx", field="FILE")
    return dict(opened.answer("FILE"))


def test_what_was_filled_in_is_the_answer_and_empty_cells_are_not_reported(
    sqlite_url: str,
) -> None:
    desk, _ = first_quarter(sqlite_url)
    answer = read(filled(desk))
    assert answer["result"] == "reported"
    rows = answer["rows"]
    assert isinstance(rows, list)
    assert {"row": "row-1", "state": "ongoing", "reached": "4"} in rows
    figures = answer["figures"]
    assert isinstance(figures, list)
    said = {(one["indicator"], one["part"]): one["value"] for one in figures}
    assert said == {
        ("persons_trained", ""): "12", ("persons_trained", "sex.women"): "7",
        ("persons_trained", "sex.men"): "5", ("community_plans", ""): "0",
    }  # fmt: skip
    assert [one.get("evidence") for one in figures][-1] == "ทะเบียนแผนชุมชน หน้า 2"


@pytest.mark.parametrize(
    ("sheet", "key", "column", "value"),
    [
        ("ตัวเลข", ("persons_trained", "sex.men"), "value", 9),  # 7 and 9 are not 12
        ("ตัวเลข", ("community_plans",), "value", "สาม"),
        ("ตัวเลข", ("community_plans",), "value", -1),
        ("ตัวเลข", ("community_plans",), "value", "=1+1"),
        ("กิจกรรม", ("row-1",), "state", "เกือบเสร็จ"),
        ("กิจกรรม", ("row-1",), "reached", "มาก"),
        ("กิจกรรม", ("row-1",), "spent", -5),
    ],
)
def test_what_is_wrong_is_told_by_its_cell_in_both_languages(
    sqlite_url: str, sheet: str, key: tuple[str, ...], column: str, value: str | int
) -> None:
    desk, _ = first_quarter(sqlite_url)
    book = filled(desk)
    where = put(book, sheet, key, column, value)
    page, _, cell = where.partition("!")
    with pytest.raises(QuarterFileUnfit) as refused:
        read(book)
    said = refused.value.sentence
    assert page in said.th
    assert cell[0] in said.th, said.th
    assert "refusal." not in said.th + said.en
    assert "· :" not in said.th  # what the cell is for stands before what is wrong
    assert len(refused.value.problems) == 1


def test_a_workbook_of_another_quarter_or_of_another_kind_is_refused(sqlite_url: str) -> None:
    desk, _ = first_quarter(sqlite_url)
    book = filled(desk)
    opened = open_quarter(saved(book), 20, file="q.xlsx", field="FILE")
    with (
        desk.office.registry.reading() as connection,
        pytest.raises(OtherQuarter) as refused,
    ):
        opened.refuse_other(connection, QuarterOf(MAE_FAH_LUANG, 2566, 2), "FILE")
    assert "อำเภอแม่ฟ้าหลวง ไตรมาสที่ 1 ปีงบประมาณ 2566" in refused.value.sentence.th
    assert "Mae Fa Luang" in refused.value.sentence.en
    with pytest.raises(NoQuarterForm):
        read(Workbook())


def test_the_command_line_takes_it_out_records_it_and_tells_it_as_it_was_known(
    sqlite_url: str, tmp_path: Path
) -> None:
    desk, _ = first_quarter(sqlite_url)
    prasan = Terminal(str(desk.office.registry.url))
    out = tmp_path / "q1.xlsx"
    of = ("--year", "2566", "--quarter", "1", "-o", str(out))
    assert prasan("figures", "sheet", MAE_FAH_LUANG, *of).code == 0
    out.write_bytes(saved(filled(desk)))
    by = ("--by", "focal_point", "--decided-on", "2023-01-03", "--recorded-by", "coord")
    done = prasan("figures", "record", str(out), *by)
    assert done.code == 0, done

    def trained(*known: str) -> str:
        show = ("figures", "show", MAE_FAH_LUANG, "--year", "2566", "--quarter", "1", *known)
        seen = prasan(*show, "--recorded-by", "coord", "--json").json
        said = {one["indicator"]: one["quarter"] for one in seen["figures"]}
        return str(said["persons_trained"])

    assert trained() == "12"
    assert trained("--known", "2023-01-01") == "ไม่ได้รายงาน"
    assert prasan.refused("figures", "record", str(out), *by) == ("quarter_recorded", "FILE")


def test_the_page_fills_its_form_from_it_and_tells_misfits_beside_the_file(
    sqlite_url: str,
) -> None:
    desk, year = first_quarter(sqlite_url)
    coord = visitor(desk, "coord")
    place = f"/instances/{year}/gates/{PATH.format(1, 1)}".replace("#", "%23")
    page = coord.get(place, "th")
    assert page.tree.cssselect("[name=quarter_file]")
    data = {"step": "read_quarter"}
    file = {"quarter_file": ("q1.xlsx", saved(filled(desk)), "application/octet-stream")}
    page = coord.post(place, data, files=file)
    assert page.value("figures.f.persons_trained.sex.women") == "7"
    assert page.value("rows.0.reached") == "4"
    (shown,) = page.tree.cssselect("#from-file")
    said = " ".join(shown.text_content().split())
    assert "อ่านไฟล์ q1.xlsx แล้ว: กิจกรรม 2 รายการ ตัวเลข 4 รายการ ยังไม่ได้บันทึก" in said
    assert all(one in said for one in ("กลุ่มเฝ้าระวัง row-1", "ทะเบียนแผนชุมชน หน้า 2"))
    assert read_back_is_none(desk), "it is shown before it is recorded"
    book = filled(desk)
    put(book, "ตัวเลข", ("community_plans",), "value", "สาม")
    wrong = {"quarter_file": ("q1.xlsx", saved(book), "application/octet-stream")}
    told = coord.post(place, data, files=wrong).beside("quarter_file")
    assert "ตัวเลข!" in told
    assert "แผนป้องกันระดับชุมชน (แผน): “สาม”" in told


def read_back_is_none(desk: Desk) -> bool:
    with desk.office.registry.reading() as connection:
        return recorded_sheet(connection, OF) is None


def test_a_step_with_a_workbook_of_its_own_offers_that_one_alone(sqlite_url: str) -> None:
    desk, year = first_quarter(sqlite_url)
    coord, place = quarter_page(desk, year)
    links = coord.get(place, "th").links()
    assert [one for one in links if "quarter-workbook" in one]
    assert not [one for one in links if "/return-forms/" in one]


def quarter_page(desk: Desk, year: int) -> tuple[Visitor, str]:
    return visitor(desk, "coord"), f"/instances/{year}/gates/{PATH.format(1, 1)}".replace(
        "#", "%23"
    )


def sent_file(book: Workbook) -> dict[str, tuple[str, bytes, str]]:
    return {"quarter_file": ("q1.xlsx", saved(book), "application/octet-stream")}


def test_what_was_typed_or_read_is_filled_in_and_what_nobody_touched_is_as_it_stood(
    sqlite_url: str,
) -> None:
    desk, year = first_quarter(sqlite_url)
    coord, place = quarter_page(desk, year)
    begun = sections(coord.get(place, "th"))
    rows = ("section-rows.0", "section-rows.1")
    assert [begun[one] for one in rows] == ["ตามข้อมูลเดิม"] * 2
    typed = {"result": "reported", "rows.0.row": "row-1", "rows.0.state": "not_started"}
    typed |= {"rows.1.row": "row-2", "rows.1.state": "done", "step": "go_on:rows.1"}
    said = sections(coord.post(place, typed))
    assert [said[one] for one in rows] == ["ตามข้อมูลเดิม", "กรอกแล้ว"]
    read = sections(coord.post(place, {"step": "read_quarter"}, files=sent_file(filled(desk))))
    assert [read[one] for one in rows] == ["กรอกแล้ว", "ตามข้อมูลเดิม"]
    assert read["section-figures.f.persons_trained"] == "กรอกแล้ว"


def test_figures_that_do_not_add_up_are_told_beside_a_missing_day_and_reporter(
    sqlite_url: str,
) -> None:
    desk, year = first_quarter(sqlite_url)
    coord, place = quarter_page(desk, year)
    form = {"result": "reported", "rows.0.row": "row-1", "rows.0.state": "ongoing"}
    form |= {"figures.f.persons_trained": "10", "figures.f.persons_trained.sex.women": "11"}
    page = coord.post(place, form | {"by": "", "decided_on": "", "step": "check"})
    assert all(map(page.beside, ("by", "decided_on", "figures.f.persons_trained.sex.women")))
    assert len(page.problems) == 3


def recorded(url: str) -> tuple[Desk, int, Workbook]:
    """A quarter that was recorded from its workbook."""
    desk, year = first_quarter(url)
    book = filled(desk)
    desk.decide(year, PATH.format(1, 1), "focal_point", "2023-01-03", read(book))
    return desk, year, book


def test_the_workbook_of_a_recorded_quarter_corrects_what_was_recorded(sqlite_url: str) -> None:
    desk, year, book = recorded(sqlite_url)
    coord, gate = quarter_page(desk, year)
    entry = last(desk, year, "progress")
    place = f"/instances/{year}/correct/{entry}"
    met = coord.post(gate, {"step": "read_quarter"}, files=sent_file(book))
    assert place in met.links(), "who comes too late is led to the correction"
    given = load_workbook(BytesIO(coord.get(f"{place}/quarter-workbook").response.content))
    put(given, "กิจกรรม", ("row-1",), "reached", 5)
    form = filled_page(coord.get(place, "th"))
    page = coord.post(place, form | {"step": "read_quarter"}, files=sent_file(given))
    (note,) = page.tree.cssselect("main .note")
    assert "ไฟล์ต่างจากที่บันทึกไว้" in note.text_content()
    assert "ก่อนข้อมูลที่ใช้อยู่" not in note.text_content()
    assert page.value("rows.0.reached") == "5"
    assert read_back(desk, year) == "4", "nothing is recorded before it is confirmed"
    check = coord.post(place, filled_page(page) | {"why": "พิมพ์ผิด", "step": "check"})
    coord.post(place, sent_again(check) | {"step": "record"})
    assert read_back(desk, year) == "5"
    again = coord.post(place, form | {"step": "read_quarter"}, files=sent_file(given))
    assert "ก่อนข้อมูลที่ใช้อยู่" in again.tree.cssselect("main .note")[0].text_content()
    other = taken_out_as(given, "quarter", "2")
    page = coord.post(place, form | {"step": "read_quarter"}, files=sent_file(other))
    assert "ไตรมาสที่ 2" in page.beside("quarter_file")


def taken_out_as(book: Workbook, item: str, value: str) -> Workbook:
    """The workbook, saying of itself something else."""
    put(book, "เกี่ยวกับไฟล์", (item,), "value", value)
    return book


def read_back(desk: Desk, year: int) -> str:
    """What was reached of the first activity, as it counts now."""
    with desk.office.registry.reading() as connection:
        found = recorded_sheet(connection, OF)
    assert found is not None
    assert found.instance == year
    return str(found.answer.answer.rows[0].reached)


def test_moves_that_a_workbook_has_no_column_for_stay(sqlite_url: str) -> None:
    desk, year = first_quarter(sqlite_url)
    answer = read(filled(desk))
    rows = answer["rows"]
    assert isinstance(rows, list)
    moved = answer | {"rows": [rows[0] | {"quarters": ["q3"]}, *rows[1:]]}
    desk.decide(year, PATH.format(1, 1), "focal_point", "2023-01-03", moved)
    told = with_kept(answer, moved["rows"])
    assert told["rows"] == moved["rows"]


def test_the_command_line_shows_what_differs_and_corrects_with_a_reason(
    sqlite_url: str, tmp_path: Path
) -> None:
    desk, year, book = recorded(sqlite_url)
    prasan = Terminal(str(desk.office.registry.url))
    file = tmp_path / "q1.xlsx"
    put(book, "กิจกรรม", ("row-1",), "reached", 5)
    file.write_bytes(saved(book))
    by = ("--recorded-by", "coord")
    new = ("--by", "focal_point", "--decided-on", "2023-01-03")
    assert prasan.refused("figures", "record", str(file), *new, *by)[0] == "quarter_recorded"
    of = ("figures", "correct-sheet", str(file), *by)
    seen = prasan(*of, "--look", "--lang", "th").out
    assert "ที่บันทึกไว้ 4 · ตามไฟล์ 5" in seen
    assert "ก่อนข้อมูลที่ใช้อยู่" in seen
    assert prasan.refused(*of) == ("reason_missing", "reason")
    assert read_back(desk, year) == "4"
    assert prasan(*of, "--reason", "พิมพ์ผิด").code == 0
    assert read_back(desk, year) == "5"
    out = tmp_path / "again.xlsx"
    taken = ("--year", "2566", "--quarter", "1", "--out", str(out))
    sheet = ("figures", "sheet", MAE_FAH_LUANG, *taken)
    assert prasan.refused(*sheet) == ("usage_missing", "--recorded-by")
    assert prasan(*sheet, *by).code == 0
    told = prasan("figures", "correct-sheet", str(out), *by, "--look", "--json").json
    assert told == {"changes": [], "older": False}
