"""What is registered says of the signed paper what is so, or is refused."""

from datetime import date

import pytest

from flows.decisions.days import DateNotAfter
from flows.engine.misfit import FieldTooMany
from registry.queries.orders import orders
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.staged_desks import made_once

SIGNED: dict[str, Json] = {"number": "7/2565", "dated": "2022-06-22", "printed": "as_printed"}
STRUCK: Json = [{"change": "remove", "key": "prevention.cso_representative"}]


@made_once
def at_the_chief(url: str) -> tuple[Desk, int]:
    desk = a_desk(url)
    order = desk.to_first_draft()
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    return desk, order


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"changes": STRUCK}, FieldTooMany),
        ({"other_changes": ["ขีดฆ่าบรรทัดหนึ่ง"]}, FieldTooMany),
        ({"dated": "2022-06-24"}, DateNotAfter),
    ],
)
def test_what_contradicts_itself_is_not_registered(
    sqlite_url: str, wrong: dict[str, Json], refusal: type[Refusal]
) -> None:
    desk, order = at_the_chief(sqlite_url)
    desk.decide(order, "chief_review", "district_chief", "2022-06-22", {"result": "sign"})
    desk.on("2022-06-30")
    answer: Json = {**SIGNED, **wrong}
    with pytest.raises(refusal):
        desk.decide(order, "registration", "district_chief", "2022-06-22", answer, evidence=[SCAN])
    with desk.office.registry.reading() as connection:
        assert orders(connection, MAE_FAH_LUANG) == []


def test_not_now_is_not_until_a_day_that_has_passed(sqlite_url: str) -> None:
    desk, order = at_the_chief(sqlite_url)
    later: Json = {"result": "not_now", "reason": "ภารกิจ", "until": "2022-06-01"}
    with pytest.raises(DateNotAfter):
        desk.decide(order, "chief_review", "district_chief", "2022-06-22", later)
    assert desk.waits_at(order) == ["chief_review#1"]


def test_the_orders_number_is_of_the_year_of_its_date_and_not_of_the_day_it_is_entered(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft(on="2022-12-30")
    desk.decide(order, "deputy_review", "focal_point", "2022-12-30", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-12-31", {"result": "sign"})
    desk.on("2023-01-04")
    last_day: dict[str, Json] = {**SIGNED, "number": "๒๑๐/๒๕๖๖", "dated": "2022-12-31"}
    with pytest.raises(Refusal, match="order_number_of_another_year"):
        desk.decide(
            order, "registration", "district_chief", "2022-12-31", last_day, evidence=[SCAN]
        )
    right: Json = {**last_day, "number": "๒๑๐/๒๕๖๕"}
    desk.decide(order, "registration", "district_chief", "2022-12-31", right, evidence=[SCAN])
    with desk.office.registry.reading() as connection:
        (signed,) = orders(connection, MAE_FAH_LUANG)
    assert (signed.full_number, signed.dated.first) == ("210/2565", date(2022, 12, 31))
