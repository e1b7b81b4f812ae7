"""A district whose plan is being written, and words for what is done to it."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from flows.decisions.start import start
from flows.plan.process import PlanDue, PlanStart
from flows.plan.working_copy import WorkingCopy, working_copy
from registry.models import PlanWorking
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.staged_desks import made_once

YEAR = 2566
CHIEF_SEAT = "executive.district_chief"
FOCAL = "focal_point"


@made_once
def writing_desk(url: str, on: str = "2022-07-04") -> tuple[Desk, int]:
    """A committee in force whose plan of the fiscal year 2566 waits to be drafted."""
    desk = a_desk(url)
    desk.to_order_signed()
    return desk, begin_plan_of(desk, desk.on(on).isoformat())


def begin_plan_of(desk: Desk, on: str = "2022-07-04", *, recorded_by: str = "coord") -> int:
    """The plan of Mae Fah Luang's fiscal year 2566, begun by itself; answers the instance."""
    day = date.fromisoformat(on)
    due = PlanDue(ends=max(date(2023, 9, 30), day.replace(year=day.year + 1)))
    given = PlanStart(district=MAE_FAH_LUANG, year=YEAR, due=due)
    begun = start(
        desk.office, "plan", MAE_FAH_LUANG, on=day, recorded_by=recorded_by, period=str(YEAR),
        params=lambda _: given,
    )  # fmt: skip
    return begun.instance


def copy_of(desk: Desk, instance: int) -> WorkingCopy:
    with desk.office.registry.reading() as connection:
        office = desk.office
        found = working_copy(connection, instance, office.declared.gates, office.registry.today)
        assert found is not None
        _ = found.readings
    return found


def a_row(**other: Any) -> dict[str, Any]:
    """The words of a whole row."""
    return {
        "group": "prevention",
        "activity": "อบรมให้ความรู้แก่ประชาชน",
        "duties": ["inspect_prevent_monitor"],
        "quarters": ["q1"],
        "lead": CHIEF_SEAT,
        **other,
    }


def rows_kept(desk: Desk) -> int:
    with desk.office.registry.reading() as connection:
        return connection.scalars(select(func.count(PlanWorking.id))).one()
