"""E7: the plan of Wiang Kaen is late, sent twice, and received on 25 October."""

from datetime import date

from flows.engine.days import sweep
from flows.engine.perform import drain
from flows.plan.leads import plan_seats
from flows.year.opening import open_years
from registry.queries.plans import money, plan_versions
from registry.records.province_values import set_setting
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, TEAM, Desk, a_desk
from tests.flows.order.at_amendments import sign
from tests.flows.plan.plan_rows import ENDORSED, a_draft, plan_of
from tests.flows.plan.planning import papers, text_of

WIANG_KAEN = "5713"
NEEDS: Json = {
    "result": "needed",
    "rows": [
        {
            "key": "watch", "title": "กลุ่มเฝ้าระวัง", "road": "ordinance",
            "office": f"{WIANG_KAEN}/lao_president/1", "amount": "30000",
        }
    ],
}  # fmt: skip


def at_work_since_2021(url: str) -> Desk:
    """The committee of Wiang Kaen, whose order is of February 2021."""
    desk = a_desk(url, "2021-02-01", WIANG_KAEN)
    first = desk.start(on="2021-02-01", district=WIANG_KAEN)
    desk.decide(first, "earlier_order", COORDINATOR, "2021-02-01", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2021-02-02", {"result": "agreed"})
    deputy: Json = {"deputy": "deputy_district_chief/1"}
    desk.decide(first, "delegation", "district_chief", "2021-02-03", deputy)
    desk.decide(first, "working_team", COORDINATOR, "2021-02-04", {"agencies": TEAM})
    desk.decide(first, "membership", "focal_point", "2021-02-05", {})
    for path in desk.waits_at(first):
        desk.decide(first, path, "focal_point", "2021-02-08", {"result": "by_position"})
    order = desk.order()
    confirmed: Json = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    desk.decide(order, "legal_bases", COORDINATOR, "2021-02-10", confirmed)
    sign(desk, order, "9/2564", "2021-02-20")
    with desk.office.registry.writing("TH", "57") as write:
        set_setting(write, "57", "year.first", 2566, since=date(2021, 1, 1), by=1)
    return desk


def tick(desk: Desk, day: str) -> None:
    """The morning of that day."""
    desk.on(day)
    sweep(desk.office)
    open_years(desk.office)
    for _ in drain(desk.office):
        pass


def year_of(desk: Desk) -> int:
    return next(one.id for one in desk.instances() if one.process == "annual_cycle")


def row(desk: Desk, key: str, kind: str, **more: Json) -> dict[str, Json]:
    with desk.office.registry.reading() as connection:
        seats = plan_seats(connection, WIANG_KAEN, desk.office.registry.today)
    lead = next(seat for seat, one in seats.items() if one.kind == kind)
    return {
        "key": key, "group": "prevention", "activity": f"กิจกรรม {key}",
        "duties": ["inspect_prevent_monitor"], "quarters": ["q1"], "lead": lead, **more,
    }  # fmt: skip


def drafted_on(desk: Desk, plan: int, day: str, *rows: dict[str, Json]) -> None:
    desk.decide(plan, "plan_draft", "focal_point", day, a_draft(rows))
    entrusted: Json = {"result": "agreed", "meeting": "5/2565", "held_on": day}
    desk.decide(plan, "resolution", "district_chief", day, entrusted)
    for gate in desk.gates(plan):
        if gate.gate == "endorsement":
            desk.decide(plan, gate.path, "focal_point", day, ENDORSED)
    desk.decide(plan, "plan_signed", "district_chief", day, {"result": "signed"})


def test_the_plan_is_eighteen_days_late_to_its_submission_and_twenty_five_to_its_reception(
    made_registry_url: str,
) -> None:
    desk = at_work_since_2021(made_registry_url)
    tick(desk, "2022-04-01")
    year = year_of(desk)
    assert desk.waits_at(year)[0] == "year/money/budget_needs"
    desk.decide(year, "year/money/budget_needs", "focal_point", "2022-06-28", NEEDS)
    tick(desk, "2022-07-01")
    plan = plan_of(desk)
    tick(desk, "2022-10-10")
    own: dict[str, Json] = {"mode": "ordinance", "amount": "30000", "need": "watch"}
    rows = [row(desk, "row-1", "police_superintendent"), row(desk, "row-2", "lao_president", **own)]
    drafted_on(desk, plan, "2022-10-14", *rows)
    first = desk.decide(plan, "plan_sent", "focal_point", "2022-10-18", {})
    assert any("18 days late" in one.en for one in first.warnings)
    asked: Json = {
        "result": "adjust",
        "remarks": [{"row": key, "asked": "ระบุผู้รับผิดชอบ"} for key in ("row-1", "row-2")],
    }
    desk.decide(plan, "plan_received", COORDINATOR, "2022-10-19", asked)
    more = [{**one, "places": "ทุกตำบล"} for one in rows]
    drafted_on(desk, plan, "2022-10-21", *more)
    again = desk.decide(plan, "plan_sent", "focal_point", "2022-10-24", {})
    assert not any("late" in one.en for one in again.warnings)
    desk.decide(plan, "plan_received", COORDINATOR, "2022-10-25", {"result": "received"})
    sent = [
        one.act_date
        for one in desk.entries(plan)
        if one.gate == "plan_sent" and one.kind == "decision"
    ]
    with desk.office.registry.reading() as connection:
        (version,) = plan_versions(connection, (WIANG_KAEN,), date(2022, 10, 25))
        steps = money(connection, (WIANG_KAEN,), 2566, date(2022, 10, 25))
    due = date(2022, 9, 30)
    assert [(sent[0] - due).days, (version.received - due).days] == [18, 25]
    assert steps == []
    tick(desk, "2023-01-03")
    assert "year/q1/quarter/report/progress#1" in desk.waits_at(year)
    sheet: Json = {
        "result": "reported",
        "rows": [
            {"row": "row-1", "state": "done"},
            {"row": "row-2", "state": "not_started", "variance": "ไม่ได้รับงบประมาณของ อปท."},
        ],
        "figures": [{"indicator": "community_plans", "value": "2"}],
    }  # fmt: skip
    desk.decide(year, "year/q1/quarter/report/progress#1", "focal_point", "2023-01-05", sheet)
    (report,) = papers(desk, year, "quarter_report")
    said = text_of(desk, report)
    assert "ไม่ได้รับงบประมาณของ อปท." in said
    assert "แผนป้องกันระดับชุมชน" in said
    desk.decide(year, "year/q1/quarter/report/report_sent#1", "focal_point", "2023-01-09", {})
    assert "year/q1/quarter/report/report_received#1" in desk.waits_at(year)
