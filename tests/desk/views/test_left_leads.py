"""A plan whose lead left the committee is told on pages, to commands and programs, and amended."""

from datetime import date

from desk.views.left_leads import LeadNotice, lead_notices
from flows.plan.amendments import amend_plan
from registry.records.seats import end_seats
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.api.programs import program
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.plan.plan_rows import LAO, plan_of, seat
from tests.flows.plan.test_later_versions import received
from tests.readers import view_of


def notices(desk: Desk) -> list[LeadNotice]:
    with desk.office.registry.reading() as connection:
        return lead_notices(view_of(desk, connection), [MAE_FAH_LUANG])


def without_local_government(url: str) -> Desk:
    """Row 2 of the plan in force is led by a seat that the committee has no more."""
    desk = received(url)
    desk.on("2022-12-01")
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        end_seats(write, MAE_FAH_LUANG, [seat(desk, LAO)], on=date(2022, 11, 15))
    return desk


def test_a_plan_whose_leads_all_sit_in_the_committee_is_not_told(sqlite_url: str) -> None:
    desk = received(sqlite_url)
    desk.on("2022-12-01")
    assert notices(desk) == []


def test_rows_whose_lead_left_are_named_wherever_a_coordinator_looks(sqlite_url: str) -> None:
    desk = without_local_government(sqlite_url)
    (told,) = notices(desk)
    plan = plan_of(desk)
    assert [one.row for one in told.rows] == ["row-2"]
    assert (told.year, told.plan, told.amended) == (2566, plan, False)
    coord = visitor(desk, "coord")
    for place in ("/", f"/districts/{MAE_FAH_LUANG}", f"/plans/{plan}"):
        page = coord.get(place, "th")
        assert "กลุ่มเฝ้าระวัง row-2 (" in page.main, place
        assert "row-1 (" not in page.main, place
        assert f"/plans/{plan}/next-version" in page.links(), place
    prasan = Terminal(str(desk.office.registry.url))
    said = prasan("waiting", "--on", "2022-12-01", "--json").json["leads_left"]
    assert [row["row"] for one in said for row in one["rows"]] == ["row-2"]


def test_programs_are_told_the_rows_whose_lead_left(sqlite_url: str) -> None:
    desk = without_local_government(sqlite_url)
    answer = program(desk, "coord").get("/waiting")
    assert [row["row"] for one in answer.json()["leads_left"] for row in one["rows"]] == ["row-2"]


def test_the_next_version_marks_the_rows_whose_lead_left(sqlite_url: str) -> None:
    desk = without_local_government(sqlite_url)
    amend_plan(desk.office, MAE_FAH_LUANG, 2566, on=date(2022, 12, 1), recorded_by="coord")
    second = plan_of(desk, "2566/2")
    (told,) = notices(desk)
    assert (told.plan, told.amended) == (second, True)
    page = visitor(desk, "coord").get(f"/plans/{second}", "th")
    assert "อยู่ระหว่างจัดทำ" in page.main
    (marked,) = page.tree.xpath("//tr[starts-with(@id, 'row.')][.//small]/@id")
    assert marked == "row.row-2"
