"""A committee was taken in by mistake: two people withdraw that, and nothing recorded is lost."""

from datetime import date

import pytest

from desk.views.district_status import State
from desk.views.view import View
from desk.views.year_facts import years_of
from flows.decisions.correct import Correction, correct
from flows.decisions.frozen import RestsOnAdopted
from flows.decisions.refusals import SamePerson
from flows.dissolution.adoption_withdrawal_recordings import NoCommitteeTakenIn, OrderSinceAdoption
from flows.dissolution.followed_ending import RestsOnNewCommittee, RestsOnNewOrder
from flows.engine.misfit import AnswerMisfits
from flows.year.opening import open_years
from registry.records.orders import Registration, register
from registry.refusals import each_of
from registry.rules.order_numbers import parse_order_number
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, SECOND, a_desk
from tests.flows.dissolution.at_adoption_withdrawals import (
    CONFIRMED,
    MISTAKE,
    D,
    asked,
    meet,
    problems,
    taken_in,
    undone,
    what_stands,
    withdrawn,
)
from tests.flows.dissolution.at_endings import dissolved
from tests.flows.dissolution.at_later_committees import (
    establishments,
    later_form,
    registered,
)
from tests.flows.meeting.at_inception import MINUTES
from tests.flows.order.at_amendments import at_work
from tests.flows.year.at_openings import opens_from, years
from tests.registry.records.at_adoptions import FULL


def test_what_was_taken_in_by_mistake_stands_no_more_and_what_was_known_before_stands_again(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    before = what_stands(desk)
    taken_in(desk, FULL | {"officers": [{**FULL["officers"][0], "start": "1 มิ.ย. 2562"}]})
    taken_in(desk, on="2022-06-21")
    assert what_stands(desk)["held"] != before["held"]
    withdrawn(desk, "2022-06-22")
    assert before["state"] == State.NOT_STARTED
    assert what_stands(desk) == before
    assert problems(desk) == []


def test_until_a_second_person_confirms_it_nothing_changes(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    taken_in(desk)
    stands = what_stands(desk)
    work = asked(desk, "2022-06-22")
    with pytest.raises(SamePerson):
        desk.decide(work, "confirm_adoption_withdrawal", COORDINATOR, "2022-06-22", CONFIRMED)
    assert what_stands(desk) == stands
    no: Json = {"result": "not_so", "reason": "แฟ้มถูกต้อง"}
    desk.decide(
        work, "confirm_adoption_withdrawal", SECOND, "2022-06-22", no, recorded_by="coord2"
    )  # fmt: skip
    assert what_stands(desk) == stands
    assert next(one for one in desk.instances() if one.id == work).outcome == "adoption_kept"


def test_the_work_that_the_adoption_opened_is_called_off_and_its_history_stays(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    opens_from(desk, 2566)
    taken = taken_in(desk)
    desk.on("2022-07-02")
    open_years(desk.office)
    desk.perform()
    (year,) = years(desk)
    work = withdrawn(desk, "2022-07-04")
    how = {one.id: one.status for one in desk.instances()}
    assert (how[taken.instance], how[year.id], how[work]) == ("stopped", "stopped", "finished")
    assert [one for one in desk.instances() if one.status == "open"] == []
    assert desk.gates() == []
    with desk.office.registry.reading() as connection:
        for on in (date(2022, 7, 3), date(2022, 7, 4)):
            assert years_of(View(desk.office, connection, on), [D], 2566)[D].year is None
    said = [one.body["answer"] for one in desk.entries(work) if one.kind == "decision"]
    assert said[0] == MISTAKE
    assert any(one.kind == "start" for one in desk.entries(taken.instance))
    assert open_years(desk.office) == 0
    assert problems(desk) == []


def test_the_district_is_established_or_taken_in_anew_and_its_year_opens_for_the_new_committee(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    opens_from(desk, 2566)
    first = taken_in(desk)
    desk.on("2022-07-02")
    open_years(desk.office)
    withdrawn(desk, "2022-07-04")
    again = taken_in(desk, later_form("50/2561", "10 ก.ย. 2561"), on="2022-07-05")
    assert again.meant.meant == "first"
    assert again.instance != first.instance
    assert registered(desk) == [("50/2561", "2018-09-10", None)]
    assert establishments(desk) == ["stopped", "open"]
    desk.on("2022-07-06")
    assert open_years(desk.office) == 1
    assert [one.status for one in years(desk)] == ["stopped", "open"]
    assert problems(desk) == []


def test_a_withdrawal_is_itself_withdrawn_until_another_committee_follows(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    opens_from(desk, 2566)
    taken_in(desk)
    open_years(desk.office)
    stands, went_on = what_stands(desk), {one.id: one.status for one in desk.instances()}
    assert sorted(went_on.values()) == ["finished", "open"]
    work = withdrawn(desk, "2022-06-22")
    undone(desk, work)
    assert what_stands(desk) == stands
    assert {one.id: one.status for one in desk.instances()} == {**went_on, work: "open"}
    assert problems(desk) == []
    desk.decide(
        work, "confirm_adoption_withdrawal", SECOND, "2022-06-22", CONFIRMED, recorded_by="coord2"
    )  # fmt: skip
    desk.start(on="2022-06-23")
    with pytest.raises(RestsOnNewCommittee):
        undone(desk, work)


def test_no_withdrawal_is_undone_or_corrected_beside_a_committee_that_was_taken_in_since(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    taken_in(desk)
    work = withdrawn(desk, "2022-06-22")
    taken_in(desk, later_form("50/2561", "10 ก.ย. 2561"), on="2022-06-23")
    stands = what_stands(desk)
    with pytest.raises(RestsOnNewOrder):
        undone(desk, work)
    gate, reason = "confirm_adoption_withdrawal", "เพิ่มเหตุผล"
    with pytest.raises(RestsOnNewOrder):
        correct(desk.office, Correction(work, gate, {"reason": reason}, reason, "coord2"))
    with pytest.raises(AnswerMisfits) as refused:
        correct(desk.office, Correction(work, gate, {"mistake": "other"}, reason, "coord2"))
    assert [one.code for one in each_of(refused.value)] == ["answer_unfit", "rests_on_new_order"]
    assert what_stands(desk) == stands


def test_what_an_earlier_committee_left_stays_where_the_next_was_taken_in_by_mistake(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    taken_in(desk)
    dissolved(desk, "2022-08-01")
    left = what_stands(desk)
    desk.on("2022-09-15")
    taken_in(desk, later_form("50/2565", "10 ก.ย. 2565"), on="2022-09-15")
    stood = what_stands(desk)
    assert stood["past"] != left["past"]
    work = withdrawn(desk, "2022-09-20")
    assert what_stands(desk) == left
    undone(desk, work)
    assert what_stands(desk) == stood
    assert problems(desk) == []


def test_only_a_committee_that_was_taken_in_and_has_no_order_of_its_own_is_withdrawn(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    with pytest.raises(NoCommitteeTakenIn):
        asked(desk, "2022-10-03")


def test_a_committee_with_an_order_signed_since_it_was_taken_in_was_no_mistake(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    taken_in(desk)
    number = parse_order_number("50/2565", field="number")
    (first, *_) = desk.entries(desk.instances()[0].id)
    with desk.office.registry.writing(D) as write:
        register(
            write, D,
            Registration(
                "amend", "คำสั่งอำเภอแม่ฟ้าหลวง", number, date(2022, 6, 21), "แก้ไข", None,
                "as_printed", None, date(2022, 6, 21),
            ),
            entry_id=first.id,
        )  # fmt: skip
    with pytest.raises(OrderSinceAdoption):
        asked(desk, "2022-06-22")


def test_a_committee_whose_minutes_were_adopted_since_it_was_taken_in_was_at_work(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    deputy = {"post": "focal_point", "name": "นางปรานี สมมุติ", "start": "1 ต.ค. 2561"}
    form = later_form("50/2561", "10 ก.ย. 2561")
    first = taken_in(desk, {**form, "officers": [*form["officers"], deputy]}).instance
    meet(desk, first)
    items: Json = [{"agenda": 1, "said": "แจ้งเพื่อทราบ", "resolution": "รับทราบ"}]
    minutes: dict[str, Json] = {**MINUTES, "items": items}
    desk.decide(first, "minutes", "focal_point", "2022-07-25", minutes)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-27", {"sent_on": "2022-07-27"})
    adopted: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-08-10", adopted)
    with pytest.raises(RestsOnAdopted):
        asked(desk, "2022-08-11")


def test_the_corrected_reason_of_a_withdrawal_lets_stand_all_that_it_took_back(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    taken_in(desk)
    stood = what_stands(desk)
    work = withdrawn(desk, "2022-06-22")
    left = what_stands(desk)
    desk.on("2022-06-23")
    reason: dict[str, Json] = {"reason": "ตรวจกับแฟ้มแล้ว"}
    gate = "confirm_adoption_withdrawal"
    correct(desk.office, Correction(work, gate, reason, "เพิ่มเหตุผล", "coord2"))
    assert what_stands(desk) == left
    undone(desk, work)
    assert what_stands(desk) == stood
    assert problems(desk) == []


def test_an_adoption_that_is_withdrawn_twice_leaves_what_it_left_the_first_time(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    taken_in(desk)
    work = withdrawn(desk, "2022-06-22")
    left = what_stands(desk)
    desk.on("2022-06-23")
    undone(desk, work)
    desk.on("2022-06-24")
    gate = "confirm_adoption_withdrawal"
    desk.decide(work, gate, SECOND, "2022-06-24", CONFIRMED, recorded_by="coord2")
    assert what_stands(desk) == left
    assert problems(desk) == []
