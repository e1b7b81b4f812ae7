from tests.desk.web.at_gates import desk_at
from tests.desk.web.pages.test_instance_page import last
from tests.desk.web.pages.test_plan_page import fields
from tests.desk.web.visitor import visitor
from tests.flows.year.at_quarter_figures import figure
from tests.flows.year.at_quarter_reports import SHEET, reported
from tests.flows.year.at_quarters import a_year, on


def test_all_that_is_wrong_with_a_correction_is_told_at_once(made_registry_url: str) -> None:
    desk, number = desk_at(made_registry_url, "working_team")
    coord = visitor(desk, "coord")
    place = f"/instances/{number}/correct/{last(desk, number, 'delegation')}"
    refused = coord.post(place, {"paper.dated": "31/2/2565", "step": "check"})
    assert refused.status == 422
    assert len(refused.problems) == 3
    assert all(map(refused.beside, ("deputy", "paper.dated", "why")))


def test_a_decision_without_figures_is_offered_no_workbook(made_registry_url: str) -> None:
    desk, number = desk_at(made_registry_url, "working_team")
    coord = visitor(desk, "coord")
    place = f"/instances/{number}/correct/{last(desk, number, 'delegation')}"
    page = coord.get(place)
    assert page.tree.xpath("//main//form[@class='gate']")
    assert [one for one in page.links() if "workbook" in one] == []
    assert page.tree.xpath("//input[@name='quarter_file']") == []


def test_what_the_gate_checks_of_a_correction_stands_beside_what_its_form_refuses(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    reported(desk, year, 1, "2023-01-03", SHEET)
    coord = visitor(desk, "coord")
    place = f"/instances/{year}/correct/{last(desk, year, 'progress')}"
    coord.get(place)
    total, women = "figures.f.persons_trained", "figures.f.persons_trained.sex.women"
    typed = {
        "result": "", "rows.0.row": "row-1", "rows.0.state": "ongoing", "rows.0.spent": "สิบ",
        total: "10", women: "11", "figures.f.case_reports": "1" * 21, "why": "พิมพ์ผิด",
        "ahead": "เลขประจำตัว 1101700230708",
    }  # fmt: skip
    refused = coord.post(place, {**typed, "step": "check"})
    wrong = ("result", "rows.0.spent", women, "figures.f.case_reports", "ahead")
    assert [one for one in wrong if not refused.beside(one)] == []
    fitting = {"result": "reported", "rows.0.spent": "10", "figures.f.case_reports": ""}
    reasonless = coord.post(place, {**typed, **fitting, "why": "", "step": "check"})
    assert [one for one in ("why", women, "ahead") if not reasonless.beside(one)] == []


def test_what_a_later_decision_rests_on_says_so_before_anything_is_typed(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    reported(desk, year, 1, "2023-01-03", SHEET)
    place = f"/instances/{year}/correct/{last(desk, year, 'progress')}"
    assert visitor(desk, "coord").get(place).tree.xpath("//main//form[@class='gate']")
    sent = "year/q1/quarter/report/report_sent#1"
    desk.decide(year, sent, "focal_point", "2023-01-09", {})
    barred = visitor(desk, "coord").get(place)
    assert barred.status == 200
    assert "จึงแก้ไขหรือถอนไม่ได้" in barred.problems[0]
    assert barred.tree.xpath("//main//form[@class='gate']") == []
    assert f"/instances/{year}" in barred.links()


def test_what_is_recorded_stands_beside_each_field_that_says_otherwise(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    reported(desk, year, 1, "2023-01-03", SHEET | {"figures": [figure("community_plans", "5")]})
    coord = visitor(desk, "coord")
    place = f"/instances/{year}/correct/{last(desk, year, 'progress')}"
    begun = coord.get(place)
    beside = begun.tree.cssselect("[data-recorded]")
    assert beside
    assert all(one.get("hidden") is not None for one in beside)
    sent = fields(begun)
    plans = "figures.f.community_plans"
    sent |= {"rows.0.state": ["done"], plans: ["987"], "step": ["check"]}
    told = coord.post(place, sent).tree
    shown = {
        one.get("id").removesuffix("-recorded"): " ".join(one.text_content().split())
        for one in told.cssselect("[data-recorded]")
        if one.get("hidden") is None
    }
    assert shown == {
        plans: "ที่บันทึกไว้: 5", "rows.0.state": "ที่บันทึกไว้: อยู่ระหว่างดำเนินการ",
    }  # fmt: skip
    (box,) = told.xpath("//input[@name=$name]", name=plans)
    assert f"{plans}-recorded" in box.get("aria-describedby").split()
