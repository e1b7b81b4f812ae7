"""A project that money was asked for, printed anew once the plan has a row for the money."""

from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.flows.handover.at_handovers import to
from tests.flows.papers.printed import offered, text
from tests.flows.plan.plan_rows import LAO, a_draft, a_row, plan_of
from tests.flows.year.at_money import asked

PROJECT = ("budget_proposal", "watch")
ROW: dict[str, Json] = {
    "need": "watch", "mode": "ordinance", "amount": "๓๐,๐๐๐", "target_group": "ชาวบ้านชายแดน",
    "aim": "ให้หมู่บ้านแจ้งเหตุได้เร็ว", "places": "ตำบลเทอดไทย", "indicator": "จำนวนกลุ่มที่ตั้งได้",
}  # fmt: skip


def planned(url: str, **more: Json) -> tuple[Desk, int]:
    desk, year = asked(url)
    to(desk, "2022-07-15")
    rows = [a_row(desk, "row-1", LAO, **ROW, **more)]
    plan = plan_of(desk)
    desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", a_draft(rows))
    return desk, year


def test_a_project_says_what_the_row_of_the_plan_says_that_its_money_is_for(
    sqlite_url: str,
) -> None:
    desk, year = planned(sqlite_url)
    assert PROJECT in offered(desk, year)
    said = text(desk, year, *PROJECT)
    for told in (
        "ให้หมู่บ้านแจ้งเหตุได้เร็ว", "กลุ่มเป้าหมาย ชาวบ้านชายแดน จำนวน ๖ หมู่บ้าน", "ไตรมาสที่ ๑, ๒",
        "ตำบลเทอดไทย", "ตัวชี้วัด จำนวนกลุ่มที่ตั้งได้",
    ):  # fmt: skip
        assert told in said


def test_before_the_plan_has_such_a_row_nothing_is_reprinted(sqlite_url: str) -> None:
    desk, year = asked(sqlite_url)
    assert PROJECT not in offered(desk, year)


def test_how_many_survivors_a_row_counts_leaves_no_house(sqlite_url: str) -> None:
    desk, year = planned(sqlite_url, survivors=True)
    said = text(desk, year, *PROJECT)
    assert "๖ หมู่บ้าน" not in said.partition("วัตถุประสงค์")[2]
