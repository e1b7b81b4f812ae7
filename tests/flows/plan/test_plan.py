"""A plan on its way: drafted, resolved on, endorsed, signed, sent, received, acknowledged."""

from datetime import date

import pytest

from desk.imports.row_loading import load_rows
from flows.decisions.correct import Correction, correct
from flows.decisions.days import ActEarlier, DateNotAfter
from flows.decisions.frozen import RestsOnAdopted
from flows.decisions.refusals import AlreadyStarted
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.engine.days import sweep
from flows.plan.amendments import NoPlanReceived, amend_plan
from flows.plan.checks import PlanSeatUnknown
from flows.plan.draft_recording import PlanRowTwice, RowKeyReturns
from flows.plan.rows import NothingAsked, RowUnknown
from registry.queries.plans import plan_rows, plan_versions
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.flows.order.at_amendments import GONE, begun, sign
from tests.flows.plan.at_plans import ADJUST, RECEIVED, beforehand, received
from tests.flows.plan.plan_rows import (
    AGREED,
    ENDORSED,
    LAO,
    a_draft,
    a_row,
    drafted,
    endorsed,
    plan_of,
    planning,
    sent,
)

NOTED: Json = {"meeting": "4/2565", "held_on": "2022-10-12"}


def keys(desk: Desk, on: str, version: int = 1) -> list[str]:
    with desk.office.registry.reading() as connection:
        day = date.fromisoformat(on)
        found = plan_rows(connection, MAE_FAH_LUANG, 2566, version, day)
    return [one.key for one in found]


def test_a_plan_goes_from_its_draft_to_the_provincial_committee(made_registry_url: str) -> None:
    desk, plan = received(made_registry_url)
    desk.decide(plan, "province_noted", COORDINATOR, "2022-10-14", NOTED)
    (row,) = [one for one in desk.instances() if one.id == plan]
    assert (row.status, row.outcome) == ("finished", "accepted")
    with desk.office.registry.reading() as connection:
        (version,) = plan_versions(connection, ("57",), date(2022, 10, 14))
    assert (version.year, version.version, version.received) == (2566, 1, date(2022, 9, 28))
    assert keys(desk, "2022-10-14") == ["row-1", "row-2"]


@pytest.mark.parametrize("who", ["chief", "deputy"])
def test_who_receives_a_plan_that_they_signed_themselves_is_told_so(
    sqlite_url: str, who: str
) -> None:
    desk, plan = sent(sqlite_url)
    desk.on("2022-09-28")
    head = {"office": "57/psdhs_head", "person": f"{MAE_FAH_LUANG}.{who}", "start": "2022-09-26"}
    load_rows(desk.office, LoadFile.model_validate({"holders": [head]}), recorded_by="coord")
    told = desk.decide(plan, "plan_received", "57/psdhs_head", "2022-09-28", RECEIVED).warnings
    assert [one.th for one in told if "เป็นทั้งผู้ลงนามแผนนี้" in one.th] == [one.th for one in told]
    assert bool(told) is (who == "chief")


def test_a_received_plan_is_frozen(made_registry_url: str) -> None:
    desk, plan = received(made_registry_url)
    with pytest.raises(RestsOnAdopted) as refused:
        withdraw(desk.office, plan, "plan_sent", reason="ผิด", recorded_by="coord")
    remedy = f"prasan start plan --amend --district {MAE_FAH_LUANG} --year 2566"
    assert remedy in refused.value.sentence.th
    assert remedy in refused.value.sentence.en
    year = next(one.id for one in desk.instances() if one.process == "annual_cycle")
    with pytest.raises(RestsOnAdopted) as refused:
        stop(desk.office, year, reason="ยุบ", on=desk.office.registry.today, recorded_by="coord")
    assert "prasan dissolve" in refused.value.sentence.th


def test_a_later_version_begins_from_the_one_that_was_received(made_registry_url: str) -> None:
    desk, _ = received(made_registry_url)
    on = desk.on("2022-11-01")
    amend_plan(desk.office, MAE_FAH_LUANG, 2566, on=on, recorded_by="coord")
    later = plan_of(desk, "2566/2")
    with pytest.raises(AlreadyStarted):
        amend_plan(desk.office, MAE_FAH_LUANG, 2566, on=on, recorded_by="coord")
    rows = [a_row(desk, "row-2", LAO), a_row(desk, "row-3")]
    desk.decide(later, "plan_draft", "focal_point", "2022-11-02", a_draft(rows))
    assert keys(desk, "2022-11-02", 2) == ["row-2", "row-3"]
    assert keys(desk, "2022-11-02") == ["row-1", "row-2"]


def test_nothing_is_amended_that_was_not_received(sqlite_url: str) -> None:
    desk, _ = sent(sqlite_url)
    with pytest.raises(NoPlanReceived):
        amend_plan(desk.office, MAE_FAH_LUANG, 2566, on=desk.on("2022-10-01"), recorded_by="coord")


def test_a_row_that_was_taken_out_never_gives_its_key_to_another(sqlite_url: str) -> None:
    desk, plan = drafted(sqlite_url)
    changes: Json = {"result": "changes", "items": ["ตัดกิจกรรมที่ 2"]}
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", changes)
    one = a_draft([a_row(desk, "row-1")])
    desk.decide(plan, "plan_draft", "focal_point", "2022-09-07", one)
    assert keys(desk, "2022-09-07") == ["row-1"]
    desk.decide(plan, "resolution", "district_chief", "2022-09-08", changes)
    again = a_draft([a_row(desk, "row-1"), a_row(desk, "row-2", LAO)])
    with pytest.raises(RowKeyReturns):
        desk.decide(plan, "plan_draft", "focal_point", "2022-09-09", again)


def test_an_activity_that_costs_money_asks_for_more_than_none(sqlite_url: str) -> None:
    desk, plan = planning(sqlite_url)
    free = a_row(desk, "row-1", amount="0")
    costly = a_draft([free, a_row(desk, "row-2", mode="own_budget", amount="๐")])
    with pytest.raises(NothingAsked) as told:
        desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", costly)
    assert told.value.field == "rows.1.amount"
    desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", a_draft([free]))


def test_the_chief_signs_after_the_committee_resolved_and_what_is_signed_is_sent(
    sqlite_url: str,
) -> None:
    desk, plan = endorsed(sqlite_url)
    signed: Json = {"result": "signed"}
    with pytest.raises(ActEarlier):  # the committee resolved on 5 September
        desk.decide(plan, "plan_signed", "district_chief", "2022-09-04", signed)
    desk.decide(plan, "plan_signed", "district_chief", "2022-09-20", signed)
    with pytest.raises(ActEarlier):
        desk.decide(plan, "plan_sent", "focal_point", "2022-09-19", {})
    desk.decide(plan, "plan_sent", "focal_point", "2022-09-20", {})


def test_rows_name_what_is_known_and_each_key_once(sqlite_url: str) -> None:
    desk, plan = planning(sqlite_url)
    twice = a_draft([a_row(desk, "row-1"), a_row(desk, "row-1")])
    with pytest.raises(PlanRowTwice):
        desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", twice)
    nobody = a_draft([a_row(desk, "row-1", lead="executive.nobody")])
    with pytest.raises(PlanSeatUnknown):
        desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", nobody)


def test_the_province_asks_to_adjust_rows_that_the_plan_has(sqlite_url: str) -> None:
    desk, plan = sent(sqlite_url)
    other: Json = {"result": "adjust", "remarks": [{"row": "row-9", "asked": "แก้"}]}
    with pytest.raises(RowUnknown):
        desk.decide(plan, "plan_received", COORDINATOR, "2022-09-28", other)


def test_what_the_province_asks_for_by_a_day_is_due_then_and_no_day_before_its_letter(
    sqlite_url: str,
) -> None:
    desk, plan = sent(sqlite_url)
    with pytest.raises(DateNotAfter) as refused:
        desk.decide(
            plan, "plan_received", COORDINATOR, "2022-09-28", ADJUST | {"until": "2022-09-27"}
        )
    assert refused.value.sentence.th.startswith("ขอให้ส่งแผนที่ปรับปรุงแล้วภายในวันที่:")
    desk.decide(plan, "plan_received", COORDINATOR, "2022-09-28", ADJUST | {"until": "2022-10-07"})
    assert [str(one.due_on) for one in desk.gates(plan)] == ["2022-10-07"]


def test_a_plan_that_nobody_made_ends_with_the_year(sqlite_url: str) -> None:
    desk, plan = planning(sqlite_url)
    desk.on("2023-10-01")
    sweep(desk.office)
    (row,) = [one for one in desk.instances() if one.id == plan]
    assert (row.status, row.outcome) == ("finished", "not_made")


def test_a_mistyped_target_is_put_right_though_the_rows_keep_their_keys(sqlite_url: str) -> None:
    desk, plan = drafted(sqlite_url)
    for target in ("45", "46"):
        rows = [a_row(desk, "row-1", target=target), a_row(desk, "row-2", LAO)]
        correct(
            desk.office,
            Correction(plan, "plan_draft", {"rows": rows}, reason="พิมพ์ผิด", recorded_by="coord"),
        )
    with desk.office.registry.reading() as connection:
        day = date(2022, 9, 1)
        found = plan_rows(connection, MAE_FAH_LUANG, 2566, 1, day)
    assert next((one.key, str(one.target)) for one in found) == ("row-1", "46")


def test_who_signs_sends_and_receives_is_told_of_activities_whose_seat_an_order_took_out(
    sqlite_url: str,
) -> None:
    desk, plan = planning(sqlite_url)
    rows = [a_row(desk, "row-1"), {**a_row(desk, "row-2"), "lead": GONE}]
    desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", a_draft(rows))
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    for path in desk.waits_at(plan):
        desk.decide(plan, path, "focal_point", "2022-09-12", ENDORSED)
    before: Json = {"changes": [{"change": "remove", "key": GONE}]}
    sign(desk, begun(desk, answer=before, day="2022-09-14"), "30/2565", "2022-09-16")
    signed = desk.decide(plan, "plan_signed", "district_chief", "2022-09-20", {"result": "signed"})
    (told,) = signed.warnings
    assert "กลุ่มเฝ้าระวัง row-2" in told.th
    steps: list[tuple[str, Json]] = [("plan_sent", {}), ("plan_received", RECEIVED)]
    for gate, answer in steps:
        assert told.th in beforehand(desk, plan)
        desk.decide(plan, gate, COORDINATOR if answer else "focal_point", "2022-09-22", answer)
