"""An order entered again with somebody else, and two orders that bring two people on one day."""

from datetime import date

import pytest

from desk.views.rotations import displaced_told, rotated_as
from flows.decisions.earlier_orders import NamesAnotherSince
from flows.decisions.rotate import MoveResult
from flows.decisions.transfer_checks import TransferUnfit
from registry.queries.office_terms import terms_of_office
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import tables
from tests.flows.decisions.at_later_orders import FIRST, SECOND, THIRD, ordered, the_row
from tests.flows.decisions.at_rotations import chief_on, days

THOENG = "5704"
DAY = "2022-10-01"


@pytest.fixture
def desk(made_registry_url: str) -> Desk:
    made = a_desk(made_registry_url, "2022-06-02", MAE_FAH_LUANG, THOENG)
    made.on("2022-09-28")
    return made


def comes(name: str, on: str = DAY) -> dict[str, Json]:
    return {
        "district": MAE_FAH_LUANG, "on": on, "title_th": "นาง", "name_th": f"{name} สมมุติ",
    }  # fmt: skip


def deputy(of: str) -> dict[str, Json]:
    return {"district": MAE_FAH_LUANG, "on": DAY, "coming": f"{of}.deputy"}


def kept(desk: Desk) -> object:
    return tables(desk.office.registry.url.render_as_string(hide_password=False))


def last_days(desk: Desk, of: str) -> list[date | None]:
    with desk.office.registry.reading() as connection:
        terms = terms_of_office(connection, f"{of}/deputy_district_chief/1")
    return [one.stop for one in terms]


def told(one: MoveResult) -> list[str]:
    return [rotated_as(one).en, *(said.en for said in displaced_told(one))]


def test_an_order_again_with_somebody_else_says_who_no_longer_comes_and_lets_them_stay(
    desk: Desk,
) -> None:
    ordered(desk, FIRST, deputy(THOENG))
    assert last_days(desk, THOENG) == [date(2022, 10, 1)]
    again = the_row(desk, FIRST, deputy(MAE_FAH_LUANG))  # of the same name, another person
    assert again.how == "named"
    assert any("no longer comes by it" in one for one in told(again))
    assert (last_days(desk, THOENG), last_days(desk, MAE_FAH_LUANG)) == (
        [None],
        [date(2022, 10, 1)],
    )
    once_more = the_row(desk, FIRST, deputy(MAE_FAH_LUANG))
    assert (once_more.how, once_more.displaced) == ("unchanged", None)
    assert days(desk) == [(DAY, "announced")]


@pytest.mark.parametrize("on", ["2022-10-05", "2022-09-29"])
def test_an_order_that_is_moved_and_names_another_says_both(desk: Desk, on: str) -> None:
    ordered(desk, FIRST, comes("หนึ่ง"))
    moved = the_row(desk, FIRST, comes("สอง", on))
    assert moved.how == "moved"
    (said,) = displaced_told(moved)
    assert "นางหนึ่ง สมมุติ, whom order 1123/2565 was recorded with, no longer comes" in said.en
    assert days(desk) == [(on, "announced")]


@pytest.mark.parametrize("sequence", [(FIRST, SECOND), (SECOND, FIRST)])
def test_of_two_orders_of_one_day_the_later_one_holds_whichever_is_entered_last(
    desk: Desk, sequence: tuple[str, str]
) -> None:
    rows = {FIRST: comes("หนึ่ง"), SECOND: comes("สอง")}
    for number in sequence:
        ordered(desk, number, rows[number])
    before = kept(desk)
    earlier, later = (the_row(desk, number, rows[number]) for number in (FIRST, SECOND))
    assert kept(desk) == before
    assert (earlier.how, earlier.by_order, later.how) == ("displaced_by", SECOND, "unchanged")
    assert "นางสอง สมมุติ comes on 1 October 2022 by the later order 1150/2565" in told(earlier)[0]
    assert chief_on(desk, DAY) == ["นางสอง สมมุติ"]
    assert days(desk) == [(DAY, "announced")]
    off = the_row(desk, SECOND, {"district": MAE_FAH_LUANG, "called_off": True})
    assert chief_on(desk, DAY) == ["นางหนึ่ง สมมุติ"]
    assert "by what else is recorded, นางหนึ่ง สมมุติ holds the office" in told(off)[0]


def test_who_is_displaced_is_told_of_the_order_that_brings_them(desk: Desk) -> None:
    ordered(desk, FIRST, comes("หนึ่ง"))
    ordered(desk, SECOND, comes("สอง"))
    again = the_row(desk, FIRST, comes("สาม"))
    assert (again.how, again.by_order) == ("displaced_by", SECOND)
    assert again.displaced is not None
    assert (again.displaced.name.th, again.displaced.number) == ("นางหนึ่ง สมมุติ", FIRST)
    third = the_row(desk, THIRD, comes("สี่"))
    assert third.displaced is not None
    assert (third.displaced.name.th, third.displaced.number) == ("นางสอง สมมุติ", SECOND)


def test_an_order_that_was_moved_since_is_not_entered_again_with_somebody_else_untold(
    desk: Desk,
) -> None:
    ordered(desk, FIRST, comes("หนึ่ง"))
    ordered(desk, SECOND, comes("หนึ่ง", "2022-10-15"))
    before = kept(desk)
    with pytest.raises(TransferUnfit) as refused:
        ordered(desk, FIRST, comes("สอง"))
    (why,) = refused.value.problems
    assert (type(why), why.field) == (NamesAnotherSince, "moves.0.name_th")
    assert "1150/2565" in why.sentence.en
    assert "นางหนึ่ง สมมุติ" in why.sentence.th
    assert kept(desk) == before
    assert the_row(desk, SECOND, comes("สอง", "2022-10-15")).how == "named"
    assert the_row(desk, FIRST, comes("สอง")).how == "moved_by"
