"""A committee was taken in by mistake: two people withdraw that, and nothing recorded is lost."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from desk.views.district_status import State, standings
from desk.views.view import View
from desk.views.year_facts import years_of
from flows.activity.coordination import COORDINATION
from flows.activity.process import ACTIVITY
from flows.adoption.adopt import AdoptedCommittee, adopt
from flows.capabilities import net
from flows.decisions.correct import Correction, correct
from flows.decisions.frozen import RestsOnAdopted
from flows.decisions.refusals import InstanceEnded, SamePerson
from flows.decisions.rotate import rotate
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.dissolution.adoption_withdrawal_recordings import NoCommitteeTakenIn, OrderSinceAdoption
from flows.dissolution.followed_ending import RestsOnNewCommittee, RestsOnNewOrder
from flows.dissolution.followed_withdrawal import RestsOnResumed
from flows.dissolution.gates import ConfirmEndingV1
from flows.handover.process import HandoverOutcome
from flows.replacement.start import replace_member
from flows.verification import verify_all
from flows.year.late_figures import LateCorrection, correct_figures
from flows.year.opening import open_years
from flows.year.targets import TypedTarget, set_targets
from registry.facts import OWN, live
from registry.models import EffectRequest, OfficeName, table_of
from registry.models.guards import fact_classes
from registry.queries.documents import documents
from registry.queries.history import past_events, past_figures
from registry.queries.office_terms import terms_of_office
from registry.queries.orders import orders
from registry.queries.seats import seats
from registry.queries.void_committees import counted_instances
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import raw_of
from registry.records.orders import Registration, register
from registry.records.transfer_form import TransferOrder
from registry.rules.order_numbers import parse_order_number
from registry.rules.plain_values import Json
from tests.builders import ATTENDANCE, COORDINATOR, SECOND, Desk, a_desk
from tests.desk.api.programs import program
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.activity.at_activities import CALLED, CAMPAIGN, told
from tests.flows.dissolution.at_adoption_withdrawals import (
    CONFIRMED,
    MISTAKE,
    D,
    asked,
    given_up_for_an_adoption,
    withdrawn,
)
from tests.flows.dissolution.at_endings import dissolved
from tests.flows.dissolution.at_later_committees import (
    establishments,
    later_form,
    registered,
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
from tests.flows.meeting.test_inception import MINUTES
from tests.flows.order.at_amendments import at_work, sign
from tests.flows.year.at_openings import NEEDS, opens_from, years
from tests.flows.year.at_quarters import on as until
from tests.registry.records.at_adoptions import FULL, HEADING, ORDER

CHIEF, HEALTH = f"{D}/district_chief", f"{D}/district_public_health"
NAMED: Json = {
    "result": "named", "since": "2022-07-21", "letter": {"number": "ศน 12/2565"},
    "person": {"title_th": "นางสาว", "name_th": "คนใหม่ สมมุติ"},
}  # fmt: skip
VOLUNTEER: dict[str, Any] = {
    "body": "executive", "no": 3, "role": "member", "position": "ผู้แทนภาคประชาสังคม",
    "name": "นางสาวอาสา สมมุติ",
}  # fmt: skip


def taken_in(desk: Desk, data: dict[str, Any] = FULL, on: str = "2022-06-20") -> AdoptedCommittee:
    desk.on(on)
    return take(desk, data)


def meet(desk: Desk, first: int) -> None:
    """The committee's first meeting, from its date to who came."""
    agreed = {"held_on": "2022-07-20", "place": "ห้องประชุมอำเภอ", "time": "09:30"}
    desk.decide(first, "inception_date", "district_chief", "2022-07-05", agreed)
    letter: Json = {"sent_on": "2022-07-08", "letter": {"number": "ชร 1518/77"}}
    desk.decide(first, "invitation", "focal_point", "2022-07-08", letter)
    held: Json = {
        "result": "held", "held_on": "2022-07-20", "started": "09:30", "ended": "12:00",
        "place": "ห้องประชุมอำเภอ", "attendance": ATTENDANCE[1:],
    }  # fmt: skip
    desk.decide(first, "inception_meeting", "focal_point", "2022-07-20", held)


def undone(desk: Desk, work: int) -> None:
    gate = "confirm_adoption_withdrawal"
    withdraw(desk.office, work, gate, reason="แฟ้มถูกต้อง", recorded_by="coord")


def what_stands(desk: Desk) -> dict[str, object]:
    """What the registry tells of the committee, now and of every day."""
    with desk.office.registry.reading() as connection:
        on = desk.office.registry.today
        return {
            "orders": [(one.full_number, one.start, one.last_day) for one in orders(connection, D)],
            "seats": [one.key for one in seats(connection, D, on)],
            "past": sorted((one.kind, one.key) for one in past_events(connection, D)),
            "figures": [one.key for one in past_figures(connection, D)],
            "held": {
                office: [
                    (t.name.th, t.start, t.last_day) for t in terms_of_office(connection, office)
                ]
                for office in (CHIEF, HEALTH)
            },
            "state": str(standings(View(desk.office, connection, on), [D])[D].state),
        }


def problems(desk: Desk) -> list[str]:
    return [str(one) for one in verify_all(desk.office)]


def test_what_was_taken_in_by_mistake_stands_no_more_and_what_was_known_before_stands_again(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    before = what_stands(desk)
    taken_in(desk, FULL | {"officers": [{**FULL["officers"][0], "start": "1 มิ.ย. 2562"}]})
    taken_in(desk, on="2022-06-21")
    assert what_stands(desk)["held"] != before["held"]
    withdrawn(desk, "2022-06-22")
    assert before["state"] == State.NOT_STARTED
    assert what_stands(desk) == before
    assert problems(desk) == []


def test_until_a_second_person_confirms_it_nothing_changes(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    taken_in(desk)
    stands = what_stands(desk)
    work = asked(desk, "2022-06-22")
    with pytest.raises(SamePerson):
        desk.decide(work, "confirm_adoption_withdrawal", COORDINATOR, "2022-06-22", CONFIRMED)
    assert what_stands(desk) == stands
    no: Json = {"result": "not_so", "reason": "แฟ้มถูกต้อง"}
    desk.decide(
        work, "confirm_adoption_withdrawal", SECOND, "2022-06-22", no, recorded_by="coord2"
    )  # fmt: skip
    assert what_stands(desk) == stands
    assert next(one for one in desk.instances() if one.id == work).outcome == "adoption_kept"


def test_the_work_that_the_adoption_opened_is_called_off_and_its_history_stays(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    opens_from(desk, 2566)
    taken = taken_in(desk)
    desk.on("2022-07-02")
    open_years(desk.office)
    desk.perform()
    (year,) = years(desk)
    work = withdrawn(desk, "2022-07-04")
    how = {one.id: one.status for one in desk.instances()}
    assert (how[taken.instance], how[year.id], how[work]) == ("stopped", "stopped", "finished")
    assert [one for one in desk.instances() if one.status == "open"] == []
    assert desk.gates() == []
    with desk.office.registry.reading() as connection:
        for on in (date(2022, 7, 3), date(2022, 7, 4)):
            assert years_of(View(desk.office, connection, on), [D], 2566)[D].year is None
    said = [one.body["answer"] for one in desk.entries(work) if one.kind == "decision"]
    assert said[0] == MISTAKE
    assert any(one.kind == "start" for one in desk.entries(taken.instance))
    assert open_years(desk.office) == 0
    assert problems(desk) == []


def test_the_district_is_established_or_taken_in_anew_and_its_year_opens_for_the_new_committee(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    opens_from(desk, 2566)
    first = taken_in(desk)
    desk.on("2022-07-02")
    open_years(desk.office)
    withdrawn(desk, "2022-07-04")
    again = taken_in(desk, later_form("50/2561", "10 ก.ย. 2561"), on="2022-07-05")
    assert again.meant.meant == "first"
    assert again.instance != first.instance
    assert registered(desk) == [("50/2561", "2018-09-10", None)]
    assert establishments(desk) == ["stopped", "open"]
    desk.on("2022-07-06")
    assert open_years(desk.office) == 1
    assert [one.status for one in years(desk)] == ["stopped", "open"]
    assert problems(desk) == []


def test_a_withdrawal_is_itself_withdrawn_until_another_committee_follows(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    opens_from(desk, 2566)
    taken_in(desk)
    open_years(desk.office)
    stands, went_on = what_stands(desk), {one.id: one.status for one in desk.instances()}
    assert sorted(went_on.values()) == ["finished", "open"]
    work = withdrawn(desk, "2022-06-22")
    undone(desk, work)
    assert what_stands(desk) == stands
    assert {one.id: one.status for one in desk.instances()} == {**went_on, work: "open"}
    assert problems(desk) == []
    desk.decide(
        work, "confirm_adoption_withdrawal", SECOND, "2022-06-22", CONFIRMED, recorded_by="coord2"
    )  # fmt: skip
    desk.start(on="2022-06-23")
    with pytest.raises(RestsOnNewCommittee):
        undone(desk, work)


def test_no_withdrawal_is_undone_beside_a_committee_that_was_taken_in_since(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    taken_in(desk)
    work = withdrawn(desk, "2022-06-22")
    taken_in(desk, later_form("50/2561", "10 ก.ย. 2561"), on="2022-06-23")
    with pytest.raises(RestsOnNewOrder):
        undone(desk, work)


def test_what_an_earlier_committee_left_stays_where_the_next_was_taken_in_by_mistake(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    taken_in(desk)
    dissolved(desk, "2022-08-01")
    left = what_stands(desk)
    desk.on("2022-09-15")
    taken_in(desk, later_form("50/2565", "10 ก.ย. 2565"), on="2022-09-15")
    stood = what_stands(desk)
    assert stood["past"] != left["past"]
    work = withdrawn(desk, "2022-09-20")
    assert what_stands(desk) == left
    undone(desk, work)
    assert what_stands(desk) == stood
    assert problems(desk) == []


def test_only_a_committee_that_was_taken_in_and_has_no_order_of_its_own_is_withdrawn(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    with pytest.raises(NoCommitteeTakenIn):
        asked(desk, "2022-10-03")


def test_a_committee_with_an_order_signed_since_it_was_taken_in_was_no_mistake(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    taken_in(desk)
    number = parse_order_number("50/2565", field="number")
    (first, *_) = desk.entries(desk.instances()[0].id)
    with desk.office.registry.writing(D) as write:
        register(
            write, D,
            Registration(
                "amend", "คำสั่งอำเภอแม่ฟ้าหลวง", number, date(2022, 6, 21), "แก้ไข", None,
                "as_printed", None, date(2022, 6, 21),
            ),
            entry_id=first.id,
        )  # fmt: skip
    with pytest.raises(OrderSinceAdoption):
        asked(desk, "2022-06-22")


def test_a_committee_whose_minutes_were_adopted_since_it_was_taken_in_was_at_work(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    deputy = {"post": "focal_point", "name": "นางปรานี สมมุติ", "start": "1 ต.ค. 2561"}
    form = later_form("50/2561", "10 ก.ย. 2561")
    first = taken_in(desk, {**form, "officers": [*form["officers"], deputy]}).instance
    meet(desk, first)
    items: Json = [{"agenda": 1, "said": "แจ้งเพื่อทราบ", "resolution": "รับทราบ"}]
    minutes: dict[str, Json] = {**MINUTES, "items": items}
    desk.decide(first, "minutes", "focal_point", "2022-07-25", minutes)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-27", {"sent_on": "2022-07-27"})
    adopted: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-08-10", adopted)
    with pytest.raises(RestsOnAdopted):
        asked(desk, "2022-08-11")


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


def open_handovers(desk: Desk) -> list[tuple[str, str]]:
    found = (one for one in desk.instances() if one.process == "handover")
    return [(one.district, one.period) for one in found if one.status == "open"]


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


def test_the_corrected_reason_of_a_withdrawal_lets_stand_all_that_it_took_back(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    taken_in(desk)
    stood = what_stands(desk)
    work = withdrawn(desk, "2022-06-22")
    left = what_stands(desk)
    desk.on("2022-06-23")
    reason: dict[str, Json] = {"reason": "ตรวจกับแฟ้มแล้ว"}
    gate = "confirm_adoption_withdrawal"
    correct(desk.office, Correction(work, gate, reason, "เพิ่มเหตุผล", "coord2"))
    assert what_stands(desk) == left
    undone(desk, work)
    assert what_stands(desk) == stood
    assert problems(desk) == []


def test_an_adoption_that_is_withdrawn_twice_leaves_what_it_left_the_first_time(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    taken_in(desk)
    work = withdrawn(desk, "2022-06-22")
    left = what_stands(desk)
    desk.on("2022-06-23")
    undone(desk, work)
    desk.on("2022-06-24")
    gate = "confirm_adoption_withdrawal"
    desk.decide(work, gate, SECOND, "2022-06-24", CONFIRMED, recorded_by="coord2")
    assert what_stands(desk) == left
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
        assert campaign in {one.id for one in counted_instances(connection, D, before)}
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


def how_all_stands(desk: Desk) -> tuple[list[Any], list[Any], list[Any]]:
    """Each process with where it stands, what waits, and which papers may be signed."""
    with desk.office.registry.reading() as connection:
        papers = [(one.id, one.status) for one in documents(connection, district=D)]
    states = [(one.id, one.status, one.phase) for one in desk.instances()]
    return states, sorted((one.instance_id, one.path) for one in desk.gates()), papers


def test_an_establishment_that_gave_way_to_an_adoption_goes_on_once_that_is_withdrawn(
    made_registry_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(made_registry_url)
    before = how_all_stands(desk)
    stopped = {one.id for one in desk.instances()}
    taken_in_instead(desk, first)
    stood = how_all_stands(desk)
    assert {one.status for one in desk.instances() if one.id in stopped} == {"stopped"}
    work = withdrawn(desk, "2022-07-12")
    states, gates, papers = how_all_stands(desk)
    assert [one for one in states if one[0] in stopped] == before[0]
    assert (gates, papers) == before[1:]
    assert problems(desk) == []
    undone(desk, work)
    states, gates, papers = how_all_stands(desk)
    assert [one for one in states if one[0] != work] == stood[0]
    assert [one for one in gates if one[0] != work] == stood[1]
    assert papers == stood[2]
    assert problems(desk) == []
    gate = "confirm_adoption_withdrawal"
    desk.decide(work, gate, SECOND, "2022-07-12", CONFIRMED, recorded_by="coord2")
    assert how_all_stands(desk)[1:] == before[1:]
    assert problems(desk) == []


def test_an_establishment_that_goes_on_has_its_seats_and_comes_to_its_order(
    made_registry_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(made_registry_url)
    order, before = desk.order(), what_stands(desk)["seats"]
    taken_in_instead(desk, first)
    stood = what_stands(desk)["seats"]
    work = withdrawn(desk, "2022-07-12")
    assert what_stands(desk)["seats"] == before != stood
    undone(desk, work)
    assert what_stands(desk)["seats"] == stood
    gate = "confirm_adoption_withdrawal"
    desk.decide(work, gate, SECOND, "2022-07-12", CONFIRMED, recorded_by="coord2")
    sign(desk, order, "12/2565", "2022-07-08")
    assert registered(desk) == [("12/2565", "2022-07-08", None)]
    assert problems(desk) == []


def test_a_handover_that_ended_for_a_committee_that_was_never_there_is_begun_for_what_goes_on(
    sqlite_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(sqlite_url)
    taken_in_instead(desk, first)
    desk.on("2022-07-14")
    chief_comes(desk, "301/2565", "2022-07-12", name_th="ใหม่ มาแทน")
    chief_comes(desk, "302/2565", "2022-07-13", name_th="ถัดไป มาแทน")
    until(desk, "2022-08-20")
    (void,) = [one for one in desk.instances() if one.outcome == HandoverOutcome.SUPERSEDED]
    assert void.period == "2022-07-12"
    withdrawn(desk, "2022-08-20")
    assert open_handovers(desk) == [(D, "2022-07-13")]
    chief_comes(desk, "302/2565", "2022-07-13", name_th="ถัดไป มาแทน", called_off=True)
    assert open_handovers(desk) == [(D, "2022-07-12")]
    assert next(one for one in desk.instances() if one.id == void.id).status == "finished"
    assert problems(desk) == []
    with desk.office.registry.reading() as connection:
        went_wrong = [*connection.scalars(select(EffectRequest.last_error))]
    assert not any(went_wrong), "no day lies ahead of it, and its papers are made all the same"


def chief_comes(desk: Desk, number: str, on: str, **row: Json) -> None:
    move: Json = {"district": D, "on": on, "title_th": "นาง", **row}
    said = {"number": number, "dated": "2022-07-11", "moves": [move]}
    rotate(desk.office, TransferOrder.model_validate(said), recorded_by="coord")
    desk.perform()


def test_the_corrected_reason_of_a_withdrawal_ends_nothing_that_went_on_or_was_begun_since(
    sqlite_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(sqlite_url)
    taken_in_instead(desk, first)
    work = withdrawn(desk, "2022-07-12")
    stands = how_all_stands(desk)
    gate, reason = "confirm_adoption_withdrawal", {"reason": "ตรวจกับแฟ้มแล้ว"}
    correct(desk.office, Correction(work, gate, {**reason}, "เพิ่มเหตุผล", "coord2"))
    assert how_all_stands(desk) == stands
    assert problems(desk) == []


def taken_in_instead(desk: Desk, first: int) -> None:
    take(desk, FULL, instead_of=first, reason="เป็นคณะกรรมการเดิม")


def test_no_withdrawal_is_undone_once_the_establishment_that_goes_on_has_gone_further(
    sqlite_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(sqlite_url)
    taken_in_instead(desk, first)
    work = withdrawn(desk, "2022-07-12")
    order = desk.order()
    desk.decide(order, "deputy_review", "focal_point", "2022-07-13", {"result": "forward"})
    with pytest.raises(RestsOnResumed):
        undone(desk, work)


def test_an_establishment_that_was_stopped_for_a_reason_of_its_own_stays_stopped(
    sqlite_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(sqlite_url)
    on = desk.office.registry.today
    stop(desk.office, first, reason="เริ่มผิดอำเภอ", on=on, recorded_by="coord")
    desk.on("2022-07-11")
    take(desk, FULL)
    withdrawn(desk, "2022-07-12")
    assert next(one.status for one in desk.instances() if one.id == first) == "stopped"


def test_what_goes_on_once_an_adoption_is_withdrawn_hears_which_chief_came_meanwhile(
    sqlite_url: str,
) -> None:
    desk, first = given_up_for_an_adoption(sqlite_url)
    taken_in_instead(desk, first)
    desk.on("2022-07-13")
    chief_comes(desk, "301/2565", "2022-07-12", name_th="ใหม่ มาแทน")
    assert open_handovers(desk) == [(D, "2022-07-12")]
    (void,) = [one.id for one in desk.instances() if one.process == "handover"]
    withdrawn(desk, "2022-07-14")
    assert open_handovers(desk) == [(D, "2022-07-12")]
    assert void not in {one.id for one in desk.instances() if one.status == "open"}
    heard = [one.body["event"] for one in desk.entries(desk.order()) if one.kind == "event"]
    assert {*heard} == {"chief_rotated"}
    assert problems(desk) == []
