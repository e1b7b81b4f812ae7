"""The number of an order, where the district's clerk keeps the book and where the office does."""

from datetime import date

import pytest

from desk.views.form_schema import filled
from flows.decisions.province_settings import set_value
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, Desk
from tests.flows.dissolution.at_endings import dissolved
from tests.flows.order.at_amendments import at_work, begun
from tests.readers import view_of

DAY = "2022-09-05"


def keep_book(desk: Desk) -> None:
    since = date(2022, 1, 1)
    set_value(
        desk.office, MAE_FAH_LUANG, "order.register", "ours", since=since, recorded_by="coord"
    )


def to_registration(desk: Desk) -> int:
    order = begun(desk)
    desk.decide(order, "deputy_review", "focal_point", DAY, {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", DAY, {"result": "sign"})
    return order


def proposed(desk: Desk, work: int, gate: str, on: str = DAY) -> Json:
    with desk.office.registry.reading() as connection:
        return filled(view_of(desk, connection, date.fromisoformat(on)), work, gate).proposal


def warned(desk: Desk, order: int, number: str) -> list[str]:
    answer: Json = {"number": number, "dated": DAY, "printed": "as_printed"}
    told = desk.decide(order, "registration", "district_chief", DAY, answer, evidence=[SCAN])
    return [one.en for one in told.warnings]


def test_no_number_is_proposed_and_none_is_missed_while_the_clerk_keeps_the_book(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    order = to_registration(desk)
    assert proposed(desk, order, "registration") is None
    assert warned(desk, order, "40/2565") == []


def test_the_next_number_of_the_year_is_proposed_where_the_office_keeps_the_book(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    order = to_registration(desk)
    keep_book(desk)
    assert proposed(desk, order, "registration") == {"number": "13/2565"}
    assert proposed(desk, order, "registration", "2023-01-05") == {"number": "1/2566"}


@pytest.mark.parametrize(("number", "leaves_out"), [("13/2565", False), ("15/2565", True)])
def test_a_number_that_leaves_others_out_of_our_book_is_told(
    sqlite_url: str, number: str, *, leaves_out: bool
) -> None:
    desk = at_work(sqlite_url)
    order = to_registration(desk)
    keep_book(desk)
    told = "Number 15/2565 leaves out numbers of your own register, in which 13/2565 comes next"
    assert [one.partition(";")[0] for one in warned(desk, order, number)] == [told] * leaves_out


@pytest.mark.parametrize(
    ("ending", "following"), [("13/2565", "14/2565"), ("3501/2565", "13/2565")]
)
def test_the_number_of_an_order_that_ended_a_committee_stays_used_and_counts_for_no_more(
    sqlite_url: str, ending: str, following: str
) -> None:
    desk = at_work(sqlite_url)
    keep_book(desk)
    dissolved(desk, number=ending)
    order = desk.to_first_draft(on="2022-12-20")
    desk.decide(order, "deputy_review", "focal_point", "2022-12-20", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-12-20", {"result": "sign"})
    assert proposed(desk, order, "registration", "2022-12-20") == {"number": following}


def test_an_ending_order_under_the_number_of_another_order_is_told(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    work = desk.start("dissolution", on=DAY, district=MAE_FAH_LUANG)
    order: Json = {"number": "๑๒/๒๕๖๕", "dated": DAY, "reason": "ยุบรวมอำเภอ"}
    told = desk.decide(work, "ending_order", COORDINATOR, DAY, order, evidence=[SCAN])
    assert told.warnings[0].en.startswith("Number 12/2565 is that of another order")


def test_the_next_number_is_proposed_to_the_order_that_ends_a_committee(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    keep_book(desk)
    work = desk.start("dissolution", on=DAY, district=MAE_FAH_LUANG)
    assert proposed(desk, work, "ending_order") == {"number": "13/2565"}
