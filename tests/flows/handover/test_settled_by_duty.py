"""What a new Chief is asked and decides at its own gate is asked no longer: order and report."""

import pytest

from flows.verification import verify_all
from registry.rules.plain_values import Json
from tests.builders import Desk, a_desk
from tests.flows.handover.at_handovers import to, told
from tests.flows.year.at_quarter_reports import SHEET, reported
from tests.flows.year.at_quarters import a_year, on


def owed(desk: Desk) -> set[str | None]:
    """What handovers ask the Chief for."""
    return {gate.subject for gate in desk.gates() if gate.gate == "successor"}


@pytest.mark.parametrize(
    "said", [{"result": "sign"}, {"result": "changes", "items": ["ขอให้เพิ่มสาธารณสุขอำเภอ"]}]
)
def test_a_review_that_a_new_chief_is_asked_for_is_asked_no_longer_once_it_is_given(
    sqlite_url: str, said: Json
) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-24", {"result": "forward"})
    told(desk, "2022-06-27")
    to(desk, "2022-06-27")
    before = owed(desk)
    assert "order_draft" in before
    for path in desk.waits_at(order):
        if path.startswith("deputy_review"):  # the draft in the new Chief's name
            desk.decide(order, path, "focal_point", "2022-06-28", {"result": "forward"})
    assert "order_draft" in owed(desk)  # a Deputy forwards it, and decides nothing of it
    desk.decide(order, "chief_review", "district_chief", "2022-06-28", said)
    assert owed(desk) == before - {"order_draft"}
    assert verify_all(desk.office) == ()


def test_a_report_is_asked_for_until_the_last_that_waits_is_sent(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-04-03")
    for quarter in (1, 2):
        reported(desk, year, quarter, "2023-04-03", SHEET)
    told(desk, "2023-04-04", dated="2023-04-01")
    to(desk, "2023-04-04")
    before = owed(desk)
    assert "report" in before
    sent = [one.path for one in desk.gates(year) if one.gate == "report_sent"]
    assert len(sent) == 2
    for number, path in enumerate(sent):
        assert ("report" in owed(desk)) is (number < len(sent))
        paper: Json = {"paper": {"number": f"ชร 0117/{number}", "dated": "2023-04-05"}}
        desk.decide(year, path, "district_chief", "2023-04-05", paper)
    assert owed(desk) == before - {"report"}
    assert verify_all(desk.office) == ()
