"""What an adoption ended or stopped goes on once the adoption is withdrawn."""

from typing import Any

import pytest
from sqlalchemy import select

from flows.decisions.correct import Correction, correct
from flows.decisions.rotate import rotate
from flows.decisions.stop import stop
from flows.dissolution.followed_withdrawal import RestsOnResumed
from flows.handover.process import HandoverOutcome
from registry.models import EffectRequest
from registry.queries.documents import documents
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import SECOND, Desk
from tests.flows.dissolution.at_adoption_withdrawals import (
    CONFIRMED,
    D,
    given_up_for_an_adoption,
    open_handovers,
    problems,
    undone,
    what_stands,
    withdrawn,
)
from tests.flows.dissolution.at_later_committees import (
    registered,
    take,
)
from tests.flows.order.at_amendments import sign
from tests.flows.year.at_quarters import on as until
from tests.registry.records.at_adoptions import FULL


def how_all_stands(desk: Desk) -> tuple[list[Any], list[Any], list[Any]]:
    """Each process with where it stands, what waits, and which papers may be signed."""
    with desk.office.registry.reading() as connection:
        papers = [(one.id, one.status) for one in documents(connection, district=D)]
    states = [(one.id, one.status, one.phase) for one in desk.instances()]
    return states, sorted((one.instance_id, one.path) for one in desk.gates()), papers


def test_an_establishment_that_gave_way_to_an_adoption_goes_on_once_that_is_withdrawn(
    made_registry_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(made_registry_url)
    before = how_all_stands(desk)
    stopped = {one.id for one in desk.instances()}
    taken_in_instead(desk, first)
    stood = how_all_stands(desk)
    assert {one.status for one in desk.instances() if one.id in stopped} == {"stopped"}
    work = withdrawn(desk, "2022-07-12")
    states, gates, papers = how_all_stands(desk)
    assert [one for one in states if one[0] in stopped] == before[0]
    assert (gates, papers) == before[1:]
    assert problems(desk) == []
    undone(desk, work)
    states, gates, papers = how_all_stands(desk)
    assert [one for one in states if one[0] != work] == stood[0]
    assert [one for one in gates if one[0] != work] == stood[1]
    assert papers == stood[2]
    assert problems(desk) == []
    gate = "confirm_adoption_withdrawal"
    desk.decide(work, gate, SECOND, "2022-07-12", CONFIRMED, recorded_by="coord2")
    assert how_all_stands(desk)[1:] == before[1:]
    assert problems(desk) == []


def test_an_establishment_that_goes_on_has_its_seats_and_comes_to_its_order(
    made_registry_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(made_registry_url)
    order, before = desk.order(), what_stands(desk)["seats"]
    taken_in_instead(desk, first)
    stood = what_stands(desk)["seats"]
    work = withdrawn(desk, "2022-07-12")
    assert what_stands(desk)["seats"] == before != stood
    undone(desk, work)
    assert what_stands(desk)["seats"] == stood
    gate = "confirm_adoption_withdrawal"
    desk.decide(work, gate, SECOND, "2022-07-12", CONFIRMED, recorded_by="coord2")
    sign(desk, order, "12/2565", "2022-07-08")
    assert registered(desk) == [("12/2565", "2022-07-08", None)]
    assert problems(desk) == []


def test_a_handover_that_ended_for_a_committee_that_was_never_there_is_begun_for_what_goes_on(
    sqlite_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(sqlite_url)
    taken_in_instead(desk, first)
    desk.on("2022-07-14")
    chief_comes(desk, "301/2565", "2022-07-12", name_th="ใหม่ มาแทน")
    chief_comes(desk, "302/2565", "2022-07-13", name_th="ถัดไป มาแทน")
    until(desk, "2022-08-20")
    (void,) = [one for one in desk.instances() if one.outcome == HandoverOutcome.SUPERSEDED]
    assert void.period == "2022-07-12"
    withdrawn(desk, "2022-08-20")
    assert open_handovers(desk) == [(D, "2022-07-13")]
    chief_comes(desk, "302/2565", "2022-07-13", name_th="ถัดไป มาแทน", called_off=True)
    assert open_handovers(desk) == [(D, "2022-07-12")]
    assert next(one for one in desk.instances() if one.id == void.id).status == "finished"
    assert problems(desk) == []
    with desk.office.registry.reading() as connection:
        went_wrong = [*connection.scalars(select(EffectRequest.last_error))]
    assert not any(went_wrong), "no day lies ahead of it, and its papers are made all the same"


def chief_comes(desk: Desk, number: str, on: str, **row: Json) -> None:
    move: Json = {"district": D, "on": on, "title_th": "นาง", **row}
    said = {"number": number, "dated": "2022-07-11", "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(said), recorded_by="coord")
    desk.perform()


def test_the_corrected_reason_of_a_withdrawal_ends_nothing_that_went_on_or_was_begun_since(
    sqlite_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(sqlite_url)
    taken_in_instead(desk, first)
    work = withdrawn(desk, "2022-07-12")
    stands = how_all_stands(desk)
    gate, reason = "confirm_adoption_withdrawal", {"reason": "ตรวจกับแฟ้มแล้ว"}
    correct(desk.office, Correction(work, gate, {**reason}, "เพิ่มเหตุผล", "coord2"))
    assert how_all_stands(desk) == stands
    assert problems(desk) == []


def taken_in_instead(desk: Desk, first: int) -> None:
    take(desk, FULL, instead_of=first, reason="เป็นคณะกรรมการเดิม")


def test_no_withdrawal_is_undone_once_the_establishment_that_goes_on_has_gone_further(
    sqlite_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(sqlite_url)
    taken_in_instead(desk, first)
    work = withdrawn(desk, "2022-07-12")
    order = desk.order()
    desk.decide(order, "deputy_review", "focal_point", "2022-07-13", {"result": "forward"})
    with pytest.raises(RestsOnResumed):
        undone(desk, work)


def test_an_establishment_that_was_stopped_for_a_reason_of_its_own_stays_stopped(
    sqlite_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(sqlite_url)
    on = desk.office.registry.today
    stop(desk.office, first, reason="เริ่มผิดอำเภอ", on=on, recorded_by="coord")
    desk.on("2022-07-11")
    take(desk, FULL)
    withdrawn(desk, "2022-07-12")
    assert next(one.status for one in desk.instances() if one.id == first) == "stopped"


def test_what_goes_on_once_an_adoption_is_withdrawn_hears_which_chief_came_meanwhile(
    sqlite_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(sqlite_url)
    taken_in_instead(desk, first)
    desk.on("2022-07-13")
    chief_comes(desk, "301/2565", "2022-07-12", name_th="ใหม่ มาแทน")
    assert open_handovers(desk) == [(D, "2022-07-12")]
    (void,) = [one.id for one in desk.instances() if one.process == "handover"]
    withdrawn(desk, "2022-07-14")
    assert open_handovers(desk) == [(D, "2022-07-12")]
    assert void not in {one.id for one in desk.instances() if one.status == "open"}
    heard = [one.body["event"] for one in desk.entries(desk.order()) if one.kind == "event"]
    assert {*heard} == {"chief_rotated"}
    assert problems(desk) == []
