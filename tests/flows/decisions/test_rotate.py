"""One transfer order, many districts: recorded once, moved, called off, entered late."""

from datetime import date

import pytest

from desk.imports.row_loading import load_rows
from desk.views.rotations import displaced_told, rotated_as, told_as, would_follow
from flows.decisions.rotate import rotate
from flows.decisions.transfer_checks import (
    CalledOffBefore,
    NobodyLeaves,
    TransferUnfit,
)
from flows.engine.days import sweep
from flows.order.rotation_what_if import rotation_what_if
from registry.queries.office_holders import holders
from registry.queries.office_terms import terms_of_office
from registry.records.load_file import LoadFile
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import tables
from tests.desk.web.visitor import visitor
from tests.flows.decisions.at_rotations import CHIEF, chief_on, days, entered, moved, problems


def test_a_rotation_is_announced_ahead_and_told_on_its_day(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    work = desk.start(on="2022-06-02")
    desk.on("2022-09-20")
    (one,) = entered(desk, moved()).districts
    assert (one.how, one.coming and one.coming.th) == ("new", "นางใหม่ มาแทน")
    assert days(desk) == [("2022-10-01", "announced")]
    assert chief_on(desk, "2022-09-30") != chief_on(desk, "2022-10-01") == ["นางใหม่ มาแทน"]
    assert desk.waits_at(work) == ["earlier_order"]
    desk.on("2022-10-04")
    sweep(desk.office)
    assert days(desk) == [("2022-10-01", "told")]


def test_the_same_order_again_changes_nothing(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    desk.on("2022-10-05")
    entered(desk, moved())
    again = entered(desk, moved(), number="301/2565")
    assert [one.how for one in again.districts] == ["unchanged"]
    assert again.told == ()
    with desk.office.registry.reading() as connection:
        assert len(terms_of_office(connection, CHIEF)) == 2


def test_an_order_that_is_moved_moves_both_terms_and_the_event(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    desk.on("2022-09-20")
    before = chief_on(desk, "2022-09-30")
    entered(desk, moved())
    for day in ("2022-10-17", "2022-09-19"):
        (one,) = entered(desk, moved(day)).districts
        assert one.how == "moved"
        assert chief_on(desk, day) == ["นางใหม่ มาแทน"]
    assert chief_on(desk, "2022-09-18") == before
    assert days(desk) == [("2022-09-19", "told")]
    with desk.office.registry.reading() as connection:
        assert len(terms_of_office(connection, CHIEF)) == 2


def test_an_order_that_is_called_off_leaves_everything_as_it_was(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    desk.on("2022-09-20")
    with desk.office.registry.reading() as connection:
        before = [(t.name, t.start, t.stop) for t in terms_of_office(connection, CHIEF)]
    entered(desk, moved())
    (one,) = entered(desk, moved(called_off=True)).districts
    assert one.how == "called_off"
    assert days(desk) == []
    with desk.office.registry.reading() as connection:
        after = [(t.name, t.start, t.stop) for t in terms_of_office(connection, CHIEF)]
    assert after == before
    with pytest.raises(TransferUnfit) as refused:
        entered(desk, moved())
    assert isinstance(refused.value.problems[0], CalledOffBefore)


def test_a_successor_may_be_unknown_and_named_later(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    desk.on("2022-10-05")
    nobody: dict[str, Json] = {"district": MAE_FAH_LUANG, "on": "2022-10-01"}
    assert [one.coming for one in entered(desk, nobody).districts] == [None]
    assert chief_on(desk, "2022-10-01") == []
    (one,) = entered(desk, moved()).districts
    assert (one.how, one.coming and one.coming.th) == ("named", "นางใหม่ มาแทน")
    assert days(desk) == [("2022-10-01", "told")]


def test_who_acts_in_the_vacancy_has_a_basis_and_decides(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    desk.on("2022-10-05")
    acting: dict[str, Json] = {
        "district": MAE_FAH_LUANG, "on": "2022-10-01", "coming": f"{MAE_FAH_LUANG}.deputy",
        "capacity": "acting_vacant", "basis": "seniority",
    }  # fmt: skip
    entered(desk, acting)
    with desk.office.registry.reading() as connection:
        (held,) = holders(connection, CHIEF, date(2022, 10, 1))
    assert (held.capacity, held.basis) == ("acting_vacant", "seniority")


def test_it_is_told_who_acts_and_that_who_acted_leaves(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-10-20")
    acting: dict[str, Json] = {
        "district": MAE_FAH_LUANG, "on": "2022-10-01", "coming": f"{MAE_FAH_LUANG}.deputy",
        "capacity": "acting_vacant", "basis": "seniority",
    }  # fmt: skip
    (acts,) = entered(desk, acting).districts
    assert "นางปรานี สมมุติ รักษาการในตำแหน่งตั้งแต่ 1 ตุลาคม 2565" in rotated_as(acts).th
    (comes,) = entered(desk, moved("2022-10-15"), number="302/2565").districts
    assert rotated_as(comes).th.endswith(
        "นางปรานี สมมุติ พ้นจากตำแหน่ง นางใหม่ มาแทน ดำรงตำแหน่งตั้งแต่ 15 ตุลาคม 2565"
    )


def test_nobody_leaves_where_who_acted_becomes_chief_in_their_own_right(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-10-20")
    deputy = f"{MAE_FAH_LUANG}.deputy"
    acting: dict[str, Json] = {
        "district": MAE_FAH_LUANG, "on": "2022-10-01", "coming": deputy,
        "capacity": "acting_vacant", "basis": "seniority",
    }  # fmt: skip
    entered(desk, acting)
    own: dict[str, Json] = {"district": MAE_FAH_LUANG, "on": "2022-10-15", "coming": deputy}
    (comes,) = entered(desk, own, number="302/2565").districts
    assert comes.leaving is None
    assert rotated_as(comes).en == (
        "Mae Fa Luang District: Pranee Sommut, who acted until then,"
        " holds the office from 15 October 2022; nobody leaves."
    )
    listed = visitor(desk, "coord").get("/rotations", "en").main
    assert "nobody: who comes acted until then" in listed
    (moves,) = entered(desk, {**own, "on": "2022-10-17"}, number="302/2565").districts
    assert rotated_as(moves).en.endswith("17 October 2022 (Pranee Sommut, who acts until then).")
    off: dict[str, Json] = {**own, "on": "2022-10-17", "called_off": "true", "coming": ""}
    (called_off,) = entered(desk, off, number="302/2565").districts
    assert rotated_as(called_off).en == ("Mae Fa Luang District: called off, Pranee Sommut stays.")


def test_each_order_that_takes_the_place_of_another_of_the_same_day_says_whom_it_displaces(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-09-20")
    entered(desk, moved())
    second, third = (
        entered(desk, moved(name_th=name), number=number).districts[0]
        for name, number in (("สอง มาแทน", "302/2565"), ("สาม มาแทน", "303/2565"))
    )
    for one, name, number in (
        (second, "นางใหม่ มาแทน", "301/2565"),
        (third, "นางสอง มาแทน", "302/2565"),
    ):
        (said,) = displaced_told(one)
        assert f"{name} ซึ่งคำสั่งที่ {number}" in said.th
        assert f"whom order {number} brings on 1 October 2022 too" in said.en
    (again,) = entered(desk, moved(name_th="สาม มาแทน"), number="303/2565").districts
    assert displaced_told(again) == []


def test_a_sample_of_an_order_says_whom_it_would_displace(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-09-20")
    entered(desk, moved())
    said = {"number": "302/2565", "dated": "2022-09-15", "moves": [moved(name_th="สอง มาแทน")]}
    order = TransferOrder.model_validate(said)
    (found,) = rotation_what_if(desk.office, order, recorded_by="coord")
    with desk.office.registry.reading() as connection:
        assert any("301/2565" in one.en for one in would_follow(connection, found))


def who_acts_elsewhere(url: str, until: str | None = None) -> Desk:
    """The Chief of one district acts as that of another, whose office is vacant."""
    desk = a_desk(url, "2022-06-02", MAE_FAH_LUANG, "5704")
    desk.on("2022-09-20")
    vacant: Json = [
        {"office": "5704/district_chief", "person": "5704.chief", "start": "2018-10-01",
         "last_day": "2022-08-31"},
    ]  # fmt: skip
    acts: dict[str, Json] = {
        "office": "5704/district_chief", "person": f"{MAE_FAH_LUANG}.chief",
        "start": "2022-09-01", "capacity": "acting_vacant", "basis": "seniority",
    }  # fmt: skip
    load_rows(desk.office, LoadFile.model_validate({"corrections": vacant}), recorded_by="coord")
    if until is not None:
        acts = {**acts, "last_day": until}
    load_rows(desk.office, LoadFile.model_validate({"holders": [acts]}), recorded_by="coord")
    return desk


STILL = "acts in the vacant office as District Chief in Thoeng District as before"


def test_who_records_that_a_chief_moves_is_told_where_they_go_on_acting(
    made_registry_url: str,
) -> None:
    desk = who_acts_elsewhere(made_registry_url)
    said = {"number": "301/2565", "dated": "2022-09-15", "moves": [moved()]}
    order = TransferOrder.model_validate(said)
    (found,) = rotation_what_if(desk.office, order, recorded_by="coord")
    with desk.office.registry.reading() as connection:
        assert any(STILL in one.en for one in would_follow(connection, found))
    (done,) = rotate(desk.office, order, recorded_by="coord").districts
    assert [one.district.en for one in done.acting] == ["Thoeng"]
    coord = visitor(desk, "coord")
    assert "still acts in Thoeng" in coord.get("/rotations", "en").main
    ends: Json = [
        {"office": "5704/district_chief", "person": f"{MAE_FAH_LUANG}.chief",
         "start": "2022-09-01", "last_day": "2022-09-30", "capacity": "acting_vacant",
         "basis": "seniority"},
    ]  # fmt: skip
    load_rows(desk.office, LoadFile.model_validate({"corrections": ends}), recorded_by="coord")
    assert "still acts" not in coord.get("/rotations", "en").main


def test_nothing_is_told_of_acting_elsewhere_that_ends_before_the_move(sqlite_url: str) -> None:
    desk = who_acts_elsewhere(sqlite_url, until="2022-09-30")
    (done,) = entered(desk, moved()).districts
    assert done.acting == ()
    assert "still acts" not in visitor(desk, "coord").get("/rotations", "en").main


def test_a_chief_who_moves_by_the_directory_is_told_of_as_still_acting_too(
    sqlite_url: str,
) -> None:
    desk = who_acts_elsewhere(sqlite_url)
    leaves: Json = [
        {"office": CHIEF, "person": f"{MAE_FAH_LUANG}.chief", "start": "2018-10-01",
         "last_day": "2022-09-30"},
    ]  # fmt: skip
    done = load_rows(
        desk.office, LoadFile.model_validate({"corrections": leaves}), recorded_by="coord"
    )
    assert any(STILL in one.en for one in told_as(done.rotations))


def test_nobody_leaves_an_office_that_is_vacant_but_who_comes_fills_it(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-10-05")
    nobody: dict[str, Json] = {"district": "แม่ฟ้าหลวง", "on": "2022-10-01"}
    entered(desk, nobody)
    again = nobody | {"on": "2022-10-03"}
    assert problems(desk, again, number="302/2565") == [(NobodyLeaves, "moves.0.coming")]
    assert days(desk) == [("2022-10-01", "told")]
    assert [one.how for one in entered(desk, nobody).districts] == ["unchanged"]
    assert [one.how for one in entered(desk, again).districts] == ["moved"]
    entered(desk, moved("2022-10-05"), number="303/2565")
    assert chief_on(desk, "2022-10-05") == ["นางใหม่ มาแทน"]


def test_a_what_if_leaves_every_table_as_it_was(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    order = desk.to_first_draft()
    desk.on("2022-10-05")
    before = tables(made_registry_url)
    said = {"number": "301/2565", "dated": "2022-09-15", "moves": [moved()]}
    (found,) = rotation_what_if(
        desk.office, TransferOrder.model_validate(said), recorded_by="coord"
    )
    assert tables(made_registry_url) == before
    assert found.rotated.coming
    assert found.rotated.coming.th == "นางใหม่ มาแทน"
    assert [one.path for one in found.anew] == []
    assert desk.waits_at(order) == ["deputy_review#1"]


def test_a_what_if_says_that_a_draft_goes_back_to_the_deputy_who_decides_in_the_gap(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.on("2022-10-05")
    nobody: dict[str, Json] = {"district": MAE_FAH_LUANG, "on": "2022-11-01"}
    said = {"number": "301/2565", "dated": "2022-09-15", "moves": [nobody]}
    (found,) = rotation_what_if(
        desk.office, TransferOrder.model_validate(said), recorded_by="coord"
    )
    assert [one.path for one in found.anew] == ["chief_review#1"]
    assert [one.path for one in found.opens] == ["deputy_review#2"]
    assert found.rotated.coming is None
    (asked,) = found.answered_by
    assert asked.opens
    assert "นางปรานี สมมุติ" in {one.th for one in asked.may}
    assert desk.waits_at(order) == ["chief_review#1"]
    rotate(desk.office, TransferOrder.model_validate(said), recorded_by="coord")
    desk.on("2022-11-01")
    sweep(desk.office)
    desk.perform()
    assert desk.waits_at(order) == ["deputy_review#2"]


def test_a_what_if_of_a_day_to_come_says_which_round_opens_on_it(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    work = desk.start(on="2022-06-02")
    desk.decide(work, "earlier_order", COORDINATOR, "2022-06-03", {"finding": "none"})
    desk.on("2022-09-20")
    before = desk.waits_at(work)
    said = {"number": "301/2565", "dated": "2022-09-15", "moves": [moved()]}
    order = TransferOrder.model_validate(said)
    (found,) = rotation_what_if(desk.office, order, recorded_by="coord")
    assert desk.waits_at(work) == before
    rotate(desk.office, order, recorded_by="coord")
    desk.on("2022-10-01")
    sweep(desk.office)
    assert before == ["advocacy#1"]
    assert [one.path for one in found.opens] == desk.waits_at(work) == ["advocacy#2"]
    (asked,) = (one for one in found.answered_by if one.opens)
    assert asked.may[0].th == "นางใหม่ มาแทน"


def test_what_a_rotation_opens_that_was_entered_late_has_the_gates_own_days_from_its_entry(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    order = desk.to_first_draft()
    desk.on("2022-09-30")
    entered(desk, moved("2022-08-01"), dated="2022-07-15")
    desk.perform()
    (review,) = desk.gates(order)
    assert (review.path, review.opened_on) == ("deputy_review#2", date(2022, 8, 1))
    assert review.due_on == date(2022, 10, 7)
    owed = [one for one in desk.gates() if one.opened_on == date(2022, 8, 1)]
    assert all(one.due_on is None or one.due_on > date(2022, 9, 30) for one in owed)


def test_what_a_missed_tick_opens_is_due_as_if_it_had_not_been_missed(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft()
    desk.on("2022-07-20")
    entered(desk, moved("2022-08-01"), dated="2022-07-15")
    desk.on("2022-09-30")
    sweep(desk.office)
    desk.perform()
    (review,) = desk.gates(order)
    assert (review.opened_on, review.due_on) == (date(2022, 8, 1), date(2022, 8, 8))
