"""A plan on its way: drafted, resolved on, endorsed, signed, sent, received, acknowledged."""

import re
from datetime import date

import pytest

from desk.views.endorsements import endorsement_board
from desk.views.form_schema import filled
from desk.views.gate_titles import titles
from desk.views.reasons import why
from desk.views.view import View
from desk.views.year_facts import years_of
from desk.web.frame.places import gate_place
from flows.decisions.correct import Correction, correct
from flows.decisions.days import ActEarlier, DateNotAfter
from flows.decisions.frozen import RestsOnAdopted
from flows.decisions.happen import happen
from flows.decisions.refusals import AlreadyDecided, AlreadyStarted, AskedBefore
from flows.decisions.rotate import rotate
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.engine.days import sweep
from flows.engine.replay import EventKind
from flows.plan.amending import NoPlanReceived, amend_plan
from flows.plan.checks import PlanSeatUnknown
from flows.plan.draft_recording import PlanRowTwice, RowKeyReturns
from flows.plan.recordings import EndorsedByAnother, UnendorsedWithoutReason
from flows.plan.rows import NothingAsked, RowUnknown
from registry.journal import entries
from registry.queries.document_contents import facts
from registry.queries.documents import document_of, documents
from registry.queries.plans import plan_rows, plan_versions
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.order.at_amendments import GONE, begun, sign
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
from tests.staged_desks import made_once

RECEIVED: Json = {"result": "received"}
ADJUST: dict[str, Json] = {
    "result": "adjust",
    "remarks": [{"row": "row-2", "asked": "ระบุหมู่บ้าน"}],
}
NOTED: Json = {"meeting": "4/2565", "held_on": "2022-10-12"}


def keys(desk: Desk, on: str, version: int = 1) -> list[str]:
    with desk.office.registry.reading() as connection:
        day = date.fromisoformat(on)
        found = plan_rows(connection, MAE_FAH_LUANG, 2566, version, day)
    return [one.key for one in found]


@made_once
def received(url: str) -> tuple[Desk, int]:
    desk, plan = sent(url)
    desk.decide(plan, "plan_received", COORDINATOR, "2022-09-28", RECEIVED)
    return desk, plan


def test_a_plan_goes_from_its_draft_to_the_provincial_committee(made_registry_url: str) -> None:
    desk, plan = received(made_registry_url)
    desk.decide(plan, "province_noted", COORDINATOR, "2022-10-14", NOTED)
    (row,) = [one for one in desk.instances() if one.id == plan]
    assert (row.status, row.outcome) == ("finished", "accepted")
    with desk.office.registry.reading() as connection:
        (version,) = plan_versions(connection, ("57",), date(2022, 10, 14))
    assert (version.year, version.version, version.received) == (2566, 1, date(2022, 9, 28))
    assert keys(desk, "2022-10-14") == ["row-1", "row-2"]


def test_each_unit_is_asked_once_however_many_rows_and_seats_it_has(sqlite_url: str) -> None:
    desk, plan = planning(sqlite_url)
    rows = [a_row(desk, "row-1"), a_row(desk, "row-2"), a_row(desk, "row-3", LAO)]
    desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", a_draft(rows))
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    assert desk.waits_at(plan) == [
        f"endorsement[{MAE_FAH_LUANG}/lao_president/1]#1",
        f"endorsement[{MAE_FAH_LUANG}/police_superintendent/1]#1",
    ]


def test_of_a_unit_that_has_answered_already_the_refusal_says_which_one(sqlite_url: str) -> None:
    desk, plan = planning(sqlite_url)
    rows = [a_row(desk, "row-1"), a_row(desk, "row-2", LAO)]
    desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", a_draft(rows))
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    asked = next(one for one in desk.gates(plan) if "lao_president" in (one.subject or ""))
    with desk.office.registry.reading() as connection:
        called = titles(connection, [asked])[asked.id]
    desk.decide(plan, asked.path, "focal_point", "2022-09-08", ENDORSED)
    with pytest.raises(AlreadyDecided) as refused:
        desk.decide(plan, asked.path, "focal_point", "2022-09-08", ENDORSED)
    assert f"“{called.th}”" in refused.value.sentence.th
    assert "องค์การบริหารส่วนตำบลสมมุติ" in called.th


def test_after_an_adjustment_only_the_heads_of_changed_rows_are_asked_again(
    made_registry_url: str,
) -> None:
    desk, plan = sent(made_registry_url)
    desk.decide(plan, "plan_received", COORDINATOR, "2022-09-28", ADJUST)
    rows = [a_row(desk, "row-2", LAO, places="หมู่ที่ 1 ถึง 6"), a_row(desk, "row-1")]
    with pytest.raises(ActEarlier):  # what was asked on 28 September is not answered before it
        desk.decide(plan, "plan_draft", "focal_point", "2022-09-27", a_draft(rows))
    desk.decide(plan, "plan_draft", "focal_point", "2022-10-03", a_draft(rows))
    entrusted: Json = {"result": "entrusted", "held_on": "2022-09-05"}
    desk.decide(plan, "resolution", "district_chief", "2022-10-04", entrusted)
    assert desk.waits_at(plan) == [f"endorsement[{MAE_FAH_LUANG}/lao_president/1]#2"]


def test_what_a_head_asks_to_change_brings_a_new_draft(sqlite_url: str) -> None:
    desk, plan = drafted(sqlite_url)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    first, second = desk.waits_at(plan)
    changes: Json = {"result": "changes", "items": ["ลดวันทำงานเหลือ 2 วัน"]}
    desk.decide(plan, first, "focal_point", "2022-09-12", changes)
    desk.decide(plan, second, "focal_point", "2022-09-12", ENDORSED)
    assert desk.waits_at(plan) == ["plan_draft#2"]


def test_a_head_who_declines_stops_nothing_but_whoever_sends_says_why(sqlite_url: str) -> None:
    desk, plan = drafted(sqlite_url)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    first, second = desk.waits_at(plan)
    declined: Json = {"result": "declined", "obstacle": "ไม่มีอัตรากำลัง"}
    desk.decide(plan, first, "focal_point", "2022-09-12", declined)
    desk.decide(plan, second, "focal_point", "2022-09-12", ENDORSED)
    (told,) = beforehand(desk, plan)
    assert re.search(r"\(1\) .*(นายก|ผู้กำกับการ)\S+ ข้อขัดข้อง: ไม่มีอัตรากำลัง", told)
    signed = desk.decide(plan, "plan_signed", "district_chief", "2022-09-20", {"result": "signed"})
    assert [one.th for one in signed.warnings] == [told]
    with pytest.raises(UnendorsedWithoutReason) as refused:
        desk.decide(plan, "plan_sent", "focal_point", "2022-09-22", {})
    assert re.search(r"1 หน่วยงานที่ไม่เห็นชอบ \((นายก|ผู้กำกับการ)\S+\)", refused.value.sentence.th)
    why: Json = {"unendorsed": "กิจกรรมเป็นภารกิจปกติของหน่วยงาน"}
    desk.decide(plan, "plan_sent", "focal_point", "2022-09-22", why)
    assert desk.waits_at(plan) == ["plan_received#1"]
    page = visitor(desk, "coord").get(gate_place(plan, "plan_received#1"), "th")
    notes = [" ".join(one.text_content().split()) for one in page.tree.cssselect(".note.warn")]
    assert " ".join(told.split()) in notes
    assert any("กิจกรรมเป็นภารกิจปกติของหน่วยงาน" in one for one in notes)


def beforehand(desk: Desk, plan: int) -> list[str]:
    """What whoever decides at the plan's gate is to know."""
    (path,) = desk.waits_at(plan)
    with desk.office.registry.reading() as connection:
        return [one.th for one in filled(connection, plan, path).beforehand]


def test_nobody_explains_a_head_who_declined_work_that_the_plan_no_longer_has(
    sqlite_url: str,
) -> None:
    desk, plan = drafted(sqlite_url)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    lao, police = sorted(desk.waits_at(plan))
    declined: Json = {"result": "declined", "obstacle": "ไม่มีอัตรากำลัง"}
    desk.decide(plan, lao, "focal_point", "2022-09-12", declined)
    desk.decide(plan, police, "focal_point", "2022-09-12", ENDORSED)
    asked: Json = {"result": "changes", "items": ["ให้ตำรวจรับผิดชอบแทน"]}
    desk.decide(plan, "plan_signed", "district_chief", "2022-09-14", asked)
    rows = [a_row(desk, "row-1"), a_row(desk, "row-2")]
    desk.decide(plan, "plan_draft", "focal_point", "2022-09-15", a_draft(rows))
    entrusted: Json = {"result": "entrusted", "held_on": "2022-09-05"}
    desk.decide(plan, "resolution", "district_chief", "2022-09-16", entrusted)
    (again,) = desk.waits_at(plan)
    desk.decide(plan, again, "focal_point", "2022-09-17", ENDORSED)
    assert beforehand(desk, plan) == []
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        rows_now = entries(view.connection, plan)
        counted = endorsement_board(view, MAE_FAH_LUANG, rows_now, ())
        steps = years_of(view, [MAE_FAH_LUANG], 2566)[MAE_FAH_LUANG].facts.plan
    assert counted is not None
    assert steps is not None
    assert [one.state for one in counted.lines] == ["endorsed"]
    assert [*steps.units.values()] == ["endorsed"]
    desk.decide(plan, "plan_signed", "district_chief", "2022-09-20", {"result": "signed"})
    desk.decide(plan, "plan_sent", "focal_point", "2022-09-22", {})
    assert desk.waits_at(plan) == ["plan_received#2"]


def test_a_rotation_while_the_plan_is_with_the_chief_drafts_it_in_the_right_name(
    made_registry_url: str,
) -> None:
    desk, plan = endorsed(made_registry_url)
    (before,) = desk.gates(plan)
    day = desk.on("2022-09-16")
    happen(desk.office, MAE_FAH_LUANG, EventKind.CHIEF_ROTATED, on=day, recorded_by="coord")
    desk.perform()
    (gate,) = desk.gates(plan)
    assert (before.path, gate.path) == ("plan_signed#1", "plan_signed#2")
    with desk.office.registry.reading() as connection:
        drafts = [
            one.status
            for one in documents(connection, instance_id=plan)
            if one.kind == "action_plan" and one.language == "th"
        ]
    assert drafts == ["replaced", "not_signed", "draft"]


def another_chief(desk: Desk, on: str) -> str:
    """Somebody else is Chief from that day on, by a transfer order; answers the name."""
    row = {"district": MAE_FAH_LUANG, "title_th": "นาง", "name_th": "ใหม่ มาแทน"}
    order = {"number": "301/2565", "dated": "2022-09-01", "on": on, "moves": [row]}
    rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    desk.perform()
    return "นางใหม่ มาแทน"


def approver(desk: Desk, plan: int) -> str:
    """Whom the draft names that the Chief has before them."""
    (gate,) = desk.gates(plan)
    with desk.office.registry.reading() as connection:
        draft = document_of(connection, plan, gate.about or "")
        assert draft is not None
        assert draft.status == "draft"
        return str(facts(connection, draft.facts_id or 0)["approver"]["name_th"])


def test_a_rotation_while_the_heads_have_the_plan_drafts_it_in_the_right_name(
    sqlite_url: str,
) -> None:
    desk, plan = drafted(sqlite_url)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    desk.on("2022-09-12")
    name = another_chief(desk, "2022-09-10")
    for path in desk.waits_at(plan):
        desk.decide(plan, path, "focal_point", "2022-09-12", ENDORSED)
    assert approver(desk, plan) == name
    signed = desk.decide(plan, "plan_signed", "district_chief", "2022-09-13", {"result": "signed"})
    assert signed.warnings == ()


def test_who_signs_a_plan_in_another_chiefs_name_is_told_so(sqlite_url: str) -> None:
    desk, plan = endorsed(sqlite_url)
    desk.on("2022-09-16")
    before, name = approver(desk, plan), another_chief(desk, "2022-09-10")  # entered late
    assert approver(desk, plan) == before
    signed = desk.decide(plan, "plan_signed", "district_chief", "2022-09-19", {"result": "signed"})
    (told,) = signed.warnings
    assert before in told.th
    assert name in told.th


def test_what_was_signed_before_a_rotation_is_recorded_about_the_draft_of_then(
    sqlite_url: str,
) -> None:
    desk, plan = endorsed(sqlite_url)
    before = approver(desk, plan)
    desk.on("2022-09-16")
    another_chief(desk, "2022-09-16")
    assert approver(desk, plan) != before
    signed: Json = {"result": "signed"}
    with pytest.raises(AskedBefore) as told:
        desk.decide(plan, "plan_signed", "district_chief", "2022-09-15", signed)
    assert "plan_signed#1" in told.value.sentence.en
    page = visitor(desk, "coord").get(f"/instances/{plan}/gates/plan_signed%231", "en")
    assert "An event closed this gate." in page.main
    desk.decide(plan, "plan_signed#1", "district_chief", "2022-09-15", signed)
    assert desk.waits_at(plan) == ["plan_sent#1"]


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


def test_an_endorsement_of_a_day_before_the_draft_is_refused(sqlite_url: str) -> None:
    desk, plan = drafted(sqlite_url)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    with pytest.raises(ActEarlier):
        desk.decide(plan, desk.waits_at(plan)[0], "focal_point", "2022-08-29", ENDORSED)


def test_the_head_of_another_office_endorses_for_no_unit(sqlite_url: str) -> None:
    desk, plan = drafted(sqlite_url)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    of_mayor = f"endorsement[{MAE_FAH_LUANG}/lao_president/1]#1"
    with pytest.raises(EndorsedByAnother) as told:
        desk.decide(plan, of_mayor, "district_chief", "2022-09-08", ENDORSED)
    assert "โปรดระบุผู้ดำรงตำแหน่งนั้น" in told.value.sentence.th
    desk.decide(plan, of_mayor, "focal_point", "2022-09-08", ENDORSED)


def test_whoever_is_told_as_able_to_endorse_for_a_unit_may(sqlite_url: str) -> None:
    desk, plan = drafted(sqlite_url)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    lao = next(path for path in desk.waits_at(plan) if "lao_president" in path)
    with desk.office.registry.reading() as connection:
        found = why(View(desk.office, connection, date(2022, 9, 6)), plan)
    told = next(one.sentence.th for one in found if one.path == lao)
    assert "พิจารณาได้ในฐานะผู้ประสานงานหลัก" in told
    assert "พิจารณาได้ในฐานะนายอำเภอ" not in told
    with pytest.raises(EndorsedByAnother):
        desk.decide(plan, lao, "district_chief", "2022-09-12", ENDORSED)


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
