"""Chromium for all browser tests, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.served import Served, serving
from tests.builders import a_desk
from tests.programs import CHROMIUM

PATIENCE = 60_000  # milliseconds: a busy machine's page comes late
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def served(sqlite_url: str) -> Iterator[Served]:
    """A desk with the people of two districts, nothing begun."""
    with serving(a_desk(sqlite_url, "2022-06-02", "5715", "5704")) as one:
        yield one


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where this test keeps pictures."""
    return tmp_path
