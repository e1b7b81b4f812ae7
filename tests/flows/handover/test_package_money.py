"""What a package says of the year's money: as the year board has it."""

from datetime import date
from decimal import Decimal

import pytest

from desk.views.view import View
from desk.views.year_facts import years_of
from flows.plan.process import PLAN
from flows.year.gates import LocalPlan, MoneyStep as Step, Road
from registry.records.plans import MoneyStep, NewNeed, record_money, record_needs
from registry.rules.plain_values import Json
from registry.rules.year_board import Column, YearCell, YearMark, cells
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.handover.at_packages import claims, package
from tests.flows.plan.planning import TRAINING, a_year, drafted
from tests.flows.year.at_money import WATCH, asked, proposed
from tests.flows.year.at_openings import a_committee, opened
from tests.flows.year.at_quarters import a_year as quarters, on


def on_the_board(desk: Desk, day: str) -> YearCell:
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date.fromisoformat(day))
        held = years_of(view, [MAE_FAH_LUANG], 2566)[MAE_FAH_LUANG]
    return next(one for one in cells(held.facts, view.on) if one.column is Column.MONEY)


def test_that_no_money_is_needed_is_told_with_its_day_as_on_the_year_board(
    sqlite_url: str,
) -> None:
    desk = a_committee(sqlite_url)
    desk.on("2022-06-28")
    (year,) = opened(desk)
    waits = "2022-06-27"
    (line,) = claims(package(desk, waits), "budget")
    assert on_the_board(desk, waits).mark is YearMark.HERE
    assert line.text_en == "under way, due 4 July 2022"
    desk.decide(year.id, "year/money/budget_needs", "focal_point", "2022-06-28", {"result": "none"})
    on(desk, "2022-10-20")
    found, board = package(desk, "2022-10-20"), on_the_board(desk, "2022-10-20")
    (line,) = claims(found, "budget")
    assert (board.mark, board.day) == (YearMark.NONE_NEEDED, date(2022, 6, 28))
    assert (line.topic_en, line.text_en) == (
        "Money of fiscal year 2566", "none needed, as told on 28 June 2022",
    )  # fmt: skip
    assert line.text_th == "แจ้งเมื่อ 28 มิ.ย. 2565 ว่าไม่ต้องขอรับการสนับสนุนงบประมาณ"
    assert (line.as_of.first, line.known) == (date(2022, 6, 28), True)
    assert line.source_en.startswith("entry no. ")
    assert not [one for one in found.annex.gaps if one.section == 6]
    assert found.page_one.numbers.baht_secured.now_en == "none asked for"


@pytest.mark.parametrize(
    ("result", "stands"),
    [
        (None, "unfunded for FY2566 – resubmit / supplementary"),
        ("passed", "page of the ordinance missing"),
    ],
)
def test_a_line_stands_in_the_annex_as_it_stands_on_the_year_board(
    sqlite_url: str, result: str | None, stands: str
) -> None:
    desk, year = proposed(sqlite_url)
    if result is not None:
        desk.decide(year, f"{WATCH}/money#1", "focal_point", "2022-09-12", {"result": result})
    board = on_the_board(desk, "2022-09-20")
    (line,) = claims(package(desk, "2022-09-20"), "budget")
    assert (board.mark is YearMark.UNFUNDED) is (result is None)
    assert line.text_en.endswith(f"; {stands}")


def test_money_is_told_with_who_gave_it_and_where_no_activity_of_the_plan_is_for_it(
    sqlite_url: str,
) -> None:
    desk, _ = quarters(sqlite_url)
    plan = next(one.id for one in desk.instances() if one.process == PLAN.key)
    entry = next(one.id for one in desk.entries(plan) if "answer" in one.body)
    own = NewNeed("media", Road.DONOR, "world_vision", Decimal(12_000), LocalPlan.NOT_ASKED)
    day = date(2022, 9, 30)
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        record_needs(write, MAE_FAH_LUANG, 2566, [own], on=day, entry_id=entry)
        given = MoneyStep(Step.GRANTED, Decimal(12_000), secured=True)
        record_money(write, MAE_FAH_LUANG, 2566, "media", given, on=day, entry_id=entry)
    on(desk, "2022-10-20")
    said = [one.text_en for one in claims(package(desk, "2022-10-20"), "budget")]
    told = "from World Vision Foundation of Thailand (outside the action plan)"
    assert [one for one in said if "12,000" in one] == [
        f"12,000 baht asked for; granted: 12,000 baht, {told}"
    ]


def test_an_activity_for_local_money_that_nobody_asked_for_is_told_as_the_board_counts_it(
    sqlite_url: str,
) -> None:
    desk = a_year(sqlite_url)
    drafted(desk, {"rows": [TRAINING | {"mode": "ordinance"}]})
    on(desk, "2022-08-22")
    board = on_the_board(desk, "2022-08-22")
    told = [*claims(package(desk, "2022-08-22"), "budget")]
    assert (board.mark, board.count, board.of) == (YearMark.UNFUNDED, 1, 1)
    assert [one.text_en for one in told] == ["unfunded"]


def test_a_need_that_waits_for_its_proposal_stays_told_as_before(sqlite_url: str) -> None:
    desk, _ = asked(sqlite_url)
    (line,) = claims(package(desk, "2022-07-01"), "budget")
    assert line.text_en == "30,000 baht asked for; not sent yet"


def test_of_money_it_says_what_was_given_and_once_that_an_ordinance_of_its_giver_has_it(
    sqlite_url: str,
) -> None:
    desk, year = proposed(sqlite_url)
    desk.decide(year, f"{WATCH}/money#1", "focal_point", "2022-09-12", {"result": "passed"})
    (line,) = claims(package(desk, "2022-09-13"), "budget")
    assert line.text_th == "ขอ 30,000 บาท ผ่านข้อบัญญัติแล้ว ยังไม่ระบุหน้าข้อบัญญัติ"
    granted: Json = {"result": "granted", "amount": "20000", "page": "45"}
    desk.decide(year, f"{WATCH}/money#2", "focal_point", "2022-10-05", granted)
    (line,) = claims(package(desk, "2022-10-06"), "budget")
    assert (
        line.text_en
        == "30,000 baht asked for; granted: 20,000 baht, from Sommut SAO; in an ordinance"
    )
    assert line.text_th.endswith(" อยู่ในข้อบัญญัติแล้ว")
    spent: Json = {"result": "spent", "amount": "19000"}
    desk.decide(year, f"{WATCH}/money#3", "focal_point", "2022-12-05", spent)
    (line,) = claims(package(desk, "2022-12-06"), "budget")
    assert line.text_en == "30,000 baht asked for; spent and reported: 19,000 baht, from Sommut SAO"


def test_the_calendar_says_of_which_money_an_answer_is_due(sqlite_url: str) -> None:
    desk, _ = proposed(sqlite_url)
    due = [one.text_th for one in package(desk, "2022-07-12").annex.coming]
    assert [one for one in due if "ผลของงบประมาณ" in one] == [
        "ครบกำหนด ผลของงบประมาณ: กลุ่มเฝ้าระวัง 6 หมู่บ้าน"
    ]
    assert all(one.count(":") <= 1 for one in due), "one colon a row"


def test_what_is_secured_is_told_once_on_page_one_beside_what_was_asked_for(
    sqlite_url: str,
) -> None:
    desk, year = proposed(sqlite_url)
    granted: Json = {"result": "granted", "amount": "20000", "page": "45"}
    desk.decide(year, f"{WATCH}/money#1", "focal_point", "2022-10-05", granted)
    page = package(desk, "2022-10-06").page_one
    assert page.numbers.baht_secured.now_en == "20,000 of 30,000 baht asked"
    assert not [one for one in page.works if "20,000" in one.text_en]


def test_money_of_a_donor_is_in_no_ordinance(sqlite_url: str) -> None:
    desk = a_committee(sqlite_url)
    desk.on("2022-06-28")
    (year,) = opened(desk)
    line: dict[str, Json] = {
        "key": "watch", "title": "กลุ่มเฝ้าระวัง", "road": "donor", "office": "world_vision",
        "amount": "30000",
    }  # fmt: skip
    needs: Json = {"result": "needed", "rows": [line]}
    desk.decide(year.id, "year/money/budget_needs", "focal_point", "2022-06-28", needs)
    sent: Json = {"result": "sent", "paper": {"number": "ชร 1518/60", "dated": "2022-07-11"}}
    desk.decide(year.id, f"{WATCH}/proposal_sent", "focal_point", "2022-07-11", sent)
    granted: Json = {"result": "granted", "amount": "20000"}
    desk.decide(year.id, f"{WATCH}/money#1", "focal_point", "2022-10-05", granted)
    (told_of,) = claims(package(desk, "2022-10-06"), "budget")
    assert told_of.text_en == (
        "30,000 baht asked for; granted: 20,000 baht, from World Vision Foundation of Thailand"
    )
