"""The inception meeting, its minutes and the trainings: what is taken, refused and written."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from flows.decisions.days import ActEarlier, ActLater, DueBeforeAsked, EndsBeforeStart
from flows.decisions.frozen import RestsOnAdopted
from flows.decisions.named_people import NameMissing
from flows.decisions.refusals import UnknownSeat
from flows.decisions.withdraw import withdraw
from flows.engine.fields import Sex
from flows.engine.gate import RedactedValue
from flows.engine.misfit import AnswerMisfits, FieldTooMany
from flows.establishment.gates import INCEPTION
from flows.meeting.attendance import (
    AttendsTwice,
    NobodyCame,
    ProxyCountsTwice,
    SeatAttendsTwice,
)
from flows.verification import verify_all
from registry.models import Document, Entry, Payload, table_of
from registry.queries.action_items import actions
from registry.queries.documents import documents
from registry.queries.meetings import attendance, meetings
from registry.queries.members import invitees
from registry.queries.redaction_parts import entry_part
from registry.records.people import add_person
from registry.records.redactions import take_out
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.redaction import REDACTED
from tests.builders import ATTENDANCE, Desk
from tests.flows.meeting.at_inception import D, desk, refused, trained

__all__ = ["desk"]

MINUTES: dict[str, Json] = {
    "items": [
        {"agenda": 1, "said": "ประธานแจ้งวัตถุประสงค์", "resolution": "รับทราบ"},
        {
            "agenda": 4, "said": "แผนพัฒนาศักยภาพ", "resolution": "เห็นชอบ",
            "actions": [
                {
                    "what": "เสนอรายชื่อผู้เข้าอบรม", "owner": "executive.district_chief",
                    "due_on": "2022-08-31",
                }
            ],
        },
    ],
    "taken_by": "นางปรานี สมมุติ",
}  # fmt: skip
HELD: dict[str, Json] = {
    "result": "held", "held_on": "2022-07-20", "started": "09:30", "ended": "12:00",
    "place": "ห้องประชุมอำเภอ", "attendance": ATTENDANCE,
}  # fmt: skip


def test_meeting_minutes_and_trainings_go_on_side_by_side(desk: Desk) -> None:
    first = desk.to_after_meeting()
    assert set(desk.waits_at(first)) == {
        "after_meeting/duties/acknowledgement#1",
        "after_meeting/minutes/minutes#1",
        "after_meeting/capacity/capacity_plan#1",
    }


def test_a_postponed_meeting_is_agreed_on_anew(desk: Desk) -> None:
    first = desk.to_inception_meeting()
    put_off = {"result": "postponed", "reason": "น้ำท่วม"}
    desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", put_off)
    assert desk.waits_at(first) == ["inception_date#2"]
    agreed = {"held_on": "2022-08-03", "place": "ห้องประชุมอำเภอ"}
    desk.decide(first, "inception_date", "district_chief", "2022-07-25", agreed)
    assert desk.waits_at(first) == ["invitation#2"]


def test_the_meeting_is_due_on_its_own_day(desk: Desk) -> None:
    first = desk.to_inception_meeting()
    (gate,) = desk.gates(first)
    assert (gate.path, gate.due_on) == ("inception_meeting#1", date(2022, 7, 20))


def test_a_meeting_has_a_number_of_its_year_and_a_line_for_each_person(desk: Desk) -> None:
    desk.to_after_meeting()
    with desk.office.registry.reading() as connection:
        (held,) = meetings(connection, D)
        came = attendance(connection, D, held.key)
    assert (held.number, held.year_be, held.on) == (1, 2565, date(2022, 7, 20))
    assert [one.state for one in came] == ["present", "present", "proxy", "absent"]


def test_a_proxy_is_counted_as_who_came_and_a_title_says_what_was_not_stated(desk: Desk) -> None:
    first = desk.to_inception_meeting()
    sent: dict[str, Json] = {"name_th": "ไม่มา ติดงาน", "sex": "male", "state": "proxy"}
    lines: list[Json] = [
        {**sent, "proxy": "นางสาวรุ่งทิพย์ ดี"},
        {**sent, "name_th": "ไม่มา อีกคน", "proxy": "พ.ต.อ.กล้า ดี"},
        {**sent, "name_th": "ไม่มา สามคน", "proxy": "รุ่ง ดี", "proxy_sex": "female"},
        {"title_th": "น.ส.", "name_th": "แขก หนึ่ง", "state": "guest"},
        {"title_th": "พันตำรวจเอกหญิง", "name_th": "แขก สอง", "state": "guest"},
        {"title_th": "ร.ต.ท.", "name_th": "แขก สาม", "state": "guest"},
        {"title_th": "นาย", "name_th": "แขก สี่", "state": "guest", "sex": "not_stated"},
    ]
    held: Json = {"result": "held", "held_on": "2022-07-20", "attendance": lines}
    receipt = desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", held)
    with desk.office.registry.reading() as connection:
        came = attendance(connection, D)
    assert [one.sex for one in came] == [
        "female", "not_stated", "female", "female", "female", "not_stated", "male",
    ]  # fmt: skip
    told = "The sex of 4 who came is taken from the title before their name; check it."
    assert told in [one.en for one in receipt.warnings]


def test_a_sheet_of_before_proxies_were_asked_about_reads_as_the_newest_form() -> None:
    line: Json = {"name_th": "ไม่มา", "sex": "male", "state": "proxy", "proxy": "นางแทน ดี"}
    body: dict[str, Json] = {"result": "held", "held_on": "2022-07-20", "attendance": [line]}
    (read,) = INCEPTION.meeting.read(1, body).attendance
    assert read.came == (Sex.NOT_STATED, "นางแทน ดี")
    gone = INCEPTION.meeting.read(1, body | {"attendance": REDACTED})
    assert isinstance(gone.attendance, RedactedValue)


def test_a_holiday_is_warned_of_and_taken(desk: Desk) -> None:
    first = desk.to_order_signed()
    agreed = {"held_on": "2022-07-28", "place": "ห้องประชุมอำเภอ"}  # the King's birthday
    receipt = desk.decide(first, "inception_date", "district_chief", "2022-07-05", agreed)
    assert [one.en for one in receipt.warnings] == [
        "28 July 2022 is a day on which offices are closed; check it with the chair."
    ]


def test_an_invitation_sent_after_the_meeting_is_warned_of(desk: Desk) -> None:
    first = desk.to_order_signed()
    agreed = {"held_on": "2022-07-20", "place": "ห้องประชุมอำเภอ"}
    desk.decide(first, "inception_date", "district_chief", "2022-07-05", agreed)
    sent: Json = {"sent_on": "2022-07-21"}
    said = desk.decide(first, "invitation", "focal_point", "2022-07-21", sent)
    assert ["21 กรกฎาคม 2565 ซึ่งอยู่หลังวันประชุม" in one.th for one in said.warnings] == [True]


def test_all_that_is_wrong_with_a_sheet_is_told_at_once(desk: Desk) -> None:
    first = desk.to_inception_meeting()
    nameless: Json = [{"name_th": "ใคร", "state": "proxy"}, {"state": "present"}]
    answer = {**HELD, "ended": "09:00", "attendance": nameless}
    with pytest.raises(AnswerMisfits) as refused:
        desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", answer)
    told = {one.field: type(one) for one in refused.value.refusals}
    assert told == {
        "ended": EndsBeforeStart,
        "attendance.0.proxy": NameMissing,
        "attendance.1.name_th": NameMissing,
    }
    assert "3 จุด" in refused.value.sentence.th


@pytest.mark.parametrize(
    ("change", "kind", "field"),
    [
        ({"held_on": "2022-07-21"}, ActLater, "held_on"),
        ({"ended": "09:00"}, EndsBeforeStart, "ended"),
        ({"attendance": [*ATTENDANCE, ATTENDANCE[1]]}, AttendsTwice, "attendance.4.name_th"),
        (
            {"attendance": [{"name_th": "ใคร", "state": "present", "seats": ["nobody.here"]}]},
            UnknownSeat, "attendance.0.seats",
        ),
        (
            {"attendance": [{"name_th": "ใคร", "state": "proxy"}]},
            NameMissing, "attendance.0.proxy",
        ),
        ({"attendance": [{"state": "present"}]}, NameMissing, "attendance.0.name_th"),
        ({"attendance": [{"name_th": "ไม่มา ดี", "state": "absent"}]}, NobodyCame, "attendance"),
        (
            {"attendance": [{"name_th": "ไม่มา ดี", "state": "absent", "proxy": "นายแทน ดี"}]},
            FieldTooMany, "attendance.0.proxy",
        ),
        (
            {
                "attendance": [
                    ATTENDANCE[0],
                    {"title_th": "นาย", "name_th": "สมมุติ ตัวอย่าง", "state": "present"},
                ]
            },
            AttendsTwice, "attendance.1.name_th",
        ),
        (
            {
                "attendance": [
                    ATTENDANCE[0],
                    {
                        "name_th": "ผู้อื่น ใคร", "state": "present",
                        "seats": ["executive.district_chief"],
                    },
                ]
            },
            SeatAttendsTwice, "attendance.1.seats",
        ),
    ],
)  # fmt: skip
def test_a_sheet_that_cannot_be_is_refused_at_its_line(
    desk: Desk, change: dict[str, Json], kind: type[Refusal], field: str
) -> None:
    desk.to_inception_meeting()
    told = refused(desk, kind, "inception_meeting", "2022-07-20", HELD | change)
    assert told.field == field


@pytest.mark.parametrize("proxy", ["นางแทน  ท้องถิ่น", "นายสมมุติ ตัวอย่าง", "อีกคน ติดงาน"])
def test_who_came_counts_once_for_whomever_they_stand(desk: Desk, proxy: str) -> None:
    desk.to_inception_meeting()
    line: Json = {"name_th": "อีกคน ติดงาน", "state": "proxy", "proxy": proxy}
    sheet: Json = {"result": "held", "held_on": "2022-07-20", "attendance": [line, *ATTENDANCE]}
    told = refused(desk, ProxyCountsTwice, "inception_meeting", "2022-07-20", sheet)
    assert told.field in {"attendance.0.proxy", "attendance.3.proxy"}


def test_namesakes_whom_the_registry_tells_apart_stand_on_one_sheet(desk: Desk) -> None:
    first = desk.to_inception_meeting()
    with desk.office.registry.writing(D) as write:
        for ref in ("twin1", "twin2"):
            add_person(write, title_th="นาย", name_th="แฝด สมมุติ", ref=ref)
    twins: list[Json] = [
        {"person": ref, "title_th": "นาย", "name_th": "แฝด สมมุติ", "state": "guest"}
        for ref in ("twin1", "twin2")
    ]
    unknown: Json = {"title_th": "นาย", "name_th": "แฝด สมมุติ", "state": "guest"}
    for lines in ([twins[0], unknown], [unknown, twins[0]], [twins[0], twins[0]]):
        told = refused(
            desk, AttendsTwice, "inception_meeting", "2022-07-20", HELD | {"attendance": lines}
        )
        assert told.field == "attendance.1.name_th"
    answer: Json = HELD | {"attendance": [ATTENDANCE[0], *twins]}
    desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", answer)
    with desk.office.registry.reading() as connection:
        assert len(attendance(connection, D)) == 3


def test_what_was_held_before_the_order_is_warned_of(desk: Desk) -> None:
    first = desk.to_inception_meeting()
    early: Json = HELD | {"held_on": "2022-06-30"}
    told = desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", early).warnings
    assert any(one.en.startswith("30 June 2022 lies before the order") for one in told)


def test_times_and_days_are_taken_as_papers_print_them_and_kept_in_one_form(desk: Desk) -> None:
    first = desk.to_inception_meeting()
    printed: Json = HELD | {
        "held_on": "วันพุธที่ ๒๐ กรกฎาคม พ.ศ. ๒๕๖๕", "started": "๐๙.๓๐ น.", "ended": "1200",
    }  # fmt: skip
    desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", printed)
    with desk.office.registry.reading() as connection:
        kept = Payload.id == Entry.payload_id
        said = select(Payload.body).join(Entry, kept).where(Entry.gate == "inception_meeting")
        answer = json.loads(connection.scalars(said).one())["answer"]
    assert [answer[key] for key in ("held_on", "started", "ended")] == [
        "2022-07-20", "09:30", "12:00",
    ]  # fmt: skip


def test_fewer_members_than_a_quorum_are_warned_of(desk: Desk) -> None:
    first = desk.to_inception_meeting()
    few: list[Json] = [ATTENDANCE[0], ATTENDANCE[3]]
    more: list[Json] = [{"name_th": f"กรรมการ {n}", "state": "absent"} for n in range(3)]
    answer: Json = HELD | {"attendance": [*few, *more]}
    receipt = desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", answer)
    quorum, _left_out, causes = (one.en for one in receipt.warnings)
    assert "1 of 18 members" in quorum
    assert causes == "3 absent without a recorded cause."


def test_a_member_who_is_known_and_whose_seat_no_line_names_is_told_of_apart_from_vacant_seats(
    desk: Desk,
) -> None:
    first = desk.to_inception_meeting()
    seatless: list[Json] = [{"person": "5715.chief", "state": "present", "sex": "male"}]
    answer: Json = HELD | {"attendance": seatless}
    receipt = desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", answer)
    quorum, vacant, unnamed = (one.en for one in receipt.warnings)
    assert "0 of 18 members" in quorum
    assert "17 seats of which no holder is recorded" in vacant
    assert "District Chief of Mae Fa Luang" not in vacant.partition(": ")[2].split("; ")
    assert unnamed.startswith("1 member is not counted as there")
    assert unnamed.endswith("add the seat to their line: District Chief of Mae Fa Luang")


def test_minutes_are_frozen_by_adoption_and_their_actions_stand_open(desk: Desk) -> None:
    first = desk.to_after_meeting()
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-27", {"sent_on": "2022-07-27"})
    adopted = {"result": "adopted", "how": "circulation"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-08-10", adopted)
    with desk.office.registry.reading() as connection:
        kept = [one for one in documents(connection) if one.kind == "minutes"]
        (todo,) = actions(connection, D)
    assert [one.status for one in kept] == ["adopted"]
    assert (todo.owner, todo.due_on) == ("executive.district_chief", date(2022, 8, 31))
    with pytest.raises(Exception, match="document_frozen"), desk.office.registry.writing() as write:
        write.connection.execute(table_of(Document).update().values(status="draft"))


def test_corrected_minutes_are_a_new_draft_beside_the_old(desk: Desk) -> None:
    first = desk.to_after_meeting()
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-27", {"sent_on": "2022-07-27"})
    wrong = {"result": "corrections", "items": ["แก้ชื่อผู้มาแทน"]}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-08-10", wrong)
    desk.decide(first, "minutes", "focal_point", "2022-08-11", MINUTES | {"note": "แก้แล้ว"})
    with desk.office.registry.reading() as connection:
        kept = [one for one in documents(connection) if one.kind == "minutes"]
    assert [(one.version, one.status) for one in kept] == [(1, "replaced"), (2, "draft")]


@pytest.mark.parametrize("hand", ["นายไม่มา ติดงาน", "ผู้กำกับการ"])
def test_minutes_taken_by_somebody_absent_are_recorded_with_a_warning(
    desk: Desk, hand: str
) -> None:
    first = desk.to_after_meeting()
    taken = MINUTES | {"taken_by": hand}
    receipt = desk.decide(first, "minutes", "focal_point", "2022-07-25", taken)
    assert [one.en for one in receipt.warnings] == [
        f"{hand} took or checked the minutes but is recorded as absent from the meeting."
    ]


def test_a_post_that_somebody_who_was_there_has_too_is_warned_of_by_nobody(desk: Desk) -> None:
    alike = ATTENDANCE[-1]
    assert isinstance(alike, dict)
    there: Json = alike | {"name_th": "มา แทน", "state": "present", "cause": ""}
    first = desk.to_after_meeting([*ATTENDANCE, there])
    taken = MINUTES | {"taken_by": "ผู้กำกับการ"}
    assert desk.decide(first, "minutes", "focal_point", "2022-07-25", taken).warnings == ()


def test_minutes_of_a_meeting_whose_sheet_was_redacted_are_taken_and_adopted(desk: Desk) -> None:
    first = desk.to_after_meeting()
    met = next(one for one in desk.entries(first) if one.gate == "inception_meeting")
    lines = met.body["answer"]["attendance"]
    named = next(place for place, line in enumerate(lines) if line["person"])
    with desk.office.registry.writing(D) as write:
        path = ("answer", "attendance", str(named), "person")
        part = entry_part(write.connection, met.id, [path])
        take_out(write, D, [part], first=1, second=2, reason="victim named")
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-26", {"sent_on": "2022-07-26"})
    how: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-07-29", how)
    assert not any(one.startswith("after_meeting/minutes") for one in desk.waits_at(first))
    assert verify_all(desk.office) == ()


def test_an_action_needs_a_seat_that_owns_it(desk: Desk) -> None:
    desk.to_after_meeting()
    lost: Json = MINUTES | {
        "items": [{"agenda": 4, "resolution": "x", "actions": [{"what": "x", "owner": "no.seat"}]}]
    }
    told = refused(desk, UnknownSeat, "minutes", "2022-07-25", lost)
    assert told.field == "items.0.actions.0.owner"


def an_action_by(day: str) -> dict[str, Json]:
    action: Json = {"what": "เสนอรายชื่อ", "owner": "executive.district_chief", "due_on": day}
    return MINUTES | {"items": [{"agenda": 4, "resolution": "เห็นชอบ", "actions": [action]}]}


def test_nothing_is_asked_for_by_a_day_before_the_meeting_that_asked(desk: Desk) -> None:
    first = desk.to_after_meeting()
    told = refused(desk, DueBeforeAsked, "minutes", "2022-07-25", an_action_by("2022-07-19"))
    assert told.field == "items.0.actions.0.due_on"
    assert "ระเบียบวาระที่ 4" in told.sentence.th
    desk.decide(first, "minutes", "focal_point", "2022-07-25", an_action_by("2022-07-20"))


def test_a_day_so_far_ahead_that_its_year_may_be_mistyped_is_warned_of(desk: Desk) -> None:
    first = desk.to_after_meeting()
    said = desk.decide(first, "minutes", "focal_point", "2022-07-25", an_action_by("2032-07-20"))
    (warned,) = (one.en for one in said.warnings)
    assert warned.startswith("Due (no. 1, What was assigned no. 1): 20 July 2032 lies more than")


def test_minutes_are_written_sent_and_adopted_in_this_order(desk: Desk) -> None:
    first = desk.to_after_meeting()
    assert refused(desk, ActEarlier, "minutes", "2022-07-19", MINUTES).field == "decided_on"
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    sent: Json = {"sent_on": "2022-07-24"}
    assert refused(desk, ActEarlier, "minutes_sent", "2022-07-26", sent).field == "sent_on"
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-26", {"sent_on": "2022-07-26"})
    how: Json = {"result": "adopted", "how": "circulation"}
    assert refused(desk, ActEarlier, "minutes_adopted", "2022-07-25", how).field == "decided_on"


def test_adopted_minutes_and_what_they_rest_on_are_not_withdrawn(desk: Desk) -> None:
    first = desk.to_after_meeting()
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-26", {"sent_on": "2022-07-26"})
    how: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-07-29", how)
    for gate in ("minutes_adopted", "minutes", "inception_meeting"):
        with pytest.raises(RestsOnAdopted):
            withdraw(desk.office, first, gate, reason="ผิด", recorded_by="coord")


def test_an_establishment_ends_when_minutes_duties_and_trainings_are_done(desk: Desk) -> None:
    first = trained(desk)
    no_test = {"result": "not_tested", "reason": "ไม่มีเวลา"}
    desk.decide(first, "training_scores", "focal_point", "2022-09-08", no_test)
    desk.decide(first, "acknowledgement", "focal_point", "2022-09-08", {"result": "complete"})
    desk.decide(first, "minutes", "focal_point", "2022-09-08", MINUTES)
    desk.decide(first, "minutes_sent", "focal_point", "2022-09-09", {"sent_on": "2022-09-09"})
    adopted = {"result": "adopted", "how": "next_meeting"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-09-20", adopted)
    (row,) = (one for one in desk.instances() if one.id == first)
    assert (row.status, row.outcome) == ("finished", "established")


def test_what_is_called_complete_is_checked_against_the_seats(desk: Desk) -> None:
    first = desk.to_after_meeting()
    with desk.office.registry.reading() as connection:
        sitting = invitees(connection, D, date(2022, 8, 8))
    told, *vacant = [seat for one in sitting if not one.person for seat in one.member.seats]
    some: Json = {"result": "awaited", "seats": [told.key]}
    desk.decide(first, "acknowledgement", "focal_point", "2022-08-05", some)
    complete: Json = {"result": "complete"}
    done = desk.decide(first, "acknowledgement", "focal_point", "2022-08-08", complete)
    said = [one.en for one in done.warnings]
    assert any("not ticked as acknowledged" in one for one in said)
    assert any(one.startswith(f"{len(vacant)} seats are vacant") for one in said)


def test_nothing_is_said_of_seats_that_all_acknowledged(desk: Desk) -> None:
    first = desk.to_after_meeting()
    with desk.office.registry.reading() as connection:
        sitting = invitees(connection, D, date(2022, 8, 8))
    every: Json = {
        "result": "complete", "seats": [seat.key for one in sitting for seat in one.member.seats],
    }  # fmt: skip
    done = desk.decide(first, "acknowledgement", "focal_point", "2022-08-08", every)
    assert done.warnings == ()
