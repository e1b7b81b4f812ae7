"""The demo: the case study's five committees to their signed orders, two more on the way."""

import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from config.clock import moved_to
from config.words import Sentence
from desk.views.view import View
from desk.views.year_board import year_board
from flows.capabilities import open_installation
from flows.demo.maker import NotADemo, make_demo
from flows.demo.stories import day_before, people_of, stories, year_planned
from flows.engine.installation import Installation
from flows.runtime.waits import waits
from flows.verification import verify_all
from registry.journal import entries, instances, open_gates
from registry.models import Entry, OpenGate
from registry.models.person import Person
from registry.queries.areas import districts_within
from registry.queries.documents import documents
from registry.queries.meetings import meetings
from registry.queries.orders import OrderRow, orders
from registry.queries.village_problems import open_problems
from registry.queries.village_situations import situation
from registry.queries.villages import last_reports
from registry.rules.year_board import Column, YearMark
from registry.store import Registry
from tests.builders import OPENED

CYCLE = "annual_cycle"
SIGNED = {"5703": 2019, "5713": 2020, "5709": 2020, "5708": 2020, "8410": 2021}


def quiet(_number: int, _of: int, _said: Sentence) -> None:
    """Nobody listens."""


@pytest.fixture
def office(demo_file: Path) -> Installation:
    return opened(f"sqlite:///{demo_file}")


def opened(url: str) -> Installation:
    """The installation over a registry, which is closed after the test."""
    OPENED.append(Registry(url))
    return open_installation(OPENED[-1])


def signed(office: Installation) -> Sequence[OrderRow]:
    with office.registry.reading() as connection:
        return [one for code in SIGNED for one in orders(connection, code)]


def test_five_orders_are_signed_in_the_years_that_the_study_gives(office: Installation) -> None:
    assert {one.district: one.dated.year for one in signed(office)} == SIGNED
    assert all(one.printed == "as_printed" and one.document for one in signed(office))


def test_phanom_was_established_in_fiscal_year_2021(office: Installation) -> None:
    (phanom,) = (one for one in signed(office) if one.district == "8410")
    assert date(2020, 10, 1) <= phanom.dated.first <= date(2021, 9, 30)


def test_the_chief_of_mae_fah_luang_has_draft_2_before_him_and_thoeng_is_silent(
    office: Installation,
) -> None:
    waiting = {
        (one.instance.district, one.path) for one in waits(office)
        if one.instance.process in ("establishment", "order")
    }  # fmt: skip
    assert waiting == {("5715", "chief_review#2"), ("5704", "advocacy#2")}


def test_committees_stand_at_different_points_of_the_year_that_they_plan(
    office: Installation,
) -> None:
    year = year_planned(office.registry.today)
    with office.registry.reading() as connection:
        view = View(office, connection, office.registry.today)
        districts = districts_within(connection, {"57", "84"})
        rows = year_board(view, districts, year, "en").rows
    marks = {
        row.district.code: {one.column: one.mark for one in row.cells}
        for row in rows if row.district.code in SIGNED
    }  # fmt: skip
    assert marks["5703"][Column.RECEPTION] is YearMark.DONE
    assert marks["5703"][Column.MONEY] is YearMark.DONE
    assert marks["5713"][Column.ENDORSEMENT] in (YearMark.HERE, YearMark.LATE)
    assert marks["5709"][Column.PLAN] is YearMark.LATE
    assert marks["5708"][Column.MONEY] is YearMark.NONE_NEEDED


def test_no_year_opens_before_the_one_that_is_planned_and_no_meeting_is_invented(
    office: Installation,
) -> None:
    year = year_planned(office.registry.today)
    with office.registry.reading() as connection:
        opened = {int(one.period) for one in instances(connection) if one.process == CYCLE}
        held = [one for code in SIGNED for one in meetings(connection, code)]
    assert min(opened) == year
    assert all(one.kind == "inception" for one in held)


@pytest.mark.parametrize("day", ["2026-09-01", "2026-12-31", "2027-03-31", "2027-08-31"])
def test_on_any_day_the_year_that_is_planned_has_been_planned_for_two_months(day: str) -> None:
    made_on = date.fromisoformat(day)
    year = year_planned(made_on)
    assert day_before(year, "09-01") <= made_on < day_before(year + 1, "09-01")
    fixed = [one.before_year for story in stories() for one in story.steps if one.before_year]
    assert max(fixed) < "09-01"


def test_every_draft_is_rendered_and_no_effect_waits(office: Installation) -> None:
    with office.registry.reading() as connection:
        papers = documents(connection)
    orders_drafted = [one for one in papers if one.kind == "appointment_order"]
    drafts = [(one.district, one.version) for one in orders_drafted if one.language == "th"]
    once = [(district, 1) for district in [*SIGNED, "5715"]]
    twice = [(district, 2) for district in ("5708", "5709", "5715")]
    assert sorted(drafts) == sorted(once + twice)


def test_every_scan_is_a_paper_of_its_own(office: Installation) -> None:
    with office.registry.reading() as connection:
        scans = [one for one in documents(connection) if one.kind.startswith("scan.")]
    assert len(scans) > len(SIGNED)
    assert len({one.sha256 for one in scans}) == len(scans)


def test_what_it_writes_verifies(office: Installation) -> None:
    assert verify_all(office) == ()


def test_it_is_a_demo_and_says_of_every_decision_that_it_is_made_up(office: Installation) -> None:
    assert office.registry.meta("kind") == "demo"
    with office.registry.reading() as connection:
        journal = [e for row in instances(connection) for e in entries(connection, row.id)]
    reasons = [e.body["reason"] for e in journal if e.kind == "decision"]
    assert len(reasons) > 80
    assert all(reason.startswith("ข้อมูลสมมุติ: ") for reason in reasons)
    assert not any("Made up" in reason for reason in reasons)


def test_every_person_bears_a_name_that_is_plainly_made_up() -> None:
    areas = {story.district for story in stories()} | {"57", "84"}
    people = [one for area in areas for one in people_of(area).people]
    assert all(one.name_th.startswith("สมมุติ") and one.name_en for one in people)


def test_no_two_people_of_the_demo_bear_one_name(office: Installation) -> None:
    with office.registry.reading() as connection:
        names = Counter(connection.scalars(select(Person.name_th)))
    assert names.total() > 150
    assert [name for name, count in names.items() if count > 1] == []


def test_each_committee_was_recorded_in_its_own_time(office: Installation) -> None:
    with office.registry.reading() as connection:
        journal = [e for row in instances(connection) for e in entries(connection, row.id)]
    late = [(e.recorded_at.date() - e.act_date).days for e in journal if e.kind == "decision"]
    assert max(late) <= 7


def test_made_again_it_changes_nothing(demo_file: Path, tmp_path: Path) -> None:
    copy = shutil.copy(demo_file, tmp_path / "copy.db")
    counted = text("SELECT (SELECT count(*) FROM audit), (SELECT count(*) FROM person)")
    registry = Registry(f"sqlite:///{copy}")
    with registry.reading() as connection:
        before = connection.execute(counted).one()
    assert make_demo(f"sqlite:///{copy}", open_installation, quiet) == 0
    with registry.reading() as connection:
        assert connection.execute(counted).one() == before


@pytest.mark.slow
def test_interrupted_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'half.db'}"
    steps = sum(len(story.steps) for story in stories())
    told: list[Sentence] = []

    def interrupt(_number: int, _of: int, said: Sentence) -> None:
        told.append(said)
        if len(told) == steps // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demo(url, open_installation, interrupt)
    assert make_demo(url, open_installation, quiet) == steps - len(told) + 1
    assert len(signed(opened(url))) == len(SIGNED)


def test_a_registry_that_is_no_demo_is_left_alone(sqlite_url: str) -> None:
    with pytest.raises(NotADemo):
        make_demo(sqlite_url, open_installation, quiet)
    with Registry(sqlite_url).reading() as connection:
        assert instances(connection) == []


def test_the_villages_of_the_demo_are_marked_as_made_up_and_some_report_nothing(
    office: Installation,
) -> None:
    with office.registry.reading() as connection:
        today = Registry(str(office.registry.url)).today
        for district in (*SIGNED, "5715", "5704"):
            seen = situation(connection, district, today)
            assert (seen.whole.reported, seen.whole.villages) == (3, 4), district
            assert seen.whole.totals["risk_places"].at_least
            reports = last_reports(connection, district, today).values()
            assert {one.words["source"] for one in reports} == {"ข้อมูลสมมุติสำหรับการสาธิต"}
            assert open_problems(connection, district, today)


def test_a_rotation_was_just_entered_and_its_package_is_on_the_desk(office: Installation) -> None:
    with office.registry.reading() as connection:
        (one,) = (row for row in instances(connection) if row.process == "handover")
        papers = {row.kind for row in documents(connection, instance_id=one.id)}
        asked = {gate.gate for gate in open_gates(connection, instance_id=one.id)}
    assert (one.district, one.status) == ("5703", "open")
    assert "handover_page_one" in papers
    assert {"outgoing", "briefing", "receipt", "successor"} <= asked


@pytest.mark.slow
def test_a_demo_that_is_made_by_night_holds_nothing_of_the_morning(tmp_path: Path) -> None:
    url, night = f"sqlite:///{tmp_path / 'demo.db'}", moved_to(date(2026, 12, 3), hour=1)
    make_demo(url, open_installation, quiet, night)
    with opened(url).registry.reading() as connection:
        gates = connection.scalars(select(OpenGate.opened_at))
        entered = connection.scalars(select(Entry.recorded_at))
        assert max(*gates, *entered) == night.now()
