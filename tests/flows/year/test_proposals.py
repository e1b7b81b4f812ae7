"""Money is asked for by the road of its line: by whom, of whom, and in which words."""

import pytest

from registry.rules.plain_values import Json
from tasks.documents.paper_words import ordinance
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.plan.planning import (
    a_year,
    gate_of,
    papers,
    text_of,
    the,
)

LAO = f"{MAE_FAH_LUANG}/lao_president/1"
LINE: dict[str, Json] = {
    "key": "watch", "title": "โครงการกลุ่มเฝ้าระวัง 6 หมู่บ้าน", "road": "ordinance", "office": LAO,
    "amount": "๓๐,๐๐๐.๕๐", "local_plan": "yes",
}  # fmt: skip


def proposed(url: str, changes: dict[str, Json]) -> dict[str, str]:
    """What the papers of the line say, by their kind."""
    return said_by(*asked(url, changes))


def asked(url: str, changes: dict[str, Json]) -> tuple[Desk, int]:
    """The year needs one line of money; the office and its year."""
    desk = a_year(url)
    year = the("annual_cycle", desk).id
    needed: Json = {"result": "needed", "rows": [LINE | changes]}
    desk.decide(year, gate_of(desk, year, "budget_needs"), "focal_point", "2022-07-06", needed)
    return desk, year


def said_by(desk: Desk, year: int) -> dict[str, str]:
    """The newest paper of each kind."""
    kinds = ("proposal_letter", "budget_proposal", "subsidy_request", "local_plan_row")
    return {one.kind: text_of(desk, one) for kind in kinds for one in papers(desk, year, kind)}


def test_a_line_of_an_ordinance_is_proposed_to_the_local_government(sqlite_url: str) -> None:
    said = proposed(sqlite_url, {})
    assert set(said) == {"proposal_letter", "budget_proposal"}
    letter = said["proposal_letter"]
    assert "เรียน นายกองค์การบริหารส่วนตำบลสมมุติ" in letter
    assert "๓๐,๐๐๐.๕๐ บาท (สามหมื่นบาทห้าสิบสตางค์) ซึ่งปรากฏในแผนพัฒนาท้องถิ่นแล้ว" in letter
    assert "งบประมาณรายจ่ายประจำปีงบประมาณ พ.ศ. ๒๕๖๖" in letter
    project = said["budget_proposal"]
    assert "๒. หน่วยงานที่เสนอโครงการ\nที่ทำการปกครองอำเภอแม่ฟ้าหลวง ในฐานะฝ่ายเลขานุการ" in project
    heads = [line for line in project.splitlines() if line.split(".")[0] in NUMBERS]
    assert [line.split(".")[0] for line in heads if ". " in line] == [*NUMBERS]


NUMBERS = ("๑", "๒", "๓", "๔", "๕", "๖", "๗", "๘", "๙", "๑๐", "๑๑", "๑๒")


def test_a_subsidy_goes_to_a_state_agency_and_never_to_the_committee(sqlite_url: str) -> None:
    health = "สำนักงานสาธารณสุขอำเภอแม่ฟ้าหลวง"
    said = proposed(sqlite_url, {"road": "subsidy", "recipient": health, "local_plan": "no"})
    assert set(said) == {"proposal_letter", "subsidy_request", "local_plan_row"}
    assert f"โปรดพิจารณาให้เงินอุดหนุนแก่ {health} ซึ่งเป็นหน่วยงานของรัฐ" in said["proposal_letter"]
    assert f"๒. หน่วยงานที่เสนอโครงการ\n{health} เป็นผู้ขอรับเงินอุดหนุน" in said["subsidy_request"]
    assert "หัวหน้าหน่วยงานผู้ขอรับเงินอุดหนุน" in said["subsidy_request"]
    assert health in said["local_plan_row"]


def test_a_recipient_that_nobody_named_is_a_dotted_line(sqlite_url: str) -> None:
    said = proposed(sqlite_url, {"road": "subsidy"})
    assert "ให้เงินอุดหนุนแก่ ....." in said["proposal_letter"]
    assert "๒. หน่วยงานที่เสนอโครงการ\n....." in said["subsidy_request"]


@pytest.mark.parametrize("state", ["no", "not_asked", "amendment_asked"])
def test_what_stands_in_no_local_plan_yet_comes_with_its_row(sqlite_url: str, state: str) -> None:
    said = proposed(sqlite_url, {"local_plan": state})
    assert "แบบ ผ.๐๒" in said["proposal_letter"]
    assert "โครงการกลุ่มเฝ้าระวัง ๖ หมู่บ้าน" in said["local_plan_row"]
    assert "ปรากฏในแผนพัฒนาท้องถิ่นแล้ว" not in said["budget_proposal"]


def test_a_donor_is_written_to_by_the_head_of_the_agency_and_asked_for_no_ordinance(
    sqlite_url: str,
) -> None:
    said = proposed(sqlite_url, {"road": "donor", "office": "world_vision"})
    assert set(said) == {"proposal_letter", "budget_proposal"}
    assert "เรียน ผู้อำนวยการมูลนิธิศุภนิมิตแห่งประเทศไทย" in said["proposal_letter"]
    for one in said.values():
        assert "ข้อบัญญัติ" not in one
        assert "แผนพัฒนาท้องถิ่น" not in one


def test_a_letter_names_the_project_and_what_its_local_government_passes_a_budget_in(
    sqlite_url: str,
) -> None:
    letter = proposed(sqlite_url, {"title": "กลุ่มเฝ้าระวัง"})["proposal_letter"]
    assert "ขอรับการสนับสนุนงบประมาณโครงการกลุ่มเฝ้าระวัง" in letter
    assert "สิ่งที่ส่งมาด้วย โครงการกลุ่มเฝ้าระวัง จำนวน ๑ ชุด" in letter
    assert "โดยตั้งไว้ในข้อบัญญัติงบประมาณรายจ่าย" in letter


@pytest.mark.parametrize(
    ("grantor", "passes"),
    [
        ("เทศบาลตำบลเวียง", "เทศบัญญัติ"),
        ("องค์การบริหารส่วนตำบลปอ", "ข้อบัญญัติ"),
        ("กองทุนชุมชน", "ข้อบัญญัติหรือเทศบัญญัติ"),
    ],
)
def test_a_municipality_passes_its_budget_in_an_ordinance_of_its_own_kind(
    grantor: str, passes: str
) -> None:
    assert ordinance(grantor) == passes


def test_lists_say_what_each_proposal_asks_money_for(sqlite_url: str) -> None:
    desk, year = asked(sqlite_url, {"title": "กลุ่มเฝ้าระวัง & เยาวชน <หมู่ ๑>"})
    page = visitor(desk, "5715.deputy").get(f"/instances/{year}", "th").main
    for kind in ("หนังสือนำส่งโครงการขอรับการสนับสนุน", "โครงการขอรับการสนับสนุนงบประมาณ"):
        assert f"{kind} · โครงการกลุ่มเฝ้าระวัง & เยาวชน <หมู่ ๑> · ฉบับที่ 1" in page
