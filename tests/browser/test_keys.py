"""Keys for who works at a desk all day: from line to line, to the search, and how to have none."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.hand import Hand
from tests.browser.served import SCREEN, serving
from tests.desk.web.at_gates import desk_at

pytestmark = pytest.mark.browser


@pytest.fixture
def hand(chromium: Browser, sqlite_url: str) -> Iterator[Hand]:
    """The coordinator's, at the desk's width; a Chief's answer is waited for."""
    desk, _ = desk_at(sqlite_url, "advocacy")
    with serving(desk) as served:
        yield Hand(served.page(chromium, "coord", SCREEN, "th"), "th")


def line(page: Page) -> int:
    """Which line of the inbox has the focus, from 0; -1: none."""
    return int(
        page.evaluate(
            "[...document.querySelectorAll('.tasks > li')]"
            ".findIndex((one) => one.contains(document.activeElement))"
        )
    )


def test_keys_lead_from_line_to_line_and_to_the_search_and_can_be_switched_off(hand: Hand) -> None:
    page = hand.page
    hand.open("/")
    assert line(page) == -1
    page.keyboard.press("KeyJ")
    assert line(page) == 0
    page.keyboard.press("Shift+Slash")
    assert page.locator("dialog#keys").is_visible()
    assert page.evaluate("document.activeElement.matches('dialog#keys button')")
    page.locator("dialog#keys input").uncheck()
    page.locator("dialog#keys button").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("KeyJ")
    assert line(page) == -1
    page.locator("[data-keys]").click()
    page.locator("dialog#keys input").check()
    page.locator("dialog#keys button").click()
    page.keyboard.press("Slash")
    assert page.evaluate("document.activeElement.matches('header input[type=search]')")
    hand.open("/search")
    page.keyboard.press("Slash")
    page.keyboard.type("jk/?")
    assert page.locator("input[type=search]").input_value() == "jk/?"
