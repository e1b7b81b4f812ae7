import struct
from pathlib import Path

import pytest

from tasks.documents.docx_files import read_parts, write_parts
from tasks.documents.docx_text import Difference, compared, paragraphs
from tasks.documents.preview import NoPreview, can_show_pages, first_page, page_count
from tasks.documents.template import Template

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"4 0 obj<</Type /Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
NEEDS_POPPLER = pytest.mark.skipif(not can_show_pages(), reason="pdftoppm is not installed")


def test_the_pages_of_a_pdf_are_counted_and_not_their_tree() -> None:
    assert page_count(PDF) == 2


@NEEDS_POPPLER
def test_the_first_page_is_a_small_picture_of_a4() -> None:
    picture = first_page(PDF)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack_from(">II", picture, 16)
    assert (width, height) == (620, 878)
    assert len(picture) < 5_000


@NEEDS_POPPLER
def test_what_is_no_pdf_has_no_picture() -> None:
    with pytest.raises(NoPreview):
        first_page(b"no pdf")


def test_without_poppler_there_is_no_picture(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPreview):
        first_page(PDF)


def with_lines(template: Template, *lines: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in lines)
    document = f"<w:document {space}><w:body>{body}</w:body></w:document>"
    return write_parts({**read_parts(template.data), "word/document.xml": document.encode()})


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (("ก", "ข", "ค"), []),
        (("ก", "ค"), [Difference("removed", 2, "ข", "")]),
        (("ก", "ข", "ข๑", "ค"), [Difference("added", 3, "", "ข๑")]),
        (("ก", "ฃ", "ค"), [Difference("changed", 2, "ข", "ฃ")]),
        (("ก", "ฃ", "ฃ๑", "ค"), [
            Difference("changed", 2, "ข", "ฃ"), Difference("added", 3, "", "ฃ๑"),
        ]),
        ((), [Difference("removed", n, one, "") for n, one in enumerate("กขค", 1)]),
    ],
)  # fmt: skip
def test_two_papers_differ_by_paragraphs(
    template: Template, after: tuple[str, ...], found: list[Difference]
) -> None:
    before = with_lines(template, "ก", "ข", "ค")
    assert compared(before, with_lines(template, *after)) == found


def test_empty_paragraphs_and_spaces_are_no_difference(template: Template) -> None:
    plain = with_lines(template, "ก ข", "ค")
    assert compared(plain, with_lines(template, "", " ก  ข ", "", "ค", " ")) == []
    assert paragraphs(plain) == ["ก ข", "ค"]
