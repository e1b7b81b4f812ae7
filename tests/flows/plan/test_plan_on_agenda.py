"""A plan on the agenda of the meeting that resolves on it (practice.md 10)."""

from datetime import date

from flows.capabilities import GATES
from flows.meeting.agenda import CONSIDERING, points
from flows.plan.amendments import amend_plan
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.plan.at_plans import received
from tests.flows.plan.plan_rows import AGREED, a_draft, a_row, drafted, plan_of

DRAFT = "ร่างแผนปฏิบัติการ ปีงบประมาณ พ.ศ. 2566"
AMENDED = "ร่างแผนปฏิบัติการฉบับแก้ไขเพิ่มเติม ปีงบประมาณ พ.ศ. 2566"


def considered(desk: Desk, work: int, held_on: str) -> list[str]:
    with desk.office.registry.reading() as connection:
        day = date.fromisoformat(held_on)
        agenda = points(connection, GATES, MAE_FAH_LUANG, "regular", day, work)
    return [one.th for one in agenda if one.item == CONSIDERING and one.th.startswith("ร่าง")]


def test_a_plan_stands_on_the_agenda_from_its_draft_to_the_committees_resolution(
    made_registry_url: str,
) -> None:
    desk, plan = drafted(made_registry_url)
    assert considered(desk, plan, "2022-08-29") == []
    assert considered(desk, plan, "2022-09-05") == [DRAFT]
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    # The minutes of the meeting that resolved on it begin from its agenda afterwards.
    assert considered(desk, plan, "2022-09-05") == [DRAFT]
    assert considered(desk, plan, "2022-12-05") == []


def test_a_version_that_amends_a_plan_is_called_that(sqlite_url: str) -> None:
    desk, plan = received(sqlite_url)
    assert considered(desk, plan, "2022-10-05") == []
    amend_plan(desk.office, MAE_FAH_LUANG, 2566, on=desk.on("2022-11-01"), recorded_by="coord")
    later = plan_of(desk, "2566/2")
    desk.decide(later, "plan_draft", "focal_point", "2022-11-02", a_draft([a_row(desk, "row-1")]))
    assert considered(desk, later, "2022-11-20") == [AMENDED]
