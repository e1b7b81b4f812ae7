"""The walks that are counted: where each begins, how wide the window is, what is wanted of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.walks.adoption import adopt
from benchmarks.walks.desks import (
    COORDINATOR,
    a_committee_about_to_meet,
    a_committee_that_met,
    a_quarter_to_meet_in,
    an_empty_province,
)
from benchmarks.walks.establishment import to_signed_order
from benchmarks.walks.meeting import acknowledge, hold_quarterly_meeting, tick_attendance
from benchmarks.walks.search import find
from tests.browser.counted_hand import CountedHand, Effort
from tests.browser.served import PHONE, SCREEN, serving
from tests.builders import Desk


@dataclass(frozen=True)
class Walk:
    """A piece of a coordinator's work. `steps` walks it; of pages and minutes None: any number."""

    key: str
    title: str
    desk: Callable[[Path], Desk]
    steps: Callable[[CountedHand, Desk, Path], None]
    clicks: int
    pages: int | None = None
    minutes: int | None = None
    width: int = SCREEN
    who: str = COORDINATOR

    def keeps(self, found: Effort) -> bool:
        """Whether it took no more than what is wanted."""
        return (
            found.clicks <= self.clicks
            and (self.pages is None or found.pages <= self.pages)
            and (self.minutes is None or found.minutes <= self.minutes)
        )


WALKS = (
    Walk(
        "order", "a new district, from nothing to its signed order",
        an_empty_province, to_signed_order, clicks=60, minutes=25,
    ),
    Walk(
        "attendance", "attendance of 25 members, on a phone",
        a_committee_about_to_meet, tick_attendance, clicks=8, pages=3, width=PHONE,
    ),
    Walk(
        "quarter", "a quarter's meeting, from its invitation to the minutes sent round",
        a_quarter_to_meet_in, hold_quarterly_meeting, clicks=16, who="coord",
    ),
    Walk(
        "acknowledgement", "acknowledgement of the duties of 38 seats and more",
        a_committee_that_met, acknowledge, clicks=5,
    ),
    Walk(
        "adoption", "adoption of a committee of 21 seats, with two scans",
        an_empty_province, adopt, clicks=12,
    ),
    Walk(
        "finding", "a paper, a person and an order found, two steps each",
        a_committee_that_met, find, clicks=6, pages=6,
    ),
)  # fmt: skip


def walked(
    walk: Walk, browser: Browser, folder: Path, hand_of: type[CountedHand]
) -> list[tuple[str, Effort]]:
    """Each step with its effort, in Thai; what stands between two steps is not counted."""
    desk = walk.desk(folder)
    try:
        with serving(desk) as served:
            hand = hand_of(served.page(browser, walk.who, walk.width, "th"), "th")
            hand.open("/")
            walk.steps(hand, desk, folder)
            return hand.steps
    finally:
        desk.office.registry.dispose()
