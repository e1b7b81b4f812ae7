"""The heads who are asked to endorse a plan, and what they answer."""

import re
from datetime import date

import pytest

from desk.views.endorsements import endorsement_board
from desk.views.gate_titles import titles
from desk.views.reasons import why
from desk.views.view import View
from desk.views.year_facts import years_of
from desk.web.frame.places import gate_place
from flows.decisions.days import ActEarlier
from flows.decisions.refusals import AlreadyDecided
from flows.plan.recordings import EndorsedByAnother, UnendorsedWithoutReason
from registry.journal import entries
from registry.queries.seats import seats
from registry.records.seats import record_seats
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.handover.at_promotions import loaded
from tests.flows.plan.at_plans import ADJUST, beforehand
from tests.flows.plan.plan_rows import (
    AGREED,
    ENDORSED,
    LAO,
    a_draft,
    a_row,
    drafted,
    planning,
    sent,
)


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


def test_the_head_of_a_unit_of_any_kind_endorses_for_it_and_no_other_head_does(
    sqlite_url: str,
) -> None:
    desk, plan = planning(sqlite_url)
    customs = f"{MAE_FAH_LUANG}/customs_house/1"
    seated_by(desk, LAO, customs)
    desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", a_draft([a_row(desk, "row", LAO)]))
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    (path,) = desk.waits_at(plan)
    assert path == f"endorsement[{customs}]#1"
    assert waits_for(desk, plan) == customs
    with pytest.raises(EndorsedByAnother):
        desk.decide(plan, path, "district_chief", "2022-09-08", ENDORSED)
    desk.decide(plan, path, "customs_house/1", "2022-09-08", ENDORSED)
    assert desk.waits_at(plan) == ["plan_signed#1"]


def seated_by(desk: Desk, kind: str, office: str) -> None:
    """The seats of that kind are the office's, which a customs officer holds."""
    holder = {"ref": "customs", "title_th": "นาย", "name_th": "สมมุติ ด่าน"}
    unit = {"title_th": "นายด่านศุลกากร", "unit_th": "สมมุติ"}
    loaded(
        desk,
        people=[holder],
        offices=[{"ref": office, **unit}],
        holders=[
            {"office": office, "person": "customs", "start": "2022-01-01", "basis": "appointment"}
        ],
    )
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        before = seats(write.connection, MAE_FAH_LUANG, write.today)
        after = tuple(
            one.model_copy(update={"office": office}) if one.kind == kind else one for one in before
        )
        record_seats(write, MAE_FAH_LUANG, after, on=write.today, entry_id=1)


def waits_for(desk: Desk, plan: int) -> str | None:
    """The office for which the instance waits, as the list of what waits names it."""
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        (found,) = why(view, plan)
    return found.office
