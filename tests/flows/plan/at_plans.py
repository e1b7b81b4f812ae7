"""A plan on its way through the committee, the Chief and the province."""

from desk.views.form_schema import filled
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, Desk
from tests.flows.plan.plan_rows import (
    sent,
)
from tests.readers import view_of
from tests.staged_desks import made_once

ADJUST: dict[str, Json] = {
    "result": "adjust",
    "remarks": [{"row": "row-2", "asked": "ระบุหมู่บ้าน"}],
}


def beforehand(desk: Desk, plan: int) -> list[str]:
    """What whoever decides at the plan's gate is to know."""
    (path,) = desk.waits_at(plan)
    with desk.office.registry.reading() as connection:
        return [one.th for one in filled(view_of(desk, connection), plan, path).beforehand]


RECEIVED: Json = {"result": "received"}


@made_once
def received(url: str) -> tuple[Desk, int]:
    desk, plan = sent(url)
    desk.decide(plan, "plan_received", COORDINATOR, "2022-09-28", RECEIVED)
    return desk, plan
