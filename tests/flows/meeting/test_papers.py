from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import pytest
from pydantic import BaseModel

from config.clock import moved_to
from config.meetings import meeting_defaults
from flows.capabilities import declared, open_installation
from flows.decisions.correct import Correction, correct
from flows.decisions.redaction_aim import Aim
from flows.engine.installation import Declarations
from flows.engine.run import Run
from flows.establishment.gates import INCEPTION
from flows.meeting.gates import MinutesV1
from flows.meeting.minute_items import items_of
from flows.meeting.minutes import roles_of
from flows.meeting.paper_facts import Roster, meeting_number, roster
from flows.meeting.papers import PAPERS
from flows.meeting.process import hold_meeting, settle_minutes
from flows.meeting.reads import expected_members
from registry.queries.document_contents import facts
from registry.queries.documents import DocumentRow, documents
from registry.queries.meetings import MeetingRow, attendance
from registry.queries.members import invitees
from registry.queries.offices import office_refs
from registry.queries.order_facts import proposed_seats
from registry.queries.seats import seats
from registry.records.filing import NewDocument, keep
from registry.records.orders import Registration, register
from registry.records.province_values import set_setting
from registry.records.seats import record_seats
from registry.rules.attendance import DistinctMember
from registry.rules.meeting_effects import MeetingDay
from registry.rules.order_numbers import OrderNumber
from registry.rules.papers.meeting import (
    Agenda,
    DutiesAcknowledgement,
    Invitation,
    Minutes,
    MinutesExtract,
    SignInSheet,
)
from registry.rules.plain_values import Json
from registry.rules.seats import BodyKey, Seat, SeatRole
from registry.store import Registry
from tasks.documents.template_folders import languages
from tests.builders import MAE_FAH_LUANG, OPENED, Desk, load_people
from tests.flows.decisions.test_redact import redacted
from tests.flows.machines import Done, Start, a_process

CHIEF = "executive.district_chief"
POLICE = "executive.police_superintendent"
HEALTH = "สาธารณสุขอำเภอแม่ฟ้าหลวง"
AGREED: Json = {"held_on": "2022-08-01", "time": "09:30", "place": "ห้องประชุมที่ว่าการอำเภอ"}
Facts = TypeVar("Facts", bound=BaseModel)


def meeting_and_minutes(run: Run) -> Done:
    """The part of an establishment that papers of meetings are drafted in."""
    start = run.start(Start)
    turn, met = hold_meeting(run, INCEPTION, start.district, revision=2)
    settle_minutes(run, INCEPTION, start.district, turn, met)
    return Done.DONE


def a_desk(url: str) -> Desk:
    """A desk at which an establishment begins with its inception meeting."""
    clock = moved_to(date(2022, 7, 20))
    registry = Registry(url, clock)
    OPENED.append(registry)
    load_people(registry, MAE_FAH_LUANG)
    known: Declarations = declared()
    processes = {"work": a_process(meeting_and_minutes, revision=2)}
    return Desk(
        replace(open_installation(registry), declared=replace(known, processes=processes)), clock
    )


def seat_committee(desk: Desk, instance: int, *, order: bool = True) -> None:
    """The model's seats for the district's offices, and the order that appointed them."""
    registry, since = desk.office.registry, date(2022, 7, 15)
    (start,) = [one for one in desk.entries(instance) if one.kind == "start"]
    with registry.writing(MAE_FAH_LUANG) as write:
        offices = office_refs(write.connection, MAE_FAH_LUANG, since)
        wanted = proposed_seats(write.connection, MAE_FAH_LUANG, offices).seats
        record_seats(write, MAE_FAH_LUANG, wanted, on=since, entry_id=start.id)
        if order:
            new = Registration(
                "new", "คำสั่งอำเภอแม่ฟ้าหลวง", OrderNumber(45, 2565), since, "แต่งตั้งคณะกรรมการ",
                None, "as_printed", None, since,
            )  # fmt: skip
            register(write, MAE_FAH_LUANG, new, entry_id=start.id)


def to_invitation(url: str, *, seated: bool = True) -> tuple[Desk, int]:
    """Up to where the secretary invites; answers the instance."""
    desk = a_desk(url)
    work = desk.start("work", on="2022-07-20")
    if seated:
        seat_committee(desk, work)
    desk.decide(work, "inception_date", "district_chief", "2022-07-20", AGREED)
    return desk, work


def held(desk: Desk, work: int, attendance: list[Json], **changes: Json) -> None:
    """The meeting took place on 1 August."""
    desk.decide(work, "invitation", "district_chief", "2022-07-22", {"sent_on": "2022-07-22"})
    answer: Json = {
        "result": "held", "held_on": "2022-08-01", "started": "09:30", "ended": "12:00",
        "place": "ห้องประชุมที่ว่าการอำเภอ", "attendance": attendance, **changes,
    }  # fmt: skip
    desk.decide(work, "inception_meeting", "district_chief", "2022-08-01", answer)


def minuted(desk: Desk, work: int, *items: Json, taken_by: str = "5715.deputy") -> None:
    """The secretary writes the minutes."""
    answer: Json = {"items": [*items], "taken_by": taken_by}
    desk.decide(work, "minutes", "deputy_district_chief/1", "2022-08-03", answer)


def papers(desk: Desk, kind: str, model: type[Facts]) -> list[tuple[DocumentRow, Facts]]:
    """The papers of a kind with the facts that they were made from."""
    with desk.office.registry.reading() as connection:
        rows = [one for one in documents(connection) if one.kind == kind]
        return [(one, model.model_validate(facts(connection, one.facts_id or 0))) for one in rows]


def invitations(desk: Desk) -> list[tuple[DocumentRow, Invitation]]:
    """Letters, and memos to the Chief's own Deputies."""
    kinds = ("invitation", "invitation_memo")
    return [one for kind in kinds for one in papers(desk, kind, Invitation)]


def only(desk: Desk, kind: str, model: type[Facts]) -> Facts:
    """The facts of the newest paper of a kind."""
    return papers(desk, kind, model)[-1][1]


def present(person: str, *own: str, **changes: Any) -> Json:
    """A line of the sheet."""
    return {"person": person, "seats": [*own], "state": "present", **changes}


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
    assert (one.order.number, one.order.dated) == ("45/2565", date(2022, 7, 15))
    assert one.signer.name_th == "นายสมมุติ ตัวอย่าง"
    assert one.own_date == one.draft_date == date(2022, 7, 20)


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


def test_minutes_list_who_came_who_did_not_and_of_whom_nothing_is_known(sqlite_url: str) -> None:
    desk, work = to_invitation(sqlite_url)
    with desk.office.registry.reading() as connection:
        keys = [one.key for one in seats(connection, MAE_FAH_LUANG, date(2022, 8, 1))]
    hospital = next(key for key in keys if key.startswith("executive.hospital"))
    police = next(key for key in keys if key.startswith(POLICE))
    guest: Json = {"name_th": "แขก ตัวอย่าง", "title_th": "นาย", "state": "guest"}
    absent: Json = {"seats": [hospital], "state": "absent", "cause": "ติดราชการ"}
    proxy = present(
        "5715.deputy2", police, state="proxy", proxy="ร.ต.อ. แทน ตัวอย่าง",
        proxy_position="รองสารวัตร",
    )  # fmt: skip
    held(desk, work, [proxy, absent, guest, present("5715.chief", CHIEF, state="online")])
    minuted(desk, work, {"agenda": 1, "resolution": "รับทราบ"})
    minutes = only(desk, "minutes", Minutes)
    chief, deputy = minutes.present
    assert (chief.name_th, chief.roles_th, chief.online) == (
        "นายสมมุติ ตัวอย่าง", ("ประธานกรรมการ",), True,
    )  # fmt: skip
    assert (deputy.proxy_th, deputy.proxy_position_th) == ("ร.ต.อ. แทน ตัวอย่าง", "รองสารวัตร")
    assert deputy.roles_th[0] == "รองประธานกรรมการ"
    (gone,) = minutes.absent
    assert (gone.name_th, gone.cause_th) == (None, "ติดราชการ")
    assert gone.position_th.startswith("ผู้อำนวยการโรงพยาบาล")
    assert [one.name_th for one in minutes.guests] == ["นายแขก ตัวอย่าง"]
    members = len(only(desk, "sign_in_sheet", SignInSheet).members)
    assert len(minutes.present + minutes.absent + minutes.unrecorded) == members
    assert (minutes.starts, minutes.ends) == ("09.30", "12.00")
    assert minutes.taken_by.name_th == "นางปรานี สมมุติ"
    assert minutes.taken_by.position_th == "ปลัดอำเภอแม่ฟ้าหลวง"
    assert minutes.checked_by.name_th is None
    assert minutes.quorum is not None
    assert (minutes.quorum.there, minutes.quorum.members) == (2, members)
    assert minutes.quorum.state == "unknown"


def test_minutes_count_the_members_who_came_once_and_tell_a_quorum(sqlite_url: str) -> None:
    desk, work = to_invitation(sqlite_url)
    with desk.office.registry.reading() as connection:
        keys = [one.key for one in seats(connection, MAE_FAH_LUANG, date(2022, 8, 1))]
    came: list[Json] = [
        {"name_th": f"สมมุติ {place}", "seats": [key], "state": "present"}
        for place, key in enumerate(keys)
    ]
    held(desk, work, came)
    minuted(desk, work, {"agenda": 1, "resolution": "รับทราบ"})
    found = only(desk, "minutes", Minutes).quorum
    assert found is not None
    assert found.there == found.members < len(keys)
    assert (found.needed, found.state) == (-(-found.members // 2), "reached")


def test_a_province_may_leave_vacant_seats_out_of_the_quorum(sqlite_url: str) -> None:
    desk, _ = to_invitation(sqlite_url)
    asked, on = MeetingDay(district=MAE_FAH_LUANG, on=date(2022, 8, 1)), date(2022, 8, 1)
    with desk.office.registry.reading() as connection:
        every_seat = expected_members(connection, asked, on)
        known = [one for one in invitees(connection, MAE_FAH_LUANG, on) if one.person]
    with desk.office.registry.writing("57") as write:
        set_setting(write, "57", "meeting.vacant_seats", "left_out", since=on, by=1)
    with desk.office.registry.reading() as connection:
        filled = expected_members(connection, asked, on)
    assert len(known) < len(every_seat.members) == len(filled.members)
    assert every_seat.needed == -(-len(every_seat.members) // 2)
    assert filled.needed == -(-len(known) // 2)


def test_a_committee_of_which_too_few_came_had_no_quorum(sqlite_url: str) -> None:
    desk, work = to_invitation(sqlite_url)
    with desk.office.registry.reading() as connection:
        keys = [one.key for one in seats(connection, MAE_FAH_LUANG, date(2022, 8, 1))]
    gone: list[Json] = [
        {"seats": [key], "state": "absent", "cause": "ติดราชการ"} for key in keys if key != CHIEF
    ]
    held(desk, work, [present("5715.chief", CHIEF), *gone])
    minuted(desk, work, {"agenda": 1, "resolution": "รับทราบ"})
    found = only(desk, "minutes", Minutes).quorum
    assert found is not None
    assert (found.there, found.state) == (1, "short")


@pytest.mark.parametrize(
    ("item", "points"),
    [
        ({"said": "ไม่มี", "resolution": "รับทราบ"}, 0),
        ({"said": "- ไม่มี -", "resolution": "-"}, 0),
        ({"said": "", "resolution": "ไม่มี"}, 0),
        ({"said": "", "resolution": "รับทราบ"}, 1),
        ({"said": "ไม่มี", "resolution": "มอบหมายฝ่ายเลขานุการ"}, 1),
        ({"said": "ไม่มีผู้ใดคัดค้าน", "resolution": "รับทราบ"}, 1),
        ({"said": "ไม่มี", "resolution": "รับทราบ", "title": "การประชุมครั้งต่อไป"}, 1),
        ({"said": "ไม่มี", "resolution": "รับทราบ", "actions": [{"what": "ก", "owner": CHIEF}]}, 1),
    ],
)
def test_an_item_of_which_only_nothing_is_written_has_no_resolution(
    item: dict[str, Json], points: int
) -> None:
    other = {"agenda": 1, "resolution": "รับทราบ"}
    said = {"items": [{"agenda": 5, **item}, other], "taken_by": "นางปรานี สมมุติ"}
    last = items_of(MinutesV1.model_validate(said), Roster((), (), {}, {}))[-1]
    assert last.title_th == "เรื่องอื่น ๆ"
    assert len(last.points) == points


def test_an_item_of_nothing_leaves_no_gap_in_the_numbers_of_resolutions() -> None:
    nothing = {"said": "ไม่มี", "resolution": "รับทราบ"}
    agreed = {"resolution": "เห็นชอบ", "actions": [{"what": "ก", "owner": CHIEF}]}
    items = [{"agenda": 1, **nothing}, {"agenda": 2, **agreed}, {"agenda": 3, **nothing},
             {"agenda": 4, **agreed}]  # fmt: skip
    said = MinutesV1.model_validate({"items": items, "taken_by": "นางปรานี สมมุติ"})
    points = [one for item in items_of(said, Roster((), (), {}, {})) for one in item.points]
    numbers = [(one.resolution, [each.number for each in one.actions]) for one in points]
    assert numbers == [(1, [1]), (2, [2])]


def test_resolutions_and_actions_are_numbered_through_the_meeting(sqlite_url: str) -> None:
    desk, work = to_invitation(sqlite_url)
    held(desk, work, [present("5715.chief", CHIEF)])
    action = {"what": "จัดทำแผน", "owner": CHIEF, "due_on": "2022-08-31"}
    open_action = {"what": "ติดตาม", "owner": CHIEF}
    minuted(
        desk, work,
        {"agenda": 4, "resolution": "เห็นชอบ", "actions": [action, open_action]},
        {"agenda": 3, "resolution": "รับทราบ", "said": "ย่อหน้าแรก\n\n ย่อหน้าที่สอง", "title": "คำสั่ง"},
        {"agenda": 4, "resolution": "มอบหมาย", "actions": [action]},
        taken_by="นางผู้จด ตัวอย่าง",
    )  # fmt: skip
    minutes = only(desk, "minutes", Minutes)
    assert [len(one.points) for one in minutes.items] == [0, 0, 1, 2, 0]
    (order,), (first, second) = minutes.items[2].points, minutes.items[3].points
    assert (order.number, first.number, second.number) == (None, "4.1", "4.2")
    assert [one.resolution for one in (order, first, second)] == [1, 2, 3]
    assert order.said_th == ("ย่อหน้าแรก", "ย่อหน้าที่สอง")
    assert [one.number for point in (first, second) for one in point.actions] == [1, 2, 3]
    assert first.actions[0].owner_th == "นายอำเภอแม่ฟ้าหลวง"
    assert [one.due_on for one in first.actions] == [date(2022, 8, 31), None]
    assert minutes.taken_by.name_th == "นางผู้จด ตัวอย่าง"
    assert minutes.taken_by.position_th is None


@pytest.mark.parametrize("typed", ["นายกเทศมนตรี", "นายสมหมาย ตัวอย่าง"])
def test_who_took_the_minutes_is_found_on_the_sheet_by_name_or_post(
    sqlite_url: str, typed: str
) -> None:
    desk, work = to_invitation(sqlite_url)
    guest: Json = {
        "title_th": "นาย", "name_th": "สมหมาย ตัวอย่าง", "position_th": "นายกเทศมนตรี",
        "state": "guest", "sex": "male",
    }  # fmt: skip
    held(desk, work, [present("5715.chief", CHIEF), guest])
    minuted(desk, work, {"agenda": 1, "resolution": "รับทราบ"}, taken_by=typed)
    hand = only(desk, "minutes", Minutes).taken_by
    assert (hand.name_th, hand.position_th) == ("นายสมหมาย ตัวอย่าง", "นายกเทศมนตรี")


@pytest.mark.parametrize("there", ["present", "absent"])
def test_a_post_that_several_have_or_one_who_was_absent_is_nobodys_hand(
    sqlite_url: str, there: str
) -> None:
    desk, work = to_invitation(sqlite_url)
    rows: list[Json] = [
        {"title_th": "นาย", "name_th": f"สมหมาย {one}", "position_th": "ปลัดอำเภอ", "state": state}
        for one, state in (("หนึ่ง", "absent"), ("สอง", "present"))
        if there in ("present", state)
    ]
    held(desk, work, [present("5715.chief", CHIEF), *rows])
    minuted(desk, work, {"agenda": 1, "resolution": "รับทราบ"}, taken_by="ปลัดอำเภอ")
    hand = only(desk, "minutes", Minutes).taken_by
    assert (hand.name_th, hand.position_th) == ("ปลัดอำเภอ", None)


def test_minutes_say_what_was_recorded_as_it_was_corrected(sqlite_url: str) -> None:
    desk, work = to_invitation(sqlite_url)
    held(desk, work, [present("5715.chief", CHIEF)])
    place: dict[str, Json] = {"place": "ศาลาประชาคม"}
    path = "inception_meeting#1"
    correct(desk.office, Correction(work, path, place, reason="พิมพ์ผิด", recorded_by="coord"))
    minuted(desk, work, {"agenda": 1, "resolution": "รับทราบ"})
    assert only(desk, "minutes", Minutes).place_th == "ศาลาประชาคม"


def test_what_was_redacted_is_said_to_be_and_the_minutes_are_drafted(sqlite_url: str) -> None:
    desk, work = to_invitation(sqlite_url)
    guest: Json = {"name_th": "ใครคนหนึ่ง ไม่ควรบันทึก", "state": "guest"}
    held(desk, work, [present("5715.chief", CHIEF), guest], place="ศาลาประชาคมบ้านสมมุติ")
    meeting = next(one.id for one in desk.entries(work) if one.gate == "inception_meeting")
    redacted(desk, Aim(work, meeting, ("attendance.1.name_th", "place")))
    minuted(desk, work, {"agenda": 1, "resolution": "รับทราบ"})
    minutes = only(desk, "minutes", Minutes)
    assert minutes.guests[0].name_th == minutes.place_th == "[ปกปิดแล้ว]"


def test_two_lines_that_were_redacted_are_two_people_in_the_quorum(sqlite_url: str) -> None:
    desk, work = to_invitation(sqlite_url)
    with desk.office.registry.reading() as connection:
        keys = [one.key for one in seats(connection, MAE_FAH_LUANG, date(2022, 8, 1))]
    lines: list[Json] = [
        {"name_th": f"ใครคนที่ {place}", "seats": [key], "state": state}
        for place, (key, state) in enumerate(zip(keys, ("present", "absent"), strict=False))
    ]
    held(desk, work, lines)
    meeting = next(one.id for one in desk.entries(work) if one.gate == "inception_meeting")
    redacted(desk, Aim(work, meeting, ("attendance.0.name_th", "attendance.1.name_th")))
    minuted(desk, work, {"agenda": 1, "resolution": "รับทราบ"})
    found = only(desk, "minutes", Minutes).quorum
    assert found is not None
    assert found.there == 1


def test_a_sheet_is_corrected_though_who_stood_there_was_redacted(sqlite_url: str) -> None:
    desk, work = to_invitation(sqlite_url)
    guests: list[Json] = [
        {"person": ref, "name_th": f"ใครคนที่ {place}", "state": "guest"}
        for place, ref in enumerate(("coord", "coord2"))
    ]
    held(desk, work, [present("5715.chief", CHIEF), *guests])
    meeting = next(one.id for one in desk.entries(work) if one.gate == "inception_meeting")
    gone = [f"attendance.{line}.{part}" for line in (1, 2) for part in ("person", "name_th")]
    redacted(desk, Aim(work, meeting, tuple(gone)))
    place: dict[str, Json] = {"place": "ศาลาประชาคม"}
    correct(
        desk.office,
        Correction(work, "inception_meeting#1", place, reason="ผิด", recorded_by="coord"),
    )
    with desk.office.registry.reading() as connection:
        came = attendance(connection, MAE_FAH_LUANG)
    assert [one.person is None for one in came] == [False, True, True]


def test_minutes_written_anew_are_another_version_in_the_newer_words(sqlite_url: str) -> None:
    desk, work = to_invitation(sqlite_url)
    held(desk, work, [present("5715.chief", CHIEF)])
    minuted(desk, work, {"agenda": 1, "resolution": "รับทราบ"})
    about = papers(desk, "minutes", Minutes)[-1][0].content_hash
    desk.decide(
        work, "minutes_sent", "deputy_district_chief/1", "2022-08-04", {"sent_on": "2022-08-04"},
        about=about,
    )  # fmt: skip
    desk.decide(
        work, "minutes_adopted", "district_chief", "2022-08-10",
        {"result": "corrections", "items": ["แก้มติวาระที่ ๑"]}, about=about,
    )  # fmt: skip
    minuted_again: Json = {
        "items": [{"agenda": 1, "resolution": "รับทราบและขอบคุณ"}], "taken_by": "5715.deputy",
    }  # fmt: skip
    desk.decide(work, "minutes", "deputy_district_chief/1", "2022-08-11", minuted_again)
    (first, _), (second, new) = papers(desk, "minutes", Minutes)
    assert (first.version, second.version) == (1, 2)
    assert new.items[0].points[0].resolution_th == "รับทราบและขอบคุณ"
    assert new.own_date == date(2022, 8, 11)


def test_adopted_minutes_give_an_extract_that_names_their_content(sqlite_url: str) -> None:
    desk, work = to_invitation(sqlite_url)
    held(desk, work, [present("5715.chief", CHIEF)])
    minuted(desk, work, {"agenda": 4, "resolution": "เห็นชอบ"})
    about = papers(desk, "minutes", Minutes)[-1][0].content_hash
    by = "deputy_district_chief/1"
    sent: Json = {"sent_on": "2022-08-04"}
    desk.decide(work, "minutes_sent", by, "2022-08-04", sent, about=about)
    adopted: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(work, "minutes_adopted", "district_chief", "2022-08-20", adopted, about=about)
    extract = only(desk, "minutes_extract", MinutesExtract)
    assert extract.content_hash == about
    assert (extract.adopted_on, extract.adopted_how_th) == (date(2022, 8, 20), "โดยการแจ้งเวียน")
    assert extract.items == only(desk, "minutes", Minutes).items
    assert desk.waits_at(work) == []


def a_meeting(key: str, on: date, number: int = 1) -> MeetingRow:
    return MeetingRow(key, "quarterly", number, on.year + 543, on, None)


def test_meetings_are_numbered_from_one_in_each_calendar_year() -> None:
    known = [a_meeting("a", date(2021, 12, 1)), a_meeting("b", date(2022, 2, 1))]
    on = date(2022, 8, 1)
    assert meeting_number(known, "inception/1", on, "calendar_year") == (2, 2565)
    assert meeting_number(known, "inception/1", on, "fiscal_year") == (3, 2565)
    assert meeting_number(known, "inception/1", date(2022, 10, 1), "fiscal_year") == (1, 2566)


def test_a_meeting_that_was_recorded_keeps_its_number() -> None:
    known = [a_meeting("a", date(2022, 2, 1)), a_meeting("inception/1", date(2022, 8, 1), 7)]
    assert meeting_number(known, "inception/1", date(2022, 8, 1), "calendar_year") == (7, 2565)


@pytest.mark.parametrize(
    ("own", "roles"),
    [
        ((("executive", "chair"),), ("ประธานกรรมการ",)),
        ((("executive", "member"), ("prevention", "member")), ("กรรมการ",)),
        (
            (("executive", "member"), ("rehabilitation", "group_head")),
            ("กรรมการ", "หัวหน้าฝ่าย (ฝ่ายฟื้นฟูและเยียวยา)"),
        ),
        ((("prevention", "member"),), ("กรรมการ (ฝ่ายป้องกันและเฝ้าระวัง)",)),
    ],
)
def test_minutes_say_what_somebody_is_in_the_committee_once(
    own: tuple[tuple[str, str], ...], roles: tuple[str, ...]
) -> None:
    seated = tuple(
        Seat(
            key=f"{body}.{role}", kind="added", body=BodyKey(body), role=SeatRole(role),
            title_th="ก", title_en="x",
        )
        for body, role in own
    )  # fmt: skip
    assert roles_of(DistinctMember(seated, None)) == roles


def test_a_province_may_have_its_meetings_numbered_by_fiscal_year(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    work = desk.start("work", on="2022-07-20")
    with desk.office.registry.writing("57") as write:
        set_setting(write, "57", "meeting.numbering", "fiscal_year", since=date(2022, 1, 1), by=1)
    desk.decide(work, "inception_date", "district_chief", "2022-07-20", AGREED)
    said = only(desk, "agenda", Agenda).meeting_th
    assert said == "ครั้งที่\u00a01 ประจำปีงบประมาณ พ.ศ. 2565"
