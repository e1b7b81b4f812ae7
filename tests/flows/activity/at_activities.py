"""Activities beyond the plan that are called and told."""

from datetime import date
from typing import Any

from flows.decisions.telling import tell
from flows.engine.decision import Decision, Receipt
from flows.engine.replay import Process
from tests.builders import MAE_FAH_LUANG, Desk

CHIEF = f"{MAE_FAH_LUANG}/district_chief"
CAMPAIGN = {
    "activity_kind": "campaign", "took_place_on": "2022-07-10", "convener": CHIEF,
    "participants": ["community", "members"], "women": 40, "men": 22,
}  # fmt: skip
ACROSS = {
    "activity_kind": "cross_border_meeting", "took_place_on": "2022-07-12", "convener": CHIEF,
    "counterpart": "mm_police",
}  # fmt: skip
CALLED = {
    "contacted_on": "2022-07-11", "counterpart": "mm_police", "channel": "telephone",
    "subject": "repatriation", "outcome": "agreed",
}  # fmt: skip


def told(desk: Desk, process: Process, answer: dict[str, Any], on: str = "2022-07-20") -> Receipt:
    said = Decision(0, "", "focal_point", date.fromisoformat(on), answer, "coord")
    return tell(desk.office, process, MAE_FAH_LUANG, said)
