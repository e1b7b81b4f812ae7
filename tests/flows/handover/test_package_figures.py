"""The figures of a package: each with its source and day, and what nobody reported no zero."""

from datetime import date
from decimal import Decimal

import pytest

from config.audiences import Audience
from flows.handover.package_facts import Package
from registry.records.figures import NewFigure, record_figures
from registry.records.publishing import asked_for, publish_table
from registry.rules.figures import Qualifier
from registry.rules.papers.package import Claim
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.handover.at_packages import (
    CHIANG_KHONG,
    NOT_RECORDED,
    adopted,
    claims,
    desk,
    package,
)
from tests.flows.plan.planning import a_year as planned_year
from tests.flows.year.at_quarters import a_year, on as until
from tests.registry.records.at_publications import report

__all__ = ["desk"]


def test_what_was_held_before_the_years_that_it_tells_of_is_no_success_of_theirs(
    desk: Desk,
) -> None:
    def went_well(day: str) -> list[str]:
        return [one.text_en for one in package(desk, day).page_one.works]

    assert "the appointment order is in force" in went_well("2024-09-30")
    assert went_well("2024-10-01") == ["none recorded in three years"]


@pytest.mark.parametrize(
    ("on", "said", "short"),
    [("2022-10-20", "not due for a report yet (first on 10 January 2023)",
      "first report 10 January 2023"),
     ("2023-02-01", "not reported yet", "not reported yet")],
)  # fmt: skip
def test_what_was_not_reported_of_the_plan_is_no_zero_and_before_its_day_no_gap(
    sqlite_url: str, on: str, said: str, short: str
) -> None:
    desk, _ = a_year(sqlite_url)
    found = package(desk, on)
    assert said in [one.text_en for one in claims(found, "plan")]
    assert found.page_one.numbers.activities.now_en == short
    not_due = "not due" in said
    rows = [one for one in claims(found, "plan") if one.topic_en[:1].isdigit()]
    whole = [one for one in claims(found, "plan") if one.topic_en.startswith("All activities")]
    assert (len(rows), len(whole)) == ((0, 1) if not_due else (2, 0)), (
        "one sentence for all of them"
    )
    assert all(one.known is not_due for one in (*rows, *whole))


def test_without_a_plan_page_one_counts_no_activity_of_which_the_annex_tells_none(
    sqlite_url: str,
) -> None:
    desk = planned_year(sqlite_url)
    found = package(desk, "2022-07-06")
    assert "no plan" not in found.page_one.numbers.activities.now_en
    until(desk, "2022-10-03")
    found = package(desk, "2022-10-03")
    assert found.page_one.numbers.activities.now_en == "no plan received by the province yet"
    assert not [one for one in claims(found, "plan") if one.topic_en[:1].isdigit()]


def held_in(of: Package) -> list[Claim]:
    """How many meetings were held in each of the three years, the running one first."""
    return [one for one in claims(of, "meetings") if "Meetings held" in one.topic_en]


def test_of_a_year_that_was_not_followed_it_tells_what_was_held_and_invents_no_zero(
    desk: Desk,
) -> None:
    found = package(desk, "2022-07-21")
    now, before, _ = held_in(found)
    assert now.text_en == "1 held (Prasan did not follow that year)"
    assert (before.text_en, before.known) == (NOT_RECORDED, False)
    (row,) = [one for one in found.annex.figures if one.title_en.startswith("Meetings held")]
    assert (row.this_year_en, row.year_before_en) == (now.text_en, before.text_en)
    assert found.annex.followed is None


def test_before_a_years_first_meeting_is_due_every_place_says_by_when_it_is_to_be_held(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    found = package(desk, "2022-10-20")
    said = "none yet; to be held by 31 December 2022"
    assert held_in(found)[0].text_en == said
    (row,) = [one for one in found.annex.figures if one.title_en.startswith("Meetings held")]
    assert row.this_year_en == said
    assert found.page_one.numbers.meetings_held.now_en == "0, due by 31 December 2022"
    assert found.annex.followed == 2566


def test_how_something_stood_in_a_year_before_is_told_with_its_day(desk: Desk) -> None:
    found = package(desk, "2022-12-01").annex
    (seats,) = (one for one in found.figures if one.title_en.startswith("Seats filled"))
    assert seats.year_before_en.endswith(" on 30 September 2022")
    assert " on " not in seats.this_year_en
    assert seats.as_of == date(2022, 12, 1)


def test_a_figure_bears_one_source_wherever_it_is_told(desk: Desk) -> None:
    found = package(desk, "2022-12-01")
    of = {one.title_en.partition(" (")[0]: one.source_en for one in found.annex.figures}
    assert of["Seats filled"] == next(claims(found, "structure")).source_en
    assert of["Meetings held"] == held_in(found)[0].source_en
    assert of["Members of that day trained"] == next(claims(found, "training")).source_en


def test_a_past_years_figure_bears_its_day_whether_it_stood_or_adds_up(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        said = NewFigure("cross_border_contacts", "", Decimal(7), "coordination", Qualifier.EXACT)
        record_figures(write, MAE_FAH_LUANG, 2565, 4, [said], entry_id=None)
    found = package(desk, "2022-11-01").annex
    (across,) = (one for one in found.figures if one.title_en.startswith("Cross-border"))
    assert across.year_before_en == "7 (contacts, up to 30 September 2022)"
    assert across.year_before_th == "7 ครั้ง (นับถึง 30 ก.ย. 2565)"


def test_every_year_and_target_that_the_figures_lack_is_a_gap_in_the_order_of_the_sections(
    desk: Desk,
) -> None:
    found = package(desk, "2022-12-01").annex
    gaps = [one.text_en for one in found.gaps if one.section == 4]
    lacking = [one for one in found.figures if NOT_RECORDED in (
        one.this_year_en, one.year_before_en, one.two_before_en,
    )]  # fmt: skip
    for one in lacking:
        title = one.title_en.partition(" (")[0]
        assert title == "Meetings held" or any(gap.startswith(title) for gap in gaps), title
    count = len(found.figures)
    assert gaps[-1] == f"Targets of 2566 for {count} of {count} indicators"
    sections = [one.section for one in found.gaps]
    assert sections == sorted(sections)


def test_of_victims_a_package_tells_what_was_published_and_nothing_else(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    report(desk, MAE_FAH_LUANG, 10, 10, 10, 12)
    desk.on("2022-11-01")

    def told() -> str:
        of = package(desk, "2022-11-01").annex.figures
        (row,) = (one for one in of if one.title_en.startswith("Persons newly assisted"))
        return row.year_before_en

    assert told() == "not published"
    asked = asked_for("assistance", MAE_FAH_LUANG, 2565, None, Audience.SHARED)
    publish_table(desk.office.registry, asked, recorded_by="coord")
    assert told() == "42"
    desk.on("2022-11-02")
    report(desk, MAE_FAH_LUANG, 30)
    assert told() == "42"


def test_what_a_publication_hid_a_package_hides(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    report(desk, MAE_FAH_LUANG, 3, 0, 0, 0)
    desk.on("2022-11-01")
    asked = asked_for("assistance", MAE_FAH_LUANG, 2565, None, Audience.SHARED)
    publish_table(desk.office.registry, asked, recorded_by="coord")
    found = package(desk, "2022-11-01").annex
    (row,) = (one for one in found.figures if one.title_en.startswith("Persons newly assisted"))
    assert row.year_before_en == "not shown*"
    assert found.hidden


def test_where_old_papers_tell_of_a_training_without_names_it_is_no_zero(sqlite_url: str) -> None:
    found = package(adopted(sqlite_url), "2022-06-20", CHIANG_KHONG)
    trained = found.page_one.numbers.members_trained
    assert (trained.now_th, trained.now_en) == ("ไม่ได้บันทึกรายชื่อ", "names not recorded")
    assert not trained.known
    (asked,) = (one for one in found.page_one.decisions if one.key == "training")
    assert asked.title_en == "Find out which members were trained: names are not recorded"
