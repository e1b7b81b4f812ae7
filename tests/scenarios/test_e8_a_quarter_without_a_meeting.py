"""E8: a quarter without a meeting is 3 of 4; two misses make a committee not active."""

from datetime import timedelta

import pytest

from desk.views.view import View
from desk.views.year_board import YearRow, year_board
from flows.decisions.refusals import GateNotOpen
from registry.queries.areas import districts_within
from registry.queries.computed_figures import computed_figures
from registry.rules.calendar import quarter_ends, quarter_starts
from registry.rules.figure_words import told_words
from registry.rules.plain_values import Json
from registry.rules.quarter_board import Lack, QuarterMark, Side
from registry.rules.year_shares import Share
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.plan.planning import papers, text_of
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

YEAR = 2566
NOT_HELD: Json = {"result": "not_held", "reason": "น้ำท่วมทั้งอำเภอ"}


def row(desk: Desk, day: str) -> YearRow:
    """The district on the board of that day."""
    desk.on(day)
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        districts = districts_within(connection, {MAE_FAH_LUANG})
        (found,) = year_board(view, districts, YEAR, "en").rows
    return found


def marks(row: YearRow) -> list[QuarterMark]:
    return [one.mark for one in row.quarters.cells if one.side is Side.MEETING]


def meets(desk: Desk, quarter: int) -> None:
    """The committee meets five weeks into the quarter, all members there."""
    day = quarter_starts(YEAR, quarter) + timedelta(weeks=5)
    on(desk, str(day))
    meeting = meeting_of(desk, f"q{quarter}")
    agreed: Json = {"held_on": str(day), "place": "ห้องประชุมอำเภอ", "time": "09:30"}
    desk.decide(meeting, "committee_date", "district_chief", str(day), agreed)
    invited: Json = {"sent_on": str(day)}
    desk.decide(meeting, "committee_invitation", "focal_point", str(day), invited)
    answer = met(everybody(desk), held_on=str(day))
    desk.decide(meeting, "committee_meeting", "focal_point", str(day), answer)


def misses(desk: Desk, quarter: int) -> None:
    """The quarter passes, and it is told why the committee did not meet."""
    day = str(quarter_ends(YEAR, quarter) + timedelta(days=3))
    on(desk, day)
    desk.decide(meeting_of(desk, f"q{quarter}"), "not_held", "focal_point", day, NOT_HELD)


def counted(desk: Desk, quarter: int) -> tuple[str, ...]:
    """The meetings held, and whether the committee is active, as the figures tell it."""
    with desk.office.registry.reading() as connection:
        found = computed_figures(
            connection, (MAE_FAH_LUANG,), YEAR, quarter, desk.office.registry.today,
            keys=["meetings_held", "active"],
        )  # fmt: skip
    both = (found[key][MAE_FAH_LUANG].told for key in ("meetings_held", "active"))
    return tuple(told_words(one).en for one in both)


def test_a_quarter_without_a_meeting_is_three_of_four_and_the_committee_stays_active(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    meets(desk, 1)
    newcomers_sign(desk, meeting_of(desk, "q1"))
    misses(desk, 2)
    meets(desk, 3)
    meets(desk, 4)
    found = row(desk, "2023-09-30")
    held, missed = QuarterMark.HELD, QuarterMark.NOT_HELD
    assert marks(found) == [held, missed, held, held]
    assert found.met == Share(3, 4)
    assert found.quarters.lacks == ()
    assert counted(desk, quarter=4)[0] == "3 of 4 (75 %)"


def test_a_meeting_of_the_running_quarter_counts_alike_on_board_and_figures(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    assert row(desk, "2022-11-01").met == Share(0, 0)
    meets(desk, 1)
    found = row(desk, "2022-11-20")
    assert found.met == Share(1, 1)
    with desk.office.registry.reading() as connection:
        told = computed_figures(
            connection, (MAE_FAH_LUANG,), YEAR, None, desk.office.registry.today,
            keys=["meetings_held"],
        )["meetings_held"][MAE_FAH_LUANG].told  # fmt: skip
    assert told_words(told).en == "1 of 1 (100 %)"


def test_a_quarter_whose_meeting_day_is_overdue_is_said_to_be_behind_and_how_far(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-12-01")
    (asked,) = [one for one in desk.gates(meeting_of(desk, "q1")) if one.gate == "committee_date"]
    cell = next(one for one in row(desk, "2022-12-01").quarters.of(1) if one.side is Side.MEETING)
    late = desk.office.calendar.days_late(asked.due_on, desk.office.registry.today)
    assert late > 0
    assert (cell.mark, cell.late, cell.counts) == (QuarterMark.BEHIND, late, None)


def test_two_quarters_without_a_meeting_and_the_committee_is_not_active_any_more(
    made_registry_url: str,
) -> None:
    desk, _ = a_year(made_registry_url)
    meets(desk, 1)
    misses(desk, 2)
    assert row(desk, "2023-04-03").quarters.lacks == ()
    assert counted(desk, quarter=2) == ("1 of 2 (50 %)", "1")
    misses(desk, 3)
    found = row(desk, "2023-07-03")
    assert counted(desk, quarter=3) == ("1 of 3 (33.3 %)", "0")
    assert found.quarters.lacks == (Lack.MEETING,)
    assert found.met == Share(1, 3)
    assert marks(found)[3] is QuarterMark.HERE


def test_two_misses_are_an_item_of_the_province_and_a_courteous_letter_that_names_nobody(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    misses(desk, 1)
    assert "meetings_missed" not in items(desk)
    misses(desk, 2)
    assert "meetings_missed" in items(desk)
    (letter,) = papers(desk, meeting_of(desk, "q2"), "no_meeting_letter")
    said = text_of(desk, letter)
    assert "ขอความอนุเคราะห์" in said
    assert "เรียน นายอำเภอแม่ฟ้าหลวง" in " ".join(said.split())
    assert "สมมุติ ตัวอย่าง" not in said  # the Chief of the district


def test_a_meeting_after_the_quarter_counts_for_the_next_unless_it_takes_its_place(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    meets(desk, 1)
    on(desk, "2023-04-03")
    second, third = meeting_of(desk, "q2"), meeting_of(desk, "q3")
    april: Json = {"held_on": "2023-04-05", "place": "ห้องประชุมอำเภอ"}
    desk.decide(third, "committee_date", "district_chief", "2023-04-03", april)
    desk.decide(
        third, "committee_invitation", "focal_point", "2023-04-03", {"sent_on": "2023-04-03"}
    )
    on(desk, "2023-04-05")
    answer = met(everybody(desk), held_on="2023-04-05")
    desk.decide(third, "committee_meeting", "focal_point", "2023-04-05", answer)
    assert marks(row(desk, "2023-04-05"))[1:3] == [QuarterMark.UNTOLD, QuarterMark.HELD]
    instead: Json = {"result": "late", "reason": "ประธานติดราชการ"}
    desk.decide(second, "not_held", "focal_point", "2023-04-05", instead)
    day: Json = {"held_on": "2023-04-20", "place": "ห้องประชุมอำเภอ"}
    desk.decide(second, "committee_date", "district_chief", "2023-04-05", day)
    desk.decide(
        second, "committee_invitation#2", "focal_point", "2023-04-05", {"sent_on": "2023-04-05"}
    )
    on(desk, "2023-04-20")
    answer = met(everybody(desk), held_on="2023-04-20")
    desk.decide(second, "committee_meeting#2", "focal_point", "2023-04-20", answer)
    found = row(desk, "2023-07-01")
    late, kept = QuarterMark.HELD_LATE, QuarterMark.HELD
    assert marks(found)[:3] == [kept, late, kept]
    assert found.met == Share(3, 3)


def test_a_quarter_that_met_is_not_told_as_missed_nor_replaced(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    meets(desk, 1)
    on(desk, "2023-01-03")
    for said in (NOT_HELD, {"result": "late", "reason": "ประธานติดราชการ"}):
        with pytest.raises(GateNotOpen):
            desk.decide(meeting_of(desk, "q1"), "not_held", "focal_point", "2023-01-03", said)


def test_what_was_asked_for_before_a_missed_quarter_stands_on_the_next_agenda(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    minutes_adopted(desk, held(desk))
    misses(desk, 2)
    on(desk, "2023-05-02")
    third = meeting_of(desk, "q3")
    day: Json = {"held_on": "2023-05-10", "place": "ห้องประชุมอำเภอ"}
    desk.decide(third, "committee_date", "district_chief", "2023-05-02", day)
    (agenda,) = papers(desk, third, "agenda")
    assert "สำรวจหมู่บ้าน" in text_of(desk, agenda)


def test_three_people_are_no_quorum_their_talk_is_kept_as_informal_and_does_not_count(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    lines = everybody(desk)
    away: Json = {"state": "absent", "cause": "ติดราชการ"}
    sheet = [*lines[:3], *({**line, **away} for line in lines[3:])]  # type: ignore[dict-item]
    meeting = meeting_of(desk, "q1")
    day: Json = {"held_on": "2022-11-15", "place": "ห้องประชุมอำเภอ"}
    desk.decide(meeting, "committee_date", "district_chief", "2022-11-01", day)
    invited: Json = {"sent_on": "2022-11-04"}
    desk.decide(meeting, "committee_invitation", "focal_point", "2022-11-04", invited)
    told = desk.decide(meeting, "committee_meeting", "focal_point", "2022-11-15", met(sheet))
    assert any("quorum" in one.en and "องค์ประชุม" in one.th for one in told.warnings)
    newcomers_sign(desk, meeting)
    minutes_adopted(desk, meeting)
    assert how(desk, meeting) == ("finished", "informal")
    minutes = papers(desk, meeting, "minutes")[-1]
    assert minutes.status == "adopted"
    assert "ไม่ครบองค์ประชุม" in text_of(desk, minutes)
    found = row(desk, "2023-01-03")
    assert found.met == Share(0, 1)
    # It met in the quarter before, as the resolution on its plan tells: it is active by that.
    assert counted(desk, quarter=1) == ("0 of 1 (0 %)", "1")


def test_as_of_an_earlier_day_a_quarter_was_still_within_its_time(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    misses(desk, 1)
    with desk.office.registry.reading() as connection:
        then = View(desk.office, connection, quarter_ends(YEAR, 1))
        districts = districts_within(connection, {MAE_FAH_LUANG})
        (found,) = year_board(then, districts, YEAR, "en").rows
    assert marks(found) == [QuarterMark.BEHIND, *[QuarterMark.LATER] * 3]
    assert found.met == Share(0, 0)
