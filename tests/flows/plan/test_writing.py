"""The working copy of a plan: one for all, saved row by row, nothing lost."""

from dataclasses import replace

import pytest

from flows.decisions.refusals import MayNotRecord
from flows.decisions.withdraw import withdraw
from flows.engine.decision import Decision
from flows.plan.draft_recording import RowKeyReturns
from flows.plan.leads import plan_context
from flows.plan.proposals import proposals
from flows.plan.rows import OutsideYear
from flows.plan.working_copy import working_copy
from flows.plan.writing import (
    PlanIncomplete,
    PlanLocked,
    PlanMoved,
    RowMoved,
    add_rows,
    move_row,
    put_forward,
    save_row,
    take_out,
)
from registry.queries.plan_working import HEAD
from registry.records.plan_working import redact_working_rows
from registry.records.rights import MayNot
from registry.refusals import Refusal
from registry.rules.amounts import AmountUnreadable
from registry.rules.answer_screening import IdentityNumberInText
from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.desk.web.at_gates import make_partner
from tests.flows.plan.plans import FOCAL, a_row, copy_of, rows_kept, writing_desk

WHO = "5715.deputy"


def decision(desk: Desk, instance: int) -> Decision:
    copy = copy_of(desk, instance)
    return Decision(instance, copy.at.path, FOCAL, desk.office.registry.today, copy.answer, WHO)


def submit(desk: Desk, instance: int) -> None:
    put_forward(desk.office, decision(desk, instance), copy_of(desk, instance).state)


def test_a_copy_that_nobody_changed_is_not_kept(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    copy = copy_of(desk, plan)
    assert (copy.begun, copy.keys, rows_kept(desk)) == (False, [], 0)


def test_the_second_of_two_sees_both_rows_and_loses_nothing(made_registry_url: str) -> None:
    desk, plan = writing_desk(made_registry_url)
    (key,) = add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    save_row(desk.office, plan, key, 1, a_row(places="ตำบลแม่ฟ้าหลวง"), recorded_by=WHO)
    with pytest.raises(RowMoved) as second:
        save_row(desk.office, plan, key, 1, a_row(aim="ป้องกัน"), recorded_by="coord")
    now = second.value.now
    assert now.body is not None
    assert (now.version, now.body["places"]) == (2, "ตำบลแม่ฟ้าหลวง")
    assert now.by is not None
    assert "ปรานี" in now.by.th
    merged = {**now.body, "aim": "ป้องกัน"}
    save_row(desk.office, plan, key, 2, merged, recorded_by="coord")
    assert copy_of(desk, plan).rows[0].body == merged


def test_two_at_different_rows_do_not_meet(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    one, two = add_rows(desk.office, plan, [a_row(), a_row()], recorded_by=WHO)
    save_row(desk.office, plan, one, 1, a_row(aim="ก"), recorded_by=WHO)
    save_row(desk.office, plan, two, 1, a_row(aim="ข"), recorded_by="coord")
    assert [row.version for row in copy_of(desk, plan).rows] == [2, 2]


def test_a_row_taken_out_leaves_no_words_and_its_key_never_returns(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    one, two = add_rows(desk.office, plan, [a_row(), a_row()], recorded_by=WHO)
    take_out(desk.office, plan, two, 1, recorded_by=WHO)
    (three,) = add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    copy = copy_of(desk, plan)
    assert (copy.keys, [row.body for row in copy.gone]) == ([one, "row-3"], [None])
    assert three == "row-3"


def test_a_row_that_was_taken_out_meanwhile_is_told_and_not_saved(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    (key,) = add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    take_out(desk.office, plan, key, 1, recorded_by=WHO)
    with pytest.raises(RowMoved) as told:
        save_row(desk.office, plan, key, 1, a_row(), recorded_by="coord")
    assert told.value.now.body is None


def test_a_row_may_lack_what_it_likes_but_nothing_unreadable_is_kept(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    (key,) = add_rows(desk.office, plan, [{"activity": "อบรม"}], recorded_by=WHO)
    lacking = {one.field for one in copy_of(desk, plan).readings[key].lacks}
    assert lacking == {"rows.group", "rows.duties", "rows.quarters", "rows.lead"}
    with pytest.raises(AmountUnreadable):
        save_row(desk.office, plan, key, 1, a_row(amount="สามหมื่น"), recorded_by=WHO)
    assert copy_of(desk, plan).rows[0].version == 1


def test_a_day_outside_the_plans_year_is_refused_unless_the_row_was_carried_over(
    sqlite_url: str,
) -> None:
    desk, plan = writing_desk(sqlite_url)
    (key,) = add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    for field, day in (("starts", "2022-09-30"), ("ends", "2023-10-01")):
        with pytest.raises(OutsideYear) as told:
            save_row(desk.office, plan, key, 1, a_row(**{field: day}), recorded_by=WHO)
        assert told.value.field == f"rows.{field}"
        with pytest.raises(OutsideYear):
            add_rows(desk.office, plan, [a_row(**{field: day})], recorded_by=WHO)
    carried = a_row(starts="2022-09-01", carried_from="2565/row-1")
    save_row(desk.office, plan, key, 1, carried, recorded_by=WHO)
    assert len(copy_of(desk, plan).rows) == 1


def test_an_identity_number_is_kept_nowhere_and_a_name_is_told(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    (key,) = add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    with pytest.raises(IdentityNumberInText):
        save_row(desk.office, plan, key, 1, a_row(note="1101700230708"), recorded_by=WHO)
    told = save_row(desk.office, plan, key, 1, a_row(note="นางสาวมะลิ ใจดี"), recorded_by=WHO)
    assert len(told) == 1
    body = copy_of(desk, plan).rows[0].body
    assert body is not None
    assert body["note"] == "นางสาวมะลิ ใจดี"


def test_a_partner_prepares_and_does_not_put_forward(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    partner = make_partner(desk)
    add_rows(desk.office, plan, [a_row()], recorded_by=partner)
    sent = replace(decision(desk, plan), recorded_by=partner)
    with pytest.raises(MayNotRecord):
        put_forward(desk.office, sent, copy_of(desk, plan).state)
    with pytest.raises(MayNot):
        add_rows(desk.office, plan, [a_row()], recorded_by="5715.chief")


def test_rows_move_within_their_group_and_conflict_with_nobody(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    one, two, three = add_rows(
        desk.office, plan, [a_row(), a_row(), a_row(group="management")], recorded_by=WHO
    )
    move_row(desk.office, plan, two, -1, recorded_by=WHO)
    assert copy_of(desk, plan).keys == [two, one, three]
    move_row(desk.office, plan, one, 1, recorded_by=WHO)
    assert copy_of(desk, plan).keys == [two, one, three]
    save_row(desk.office, plan, two, 1, a_row(aim="ก"), recorded_by="coord")


def test_a_plan_is_put_forward_as_it_was_shown_or_not_at_all(made_registry_url: str) -> None:
    desk, plan = writing_desk(made_registry_url)
    (key,) = add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    shown, sent = copy_of(desk, plan).state, decision(desk, plan)
    save_row(desk.office, plan, key, 1, a_row(aim="ใหม่"), recorded_by="coord")
    with pytest.raises(PlanMoved):
        put_forward(desk.office, sent, shown)
    assert "plan_draft#1" in desk.waits_at(plan)
    submit(desk, plan)
    said = [one for one in desk.entries(plan) if one.kind == "decision"][-1].body["answer"]
    assert said["rows"][0]["aim"] == "ใหม่"


def test_a_plan_with_a_row_that_lacks_something_is_not_put_forward(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    add_rows(desk.office, plan, [a_row(), {"activity": "ลาดตระเวน"}], recorded_by=WHO)
    with pytest.raises(PlanIncomplete) as told:
        submit(desk, plan)
    assert told.value.keys == ("row-2",)


def test_a_plan_that_lies_with_the_committee_is_not_written(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    (key,) = add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    submit(desk, plan)
    with pytest.raises(PlanLocked):
        save_row(desk.office, plan, key, 1, a_row(aim="ก"), recorded_by=WHO)


def test_the_copy_stands_again_when_the_draft_is_withdrawn(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    add_rows(desk.office, plan, [a_row(aim="เดิม")], recorded_by=WHO)
    submit(desk, plan)
    withdraw(desk.office, plan, "plan_draft", reason="ส่งผิด", recorded_by="coord")
    body = copy_of(desk, plan).rows[0].body
    assert body is not None
    assert body["aim"] == "เดิม"
    submit(desk, plan)
    assert "plan_draft#1" not in desk.waits_at(plan)


def test_a_draft_past_the_copy_that_is_withdrawn_leaves_both_and_the_copy_goes_on(
    made_registry_url: str,
) -> None:
    desk, plan = writing_desk(made_registry_url)
    add_rows(desk.office, plan, [a_row(activity="ของผู้จัดทำ")], recorded_by=WHO)
    other = [{"key": key, **a_row(activity=f"แถว {key}")} for key in ("row-1", "row-9")]
    desk.decide(plan, "plan_draft", FOCAL, "2022-07-05", {"rows": other})
    withdraw(desk.office, plan, "plan_draft", reason="ส่งผิดไฟล์", recorded_by="coord")
    copy = copy_of(desk, plan)
    assert [row.called for row in copy.rows] == ["ของผู้จัดทำ"]
    with desk.office.registry.reading() as connection:
        gates = desk.office.declared.gates
        copy = working_copy(connection, plan, gates, copy.at.on) or copy
        at = plan_context(connection, copy.at.district, copy.start.year, copy.at.on)
        offered = [one for one in proposals(copy, at) if one.source == "withdrawn"]
    assert [one.label for one in offered] == ["แถว row-1", "แถว row-9"]
    assert add_rows(desk.office, plan, [offered[1].body], recorded_by=WHO) == ["row-10"]
    submit(desk, plan)
    assert "plan_draft#1" not in desk.waits_at(plan)


def test_a_withdrawn_draft_is_begun_from_where_nobody_wrote_a_copy(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    said: dict[str, Json] = {"situation": "ชายแดน", "rows": [{"key": "row-7", **a_row()}]}
    desk.decide(plan, "plan_draft", FOCAL, "2022-07-05", said)
    withdraw(desk.office, plan, "plan_draft", reason="ส่งผิด", recorded_by="coord")
    copy = copy_of(desk, plan)
    assert (copy.keys, copy.answer["situation"], copy.begun) == (["row-7"], "ชายแดน", False)
    submit(desk, plan)


def test_a_key_of_a_draft_that_counts_never_returns_beside_a_withdrawn_one(
    sqlite_url: str,
) -> None:
    desk, plan = writing_desk(sqlite_url)
    rows = [{"key": key, **a_row()} for key in ("row-1", "row-2")]
    desk.decide(plan, "plan_draft", FOCAL, "2022-07-05", {"rows": rows})
    changes = {"result": "changes", "items": ["ตัดแถวที่สอง"]}
    desk.decide(plan, "resolution", "district_chief", "2022-07-06", changes)
    desk.decide(plan, "plan_draft", FOCAL, "2022-07-07", {"rows": rows[:1]})
    withdraw(desk.office, plan, "plan_draft#2", reason="ส่งผิด", recorded_by="coord")
    desk.decide(plan, "plan_draft", FOCAL, "2022-07-07", {"rows": rows[:1]})
    desk.decide(plan, "resolution", "district_chief", "2022-07-08", changes)
    with pytest.raises(RowKeyReturns):
        desk.decide(plan, "plan_draft", FOCAL, "2022-07-09", {"rows": rows})


def test_the_head_is_a_row_of_its_own(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    save_row(desk.office, plan, HEAD, 1, {"situation": "ชายแดน"}, recorded_by=WHO)
    with pytest.raises(RowMoved):
        save_row(desk.office, plan, HEAD, 1, {"situation": "อื่น"}, recorded_by="coord")
    assert copy_of(desk, plan).answer["situation"] == "ชายแดน"


def test_a_refusal_names_the_row(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    (key,) = add_rows(desk.office, plan, [a_row()], recorded_by=WHO)
    save_row(desk.office, plan, key, 1, a_row(), recorded_by=WHO)
    with pytest.raises(Refusal, match="อบรมให้ความรู้"):
        save_row(desk.office, plan, key, 1, a_row(), recorded_by="coord")


def test_what_is_redacted_goes_from_a_row_that_says_the_same(sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    said = "ผู้เสียหายเป็นเด็กหญิงบ้านห้วยน้ำ"
    add_rows(desk.office, plan, [a_row(note=f"เหตุ: {said}")], recorded_by=WHO)
    with desk.office.registry.writing() as write:
        redact_working_rows(write.connection, {said})
    row = copy_of(desk, plan).rows[0]
    assert row.body is not None
    assert (row.version, said in row.body["note"], row.body["activity"]) == (
        2, False, a_row()["activity"],
    )  # fmt: skip
