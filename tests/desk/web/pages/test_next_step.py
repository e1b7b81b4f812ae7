"""Whoever has recorded something is told the next step: what it is, who does it, by when."""

import pytest

from tests.builders import Desk
from tests.desk.web.at_gates import COORD, desk_at, fill, place
from tests.desk.web.visitor import Page, visitor
from tests.flows.plan.plan_rows import a_draft, a_row, planning


@pytest.fixture
def advocated(sqlite_url: str) -> tuple[Desk, int]:
    return desk_at(sqlite_url, "advocacy")


def told(page: Page) -> str:
    """The sentence about what comes next."""
    notes = page.tree.xpath("//div[contains(@class, 'note')][contains(., 'ขั้นตอนต่อไป:')]")
    return " ".join(" ".join(one.text_content().split()) for one in notes)


def test_after_a_decision_the_next_step_is_one_link_with_who_and_until_when(
    sqlite_url: str,
) -> None:
    desk, number = desk_at(sqlite_url, "earlier_order")
    coord = visitor(desk, "coord")
    page = fill(coord, number, "earlier_order", COORD, "2/6/2565", {"finding": "none"})
    assert place(number, "advocacy#1").replace("#", "%23") in page.links()
    assert "นายอำเภอแม่ฟ้าหลวง" in told(page)
    assert "ภายในวันที่" in told(page)
    assert told(coord.get(f"/instances/{number}")) == ""


def test_where_a_matter_has_ended_what_waits_in_the_district_comes_next(
    advocated: tuple[Desk, int],
) -> None:
    desk, number = advocated
    refused = {"result": "not_now", "reason": "ขอดูปีหน้า"}
    desk.decide(number, "advocacy", "district_chief", "2022-06-02", refused)
    page = visitor(desk, "coord").get(f"/instances/{number}?done=decided")
    assert "ระบบจะดำเนินการต่อเองในวันที่ 2 ธันวาคม 2565" in told(page)


def test_the_advocacy_gate_links_the_letter_that_is_taken_to_the_meeting(
    advocated: tuple[Desk, int],
) -> None:
    desk, number = advocated
    page = visitor(desk, "coord").get(place(number, "advocacy#1"))
    (papers,) = page.tree.xpath("//p[contains(., 'เอกสารของขั้นตอนนี้')]")
    (letter,) = papers.xpath("./a[contains(., 'หนังสือขอหารือ')]/@href")
    assert letter.startswith("/documents/")
    desk.decide(number, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    delegation = visitor(desk, "coord").get(place(number, "delegation"))
    assert "หนังสือขอหารือ" not in delegation.main


def test_while_a_paper_is_drafted_that_is_asked_about_next_no_other_work_is_named(
    sqlite_url: str,
) -> None:
    desk, plan = planning(sqlite_url)
    draft = a_draft([a_row(desk, "row-1")])
    desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", draft, perform=False)
    coord = visitor(desk, "coord")
    assert told(coord.get(f"/instances/{plan}?done=decided")) == ""
    desk.perform()
    assert "มติคณะกรรมการต่อแผน" in told(coord.get(f"/instances/{plan}?done=decided"))
