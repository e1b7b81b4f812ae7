"""An order that is called off or moved takes back what it wrote, and nothing else."""

from datetime import date

import pytest

from flows.decisions.rotations import rotations_before, tell_rotations
from flows.decisions.transfer_checks import CalledOffAndNot, NeverCalledOff
from flows.order.rotation_what_if import rotation_what_if
from registry.queries.audit import links
from registry.queries.events import events_of
from registry.queries.office_terms import terms_of_office
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.decisions.at_rotations import CHIEF, days, entered, moved, problems

DAY = date(2022, 10, 1)
OFF: dict[str, Json] = {"district": MAE_FAH_LUANG, "on": "2022-10-01", "called_off": True}


@pytest.fixture
def desk(made_registry_url: str) -> Desk:
    made = a_desk(made_registry_url)
    made.on("2022-09-20")
    return made


def terms(desk: Desk) -> list[tuple[str, str, date, date | None]]:
    with desk.office.registry.reading() as connection:
        found = terms_of_office(connection, CHIEF)
    return sorted((one.name.th, one.capacity, one.start, one.stop) for one in found)


def by_another_door(
    desk: Desk, person: str, start: str, last_day: str | None = None, capacity: str = "own"
) -> None:
    """A term of the Chief's office, recorded as the directory does."""
    with desk.office.registry.writing("TH", "57", MAE_FAH_LUANG) as write:
        before = rotations_before(write, [CHIEF])
        named: dict[str, Json] = {
            "office": CHIEF,
            "person": person,
            "start": start,
            "last_day": last_day,
        }
        if capacity != "own":
            named |= {"capacity": capacity, "basis": "seniority"}
        load(write, LoadFile.model_validate({"holders": [named]}), actor=1)
        tell_rotations(desk.office, write, before, by=1)


def test_the_last_day_that_another_door_had_recorded_stays(desk: Desk) -> None:
    by_another_door(desk, f"{MAE_FAH_LUANG}.chief", "2018-10-01", "2022-09-30")
    before = terms(desk)
    entered(desk, moved())
    assert terms(desk) != before
    entered(desk, OFF)
    assert terms(desk) == before
    assert days(desk) == [("2022-10-01", "announced")]


def test_who_acts_from_that_day_by_another_door_stays(desk: Desk) -> None:
    nobody: dict[str, Json] = {"district": MAE_FAH_LUANG, "on": "2022-10-01"}
    before = terms(desk)
    entered(desk, nobody)
    by_another_door(desk, f"{MAE_FAH_LUANG}.deputy", "2022-10-01", capacity="acting_vacant")
    acting = [one for one in terms(desk) if one[1] == "acting_vacant"]
    entered(desk, OFF)
    assert terms(desk) == sorted((*before, *acting))


def test_a_new_chief_ends_who_acted_in_the_vacancy_and_called_off_they_act_on(desk: Desk) -> None:
    entered(desk, {"district": MAE_FAH_LUANG, "on": "2022-09-18"}, number="300/2565")
    by_another_door(desk, f"{MAE_FAH_LUANG}.deputy", "2022-09-18", capacity="acting_vacant")
    before = terms(desk)
    entered(desk, moved())
    (acted,) = (one for one in terms(desk) if one[1] == "acting_vacant")
    assert acted[3] == DAY
    entered(desk, OFF)
    assert terms(desk) == before


def test_of_those_who_act_one_does_in_whatever_capacity_and_called_off_who_acted_acts_on(
    desk: Desk,
) -> None:
    by_another_door(desk, f"{MAE_FAH_LUANG}.deputy", "2022-09-01", capacity="acting")
    before = terms(desk)
    vacant: dict[str, Json] = {
        "coming": f"{MAE_FAH_LUANG}.deputy2", "capacity": "acting_vacant", "basis": "seniority",
    }  # fmt: skip
    entered(desk, {"district": MAE_FAH_LUANG, "on": "2022-10-01", **vacant})
    acting = [one[1:] for one in terms(desk) if one[1] != "own"]
    assert acting == [("acting", date(2022, 9, 1), DAY), ("acting_vacant", DAY, None)]
    entered(desk, OFF)
    assert terms(desk) == before


def test_the_order_entered_again_puts_right_in_which_capacity_somebody_comes(desk: Desk) -> None:
    before = terms(desk)
    row: dict[str, Json] = {
        "district": MAE_FAH_LUANG, "on": "2022-10-01", "coming": f"{MAE_FAH_LUANG}.deputy2",
    }  # fmt: skip
    for capacity in ("acting", "acting_vacant", "own", "acting_vacant"):
        done = entered(desk, {**row, "capacity": capacity, "basis": "seniority"})
        (told,) = done.districts
        assert (told.how, told.capacity) == ("new" if capacity == "acting" else "named", capacity)
        came = [one for one in terms(desk) if one[2] == DAY]
        assert [one[1:] for one in came] == [(capacity, DAY, None)]
    entered(desk, OFF)
    assert terms(desk) == before


def test_what_another_door_wrote_since_then_stays(desk: Desk) -> None:
    entered(desk, moved())
    by_another_door(desk, f"{MAE_FAH_LUANG}.deputy2", "2022-10-10")
    entered(desk, OFF)
    assert [(one[0], one[2]) for one in terms(desk)] == [
        ("นายสมมุติ ตัวอย่าง", date(2018, 10, 1)), ("นายสำรอง สมมุติ", date(2022, 10, 10)),
    ]  # fmt: skip


def test_an_order_called_off_does_not_come_back_with_the_later_one_that_took_its_place(
    desk: Desk,
) -> None:
    before = terms(desk)
    entered(desk, moved())
    entered(desk, moved("2022-10-17", name_th="คนที่สอง สมมุติ"), number="302/2565")
    entered(desk, OFF)
    assert [one[0] for one in terms(desk)] == ["นางคนที่สอง สมมุติ", "นายสมมุติ ตัวอย่าง"]
    entered(desk, {**OFF, "on": "2022-10-17"}, number="302/2565")
    assert terms(desk) == before
    assert days(desk) == []


def test_of_two_orders_of_one_day_each_is_called_off_by_its_number(desk: Desk) -> None:
    before = terms(desk)
    entered(desk, moved())
    entered(desk, moved(name_th="คนที่สอง สมมุติ"), number="302/2565")
    assert [one[0] for one in terms(desk) if one[2] == DAY] == ["นางคนที่สอง สมมุติ"]
    (one,) = entered(desk, OFF).districts
    assert one.how == "called_off"
    assert [one[0] for one in terms(desk) if one[2] == DAY] == ["นางคนที่สอง สมมุติ"]
    with desk.office.registry.reading() as connection:
        (event,) = events_of(connection, MAE_FAH_LUANG)
    assert (event.on, event.paper_number) == (DAY, "302/2565")
    entered(desk, OFF, number="302/2565")
    assert terms(desk) == before
    assert days(desk) == []


def test_a_second_order_that_corrects_who_comes_is_called_off_alone(desk: Desk) -> None:
    entered(desk, moved())
    first = terms(desk)
    entered(desk, moved(name_th="คนที่สอง สมมุติ"), number="302/2565")
    entered(desk, OFF, number="302/2565")
    assert terms(desk) == first
    assert days(desk) == [("2022-10-01", "announced")]


def test_an_order_moved_leaves_what_another_door_wrote_of_its_first_day(desk: Desk) -> None:
    by_another_door(desk, f"{MAE_FAH_LUANG}.chief", "2018-10-01", "2022-09-30")
    entered(desk, moved())
    entered(desk, moved("2022-10-17"))
    assert [(one[0], one[2], one[3]) for one in terms(desk)] == [
        ("นางใหม่ มาแทน", date(2022, 10, 17), None),
        ("นายสมมุติ ตัวอย่าง", date(2018, 10, 1), DAY),
    ]
    assert [day for day, _ in days(desk)] == ["2022-10-01", "2022-10-17"]


MISTAKE: dict[str, Json] = {
    "district": MAE_FAH_LUANG, "on": "2022-10-01", "called_off_by_mistake": True,
}  # fmt: skip


@pytest.mark.parametrize("row", [moved(called_off_by_mistake=True), MISTAKE])
def test_an_order_that_was_called_off_by_mistake_stands_again_under_its_number(
    desk: Desk, row: dict[str, Json]
) -> None:
    entered(desk, moved())
    stood = terms(desk)
    entered(desk, OFF)
    (one,) = entered(desk, row).districts
    assert (one.how, one.coming and one.coming.th) == ("reinstated", "นางใหม่ มาแทน")
    assert terms(desk) == stood
    assert days(desk) == [("2022-10-01", "announced")]
    (again,) = entered(desk, MISTAKE).districts
    assert again.how == "unchanged"
    assert terms(desk) == stood


def test_a_calling_off_by_mistake_and_what_put_it_right_both_stay_in_the_audit(desk: Desk) -> None:
    entered(desk, moved())
    entered(desk, OFF)
    entered(desk, MISTAKE)
    with desk.office.registry.reading() as connection:
        said = [one.action for one in links(connection, [MAE_FAH_LUANG])]
    told = [one for one in said if one in ("event.called_off", "transfer.reinstated")]
    assert told == ["transfer.reinstated", "event.called_off"]


def test_who_acted_by_an_order_acts_again_once_it_stands(desk: Desk) -> None:
    acts: dict[str, Json] = {
        "district": MAE_FAH_LUANG, "on": "2022-10-01", "coming": f"{MAE_FAH_LUANG}.deputy",
        "capacity": "acting_vacant", "basis": "seniority",
    }  # fmt: skip
    entered(desk, acts)
    stood = terms(desk)
    entered(desk, OFF)
    entered(desk, MISTAKE)
    assert terms(desk) == stood


def test_an_order_without_a_known_successor_stands_again_without_one(desk: Desk) -> None:
    entered(desk, {"district": MAE_FAH_LUANG, "on": "2022-10-01"})
    stood = terms(desk)
    entered(desk, OFF)
    (one,) = entered(desk, MISTAKE).districts
    assert (one.how, one.coming) == ("reinstated", None)
    assert terms(desk) == stood


def test_it_may_be_called_off_once_more_and_put_right_once_more(desk: Desk) -> None:
    before = terms(desk)
    entered(desk, moved())
    stood = terms(desk)
    for _ in range(2):
        entered(desk, OFF)
        assert terms(desk) == before
        entered(desk, MISTAKE)
        assert terms(desk) == stood


def test_of_two_orders_of_one_day_the_one_called_off_by_mistake_alone_stands_again(
    desk: Desk,
) -> None:
    entered(desk, moved())
    entered(desk, moved(name_th="คนที่สอง สมมุติ"), number="302/2565")
    stood = terms(desk)
    entered(desk, OFF, number="302/2565")
    (one,) = entered(desk, MISTAKE, number="302/2565").districts
    assert one.how == "reinstated"
    assert terms(desk) == stood


def test_a_mistake_is_only_where_something_was_called_off(desk: Desk) -> None:
    assert problems(desk, moved(called_off_by_mistake=True)) == [
        (NeverCalledOff, "moves.0.called_off_by_mistake")
    ]
    entered(desk, moved())
    both = moved(called_off=True, called_off_by_mistake=True)
    assert problems(desk, both) == [(CalledOffAndNot, "moves.0.called_off_by_mistake")]


def test_what_would_follow_from_putting_it_right_is_told_and_nothing_recorded(desk: Desk) -> None:
    entered(desk, moved())
    entered(desk, OFF)
    before = terms(desk)
    said: dict[str, Json] = {"number": "301/2565", "dated": "2022-09-15", "moves": [MISTAKE]}
    order = TransferOrder.model_validate(said)
    (seen,) = rotation_what_if(desk.office, order, recorded_by="coord")
    coming = seen.rotated.coming
    assert (seen.rotated.how, coming and coming.th) == ("reinstated", "นางใหม่ มาแทน")
    assert terms(desk) == before
