"""Lines of money: proposed, secured by a page, lost again, spent or given up."""

from datetime import date
from decimal import Decimal

import pytest

from flows.decisions.days import ActEarlier
from flows.decisions.withdraw import withdraw
from flows.engine.days import sweep
from flows.plan.rows import NothingAsked
from flows.verification import verify_all
from flows.year.recordings import (
    GrantingOfficeUnknown,
    NeedTwice,
    NothingGranted,
    SpentAfterLoss,
    SpentWithoutGrant,
)
from registry.queries.figure_period import FigureDay
from registry.queries.plans import MoneyRow, money, money_steps, needs
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.year.at_money import WATCH, asked, proposed
from tests.flows.year.at_openings import NEEDS, a_committee, opened


def now(desk: Desk, day: str) -> MoneyRow:
    with desk.office.registry.reading() as connection:
        (row,) = money(connection, ("57",), 2566, date.fromisoformat(day))
    return row


def test_a_line_is_kept_as_it_was_asked_in_figures(made_registry_url: str) -> None:
    desk, _ = asked(made_registry_url)
    with desk.office.registry.reading() as connection:
        (row,) = needs(connection, (MAE_FAH_LUANG,), 2566, date(2022, 6, 28))
    assert (row.key, row.road, str(row.amount), row.local_plan) == (
        "watch", "ordinance", "30000", "yes",
    )  # fmt: skip


def test_local_money_is_secured_by_the_page_of_the_ordinance_and_can_be_lost_again(
    made_registry_url: str,
) -> None:
    desk, year = proposed(made_registry_url)
    steps: list[tuple[str, str, Json]] = [
        ("1", "2022-08-12", {"result": "tabled"}),
        ("2", "2022-09-12", {"result": "passed"}),
        ("3", "2022-10-05", {"result": "granted", "amount": "20000", "page": "หน้า 45"}),
        ("4", "2023-02-01", {"result": "transferred", "reason": "โอนไปภัยพิบัติ"}),
    ]
    for turn, day, answer in steps:
        desk.decide(year, f"{WATCH}/money#{turn}", "focal_point", day, answer)
    with desk.office.registry.reading() as connection:
        told = money_steps(connection, MAE_FAH_LUANG, 2566, "watch")
    assert [(one.step, one.secured) for one in told] == [
        ("proposed", False), ("tabled", False), ("passed", False), ("granted", True),
        ("transferred", False),
    ]  # fmt: skip
    assert now(desk, "2022-12-01").secured
    assert not now(desk, "2023-02-01").secured
    assert f"{WATCH}/money#5" in desk.waits_at(year)


@pytest.mark.parametrize(("between", "stands"), [("tabled", True), ("refused", False)])
def test_a_grant_after_the_ordinances_page_was_told_needs_it_anew_only_where_money_was_lost(
    sqlite_url: str, *, between: str, stands: bool
) -> None:
    desk, year = proposed(sqlite_url)
    lost: dict[str, Json] = {"reason": "ตัดงบ"} if between == "refused" else {}
    steps: list[Json] = [
        {"result": "passed", "amount": "20000", "page": "45"},
        {"result": between, **lost},
        {"result": "granted", "amount": "15000"},
    ]
    for turn, answer in enumerate(steps, 1):
        receipt = desk.decide(year, f"{WATCH}/money#{turn}", "focal_point", "2022-10-05", answer)
    assert (now(desk, "2022-10-05").secured, not receipt.warnings) == (stands, stands)


def test_a_line_ends_when_it_is_spent_or_given_up(sqlite_url: str) -> None:
    desk, year = proposed(sqlite_url)
    passed: Json = {"result": "granted", "amount": "20000", "page": "45"}
    desk.decide(year, f"{WATCH}/money#1", "focal_point", "2022-10-05", passed)
    spent: Json = {"result": "spent", "amount": "๑๙,๕๐๐"}
    desk.decide(year, f"{WATCH}/money#2", "focal_point", "2023-06-01", spent)
    assert not [one for one in desk.waits_at(year) if one.startswith("year/money")]


def test_needs_told_after_the_councils_day_are_taken_as_late_and_may_come_by_another_budget(
    sqlite_url: str,
) -> None:
    desk = a_committee(sqlite_url)
    desk.on("2022-06-28")
    (year,) = opened(desk)
    desk.on("2022-08-22")
    sweep(desk.office)
    assert not [one for one in desk.waits_at(year.id) if one.startswith("year/money")]
    asked = desk.decide(
        year.id, "year/money/budget_needs", "focal_point", "2022-08-20", NEEDS
    ).warnings
    assert "15 August 2022" in asked[-1].en
    assert f"{WATCH}/proposal_sent" in desk.waits_at(year.id)
    sent: Json = {"result": "sent", "paper": {"number": "ชร 1518/90", "dated": "2022-08-22"}}
    desk.decide(year.id, f"{WATCH}/proposal_sent", "focal_point", "2022-08-22", sent)
    desk.decide(
        year.id, f"{WATCH}/money#1", "focal_point", "2022-08-22", {"result": "supplementary"}
    )
    assert now(desk, "2022-08-22").step == "supplementary"
    assert verify_all(desk.office) == ()


def test_steps_of_one_day_all_stay_and_what_was_spent_that_day_was_secured(
    made_registry_url: str,
) -> None:
    desk, year = proposed(made_registry_url)
    steps: list[Json] = [
        {"result": "refused", "reason": "ไม่มีงบประมาณ"},
        {"result": "granted", "amount": "20000", "page": "45"},
        {"result": "spent", "amount": "19000"},
    ]
    for turn, answer in enumerate(steps, 1):
        desk.decide(year, f"{WATCH}/money#{turn}", "focal_point", "2022-10-05", answer)
    with desk.office.registry.reading() as connection:
        told = money_steps(connection, MAE_FAH_LUANG, 2566, "watch")
        day = FigureDay(connection, (MAE_FAH_LUANG,), 2566, date(2022, 10, 5))
        assert day.secured == {MAE_FAH_LUANG: {"watch": Decimal(20000)}}
    assert [one.step for one in told] == ["proposed", "refused", "granted", "spent"]
    withdraw(desk.office, year, f"{WATCH}/money#2", reason="คนละรายการ", recorded_by="coord")
    with desk.office.registry.reading() as connection:
        told = money_steps(connection, MAE_FAH_LUANG, 2566, "watch")
    assert [one.step for one in told] == ["proposed", "refused"]


def test_money_that_was_transferred_away_is_not_spent_before_it_is_granted_anew(
    sqlite_url: str,
) -> None:
    desk, year = proposed(sqlite_url)
    granted: Json = {"result": "granted", "amount": "20000", "page": "45"}
    desk.decide(year, f"{WATCH}/money#1", "focal_point", "2022-10-05", granted)
    gone: Json = {"result": "transferred", "amount": "15000", "reason": "โอนไปช่วยน้ำท่วม"}
    desk.decide(year, f"{WATCH}/money#2", "focal_point", "2022-12-01", gone)
    spent: Json = {"result": "spent", "amount": "5000"}
    with pytest.raises(SpentAfterLoss) as told:
        desk.decide(year, f"{WATCH}/money#3", "focal_point", "2023-06-01", spent)
    assert "“transferred away” on 1 December 2022" in told.value.sentence.en
    left: Json = {"result": "granted", "amount": "5000", "page": "45"}
    desk.decide(year, f"{WATCH}/money#3", "focal_point", "2023-01-10", left)
    desk.decide(year, f"{WATCH}/money#4", "focal_point", "2023-06-01", spent)
    assert now(desk, "2023-06-01").step == "spent"


def test_what_became_of_a_line_after_the_years_close_is_taken_as_late(sqlite_url: str) -> None:
    desk, year = proposed(sqlite_url)
    granted: Json = {"result": "granted", "amount": "20000", "page": "45"}
    desk.decide(year, f"{WATCH}/money#1", "focal_point", "2022-10-05", granted)
    desk.on("2023-12-06")
    sweep(desk.office)
    spent: Json = {"result": "spent", "amount": "19000"}
    told = desk.decide(year, f"{WATCH}/money#2", "focal_point", "2023-12-04", spent).warnings
    assert "30 November 2023" in told[-1].en
    assert now(desk, "2023-12-04").step == "spent"


def test_nothing_is_spent_that_was_not_granted(sqlite_url: str) -> None:
    desk, year = proposed(sqlite_url)
    with pytest.raises(SpentWithoutGrant):
        desk.decide(
            year, f"{WATCH}/money#1", "focal_point", "2022-08-12",
            {"result": "spent", "amount": "1"},
        )  # fmt: skip


def test_a_step_lies_after_the_one_before(sqlite_url: str) -> None:
    desk, year = proposed(sqlite_url)
    desk.on("2022-09-01")
    with pytest.raises(ActEarlier):
        desk.decide(year, f"{WATCH}/money#1", "focal_point", "2022-07-01", {"result": "tabled"})


def test_money_is_asked_from_whom_the_registry_knows_and_each_line_once(sqlite_url: str) -> None:
    desk = a_committee(sqlite_url)
    desk.on("2022-06-28")
    (year,) = opened(desk)
    line: dict[str, Json] = {
        "key": "watch", "title": "กลุ่มเฝ้าระวัง", "road": "ordinance", "amount": "1",
        "office": f"{MAE_FAH_LUANG}/lao_president/1",
    }  # fmt: skip
    gate = "year/money/budget_needs"
    twice: Json = {"result": "needed", "rows": [line, line]}
    with pytest.raises(NeedTwice):
        desk.decide(year.id, gate, "focal_point", "2022-06-28", twice)
    nobody: Json = {"result": "needed", "rows": [{**line, "office": "5715/nobody"}]}
    with pytest.raises(GrantingOfficeUnknown):
        desk.decide(year.id, gate, "focal_point", "2022-06-28", nobody)


def test_of_granted_money_nothing_may_be_spent_but_no_grant_and_no_request_is_of_nothing(
    sqlite_url: str,
) -> None:
    desk, year = proposed(sqlite_url)
    granted: dict[str, Json] = {"result": "granted", "amount": "0", "page": "45"}
    with pytest.raises(NothingGranted):
        desk.decide(year, f"{WATCH}/money#1", "focal_point", "2022-10-05", granted)
    desk.decide(
        year, f"{WATCH}/money#1", "focal_point", "2022-10-05", {**granted, "amount": "20000"}
    )
    spent: Json = {"result": "spent", "amount": "๐"}
    desk.decide(year, f"{WATCH}/money#2", "focal_point", "2023-06-01", spent)
    assert (now(desk, "2023-06-01").step, now(desk, "2023-06-01").amount) == ("spent", Decimal(0))


def test_a_line_of_no_baht_is_refused_where_it_is_asked_for(sqlite_url: str) -> None:
    desk = a_committee(sqlite_url)
    desk.on("2022-06-28")
    (year,) = opened(desk)
    line: dict[str, Json] = {
        "key": "watch", "title": "กลุ่มเฝ้าระวัง", "road": "donor", "office": "focus", "amount": "๐.๐๐",
    }  # fmt: skip
    nothing: Json = {"result": "needed", "rows": [line]}
    with pytest.raises(NothingAsked) as told:
        desk.decide(year.id, "year/money/budget_needs", "focal_point", "2022-06-28", nothing)
    assert told.value.field == "rows.0.amount"


def test_more_granted_than_asked_and_more_spent_than_granted_is_warned_of(sqlite_url: str) -> None:
    desk, year = proposed(sqlite_url)
    granted: Json = {"result": "granted", "amount": "40,000", "page": "45"}
    said = desk.decide(year, f"{WATCH}/money#1", "focal_point", "2022-10-05", granted)
    assert ["40,000 baht is more than the 30,000 baht" in one.en for one in said.warnings] == [True]
    spent: Json = {"result": "spent", "amount": "40000.50"}
    said = desk.decide(year, f"{WATCH}/money#2", "focal_point", "2023-06-01", spent)
    assert ["มากกว่าจำนวนที่ได้รับ 40,000 บาท" in one.th for one in said.warnings] == [True]
