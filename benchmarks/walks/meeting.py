"""A committee meets: who came is ticked, and later who acknowledged the duties."""

from pathlib import Path

from benchmarks.walks.desks import DISTRICT
from benchmarks.walks.steps import decided, decided_today, open_gate, send
from tests.browser.counted_hand import CountedHand
from tests.builders import Desk

FOCAL = f"{DISTRICT}/focal_point"
ABSENT = 3  # the place of who did not come


def tick_attendance(hand: CountedHand, desk: Desk, _folder: Path) -> None:
    """While they sit there: all came but one."""
    with hand.step("who came"):
        open_gate(hand, "gates/inception_meeting")
        hand.choose("result", "held")
        hand.write("started", "09.30")
        hand.write_next("ended", "12.00")
        hand.choose(f"attendance.{ABSENT}.state", "absent")
        hand.click(hand.page.locator("[data-all-present]"))
        decided_today(hand, FOCAL)
        send(hand, desk)


def acknowledge(hand: CountedHand, desk: Desk, _folder: Path) -> None:
    """The sheet has come back, and all have signed."""
    with hand.step("who acknowledged"):
        open_gate(hand, "gates/after_meeting/duties/acknowledgement")
        hand.choose("result", "complete")
        hand.click(hand.page.locator("main [data-all]"))
        decided(hand, FOCAL, "2022-07-21")
        send(hand, desk)
