"""What stands of a committee that was never there, and what is the district's own."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from desk.views.view import View
from flows.activity.coordination import COORDINATION
from flows.activity.process import ACTIVITY
from flows.adoption.adopt import adopt
from flows.capabilities import net
from flows.decisions.refusals import InstanceEnded
from flows.dissolution.gates import ConfirmEndingV1
from flows.replacement.start import replace_member
from flows.year.late_figures import LateCorrection, correct_figures
from flows.year.opening import open_years
from flows.year.targets import TypedTarget, set_targets
from registry.facts import OWN, live
from registry.models import OfficeName, table_of
from registry.models.guards import fact_classes
from registry.queries.monitoring import quarters_told
from registry.queries.office_terms import terms_of_office
from registry.queries.orders import orders
from registry.queries.seats import seats
from registry.queries.void_committees import void_instances
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import raw_of
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, Desk, a_desk
from tests.desk.api.programs import program
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.activity.at_activities import CALLED, CAMPAIGN, told
from tests.flows.dissolution.at_adoption_withdrawals import (
    CHIEF,
    D,
    meet,
    open_handovers,
    problems,
    taken_in,
    undone,
    withdrawn,
)
from tests.flows.dissolution.at_endings import dissolved
from tests.flows.dissolution.at_later_committees import (
    later_form,
    take,
)
from tests.flows.handover.at_promotions import (
    ELSEWHERE,
    a_deputy,
    handovers,
    held,
    loaded,
    terms,
)
from tests.flows.order.at_amendments import at_work
from tests.flows.year.at_openings import NEEDS, opens_from, years
from tests.flows.year.at_quarters import on as until
from tests.registry.records.at_adoptions import FULL, HEADING, ORDER

NAMED: Json = {
    "result": "named", "since": "2022-07-21", "letter": {"number": "ศน 12/2565"},
    "person": {"title_th": "นางสาว", "name_th": "คนใหม่ สมมุติ"},
}  # fmt: skip
VOLUNTEER: dict[str, Any] = {
    "body": "executive", "no": 3, "role": "member", "position": "ผู้แทนภาคประชาสังคม",
    "name": "นางสาวอาสา สมมุติ",
}  # fmt: skip


def test_no_report_is_taken_by_a_year_of_a_committee_that_was_never_there(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-09-28")
    opens_from(desk, 2566)
    taken_in(desk, {**FULL, "plans": [{"fiscal_year": 2566, "state": "accepted"}]}, "2022-09-28")
    for day in ("2022-10-03", "2023-01-05"):
        until(desk, day)
    (year,) = years(desk)
    (progress,) = [one.path for one in desk.gates(year.id) if one.gate == "progress"]
    withdrawn(desk, "2023-01-10")
    nothing: Json = {"result": "nil", "reason": "ไม่มีกิจกรรม"}
    with pytest.raises(InstanceEnded):
        desk.decide(year.id, progress, CHIEF, "2023-01-06", nothing)


def test_a_quarter_that_was_told_counts_as_told_until_its_committee_is_known_as_never_there(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-09-28")
    opens_from(desk, 2566)
    deputy = {"post": "focal_point", "name": "นางปรานี สมมุติ", "start": "1 ต.ค. 2561"}
    plans = [{"fiscal_year": 2566, "state": "accepted"}]
    taken_in(desk, {**FULL, "officers": [deputy], "plans": plans}, "2022-09-28")
    for day in ("2022-10-03", "2023-01-05"):
        until(desk, day)
    (year,) = years(desk)
    (progress,) = [one.path for one in desk.gates(year.id) if one.gate == "progress"]
    nothing: Json = {"result": "nil", "reason": "ไม่มีกิจกรรม"}
    desk.decide(year.id, progress, "focal_point", "2023-01-05", nothing)
    before = desk.office.registry.clock.now()
    withdrawn(desk, "2023-01-10")
    with desk.office.registry.reading() as connection:
        asked = partial(quarters_told, connection, (D,), 2566, date(2023, 1, 10))
        assert asked(known=before) == {(D, 1)}
        assert asked() == set()


def test_nothing_counts_what_was_ended_by_an_answer_that_voids_it_whatever_its_gate(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    opens_from(desk, 2566)
    until(desk, "2022-10-03")
    dissolved(desk, "2022-11-10")
    declared = desk.office.declared
    ending = replace(declared.recordings[ConfirmEndingV1], voids=True)
    void = replace(declared, recordings={**declared.recordings, ConfirmEndingV1: ending})
    with desk.office.registry.reading() as connection:
        for how, counts in ((declared, 1), (void, 0)):
            office = replace(desk.office, declared=how)
            found = View(office, connection, date(2022, 11, 9)).counted([D])
            assert sum(one.process == "annual_cycle" for one in found) == counts


EARLIER: Json = {
    "heading_th": HEADING, "number": "45/2562", "dated": "2019-05-07", "subject_th": "แต่งตั้ง",
}  # fmt: skip


def test_an_earlier_order_that_the_form_took_over_stands_again_as_the_earlier_one(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    first = desk.start()
    found: Json = {"finding": "in_force", "earlier": EARLIER, "purpose": "replace"}
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", found)
    before = kinds_of_orders(desk)
    assert before == [("earlier", "45/2562")]
    desk.on("2022-06-20")
    take(desk, FULL, instead_of=first, reason="เป็นคณะกรรมการเดิม")
    assert kinds_of_orders(desk) == [("new", "45/2562")]
    work = withdrawn(desk, "2022-06-22")
    assert kinds_of_orders(desk) == before
    undone(desk, work)
    assert kinds_of_orders(desk) == [("new", "45/2562")]
    assert problems(desk) == []


def kinds_of_orders(desk: Desk) -> list[tuple[str, str]]:
    with desk.office.registry.reading() as connection:
        return [(one.kind, one.full_number) for one in orders(connection, D)]


def test_who_left_an_office_elsewhere_because_the_form_made_them_chief_holds_it_again(
    made_registry_url: str,
) -> None:
    desk = a_deputy(made_registry_url)
    before = terms(desk), handovers(desk)
    chair = {"post": "chair", "person": f"{D}.deputy", "start": "12 ก.ย. 2565"}
    raw = raw_of({"orders": [{**ORDER, "heading": "คำสั่งอำเภอเทิง"}], "officers": [chair]})
    form = read_form(raw, net(), today=desk.office.registry.today, district=ELSEWHERE)
    adopt(desk.office, ELSEWHERE, form, recorded_by="coord")
    stood = terms(desk)
    assert held(desk, "2022-09-20") == [f"{ELSEWHERE}/district_chief"]
    work = withdrawn(desk, "2022-09-21", ELSEWHERE)
    assert terms(desk) == before[0]
    assert (D, "focal_point/2022-09-12") not in open_handovers(desk)
    undone(desk, work)
    assert terms(desk) == stood
    assert (D, "focal_point/2022-09-12") in open_handovers(desk)
    assert problems(desk) == []


def test_whoever_came_to_the_office_that_was_left_meanwhile_stays_in_it(sqlite_url: str) -> None:
    desk = a_deputy(sqlite_url)
    chair = {"post": "chair", "person": f"{D}.deputy", "start": "12 ก.ย. 2565"}
    raw = raw_of({"orders": [{**ORDER, "heading": "คำสั่งอำเภอเทิง"}], "officers": [chair]})
    form = read_form(raw, net(), today=desk.office.registry.today, district=ELSEWHERE)
    adopt(desk.office, ELSEWHERE, form, recorded_by="coord")
    desk.on("2022-09-21")
    row = {
        "office": f"{D}/focal_point", "person": f"{D}.deputy2",
        "start": "2022-09-21", "basis": "delegation",
    }  # fmt: skip
    loaded(desk, holders=[row])
    withdrawn(desk, "2022-09-22", ELSEWHERE)
    with desk.office.registry.reading() as connection:
        found = terms_of_office(connection, f"{D}/focal_point")
    assert [(one.person_ref, one.start, one.stop) for one in found] == [
        (f"{D}.deputy", date(2022, 6, 9), date(2022, 9, 21)),
        (f"{D}.deputy2", date(2022, 9, 21), None),
    ]  # fmt: skip
    assert problems(desk) == []


def facts_standing(desk: Desk) -> dict[str, list[tuple[str, ...]]]:
    """Every fact of the registry that stands, by its table, whoever recorded it and when.

    But for offices that a form named for the first time: the directory keeps them.
    """
    bookkeeping = OWN - {"valid_from", "valid_to"}
    found = {}
    with desk.office.registry.reading() as connection:
        for fact in {*fact_classes()} - {OfficeName}:
            table = table_of(fact)
            told = [one for one in table.columns if one.name not in bookkeeping]
            rows = connection.execute(select(*told).where(live(table)))
            found[table.name] = sorted(tuple(map(str, row)) for row in rows)
    return {name: rows for name, rows in found.items() if rows}


def worked_with(desk: Desk) -> int:
    """A committee that is taken in before its first meeting, and all that it does before any of
    its minutes is adopted; answers the instance that it goes on in.
    """
    deputy = {"post": "focal_point", "name": "นางปรานี สมมุติ", "start": "1 ต.ค. 2561"}
    form = later_form("50/2561", "10 ก.ย. 2561")
    roster = [*form["roster"], VOLUNTEER]
    first = taken_in(
        desk, {**form, "officers": [*form["officers"], deputy], "roster": roster}
    ).instance
    meet(desk, first)
    desk.on("2022-07-21")
    open_years(desk.office)
    desk.perform()
    (year,) = years(desk)
    desk.decide(year.id, "year/money/budget_needs", "focal_point", "2022-07-21", NEEDS)
    told(desk, ACTIVITY, CAMPAIGN)
    told(desk, COORDINATION, CALLED)
    with desk.office.registry.reading() as connection:
        (seat,) = [one.key for one in seats(connection, D, desk.office.registry.today)
                   if one.title_th == VOLUNTEER["position"]]  # fmt: skip
    day = date(2022, 7, 21)
    change = replace_member(desk.office, D, seat, on=day, recorded_by="coord").instance
    desk.perform()
    desk.decide(change, "replacement_named", "focal_point", "2022-07-21", NAMED)
    return first


def test_no_fact_stands_that_a_committee_decided_which_was_never_there(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url, "2022-06-02")
    opens_from(desk, 2566)
    before = facts_standing(desk)
    worked_with(desk)
    stood = facts_standing(desk)
    assert {"meeting", "attendance", "need", "held_activity", "coordination", "member"} <= {*stood}
    work = withdrawn(desk, "2022-07-25")
    assert facts_standing(desk) == before
    assert problems(desk) == []
    undone(desk, work)
    assert facts_standing(desk) == stood
    assert problems(desk) == []


def test_figures_and_targets_that_were_entered_beside_its_work_are_the_districts_own_and_stay(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-06-02")
    taken_in(desk)
    aim = TypedTarget("VALUE", "watchdog_groups_formed", "4")
    set_targets(desk.office.registry, D, 2565, [aim], recorded_by="coord")
    late = LateCorrection(D, 2565, 2, "watchdog_groups_formed", {"": "3"}, "นับจากทะเบียนอำเภอ")
    correct_figures(desk.office, late, recorded_by="coord")
    own = {name: facts_standing(desk)[name] for name in ("figure", "target")}
    withdrawn(desk, "2022-06-22")
    assert {name: facts_standing(desk).get(name) for name in own} == own
    assert problems(desk) == []


def test_what_a_committee_did_that_was_never_there_is_read_as_such_and_counted_nowhere(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-06-02")
    opens_from(desk, 2566)
    worked_with(desk)
    (campaign,) = [one.id for one in desk.instances() if one.process == "activity"]
    before = desk.office.registry.clock.now()
    work = withdrawn(desk, "2022-07-25")
    with desk.office.registry.reading() as connection:
        for on in (date(2022, 7, 21), date(2022, 7, 25)):
            begun = View(desk.office, connection, on).begun([D])
            assert {one.process for one in begun} <= {"adoption_withdrawal"}
        assert campaign not in void_instances(connection, {D}, before)
    said = "รับเข้ามาโดยผิดพลาด ซึ่งถอนการรับเข้าแล้วเมื่อวันที่ 25 กรกฎาคม 2565"
    coord = visitor(desk, "coord")
    page = coord.get(f"/instances/{campaign}", "th")
    assert said in coord.get(f"/instances/{campaign}?on=2022-07-21", "th").main
    assert said in page.main
    assert "ยังไม่มีรายการ" in coord.get(f"/districts/{D}/activities", "th").main
    assert said not in coord.get(f"/instances/{work}", "th").main
    assert said in Terminal(str(desk.office.registry.url))("show", str(campaign)).out
    assert "ไม่นับ" in coord.get(f"/documents?district={D}", "th").main
    asked = ("document", "list", "--district", D, "--json")
    papers = Terminal(str(desk.office.registry.url))(*asked).json
    assert papers["void"] == [one["id"] for one in papers["documents"]] != []
    called = program(desk, "coord", "coordinator", "57")
    listed = called.get(f"/instances?district={D}").json()["instances"]
    assert {one["instance"] for one in listed if not one["void"]} == {work}
    undone(desk, work)
    assert said not in coord.get(f"/instances/{campaign}", "th").main
