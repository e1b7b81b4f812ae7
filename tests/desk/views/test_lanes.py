"""The lanes of an instance: what each branch of its process waits for, or when it begins."""

from datetime import date

from desk.views.instance_summary import InstanceSummary, seen
from desk.views.lanes import Lane, LaneState, is_apart
from desk.views.view import View
from flows.decisions.stop import stop
from flows.engine.open_calls import raise_incident
from registry.journal import instance_in
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.desk.web.visitor import visitor
from tests.desk.years import (
    a_year,
    drafted,
    endorsements,
    go_to,
    needing,
    plan_of,
    received,
    resolved,
)


def summary(desk: Desk, instance: int, on: str | None = None) -> InstanceSummary:
    with desk.office.registry.reading() as connection:
        day = date.fromisoformat(on) if on else desk.office.registry.today
        return seen(View(desk.office, connection, day), instance)


def lanes(desk: Desk, instance: int, on: str | None = None) -> dict[str, Lane]:
    return {one.key: one for one in summary(desk, instance, on).lanes}


def test_a_lane_says_when_it_begins_and_another_what_it_waits_for(made_registry_url: str) -> None:
    desk, year = a_year(made_registry_url)
    found = lanes(desk, year)
    assert list(found) == [
        "money", "plan", "q1", "q2", "q3", "q4", "trainings", "reflection", "closing",
    ]  # fmt: skip
    assert found["plan"].state is LaneState.NOT_BEGUN
    assert found["plan"].day == date(2023, 7, 1)
    assert found["money"].state is LaneState.WAITING
    assert [one.path for one in found["money"].waits] == ["year/money/budget_needs"]
    assert (found["q1"].state, found["q1"].day) == (LaneState.NOT_BEGUN, date(2023, 10, 1))


def test_a_lane_that_an_older_revision_only_names_says_so(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url, revision=1)
    found = lanes(desk, year)
    assert {found[one].state for one in ("q1", "closing")} == {LaneState.NEXT_REVISION}
    assert found["money"].state is LaneState.WAITING


def test_the_lanes_of_a_stopped_year_wait_for_nothing(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    desk.decide(year, "budget_needs", "focal_point", "2023-06-01", {"result": "none"})
    day = desk.on("2023-12-05")
    stop(desk.office, year, reason="ยุบรวมอำเภอ", on=day, recorded_by="coord")
    found = {key: one.state for key, one in lanes(desk, year).items()}
    assert found.pop("money") is LaneState.THROUGH
    assert {*found.values()} == {LaneState.STOPPED}
    told = visitor(desk, "coord").get(f"/instances/{year}", "en").main
    assert "newer revision" not in told
    assert LaneState.STOPPED not in {one.state for one in lanes(desk, year, "2023-12-04").values()}


def test_a_lane_in_its_child_says_in_which_phase_the_child_is(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    resolved(desk)
    lane = lanes(desk, year)["plan"]
    assert (lane.state, lane.done, lane.steps) == (LaneState.IN_CHILD, 2, 6)
    assert lane.child is not None
    assert (lane.child.instance, lane.child.phase) == (plan_of(desk), "endorsed")


def test_each_line_of_money_is_a_step_of_its_lane(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    needing(desk, year)
    assert (lanes(desk, year)["money"].done, lanes(desk, year)["money"].steps) == (0, 2)
    not_sent = {"result": "not_sent", "reason": "ไม่ทัน"}
    for path in [one for one in desk.waits_at(year) if one.endswith("proposal_sent")]:
        desk.decide(year, path, "focal_point", "2023-07-10", not_sent)
    lane = lanes(desk, year)["money"]
    assert (lane.state, lane.day) == (LaneState.THROUGH, date(2023, 7, 10))


def test_a_lane_that_is_through_leads_to_its_child_and_says_since_when(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    plan = received(desk)
    noted = {"meeting": "4/2566", "held_on": "2023-12-01"}
    desk.decide(plan, "province_noted", COORDINATOR, "2023-12-04", noted)
    lane = lanes(desk, year)["plan"]
    assert (lane.state, lane.day) == (LaneState.THROUGH, date(2023, 12, 4))
    assert lane.child is not None
    assert (lane.child.instance, lane.child.phase) == (plan, None)


def test_what_is_no_part_of_the_year_is_told_apart_from_what_is_done(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url, joined=True)
    found = lanes(desk, year)
    assert found["q1"].state is LaneState.NOT_PART
    assert found["money"].state is LaneState.WAITING


def test_the_lanes_of_an_earlier_day_are_as_they_stood_then(made_registry_url: str) -> None:
    desk, year = a_year(made_registry_url)
    needing(desk, year)
    drafted(desk)
    then = lanes(desk, year, "2023-05-01")
    assert then["plan"].state is LaneState.NOT_BEGUN
    assert [one.gate for one in then["money"].waits] == ["budget_needs"]
    assert lanes(desk, year, "2023-07-10")["plan"].state is LaneState.IN_CHILD


def test_an_establishment_keeps_its_phases(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.to_after_meeting()
    assert summary(desk, first).lanes == ()
    assert "งานแต่ละด้าน" not in visitor(desk, "coord").get(f"/instances/{first}").main


def test_the_page_shows_each_lane_with_its_way_there_and_like_gates_of_a_child_once(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    needing(desk, year)
    plan = resolved(desk)
    assert len(endorsements(desk, plan)) == 4
    page = visitor(desk, "coord").get(f"/instances/{year}", "th")
    items = [" ".join(one.text_content().split()) for one in page.tree.cssselect(".lanes > li")]
    assert len(items) == 9
    assert "2 จาก 6 ขั้น" in items[1]
    assert items[1].count("แผนปฏิบัติการประจำปี 4 เรื่อง") >= 1
    assert page.links().count(f"/instances/{plan}") == 2
    assert f"/instances/{year}/gates/year/money/needs/need-1/proposal_sent" in page.links()
    assert not page.tree.cssselect("ol.phases")


def test_a_pill_tells_the_state_of_a_lane_and_a_red_one_beside_it_that_it_is_late(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    needing(desk, year)
    resolved(desk)
    go_to(desk, "2023-10-25")
    page = visitor(desk, "coord").get(f"/instances/{year}", "en")
    pills = {
        heading.text.strip(): [(tag.text_content(), tag.get("class")) for tag in heading]
        for heading in page.tree.cssselect(".lanes h3")
    }
    state, late = pills["Plan"]
    assert state == ("under way", "tag calm")
    assert late[0].endswith("working days late")
    assert late[1] == "tag bad"


def test_what_waits_in_no_lane_is_shown_apart(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        row = instance_in(write, year)
        assert row is not None
        raise_incident(desk.office, write, row, "unforeseen")
    found = summary(desk, year)
    apart = [one.gate for one in found.waits if is_apart(found.lanes, one)]
    assert apart == ["incident"]
    page = visitor(desk, "coord").get(f"/instances/{year}")
    outside = [one for one in page.tree.cssselect("ul.tasks > li") if not one.xpath("ancestor::ol")]
    assert len(outside) == 1


def test_a_lane_whose_child_was_stopped_is_through(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    go_to(desk, "2023-07-02")
    stop(desk.office, plan_of(desk), on=date(2023, 7, 2), reason="ทำแผนร่วมกัน", recorded_by="coord")
    assert lanes(desk, year)["plan"].state is LaneState.THROUGH
