"""S2: the Governor's letter. All 18 districts of Chiang Rai within 30 days."""

import signal
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from subprocess import run

import docx
import pytest

from flows.decisions.start import start
from flows.directive.directive import DirectiveRecord, issue_directive
from flows.directive.letter import DistrictOfAnotherProvince
from flows.verification import verify_all
from registry.journal import InstanceRow, entries
from registry.queries.directives import directive_of, directives, settled_by
from registry.queries.document_contents import content, facts
from registry.queries.documents import documents
from registry.queries.orders import orders
from registry.records.orders import Registration, register
from registry.rules.directive_results import DirectiveResult
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.order_numbers import OrderNumber
from tests.builders import COORDINATOR, SCAN, TEAM, Desk, a_desk
from tests.desk.cli.terminal import tables
from tests.scenarios.letter_killed import LETTER

PROJECT = Path(__file__).parents[2]
CHIANG_RAI = tuple(f"57{number:02}" for number in range(1, 19))
WITH_COMMITTEE = ("5703", "5708", "5709", "5713")
OLD_CENTRE = "5704"  # Thoeng
PHANOM = "8410"  # of Surat Thani


def a_committee(desk: Desk, district: str) -> None:
    """An order of 2563 that appointed the district's committee, in force since."""
    office, dated = desk.office, date(2020, 7, 15)
    first = start(office, "establishment", district, on=dated, recorded_by="coord").instance
    with office.registry.writing(district) as write:
        appointed = Registration(
            kind="new",
            heading=f"คำสั่งอำเภอที่ {district}",
            number=OrderNumber(12, 2563),
            dated=dated,
            subject_th="แต่งตั้งคณะกรรมการป้องกันและปราบปรามการค้ามนุษย์ระดับอำเภอ",
            signer=None,
            printed="not_ours",
            document=None,
            in_force_from=dated,
        )
        by = entries(write.connection, first)[0].id
        register(write, district, appointed, entry_id=by)


def a_province(url: str) -> Desk:
    """Chiang Rai as the letter finds it: four committees, the people of Thoeng known."""
    desk = a_desk(url, "2022-06-02", OLD_CENTRE)
    for district in WITH_COMMITTEE:
        a_committee(desk, district)
    return desk


def issue(desk: Desk) -> DirectiveRecord:
    return issue_directive(desk.office, LETTER, recorded_by="coord")


def begun(desk: Desk) -> dict[str, InstanceRow]:
    """The establishments that the letter began, by district."""
    with desk.office.registry.reading() as connection:
        return {
            one.district: one
            for one in desk.instances()
            if directive_of(connection, one.id) is not None
        }


def test_thirteen_start_informed_four_stay_untouched_one_replaces(made_registry_url: str) -> None:
    desk = a_province(made_registry_url)
    before = {one.id: desk.waits_at(one.id) for one in desk.instances()}
    issued = issue(desk)
    assert not issued.entered_before
    assert tuple(one.district for one in issued.outcomes) == CHIANG_RAI
    assert Counter(one.result.value for one in issued.outcomes) == {
        "started": 13, "has_committee": 4, "replace": 1,
    }  # fmt: skip
    untouched = {one.district for one in issued.outcomes if one.instance is None}
    assert untouched == set(WITH_COMMITTEE)
    assert {one: desk.waits_at(one) for one in before} == before
    assert set(begun(desk)) == set(CHIANG_RAI) - untouched
    assert {one.started_on for one in begun(desk).values()} == {date(2022, 6, 1)}
    assert issued.directive.due_on == date(2022, 7, 1)
    assert verify_all(desk.office) == ()


def test_an_informed_establishment_asks_the_first_question_then_the_delegation(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", "5715")
    issue(desk)
    mae_fah_luang = begun(desk)["5715"].id
    assert desk.waits_at(mae_fah_luang) == ["earlier_order"]
    desk.decide(mae_fah_luang, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    assert desk.waits_at(mae_fah_luang) == ["delegation"]
    with desk.office.registry.reading() as connection:
        first = entries(connection, mae_fah_luang)[0].body["start"]
    assert first["directive"] == {
        "directive": 1, "number": "ชร 0004/ว 1234", "dated": "2022-06-01",
    }  # fmt: skip


def test_the_old_centres_order_is_replaced_and_cited(sqlite_url: str) -> None:
    desk = a_province(sqlite_url)
    issue(desk)
    thoeng = begun(desk)[OLD_CENTRE].id
    assert desk.waits_at(thoeng) == ["delegation"]
    deputy = {"deputy": "deputy_district_chief/1"}
    desk.decide(thoeng, "delegation", "district_chief", "2022-06-09", deputy)
    desk.decide(thoeng, "working_team", COORDINATOR, "2022-06-10", {"agencies": [*TEAM]})
    desk.decide(thoeng, "membership", "focal_point", "2022-06-13", {})
    for path in desk.waits_at(thoeng):
        desk.decide(thoeng, path, "focal_point", "2022-06-17", {"result": "by_position"})
    order = desk.order()
    confirmed = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    desk.decide(order, "legal_bases", COORDINATOR, "2022-06-20", confirmed)
    with desk.office.registry.reading() as connection:
        papers = documents(connection, instance_id=order)
        made = [one for one in papers if one.kind == "appointment_order"]
        (draft,) = (one for one in made if one.language == "th")
        says = AppointmentOrderFacts.model_validate(facts(connection, draft.facts_id or 0))
        paper = docx.Document(BytesIO(content(connection, draft.sha256) or b""))
        (known,) = orders(connection, OLD_CENTRE)
    assert says.kind == "replace"
    assert says.earlier is not None
    assert (says.earlier.number, says.earlier.dated.first) == ("123/2556", date(2013, 10, 7))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "๑๒๓/๒๕๕๖" in text
    assert "คำสั่งอำเภอเทิง" in text
    assert (known.kind, known.full_number) == ("earlier", "123/2556")


def test_entering_the_letter_again_creates_nothing_and_says_so(sqlite_url: str) -> None:
    desk = a_province(sqlite_url)
    first = issue(desk)
    before = tables(sqlite_url)
    written_otherwise = replace(LETTER, number="ที่ ชร 0004/ว.1234")
    again = issue_directive(desk.office, written_otherwise, recorded_by="coord2")
    assert tables(sqlite_url) == before
    assert again.entered_before
    assert again.directive == first.directive
    assert [(one.district, one.result, one.instance) for one in again.outcomes] == [
        (one.district, one.result, one.instance) for one in first.outcomes
    ]
    assert not any(one.new for one in again.outcomes)


@pytest.mark.parametrize(
    "transaction", [9, *(pytest.param(one, marks=pytest.mark.slow) for one in (1, 2, 19))]
)
def test_killed_in_the_middle_the_letter_is_finished_by_entering_it_again(
    sqlite_url: str, transaction: int
) -> None:
    desk = a_province(sqlite_url)
    command = [sys.executable, "-m", "tests.scenarios.letter_killed", sqlite_url, str(transaction)]
    died = run(command, cwd=PROJECT, check=False)
    assert died.returncode == -signal.SIGKILL
    with desk.office.registry.reading() as connection:
        settled = [
            one for letter in directives(connection) for one in settled_by(connection, letter.id)
        ]
    assert len(settled) < len(CHIANG_RAI)
    again = issue(desk)
    assert {one.district for one in again.outcomes if not one.new} == {
        one.district for one in settled
    }
    assert Counter(one.result.value for one in again.outcomes) == {
        "started": 13, "has_committee": 4, "replace": 1,
    }  # fmt: skip
    assert len(begun(desk)) == 14
    assert len(desk.instances()) == 14 + len(WITH_COMMITTEE)
    assert verify_all(desk.office) == ()


def test_a_district_of_another_province_is_refused_and_nothing_is_begun(sqlite_url: str) -> None:
    desk = a_province(sqlite_url)
    before = tables(sqlite_url)
    strange = replace(LETTER, districts=(OLD_CENTRE, PHANOM))
    with pytest.raises(DistrictOfAnotherProvince) as refused:
        issue_directive(desk.office, strange, recorded_by="coord")
    assert refused.value.field == "districts"
    assert "Phanom" in refused.value.sentence.en
    assert tables(sqlite_url) == before


def test_the_scan_is_kept_once_also_where_it_comes_later(sqlite_url: str) -> None:
    desk = a_province(sqlite_url)
    assert issue(desk).directive.document is None
    scanned = replace(LETTER, scan=SCAN)
    kept = issue_directive(desk.office, scanned, recorded_by="coord").directive.document
    assert kept is not None
    again = issue_directive(desk.office, scanned, recorded_by="coord").directive.document
    assert again == kept
    with desk.office.registry.reading() as connection:
        papers = documents(connection, district="57")
    assert [(one.id, one.kind, one.status) for one in papers] == [
        (kept, "scan.directive", "evidence")
    ]
    assert verify_all(desk.office) == ()


def test_what_is_at_work_already_is_left_alone(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", "5715")
    first = desk.start(district="5715")
    outcome = next(one for one in issue(desk).outcomes if one.district == "5715")
    assert (outcome.result, outcome.instance) == (DirectiveResult.ALREADY_OPEN, first)
    with desk.office.registry.reading() as connection:
        assert directive_of(connection, first) is None
