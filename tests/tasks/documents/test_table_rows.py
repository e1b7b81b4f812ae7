"""Rows of a table that stay on one page, whatever the paper."""

import pytest
from lxml import etree

from flows.capabilities import declared
from tasks.documents.docx_files import DOCUMENT, W, parse, read_parts
from tasks.documents.line_rooms import LineRooms
from tasks.documents.rendering import render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.table_rows import SHORT, keep_rows
from tasks.documents.template import load_template

KEPT = f"{W}pPr/{W}keepNext"
SHEET = (16838 - 1418 - 1134) / 20  # points between the margins of a sheet
ROW = 16 * 1.13  # of one line
LONGEST = int(SHEET * SHORT / ROW) - 1  # rows of a short table, its head not counted
ROOMS = LineRooms(None)


def table(
    rows: int, *, head: bool = True, lines: int = 1, said: str = "", sheet: str = ""
) -> etree._Element:
    styled = "<w:tc><w:p><w:pPr><w:pStyle w:val='A'/></w:pPr></w:p></w:tc>"
    text = f"<w:p><w:r><w:t>{said}</w:t></w:r></w:p>"
    cells = f"{styled}<w:tc><w:tcPr><w:tcW w:w='1216'/></w:tcPr>{text * lines}</w:tc>"
    top = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cells}</w:tr>" if head else ""
    body = f"<w:tr>{cells}</w:tr>" * rows
    return etree.fromstring(
        f'<w:body xmlns:w="{W[1:-1]}"><w:tbl>{top}{body}</w:tbl>{sheet}</w:body>'
    )  # fmt: skip


def kept(document: etree._Element) -> list[int]:
    """The rows, the head not counted, of which every paragraph is kept with the next."""
    rows = [one for one in document.iter(f"{W}tr") if one.find(f"{W}trPr") is None]
    return [
        number
        for number, row in enumerate(rows, 1)
        if all(one.find(KEPT) is not None for one in row.iter(f"{W}p"))
    ]


@pytest.mark.parametrize(
    ("rows", "stay"),
    [
        (1, []),
        (2, [1]),
        (LONGEST, [*range(1, LONGEST)]),
        (LONGEST + 1, [1, LONGEST]),
        (40, [1, 39]),
    ],
)
def test_a_table_of_a_quarter_of_a_sheet_stays_whole_and_a_longer_one_leaves_no_row_alone(
    rows: int, stay: list[int]
) -> None:
    document = table(rows)
    keep_rows(document, ROOMS)
    assert kept(document) == stay
    keep_rows(document, ROOMS)
    assert all(len(one.findall(KEPT)) <= 1 for one in document.iter(f"{W}p"))


@pytest.mark.parametrize(("lines", "said"), [(3, ""), (1, "\u0e01" * 8)])
def test_a_table_of_few_tall_rows_parts_rather_than_leave_a_quarter_of_a_page_white(
    lines: int, said: str
) -> None:
    document = table(LONGEST - 1, lines=lines, said=said)
    keep_rows(document, ROOMS)
    assert kept(document) == [1, LONGEST - 2]


def test_a_quarter_of_a_sheet_laid_across_is_less() -> None:
    across = "<w:sectPr><w:pgSz w:h='11906'/><w:pgMar w:top='1418' w:bottom='1134'/></w:sectPr>"
    document = table(LONGEST, sheet=across)
    keep_rows(document, ROOMS)
    assert kept(document) == [1, LONGEST - 1]


def test_a_table_without_a_head_may_part_as_its_template_says() -> None:
    document = table(3, head=False)
    keep_rows(document, ROOMS)
    assert kept(document) == []


def test_rows_to_write_in_may_part_in_a_short_table_too() -> None:
    document = table(5)
    for row in document.iter(f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is None:
            etree.SubElement(etree.SubElement(row, f"{W}trPr"), f"{W}trHeight", {f"{W}val": "1500"})
    keep_rows(document, ROOMS)
    kept_rows = [one for one in document.iter(f"{W}tr") if one.find(f".//{KEPT}") is not None]
    assert len(kept_rows) == 2


def test_a_short_table_that_stays_with_what_follows_may_part() -> None:
    document = table(4)
    *_, last = document.iter(f"{W}tr")
    for one in last.iter(f"{W}p"):
        properties = one.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            one.insert(0, properties)
        etree.SubElement(properties, f"{W}keepNext")
    keep_rows(document, ROOMS)
    assert kept(document) == [1, 3, 4]


@pytest.mark.parametrize(
    ("between", "stay"),
    [
        ("<w:p><w:pPr><w:keepNext/></w:pPr></w:p>", [1, 3, 4]),
        ("<w:p><w:pPr><w:keepNext/></w:pPr></w:p><w:p/>", [1, 2, 3]),
        ("", [1, 3, 4]),
    ],
)
def test_the_last_rows_stay_with_the_signatures_below_them(between: str, stay: list[int]) -> None:
    unheaded = "<w:tbl><w:tr><w:trPr/><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    document = table(4, sheet=between + unheaded)
    keep_rows(document, ROOMS)
    assert kept(document) == stay


@pytest.mark.parametrize(("said", "stay"), [("\u0e01" * 90, [1, 2, 3]), ("\u0e01", [1, 3, 4])])
def test_signatures_with_two_lines_of_their_own_section_before_them_need_no_row(
    said: str, stay: list[int]
) -> None:
    heading = (
        '<w:style w:styleId="H"><w:pPr><w:keepNext/><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    rooms = LineRooms(f'<w:styles xmlns:w="{W[1:-1]}">{heading}</w:styles>'.encode())
    own = f"<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>{said}</w:t></w:r></w:p>"
    section = f'<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr></w:p>{own}'
    unheaded = "<w:tbl><w:tr><w:trPr/><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    document = table(4, sheet=section + unheaded)
    keep_rows(document, rooms)
    assert kept(document) == stay


def test_it_holds_in_a_paper_that_is_made() -> None:
    model, template = declared().facts["training_report"], load_template("training_report")
    made = render(template, sample_facts(model, template.sheet))
    tree = parse(DOCUMENT, read_parts(made)[DOCUMENT])
    found = [one.findall(f"{W}tr") for one in tree.iter(f"{W}tbl")]
    headed = (one[1:] for one in found if one[0].find(f"{W}trPr/{W}tblHeader") is not None)
    rows = next(one for one in headed if 1 < len(one) < LONGEST)
    assert all(one.find(KEPT) is not None for row in rows[:-1] for one in row.iter(f"{W}p"))
    assert not any(one.find(KEPT) is not None for one in rows[-1].iter(f"{W}p"))
