"""Days of acts and of papers, whatever the gate."""

import pytest

from flows.decisions.correct import Correction, correct
from flows.decisions.refusals import ActInFuture
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, Desk, a_desk

AHEAD: Json = {"number": "ชร 1518/1", "dated": "2022-07-01"}


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def at_delegation(desk: Desk) -> int:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    desk.on("2022-06-30")
    return first


def test_an_old_order_is_not_dated_after_the_day_on_which_it_was_found(desk: Desk) -> None:
    first = desk.start()
    paper = {"heading_th": "คำสั่งอำเภอแม่ฟ้าหลวง", "number": "5/2565", "subject_th": "แต่งตั้งศูนย์"}
    found: Json = {
        "finding": "in_force", "purpose": "replace", "earlier": {**paper, "dated": "2022-06-03"},
    }  # fmt: skip
    with pytest.raises(ActInFuture) as told:
        desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", found)
    assert told.value.field == "earlier.dated"


def test_no_paper_that_an_answer_names_is_dated_after_today(desk: Desk) -> None:
    first = at_delegation(desk)
    deputy: dict[str, Json] = {"deputy": "deputy_district_chief/1"}
    with pytest.raises(ActInFuture) as told:
        desk.decide(first, "delegation", "district_chief", "2022-06-09", {**deputy, "paper": AHEAD})
    assert told.value.field == "paper.dated"
    desk.on("2022-07-01")
    desk.decide(first, "delegation", "district_chief", "2022-06-09", {**deputy, "paper": AHEAD})


def test_nor_does_a_correction_date_it_so(desk: Desk) -> None:
    first = at_delegation(desk)
    deputy: Json = {"deputy": "deputy_district_chief/1"}
    desk.decide(first, "delegation", "district_chief", "2022-06-09", deputy)
    later = Correction(first, "delegation", {"paper": AHEAD}, reason="ลืมเลขที่", recorded_by="coord")
    with pytest.raises(ActInFuture):
        correct(desk.office, later)
