"""What a plan is offered to begin from: what the year before left, learned and was given."""

from datetime import date

from config.words import written
from desk.views.form_schema import context, proposed
from desk.views.plan_summary import plan_summary
from desk.views.sight import OWN
from flows.plan.proposals import ProposedRow, proposals
from flows.plan.writing import add_rows
from flows.year.opening import start_year
from registry.journal import entries
from registry.records.village_changes import NewName, NewReport, VillageChanges
from registry.records.villages import record_villages
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.years import LAO, ROWS, a_year, go_to, needing, plan_of, received
from tests.flows.year.test_years_end_papers import gate_path
from tests.staged_desks import made_once

CHIEF = "executive.district_chief"
LEARNED: Json = {
    "sources": ["reflection"],
    "lessons": [
        {
            "key": "lesson-1", "about": "row-2", "happened": "ตรวจได้สามแห่ง",
            "change": "ตรวจร่วมกับแรงงานจังหวัด", "owner": CHIEF,
        },
    ],
}  # fmt: skip


@made_once
def a_second_year(url: str) -> tuple[Desk, int, int]:
    """A year planned, and the next one just opened; the instances of both."""
    desk, first = a_year(url)
    needing(desk, first)
    planned = [{**ROWS[0], "target": "6", "unit": "แห่ง"}, *ROWS[1:]]  # type: ignore[dict-item]
    received(desk, rows=planned)
    on = desk.on("2024-04-01")
    second = start_year(desk.office, MAE_FAH_LUANG, 2568, on=on, recorded_by="coord")
    return desk, first, second.instance


def money_came(desk: Desk, year: int) -> None:
    """Of the two lines the local one is granted, with its page, and the donor's refused."""
    desk.on("2023-10-05")
    for line, answer in (
        ("need-1", {"result": "granted", "amount": "20000", "page": "45"}),
        ("need-2", {"result": "refused", "reason": "ปิดโครงการ"}),
    ):
        place = f"year/money/needs/{line}"
        sent: Json = {"result": "sent"}
        desk.decide(year, f"{place}/proposal_sent", "focal_point", "2023-10-05", sent)
        desk.decide(year, f"{place}/money#1", "focal_point", "2023-10-05", answer)


def offered(desk: Desk, plan: int, source: str) -> list[ProposedRow]:
    with desk.office.registry.reading() as connection:
        seen = plan_summary(desk.office, connection, plan)
        assert seen is not None
        return [one for one in proposals(seen.copy, seen.context) if one.source == source]


def test_an_open_lesson_is_offered_under_its_activitys_group_and_once_taken_no_more(
    made_registry_url: str,
) -> None:
    desk, first, _ = a_second_year(made_registry_url)
    go_to(desk, "2024-07-01")
    lessons = gate_path(desk, first, "lessons")
    desk.decide(first, lessons, "focal_point", "2024-07-01", LEARNED)
    plan = plan_of(desk, "2568")
    (one,) = offered(desk, plan, "lessons")
    assert written(one.label, "th") == "บทเรียนปีงบประมาณ 2567: ตรวจร่วมกับแรงงานจังหวัด"
    assert one.body == {
        "group": "prosecution", "kind": "other", "duties": ["inspect_prevent_monitor"],
        "activity": "ตรวจร่วมกับแรงงานจังหวัด", "lead": CHIEF, "lesson": "2567/lesson-1",
    }  # fmt: skip
    add_rows(desk.office, plan, [{**one.body, "activity": "ตรวจร่วม"}], recorded_by="coord")
    assert offered(desk, plan, "lessons") == []


def test_what_last_year_left_begins_the_plan_and_is_offered_again_with_what_remains(
    sqlite_url: str,
) -> None:
    desk, _, _ = a_second_year(sqlite_url)
    go_to(desk, "2024-07-01")
    plan = plan_of(desk, "2568")
    with desk.office.registry.reading() as connection:
        seen = plan_summary(desk.office, connection, plan)
        assert seen is not None
        begun = [row.body or {} for row in seen.copy.rows]
    assert {one["carried_from"] for one in begun} == {"2567/row-1", "2567/row-2", "2567/row-3"}


def test_a_duty_is_offered_with_the_group_that_bears_it(sqlite_url: str) -> None:
    desk, _, _ = a_second_year(sqlite_url)
    go_to(desk, "2024-07-01")
    labels = [written(one.label, "th") for one in offered(desk, plan_of(desk, "2568"), "duties")]
    assert len(set(labels)) == len(labels) > 5


def test_lines_whose_money_came_recur_in_the_next_years_needs(sqlite_url: str) -> None:
    desk, first = a_year(sqlite_url)
    needing(desk, first)
    money_came(desk, first)
    on = desk.on("2024-04-01")
    second = start_year(desk.office, MAE_FAH_LUANG, 2568, on=on, recorded_by="coord").instance
    (row,) = [one for one in desk.gates(second) if one.gate == "budget_needs"]
    with desk.office.registry.reading() as connection:
        rows = entries(connection, second)
        begun = proposed(row, rows, context(connection, row, rows, on), OWN)
    line = {
        "key": "need-1", "title": "อบรมแกนนำหมู่บ้าน", "road": "ordinance", "office": LAO,
        "amount": "30000", "local_plan": "yes", "recipient": "", "note": "",
    }  # fmt: skip
    assert begun == {"result": "needed", "rows": [line]}


def test_the_situation_begins_with_what_the_villages_add_up_to(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    desk.on("2023-06-01")
    name = NewName("+1", "571501", 1, "บ้านสมมุติ", "Ban Sommut", date(2023, 5, 1))
    report = NewReport("+1", date(2023, 5, 20), {"risk_places": 3, "calls_police": 1}, {})
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        record_villages(write, MAE_FAH_LUANG, VillageChanges((name,), (report,)), by=1)
    go_to(desk, "2023-07-03")
    with desk.office.registry.reading() as connection:
        seen = plan_summary(desk.office, connection, plan_of(desk))
        assert seen is not None
        said = str((seen.copy.head.body or {})["situation"])
    assert said.endswith("รายงาน 1 ใน 1 หมู่บ้าน ข้อมูล ณ 20 พฤษภาคม 2566 จุดเสี่ยง/สถานประกอบการ 3 แห่ง")
    assert "แจ้งเหตุ" not in said
