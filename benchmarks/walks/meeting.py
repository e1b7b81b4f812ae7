"""A committee meets: who came is ticked, and later who acknowledged the duties."""

from pathlib import Path

from benchmarks.walks.desks import DISTRICT
from benchmarks.walks.steps import decided, decided_today, open_gate, reported_by, send, sit_down
from tests.browser.counted_hand import CountedHand
from tests.builders import Desk

FOCAL = f"{DISTRICT}/focal_point"
RESOLVED = "ที่ประชุมรับทราบ"
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


def hold_quarterly_meeting(hand: CountedHand, desk: Desk, _folder: Path) -> None:
    """From the district's page: the invitation, the meeting, its minutes, their way round."""
    with hand.step("the invitation is sent"):
        at_district(hand, desk, "2022-11-04")
        open_gate(hand, "gates/committee_invitation")
        hand.write_day("sent_on", "2022-11-04")
        reported_by(hand, FOCAL)
        send(hand, desk)
    with hand.step("who came"):
        at_district(hand, desk, "2022-11-15")
        open_gate(hand, "gates/committee_meeting")
        hand.write("ended", "12.00")
        hand.click(hand.page.locator("[data-all-present]"))
        reported_by(hand, FOCAL)
        send(hand, desk)
    with hand.step("the minutes"):
        open_gate(hand, "gates/after/minutes/committee_minutes%23")
        hand.write("items.0.resolution", RESOLVED)
        decided_today(hand, FOCAL)
        send(hand, desk)
    with hand.step("they go round"):
        open_gate(hand, "gates/after/minutes/committee_minutes_sent")
        hand.write_day("sent_on", "2022-11-15")
        reported_by(hand, FOCAL)
        send(hand, desk)


def at_district(hand: CountedHand, desk: Desk, day: str) -> None:
    """On that day she has signed in, and is on the district's page."""
    sit_down(hand, desk, day, "coord")
    hand.open(f"/districts/{DISTRICT}")
