"""The meeting page in a browser: counted while ticked, by thumb and by keyboard, nothing lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from config.titles import title_list
from registry.rules.names import sex_of_name
from tests.browser.looking import looks_right, reaches_all_by_keyboard
from tests.browser.served import PHONE, SCREEN, serving
from tests.desk.web.at_gates import draft, place
from tests.desk.web.at_meetings import after_meeting, meeting_desk

pytestmark = pytest.mark.browser
PATH = "inception_meeting#1"


def figure(page: Page, key: str) -> str:
    """A figure of the totals."""
    return page.locator(f"[data-count={key}]").inner_text()


def tick(page: Page, row: int, state: str) -> None:
    """Tick somebody as a thumb does."""
    page.locator(f"input[name='attendance.{row}.state'][value={state}]").check()


def test_the_sheet_counts_while_it_is_ticked_and_keeps_what_was_ticked(
    chromium: Browser, tmp_path: Path
) -> None:
    desk, number = meeting_desk(tmp_path)
    with serving(desk) as served:
        page = served.page(chromium, "coord", PHONE)
        page.goto(place(number, PATH))
        members = page.locator("[data-member]").count()
        tick(page, 0, "present")
        tick(page, 1, "absent")
        page.locator("[id='attendance.0.sex']").select_option("female")
        assert [figure(page, key) for key in ("present", "absent", "there", "female")] == [
            "1", "1", "1", "1",
        ]  # fmt: skip
        expect(page.locator("[id='attendance.1.cause']")).to_be_visible()
        expect(page.locator("[id='attendance.0.cause']")).to_be_hidden()
        untold = "[data-member]:not(:has(input[type=radio]:checked))"
        others = page.locator(f"{untold}:not(:has(.of-unknown))").count()
        page.get_by_role("button", name="ทุกคนที่เหลือมาประชุม").click()
        assert (figure(page, "present"), figure(page, "untold")) == (str(1 + others), "0")
        for row in range(2, members):  # whoever came from a seat in which nobody is recorded
            tick(page, row, "present")
        assert figure(page, "present") == str(members - 1)
        assert page.locator("[data-quorum]").inner_text() == "ครบองค์ประชุม"
        expect(page.locator(".saved")).not_to_be_empty(timeout=9000)
        assert draft(desk, "coord", number, PATH) is not None
        looks_right(page)
        page.reload()
        assert (figure(page, "present"), figure(page, "absent")) == (str(members - 1), "1")


def test_server_and_script_count_alike(chromium: Browser, tmp_path: Path) -> None:
    desk, number = meeting_desk(tmp_path)
    keys = (
        "present",
        "online",
        "proxy",
        "absent",
        "guest",
        "untold",
        "female",
        "inferred",
        "there",
    )
    with serving(desk) as served:
        page = served.page(chromium, "coord", SCREEN)
        page.goto(place(number, PATH))
        for row, state in enumerate(("present", "online", "proxy", "absent")):
            tick(page, row, state)
        page.locator("[id='attendance.2.proxy']").fill("นางสาวรุ่งทิพย์ ดี")
        by_script = [figure(page, key) for key in keys]
        page.locator("button[value=holders]").click()
        page.wait_for_load_state()
        assert [figure(page, key) for key in keys] == by_script


TYPED = (
    "นางสาวรุ่งทิพย์ ดี", "นางสาว รุ่งทิพย์ ดี", "น.ส.ปราณี ดี", "น. ส. ปราณี ดี", "นส.ปราณี ดี",
    "พ.ต.อ. หญิง กานดา ดี", "พ.ต.อ.กานดา ดี", "นายแพทย์ดี ดี", "นาย  ดี ดี", "นางาม ดี",
    "Mrs Pranee Dee", "Mr. Dee Dee", "Mrsa Dee",
)  # fmt: skip


def test_a_title_says_the_same_while_it_is_typed_as_when_it_is_recorded(
    chromium: Browser, tmp_path: Path
) -> None:
    desk, number = meeting_desk(tmp_path)
    titles = title_list().titles()
    recorded = [sex_of_name(one, titles) for one in TYPED]
    assert {*recorded} == {"female", "male", "not_stated"}
    with serving(desk) as served:
        page = served.page(chromium, "coord", SCREEN)
        page.goto(place(number, PATH))
        tick(page, 0, "proxy")
        page.locator("[id='attendance.0.proxy_sex']").select_option("not_stated")
        counted = []
        for one in TYPED:
            page.locator("[id='attendance.0.proxy']").fill(one)
            keys = ("female", "male", "not_stated")
            counted.append(next(key for key in keys if figure(page, key) == "1"))
    assert counted == recorded


@pytest.mark.slow
def test_sheet_and_minutes_are_used_by_keyboard(chromium: Browser, tmp_path: Path) -> None:
    for made, path in ((meeting_desk, PATH), (after_meeting, "after_meeting/minutes/minutes#1")):
        folder = tmp_path / made.__name__
        folder.mkdir()
        desk, number = made(folder)
        with serving(desk) as served:
            page = served.page(chromium, "coord")
            page.goto(place(number, path))
            reaches_all_by_keyboard(page)
