"""A committee ends and another follows, established or taken in: the first stays as it ended."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desk.imports.adoption_record import recorded_rows
from flows.adoption.adopt import AdoptedCommittee, preview
from flows.adoption.form_committee import CommitteeMeantOtherwise
from flows.capabilities import net
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.dissolution.followed_ending import RestsOnNewCommittee, RestsOnNewOrder
from flows.verification import verify_all
from registry.queries.history import past_events
from registry.queries.office_holders import holders
from registry.queries.seats import seats
from registry.records.adoption_form import FormUnfit, read_form
from registry.records.adoption_rows import raw_of
from tests.builders import COORDINATOR, SCAN, SECOND as SECOND_PERSON, Desk, a_desk
from tests.desk.cli.terminal import tables
from tests.flows.dissolution.at_endings import dissolved
from tests.flows.dissolution.at_later_committees import (
    D,
    _orders,
    establishments,
    later_form,
    registered,
    take,
)
from tests.registry.records.at_adoptions import FULL, ORDER

FIRST, SECOND, THIRD = "2022-08-01", "2022-09-15", "2022-11-01"


def meant(desk: Desk, data: dict[str, Any]) -> str:
    """Of which committee the form is, as its preview says."""
    form = read_form(raw_of(data), net(), today=desk.office.registry.today, district=D)
    return preview(desk.office, D, form, recorded_by="coord").meant.key


def old_committee(desk: Desk) -> AdoptedCommittee:
    """The committee of 2019 is taken in."""
    desk.on("2022-06-20")
    return take(desk, FULL)


def established(desk: Desk) -> None:
    """The committee's order of 1 July 2022 is signed."""
    desk.to_order_signed()


def sitting(desk: Desk, day: str) -> list[str]:
    """Who sits in the seats of the day, by name or by the office that has the seat."""
    with desk.office.registry.reading() as connection:
        on = date.fromisoformat(day)
        return [
            held.name.th
            for seat in seats(connection, D, on)
            if seat.office is not None
            for held in holders(connection, seat.office, on)
        ]


def refused(desk: Desk, ending: int) -> Exception:
    with pytest.raises((RestsOnNewOrder, RestsOnNewCommittee)) as rests:
        withdraw(desk.office, ending, "confirm_ending", reason="ผิดอำเภอ", recorded_by="coord")
    return rests.value


def test_a_committee_that_was_taken_in_ends_and_another_is_taken_in_twice(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    old = old_committee(desk)
    first = dissolved(desk, FIRST)
    desk.on(SECOND)
    next_one = take(desk, later_form("50/2565", "10 ก.ย. 2565"))
    assert next_one.instance != old.instance
    assert next_one.waits_at == ("inception_date",)
    assert registered(desk) == [
        ("45/2562", "2019-05-07", "2022-07-31"), ("50/2565", "2022-09-10", None),
    ]  # fmt: skip
    assert sitting(desk, "2022-07-31") == ["นายสมมุติ หนึ่ง"]
    assert sitting(desk, "2022-08-15") == []
    assert sitting(desk, SECOND) == ["นางถัดไป สอง"]
    told = refused(desk, first)
    assert isinstance(told, RestsOnNewOrder)
    assert "50/2565" in str(told)

    second = dissolved(desk, "2022-10-10")
    desk.on(THIRD)
    last = take(desk, later_form("60/2565", "20 ต.ค. 2565"))
    assert establishments(desk) == ["finished", "stopped", "open"]
    assert last.waits_at == ("inception_date",)
    assert [number for number, _, _ in registered(desk)] == ["45/2562", "50/2565", "60/2565"]
    for ending, later in ((first, "50/2565"), (second, "60/2565")):
        assert later in str(refused(desk, ending))
    assert verify_all(desk.office) == ()


def test_the_form_of_the_next_committee_may_be_read_again_and_corrected(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    old_committee(desk)
    dissolved(desk, FIRST)
    desk.on(SECOND)
    form = later_form("50/2565", "10 ก.ย. 2565")
    next_one = take(desk, form)
    again = take(desk, form)
    assert (again.count("new"), again.count("changed"), again.instance) == (0, 0, next_one.instance)
    put_right = take(desk, later_form("51/2565", "10 ก.ย. 2565", figures=FULL["figures"]))
    assert put_right.count("changed") == 1
    assert [number for number, _, _ in registered(desk)] == ["45/2562", "51/2565"]
    assert sitting(desk, "2022-07-31") == ["นายสมมุติ หนึ่ง"]
    with desk.office.registry.reading() as connection:
        told = past_events(connection, D)
    assert [one.body["number"] for one in told if one.kind == "order"] == ["51/2565"]
    assert [one.kind for one in told].count("meeting") == 1  # the district's past stays told
    assert verify_all(desk.office) == ()


def test_what_the_ended_committee_did_is_no_step_of_the_next(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    old_committee(desk)
    dissolved(desk, FIRST)
    desk.on(SECOND)
    past = {name: FULL[name] for name in ("steps", "meetings", "trainings")}
    done = take(desk, later_form("50/2565", "10 ก.ย. 2565", **past))
    assert done.waits_at == ("inception_date",)


def test_a_committee_that_was_established_ends_and_another_is_taken_in(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    established(desk)
    before = sitting(desk, "2022-07-02")
    ending = dissolved(desk, FIRST)
    desk.on(SECOND)
    done = take(desk, later_form("50/2565", "10 ก.ย. 2565"))
    assert done.waits_at == ("inception_date",)
    assert establishments(desk) == ["stopped", "open"]
    assert registered(desk) == [
        ("12/2565", "2022-07-01", "2022-07-31"), ("50/2565", "2022-09-10", None),
    ]  # fmt: skip
    assert sitting(desk, "2022-07-02") == before
    assert sitting(desk, SECOND) == ["นางถัดไป สอง"]
    assert "50/2565" in str(refused(desk, ending))
    assert verify_all(desk.office) == ()


def test_a_committee_that_was_taken_in_ends_and_another_is_established(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    old_committee(desk)
    ending = dissolved(desk, FIRST)
    desk.on(SECOND)
    first = desk.start(on=SECOND)
    desk.decide(first, "earlier_order", COORDINATOR, SECOND, {"finding": "none"})
    told = refused(desk, ending)
    assert isinstance(told, RestsOnNewCommittee)
    assert str(first) in str(told)
    stop(desk.office, first, reason="ผิดอำเภอ", on=date(2022, 9, 15), recorded_by="coord")
    withdraw(desk.office, ending, "confirm_ending", reason="ผิดอำเภอ", recorded_by="coord")
    assert registered(desk) == [("45/2562", "2019-05-07", None)]
    assert sitting(desk, SECOND) == ["นายสมมุติ หนึ่ง"]
    assert verify_all(desk.office) == ()


def test_an_establishment_begun_after_the_end_gives_way_to_the_committee_that_is_taken_in(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    established(desk)
    dissolved(desk, FIRST)
    first = desk.start(on=SECOND)
    done = take(
        desk, later_form("50/2565", "10 ก.ย. 2565"), instead_of=first, reason="มีคณะกรรมการแล้ว"
    )
    assert establishments(desk) == ["stopped", "stopped", "open"]
    assert done.waits_at == ("inception_date",)


@pytest.mark.parametrize("begun", [old_committee, established])
def test_the_committee_that_ended_is_not_taken_in_again(
    sqlite_url: str, begun: Callable[[Desk], object]
) -> None:
    desk = a_desk(sqlite_url)
    begun(desk)
    ending = dissolved(desk, FIRST)
    before = registered(desk)
    with pytest.raises(FormUnfit) as unfit:
        take(desk, FULL)
    (problem,) = unfit.value.problems
    assert (problem.where, problem.refusal.code) == ("orders 1: dated", "committee_has_ended")
    assert f"instance {ending}" in problem.refusal.sentence.en
    with desk.office.registry.reading() as connection:
        offered = recorded_rows(connection, D, "th")
    assert not {"orders", "officers", "roster", "steps"} & offered.keys()
    assert registered(desk) == before
    withdraw(desk.office, ending, "confirm_ending", reason="ผิดอำเภอ", recorded_by="coord")


def test_the_next_committees_order_does_not_take_the_number_of_the_last(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    established(desk)
    dissolved(desk, FIRST)
    desk.on(SECOND)
    heading = _orders(desk)[0].heading
    form = later_form("12/2565", "10 ก.ย. 2565")
    form["orders"] = [{**form["orders"][0], "heading": heading}]
    with pytest.raises(FormUnfit) as unfit:
        take(desk, form)
    assert [one.refusal.code for one in unfit.value.problems] == ["order_number_in_use"]


def test_an_adopted_order_stands_though_its_establishment_was_stopped(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    old_committee(desk)
    ending = dissolved(desk, FIRST)
    desk.on(SECOND)
    done = take(desk, later_form("50/2565", "10 ก.ย. 2565"))
    stop(desk.office, done.instance, reason="ผิด", on=date(2022, 9, 15), recorded_by="coord")
    assert "50/2565" in str(refused(desk, ending))


def test_the_next_committees_form_does_not_correct_the_one_whose_end_was_withdrawn_since(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    old_committee(desk)
    ending = dissolved(desk, FIRST)
    desk.on(SECOND)
    form = later_form("50/2565", "10 ก.ย. 2565")
    looked_at = meant(desk, form)
    withdraw(desk.office, ending, "confirm_ending", reason="ผิดอำเภอ", recorded_by="coord")
    before = tables(made_registry_url)
    with pytest.raises(CommitteeMeantOtherwise) as refusal:
        take(desk, form, looked_at=looked_at)
    assert "of order 45/2562" in refusal.value.sentence.en
    assert tables(made_registry_url) == before
    assert registered(desk) == [("45/2562", "2019-05-07", None)]
    assert meant(desk, form) == "correction-0"
    put_right = {**FULL, "orders": [{**ORDER, "number": "46/2562"}]}
    take(desk, put_right, looked_at="correction-0")
    assert registered(desk) == [("46/2562", "2019-05-07", None)]


def test_a_correction_is_not_the_next_committees_form_once_the_committee_ended(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    old_committee(desk)
    desk.on(SECOND)
    corrected = later_form("50/2565", "10 ก.ย. 2565")
    looked_at = meant(desk, corrected)
    dissolved(desk, FIRST)
    desk.on(SECOND)
    with pytest.raises(CommitteeMeantOtherwise) as refusal:
        take(desk, corrected, looked_at=looked_at)
    assert "after the one that ended on 1 August 2022" in refusal.value.sentence.en
    assert registered(desk) == [("45/2562", "2019-05-07", "2022-07-31")]


def test_the_next_committees_form_follows_the_end_that_was_looked_at_and_no_other(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    old_committee(desk)
    ending = dissolved(desk, FIRST)
    desk.on(SECOND)
    form = later_form("50/2565", "10 ก.ย. 2565")
    looked_at = meant(desk, form)
    withdraw(desk.office, ending, "ending_order", reason="ผิดวัน", recorded_by="coord")
    desk.decide(ending, "ending_order", COORDINATOR, SECOND,
                {"number": "41/2565", "dated": "2022-09-01", "reason": "ยุบรวมอำเภอ"},
                evidence=[SCAN])  # fmt: skip
    desk.decide(ending, "confirm_ending", SECOND_PERSON, SECOND, {"result": "confirmed"},
                recorded_by="coord2")  # fmt: skip
    with pytest.raises(CommitteeMeantOtherwise):
        take(desk, form, looked_at=looked_at)
    done = take(desk, form, looked_at=meant(desk, form))
    same = take(desk, form, looked_at=looked_at)
    assert (same.instance, same.count("unchanged")) == (done.instance, len(same.changes))
