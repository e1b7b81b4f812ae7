"""E11 at the reception: one accepts, another returns from a page that was loaded before."""

import pytest

from flows.decisions.refusals import AlreadyDecided
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, SECOND
from tests.flows.plan.plan_rows import sent

RECEIVED: Json = {"result": "received"}
RETURNED: Json = {"result": "adjust", "remarks": [{"row": "row-2", "asked": "ระบุหมู่บ้าน"}]}


def test_exactly_one_wins_and_the_other_is_told_by_whom_and_when(made_registry_url: str) -> None:
    desk, plan = sent(made_registry_url)
    seen = desk.gates(plan)[0].about
    desk.decide(plan, "plan_received#1", COORDINATOR, "2022-09-28", RECEIVED, about=seen)
    with pytest.raises(AlreadyDecided) as refused:
        desk.decide(
            plan, "plan_received#1", SECOND, "2022-09-28", RETURNED, about=seen,
            recorded_by="coord2",
        )  # fmt: skip
    assert "Prasan Dee" in refused.value.sentence.en
    said = [one for one in desk.entries(plan) if one.gate == "plan_received"]
    assert [one.body["answer"]["result"] for one in said] == ["received"]
    assert desk.waits_at(plan) == ["province_noted"]


def test_a_double_click_gives_one_transition(sqlite_url: str) -> None:
    desk, plan = sent(sqlite_url)
    desk.decide(plan, "plan_received#1", COORDINATOR, "2022-09-28", RECEIVED)
    with pytest.raises(AlreadyDecided):
        desk.decide(plan, "plan_received#1", COORDINATOR, "2022-09-28", RECEIVED)
