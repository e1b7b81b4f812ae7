"""S4, its copies: every member of the order as signed gets a certified copy."""

from flows.decisions.correct import Correction, correct
from flows.verification import verify_all
from registry.queries.document_contents import facts
from registry.queries.documents import DocumentRow, documents
from registry.queries.orders import orders
from registry.queries.seats import seats
from registry.rules.papers.letter import CertifiedCopyFacts, CopiesLetterFacts
from registry.rules.plain_values import Json
from registry.rules.seats import SeatRole
from tests.builders import MAE_FAH_LUANG, SCAN, SECOND, Desk, a_desk
from tests.scenarios.test_s4_the_pen import signed_by_pen
from tests.staged_desks import made_once


@made_once
def confirmed(url: str) -> Desk:
    desk = a_desk(url)
    order = signed_by_pen(desk)
    desk.decide(
        order, "confirm_as_signed", SECOND, "2022-07-01", {"result": "confirmed"},
        recorded_by="coord2",
    )  # fmt: skip
    return desk


def papers(desk: Desk) -> list[DocumentRow]:
    with desk.office.registry.reading() as connection:
        return documents(connection, district=MAE_FAH_LUANG)


def letters(desk: Desk) -> list[DocumentRow]:
    return [paper for paper in papers(desk) if paper.kind in ("copies_letter", "copies_memo")]


def made(desk: Desk, paper: DocumentRow) -> CopiesLetterFacts:
    assert paper.facts_id is not None
    with desk.office.registry.reading() as connection:
        return CopiesLetterFacts.model_validate(facts(connection, paper.facts_id))


def test_every_member_and_the_provincial_office_is_written_to_once(made_registry_url: str) -> None:
    desk = confirmed(made_registry_url)
    with desk.office.registry.reading() as connection:
        (signed,) = orders(connection, MAE_FAH_LUANG)
        members = seats(connection, MAE_FAH_LUANG, signed.first_day)
    sent = [made(desk, paper) for paper in letters(desk)]
    assert len({one.to_th for one in sent}) == len(sent)
    appointed = sorted(own.seat.key for one in sent for own in one.appointed)
    assert appointed == sorted(seat.key for seat in members if seat.role is not SeatRole.CHAIR)
    assert len(sent) < len(appointed)
    assert [paper.subject for paper in letters(desk)].count("psdhs") == 1
    assert [paper.kind for paper in papers(desk)].count("certified_copy") == 1


def test_who_was_added_by_pen_is_written_to_and_who_was_struck_is_not(sqlite_url: str) -> None:
    desk = confirmed(sqlite_url)
    sent = [made(desk, paper) for paper in letters(desk)]
    subjects = {own.seat.key for one in sent for own in one.appointed}
    assert "suppression.added/border_patrol_police" in subjects
    assert "prevention.cso_representative" not in subjects


def test_nobody_is_written_to_before_the_paper_as_signed_is_confirmed(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    signed_by_pen(desk)
    assert letters(desk) == []


def test_each_letter_and_the_copy_name_the_order_as_it_was_registered(sqlite_url: str) -> None:
    desk = confirmed(sqlite_url)
    orders_named = {made(desk, letter).order for letter in letters(desk)}
    (named,) = orders_named
    assert (named.heading_th, named.number) == ("คำสั่งอำเภอแม่ฟ้าหลวง", "45/2565")
    assert str(named.dated) == "2022-06-22"
    (copy,) = (paper for paper in papers(desk) if paper.kind == "certified_copy")
    assert copy.facts_id is not None
    with desk.office.registry.reading() as connection:
        sheet = CertifiedCopyFacts.model_validate(facts(connection, copy.facts_id))
    assert (sheet.order, sheet.pages) == (named, None)
    assert sheet.copied is None  # it was signed with changes: what counts is the scan


def test_an_order_signed_as_it_was_printed_is_copied_word_for_word(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    (copy,) = (paper for paper in papers(desk) if paper.kind == "certified_copy")
    assert copy.facts_id is not None
    with desk.office.registry.reading() as connection:
        (signed,) = orders(connection, MAE_FAH_LUANG)
        sheet = CertifiedCopyFacts.model_validate(facts(connection, copy.facts_id))
    assert sheet.copied is not None
    assert (sheet.copied.number, sheet.copied.dated) == (signed.full_number, signed.dated.first)
    assert sheet.copied.signer.name_th == "นายสมมุติ ตัวอย่าง"


def test_members_are_written_to_alike_by_post_and_the_chiefs_own_deputies_by_memo(
    sqlite_url: str,
) -> None:
    desk = confirmed(sqlite_url)
    sent = [(paper.kind, made(desk, paper)) for paper in letters(desk)]
    assert {one.circular for _, one in sent} == {True}
    assert [one.to_th for _, one in sent if one.to_th.startswith("ผู้แทน")] == []
    deputies = {kind for kind, one in sent if one.to_th.startswith("ปลัดอำเภอ")}
    assert deputies == {"copies_memo"}
    assert {kind for kind, one in sent if one.to_th.startswith("กำนัน")} == {"copies_letter"}


def test_the_letter_to_the_provincial_office_addresses_its_head(sqlite_url: str) -> None:
    desk = confirmed(sqlite_url)
    (report,) = (made(desk, paper) for paper in letters(desk) if paper.subject == "psdhs")
    assert report.to_th == "พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดเชียงราย"
    assert [own.whom_th for own in report.appointed] == [None]


def test_copies_and_meeting_papers_are_drafted_anew_with_the_number_as_it_was_corrected(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_inception_meeting()
    order = next(one.id for one in desk.instances() if one.process == "order")
    correct(
        desk.office,
        Correction(
            order,
            "registration",
            {"number": "46/2565"},
            reason="อ่านเลขผิด",
            recorded_by="coord",
            evidence=(SCAN,),
        ),
    )
    confirm: Json = {"result": "confirmed"}
    desk.decide(
        order, "confirm_correction", SECOND, "2022-07-20", confirm, recorded_by="coord2"
    )  # fmt: skip
    numbers = {(made(desk, one).order.number, one.status) for one in letters(desk)}
    assert numbers == {("12/2565", "replaced"), ("46/2565", "draft")}
    invited = [one for one in papers(desk) if one.kind == "invitation"]
    assert {one.status for one in invited} == {"replaced", "draft"}
    made_anew = {one.kind for one in papers(desk) if one.status == "replaced"}
    assert made_anew == {
        "copies_letter", "copies_memo", "certified_copy",
        "invitation", "invitation_memo", "agenda", "sign_in_sheet", "duties_acknowledgement",
    }  # fmt: skip
    assert desk.waits_at(1) == ["inception_meeting#1"]
    assert verify_all(desk.office) == ()
