"""What a coordinator does most takes few clicks, pages and minutes: counted, not timed."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.walks.catalogue import WALKS, Walk, walked
from tests.browser.counted_hand import CountedHand, Effort

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("walk", WALKS, ids=lambda one: one.key)
def test_a_walk_takes_no_more_than_is_wanted(chromium: Browser, tmp_path: Path, walk: Walk) -> None:
    whole = sum((one for _, one in walked(walk, chromium, tmp_path, CountedHand)), Effort())
    assert walk.keeps(whole), whole
