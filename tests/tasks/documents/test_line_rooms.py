import pytest
from lxml import etree

from tasks.documents.docx_files import WORD, W
from tasks.documents.line_rooms import LineRooms

STYLES = (
    '<w:style w:styleId="Signature"><w:pPr><w:ind w:left="3402"/></w:pPr></w:style>'
    '<w:style w:styleId="Plain"/>'
    '<w:style w:styleId="Small"><w:rPr><w:szCs w:val="26"/></w:rPr></w:style>'
    '<w:style w:styleId="Smaller"><w:basedOn w:val="Small"/>'
    '<w:pPr><w:ind w:left="71"/></w:pPr></w:style>'
    '<w:style w:styleId="Round"><w:basedOn w:val="Round"/></w:style>'
)
TEXT = "<w:r><w:t>ก</w:t></w:r>"
MARGINS = '<w:tblPr><w:tblCellMar><w:left w:w="57"/><w:right w:w="57"/></w:tblCellMar></w:tblPr>'


def tree(inner: str) -> etree._Element:
    return etree.fromstring(f'<w:any xmlns:w="{WORD}">{inner}</w:any>')


def paragraph(style: str = "Plain", indent: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{indent}</w:pPr>{TEXT}</w:p>'


def cell(margins: str = "", indent: str = "", style: str = "Plain") -> str:
    width = '<w:tcPr><w:tcW w:w="2438"/></w:tcPr>'
    row = f"<w:tr><w:tc>{width}{paragraph(style, indent)}</w:tc></w:tr>"
    return f"<w:tbl>{margins}{row}</w:tbl>"


@pytest.mark.parametrize(
    ("inner", "twips"),
    [
        (paragraph(), 9071),
        (paragraph("Signature"), 9071 - 3402),
        (paragraph("Signature", '<w:ind w:left="1000" w:right="71"/>'), 8000),
        (paragraph("Unknown"), 9071),
        (f"<w:p>{TEXT}</w:p>", 9071),
        (cell(), 2438 - 216),
        (cell(MARGINS), 2438 - 114),
        (cell(MARGINS, '<w:ind w:right="113"/>'), 2438 - 114 - 113),
        (cell(MARGINS, '<w:ind w:right="1.5cm"/>'), 2438 - 114),
        (paragraph("Round"), 9071),
    ],
)
def test_a_line_has_the_room_of_its_cell_or_sheet_without_its_indents(
    inner: str, twips: int
) -> None:
    text = next(tree(inner).iter(f"{W}t"))
    assert LineRooms(etree.tostring(tree(STYLES))).of(text) == twips / 320


@pytest.mark.parametrize(
    ("inner", "twips"),
    [
        (paragraph("Small"), 9071),
        (paragraph("Smaller"), 9000),
        (cell(style="Small"), 2438 - 216),
    ],
)
def test_a_line_of_smaller_letters_takes_the_more_of_them(inner: str, twips: int) -> None:
    text = next(tree(inner).iter(f"{W}t"))
    assert LineRooms(etree.tostring(tree(STYLES))).of(text) == twips / 260
