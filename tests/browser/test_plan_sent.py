"""A focal point takes a plan from nothing to the province in the browser, each click counted."""

import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.browser.counted_hand import CountedHand, Effort
from tests.browser.hand import Hand
from tests.browser.served import PHONE, SCREEN, serving
from tests.builders import Desk
from tests.desk.web.at_gates import CHIEF, FOCAL, place
from tests.flows.plan.plans import CHIEF_SEAT, copy_of, writing_desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROWS = ("menu:watch-groups", "menu:campaign", "menu:joint-exercise", "menu:life-skills")


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_a_plan_is_taken_from_nothing_to_the_province(
    chromium: Browser, sqlite_url: str, width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, plan = writing_desk(sqlite_url)
    with serving(desk) as served:
        hand = CountedHand(served.page(chromium, "5715.deputy", width, "th"), "th")
        hand.open("/")
        write(hand, desk, plan)
        written = hand.effort.clicks
        answer(hand, desk, plan, "resolution", FOCAL, agreed)
        endorse(hand, desk, plan)
        answer(hand, desk, plan, "plan_signed", CHIEF, lambda one: one.choose("result", "signed"))
        answer(hand, desk, plan, "plan_sent", FOCAL, lambda _: None)
        assert [one.gate for one in desk.gates(plan)] == ["plan_received"]
        whole = hand.effort
        told = (
            f"{width} px: {whole.clicks} clicks, {written} of them to write; "
            f"{whole.typed} fields, {whole.keys} keys; {whole.minutes:.1f} minutes"
        )
        with capsys.disabled():
            sys.stdout.write(told + "\n")


def write(hand: CountedHand, desk: Desk, plan: int) -> None:
    """From the inbox to the draft that is put forward."""
    hand.click(hand.page.locator(f'.tasks a[href*="/instances/{plan}/"]').first, leads=True)
    if not hand.page.url.endswith(f"/plans/{plan}"):
        hand.click(hand.page.locator(f'main a[href="/plans/{plan}"]').first, leads=True)
    hand.follow(hand.words("page.plan.add"))
    for one in ROWS:
        hand.choose("row", one)
    hand.press(hand.words("page.plan.add_chosen"))
    for key in copy_of(desk, plan).keys:
        hand.click(hand.page.locator(f'[id="t.{key}"]'))
        hand.pick("lead", CHIEF_SEAT)
        hand.press(hand.words("page.plan.save"))
    for number, key in enumerate(copy_of(desk, plan).keys, 1):
        hand.choose(f"q.{key}", f"q{number}")
    hand.press(hand.words("page.plan.save_quarters"))
    hand.follow(hand.words("page.plan.check_and_send"))
    hand.choose("by", FOCAL)
    hand.decided_today()
    hand.press(hand.words("page.plan.send"))
    desk.perform()


def agreed(hand: Hand) -> None:
    """The committee agreed in a meeting of today."""
    hand.choose("result", "agreed")
    hand.write("meeting", "3/2565")
    hand.write_day("held_on", "2022-07-04")


def endorse(hand: CountedHand, desk: Desk, plan: int) -> None:
    """One sheet that all heads signed."""
    hand.open(f"/instances/{plan}/signed-sheet")
    for one in hand.page.locator('main [name="unit"]').all():
        if not one.is_checked():
            hand.click(one)
    hand.write_day("decided_on", "2022-07-04")
    hand.press(hand.words("page.sheet.to_check"))
    units = len([one for one in desk.gates(plan) if one.gate == "endorsement"])
    hand.press(hand.words("page.sheet.record", count=units))
    desk.perform()


def answer(
    hand: CountedHand, desk: Desk, plan: int, gate: str, by: str, fill: Callable[[Hand], None]
) -> None:
    """The gate's form, filled in and sent; what is final is looked at once more."""
    path = next(one.path for one in desk.gates(plan) if one.gate == gate)
    hand.effort += Effort(clicks=1)
    hand.open(place(plan, path))
    fill(hand)
    hand.decided(by, "2022-07-04")
    check, send = hand.words("page.gate.check_first"), hand.words("page.gate.send")
    final = hand.page.get_by_role("button", name=check, exact=True).count()
    hand.press(check if final else send)
    if final:
        hand.press(hand.words("page.gate.record"))
    desk.perform()
