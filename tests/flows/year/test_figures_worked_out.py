"""Figures that districts entered formerly are worked out; what they entered stands as entered."""

from datetime import date
from decimal import Decimal
from typing import cast

import pytest

from config.words import written
from desk.views.district_figures import DistrictFigureLine, district_figures
from desk.views.form_schema import filled
from desk.web.gate.figure_table import read_figures, typed_figures
from flows.decisions.correct import Correction, correct
from registry.queries.computed_figures import computed_figures
from registry.rules.figures import Amount, Share, ToDate
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.meeting.test_settling import done
from tests.flows.year.at_quarter_figures import figure, sheet
from tests.flows.year.at_quarter_reports import PATH, SHEET, reported
from tests.flows.year.at_quarters import a_year, everybody, held, met, on
from tests.flows.year.test_quarter_figures import YEAR, rows
from tests.flows.year.test_years_end_papers import learned
from tests.readers import view_of

SHARE: list[Json] = [
    figure("activities_done", "5", "numerator"),
    figure("activities_done", "7", "denominator"),
]


def worked_out(desk: Desk, key: str, quarter: int | None) -> ToDate:
    with desk.office.registry.reading() as connection:
        found = computed_figures(
            connection, (MAE_FAH_LUANG,), YEAR, quarter, desk.office.registry.today, keys=[key]
        )
    return found[key][MAE_FAH_LUANG]


def share(numerator: int, denominator: int, as_of: str) -> ToDate:
    of = Share(Amount(Decimal(numerator)), Amount(Decimal(denominator)))
    return ToDate(of, date.fromisoformat(as_of))


def line(desk: Desk, key: str, quarter: int) -> DistrictFigureLine:
    with desk.office.registry.reading() as connection:
        seen = district_figures(
            connection, MAE_FAH_LUANG, YEAR, quarter, desk.office.registry.today, exact=True
        )
    return next(one for one in seen.figures if one.indicator.key == key)


def test_units_that_came_are_counted_from_the_attendance_each_once_whatever_its_seats(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2022-10-31")
    how: dict[str, dict[str, Json]] = {
        "hospital": {"state": "absent", "cause": "ติดราชการ"},
        "lao_president": {"state": "proxy", "proxy": "นายสมมุติ แทนนายก"},
    }
    lines: list[Json] = []
    for line in everybody(desk):
        changed = (said for kind, said in how.items() if kind in str(line))
        lines.append({**cast("dict[str, Json]", line), **next(changed, {})})
    held(desk, answer=met(lines))
    on(desk, "2023-01-03")
    said = worked_out(desk, "agencies_attending", 1)
    assert said == share(11, 12, "2022-12-31"), "eighteen people of twelve units"
    assert worked_out(desk, "agencies_attending", 2).told is None, "no meeting, no share"


def test_an_activity_counts_from_its_last_quarter_on_as_the_newest_report_tells(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-07-03")
    assert worked_out(desk, "activities_done", None).told is None
    reported(desk, year, 1, "2023-07-03", SHEET)
    assert worked_out(desk, "activities_done", 1) == share(0, 0, "2022-12-31")
    assert worked_out(desk, "activities_done", 2).told is None
    finished: Json = [{"row": "row-1", "state": "done", "reached": "2"}]
    reported(desk, year, 2, "2023-07-03", {"result": "reported", "rows": finished})
    assert worked_out(desk, "activities_done", 2) == share(1, 2, "2023-03-31")
    assert worked_out(desk, "activities_done", None) == share(1, 2, "2023-03-31")
    nothing: Json = {"result": "nil", "reason": "ไม่มีกิจกรรมในไตรมาสนี้"}
    reported(desk, year, 3, "2023-07-03", nothing)
    assert worked_out(desk, "activities_done", None) == share(1, 2, "2023-06-30")


def test_a_lesson_is_closed_when_it_was_verified_and_unknown_before_any_was_drawn(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    learned(desk, year)
    assert worked_out(desk, "lessons_closed", 3).told is None
    assert worked_out(desk, "lessons_closed", 4) == share(0, 1, "2023-08-15")
    done(desk, "lesson/2566/lesson-1", day="2023-08-15")
    assert worked_out(desk, "lessons_closed", 4) == share(1, 1, "2023-08-15")


def test_no_sheet_asks_for_what_the_registry_works_out_and_reports_print_it(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2022-10-31")
    held(desk)
    on(desk, "2023-01-03")
    with desk.office.registry.reading() as connection:
        form = filled(view_of(desk, connection), year, PATH.format(1))
    asked = {one["value"] for one in form.choices["figures.indicator"]}
    assert "persons_trained" in asked
    assert asked.isdisjoint({"agencies_attending", "activities_done", "lessons_closed"})
    said = reported(desk, year, 1, "2023-01-03", SHEET)
    assert "๑๒ จาก ๑๒" in said


def test_what_a_district_entered_stands_as_entered_whatever_else_of_its_sheet_is_corrected(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    said = reported(desk, year, 1, "2023-01-03", sheet(*SHARE, figure("villages_reached", "3")))
    assert "(ตามที่อำเภอบันทึกไว้)" in said
    page = typed_figures("figures", [*SHARE, figure("villages_reached", "4")])
    lines: list[Json] = [*read_figures("figures", page).rows]
    fields: dict[str, Json] = {"figures": lines}
    correct(desk.office, Correction(year, PATH.format(1), fields, "พิมพ์ผิด", "coord"))
    kept = {(one.indicator, one.part): one.value for one in rows(desk)}
    assert kept["villages_reached", ""] == Decimal(4)
    assert kept["activities_done", "numerator"] == Decimal(5)
    told = line(desk, "activities_done", 1).quarters[0]
    assert told is not None
    assert written(told, "en").endswith("(as the district entered it)")
    assert line(desk, "activities_done", 1).correctable
    assert not line(desk, "lessons_closed", 1).correctable


@pytest.mark.parametrize("key", ["agencies_attending", "lessons_closed"])
def test_of_a_year_of_which_nothing_is_recorded_nothing_is_worked_out(
    sqlite_url: str, key: str
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2023-01-03")
    assert worked_out(desk, key, 1) == ToDate(None, None)
