"""Heads are asked for their own people's work alone, each on a form with a reference."""

import re

from desk.views.returned_gates import gate_returned, reference_in
from flows.plan.leads import plan_seats
from registry.queries.document_contents import content
from registry.rules.plain_values import Json
from registry.rules.return_references import reference_of
from registry.rules.thai import to_thai_digits
from tasks.documents.return_form import read_return_form
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.plan.planning import (
    CHIEF,
    LIFE_SKILLS,
    TRAINING,
    a_year,
    drafted,
    gate_of,
    papers,
    text_of,
)
from tests.staged_desks import made_once

LAO = f"{MAE_FAH_LUANG}/lao_president/1"
POLICE = f"{MAE_FAH_LUANG}/police_superintendent/1"


def seat_of(desk: Desk, office: str) -> str:
    """The first seat of the committee that an office fills."""
    with desk.office.registry.reading() as connection:
        found = plan_seats(connection, MAE_FAH_LUANG, desk.office.registry.today)
    return next(key for key, one in found.items() if one.unit == office)


@made_once
def asked(url: str, rows: list[Json] | None = None, on: str = "2022-09-06") -> tuple[Desk, int]:
    """The committee has agreed; the heads of the units are asked."""
    desk = a_year(url)
    led = [
        TRAINING | {"lead": seat_of(desk, LAO), "joint": [CHIEF]},
        LIFE_SKILLS | {"lead": seat_of(desk, POLICE), "joint": [seat_of(desk, LAO)], "days": 6},
    ]
    plan = drafted(desk, {"rows": rows or led})
    agreed: Json = {"result": "agreed", "meeting": "3/2565", "held_on": on}
    desk.decide(plan, gate_of(desk, plan, "resolution"), "focal_point", on, agreed)
    return desk, plan


def test_one_sheet_lists_every_head_who_is_asked_with_the_numbers_of_the_rows(
    sqlite_url: str,
) -> None:
    desk, plan = asked(sqlite_url)
    (sheet,) = papers(desk, plan, "endorsement_sheet")
    said = text_of(desk, sheet)
    assert "ครั้งที่ ๓/๒๕๖๕ วันที่ ๖ กันยายน พ.ศ. ๒๕๖๕" in said
    rows = re.findall(r"^[๑-๙]\n(.+)\n\.+\n(.+)\n(.+)$", said, re.MULTILINE)
    assert {unit: numbers for unit, _, numbers in rows} == {
        "ที่ทำการปกครองอำเภอแม่ฟ้าหลวง": "๒",
        "องค์การบริหารส่วนตำบลสมมุติ": "๑, ๒",
        "สถานีตำรวจภูธรสมมุติ": "๑",
    }


def test_each_unit_has_a_form_of_its_own_work_and_reference(sqlite_url: str) -> None:
    desk, plan = asked(sqlite_url)
    forms = {one.subject: text_of(desk, one) for one in papers(desk, plan, "endorsement_form")}
    assert set(forms) == {LAO, POLICE, f"{MAE_FAH_LUANG}/district_chief"}
    assert "ฝึกอาชีพ" in forms[POLICE]
    assert "อบรมให้ความรู้" not in forms[POLICE]
    references = {re.search(r"เลขอ้างอิง (\S+)", one)[1] for one in forms.values()}  # type: ignore[index]
    asked_by = {reference_of(one.id) for one in desk.gates(plan) if one.gate == "endorsement"}
    assert references == {to_thai_digits(one) for one in asked_by}


def test_a_form_that_comes_back_as_a_file_leads_to_the_question_it_was_printed_for(
    sqlite_url: str,
) -> None:
    desk, plan = asked(sqlite_url)
    for kind in ("endorsement_form", "endorsement_letter"):
        for paper in papers(desk, plan, kind):
            with desk.office.registry.reading() as connection:
                form = read_return_form(content(connection, paper.sha256) or b"")
                found = gate_returned(connection, reference_in(form, field="file"), field="file")
            assert (found.row.instance_id, found.row.subject) == (plan, paper.subject)
            assert form.answers == {}


def test_an_agencys_own_money_is_asked_of_the_unit_that_leads_alone(sqlite_url: str) -> None:
    desk, plan = asked(sqlite_url)
    forms = {one.subject: text_of(desk, one) for one in papers(desk, plan, "endorsement_form")}
    assert "๓๐,๐๐๐" in forms[LAO]
    assert "๓๐,๐๐๐" not in forms[f"{MAE_FAH_LUANG}/district_chief"]


def test_heads_are_written_to_by_post_and_the_chief_who_signs_is_not(sqlite_url: str) -> None:
    desk, plan = asked(sqlite_url)
    letters = {one.subject: text_of(desk, one) for one in papers(desk, plan, "endorsement_letter")}
    assert set(letters) == {LAO, POLICE}
    assert "จำนวน ๒ กิจกรรม" in letters[LAO]
    forms = {one.subject: text_of(desk, one) for one in papers(desk, plan, "endorsement_form")}
    for unit, letter in letters.items():
        reference = re.search(r"ตามแบบเลขอ้างอิง (\S+)", letter)
        assert reference
        assert f"เลขอ้างอิง {reference[1]}\n" in forms[unit]


def test_no_paper_asks_for_an_answer_by_a_day_before_its_own(sqlite_url: str) -> None:
    desk, plan = asked(sqlite_url, on="2022-11-09")  # the year's calendar has 23 September
    for kind in ("endorsement_letter", "endorsement_form"):
        for paper in papers(desk, plan, kind):
            assert "ภายในวันที่" not in text_of(desk, paper), kind


def test_the_plans_page_says_of_each_paper_for_which_unit_and_shows_the_draft_once(
    sqlite_url: str,
) -> None:
    desk, plan = asked(sqlite_url)
    page = visitor(desk, "5715.deputy").get(f"/instances/{plan}", "th")
    links = [one.text_content() for one in page.tree.xpath("//main//a")]
    letters = [one for one in links if one.startswith("หนังสือขอความเห็นชอบ") and "ฉบับที่" in one]
    assert len({*letters}) == 2
    assert any("องค์การบริหารส่วนตำบลสมมุติ" in one for one in letters)
    assert page.main.count("ที่เปลี่ยนไปจากร่างฉบับก่อน") == 1
