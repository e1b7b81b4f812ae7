"""The trainings of a year follow its plan, also the versions that come later."""

from collections.abc import Sequence

from flows.engine.days import sweep
from flows.engine.perform import drain
from flows.plan.amendments import amend_plan
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.flows.papers.printed import text
from tests.flows.plan.plan_rows import ENDORSED, a_draft, a_row, plan_of, planning
from tests.flows.year.at_openings import years
from tests.staged_desks import made_once


def put_through(desk: Desk, plan: int, rows: Sequence[Json], days: Sequence[str]) -> None:
    """The plan with these rows is drafted, resolved on, endorsed, signed, sent and received."""
    drafted, resolved, received = days
    desk.decide(plan, "plan_draft", "focal_point", drafted, a_draft(rows))
    said: Json = {"result": "agreed", "meeting": "4/2565", "held_on": resolved}
    desk.decide(plan, "resolution", "district_chief", resolved, said)
    for path in desk.waits_at(plan):
        desk.decide(plan, path, "focal_point", resolved, ENDORSED)
    desk.decide(plan, "plan_signed", "district_chief", resolved, {"result": "signed"})
    letter: Json = {"paper": {"number": "ชร 1518/120", "dated": resolved}}
    desk.decide(plan, "plan_sent", "focal_point", resolved, letter)
    desk.decide(plan, "plan_received", COORDINATOR, received, {"result": "received"})


def amended(desk: Desk, version: int, rows: Sequence[Json], days: Sequence[str]) -> None:
    began, *rest = days
    amend_plan(desk.office, MAE_FAH_LUANG, 2566, on=desk.on(began), recorded_by="coord")
    put_through(desk, plan_of(desk, f"2566/{version}"), rows, rest)


def a_training(desk: Desk, key: str) -> dict[str, Json]:
    return {**a_row(desk, key), "kind": "training"}


@made_once
def a_year_with_a_training(url: str) -> Desk:
    desk, plan = planning(url)
    rows = [a_row(desk, "row-1"), a_training(desk, "row-2")]
    put_through(desk, plan, rows, ("2022-08-30", "2022-09-06", "2022-09-28"))
    on(desk, "2022-10-03")
    return desk


def on(desk: Desk, day: str) -> None:
    desk.on(day)
    sweep(desk.office)
    for _ in drain(desk.office):
        pass


def trainings(desk: Desk) -> dict[str, tuple[str, str]]:
    """Each training of the year with its first day and where it stands."""
    return {
        one.period: (one.started_on.isoformat(), one.status)
        for one in desk.instances()
        if one.process == "trainings"
    }


def test_a_training_that_a_later_version_adds_begins_on_the_day_that_the_province_received_it(
    sqlite_url: str,
) -> None:
    desk = a_year_with_a_training(sqlite_url)
    assert trainings(desk) == {"2566/row-2": ("2022-10-01", "open")}
    rows = [a_row(desk, "row-1"), a_training(desk, "row-2"), a_training(desk, "row-3")]
    amended(desk, 2, rows, ("2022-11-01", "2022-11-02", "2022-11-08", "2022-11-20"))
    before = {"2566/row-2": ("2022-10-01", "open"), "2566/row-3": ("2022-11-20", "open")}
    assert trainings(desk) == before
    amended(
        desk, 3, [*rows[:1], *rows[2:], a_training(desk, "row-4")],
        ("2022-12-01", "2022-12-02", "2022-12-08", "2022-12-20"),
    )  # fmt: skip
    assert trainings(desk) == {
        "2566/row-2": ("2022-10-01", "stopped"),  # it is in the plan no more
        "2566/row-3": ("2022-11-20", "open"),
        "2566/row-4": ("2022-12-20", "open"),
    }


def test_a_version_received_before_the_year_begins_is_the_one_that_its_trainings_are_of(
    sqlite_url: str,
) -> None:
    desk, plan = planning(sqlite_url)
    first = [a_row(desk, "row-1"), a_training(desk, "row-2")]
    put_through(desk, plan, first, ("2022-08-01", "2022-08-08", "2022-08-15"))
    later = [a_row(desk, "row-1"), a_training(desk, "row-3")]
    amended(desk, 2, later, ("2022-08-20", "2022-08-21", "2022-09-06", "2022-09-20"))
    on(desk, "2022-10-03")
    assert trainings(desk) == {"2566/row-3": ("2022-10-01", "open")}


def test_the_lane_of_trainings_ends_with_the_year(sqlite_url: str) -> None:
    desk = a_year_with_a_training(sqlite_url)
    (year,) = years(desk)
    on(desk, "2023-10-02")
    waits = {one.path for one in desk.gates(year.id) if not one.gate}
    assert not any("next_version" in path for path in waits)
    assert not [one for one in desk.gates(year.id) if one.path.startswith("!")]


def test_the_memo_of_a_training_asks_for_no_money_where_the_plan_gives_none(
    sqlite_url: str,
) -> None:
    desk = a_year_with_a_training(sqlite_url)
    training = next(one.id for one in desk.instances() if one.process == "trainings")
    session: Json = {
        "key": "basics", "title_th": "ความรู้พื้นฐาน", "title_en": "Basics", "topics": ["defining"],
    }  # fmt: skip
    desk.decide(
        training,
        "year_capacity_plan",
        "focal_point",
        "2022-10-04",
        {"sessions": [session], "agencies": ["psdhs"]},
    )
    desk.perform()
    desk.decide(
        training, "year_capacity_agreed", "district_chief", "2022-10-05", {"result": "agreed"}
    )
    desk.perform()
    memo = text(desk, training, "training_memo", "basics")
    assert "ซึ่งไม่ใช้งบประมาณ" in memo
    assert "ค่าใช้จ่ายเบิกจ่าย" not in memo
    assert "๓. ข้อพิจารณาและข้อเสนอ" in memo
