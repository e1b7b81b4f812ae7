"""Rows of plans for the tests, led by seats that the small committee has."""

from collections.abc import Sequence
from datetime import date

from flows.plan.leads import plan_seats
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.order.at_amendments import at_work
from tests.flows.year.at_openings import opened, opens_from
from tests.staged_desks import made_once

POLICE, LAO, CHIEF = "police_superintendent", "lao_president", "district_chief"
ENDORSED: Json = {"result": "endorsed"}
AGREED: Json = {"result": "agreed", "meeting": "4/2565", "held_on": "2022-09-05"}


def seat(desk: Desk, kind: str) -> str:
    """The key of the first seat of that kind."""
    with desk.office.registry.reading() as connection:
        found = plan_seats(connection, MAE_FAH_LUANG, desk.office.registry.today)
    return next(key for key, one in found.items() if one.kind == kind)


def a_row(desk: Desk, key: str, kind: str = POLICE, **more: Json) -> dict[str, Json]:
    """A row that is complete, led by the seat of that kind."""
    return {
        "key": key, "group": "prevention", "kind": "watch_groups",
        "activity": f"กลุ่มเฝ้าระวัง {key}", "duties": ["inspect_prevent_monitor"],
        "quarters": ["q1", "q2"], "lead": seat(desk, kind), "days": 4, "target": "6",
        "unit": "หมู่บ้าน", **more,
    }  # fmt: skip


def a_draft(rows: Sequence[Json]) -> dict[str, Json]:
    """A draft of those rows."""
    return {"situation": "ชายแดนยาว มีช่องทางธรรมชาติ", "rows": [*rows]}


@made_once
def planning(url: str) -> tuple[Desk, int]:
    """A committee whose plan of 2566 is asked for; answers the plan's instance."""
    desk = at_work(url)
    opens_from(desk, 2566)
    desk.on(date(2022, 7, 5))
    opened(desk)
    return desk, plan_of(desk)


def plan_of(desk: Desk, period: str = "2566") -> int:
    """The instance of the plan of that period."""
    return next(one.id for one in desk.instances() if (one.process, one.period) == ("plan", period))


@made_once
def drafted(url: str) -> tuple[Desk, int]:
    """The same with a draft of two rows: of the police and of a local government."""
    desk, plan = planning(url)
    rows = [a_row(desk, "row-1"), a_row(desk, "row-2", LAO)]
    desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", a_draft(rows))
    return desk, plan


@made_once
def endorsed(url: str) -> tuple[Desk, int]:
    """The same, resolved on and endorsed by both heads."""
    desk, plan = drafted(url)
    to_be_signed(desk, plan)
    return desk, plan


def to_be_signed(desk: Desk, plan: int) -> None:
    """The draft is resolved on and endorsed by the heads whom it names."""
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    for path in desk.waits_at(plan):
        desk.decide(plan, path, "focal_point", "2022-09-12", ENDORSED)


@made_once
def sent(url: str) -> tuple[Desk, int]:
    """The same, signed by the Chief and sent to the province."""
    desk, plan = endorsed(url)
    to_be_received(desk, plan)
    return desk, plan


def to_be_received(desk: Desk, plan: int) -> None:
    """The plan is signed by the Chief and sent to the province."""
    desk.decide(plan, "plan_signed", "district_chief", "2022-09-20", {"result": "signed"})
    letter: Json = {"paper": {"number": "ชร 1518/120", "dated": "2022-09-22"}}
    desk.decide(plan, "plan_sent", "focal_point", "2022-09-22", letter)
