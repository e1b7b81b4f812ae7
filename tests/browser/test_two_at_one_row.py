"""Two people write the same row of a plan, each in their own browser: nobody's text is lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from flows.plan.writing import add_rows
from tests.browser.hand import Hand
from tests.browser.served import PHONE, Served, picture, serving
from tests.flows.plan.plans import CHIEF_SEAT, a_row, copy_of, writing_desk

pytestmark = pytest.mark.browser
CONFLICT = 409


def hand_of(served: Served, chromium: Browser, ref: str, width: int) -> Hand:
    return Hand(served.page(chromium, ref, width, "th"), "th")


def comes_second(hand: Hand) -> None:
    """They save, and are shown what somebody saved before."""
    with hand.page.expect_response(lambda answer: answer.status == CONFLICT):
        hand.press(hand.words("page.plan.save"))


def test_who_saves_second_sees_both_texts_after_a_mistyped_field_too_and_loses_none(
    chromium: Browser, sqlite_url: str, pictures: Path
) -> None:
    desk, plan = writing_desk(sqlite_url)
    add_rows(desk.office, plan, [a_row(lead=CHIEF_SEAT)], recorded_by="5715.deputy")
    with serving(desk) as served:
        first = hand_of(served, chromium, "5715.deputy", PHONE)
        second = hand_of(served, chromium, "coord", PHONE)
        for hand, aim in ((first, "ของคนแรก"), (second, "ของคนที่สอง")):
            hand.open(f"/plans/{plan}/rows/row-1")
            hand.write("aim", aim)
        second.write("starts", "99/99/2565")
        first.press(first.words("page.plan.save"))
        second.press(second.words("page.plan.save"))
        assert second.problems()
        second.write("starts", "")
        comes_second(second)
        for text in ("ของคนแรก", "ของคนที่สอง"):
            assert second.sees(text)
        assert second.sees(second.words("page.plan.two.title"))
        picture(second.page, pictures, "two-at-one-row")
        second.press(second.words("page.plan.two.edit"))
        second.write("places", "ตำบลเทอดไทย")
        first.open(f"/plans/{plan}/rows/row-1")
        first.write("aim", "ของคนแรกอีกครั้ง")
        first.press(first.words("page.plan.save"))
        comes_second(second)
        assert second.sees("ของคนแรกอีกครั้ง")
        assert second.sees("ตำบลเทอดไทย")
        second.press(second.words("page.plan.two.save"))
        body = copy_of(desk, plan).rows[0].body or {}
        assert (body["aim"], body["places"]) == ("ของคนที่สอง", "ตำบลเทอดไทย")
