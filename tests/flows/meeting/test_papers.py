from datetime import date

from config.meetings import meeting_defaults
from flows.meeting.paper_facts import roster
from flows.meeting.papers import PAPERS
from registry.queries.documents import DocumentRow
from registry.queries.seats import seats
from registry.records.filing import NewDocument, keep
from registry.records.orders import Registration, register
from registry.records.province_values import set_setting
from registry.rules.order_numbers import OrderNumber
from registry.rules.papers.meeting import (
    Agenda,
    DutiesAcknowledgement,
    Invitation,
    Minutes,
    SignInSheet,
)
from registry.rules.plain_values import Json
from registry.rules.seats import BodyKey
from tasks.documents.template_folders import languages
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.meeting.at_meeting_papers import (
    AGREED,
    CHIEF,
    POLICE,
    a_desk,
    held,
    minuted,
    only,
    papers,
    seat_committee,
    to_invitation,
)

HEALTH = "สาธารณสุขอำเภอแม่ฟ้าหลวง"


def invitations(desk: Desk) -> list[tuple[DocumentRow, Invitation]]:
    """Letters, and memos to the Chief's own Deputies."""
    kinds = ("invitation", "invitation_memo")
    return [one for kind in kinds for one in papers(desk, kind, Invitation)]


def test_every_paper_of_a_meeting_has_a_thai_template() -> None:
    assert [kind for papers in PAPERS for kind in papers.facts if "th" not in languages(kind)] == []


def test_each_member_but_the_chief_who_signs_gets_one_invitation(made_registry_url: str) -> None:
    desk, _ = to_invitation(made_registry_url)
    with desk.office.registry.reading() as connection:
        all_seats = seats(connection, MAE_FAH_LUANG, date(2022, 7, 20))
    made = invitations(desk)
    invited = [seat.title_th for _, one in made for seat in one.seats]
    assert sorted(invited) == sorted(seat.title_th for seat in all_seats if seat.key != CHIEF)
    assert len(made) < len(invited)
    assert len({one.addressee_th for _, one in made}) == len(made)
    assert {row.subject for row, _ in made} <= {seat.key for seat in all_seats}
    assert {one.circular for _, one in made} == {True}


def test_the_chiefs_own_deputies_are_invited_by_a_memo_or_as_the_province_has_it(
    sqlite_url: str,
) -> None:
    desk, _ = to_invitation(sqlite_url)
    memos = [one for _, one in papers(desk, "invitation_memo", Invitation)]
    assert all(one.addressee_th.startswith("ปลัดอำเภอ") for one in memos)
    assert len(memos) == 2
    letters = [one.addressee_th for _, one in papers(desk, "invitation", Invitation)]
    assert not [one for one in letters if one.startswith("ปลัดอำเภอ")]


def test_deputies_get_no_paper_where_the_province_tells_them_by_word_of_mouth(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    with desk.office.registry.writing("57") as write:
        set_setting(write, "57", "letters.own_deputies", "none", since=date(2022, 1, 1), by=1)
    work = desk.start("work", on="2022-07-20")
    seat_committee(desk, work)
    desk.decide(work, "inception_date", "district_chief", "2022-07-20", AGREED)
    assert papers(desk, "invitation_memo", Invitation) == []
    assert papers(desk, "invitation", Invitation)


def test_no_invitation_addresses_a_representative(sqlite_url: str) -> None:
    desk, _ = to_invitation(sqlite_url)
    made = [one for _, one in invitations(desk)]
    assert [one.addressee_th for one in made if one.addressee_th.startswith("ผู้แทน")] == []
    assert {one.sends for one in made} == {True, False}


def test_an_invitation_is_answered_three_working_days_before_the_meeting(sqlite_url: str) -> None:
    desk, _ = to_invitation(sqlite_url)
    made = [one for _, one in invitations(desk)]
    # The meeting is on a Monday; the Thursday and Friday before it are holidays.
    assert {one.reply_by for one in made} == {date(2022, 7, 25)}
    assert len({one.reference for one in made}) == len(made)


def test_whoever_fills_several_seats_is_invited_to_all_of_them_at_once(sqlite_url: str) -> None:
    desk, _ = to_invitation(sqlite_url)
    (health,) = [
        one for _, one in papers(desk, "invitation", Invitation) if one.addressee_th == HEALTH
    ]
    assert [seat.body for seat in health.seats] == [BodyKey.EXECUTIVE, BodyKey.REHABILITATION]
    assert health.representative


UNITS = {
    "นายอำเภอแม่ฟ้าหลวง": "ที่ทำการปกครองอำเภอแม่ฟ้าหลวง",
    "ผู้กำกับการสถานีตำรวจภูธรสมมุติ": "สถานีตำรวจภูธรสมมุติ",
    "นายกองค์การบริหารส่วนตำบลสมมุติ": "องค์การบริหารส่วนตำบลสมมุติ",
}
TYPED = "ผู้กำกับการสมมุติ"
STATION = f"{POLICE}/5715/police_superintendent/1"
ORDERED = "ผู้กำกับการสถานีตำรวจภูธรสมมุติ (ตามคำสั่ง)"


def order_says(desk: Desk, instance: int, title: str) -> None:
    """The order as signed calls the police seat so; a draft after it calls it otherwise."""
    day = date(2022, 7, 15)
    (start,) = [one for one in desk.entries(instance) if one.kind == "start"]
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        now = seats(write.connection, MAE_FAH_LUANG, date(2022, 7, 20))
        ordered = [
            one.model_copy(update={"title_th": title}) if one.key == STATION else one for one in now
        ]
        paper = NewDocument(
            "appointment_order.as_signed", "order.pdf", "application/pdf", day, b"%PDF-1.4", "x",
            "signed",
            facts={"bodies": [{"seats": [one.model_dump(mode="json") for one in ordered]}]},
        )  # fmt: skip
        signed = keep(write, MAE_FAH_LUANG, instance, start.id, paper)
        new = Registration(
            "new", "คำสั่งอำเภอแม่ฟ้าหลวง", OrderNumber(45, 2565), day, "แต่งตั้งคณะกรรมการ",
            None, "as_printed", signed, day,
        )  # fmt: skip
        register(write, MAE_FAH_LUANG, new, entry_id=start.id)


def test_a_member_is_called_in_every_paper_as_the_order_calls_them(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    work = desk.start("work", on="2022-07-20")
    seat_committee(desk, work, order=False)
    order_says(desk, work, ORDERED)
    desk.decide(work, "inception_date", "district_chief", "2022-07-20", AGREED)
    came: Json = {
        "name_th": "สมชาย ตัวอย่าง", "position_th": TYPED, "seats": [STATION], "state": "present"
    }  # fmt: skip
    held(desk, work, [came])
    action = {"what": "รายงาน", "owner": STATION}
    minuted(desk, work, {"agenda": 4, "resolution": "เห็นชอบ", "actions": [action]}, taken_by=TYPED)
    minutes = only(desk, "minutes", Minutes)
    found = [
        *(one.addressee_th for _, one in papers(desk, "invitation", Invitation)),
        *(one.position_th for one in only(desk, "sign_in_sheet", SignInSheet).members),
        *(
            seat.title_th
            for body in only(desk, "duties_acknowledgement", DutiesAcknowledgement).bodies
            for seat in body.seats if body.key is BodyKey.EXECUTIVE
        ),
        *(one.position_th for one in minutes.present),
        *(one.owner_th for item in minutes.items for p in item.points for one in p.actions),
        minutes.taken_by.position_th,
    ]  # fmt: skip
    assert [one for one in found if one and one.startswith("ผู้กำกับการ") and "ตรวจคน" not in one] == (
        [ORDERED] * 6
    )


def test_an_invitation_offers_a_representative_only_where_every_seat_may_have_one(
    sqlite_url: str,
) -> None:
    desk, _ = to_invitation(sqlite_url)
    with desk.office.registry.reading() as connection:
        may = {
            seat.title_th: seat.representative
            for seat in seats(connection, MAE_FAH_LUANG, date(2022, 7, 20))
            if seat.body is BodyKey.EXECUTIVE
        }
    made = [one for _, one in papers(desk, "invitation", Invitation)]
    strict = [one for one in made if may.get(one.addressee_th) is False]
    assert strict
    assert not any(one.representative for one in strict)


def test_an_invitation_says_the_meeting_the_order_and_who_signs(sqlite_url: str) -> None:
    desk, _ = to_invitation(sqlite_url)
    _, one = papers(desk, "invitation", Invitation)[0]
    assert (one.meeting_th, one.held_on, one.starts) == (
        "ครั้งที่\u00a01/2565", date(2022, 8, 1), "09.30",
    )  # fmt: skip
    assert one.order is not None
    assert (one.order.number, one.order.dated.first) == ("45/2565", date(2022, 7, 15))
    assert one.signer.name_th == "นายสมมุติ ตัวอย่าง"
    assert one.own_date == one.draft_date == date(2022, 7, 20)


def test_the_sheet_to_sign_names_the_units_of_offices_with_and_without_an_agency(
    sqlite_url: str,
) -> None:
    desk, _ = to_invitation(sqlite_url)
    members = only(desk, "sign_in_sheet", SignInSheet).members
    units = {one.position_th: one.agency_th for one in members}
    assert {post: units[post] for post in UNITS} == UNITS


def test_the_sheet_to_sign_has_each_person_once_and_the_other_one_every_seat(
    sqlite_url: str,
) -> None:
    desk, _ = to_invitation(sqlite_url)
    sheet = only(desk, "sign_in_sheet", SignInSheet)
    duties = only(desk, "duties_acknowledgement", DutiesAcknowledgement)
    with desk.office.registry.reading() as connection:
        all_seats = seats(connection, MAE_FAH_LUANG, date(2022, 7, 20))
        known = roster(connection, MAE_FAH_LUANG, date(2022, 7, 20)).members
    assert len(sheet.members) == len(known)
    assert sheet.members[0].name_th == "นายสมมุติ ตัวอย่าง"
    assert sum(len(body.seats) for body in duties.bodies) == len(all_seats)
    assert sum(len(body.duties_th) for body in duties.bodies) == 11
    assert len(sheet.guest_lines) == meeting_defaults().guest_lines


def test_a_first_agenda_has_five_items_and_no_minutes_to_adopt(sqlite_url: str) -> None:
    desk, _ = to_invitation(sqlite_url)
    agenda = only(desk, "agenda", Agenda)
    assert [one.number for one in agenda.items] == [1, 2, 3, 4, 5]
    assert [one.number for one in agenda.items if one.nothing] == [2]
    assert agenda.items[-1].title_th == "เรื่องอื่น ๆ (ถ้ามี)"


def test_a_committee_without_seats_still_gets_its_papers(sqlite_url: str) -> None:
    desk, work = to_invitation(sqlite_url, seated=False)
    assert papers(desk, "invitation", Invitation) == []
    assert only(desk, "sign_in_sheet", SignInSheet).members == ()
    assert desk.waits_at(work) == ["invitation#1"]
