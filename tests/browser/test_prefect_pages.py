"""Prefect's own pages, served beside the desk: they show the runs of this installation."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.flows.runtime.at_servers import home
from tests.gallery.prefect_pages import WINDOWS, demo_at_work, signed_in

__all__ = ["home"]


@pytest.mark.prefect
@pytest.mark.slow
def test_an_operator_finds_runs_logs_artifacts_and_schedules(
    chromium: Browser, home: Path, tmp_path: Path
) -> None:
    with demo_at_work(f"sqlite:///{tmp_path}/demo.db", home) as runs:
        page = signed_in(chromium, home)
        for window in WINDOWS:
            window.open(page, runs)
            assert page.get_by_text("Can't connect to Server API").count() == 0
        page.close()
