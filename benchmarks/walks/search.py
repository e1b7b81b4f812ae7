"""A paper, a person, an order found from wherever one is: the field on top, then a link."""

from pathlib import Path

from benchmarks.walks.steps import WalkLostError, open_gate
from tests.browser.counted_hand import CountedHand, Effort
from tests.builders import Desk

# Where one is, what is typed there, and where the link of what was meant leads.
PAPER = ("คำสั่งแต่งตั้ง แม่ฟ้าหลวง", "/documents/")
PERSON = ("พ.ต.อ. สมมุติชัย", "/people/")
ORDER = ("๑๒/๒๕๖๕", "/districts/5715#orders")


def find(hand: CountedHand, _desk: Desk, _folder: Path) -> None:
    """Each from another kind of page."""
    hand.open("/board")
    with hand.step("a paper, from the board"):
        look_for(hand, *PAPER)
    hand.open("/districts/5715")
    with hand.step("a person, from a district"):
        look_for(hand, *PERSON)
    hand.open("/")
    open_gate(hand, "gates/after_meeting/duties/acknowledgement")
    with hand.step("an order by its number in Thai digits, from a form"):
        look_for(hand, *ORDER)


def look_for(hand: CountedHand, words: str, place: str) -> None:
    """Type the words into the field on top, and follow the first link that leads there."""
    field = hand.page.locator('header [role="search"] input')
    hand.click(field)
    hand.effort += Effort(typed=1, keys=len(words) + 1)
    field.fill(words)
    with hand.comes_anew():
        field.press("Enter")
    hand.looks_right()
    found = hand.page.locator(f'main a[href^="{place}"]')
    if not found.count():
        raise WalkLostError(hand.page.url, hand.page.locator("main").inner_text())
    if place == PAPER[1]:
        with hand.page.expect_download():
            hand.click(found.first)
    else:
        hand.click(found.first, leads=True)
