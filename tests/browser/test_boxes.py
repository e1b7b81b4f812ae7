"""Boxes that a button ticks at once, and fields that are corrected."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import looks_right
from tests.browser.served import PHONE, SCREEN, Served, serving
from tests.desk.web.at_gates import desk_at, place
from tests.desk.web.pages.test_instance_page import last

pytestmark = pytest.mark.browser


@pytest.fixture
def team(sqlite_url: str) -> Iterator[tuple[Served, str]]:
    desk, number = desk_at(sqlite_url, "working_team")
    with serving(desk) as served:
        yield served, place(number, "working_team")


def test_one_button_ticks_every_agency_of_a_list(
    chromium: Browser, team: tuple[Served, str]
) -> None:
    served, gate = team
    page = served.page(chromium, "coord", SCREEN)
    page.goto(gate)
    boxes = page.locator('main input[type="checkbox"][name="agencies"]')
    assert boxes.count() > 5
    page.locator("button[data-all]").click()
    assert all(box.is_checked() for box in boxes.all())


def test_what_is_recorded_appears_beside_a_field_once_something_else_is_typed_in_it(
    chromium: Browser, sqlite_url: str
) -> None:
    desk, number = desk_at(sqlite_url, "working_team")
    with serving(desk) as served:
        page = served.page(chromium, "coord", PHONE)
        page.goto(f"/instances/{number}/correct/{last(desk, number, 'delegation')}")
        day = page.locator('[name="paper.dated"]')
        stood, said = day.input_value(), page.locator('[id="paper.dated-recorded"]')
        assert said.is_hidden()
        day.fill("1/6/2565")
        assert said.inner_text() == f"ที่บันทึกไว้: {stood or 'ยังไม่ได้บันทึก'}"
        looks_right(page)
        day.fill(stood)
        assert said.is_hidden()


def test_the_button_of_a_file_is_said_in_the_language_of_the_page_and_used_by_keyboard(
    chromium: Browser, team: tuple[Served, str]
) -> None:
    served, gate = team
    page = served.page(chromium, "coord", SCREEN)
    page.on("filechooser", lambda _: None)  # who listens only as a key is pressed may be too late
    page.goto(gate)
    field = page.locator('main input[type="file"][name="evidence"]')
    chooser = page.locator(".chooser", has=page.locator('[name="evidence"]'))
    assert chooser.inner_text().split() == ["เลือกไฟล์", "ยังไม่ได้เลือกไฟล์"]
    field.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert field.evaluate("one => one === document.activeElement")
    button = chooser.locator(".button")
    assert button.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Enter")
    asked.value.set_files(
        {"name": "คำสั่ง.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n"}
    )
    assert "คำสั่ง.pdf" in chooser.inner_text()
    with page.expect_file_chooser():
        chooser.click()
    looks_right(page)
    bare = served.browser_of(chromium, "coord", SCREEN, "th").new_page()
    bare.route("**/*.js*", lambda route: route.abort())
    bare.goto(gate)
    assert bare.locator('main input[type="file"][name="evidence"]').is_visible()
    assert bare.locator(".chooser").count() == 0
