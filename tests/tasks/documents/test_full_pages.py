import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from config.titles import title_list
from config.words import Language
from flows.capabilities import declared
from registry.rules.name_syllables import syllables
from registry.rules.names import signed_name
from tasks.documents.docx_text import paragraphs
from tasks.documents.paper_words import official_digits
from tasks.documents.pdf import to_pdf
from tasks.documents.rendering import render
from tasks.documents.template import load_template
from tasks.documents.template_folders import languages
from tests.programs import JHOVE
from tests.tasks.documents.archive_rules import archive_misfits
from tests.tasks.documents.crowded import CROWD, LENGTH, PERSON, POST, crowded
from tests.tasks.documents.printed_pages import Word, lines_of, words_of

FACTS = declared().facts

PAPERS = [(kind, language) for kind in FACTS for language in languages(kind)]
Paper = tuple[str, Language]
# A4 without its margins of 3 cm on the left and 2 cm on the right; the line may hang a little.
LEFT, RIGHT, HANGS = 3.0, 19.0, 0.1
TOP, BOTTOM = 2.3, 27.5
# Sheets laid across have margins of 2 cm at their sides and their foot.
ACROSS = (
    "action_plan", "annual_report", "lessons_report", "local_plan_row", "provincial_summary",
    "quarter_report",
)  # fmt: skip
LEFT_ACROSS, RIGHT_ACROSS, BOTTOM_ACROSS = 2.0, 27.7, 18.8
CLOSINGS = ("ขอแสดงความนับถือ", "สั่ง", "สำเนาถูกต้อง", "ผู้จัดทำ", "ผู้เสนอแผน", "ผู้รายงาน", "ลงชื่อ")
UNSIGNED = (
    "advocacy_brief", "agenda", "contact_card", "duties_acknowledgement", "duties_sheet",
    "endorsement_form", "endorsement_sheet", "local_plan_row", "meeting_pack", "plan_status",
    "provincial_summary", "registration_sheet", "satisfaction_form", "sign_in_sheet",
    "training_speeches", "training_test", "village_survey", "visit_record",
)  # fmt: skip
MARKED = 3  # by so many of its first signs a piece of a name is told from another
# Papers without sections: letters, a table, a card, a certificate, a list of contents.
UNDIVIDED = (
    "adjustment_letter", "advocacy_letter", "advocacy_memo", "certified_copy", "contact_card",
    "copies_letter", "copies_memo", "delegation_record", "endorsement_letter", "endorsement_sheet",
    "follow_up_letter", "invitation", "invitation_memo", "local_plan_row", "meeting_pack",
    "minutes_circulation", "minutes_memo", "no_meeting_letter", "no_report_letter",
    "considered_letter", "participants_memo", "participants_request", "plan_letter", "plan_status",
    "postponement_letter", "postponement_memo",
    "proposal_letter", "registration_sheet", "report_memo", "representative_request",
    "resolution_memo", "resolution_notice", "sign_in_sheet", "thanks_letter", "trainer_request",
    "training_speeches", "venue_request", "village_survey",
    "working_team_list",
)  # fmt: skip
HEADS = {
    "working_team_list": ("หน่วยงาน",),
    "sign_in_sheet": ("ลายมือชื่อ", "กรรมการ"),
    "duties_acknowledgement": ("ลายมือชื่อ", "คณะกรรมการอำนวยการ"),
}
# The first words of a table's head, which is repeated and is no body.
FIRST_OF_HEADS = ("ที่", "ลำดับ", "ข้อ", "No.")
NUMBERED = ("working_team_list", "sign_in_sheet")


def of(paper: Paper) -> bytes:
    kind, language = paper
    return render(load_template(kind, language), crowded(kind))


@pytest.fixture(scope="module")
def pdfs(fonts: Path) -> dict[Paper, bytes]:
    made = to_pdf([of(paper) for paper in PAPERS], timeout=300, fonts=fonts)
    return dict(zip(PAPERS, made, strict=True))


def test_the_names_have_ninety_signs() -> None:
    assert {len(one) for names in (PERSON, POST) for one in names.values()} == {LENGTH}


@pytest.mark.parametrize(("kind", "times"), [("sign_in_sheet", 60), ("minutes", 120)])
def test_each_of_sixty_members_is_printed(kind: str, times: int) -> None:
    words = "\n".join(paragraphs(of((kind, "th"))))
    assert words.count(PERSON["th"]) >= times


@pytest.mark.office
def test_no_word_reaches_into_the_margins(pdfs: dict[Paper, bytes]) -> None:
    for paper, pdf in pdfs.items():
        left, right = (LEFT_ACROSS, RIGHT_ACROSS) if paper[0] in ACROSS else (LEFT, RIGHT)
        for number, page in enumerate(words_of(pdf), 1):
            assert page, (paper, number)
            out = [one for one in page if one.left < left - HANGS or one.right > right + HANGS]
            assert not out, (paper, number, out[:3])


@pytest.mark.office
def test_two_lines_of_body_stand_on_the_page_with_a_signature(pdfs: dict[Paper, bytes]) -> None:
    for (kind, language), pdf in pdfs.items():
        name = signed_name(PERSON["th"], title_list().titles()).name
        signers = {f"({one.split()[0]}" for one in (name, PERSON[language])}
        bottom = BOTTOM_ACROSS if kind in ACROSS else BOTTOM
        pages = [body_of(page, bottom) for page in words_of(pdf)]
        found = [(at, page) for page in pages for at, one in enumerate(page) if one in signers]
        assert found or kind in UNSIGNED, (kind, language)
        for at, page in found:
            said = [one for one in page[:at] if one not in FIRST_OF_HEADS]
            body = [one for one in said if not one.startswith(CLOSINGS)]
            assert len(body) > 1, (kind, language, body)


@pytest.mark.office
@pytest.mark.parametrize("kind", ["sign_in_sheet", "duties_acknowledgement", "minutes"])
def test_no_line_of_a_narrow_column_begins_or_ends_within_a_syllable_of_a_name(
    kind: str, pdfs: dict[Paper, bytes]
) -> None:
    pieces = [one for name in PERSON["th"].split()[1:3] for one in syllables(name)]
    starts = {"".join(pieces[at:])[:MARKED] for at in range(len(pieces))}
    for page in words_of(pdfs[kind, "th"]):
        parts = [one.text.strip("()") for one in page]
        for part in (one for one in parts if one in PERSON["th"] and len(one) > MARKED):
            assert part[:MARKED] in starts or part in PERSON["th"].split(), (kind, part)


def body_of(page: list[Word], foot: float) -> list[str]:
    """The first word of each line between the header and the footer."""
    lines: dict[float, str] = {}
    for word in page:
        if TOP < word.top < foot:
            lines.setdefault(round(word.bottom, 1), word.text)
    return [lines[bottom] for bottom in sorted(lines)]


@pytest.mark.office
@pytest.mark.parametrize("kind", HEADS)
def test_the_head_of_a_list_is_repeated_on_every_page_and_says_whose_it_is(
    kind: str, pdfs: dict[Paper, bytes]
) -> None:
    for page in lines_of(pdfs[kind, "th"])[1:-1]:
        assert [one for one in HEADS[kind] if one not in page] == []


@pytest.mark.office
def test_a_pdf_says_its_language_its_title_and_whose_it_is(pdfs: dict[Paper, bytes]) -> None:
    for (kind, language), pdf in pdfs.items():
        read = PdfReader(io.BytesIO(pdf))
        assert str(read.root_object["/Lang"]) == {"th": "th-TH", "en": "en-US"}[language], kind
        assert read.metadata is not None
        title, author = read.metadata.title or "", read.metadata.author or ""
        in_thai = [bool(re.search("[\u0e00-\u0e7f]", one)) for one in (title, author)]
        assert in_thai == [language == "th"] * 2, (kind, title, author)
        assert kind not in title
        assert "Prasan" not in author


@pytest.mark.office
def test_a_pdf_is_made_for_the_archive(pdfs: dict[Paper, bytes]) -> None:
    assert {paper: found for paper, pdf in pdfs.items() if (found := archive_misfits(pdf))} == {}


@pytest.mark.office
@pytest.mark.archive
def test_jhove_finds_nothing_in_a_pdf(pdfs: dict[Paper, bytes], tmp_path: Path) -> None:
    for (kind, language), pdf in pdfs.items():
        (tmp_path / f"{kind}-{language}.pdf").write_bytes(pdf)
    command = [str(JHOVE), "-m", "PDF-hul", "-h", "xml", *map(str, tmp_path.glob("*.pdf"))]
    run = subprocess.run(command, capture_output=True, check=True)
    told = etree.fromstring(run.stdout)
    found = [
        (one.get("uri"), one.findtext("{*}status"), [*one.itertext("{*}message")])
        for one in told.iter("{*}repInfo")
    ]
    assert len(found) == len(pdfs)
    assert [one for one in found if one[1:] != ("Well-Formed and valid", [])] == []


@pytest.mark.office
def test_the_title_of_a_paper_is_a_heading_of_its_pdf(pdfs: dict[Paper, bytes]) -> None:
    for paper, pdf in pdfs.items():
        tags = structure_of(pdf)
        assert tags.count("/H1") == 1, paper
        assert "/H2" in tags or paper[0] in UNDIVIDED, paper


def structure_of(pdf: bytes) -> list[str]:
    """The kinds of the elements that the text of a PDF is tagged with, in their order."""
    return list(_tags(PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"]))


def _tags(node: object) -> Iterator[str]:
    match node:
        case IndirectObject():
            yield from _tags(node.get_object())
        case DictionaryObject():
            yield str(node.get("/S", ""))
            yield from _tags(node.get("/K"))
        case ArrayObject():
            for one in node:
                yield from _tags(one)


@pytest.mark.office
@pytest.mark.parametrize("kind", NUMBERED)
def test_the_rows_run_from_one_to_sixty(kind: str, pdfs: dict[Paper, bytes]) -> None:
    text = "\n".join(lines_of(pdfs[kind, "th"]))
    numbers = re.findall(r"^\s*([๐-๙]+)\.?\s", text, re.MULTILINE)
    assert numbers[:CROWD] == [official_digits(str(one)) for one in range(1, CROWD + 1)]
