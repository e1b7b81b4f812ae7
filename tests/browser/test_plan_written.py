"""A focal point writes a plan in the browser, from nothing to the draft that is put forward."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.hand import Hand
from tests.browser.served import PHONE, SCREEN, picture, serving
from tests.desk.web.at_gates import FOCAL
from tests.flows.plan.plans import CHIEF_SEAT, copy_of, writing_desk

pytestmark = pytest.mark.browser
WIDTHS = [
    pytest.param(PHONE, id="phone"),
    pytest.param(SCREEN, id="screen", marks=pytest.mark.slow),
]
BEGUN = ("menu:watch-groups", "menu:campaign", "menu:joint-exercise", "menu:life-skills")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_plan_is_written_from_nothing_and_put_forward(
    chromium: Browser, sqlite_url: str, pictures: Path, width: int
) -> None:
    desk, plan = writing_desk(sqlite_url)
    with serving(desk) as served:
        hand = Hand(served.page(chromium, "5715.deputy", width, "th"), "th")
        hand.open(f"/plans/{plan}")
        hand.follow(hand.words("page.plan.add"))
        for one in BEGUN:
            hand.choose("row", one)
        hand.press(hand.words("page.plan.add_chosen"))
        for key in copy_of(desk, plan).keys:
            hand.page.locator(f'[id="t.{key}"]').click()
            hand.looks_right()
            hand.pick("lead", CHIEF_SEAT)
            hand.press(hand.words("page.plan.save"))
        for place, key in enumerate(copy_of(desk, plan).keys, 1):
            hand.choose(f"q.{key}", f"q{place}")
        picture(hand.page, pictures, f"plan-{width}")
        hand.press(hand.words("page.plan.save_quarters"))
        hand.follow(hand.words("page.plan.check_and_send"))
        hand.choose("by", FOCAL)
        hand.decided_today()
        picture(hand.page, pictures, f"submit-{width}")
        hand.press(hand.words("page.plan.send"))
        assert "resolution#1" in desk.waits_at(plan) or desk.entries(plan)
        said = [one for one in desk.entries(plan) if one.kind == "decision"]
        assert len(said[-1].body["answer"]["rows"]) == len(BEGUN)


def test_a_row_of_a_plan_is_ticked_by_keyboard_alone(chromium: Browser, sqlite_url: str) -> None:
    desk, plan = writing_desk(sqlite_url)
    with serving(desk) as served:
        hand = Hand(served.page(chromium, "5715.deputy", SCREEN, "th"), "th")
        hand.open(f"/plans/{plan}/add")
        hand.choose("row", "menu:campaign")
        hand.press(hand.words("page.plan.add_chosen"))
        hand.open(f"/plans/{plan}")
        hand.page.locator('[name="q.row-1"][value="q1"]').focus()
        for key in ("Space", "Tab", "Tab", "Tab", "Space", "Enter"):
            hand.page.keyboard.press(key)
        hand.page.wait_for_url("**done=plan_quarters**")
        assert (copy_of(desk, plan).rows[0].body or {})["quarters"] == ["q1", "q4"]
