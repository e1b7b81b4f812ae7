"""The pack of a meeting: one PDF, one numbering, kept as it was sent, amended by what changed."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from desk.views.meeting_pack import NotForPack, NothingToAmend, made_pack
from desk.views.pack_papers import NoAgendaYet, PackSheet, pack_sheet
from flows.decisions.redact import preview
from flows.decisions.redaction_aim import Aim
from flows.decisions.refusals import MayNot
from flows.decisions.rotate import rotate
from flows.meeting.packs import MadePack, PackSentOnOddDay, keep_pack
from registry.queries.document_contents import content, facts
from registry.queries.documents import document, documents
from registry.records.filing import Upload
from registry.records.transfer_form import TransferOrder
from registry.rules.papers.meeting import MeetingPack, PackPart
from registry.rules.plain_values import Json
from registry.rules.thai import to_arabic_digits
from tasks.documents.joined_pdf import PdfNotJoined, PdfPart, joined, pages_of
from tasks.documents.pdf import NoLibreOffice
from tests.builders import Desk, a_desk
from tests.flows.year.at_quarters import a_year, held, meeting_of, minutes_adopted, on
from tests.staged_desks import made_once
from tests.tasks.documents.printed_pages import lines_of

MOVE: Json = {
    "number": "301/2566", "dated": "2023-01-20",
    "moves": [
        {"district": "แม่ฟ้าหลวง", "on": "2023-02-01", "title_th": "นาง", "name_th": "มาใหม่ สมมุติ"},
    ],
}  # fmt: skip
FEBRUARY = {"held_on": "2023-02-20", "place": "ห้องประชุมอำเภอ", "time": "09:30"}


def blank_pdf(pages: int) -> Upload:
    writer, made = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(842, 595)
    writer.write(made)
    return Upload("handout.pdf", "application/pdf", made.getvalue())


def minutes_written(desk: Desk) -> None:
    """The first quarter's meeting is held; its minutes went round and are to be adopted."""
    on(desk, "2022-10-31")
    written: Json = {
        "items": [{"agenda": 4, "resolution": "ให้จัดตั้งกลุ่มเฝ้าระวัง"}], "taken_by": "ปรานี สมมุติ",
    }  # fmt: skip
    desk.decide(held(desk), "committee_minutes", "focal_point", "2022-11-18", written)


def an_agreed_meeting(desk: Desk, *evidence: Upload) -> int:
    """The second quarter's meeting, agreed on 1 February 2023 for the 20th."""
    on(desk, "2023-02-01")
    meeting = meeting_of(desk, "q2")
    desk.decide(
        meeting, "committee_date", "district_chief", "2023-02-01", FEBRUARY, evidence=evidence
    )
    return meeting


@made_once
def a_first_meeting(url: str) -> tuple[Desk, int]:
    """The inception meeting of 20 July 2022, agreed on and invited to by 8 July."""
    desk = a_desk(url)
    return desk, desk.to_inception_meeting()


def sheet_of(desk: Desk, meeting: int) -> PackSheet:
    with desk.office.registry.reading() as connection:
        return pack_sheet(desk.office, connection, meeting)


def made(desk: Desk, meeting: int, chosen: list[str] | None = None) -> MadePack:
    return made_pack(desk.office, sheet_of(desk, meeting), chosen, desk.office.registry.today)


def sent(desk: Desk, meeting: int, day: str, chosen: list[str] | None = None) -> MadePack:
    sheet, sent_on = sheet_of(desk, meeting), desk.on(day)
    pack = made_pack(desk.office, sheet, chosen, sent_on)
    keep_pack(
        desk.office, meeting, sheet.district, pack,
        agenda_of=sheet.agenda_of, sent_on=sent_on, recorded_by="coord",
    )  # fmt: skip
    return pack


def kept(desk: Desk, meeting: int, day: date, by: str = "coord") -> int:
    """A pack is kept as sent that day, whatever its pages look like; answers its number."""
    sheet = sheet_of(desk, meeting)
    parts = tuple(
        PackPart(
            number=number, title_th=one.title_th, starts=number + 1, pages=1,
            paper=one.paper, digest=one.digest, document=one.number,
        )
        for number, one in enumerate(sheet.papers, 1) if one.usual
    )  # fmt: skip
    facts = MeetingPack(**sheet.meeting | {"own_date": day}, parts=parts, pages=len(parts) + 1)
    return keep_pack(
        desk.office, meeting, sheet.district, MadePack(facts, blank_pdf(1).content),
        agenda_of=sheet.agenda_of, sent_on=day, recorded_by=by,
    )  # fmt: skip


def texts(pack: MadePack) -> list[str]:
    return [" ".join(to_arabic_digits(page).split()) for page in lines_of(pack.content)]


def test_a_pack_has_the_agenda_the_minutes_to_adopt_and_the_plans_status(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    minutes_written(desk)
    sheet = sheet_of(desk, an_agreed_meeting(desk))
    assert [" ".join(one.title_th.split()) for one in sheet.papers if one.usual] == [
        "ระเบียบวาระการประชุม", "รายงานการประชุม ครั้งที่ 1/2565", "สถานะแผนปฏิบัติการ",
    ]  # fmt: skip
    kinds = {one.row.kind for one in sheet.papers if one.row}
    assert kinds.isdisjoint({"invitation", "sign_in_sheet", "proposal_letter"})


def test_what_a_district_has_beside_is_told_apart_and_nothing_of_a_handover_is_offered(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    meeting = an_agreed_meeting(desk)
    rotate(desk.office, TransferOrder.model_validate(MOVE), recorded_by="coord")
    desk.perform()
    desk.decide(
        1, "inception_date", "district_chief", "2023-02-01", FEBRUARY, evidence=[blank_pdf(1)]
    )
    sheet = sheet_of(desk, meeting)
    kinds = {one.row.kind for one in sheet.papers if one.row}
    assert "scan.inception_date" in kinds
    assert kinds.isdisjoint({"handover_page_one", "handover_annex"})
    titles = [one.title_th for one in sheet.papers]
    assert len(titles) == len({*titles})
    assert [one for one in titles if one.startswith("สำเนาสแกน: ") and "(handout)" in one]


def test_minutes_that_were_adopted_by_circulation_are_not_to_be_adopted_again(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    minutes_adopted(desk, held(desk))
    sheet = sheet_of(desk, an_agreed_meeting(desk))
    assert [one.title_th for one in sheet.papers if one.usual] == [
        "ระเบียบวาระการประชุม", "สถานะแผนปฏิบัติการ",
    ]  # fmt: skip
    with desk.office.registry.reading() as connection:
        agenda = next(one.row for one in sheet.papers if one.row and one.row.kind == "agenda")
        items = facts(connection, agenda.facts_id or 0)["items"]
    assert items[1]["nothing"]
    assert items[1]["points_th"] == []


def test_before_a_day_is_agreed_there_is_no_pack(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    with pytest.raises(NoAgendaYet):
        sheet_of(desk, desk.to_order_signed())


@pytest.mark.parametrize("chosen", ["5/minutes/", "document/1", "x"])
def test_only_papers_of_the_list_can_be_put_in(sqlite_url: str, chosen: str) -> None:
    desk, meeting = a_first_meeting(sqlite_url)
    with pytest.raises(NotForPack):
        made(desk, meeting, [chosen])


def test_without_libreoffice_it_says_so_in_one_sentence(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, meeting = a_first_meeting(sqlite_url)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoLibreOffice) as refused:
        made(desk, meeting)
    assert "no PDF copy can be made" in refused.value.sentence.en


def test_a_damaged_or_locked_pdf_is_refused_by_its_name() -> None:
    locked = PdfWriter(BytesIO(blank_pdf(1).content))
    locked.encrypt("secret", algorithm="RC4-128")
    file = BytesIO()
    locked.write(file)
    for brought in (b"%PDF-1.4\n%scan\n", file.getvalue(), b"%PDF-1.7"):
        with pytest.raises(PdfNotJoined) as refused:
            pages_of(PdfPart("budget", brought))
        assert "“budget”" in refused.value.sentence.en


def test_a_pdf_whose_page_has_no_text_where_it_says_so_is_refused_by_its_name() -> None:
    odd = PdfWriter(BytesIO(blank_pdf(1).content))
    odd.pages[0][NameObject("/Contents")] = DictionaryObject()
    file = BytesIO()
    odd.write(file)
    with pytest.raises(PdfNotJoined, match="budget"):
        joined([PdfPart("budget", file.getvalue())], blank_pdf(1).content, "pack")


@pytest.mark.parametrize("day", ["2022-07-04", "2022-07-09"])
def test_a_pack_goes_out_between_the_day_of_its_agenda_and_today(sqlite_url: str, day: str) -> None:
    desk, meeting = a_first_meeting(sqlite_url)
    with pytest.raises(PackSentOnOddDay):
        kept(desk, meeting, date.fromisoformat(day))


def test_whoever_may_not_record_keeps_no_pack(sqlite_url: str) -> None:
    desk, meeting = a_first_meeting(sqlite_url)
    with pytest.raises(MayNot):
        kept(desk, meeting, date(2022, 7, 8), by="5715.chief")


def test_a_paper_that_is_redacted_is_taken_out_of_the_packs_that_it_went_in(
    sqlite_url: str,
) -> None:
    desk, meeting = a_first_meeting(sqlite_url)
    number = kept(desk, meeting, date(2022, 7, 8))
    agenda = next(
        one.row for one in sheet_of(desk, meeting).papers if one.row and one.row.kind == "agenda"
    )
    parts = preview(desk.office, Aim(documents=(agenda.id,)))
    with desk.office.registry.reading() as connection:
        pack = document(connection, number)
    assert pack is not None
    assert pack.sha256 in {part.ref for part in parts if part.kind == "blob"}


@pytest.mark.office
@pytest.mark.slow
def test_every_page_is_numbered_once_and_the_contents_say_where_each_paper_begins(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    minutes_written(desk)
    meeting = an_agreed_meeting(desk, blank_pdf(3))
    pack = made(desk, meeting)
    pages = texts(pack)
    assert len(pages) == pack.facts.pages
    for number, text in enumerate(pages, 1):
        assert f"หน้า {number} จาก {len(pages)}" in text
    for part in pack.facts.parts:
        assert " ".join(f"{part.title_th} {part.starts}".split()) in pages[0]
    starts = {part.title_th: part for part in pack.facts.parts}
    assert starts["handout"].pages == 3
    assert "ระเบียบวาระที่" in pages[starts["ระเบียบวาระการประชุม"].starts - 1]
    assert "สถานะแผนปฏิบัติการ" in pages[starts["สถานะแผนปฏิบัติการ"].starts - 1]
    assert "- 2 -" not in "".join(pages)


@pytest.mark.office
@pytest.mark.slow
def test_a_pack_is_kept_as_sent_and_what_changes_afterwards_makes_an_addendum(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    meeting = an_agreed_meeting(desk)
    first = sent(desk, meeting, "2023-02-03")
    with pytest.raises(NothingToAmend):
        made(desk, meeting)
    desk.decide(
        meeting, "committee_invitation", "focal_point", "2023-02-06",
        {"sent_on": "2023-02-03"}, evidence=[blank_pdf(1)],
    )  # fmt: skip
    rows: Json = [{"row": "row-1", "state": "ongoing", "reached": "4"}]
    path = "year/q1/quarter/report/progress#1"
    desk.decide(
        year, path, "focal_point", "2023-02-06",
        {"result": "reported", "rows": rows},
    )  # fmt: skip
    added = sent(desk, meeting, "2023-02-06")
    assert added.facts.amends == date(2023, 2, 3)
    assert added.facts.amendment == 1
    assert [part.title_th for part in added.facts.parts] == ["สถานะแผนปฏิบัติการ", "handout"]
    assert "(แทนหน้า 3 ของเอกสารที่ส่งเมื่อ" in texts(added)[0]
    assert "วันที่ 3 กุมภาพันธ์ พ.ศ. 2566)" in texts(added)[0]
    assert "อยู่ระหว่างดำเนินการ" in texts(added)[1].replace(" ", "")  # over two lines of its cell
    assert "แก้ไขเอกสารประกอบการประชุมที่ส่งเมื่อวันที่ 3 กุมภาพันธ์ พ.ศ. 2566" in texts(added)[0]
    with desk.office.registry.reading() as connection:
        packs = [
            one for one in documents(connection, instance_id=meeting)
            if one.kind == "meeting_pack"
        ]  # fmt: skip
        assert [content(connection, one.sha256) for one in packs] == [
            first.content, added.content,
        ]  # fmt: skip
    assert [one.status for one in packs] == ["evidence", "evidence"]
