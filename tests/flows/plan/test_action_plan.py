"""The action plan as a paper: the rows in the words of the journal, and nothing made up."""

import re

import pytest

from flows.capabilities import declared
from flows.engine.days import sweep
from flows.plan.checks import PARTS, few_survivors, unwritten_parts
from flows.plan.rows import PlanRow
from flows.plan.wording import source_of
from registry.queries.redaction_parts import entry_part
from registry.queries.villages import all_names
from registry.records.redactions import take_out
from registry.records.village_changes import NewName, VillageChanges
from registry.records.villages import record_villages
from registry.rules.plain_values import Json
from tasks.documents.docx_text import paragraphs
from tasks.documents.rendering import render
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import load_template
from tests.builders import MAE_FAH_LUANG, Desk
from tests.flows.plan.planning import (
    LIFE_SKILLS,
    TRAINING,
    a_year,
    drafted,
    endorsed,
    papers,
    text_of,
)
from tests.scenarios.test_e2_chief_rotates_before_signing import moved_by_order


def plan_said(url: str, changes: dict[str, Json] | None = None) -> str:
    desk = a_year(url)
    (paper,) = papers(desk, drafted(desk, changes), "action_plan")
    return text_of(desk, paper)


def test_a_plan_prints_its_rows_by_group_with_their_money(sqlite_url: str) -> None:
    said = plan_said(sqlite_url)
    assert said.startswith(
        "แผนปฏิบัติการป้องกันและปราบปรามการค้ามนุษย์อำเภอแม่ฟ้าหลวง\nประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n"
    )
    assert "ฉบับแก้ไขเพิ่มเติม" not in said
    assert "มีช่องทางธรรมชาติหลายแห่ง\nผู้นำชุมชนบางส่วนยังไม่ผ่านการอบรม\n" in said
    first, second = said.index("๑\nฝึกอาชีพ"), said.index("๒\nอบรมให้ความรู้")
    assert said.index("ด้านการคุ้มครองช่วยเหลือ\n") < first < said.index("ด้านการป้องกัน\n") < second
    assert "ค่าเป้าหมาย: ๒๐๐ คน\n/\n/\n๓๐,๐๐๐\nงบประมาณของหน่วยงาน: ที่ทำการปกครองอำเภอ" in said
    assert "รวมด้านการป้องกัน ๑ โครงการ/กิจกรรม\n๓๐,๐๐๐\n" in said
    assert "รวม ๒ โครงการ/กิจกรรม งบประมาณ ๓๐,๐๐๐ บาท (สามหมื่นบาทถ้วน)" in said
    assert "ด้านการบริหารจัดการ\nไม่มีโครงการ/กิจกรรมในด้านนี้" in said


def test_a_plan_that_costs_nobody_money_says_so_in_place_of_no_baht(sqlite_url: str) -> None:
    said = plan_said(sqlite_url, {"rows": [LIFE_SKILLS]})
    assert "รวม ๑ โครงการ/กิจกรรม ไม่ใช้งบประมาณ ดำเนินการตามภารกิจของหน่วยงาน" in said
    assert "ศูนย์บาท" not in said


def test_parts_that_nobody_wrote_are_left_out_and_the_others_numbered_on(sqlite_url: str) -> None:
    said = plan_said(sqlite_url, {"situation": "", "monitoring": ""})
    assert re.findall("^ส่วนที่ .*", said, re.MULTILINE) == ["ส่วนที่ ๑ แผนงาน/โครงการ"]
    assert "ครั้งที่ ................... วันที่ ......" in said


def test_parts_that_nobody_wrote_are_asked_for_before_the_plan_goes_to_the_committee() -> None:
    written = {"situation": "ชายแดนยาว", "alignment": "", "note": ""}
    (asked,) = unwritten_parts(written)
    assert "ความสอดคล้องกับแผนระดับจังหวัดและระดับชาติ, การติดตามและรายงานผล" in asked.sentence.th
    assert not [*unwritten_parts(dict.fromkeys(PARTS, "เขียนแล้ว"))]


def test_a_source_that_names_its_road_of_money_says_it_once(sqlite_url: str) -> None:
    road = {"mode": "ordinance", "amount": "1000", "need": None}
    rows = [
        TRAINING | road | {"key": f"row-{place}", "source": source}
        for place, source in enumerate(("เทศบัญญัติเทศบาลตำบลเวียง", ""), 1)
    ]
    said = plan_said(sqlite_url, {"rows": rows})
    assert "\n๑,๐๐๐\nเทศบัญญัติเทศบาลตำบลเวียง\n" in said
    assert "\n๑,๐๐๐\nข้อบัญญัติหรือเทศบัญญัติของ อปท.\n" in said


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("เทศบาลตำบลเวียง", "เทศบัญญัติ: เทศบาลตำบลเวียง"),
        ("อบต.ปอ", "ข้อบัญญัติ: อบต.ปอ"),
        ("กองทุนชุมชน", "ข้อบัญญัติหรือเทศบัญญัติของ อปท.: กองทุนชุมชน"),
    ],
)
def test_a_local_government_by_its_name_gives_money_by_an_ordinance_of_its_own_kind(
    source: str, printed: str
) -> None:
    road = {"mode": "ordinance", "amount": "1000", "need": None, "source": source}
    assert ": ".join(filter(None, source_of(PlanRow.model_validate(TRAINING | road)))) == printed


HIDDEN = ({"target": "1"}, {"target": "4"}, {"target": "9", "baseline": "4"})
TOLD = ({"target": "5"}, {"target": "0"}, {"target": "4", "survivors": False})


@pytest.mark.parametrize("changes", [*HIDDEN, *TOLD])
def test_a_target_that_counts_few_survivors_is_told_in_no_paper(
    sqlite_url: str, changes: dict[str, Json]
) -> None:
    said = plan_said(sqlite_url, {"rows": [TRAINING, LIFE_SKILLS | changes]})
    assert ("ค่าเป้าหมาย: ไม่แสดง*" in said) is (changes in HIDDEN)
    assert ("* ไม่แสดงข้อมูลพื้นฐานและค่าเป้าหมาย" in said) is (changes in HIDDEN)
    row = PlanRow.model_validate(LIFE_SKILLS | changes)
    assert len([*few_survivors([row], 5)]) == (changes in HIDDEN)


def test_a_row_prints_baseline_and_target_or_that_nobody_recorded_it_or_that_it_is_not_shown(
    sqlite_url: str,
) -> None:
    counted: Json = [
        TRAINING | {"baseline": "120"},
        TRAINING | {"key": "row-9", "baseline": "0"},
        LIFE_SKILLS,
        LIFE_SKILLS | {"key": "row-8", "target": "9"},
        LIFE_SKILLS | {"key": "row-7", "target": None, "baseline": "3"},
    ]
    said = plan_said(sqlite_url, {"rows": counted})
    assert "ข้อมูลพื้นฐาน: ๑๒๐ คน\nค่าเป้าหมาย: ๒๐๐ คน" in said
    assert "ข้อมูลพื้นฐาน: ๐ คน\nค่าเป้าหมาย: ๒๐๐ คน" in said
    assert "ข้อมูลพื้นฐาน: ไม่ได้บันทึก\nค่าเป้าหมาย: ไม่แสดง*" in said
    assert "ข้อมูลพื้นฐาน: ไม่แสดง*\nค่าเป้าหมาย: ไม่ได้กำหนด" in said
    assert "ข้อมูลพื้นฐาน: ไม่ได้บันทึก\nค่าเป้าหมาย: ๙ คน" in said


def rotates(desk: Desk) -> None:
    """The Chief leaves while the plan waits to be signed."""
    desk.on("2022-09-16")
    moved_by_order(desk)
    desk.on("2022-10-03")
    sweep(desk.office)
    desk.perform()


def test_the_plan_that_heads_and_chief_have_before_them_names_the_resolution(
    sqlite_url: str,
) -> None:
    desk = a_year(sqlite_url)
    plan = endorsed(desk)
    first, agreed = papers(desk, plan, "action_plan")
    assert "ตามมติที่ประชุม ครั้งที่ ......" in text_of(desk, first)
    said = text_of(desk, agreed)
    assert "ตามมติที่ประชุม ครั้งที่ ๓/๒๕๖๕" in said
    assert "ครั้งที่ ๓/๒๕๖๕ วันที่ ๖ กันยายน พ.ศ. ๒๕๖๕" in said
    asked = [one.about for one in desk.gates(plan)]
    assert asked == [agreed.content_hash]
    rotates(desk)
    newest = text_of(desk, papers(desk, plan, "action_plan")[-1])
    assert "ตามมติที่ประชุม ครั้งที่ ๓/๒๕๖๕" in newest
    assert "(นางใหม่ มาแทน)" in newest


def test_words_that_were_redacted_are_in_no_paper_that_is_drafted_later(sqlite_url: str) -> None:
    desk = a_year(sqlite_url)
    plan = endorsed(desk)
    drafted_by = next(one for one in desk.entries(plan) if one.gate == "plan_draft")
    taken = [("answer", "situation"), ("answer", "rows", "1", "activity")]
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        part = entry_part(write.connection, drafted_by.id, taken)
        take_out(write, MAE_FAH_LUANG, [part], first=1, second=2, reason="ระบุตัวบุคคล")
    rotates(desk)
    said = text_of(desk, papers(desk, plan, "action_plan")[-1])
    assert "ฝึกอาชีพ" not in said
    assert "ช่องทางธรรมชาติ" not in said
    assert said.count("[ปกปิดแล้ว]") == 2
    assert "รวม ๒ โครงการ/กิจกรรม" in said


def test_a_later_version_says_which_amendment_it_is() -> None:
    model, template = declared().facts["action_plan"], load_template("action_plan")
    sample = sample_facts(model, template.sheet)
    for amendment, told in ((None, False), (2, True)):
        facts = model.model_validate(sample.model_dump() | {"amendment": amendment})
        said = "\n".join(paragraphs(render(template, facts)))
        assert ("(ฉบับแก้ไขเพิ่มเติม ครั้งที่ ๒)" in said.replace("\u00a0", " ")) is told


def test_a_row_names_its_villages_as_they_are_called(sqlite_url: str) -> None:
    desk = a_year(sqlite_url)
    new = NewName("+1", f"{MAE_FAH_LUANG}01", 3, "บ้านหนึ่ง", "", desk.office.registry.today)
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        record_villages(write, MAE_FAH_LUANG, VillageChanges((new,)), by=1)
        (village,) = all_names(write.connection, MAE_FAH_LUANG)
    plan = drafted(desk, {"rows": [TRAINING | {"villages": [village.key]}]})
    (paper,) = papers(desk, plan, "action_plan")
    assert "พื้นที่: ตำบลสมมุติ บ้านหนึ่ง หมู่ที่ ๓" in text_of(desk, paper)
