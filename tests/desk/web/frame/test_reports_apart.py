"""The reports of the year are read by those who see exact counts, through whatever door."""

import pytest

from desk.views.pack_papers import pack_sheet
from flows.year.plan_status import plan_status
from registry.queries.documents import DocumentRow, documents
from registry.rules.rights import APART, Verb
from tests.builders import Desk
from tests.desk.api.programs import program, refused
from tests.desk.web.visitor import visitor
from tests.desk.worlds import ADOPTED, OWN, Secret, a_told_year
from tests.flows.year.at_quarters import meeting_of
from tests.staged_desks import made_once

COUNT = 20
READ, UNREAD = ("coord", f"{OWN}.chief"), ("the.partner", "the.admin")
EVERYBODY = pytest.mark.parametrize("ref", [*READ, *UNREAD])
REPORTS = {kind for kind, verb in APART.items() if verb is Verb.SEE_REPORTS}
YEAR_GATE = "/instances/{}/gates/year/closing/closing"


@made_once
def told(url: str) -> Desk:
    """A year with its reports, of which the last is asked about."""
    return a_told_year(url, Secret(COUNT))


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return told(sqlite_url)


def reports(desk: Desk) -> list[DocumentRow]:
    with desk.office.registry.reading() as connection:
        return [one for one in documents(connection, district=OWN) if one.kind in REPORTS]


def year_of(desk: Desk) -> int:
    return next(one.id for one in desk.instances() if one.process == "annual_cycle")


def test_drafts_and_scans_of_all_reports_are_among_the_papers(desk: Desk) -> None:
    found = {one.kind for one in reports(desk)}
    assert found == {"quarter_report", "annual_report", "scan.report_sent"}


@EVERYBODY
def test_a_report_is_opened_by_whoever_sees_exact_counts(desk: Desk, ref: str) -> None:
    who, lets = visitor(desk, ref), 200 if ref in READ else 403
    found = reports(desk)
    assert {who.get(f"/documents/{one.id}").status for one in found} == {lets}
    newest = [one.id for one in found if one.kind == "annual_report"][-1]
    for place in (
        f"/documents?district={OWN}", f"/districts/{OWN}", f"/districts/{OWN}/papers",
        f"/instances/{year_of(desk)}/papers", f"/instances/{year_of(desk)}",
    ):  # fmt: skip
        page = who.get(place).tree
        links = [str(one).partition("?")[0] for one in page.xpath("//a/@href")]
        ticks = page.xpath(f"//input[@name='paper'][@value='{newest}']")
        assert bool(ticks or f"/documents/{newest}" in links) == (lets == 200), place
    batch = who.post(f"/districts/{OWN}/papers", {"paper": [str(newest)]})
    assert batch.status == (200 if lets == 200 else 404)


@EVERYBODY
def test_the_gate_that_asks_about_a_report_shows_it_to_whoever_may_read_it(
    desk: Desk, ref: str
) -> None:
    page = visitor(desk, ref).get(YEAR_GATE.format(year_of(desk)), "th")
    assert page.status == 200
    shown = "รายงานผลการดำเนินงาน" in page.main
    why = "ร่างที่ถามถึงในขั้นตอนนี้เปิดอ่านได้เฉพาะผู้มีสิทธิดูจำนวนที่แน่ชัด" in page.main
    assert (shown, why) == (ref in READ, ref not in READ)
    assert bool(page.tree.xpath("//input[@name='about']")) == (ref == "coord")


@pytest.mark.parametrize(
    ("ref", "part", "lets"),
    [("coord", "coordinator", True), ("the.partner", "partner", False)],
)
def test_a_program_is_told_what_its_part_reads(
    desk: Desk, ref: str, part: str, *, lets: bool
) -> None:
    one = program(desk, ref, part, "57")
    kinds = {each["kind"] for each in one.get(f"/papers?district={OWN}").json()["papers"]}
    assert bool(kinds & REPORTS) == lets
    seen = one.get(f"/instances/{year_of(desk)}").json()
    assert bool({each["kind"] for each in seen["documents"]} & REPORTS) == lets
    assert bool({each["kind"] for each in seen["drafts"]} & REPORTS) == lets
    form = one.get(f"/instances/{year_of(desk)}/form?gate=closing").json()
    assert bool(form["about"]) == lets
    for report in reports(desk):
        for path in (f"/papers/{report.id}", f"/papers/{report.id}/file"):
            answer = one.get(path)
            assert answer.status_code == 200 if lets else refused(answer)[:2] == (403, "may_not")


def test_no_pack_of_a_meeting_takes_a_report(desk: Desk) -> None:
    with desk.office.registry.reading() as connection:
        sheet = pack_sheet(desk.office, connection, meeting_of(desk, "q1"))
    assert sheet.papers
    assert [one for one in sheet.papers if one.row is not None and one.row.kind in REPORTS] == []


def test_the_status_of_a_plan_tells_no_member_how_many_people_were_reached(desk: Desk) -> None:
    today = desk.office.registry.today
    with desk.office.registry.reading() as connection:
        said = plan_status(desk.office, connection, OWN, 2566, today)
    assert said is not None
    assert [(one.hidden, one.so_far, one.target) for one in said.rows] == [
        (True, None, None), (False, None, "6 หมู่บ้าน")
    ]  # fmt: skip


def test_what_counts_no_people_is_told_of_a_row_and_what_counts_them_is_not(
    sqlite_url: str, desk: Desk
) -> None:
    def reached(desk: Desk, ref: str, part: str) -> list[str | None]:
        history = (
            program(desk, ref, part, "57").get(f"/instances/{year_of(desk)}").json()["history"]
        )
        rows = [
            row for one in history if one["gate"] == "progress" for row in one["answer"]["rows"]
        ]
        return [one.get("reached") for one in rows]

    assert reached(desk, "coord", "coordinator") == [str(COUNT), "30", "30", "30"]
    assert reached(desk, "the.partner", "partner") == [None] * 4


@EVERYBODY
def test_a_figure_of_an_old_paper_is_told_to_whoever_sees_exact_counts(
    desk: Desk, ref: str
) -> None:
    page = visitor(desk, ref).get(f"/districts/{ADOPTED}", "th")
    lets = ref == "coord"
    if ref == f"{OWN}.chief":
        assert page.status == 404
        return
    assert ("ผู้เสียหายที่ช่วยเหลือ" in page.main) == lets
    assert ("ตัวเลขเดิมที่อาจนับผู้เสียหาย 1 รายการ" in page.main) == (not lets)


def test_whoever_maps_old_figures_sees_their_years_and_counts_if_they_see_counts(
    desk: Desk,
) -> None:
    for ref, shown in (("coord", True), ("the.admin", False)):
        page = visitor(desk, ref).get("/figures/old", "th")
        assert ("2563" in page.main, str(COUNT) in page.main) == (True, shown)
