"""What every walk does at gates: opens one where its button stands, says who decided, sends it."""

from urllib.parse import urljoin

from playwright.sync_api import Locator

from benchmarks.walks.desks import COORDINATOR
from tests.browser.counted_hand import CountedHand
from tests.builders import Desk
from tests.desk.web.visitor import signed_in


class WalkLostError(Exception):
    """A page said something else than the walk goes on from."""


def open_gate(hand: CountedHand, gate: str) -> None:
    """Press the button of the gate in a list of what waits."""
    hand.click(hand.page.locator(f'.tasks a[href*="/{gate}"]').first, leads=True)


def sit_down(hand: CountedHand, desk: Desk, day: str, who: str = COORDINATOR) -> None:
    """A day on which papers came: she signs in, and the desk opens on what needs her."""
    desk.on(day)
    token, place = signed_in(desk.office, who), urljoin(hand.page.url, "/")
    hand.page.context.add_cookies([{"name": "prasan", "value": token, "url": place}])
    hand.open("/")


def answer(hand: CountedHand, desk: Desk, by: str, day: str, **chosen: str) -> None:
    """Fill the form of the open gate in, and send it."""
    for field, value in chosen.items():
        hand.choose(field, value)
    decided(hand, by, day)
    send(hand, desk)


def decided(hand: CountedHand, office: str, day: str) -> None:
    """Who decided, by the office that they hold, and when."""
    place = _held(hand, office)
    if place.is_checked():
        hand.write_day("decided_on", day)
        return
    hand.click(place)
    hand.write_next_day("decided_on", day)


def reported_by(hand: CountedHand, office: str) -> None:
    """Who reported, of what the form's own day tells when it was."""
    place = _held(hand, office)
    if not place.is_checked():
        hand.click(place)


def decided_today(hand: CountedHand, office: str) -> None:
    """The same, on the day itself: there is a button for it."""
    place = _held(hand, office)
    if not place.is_checked():
        hand.click(place)
    hand.click(hand.page.locator("[data-today]"))


def _held(hand: CountedHand, office: str) -> Locator:
    """The choice of who holds the office."""
    return hand.page.locator(f'main [name="by"][value^="{office}@"]').first


def send(hand: CountedHand, desk: Desk) -> None:
    """Press the form's own button; where the answers are shown once more, the one there too.

    What the machine has to do then is done at once, as `prasan up` does it.
    """
    check, record = hand.words("page.gate.check_first"), hand.words("page.gate.record")
    is_checked = hand.page.get_by_role("button", name=check, exact=True).count()
    hand.press(check if is_checked else hand.words("page.gate.send"))
    if hand.page.get_by_role("button", name=record, exact=True).count():
        hand.press(record)
    desk.perform()
