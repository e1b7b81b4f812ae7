"""One order of a district is open at a time: what is asked for meanwhile waits its turn."""

from datetime import date
from typing import Any

import pytest

from flows.decisions.refusals import ActInFuture
from flows.decisions.stop import stop
from flows.order.amendment import NoOrderInForce
from flows.order.queue import (
    BegunOrder,
    Kind,
    NoOrderWaits,
    order_again,
    take_back_waiting,
    waiting_orders,
)
from registry.records.rights import MayNot
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.order.at_amendments import LEAVES, at_work, begun, in_force, sign
from tests.flows.order.at_withdrawals import SEATS, leaves, with_agency


def asked(desk: Desk, kind: Kind, on: str = "2022-09-05", by: str = "coord") -> BegunOrder:
    return order_again(desk.office, MAE_FAH_LUANG, kind, on=desk.on(on), recorded_by=by)


def waits(desk: Desk) -> list[tuple[str, int]]:
    with desk.office.registry.reading() as connection:
        found = waiting_orders(connection, MAE_FAH_LUANG)
    return [(one.purpose, one.behind) for one in found]


def open_order(desk: Desk) -> Any:
    (found,) = (one for one in desk.instances() if (one.process, one.status) == ("order", "open"))
    return found


def start_of(desk: Desk, order: int) -> dict[str, Any]:
    said: dict[str, Any] = desk.entries(order)[0].body["start"]
    return said


def test_a_second_order_waits_and_begins_as_the_first_is_signed(made_registry_url: str) -> None:
    desk = at_work(made_registry_url)
    first = begun(desk)
    assert asked(desk, "replace") == BegunOrder(MAE_FAH_LUANG, first, waits=True)
    assert waits(desk) == [("replace", first)]
    sign(desk, first, "30/2565", "2022-09-15")
    desk.perform()
    second = open_order(desk)
    assert waits(desk) == []
    assert second.started_on == date(2022, 9, 15)
    assert desk.waits_at(second.id) == ["amendment"]
    said = start_of(desk, second.id)
    assert (said["kind"], said["in_force"]) == ("replace", True)
    sign_second(desk, second.id)
    assert in_force(desk, "2022-09-30") == [("replace", "31/2565")]


def sign_second(desk: Desk, order: int) -> None:
    answer: Json = {"changes": [{"change": "remove", "key": "prevention.womens_group_leader"}]}
    desk.decide(order, "amendment", "focal_point", "2022-09-20", answer)
    desk.perform()
    bases: Json = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    desk.decide(order, "legal_bases", "57/psdhs_coordinator/1", "2022-09-20", bases)
    desk.perform()
    sign(desk, order, "31/2565", "2022-09-28")


def test_what_amends_names_the_order_that_is_in_force_when_its_turn_comes(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    first = begun(desk, "replace", {"changes": LEAVES["changes"]})
    asked(desk, "amend")
    sign(desk, first, "30/2565", "2022-09-15")
    desk.perform()
    assert start_of(desk, open_order(desk).id)["earlier"]["number"] == "30/2565"


def test_it_begins_as_well_where_the_first_is_stopped(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    first = begun(desk)
    asked(desk, "amend")
    stop(desk.office, first, reason="เริ่มใหม่", on=desk.on("2022-09-06"), recorded_by="coord")
    second = open_order(desk)
    assert second.started_on == date(2022, 9, 6)
    assert start_of(desk, second.id)["earlier"]["number"] == "12/2565"


def test_several_wait_in_the_order_in_which_they_were_asked_for(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    first = begun(desk)
    asked(desk, "amend")
    asked(desk, "replace")
    asked(desk, "amend")
    assert waits(desk) == [("amend", first), ("replace", first)]
    stop(desk.office, first, reason="เริ่มใหม่", on=desk.on("2022-09-06"), recorded_by="coord")
    second = open_order(desk).id
    assert waits(desk) == [("replace", second)]
    stop(desk.office, second, reason="เริ่มใหม่", on=desk.on("2022-09-07"), recorded_by="coord")
    assert start_of(desk, open_order(desk).id)["kind"] == "replace"
    assert waits(desk) == []


def test_what_waits_is_taken_back_by_who_may_begin_it(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    first = begun(desk)
    asked(desk, "replace")
    with pytest.raises(MayNot):
        take_back_waiting(desk.office, MAE_FAH_LUANG, ["replace"], recorded_by="5715.chief")
    with pytest.raises(NoOrderWaits):
        take_back_waiting(desk.office, MAE_FAH_LUANG, ["amend"], recorded_by="coord")
    assert waits(desk) == [("replace", first)]
    take_back_waiting(desk.office, MAE_FAH_LUANG, ["replace"], recorded_by="coord2")
    assert waits(desk) == []
    sign(desk, first, "30/2565", "2022-09-15")
    desk.perform()
    assert [one for one in desk.instances() if (one.process, one.status) == ("order", "open")] == []


def test_what_may_not_begin_does_not_wait_either(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_first_draft("2022-09-01")
    with pytest.raises(NoOrderInForce):
        asked(desk, "amend")
    assert waits(desk) == []


def test_who_may_begin_no_order_has_none_wait_either(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    begun(desk)
    with pytest.raises(MayNot):
        asked(desk, "amend", by="5715.chief")
    with pytest.raises(ActInFuture):
        order_again(desk.office, MAE_FAH_LUANG, "amend", on=date(2023, 1, 1), recorded_by="coord")
    assert waits(desk) == []


def test_the_end_of_the_first_and_the_beginning_of_the_second_are_one_transaction(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at_work(sqlite_url)
    first = begun(desk)
    asked(desk, "replace")
    day = desk.on("2022-09-06")
    monkeypatch.setattr("flows.order.queue.begin", lambda *_: (_ for _ in ()).throw(OSError))
    with pytest.raises(OSError):  # noqa: PT011 — as any fault in beginning it
        stop(desk.office, first, reason="เริ่มใหม่", on=day, recorded_by="coord")
    monkeypatch.undo()
    assert open_order(desk).id == first
    assert waits(desk) == [("replace", first)]
    stop(desk.office, first, reason="เริ่มใหม่", on=day, recorded_by="coord")
    assert start_of(desk, open_order(desk).id)["kind"] == "replace"


def test_the_amendment_of_a_withdrawal_begins_where_the_order_before_it_did_not_tell_of_it(
    sqlite_url: str,
) -> None:
    desk = with_agency(sqlite_url)
    first = begun(desk)
    assert leaves(desk).waits_behind == first
    assert waits(desk) == [("withdrawal", first)]
    sign(desk, first, "30/2565", "2022-09-15")  # drafted while the agency had its seats
    desk.perform()
    second = open_order(desk).id
    desk.decide(second, "amendment", "focal_point", "2022-09-16", {})


def test_the_amendment_of_a_withdrawal_is_not_begun_where_the_order_before_it_told_of_it(
    sqlite_url: str,
) -> None:
    desk = with_agency(sqlite_url)
    strikes: Json = {"changes": [{"change": "remove", "key": min(SEATS)}]}
    first = begun(desk, answer=strikes)
    leaves(desk)
    again: Json = {"result": "changes", "items": ["ตรวจคำผิด"]}
    desk.decide(first, "deputy_review", "focal_point", "2022-09-06", again)
    replies: Json = {"replies": [{"item": 1, "done": True}]}
    desk.decide(first, "revise_draft", "focal_point", "2022-09-06", replies)
    desk.perform()
    sign(desk, first, "31/2565", "2022-09-12")
    desk.perform()
    assert [one for one in desk.instances() if (one.process, one.status) == ("order", "open")] == []
    why = [e.body["reason"] for e in desk.entries(first) if e.kind == "superseding"]
    assert why == ["next_nothing_left"]
