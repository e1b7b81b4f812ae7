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
)
from desk.views.quarter_book import QuarterOf, book_of_quarter, open_sheet
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.year.test_quarter_figures import PATH, first_quarter

OF = QuarterOf(MAE_FAH_LUANG, 2566, 1)
FIRST = 3  # row of a sheet


def taken_out(desk: Desk) -> Workbook:
    with desk.office.registry.reading() as session:
        connection = session.connection()
        asked = open_sheet(connection, OF)
        assert asked is not None
        _, content = book_of_quarter(connection, asked, desk.office.registry.today)
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
    return book


def read(book: Workbook, of: QuarterOf = OF) -> dict[str, object]:
    opened = open_quarter(saved(book), 20, file="q.xlsx", field="FILE")
    return dict(opened.answer(of, "FILE"))


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
    with pytest.raises(OtherQuarter) as refused:
        read(book, QuarterOf(MAE_FAH_LUANG, 2566, 2))
    assert "อำเภอแม่ฟ้าหลวง ไตรมาสที่ 1 ปีงบประมาณ 2566" in refused.value.sentence.th
    assert "Mae Fa Luang" in refused.value.sentence.en
    with pytest.raises(NoQuarterForm):
        read(Workbook())


def test_the_command_line_takes_it_out_and_records_it(sqlite_url: str, tmp_path: Path) -> None:
    desk, _ = first_quarter(sqlite_url)
    prasan = Terminal(str(desk.office.registry.url))
    out = tmp_path / "q1.xlsx"
    of = ("--year", "2566", "--quarter", "1", "-o", str(out))
    assert prasan("figures", "sheet", MAE_FAH_LUANG, *of).code == 0
    out.write_bytes(saved(filled(desk)))
    by = ("--by", "focal_point", "--decided-on", "2023-01-03", "--recorded-by", "coord")
    done = prasan("figures", "record", str(out), *by)
    assert done.code == 0, done
    seen = prasan(
        "figures", "show", MAE_FAH_LUANG, "--year", "2566", "--quarter", "1",
        "--recorded-by", "coord", "--json",
    ).json  # fmt: skip
    said = {one["indicator"]: one["quarter"] for one in seen["figures"]}
    assert said["persons_trained"] == "12"
    assert prasan.refused("figures", "record", str(out), *by) == ("no_open_sheet", "FILE")


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
    book = filled(desk)
    put(book, "ตัวเลข", ("community_plans",), "value", "สาม")
    wrong = {"quarter_file": ("q1.xlsx", saved(book), "application/octet-stream")}
    assert "ตัวเลข!" in coord.post(place, data, files=wrong).beside("quarter_file")
