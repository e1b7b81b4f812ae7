"""Boxes that a button ticks at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.served import SCREEN, Served, serving
from tests.desk.web.at_gates import desk_at, place

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
