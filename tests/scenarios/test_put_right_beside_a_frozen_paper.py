"""What was said beside a paper that a decision froze was mistyped: it is put right, not the paper.

The plan that the province received, a quarter's report that was sent, adopted minutes, the page
that a new Chief signed.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from flows.decisions.correct import Correction, correct
from flows.verification import verify_all
from registry.queries.documents import DocumentRow, documents
from tests.builders import Desk
from tests.flows.handover.at_handovers import in_office, page
from tests.flows.year.at_quarter_figures import PATH, first_quarter
from tests.flows.year.at_quarters import a_year, held, minutes_adopted

Begun = tuple[Desk, int, str]


def plan_received(url: str) -> Begun:
    desk, _year = a_year(url)
    (plan,) = (one.id for one in desk.instances() if one.process == "plan")
    return desk, plan, "plan_received"


def report_sent(url: str) -> Begun:
    desk, year = first_quarter(url)
    nothing = {"result": "nil", "reason": "ไม่มีกิจกรรม"}
    desk.decide(year, PATH.format(1, 1), "focal_point", "2023-01-05", nothing)
    desk.decide(year, "report_sent", "district_chief", "2023-01-09", {})
    return desk, year, "report_sent"


def adopted(url: str) -> Begun:
    desk, _year = a_year(url)
    meeting = held(desk)
    minutes_adopted(desk, meeting)
    return desk, meeting, "committee_minutes_adopted"


def page_signed(url: str) -> Begun:
    desk, handover = in_office(url)
    page(desk, handover, "2022-10-05")
    return desk, handover, "receipt"


def frozen(desk: Desk) -> list[DocumentRow]:
    with desk.office.registry.reading() as connection:
        return [one for one in documents(connection) if one.status in ("signed", "adopted")]


@pytest.mark.parametrize("begun", [plan_received, report_sent, adopted, page_signed])
def test_what_was_said_beside_a_frozen_paper_is_put_right_and_the_paper_stays_as_it_was(
    sqlite_url: str, begun: Callable[[str], Begun]
) -> None:
    desk, instance, gate = begun(sqlite_url)
    before, waits = frozen(desk), desk.waits_at()
    assert before
    desk.clock.at += timedelta(hours=1)
    correct(desk.office, Correction(instance, gate, {"note": "ตกหล่น"}, "ตกหล่น", "coord"))
    desk.perform()
    assert (frozen(desk), desk.waits_at()) == (before, waits)
    assert verify_all(desk.office) == ()


def test_the_year_hears_once_of_a_version_whose_reception_is_put_right(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    (plan,) = (one.id for one in desk.instances() if one.process == "plan")
    before = [one.id for one in desk.entries(year)]
    said = Correction(plan, "plan_received", {"note": "ตกหล่น"}, "ตกหล่น", "coord")
    correct(desk.office, said)
    assert [one.id for one in desk.entries(year)] == before
