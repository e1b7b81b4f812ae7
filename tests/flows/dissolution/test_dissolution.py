"""A committee ends by an order and by two people; what it left stays."""

from datetime import date

import pytest

from desk.views.district_status import State, standings
from desk.views.view import View
from flows.decisions.days import ActEarlier
from flows.decisions.refusals import SamePerson
from flows.decisions.start import start
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.dissolution.followed_ending import RestsOnNewCommittee
from flows.dissolution.recordings import NoCommitteeEnds, OrderUnsigned
from flows.engine.misfit import AnswerUnfit
from flows.order.queue import order_again
from registry.queries.documents import documents
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, SECOND, Desk, a_desk
from tests.flows.order.at_amendments import (
    at_work,
    begun as amending,
    in_force,
    keys,
    sign,
)

ENDS: dict[str, Json] = {"number": "40/2565", "dated": "2022-10-01", "reason": "ยุบรวมอำเภอ"}
CONFIRMED: Json = {"result": "confirmed"}


def begun(desk: Desk) -> int:
    day = desk.on("2022-10-03")
    return start(desk.office, "dissolution", MAE_FAH_LUANG, on=day, recorded_by="coord").instance


def ordered(desk: Desk) -> int:
    work = begun(desk)
    desk.decide(work, "ending_order", COORDINATOR, "2022-10-03", ENDS, evidence=[SCAN])
    return work


def test_what_stops_is_told_before_by_what_it_is_called(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    work = begun(desk)
    told = desk.decide(work, "ending_order", COORDINATOR, "2022-10-03", ENDS, evidence=[SCAN])
    (warning,) = told.warnings
    assert warning.th.startswith("การจัดตั้งคณะกรรมการ (เรื่องเลขที่ 1)")
    assert warning.en.startswith("Establishment of the committee (instance 1) stops")


def test_until_a_second_person_confirms_it_nothing_ends(made_registry_url: str) -> None:
    desk = at_work(made_registry_url)
    before = keys(desk, "2022-10-05")
    work = ordered(desk)
    assert keys(desk, "2022-10-05") == before
    with pytest.raises(SamePerson):
        desk.decide(work, "confirm_ending", COORDINATOR, "2022-10-04", CONFIRMED)
    assert in_force(desk, "2022-10-05") == [("new", "12/2565")]


def test_orders_and_seats_end_on_the_papers_day_and_open_work_stops(made_registry_url: str) -> None:
    desk = at_work(made_registry_url)
    with desk.office.registry.reading() as connection:
        papers = [one.id for one in documents(connection, district=MAE_FAH_LUANG)]
    work = ordered(desk)
    desk.decide(work, "confirm_ending", SECOND, "2022-10-04", CONFIRMED, recorded_by="coord2")
    assert (keys(desk, "2022-10-01"), in_force(desk, "2022-10-01")) == (set(), [])
    assert keys(desk, "2022-09-30")
    assert in_force(desk, "2022-09-30") == [("new", "12/2565")]
    how = {one.process: (one.status, one.outcome) for one in desk.instances()}
    assert how["dissolution"] == ("finished", "dissolved")
    assert how["establishment"] == ("stopped", None)
    with desk.office.registry.reading() as connection:
        left = {one.id for one in documents(connection, district=MAE_FAH_LUANG)}
    assert left >= set(papers)


def test_a_district_whose_committee_ended_is_told_apart_from_one_that_never_had_any(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    work = ordered(desk)
    desk.decide(work, "confirm_ending", SECOND, "2022-10-04", CONFIRMED, recorded_by="coord2")
    assert state_on(desk, "2022-09-30") is not State.DISSOLVED
    assert state_on(desk, "2022-10-01") is State.DISSOLVED
    desk.start(on="2022-10-10")
    assert state_on(desk, "2022-10-10") is State.IN_PROGRESS


def state_on(desk: Desk, day: str) -> State:
    """Where the district stands on that day."""
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date.fromisoformat(day))
        return standings(view, [MAE_FAH_LUANG])[MAE_FAH_LUANG].state


def test_an_end_is_withdrawn_until_another_committee_is_being_founded(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    work = ordered(desk)
    desk.decide(work, "confirm_ending", SECOND, "2022-10-04", CONFIRMED, recorded_by="coord2")
    founded = desk.start(on="2022-10-10")
    with pytest.raises(RestsOnNewCommittee):
        withdraw(desk.office, work, "confirm_ending", reason="ผิดอำเภอ", recorded_by="coord")
    stop(desk.office, founded, reason="ผิดอำเภอ", on=desk.on("2022-10-10"), recorded_by="coord")
    withdraw(desk.office, work, "confirm_ending", reason="ผิดอำเภอ", recorded_by="coord")
    assert in_force(desk, "2022-10-10") == [("new", "12/2565")]


def test_what_does_not_fit_its_paper_is_asked_again(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    work = ordered(desk)
    no: Json = {"result": "not_so", "reason": "เลขที่ไม่ตรง"}
    desk.decide(work, "confirm_ending", SECOND, "2022-10-04", no, recorded_by="coord2")
    assert desk.waits_at(work) == ["ending_order#2"]
    assert in_force(desk, "2022-10-05") == [("new", "12/2565")]


def test_no_committee_ends_while_its_order_is_under_way(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    day = desk.on("2022-10-02")
    order_again(desk.office, MAE_FAH_LUANG, "amend", on=day, recorded_by="coord")
    work = begun(desk)
    with pytest.raises(OrderUnsigned):
        desk.decide(work, "ending_order", COORDINATOR, "2022-10-03", ENDS, evidence=[SCAN])


def test_only_a_committee_whose_order_is_in_force_ends(sqlite_url: str) -> None:
    with pytest.raises(NoCommitteeEnds):
        begun(a_desk(sqlite_url))


def test_no_committee_ends_before_its_order_was_in_force(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    work = begun(desk)
    early: Json = {**ENDS, "dated": "2022-06-23"}
    with pytest.raises(NoCommitteeEnds):
        desk.decide(work, "ending_order", COORDINATOR, "2022-10-03", early, evidence=[SCAN])


def test_no_committee_ends_by_an_order_that_a_later_one_follows(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    sign(desk, amending(desk), "41/2565", "2022-10-02")
    desk.perform()
    before = in_force(desk, "2022-10-05")
    work = begun(desk)
    with pytest.raises(ActEarlier) as refused:
        desk.decide(work, "ending_order", COORDINATOR, "2022-10-03", ENDS, evidence=[SCAN])
    assert refused.value.field == "dated"
    assert in_force(desk, "2022-10-05") == before


def test_where_all_that_is_checked_is_the_field_that_is_missing_that_alone_is_told(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    work = begun(desk)
    undated = {key: value for key, value in ENDS.items() if key != "dated"}
    with pytest.raises(AnswerUnfit) as refused:
        desk.decide(work, "ending_order", COORDINATOR, "2022-10-03", undated, evidence=[SCAN])
    assert refused.value.field == "dated"
