"""What a phone folds away, and that nothing of it is lost."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.served import HEIGHT, PHONE, SCREEN, Served

pytestmark = pytest.mark.browser
DISTRICT = "/districts/5715"


def profile(page: Page) -> bool:
    """Whether the district's profile is to be seen."""
    return page.locator("#profile").is_visible()


def test_a_phone_folds_what_is_rarely_wanted_and_a_link_to_it_opens_it(
    chromium: Browser, served: Served
) -> None:
    page = served.page(chromium, width=PHONE)
    page.goto(DISTRICT)
    assert page.locator("#waits").is_visible()
    assert not profile(page)
    page.locator('.parts a[href="#profile"]').click()
    assert profile(page)
    page.reload()
    assert profile(page)
    assert not page.locator("#history").is_visible()


def test_a_screen_folds_nothing(chromium: Browser, served: Served) -> None:
    page = served.page(chromium, width=SCREEN)
    page.goto(DISTRICT)
    assert page.locator("details.folded:not([open])").count() == 0


def test_a_phone_without_a_script_shows_all(chromium: Browser, served: Served) -> None:
    whole = served.browser_of(chromium, "coord", PHONE, "th")
    bare = chromium.new_context(
        base_url=served.address, java_script_enabled=False,
        viewport={"width": PHONE, "height": HEIGHT}, storage_state=whole.storage_state(),
    )  # fmt: skip
    served.contexts.append(bare)
    page = bare.new_page()
    page.goto(DISTRICT)
    assert profile(page)
