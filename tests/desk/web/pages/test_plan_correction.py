"""The check of a correction of a plan: what differs alone, and refusals before it."""

from typing import cast

from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.desk.web.at_meetings import filled
from tests.desk.web.pages.test_instance_page import last
from tests.desk.web.visitor import Page, visitor
from tests.desk.years import ROWS, a_year, drafted, resolved


def place_of(desk: Desk, plan: int) -> str:
    """Where the draft of a plan is corrected."""
    return f"/instances/{plan}/correct/{last(desk, plan, 'plan_draft')}"


def corrected(desk: Desk, plan: int, step: str = "check") -> Page:
    """The check page of a plan whose first target is put right, or what comes of it."""
    coord, place = visitor(desk, "coord"), place_of(desk, plan)
    form = filled(coord.get(place))
    (target, *_) = [name for name in form if name.endswith(".target")]
    return coord.post(place, {**form, target: ["77"], "why": "พิมพ์ตก", "step": step})


def test_the_check_of_a_corrected_plan_shows_the_row_that_differs_and_folds_the_rest(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    page = corrected(desk, drafted(desk))
    assert page.status == 200
    before, after = page.tree.cssselect("section.panel")
    assert [len(one.cssselect("ol.said > li")) for one in (before, after)] == [1, 1]
    assert "77" in after.text_content()
    assert page.tree.cssselect("details.printed ol.said > li")


def test_what_was_ticked_in_another_order_than_its_list_is_not_corrected_with_the_rest(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    first = cast("dict[str, Json]", ROWS[0])
    ticked = {**first, "quarters": ["q2", "q1"], "duties": ["investigate", "administer"]}
    page = corrected(desk, drafted(desk, rows=[ticked, *ROWS[1:]]))
    before, after = page.tree.cssselect("section.panel")
    assert [len(one.cssselect("ol.said > li")) for one in (before, after)] == [1, 1]
    assert "ค่าเป้าหมาย" in after.text_content()
    assert "หน้าที่ตามคำสั่ง" not in after.text_content()


def test_the_audit_tells_of_a_corrected_plan_the_target_alone_and_the_machine_s_reason_in_words(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    corrected(desk, drafted(desk), step="record")
    auditor = visitor(desk, "admin")
    links = [one for one in auditor.get("/audit").links() if one.startswith("/audit/")]
    told = [auditor.get(one) for one in links[:4]]
    (page,) = [one for one in told if "พิมพ์ตก" in one.main]
    assert [
        [cell.text_content() for cell in row.cssselect("th, td")]
        for row in page.tree.cssselect("main tbody tr")
    ] == [["รายการ ที่\xa01 · ค่าเป้าหมาย", "–", "77"]]
    assert not any("inputs_changed" in one.main for one in told)


def test_a_draft_on_which_the_committee_resolved_has_no_form_to_correct_it(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    place = place_of(desk, resolved(desk))
    page = visitor(desk, "coord").get(place)
    assert page.problems
    assert page.tree.xpath("//main//form[contains(@class, 'gate')]") == []
