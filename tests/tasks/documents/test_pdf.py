import io
import os
import re
import select
import stat
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from registry.rules.order_facts import EarlierOrder
from registry.rules.seats import BodyKey, Seat, SeatRole
from tasks.documents.docx_files import DOCUMENT, W, read_parts, write_parts
from tasks.documents.fonts import put_fonts
from tasks.documents.joined_pdf import PdfPart, joined
from tasks.documents.pdf import ConversionFailed, NoLibreOffice, pdf_copy, to_pdf
from tasks.documents.rendering import render
from tasks.documents.template import Template
from tests.tasks.conftest import AnOrder
from tests.tasks.documents.archive_rules import archive_misfits, claimed
from tests.tasks.documents.printed_pages import lines_of

JOINER = "\u2060"
FINAL = {"number": "45/2565", "dated": date(2022, 7, 15), "draft_version": None, "draft_date": None}


def count_of_pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def fonts_of(pdf: bytes) -> set[str]:
    found = set()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            found.add(str(font.get_object()["/BaseFont"]).split("+")[-1])
    return found


def crowd(number: int) -> tuple[Seat, ...]:
    title = "ผู้อำนวยการสำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์ประจำอำเภอแม่ฟ้าหลวงจังหวัดเชียงราย"
    return tuple(
        Seat(
            key=f"added/{one}",
            kind="added",
            body=list(BodyKey)[one % 4],
            role=SeatRole.ASSISTANT_SECRETARY,
            title_th=title.ljust(90, "ก")[:90],
            title_en="x",
            representative=True,
        )
        for one in range(number)
    )


@pytest.fixture(scope="module")
def papers(
    template: Template, an_order: AnOrder, earlier: EarlierOrder, fonts: Path
) -> dict[str, bytes]:
    facts = {
        "draft": an_order(),
        "final": an_order(**FINAL),
        "replace": an_order(kind="replace", earlier=earlier, **FINAL),
        "amend": an_order(kind="amend", earlier=earlier, border_th=None, **FINAL),
        "crowd": an_order(seats=crowd(60)),
    }
    docx = [render(template, one) for one in facts.values()]
    return dict(zip(facts, to_pdf(docx, timeout=120, fonts=fonts), strict=True))


@pytest.mark.office
@pytest.mark.parametrize(
    ("paper", "pages"), [("draft", 3), ("final", 3), ("replace", 3), ("amend", 3), ("crowd", 7)]
)
def test_an_order_has_as_many_pages_as_in_word(
    papers: dict[str, bytes], paper: str, pages: int
) -> None:
    assert count_of_pages(papers[paper]) == pages


@pytest.mark.office
def test_a_draft_and_its_final_paper_break_at_the_same_places(papers: dict[str, bytes]) -> None:
    draft, final = (
        [re.findall(r"^ *([๑๒]\.[๑-๙๐.]+)", page, re.MULTILINE) for page in lines_of(papers[paper])]
        for paper in ("draft", "final")
    )
    assert draft == final


@pytest.mark.office
def test_only_our_fonts_are_in_it(papers: dict[str, bytes]) -> None:
    for pdf in papers.values():
        assert fonts_of(pdf) <= {
            "PrasanSarabun-Regular",
            "PrasanSarabun-Bold",
            "PrasanSarabunDigits-Regular",
        }


@pytest.mark.office
def test_it_is_made_for_the_archive_with_headings_and_language(papers: dict[str, bytes]) -> None:
    for pdf in papers.values():
        assert archive_misfits(pdf) == []
        root = PdfReader(io.BytesIO(pdf)).root_object
        assert {"/Lang", "/StructTreeRoot", "/Outlines"} <= set(root)


@pytest.mark.office
def test_papers_that_are_joined_do_not_say_that_they_are_made_for_the_archive(
    papers: dict[str, bytes],
) -> None:
    pack = joined([PdfPart("a", papers["amend"])], papers["crowd"], "a")
    assert claimed(papers["amend"]) == "2B"
    assert claimed(pack) is None


def named(said: dict[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): NameObject(one) for key, one in said.items()})


def test_what_is_not_made_for_the_archive_is_found() -> None:
    made, written = PdfWriter(), io.BytesIO()
    page = made.add_blank_page(200, 200)
    page[NameObject("/Resources")] = named({"/Type": "/Font", "/BaseFont": "/Helvetica"})
    script = {"/S": "/JavaScript", "/JS": "/Nothing"}
    made.root_object[NameObject("/OpenAction")] = named(script)
    made.write(written)
    found = archive_misfits(written.getvalue())
    assert "/Helvetica is not in it" in found
    assert "says that it is PDF/A-None" in found
    assert any("/JS" in one for one in found)
    made.encrypt("x")
    made.write(written := io.BytesIO())
    assert archive_misfits(written.getvalue()) == ["encrypted"]


@pytest.mark.office
def test_the_signature_is_never_alone_on_its_page(papers: dict[str, bytes]) -> None:
    for pdf in papers.values():
        last = [line.strip() for line in lines_of(pdf)[-1].splitlines() if line.strip()]
        clause = next(i for i, line in enumerate(last) if line.startswith("ทั้งนี้"))
        assert clause >= 3  # the page number and two lines of body
        assert any(line.startswith("(นายสมมุติ") for line in last[clause:])


@pytest.mark.office
def test_a_head_of_duties_is_never_alone_at_the_foot_of_a_page(papers: dict[str, bytes]) -> None:
    for pdf in papers.values():
        for page in lines_of(pdf):
            foot = [line for line in page.splitlines() if line.strip() and "ร่าง" not in line][-1]
            assert not foot.strip().endswith("ดังนี้")


@pytest.mark.office
def test_no_page_number_on_page_one(papers: dict[str, bytes]) -> None:
    first, second, third = lines_of(papers["final"])
    assert not re.search(r"- ?\d ?-", first)
    assert re.match(r"\s*- ?2 ?-\n", second)  # the font draws ๒
    assert re.match(r"\s*- ?3 ?-\n", third)


@pytest.mark.office
def test_one_call_gives_the_papers_in_their_order(papers: dict[str, bytes]) -> None:
    assert "ยกเลิก" in "".join(lines_of(papers["replace"]))
    assert "ร่างครั้งที่" in "".join(lines_of(papers["draft"]))
    assert "ร่างครั้งที่" not in "".join(lines_of(papers["final"]))


@pytest.mark.office
def test_a_file_that_cannot_be_converted_is_told(template: Template, fonts: Path) -> None:
    with pytest.raises(ConversionFailed):
        to_pdf([write_parts({"word/document.xml": b"<a/>"})], timeout=60, fonts=fonts)


def test_without_libreoffice_the_refusal_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoLibreOffice) as refused:
        to_pdf([b""], timeout=1, fonts=tmp_path)
    assert "LibreOffice" in refused.value.sentence.th


def stand_in_program(folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_a_late_conversion_is_ended_with_all_that_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, template: Template
) -> None:
    # All that was started holds the pipe open; it is at its end once the last of them is gone.
    os.mkfifo(tmp_path / "alive")
    reader = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)
    stand_in_program(tmp_path, f'exec 3> "{tmp_path}/alive"; echo up >&3; sleep 300 & wait')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(ConversionFailed, match="seconds"):
        to_pdf([template.data], timeout=1, fonts=tmp_path)
    assert os.read(reader, 3) == b"up\n"
    at_its_end, _, _ = select.select([reader], [], [], 5)
    assert at_its_end
    assert os.read(reader, 1) == b""
    os.close(reader)


def test_a_conversion_that_leaves_no_pdf_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, template: Template
) -> None:
    stand_in_program(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(ConversionFailed, match=r"0000\.pdf"):
        to_pdf([template.data], timeout=5, fonts=tmp_path)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("printf rubbish! >", "no PDF"),
        ("printf '%%PDF-1.7\\nhalf of it' >", "no PDF"),
        ("printf '%%PDF-1.7\\nwhite pages\\n%%%%EOF\\n' >", "no text"),
        ("exit 77 #", "status 77"),
    ],
)
def test_what_libreoffice_leaves_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    template: Template,
    an_order: AnOrder,
    script: str,
    why: str,
) -> None:
    stand_in_program(tmp_path, f'for last; do :; done\n{script} "${{last%.docx}}.pdf"')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(ConversionFailed, match=why):
        to_pdf([render(template, an_order())], timeout=5, fonts=tmp_path)


@pytest.mark.office
def test_pages_whose_font_is_damaged_are_told(
    template: Template, an_order: AnOrder, tmp_path: Path
) -> None:
    damaged = put_fonts(tmp_path / "fonts")
    for one in (tmp_path / "fonts").glob("*.ttf"):
        one.write_bytes(b"")
    with pytest.raises(ConversionFailed, match="no text"):
        to_pdf([render(template, an_order())], timeout=120, fonts=damaged)


@pytest.mark.office
def test_nothing_to_convert_gives_nothing(fonts: Path) -> None:
    assert to_pdf([], timeout=1, fonts=fonts) == []


def test_a_table_that_is_kept_with_the_next_paragraph_stays_so_over_what_is_put_between(
    template: Template, an_order: AnOrder
) -> None:
    tree = etree.fromstring(read_parts(pdf_copy(render(template, an_order())))[DOCUMENT])
    tables = list(tree.iter(f"{W}tbl"))
    assert tables
    for table in tables:
        first = table.getnext()
        for gap in (first, first.getnext()):
            assert gap.find(f"{W}pPr/{W}keepNext") is not None
            assert gap.find(f"{W}r") is None


def test_the_copy_differs_where_libreoffice_does_and_the_docx_stays(
    template: Template, an_order: AnOrder
) -> None:
    docx = render(template, an_order())
    original, copy = read_parts(docx), read_parts(pdf_copy(docx))
    assert b"thaiDistribute" in original["word/styles.xml"]
    assert b"thaiDistribute" not in copy["word/styles.xml"]
    assert b"Prasan Sarabun Digits" in copy["word/styles.xml"]
    assert all(b"ThaiArabic" not in part for part in copy.values())
    joiner = JOINER.encode()
    assert all(joiner not in part for part in original.values())
    assert joiner in copy["word/document.xml"]
