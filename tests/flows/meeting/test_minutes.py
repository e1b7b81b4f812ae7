"""Minutes: who came and the quorum, resolutions and actions, versions and extracts."""

from datetime import date
from typing import Any

import pytest

from flows.decisions.correct import Correction, correct
from flows.decisions.redaction_aim import Aim
from flows.meeting.gates import MinutesV1
from flows.meeting.minute_items import items_of
from flows.meeting.minutes import roles_of
from flows.meeting.paper_facts import Roster, meeting_number
from flows.meeting.reads import expected_members
from registry.queries.meetings import MeetingRow, attendance
from registry.queries.members import invitees
from registry.queries.seats import seats
from registry.records.offices import hold, office_named
from registry.records.people import add_person
from registry.records.province_values import set_setting
from registry.rules.attendance import DistinctMember
from registry.rules.meeting_effects import MeetingDay
from registry.rules.papers.meeting import Agenda, Minutes, MinutesExtract, SignInSheet
from registry.rules.plain_values import Json
from registry.rules.seats import BodyKey, Seat, SeatRole
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.decisions.at_redactions import redacted
from tests.flows.meeting.at_meeting_papers import (
    AGREED,
    CHIEF,
    POLICE,
    a_desk,
    held,
    minuted,
    only,
    papers,
    to_invitation,
)


def present(person: str, *own: str, **changes: Any) -> Json:
    """A line of the sheet."""
    return {"person": person, "seats": [*own], "state": "present", **changes}


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
    with desk.office.registry.writing("57") as write:
        set_setting(write, "57", "meeting.vacant_seats", "left_out", since=on, by=1)
    with desk.office.registry.reading() as connection:
        nobody_left = expected_members(connection, asked, on)
    left = leave_offices(desk, on)
    with desk.office.registry.reading() as connection:
        filled = expected_members(connection, asked, on)
    assert len(every_seat.members) == len(filled.members) > 4
    assert every_seat.needed == nobody_left.needed == -(-len(every_seat.members) // 2)
    assert filled.needed == -(-(len(every_seat.members) - left) // 2)


def leave_offices(desk: Desk, on: date) -> int:
    """Of members whom nobody recorded four are recorded as having left; how many those are."""
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        who = add_person(write, title_th="นาย", name_th="เคย อยู่", ref="left", sex="male")
        members = invitees(write.connection, MAE_FAH_LUANG, on)
        refs = [one.member.seats[0].office for one in members if one.person is None]
        for ref in (empty := [one for one in refs if one][:4]):
            kind = ref.split("/")[1]
            office = office_named(write, ref, kind=kind, area=ref.split("/")[0], on=on)
            hold(write, office, who, start=date(2021, 10, 1), stop=date(2022, 6, 1))
    return len(empty)


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
    last = items_of(MinutesV1.model_validate(said), Roster((), (), {}, {}, {}))[-1]
    assert last.title_th == "เรื่องอื่น ๆ"
    assert len(last.points) == points


def test_an_item_of_nothing_leaves_no_gap_in_the_numbers_of_resolutions() -> None:
    nothing = {"said": "ไม่มี", "resolution": "รับทราบ"}
    agreed = {"resolution": "เห็นชอบ", "actions": [{"what": "ก", "owner": CHIEF}]}
    items = [{"agenda": 1, **nothing}, {"agenda": 2, **agreed}, {"agenda": 3, **nothing},
             {"agenda": 4, **agreed}]  # fmt: skip
    said = MinutesV1.model_validate({"items": items, "taken_by": "นางปรานี สมมุติ"})
    points = [one for item in items_of(said, Roster((), (), {}, {}, {})) for one in item.points]
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
