"""The year of a committee that ended is not the next one's: that one joins by its own day."""

from collections.abc import Callable
from datetime import date

import pytest

from desk.views.view import View
from desk.views.year_card import year_card
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.verification import verify_all
from flows.year.opening import open_years
from registry.queries.monitoring import quarters_told
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.dissolution.at_endings import dissolved
from tests.flows.dissolution.at_years_after_endings import (
    APPOINTED,
    ENDED,
    adopted,
    established,
    open_of,
)
from tests.flows.year.at_openings import years
from tests.flows.year.at_quarters import a_year, on


def told(desk: Desk) -> list[tuple[str, str, date]]:
    return [(one.period, one.status, one.started_on) for one in years(desk)]


@pytest.mark.parametrize("follows", [adopted, established])
def test_the_next_committee_joins_the_running_year_by_its_own_day(
    made_registry_url: str, follows: Callable[[Desk], None]
) -> None:
    desk, first = a_year(made_registry_url)
    ending = dissolved(desk, ENDED)
    on(desk, "2022-11-20")
    assert [one.id for one in years(desk)] == [first], "nobody plans where no committee is"
    follows(desk)
    on(desk, APPOINTED)
    on(desk, "2022-12-02")
    assert told(desk) == [
        ("2566", "stopped", date(2022, 6, 24)), ("2566", "open", date(2022, 12, 1)),
    ]  # fmt: skip
    (plan,) = [one for one in desk.instances() if one.period == "2566/2"]
    (draft,) = [one for one in desk.gates(plan.id) if one.gate == "plan_draft"]
    assert draft.due_on == date(2022, 12, 31), "thirty days after it joined"
    assert not [one for one in desk.instances() if one.process == "meeting" and one.status == "open"
                and one.started_on < date(2022, 12, 1)]  # fmt: skip
    on(desk, "2023-01-04")
    assert [one.period for one in open_of(desk, "meeting")] == ["2566/q2"]
    assert verify_all(desk.office) == ()
    with pytest.raises(Exception, match="90/2565"):
        withdraw(desk.office, ending, "confirm_ending", reason="ผิดอำเภอ", recorded_by="coord")


def test_a_committee_appointed_on_the_day_of_the_end_begins_on_that_day(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    dissolved(desk, ENDED)
    established(desk, ENDED)
    on(desk, "2022-11-11")
    assert told(desk)[1:] == [("2566", "open", date(2022, 11, 10))]


def test_a_committee_of_april_to_september_begins_with_the_next_year(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2023-04-03")
    dissolved(desk, "2023-05-02")
    established(desk, "2023-06-01", "90/2566")
    on(desk, "2023-06-02")
    assert told(desk) == [
        ("2566", "stopped", date(2022, 6, 24)), ("2567", "stopped", date(2023, 4, 1)),
        ("2567", "open", date(2023, 6, 1)),
    ]  # fmt: skip


def test_a_year_of_the_next_committee_that_was_stopped_is_not_opened_again(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    dissolved(desk, ENDED)
    established(desk)
    on(desk, "2022-12-02")
    reason = {"reason": "อำเภอยุบรวม", "on": date(2022, 12, 2), "recorded_by": "coord"}
    stop(desk.office, years(desk)[-1].id, **reason)  # type: ignore[arg-type]
    open_years(desk.office)
    assert [one.status for one in years(desk)] == ["stopped", "stopped"]


def test_the_card_of_a_committee_shows_no_year_of_the_one_before(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2023-04-03")
    dissolved(desk, "2023-05-02")
    assert year_on_card(desk, date(2023, 5, 3)) == 2567, "the last year that was there, as it ended"
    established(desk, "2023-06-01", "90/2566")
    assert year_on_card(desk, date(2023, 6, 1)) is None
    on(desk, "2023-06-02")
    assert year_on_card(desk, date(2023, 6, 2)) == 2567
    assert year_on_card(desk, date(2023, 5, 1)) == 2567


def year_on_card(desk: Desk, day: date) -> int | None:
    with desk.office.registry.reading() as connection:
        card = year_card(View(desk.office, connection, day), MAE_FAH_LUANG, ())
    return card.year if card else None


def test_a_committee_of_the_first_of_october_follows_one_that_ended_with_the_year(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2023-04-03")
    on(desk, "2023-09-30")
    dissolved(desk, "2023-09-30")
    established(desk, "2023-10-01", "90/2566")
    on(desk, "2023-10-02")
    assert told(desk) == [
        ("2566", "stopped", date(2022, 6, 24)), ("2567", "stopped", date(2023, 4, 1)),
        ("2567", "open", date(2023, 10, 1)),
    ]  # fmt: skip
    assert [one.period for one in open_of(desk, "plan")] == ["2567"]
    assert verify_all(desk.office) == ()


def test_the_last_quarter_is_reported_by_a_committee_that_ended_on_the_day_after_it(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-10-01")
    dissolved(desk, "2023-10-01")
    nothing: Json = {"result": "nil", "reason": "ไม่มีกิจกรรม"}
    path = "year/q4/quarter/report/progress#1"
    desk.decide(year, path, "focal_point", "2023-10-01", nothing)
    with desk.office.registry.reading() as connection:
        said = quarters_told(connection, (MAE_FAH_LUANG,), 2566, date(2023, 10, 1))
    assert said == {(MAE_FAH_LUANG, 4)}
    assert verify_all(desk.office) == ()
