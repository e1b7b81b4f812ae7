"""E8: a quarter without a meeting is 3 of 4; two misses make a committee not active."""

from datetime import timedelta

from desk.views.reasons import View
from desk.views.year_board import YearRow, year_board
from registry.queries.areas import districts_within
from registry.rules.calendar import quarter_ends, quarter_starts
from registry.rules.plain_values import Json
from registry.rules.quarter_board import Lack, QuarterMark, Side
from registry.rules.year_board import Share
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.year.test_quarters import a_year, everybody, meeting_of, met, newcomers_sign, on

YEAR = 2566
NOT_HELD: Json = {"result": "not_held", "reason": "น้ำท่วมทั้งอำเภอ"}


def row(desk: Desk, day: str) -> YearRow:
    """The district on the board of that day."""
    desk.on(day)
    with desk.office.registry.reading() as session:
        connection = session.connection()
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


def test_two_quarters_without_a_meeting_and_the_committee_is_not_active_any_more(
    made_registry_url: str,
) -> None:
    desk, _ = a_year(made_registry_url)
    meets(desk, 1)
    misses(desk, 2)
    assert row(desk, "2023-04-03").quarters.lacks == ()
    misses(desk, 3)
    found = row(desk, "2023-07-03")
    assert found.quarters.lacks == (Lack.MEETING,)
    assert found.met == Share(1, 3)
    assert marks(found)[3] is QuarterMark.HERE


def test_as_of_an_earlier_day_a_quarter_was_still_within_its_time(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    misses(desk, 1)
    with desk.office.registry.reading() as session:
        connection = session.connection()
        then = View(desk.office, connection, quarter_ends(YEAR, 1))
        districts = districts_within(connection, {MAE_FAH_LUANG})
        (found,) = year_board(then, districts, YEAR, "en").rows
    assert marks(found) == [QuarterMark.HERE, *[QuarterMark.LATER] * 3]
    assert found.met == Share(0, 0)
