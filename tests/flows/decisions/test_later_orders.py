"""A later transfer order moves or calls off what an earlier one announced, in whatever sequence."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import permutations

import pytest

from desk.views.rotations import rotated_as
from flows.decisions.earlier_orders import (
    CalledOffByAnother,
    CallsOffAnother,
    ChangesLaterOrder,
    EarlierOrderUnknown,
    NeverAnnounced,
    NotWhoWasAnnounced,
    StandsInAnother,
    TookEffectBefore,
)
from flows.decisions.transfer_checks import (
    BeforeItsOrder,
    IsToCome,
    NothingToCallOff,
    TransferUnfit,
)
from flows.engine.days import sweep
from flows.order.rotation_what_if import rotation_what_if
from registry.queries.audit import links
from registry.queries.events import events_of
from registry.queries.office_terms import terms_of_office
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import tables
from tests.flows.decisions.at_later_orders import (
    ANNOUNCES,
    FIRST,
    NAMED,
    OF_FIRST,
    SECOND,
    THIRD,
    an_order,
    ordered,
    the_row,
)
from tests.flows.decisions.at_rotations import CHIEF, chief_on, days

COMES = "นางใหม่ มาแทน"
STAYS = "นายสมมุติ ตัวอย่าง"
LATER: dict[str, Json] = {**NAMED, "on": "2022-10-15"}
OFF: dict[str, Json] = {**NAMED, "called_off": True}


@pytest.fixture
def desk(made_registry_url: str) -> Desk:
    made = a_desk(made_registry_url)
    made.on("2022-09-28")
    return made


def terms(desk: Desk) -> list[tuple[str, date, date | None, str | None]]:
    with desk.office.registry.reading() as connection:
        found = terms_of_office(connection, CHIEF)
    return sorted((one.name.th, one.start, one.stop, one.basis_number) for one in found)


def kept(desk: Desk) -> object:
    return tables(desk.office.registry.url.render_as_string(hide_password=False))


def refused(desk: Desk, number: str, row: dict[str, Json], **head: Json) -> tuple[type, str | None]:
    before = kept(desk)
    with pytest.raises(TransferUnfit) as unfit:
        ordered(desk, number, row, **head)
    assert kept(desk) == before
    (one,) = unfit.value.problems
    assert "{" not in one.sentence.th + one.sentence.en
    return type(one), one.field


@pytest.mark.parametrize(
    "row",
    [LATER, {**OF_FIRST, "on": "2022-10-15"}, {**LATER, "of_order": FIRST}],
    ids=["by person", "by number", "by both"],
)
def test_a_later_order_moves_the_day_and_stands_under_its_own_number(
    desk: Desk, row: dict[str, Json]
) -> None:
    the_row(desk, FIRST, ANNOUNCES)
    moved = the_row(desk, SECOND, row)
    assert (moved.how, moved.of_order, moved.on) == ("moved", FIRST, date(2022, 10, 15))
    assert "1123/2565" in rotated_as(moved).th
    assert terms(desk) == [
        (COMES, date(2022, 10, 15), None, SECOND),
        (STAYS, date(2018, 10, 1), date(2022, 10, 15), None),
    ]
    with desk.office.registry.reading() as connection:
        (event,) = events_of(connection, MAE_FAH_LUANG)
    assert (event.on, event.paper_number) == (date(2022, 10, 15), SECOND)
    again = the_row(desk, FIRST, ANNOUNCES)
    assert (again.how, again.by_order, again.on) == ("moved_by", SECOND, date(2022, 10, 15))
    assert the_row(desk, SECOND, row).how == "unchanged"


@pytest.mark.parametrize(
    "row",
    [OFF, {**OF_FIRST, "called_off": True}, {"district": MAE_FAH_LUANG, "called_off": True}],
    ids=["by person", "by number", "the only one to come"],
)
def test_a_later_order_calls_off_what_was_announced(desk: Desk, row: dict[str, Json]) -> None:
    before = terms(desk)
    the_row(desk, FIRST, ANNOUNCES)
    off = the_row(desk, THIRD, row)
    assert (off.how, off.of_order, off.on) == ("called_off", FIRST, date(2022, 10, 1))
    assert terms(desk) == before
    assert days(desk) == []
    again = the_row(desk, FIRST, ANNOUNCES)
    assert (again.how, again.by_order) == ("called_off_by", THIRD)
    assert "1177/2565" in rotated_as(again).en
    assert the_row(desk, THIRD, row).how == "unchanged"
    assert days(desk) == []


BY_PERSON = {FIRST: ANNOUNCES, SECOND: LATER, THIRD: OFF}
BY_NUMBER = {
    FIRST: ANNOUNCES,
    SECOND: {**OF_FIRST, "on": "2022-10-15"},
    THIRD: {**OF_FIRST, "called_off": True},
}


@pytest.mark.parametrize("sequence", [*permutations((FIRST, SECOND))])
@pytest.mark.parametrize("rows", [BY_PERSON, BY_NUMBER], ids=["by person", "by number"])
def test_two_orders_that_are_entered_late_leave_the_same_in_any_sequence(
    sqlite_url: str, rows: Mapping[str, dict[str, Json]], sequence: tuple[str, ...]
) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-11-01")
    for number in sequence:
        ordered(desk, number, rows[number])
    assert terms(desk) == [
        (COMES, date(2022, 10, 15), None, SECOND),
        (STAYS, date(2018, 10, 1), date(2022, 10, 15), None),
    ]
    sweep(desk.office)
    assert days(desk) == [("2022-10-15", "told")]
    assert the_row(desk, FIRST, rows[FIRST]).how == "moved_by"


@pytest.mark.parametrize("sequence", [*permutations((FIRST, SECOND, THIRD))])
def test_three_orders_named_by_number_leave_nobody_moved_in_any_sequence(
    sqlite_url: str, sequence: tuple[str, ...]
) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-11-01")
    before = terms(desk)
    for number in sequence:
        ordered(desk, number, {**BY_NUMBER[number]})
    assert terms(desk) == before
    assert days(desk) == []
    told = [the_row(desk, number, BY_NUMBER[number]).how for number in (FIRST, SECOND, THIRD)]
    assert told == ["called_off_by", "called_off_by", "unchanged"]


def test_rows_of_the_earlier_order_are_told_one_by_one(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, "5704", "5708")
    desk.on("2022-09-28")
    rows: list[dict[str, Json]] = [
        {"district": one, "title_th": "นาย", "name_th": f"คนใหม่{place} สมมุติ", "on": "2022-10-01"}
        for place, one in enumerate((MAE_FAH_LUANG, "5704", "5708"))
    ]
    ordered(desk, FIRST, *rows)
    the_row(desk, SECOND, {**rows[1], "on": "2022-10-15"})
    the_row(desk, THIRD, {**rows[2], "called_off": True})
    told = {one.district: (one.how, one.by_order) for one in ordered(desk, FIRST, *rows).districts}
    assert told == {
        MAE_FAH_LUANG: ("unchanged", None),
        "5704": ("moved_by", SECOND),
        "5708": ("called_off_by", THIRD),
    }


def test_an_order_without_a_name_is_no_second_rotation_in_which_who_comes_leaves(
    desk: Desk,
) -> None:
    the_row(desk, FIRST, ANNOUNCES)
    nameless: dict[str, Json] = {"district": MAE_FAH_LUANG, "on": "2022-10-15"}
    assert refused(desk, SECOND, nameless) == (IsToCome, "moves.0.of_order")
    sooner = the_row(
        desk, "1140/2565", {**nameless, "on": "2022-09-25"}
    )  # the present Chief leaves
    assert sooner.how == "new"
    assert chief_on(desk, "2022-09-30") == []
    assert chief_on(desk, "2022-10-01") == [COMES]


def test_what_cannot_be_changed_is_refused_in_a_sentence_and_nothing_changes(desk: Desk) -> None:
    the_row(desk, FIRST, ANNOUNCES)
    other: dict[str, Json] = {**NAMED, "name_th": "ไม่เคย มีชื่อ"}
    for row, misfit, field in (
        ({**other, "called_off": True}, NeverAnnounced, "name_th"),
        ({**other, **OF_FIRST}, NotWhoWasAnnounced, "name_th"),
        (
            {**OF_FIRST, "of_order": "1132/2565", "called_off": True},
            EarlierOrderUnknown,
            "of_order",
        ),
        ({**LATER, "on": "2022-09-19"}, BeforeItsOrder, "on"),
        ({**OF_FIRST, "on": "2022-09-19"}, BeforeItsOrder, "on"),
    ):
        assert refused(desk, SECOND, row) == (misfit, f"moves.0.{field}")
    early: dict[str, Json] = {**OF_FIRST, "on": "2022-10-15"}
    assert refused(desk, SECOND, early, dated="2022-09-11") == (
        ChangesLaterOrder, "moves.0.of_order",
    )  # fmt: skip


def test_what_came_about_before_the_order_was_signed_is_neither_moved_nor_called_off(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-10-20")
    the_row(desk, FIRST, ANNOUNCES)
    late = {"dated": "2022-10-02"}
    for row, field in (
        (OFF, "name_th"),
        ({**OF_FIRST, "called_off": True}, "of_order"),
        ({**OF_FIRST, "on": "2022-10-15"}, "of_order"),
    ):
        assert refused(desk, THIRD, row, **late) == (TookEffectBefore, f"moves.0.{field}")
    nobody: dict[str, Json] = {"district": MAE_FAH_LUANG, "called_off": True}
    assert refused(desk, THIRD, nobody, **late) == (NothingToCallOff, "moves.0.called_off")


def test_what_was_called_off_is_neither_moved_nor_called_off_once_more(desk: Desk) -> None:
    the_row(desk, FIRST, ANNOUNCES)
    the_row(desk, THIRD, OFF)
    again = "1180/2565"
    for row, field in ((OFF, "name_th"), ({**OF_FIRST, "on": "2022-10-15"}, "of_order")):
        assert refused(desk, again, row, dated="2022-09-27") == (
            CalledOffByAnother, f"moves.0.{field}",
        )  # fmt: skip
    assert refused(desk, THIRD, LATER) == (CallsOffAnother, "moves.0.called_off")
    announced = the_row(desk, again, LATER, dated="2022-09-27")  # they come after all
    assert announced.how == "new"
    assert the_row(desk, FIRST, ANNOUNCES).how == "called_off_by"


def test_a_calling_off_by_a_later_order_that_was_a_mistake_is_put_right_under_the_earlier_one(
    desk: Desk,
) -> None:
    the_row(desk, FIRST, ANNOUNCES)
    stood = terms(desk)
    the_row(desk, THIRD, OFF)
    mistake: dict[str, Json] = {"district": MAE_FAH_LUANG, "on": "2022-10-01",
                                "called_off_by_mistake": True}  # fmt: skip
    assert the_row(desk, FIRST, mistake).how == "reinstated"
    assert terms(desk) == stood
    assert the_row(desk, FIRST, ANNOUNCES).how == "unchanged"
    assert the_row(desk, THIRD, OFF).how == "called_off"


def test_what_was_moved_is_called_off_under_the_number_in_which_it_stands(desk: Desk) -> None:
    before = terms(desk)
    the_row(desk, FIRST, ANNOUNCES)
    the_row(desk, SECOND, LATER)
    assert refused(desk, FIRST, {**ANNOUNCES, "called_off": True}) == (
        StandsInAnother, "moves.0.called_off",
    )  # fmt: skip
    assert the_row(desk, SECOND, {**LATER, "called_off": True}).how == "called_off"
    assert terms(desk) == before
    again = the_row(desk, FIRST, ANNOUNCES)
    assert (again.how, again.by_order) == ("called_off_by", SECOND)


def test_what_a_later_order_would_change_is_told_and_nothing_is_kept(desk: Desk) -> None:
    the_row(desk, FIRST, ANNOUNCES)
    before = kept(desk)
    (found,) = rotation_what_if(desk.office, an_order(SECOND, LATER), recorded_by="coord")
    assert (found.rotated.how, found.rotated.of_order) == ("moved", FIRST)
    assert kept(desk) == before


def test_which_order_changed_which_stays_in_the_audit(desk: Desk) -> None:
    the_row(desk, FIRST, ANNOUNCES)
    the_row(desk, SECOND, LATER)
    with desk.office.registry.reading() as connection:
        assert "transfer.overridden" in {one.action for one in links(connection, [MAE_FAH_LUANG])}


def test_who_acts_first_and_then_comes_in_their_own_right_is_told_of_by_two_orders(
    desk: Desk,
) -> None:
    deputy: dict[str, Json] = {"district": MAE_FAH_LUANG, "coming": f"{MAE_FAH_LUANG}.deputy"}
    acts = {**deputy, "on": "2022-10-01", "capacity": "acting_vacant", "basis": "seniority"}
    the_row(desk, FIRST, acts)
    own = the_row(desk, SECOND, {**deputy, "on": "2022-10-15"})
    assert (own.how, own.of_order) == ("new", None)
    day = date(2022, 10, 15)
    assert days(desk) == [("2022-10-01", "announced"), (day.isoformat(), "announced")]
    assert chief_on(desk, (day - timedelta(days=1)).isoformat()) == chief_on(desk, day.isoformat())
