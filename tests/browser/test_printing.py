"""What an instance comes to on paper."""

from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.served import SCREEN, serving
from tests.desk.web.at_meetings import after_meeting

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_an_establishment_up_to_its_meeting_prints_in_short_on_three_pages_at_most(
    chromium: Browser, sqlite_url: str
) -> None:
    desk, number = after_meeting(sqlite_url)
    with serving(desk) as served:
        page = served.page(chromium, "coord", SCREEN, "th")
        page.goto(f"/instances/{number}?print=short")
        printed = PdfReader(BytesIO(page.pdf(format="A4")))
    assert len(printed.pages) <= 3
    assert "การประชุม" in "".join(one.extract_text() for one in printed.pages)
