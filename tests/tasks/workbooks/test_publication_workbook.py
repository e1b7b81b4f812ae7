"""A published table as a workbook: its heads stay in sight, on the screen and on paper."""

import io

from openpyxl import load_workbook

from tasks.workbooks.publication_workbook import TableOfFigures, publication_workbook


def test_the_heads_of_a_published_table_stay_above_its_rows_and_on_each_sheet_of_paper() -> None:
    heads = (["อำเภอ", "ราย"], ["District", "Persons"])
    table = TableOfFigures(["ตาราง", "Table"], heads, [["แม่จัน", 7]] * 90, ["หมายเหตุ"])
    (page,) = load_workbook(io.BytesIO(publication_workbook(table))).worksheets
    assert [[one.value for one in row] for row in page["A4:B6"]] == [*heads, ["แม่จัน", 7]]
    assert page.freeze_panes == "A6"
    assert page.print_title_rows == "$4:$5"
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    fitted = page.sheet_properties.pageSetUpPr
    assert fitted is not None
    assert fitted.fitToPage
