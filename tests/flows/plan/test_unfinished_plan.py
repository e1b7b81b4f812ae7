"""A plan that nobody finishes ends with its year, says for want of what, and may come late."""

from collections.abc import Callable
from datetime import date

import pytest

from desk.views.reasons import why
from desk.views.view import View
from desk.views.year_board import year_board
from flows.engine.days import sweep
from flows.engine.perform import drain
from flows.verification import verify_all
from registry.queries.areas import districts_within
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.flows.handover.at_packages import claims, package
from tests.flows.plan.plan_rows import AGREED, ENDORSED, drafted, endorsed, planning, sent
from tests.flows.plan.planning import papers, text_of
from tests.flows.year.at_openings import years

NONE = "not_made"
NOT_HELD: Json = {"result": "not_held", "reason": "ไม่ครบองค์ประชุม"}
RECEIVED: Json = {"result": "received"}
LATE: Json = {"without_reflection": "ปีงบประมาณผ่านไปแล้ว"}
Course = Callable[[str], tuple[Desk, int]]


def agreed(url: str) -> tuple[Desk, int]:
    """The committee has agreed to the plan; its heads are asked."""
    desk, plan = drafted(url)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    return desk, plan


def signed(url: str) -> tuple[Desk, int]:
    """The Chief has signed it, and nobody sent it."""
    desk, plan = endorsed(url)
    desk.decide(plan, "plan_signed", "district_chief", "2022-09-20", {"result": "signed"})
    return desk, plan


def over(desk: Desk, day: str = "2023-10-02") -> None:
    """The clock stands there, and a tick has passed."""
    desk.on(day)
    sweep(desk.office)
    for _ in drain(desk.office):
        pass


def stand(desk: Desk, instance: int) -> tuple[str, str | None]:
    """Whether it is open, else what it came to."""
    (row,) = [one for one in desk.instances() if one.id == instance]
    return row.status, row.outcome


def columns(desk: Desk, day: str) -> list[str]:
    """The plan's cells on the year board: plan, endorsement, submission, reception."""
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date.fromisoformat(day))
        rows = year_board(view, districts_within(connection, {MAE_FAH_LUANG}), 2566, "en").rows
    return [str(one.mark) for one in rows[0].cells if one.column != "money"]


@pytest.mark.parametrize(
    ("came_to", "outcome", "board"),
    [
        (planning, NONE, [NONE, NONE, NONE, NONE]),
        (drafted, "not_resolved", [NONE, NONE, NONE, NONE]),
        (agreed, "not_endorsed", ["done", NONE, NONE, NONE]),
        (endorsed, "not_signed", ["done", "done", NONE, NONE]),
        (signed, "not_sent", ["done", "done", NONE, NONE]),
    ],
)
def test_a_plan_that_waits_when_its_year_is_over_ends_as_not_made_and_says_for_want_of_what(
    sqlite_url: str, came_to: Course, outcome: str, board: list[str]
) -> None:
    desk, plan = came_to(sqlite_url)
    kept = [one.id for one in desk.entries(plan)]
    over(desk, "2023-09-30")
    assert stand(desk, plan)[0] == "open"
    over(desk)
    assert (stand(desk, plan), desk.waits_at(plan)) == (("finished", outcome), [])
    assert [one.id for one in desk.entries(plan)][: len(kept)] == kept
    assert columns(desk, "2023-10-02") == board
    with desk.office.registry.reading() as connection:
        told, *_ = why(View(desk.office, connection, date(2023, 10, 2)), plan)
    assert "the plan was not made: " in told.sentence.en
    assert "จัดทำแผนไม่แล้วเสร็จ เนื่องจาก" in told.sentence.th
    assert verify_all(desk.office) == ()


def test_the_years_report_and_the_package_say_why_the_year_had_no_plan(sqlite_url: str) -> None:
    desk, _ = drafted(sqlite_url)
    (year,) = years(desk)
    over(desk)
    desk.decide(year.id, "year/closing/carry", "focal_point", "2023-10-02", {"rows": []})
    desk.perform()
    said = text_of(desk, papers(desk, year.id, "annual_report")[-1])
    reason = "จัดทำแผนไม่แล้วเสร็จ เนื่องจากคณะกรรมการยังไม่มีมติภายในสิ้นปีงบประมาณ"
    assert f"ไม่ได้บันทึกแผนปฏิบัติการที่จังหวัดรับแล้ว ({reason})" in said
    first, *_ = claims(package(desk, "2023-10-03"), "plan")
    assert (first.text_th, first.known) == (reason, True)


def test_a_plan_that_was_sent_waits_for_the_province_whatever_year_it_is(sqlite_url: str) -> None:
    desk, plan = sent(sqlite_url)
    over(desk)
    assert (stand(desk, plan)[0], desk.waits_at(plan)) == ("open", ["plan_received#1"])
    desk.decide(plan, "plan_received", COORDINATOR, "2023-10-02", RECEIVED)
    assert columns(desk, "2023-10-02")[-1] == "done"


def test_a_plan_that_its_year_ended_without_is_recorded_late_until_the_next_year_is_over(
    sqlite_url: str,
) -> None:
    desk, plan = agreed(sqlite_url)
    over(desk)
    for unit in ("lao_president", "police_superintendent"):
        desk.on("2023-10-05")
        path = f"endorsement[{MAE_FAH_LUANG}/{unit}/1]#1"
        said = desk.decide(plan, path, "focal_point", "2023-10-05", ENDORSED)
        assert "it is told as late" in said.warnings[-1].en
        desk.perform()
    assert (stand(desk, plan)[0], desk.waits_at(plan)) == ("open", ["plan_signed#1"])
    over(desk, "2024-09-30")
    assert stand(desk, plan)[0] == "open"
    over(desk, "2024-10-01")
    assert stand(desk, plan) == ("finished", "not_signed")


def test_a_late_plan_is_received_after_its_year_was_closed_and_the_year_is_open_until_then(
    sqlite_url: str,
) -> None:
    desk, plan = endorsed(sqlite_url)
    (year,) = years(desk)
    over(desk)
    over(desk, "2023-12-05")
    for one in desk.instances():
        if one.process == "meeting" and one.period.startswith("2566"):
            desk.decide(one.id, "not_held", "focal_point", "2023-12-05", NOT_HELD)
    desk.decide(year.id, "carry", "focal_point", "2023-12-05", {"rows": []})
    desk.perform()
    desk.decide(year.id, "closing", "district_chief", "2023-12-05", {})
    over(desk, "2024-01-05")
    assert stand(desk, year.id) == ("finished", "closed")
    desk.decide(plan, "plan_signed", "district_chief", "2024-01-05", {"result": "signed"})
    desk.perform()
    assert stand(desk, year.id)[0] == "open"
    desk.decide(plan, "plan_sent", "focal_point", "2024-01-05", LATE)
    desk.decide(plan, "plan_received", COORDINATOR, "2024-01-05", RECEIVED)
    noted: Json = {"meeting": "1/2567", "held_on": "2024-01-05"}
    desk.decide(plan, "province_noted", COORDINATOR, "2024-01-05", noted)
    assert stand(desk, plan) == ("finished", "accepted")
    assert stand(desk, year.id) == ("finished", "closed")
    assert verify_all(desk.office) == ()
