"""The quarters of a year: met, reported, or not; and what the year leaves unfinished."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from config.words import written
from desk.views.gate_titles import titles
from flows.capabilities import GATES
from flows.decisions.move_due import DueBeforeItCanBe, move_due
from flows.decisions.raise_revision import raise_revision
from flows.engine.advance import advance, begin
from flows.engine.answers import answers_of
from flows.engine.days import sweep
from flows.engine.misfit import AnswerUnfit
from flows.engine.offers import GateContext
from flows.meeting.attendance import AttendsTwice
from flows.meeting.committee_recordings import (
    MeetingAfterItsQuarter,
    begin_committee_minutes,
    offer_committee_minutes,
)
from flows.year.monitoring_recordings import BeforeQuarterEnds
from flows.year.process import ANNUAL_CYCLE, YearStart
from flows.year.years_end_recordings import RowNotSettled
from registry.queries.action_items import actions
from registry.queries.document_contents import facts
from registry.queries.documents import documents
from registry.queries.meetings import meetings
from registry.queries.members import invitees
from registry.queries.monitoring import carried, progress
from registry.rules.plain_values import Json
from tests.builders import ATTENDANCE, COORDINATOR, MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.order.at_amendments import at_work
from tests.flows.plan.plan_rows import plan_of
from tests.flows.plan.planning import papers, text_of
from tests.flows.year.at_openings import years
from tests.flows.year.at_quarters import (
    a_year,
    everybody,
    held,
    how,
    items,
    meeting_of,
    met,
    minutes_adopted,
    newcomers_sign,
    on,
)


def test_a_year_opened_at_the_first_revision_is_raised_and_has_its_first_quarter(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        first, start = replace(ANNUAL_CYCLE, revision=1), date(2022, 6, 24)
        wanted = YearStart(district=MAE_FAH_LUANG, year=2566, joined=start)
        row = begin(write, first, MAE_FAH_LUANG, "2566", wanted, start)
        advance(desk.office, write, row)
    (year,) = years(desk)
    on(desk, "2022-10-03")
    assert [one for one in desk.instances() if one.process == "meeting"] == []
    raise_revision(desk.office, "annual_cycle", recorded_by="coord")
    sweep(desk.office)
    assert plan_of(desk)
    assert [one.period for one in desk.instances() if one.process == "meeting"] == ["2566/q1"]
    assert year.status == "open"


def test_a_meeting_held_within_its_quarter_counts(made_registry_url: str) -> None:
    desk, _ = a_year(made_registry_url)
    on(desk, "2022-10-31")
    meeting = held(desk)
    newcomers_sign(desk, meeting)
    minutes_adopted(desk, meeting)
    assert how(desk, meeting) == ("finished", "held")
    with desk.office.registry.reading() as connection:
        known = meetings(connection, MAE_FAH_LUANG)
    assert [(one.kind, one.on) for one in known] == [("quarterly", date(2022, 11, 15))]


def test_an_item_of_another_meeting_counts_and_is_kept_as_such(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    inside = met(everybody(desk), inside="การประชุมหัวหน้าส่วนราชการ ครั้งที่ 11/2565 วาระที่ 4.2")
    meeting = held(desk, answer=inside)
    newcomers_sign(desk, meeting)
    minutes_adopted(desk, meeting)
    assert how(desk, meeting) == ("finished", "inside")
    with desk.office.registry.reading() as connection:
        (known,) = meetings(connection, MAE_FAH_LUANG)
    assert known.kind == "within_monthly"


def test_a_talk_of_few_without_a_quorum_is_kept_as_informal(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    meeting = held(desk, answer=met(ATTENDANCE[:1]))
    newcomers_sign(desk, meeting)
    minutes_adopted(desk, meeting)
    assert how(desk, meeting) == ("finished", "informal")


def test_a_quarter_without_a_meeting_is_not_held_and_never_nobody_present(
    made_registry_url: str,
) -> None:
    desk, _ = a_year(made_registry_url)
    on(desk, "2023-01-02")
    meeting = meeting_of(desk, "q1")
    reason: Json = {"result": "not_held", "reason": "น้ำท่วมทั้งอำเภอ"}
    desk.decide(meeting, "not_held", "focal_point", "2023-01-02", reason)
    assert how(desk, meeting) == ("finished", "not_held")
    with desk.office.registry.reading() as connection:
        assert meetings(connection, MAE_FAH_LUANG) == []


def test_a_meeting_after_the_quarter_is_the_next_ones_unless_it_takes_its_place(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-12-20")
    meeting = meeting_of(desk, "q1")
    late: Json = {"held_on": "2023-01-05", "place": "ห้องประชุมอำเภอ"}
    with pytest.raises(MeetingAfterItsQuarter):
        desk.decide(meeting, "committee_date", "district_chief", "2022-12-20", late)
    on(desk, "2023-01-02")
    instead: Json = {"result": "late", "reason": "ประธานติดราชการ"}
    desk.decide(meeting, "not_held", "focal_point", "2023-01-02", instead)
    desk.decide(meeting, "committee_date", "district_chief", "2023-01-03", late)
    assert "committee_invitation#2" in desk.waits_at(meeting)


def test_two_quarters_without_a_meeting_are_an_item_of_the_province(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    reason: Json = {"result": "not_held", "reason": "ไม่มีผู้จัด"}
    on(desk, "2023-01-02")
    desk.decide(meeting_of(desk, "q1"), "not_held", "focal_point", "2023-01-02", reason)
    assert "meetings_missed" not in items(desk)
    on(desk, "2023-04-03")
    desk.decide(meeting_of(desk, "q2"), "not_held", "focal_point", "2023-04-03", reason)
    assert "meetings_missed" in items(desk)


def test_a_report_is_asked_after_the_quarter_and_due_on_the_tenth_or_the_next_working_day(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2022-12-31")
    path = "year/q1/quarter/report/progress#1"
    assert path not in desk.waits_at(year)
    on(desk, "2023-01-02")
    (gate,) = [one for one in desk.gates(year) if one.path == path]
    assert (gate.opened_on, gate.due_on) == (date(2023, 1, 1), date(2023, 1, 10))
    with pytest.raises(BeforeQuarterEnds):
        desk.decide(year, path, "focal_point", "2022-12-30", {"result": "nil", "reason": "-"})


def test_what_was_reached_adds_up_and_the_plan_stays(made_registry_url: str) -> None:
    desk, year = a_year(made_registry_url)
    on(desk, "2023-01-03")
    sheet: Json = {
        "result": "reported",
        "rows": [
            {"row": "row-1", "state": "ongoing", "reached": "4", "spent": "๑๒,๐๐๐"},
            {"row": "row-2", "state": "not_started", "variance": "รองบประมาณ", "quarters": ["q3"]},
        ],
    }
    desk.decide(year, "year/q1/quarter/report/progress#1", "focal_point", "2023-01-03", sheet)
    with desk.office.registry.reading() as connection:
        rows = progress(connection, ("57",), 2566, date(2023, 1, 3))
    assert [(one.row, one.state, str(one.reached), str(one.spent)) for one in rows] == [
        ("row-1", "ongoing", "4", "12000"),
        ("row-2", "not_started", "None", "None"),
    ]


def test_a_sheet_told_again_takes_the_place_of_all_that_it_told_before(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    report = "year/q1/quarter/report"
    one, other = ({"row": row, "state": "ongoing", "reached": "4"} for row in ("row-1", "row-2"))
    sheet: Json = {"result": "reported", "rows": [one, other]}
    desk.decide(year, f"{report}/progress#1", "focal_point", "2023-01-03", sheet)
    desk.decide(year, f"{report}/report_sent#1", "focal_point", "2023-01-04", {})
    asked: Json = {"result": "questions", "remarks": [{"row": "row-2", "asked": "ของไตรมาสก่อน"}]}
    desk.decide(year, f"{report}/report_received#1", COORDINATOR, "2023-01-05", asked)
    again: Json = {"result": "reported", "rows": [one]}
    desk.decide(year, f"{report}/progress#2", "focal_point", "2023-01-09", again)
    with desk.office.registry.reading() as connection:
        rows = progress(connection, ("57",), 2566, date(2023, 1, 9))
    assert [row.row for row in rows] == ["row-1"]


def test_silence_long_after_a_report_was_due_is_an_item_and_no_blame(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2023-02-08")
    assert "report_missed" not in items(desk)
    on(desk, "2023-02-10")
    assert "report_missed" in items(desk)


def test_every_unfinished_activity_is_settled_at_the_years_end(made_registry_url: str) -> None:
    desk, year = a_year(made_registry_url)
    on(desk, "2023-10-02")
    path = "year/closing/carry"
    one: Json = {"rows": [{"row": "row-1", "fate": "carried", "left": "2"}]}
    with pytest.raises(RowNotSettled):
        desk.decide(year, path, "focal_point", "2023-10-02", one)
    both: Json = {
        "rows": [
            {"row": "row-1", "fate": "carried", "left": "2"},
            {"row": "row-2", "fate": "dropped", "reason": "ไม่ได้รับงบประมาณ"},
        ]
    }
    desk.decide(year, path, "focal_point", "2023-10-02", both)
    with desk.office.registry.reading() as connection:
        rows = carried(connection, (MAE_FAH_LUANG,), 2566, date(2023, 10, 2))
    assert [(row.row, row.state) for row in rows] == [("row-1", "carried"), ("row-2", "dropped")]


def test_what_a_meeting_asked_for_is_followed_to_its_end_in_its_own_words(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    first = held(desk)
    newcomers_sign(desk, first)
    minutes_adopted(desk, first)
    with desk.office.registry.reading() as connection:
        (asked,) = actions(connection, MAE_FAH_LUANG)
    on(desk, "2023-01-10")
    second = meeting_of(desk, "q2")
    day: Json = {"held_on": "2023-01-20", "place": "ห้องประชุมอำเภอ"}
    desk.decide(second, "committee_date", "district_chief", "2023-01-11", day)
    desk.decide(
        second, "committee_invitation", "focal_point", "2023-01-12", {"sent_on": "2023-01-12"}
    )
    answer = met(everybody(desk), held_on="2023-01-20")
    desk.decide(second, "committee_meeting", "focal_point", "2023-01-20", answer)
    assert followed_as(desk, second) == {asked.key: "สำรวจหมู่บ้าน"}
    assert points_begun_with(desk, second) == {
        "ติดตาม: สำรวจหมู่บ้าน (ผู้รับผิดชอบ นายอำเภอแม่ฟ้าหลวง ครบกำหนดแล้วเมื่อ ๒๐ ธันวาคม พ.ศ. ๒๕๖๕)",
        "ผลการดำเนินงานตามแผนปฏิบัติการ ปีงบประมาณ พ.ศ. 2566",
        "กิจกรรมของไตรมาสถัดไป และกำหนดการประชุมครั้งต่อไป",
    }
    written: Json = {
        "items": [{"agenda": 3, "resolution": "รับทราบ"}], "taken_by": "ปรานี สมมุติ",
        "followed": [{"key": asked.key, "state": "done", "told": "สำรวจครบ 6 หมู่บ้าน"}],
    }  # fmt: skip
    desk.decide(second, "committee_minutes", "focal_point", "2023-01-22", written)
    (minutes,) = papers(desk, second, "minutes")
    printed = " ".join(text_of(desk, minutes).split())
    assert "ติดตาม: สำรวจหมู่บ้าน" in printed
    assert "สถานะ: เสร็จแล้ว สำรวจครบ ๖ หมู่บ้าน" in printed, printed[-1500:]
    desk.decide(
        second, "committee_minutes_sent", "focal_point", "2023-01-23", {"sent_on": "2023-01-23"}
    )
    adopted: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(second, "committee_minutes_adopted", "focal_point", "2023-02-01", adopted)
    with desk.office.registry.reading() as connection:
        then = actions(connection, MAE_FAH_LUANG, date(2023, 1, 31))
        (now,) = actions(connection, MAE_FAH_LUANG)
    assert [one.status for one in then] == ["open"]
    assert now.status == "done"


def test_the_agenda_of_the_reflection_and_no_other_has_what_the_year_taught(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2023-06-02")
    day: Json = {"held_on": "2023-06-14", "place": "ห้องประชุมอำเภอ"}
    found = {}
    for period in ("q3", "reflection"):
        meeting = meeting_of(desk, period)
        desk.decide(meeting, "committee_date", "district_chief", "2023-06-02", day)
        with desk.office.registry.reading() as connection:
            papers = documents(connection, instance_id=meeting)
            (kept,) = (one.facts_id for one in papers if one.kind == "agenda")
            told = facts(connection, kept or 0)
        found[period] = {point for item in told["items"] for point in item["points_th"]}
    taught = "การถอดบทเรียนการดำเนินงาน ปีงบประมาณ พ.ศ. 2566"
    assert found["reflection"] - found["q3"] == {taught}


@pytest.mark.parametrize("owner", [{}, {"owner": ""}])
def test_an_action_without_an_owner_is_refused_at_its_place_and_nothing_is_lost(
    sqlite_url: str, owner: dict[str, Json]
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    meeting = held(desk)
    action: Json = {"what": "สำรวจหมู่บ้าน", "due_on": "2022-12-20", **owner}
    items: Json = [{"agenda": 4, "resolution": "เห็นชอบ", "actions": [action]}]
    with pytest.raises(AnswerUnfit) as refused:
        minutes_adopted(desk, meeting, items=items)
    said = refused.value.sentence
    assert said.th.startswith("ผู้รับผิดชอบ (ตำแหน่งในคณะกรรมการ) (ระเบียบวาระที่ 4 เรื่อง")
    assert ", เรื่องที่มอบหมาย ลำดับที่ 1)" in said.th
    assert said.en.startswith("Owner (a seat) (Item 4: ")
    assert ", What was assigned no. 1)" in said.en
    assert said.en.endswith("nothing is filled in; fill it in.")
    assert any(one.gate == "committee_minutes" for one in desk.gates(meeting))
    with desk.office.registry.reading() as connection:
        assert actions(connection, MAE_FAH_LUANG) == []


def test_one_persons_attendance_twice_is_refused_by_the_persons_name(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    lines = everybody(desk)
    with pytest.raises(AttendsTwice) as refused:
        held(desk, answer=met([*lines, lines[0]]))
    said = refused.value.sentence
    assert "“นายสมมุติ ตัวอย่าง” อยู่ในรายชื่อสองแห่ง" in said.th
    assert "Sommut Tuayang” stands in two lines" in said.en
    with desk.office.registry.reading() as connection:
        assert meetings(connection, MAE_FAH_LUANG) == []


def points_begun_with(desk: Desk, meeting: int) -> set[str]:
    """The points under which the minutes of a meeting begin: those of its own agenda."""
    with minutes_of(desk, meeting) as at:
        begun = begin_committee_minutes(at)
    return {one["title"] for one in begun["items"] if one["title"]}


def followed_as(desk: Desk, meeting: int) -> dict[str, str]:
    """What the minutes of a meeting call each request that is open, by its key."""
    with minutes_of(desk, meeting) as at:
        offered = offer_committee_minutes(at).options["followed.key"]
    return {one.value: written(one.label, "th") for one in offered}


@contextmanager
def minutes_of(desk: Desk, meeting: int) -> Iterator[GateContext]:
    """The minutes of a meeting as they are about to be filled in."""
    with desk.office.registry.reading() as connection:
        day = desk.office.registry.today
        answers = answers_of(connection, meeting, GATES)
        yield GateContext(connection, meeting, MAE_FAH_LUANG, day, answers)


def test_gates_that_are_called_alike_say_of_which_quarter_they_are(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2023-04-10")
    unheld = meeting_of(desk, "q1"), meeting_of(desk, "q2")
    gates = [one for meeting in unheld for one in desk.gates(meeting)]
    with desk.office.registry.reading() as connection:
        called = titles(connection, gates)
        alone = titles(connection, gates[:1])
    assert [one.th for one in called.values()] == [
        "ไม่ได้ประชุมภายในกำหนด ไตรมาสที่ 1 ปีงบประมาณ 2566",
        "ไม่ได้ประชุมภายในกำหนด ไตรมาสที่ 2 ปีงบประมาณ 2566",
    ]
    assert [one.th for one in alone.values()] == ["ไม่ได้ประชุมภายในกำหนด"]
    page = visitor(desk, "coord").get(f"/instances/{unheld[0]}/gates/not_held")
    assert "การประชุมคณะกรรมการ ไตรมาสที่ 1 ปีงบประมาณ 2566" in page.main


def test_a_quarter_is_not_waited_for_any_less_than_to_its_end(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2022-10-31")

    def moved(until: str) -> None:
        move_due(
            desk.office, year, "year/q1/quarter/report/quarter_ended", due_on=None,
            until_on=date.fromisoformat(until), reason="เร่งรายงาน", recorded_by="coord",
        )  # fmt: skip

    with pytest.raises(DueBeforeItCanBe) as refused:
        moved("2022-12-30")
    assert refused.value.field == "until_on"
    ends = refused.value.values["earliest"]
    assert isinstance(ends, date)
    moved("2023-01-20")
    with pytest.raises(DueBeforeItCanBe):
        moved("2022-12-30")
    moved(ends.isoformat())  # what was moved too far is moved back


def test_whoever_sits_in_several_bodies_is_offered_once_to_own_a_request(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    held(desk)
    first = meeting_of(desk, "q1")
    place = f"/instances/{first}/gates/after/minutes/committee_minutes%231"
    form = {"items.0.agenda": "1", "items.0.resolution": "รับทราบ", "add": "items.0.actions"}
    page = visitor(desk, "coord").post(place, form)
    offered = page.tree.xpath("(//select[contains(@name, '.owner')])[1]/option/@value")
    with desk.office.registry.reading() as connection:
        members = invitees(connection, MAE_FAH_LUANG, desk.office.registry.today)
    assert [*filter(None, offered)] == [one.member.key for one in members]
    assert len(members) < sum(len(one.member.seats) for one in members)
