"""A Deputy who becomes Chief of another district is Deputy and focal point no longer."""

from datetime import date
from typing import Any

from desk.views.rotations import leaves_told, would_follow
from flows.adoption.adopt import Preview, adopt, preview
from flows.capabilities import net
from flows.decisions.rotate import Rotation, rotate
from flows.order.rotation_what_if import rotation_what_if
from flows.verification import verify_all
from registry.queries.office_holders import holders
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import raw_of
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.flows.handover.at_promotions import (
    CHIEF,
    DEPUTY,
    ELSEWHERE,
    FOCAL,
    D,
    a_deputy,
    handovers,
    held,
    loaded,
    terms,
)
from tests.registry.records.at_adoptions import ORDER

BEFORE, DAY = "2022-10-02", "2022-10-03"
NOT_HELD = "it is not held together with that of District Chief"


def the_order(*others: Json, on: str = DAY, **row: Json) -> TransferOrder:
    move: Json = {"district": ELSEWHERE, "on": on, "coming": f"{D}.deputy", **row}
    said = {"number": "301/2565", "dated": "2022-09-01", "moves": [move, *others]}
    return TransferOrder.model_validate(said)


def ordered(desk: Desk, *others: Json, on: str = DAY, **row: Json) -> Rotation:
    done = rotate(desk.office, the_order(*others, on=on, **row), recorded_by="coord")
    desk.perform()
    return done


def test_by_a_transfer_order_that_says_so_and_is_moved_or_called_off(
    made_registry_url: str,
) -> None:
    desk = a_deputy(made_registry_url)
    before = terms(desk)
    (found,) = rotation_what_if(desk.office, the_order(), recorded_by="coord")
    with desk.office.registry.reading() as connection:
        said = [one.en for one in would_follow(connection, found)]
    assert any("begins in Mae Fa Luang District" in one for one in said)
    told = [one for one in said if NOT_HELD in one]
    assert len(told) == 2
    assert all("Mae Fa Luang" in one for one in told)
    assert terms(desk) == before
    (done,) = ordered(desk).districts
    assert len(done.left) == 2
    assert held(desk, BEFORE) == [DEPUTY, FOCAL]
    assert held(desk, DAY) == [CHIEF]
    assert (D, f"focal_point/{DAY}") in handovers(desk)
    ordered(desk, on="2022-10-10")
    assert held(desk, "2022-10-09") == [DEPUTY, FOCAL]
    assert held(desk, "2022-10-10") == [CHIEF]
    ordered(desk, on="2022-10-10", called_off="true", coming="")
    assert terms(desk) == before
    assert verify_all(desk.office) == ()


def test_what_others_left_by_the_same_order_stays_left_where_one_is_called_off(
    sqlite_url: str,
) -> None:
    """The Deputy goes to one district, and a Deputy of that one becomes Chief of the first."""
    desk = a_deputy(sqlite_url)
    back: Json = {"district": D, "on": DAY, "coming": f"{ELSEWHERE}.deputy2"}
    ordered(desk, back)
    off = rotate(desk.office, the_order(on=DAY, called_off="true", coming=""), recorded_by="coord")
    assert [one.how for one in off.districts] == ["called_off"]
    assert held(desk, DAY) == [DEPUTY, FOCAL]
    with desk.office.registry.reading() as connection:
        day = date.fromisoformat(DAY)
        (chief,) = holders(connection, f"{D}/district_chief", day)
        assert chief.person_ref == f"{ELSEWHERE}.deputy2"
        assert holders(connection, f"{ELSEWHERE}/deputy_district_chief/2", day) == []
    assert verify_all(desk.office) == ()


def test_by_the_directory_which_says_so(made_registry_url: str) -> None:
    desk = a_deputy(made_registry_url)
    row: Json = {"office": CHIEF, "person": f"{D}.deputy", "start": "2022-09-19"}
    told = [one.en for one in leaves_told(loaded(desk, holders=[row]).left)]
    assert [NOT_HELD in one for one in told] == [True, True]
    assert held(desk, "2022-09-18") == [DEPUTY, FOCAL]
    assert held(desk, "2022-09-19") == [CHIEF]
    assert (D, "focal_point/2022-09-19") in handovers(desk)
    assert loaded(desk, holders=[row]).left == ()
    assert verify_all(desk.office) == ()


def test_by_a_term_as_chief_that_is_put_right_to_have_begun_before(sqlite_url: str) -> None:
    desk = a_deputy(sqlite_url)
    row = {"office": CHIEF, "person": f"{D}.deputy", "start": "2022-09-19"}
    loaded(desk, holders=[row])
    chief = {"office": CHIEF, "person": f"{ELSEWHERE}.chief", "start": "2018-10-01"}
    right: Json = [{**chief, "last_day": "2022-09-11"}, {**row, "new_start": "2022-09-12"}]
    told = loaded(desk, corrections=right).left
    assert [one.district.en for one in told] == ["Mae Fa Luang", "Mae Fa Luang"]
    assert held(desk, "2022-09-11") == [DEPUTY, FOCAL]
    assert held(desk, "2022-09-12") == [CHIEF]


def test_who_acts_as_chief_elsewhere_stays_deputy(sqlite_url: str) -> None:
    desk = a_deputy(sqlite_url)
    ordered(desk, capacity="acting_vacant", basis="seniority")
    assert held(desk, DAY) == [CHIEF, DEPUTY, FOCAL]


def test_by_taking_in_an_old_committee_which_says_so_beforehand(made_registry_url: str) -> None:
    desk = a_deputy(made_registry_url)
    chair = {"post": "chair", "person": f"{D}.deputy", "start": "12 ก.ย. 2565"}
    order = {**ORDER, "heading": "คำสั่งอำเภอเทิง"}
    raw = raw_of({"orders": [order], "officers": [chair]})
    today = desk.office.registry.today
    form = read_form(raw, net(), today=today, district=ELSEWHERE)
    before = terms(desk)
    asked: dict[str, Any] = {"recorded_by": "coord"}
    seen: Preview = preview(desk.office, ELSEWHERE, form, **asked)
    assert terms(desk) == before
    assert [NOT_HELD in one.en for one in leaves_told(seen.leaves)] == [True, True]
    assert adopt(desk.office, ELSEWHERE, form, **asked).leaves == seen.leaves
    assert held(desk, "2022-09-11") == [DEPUTY, FOCAL]
    assert held(desk, "2022-09-12") == [CHIEF]
    assert (D, "focal_point/2022-09-12") in handovers(desk)
    assert adopt(desk.office, ELSEWHERE, form, **asked).leaves == ()
    assert verify_all(desk.office) == ()
