"""Prefect's own pages, served beside the desk: they show the runs of this installation."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.builders import a_desk
from tests.flows.runtime.test_up import READY, home, run_names, said, started, until, word_of

__all__ = ["home"]


@pytest.mark.prefect
@pytest.mark.slow
def test_they_load_the_runs_of_our_own_server_once_the_word_is_given(
    chromium: Browser, sqlite_url: str, home: Path
) -> None:
    a_desk(sqlite_url).to_first_draft()
    up = started(sqlite_url, home)
    until(lambda: READY in said(home))
    until(lambda: "everything" in run_names(home))
    page = chromium.new_page()
    page.goto("http://127.0.0.1:4377/runs")
    page.locator("input[type=password]").fill(word_of(home))
    page.keyboard.press("Enter")
    page.get_by_text("everything").first.wait_for(timeout=60_000)
    assert page.get_by_text("Can't connect to Server API").count() == 0
    up.terminate()
    up.wait(timeout=60)
