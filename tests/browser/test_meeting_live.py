"""The meeting page in a browser: counted while ticked, by thumb and by keyboard, nothing lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from config.titles import title_list
from registry.rules.names import sex_of_name
from tests.browser.hand import Hand
from tests.browser.looking import is_tabbed_as_seen, looks_right, reaches_all_by_keyboard
from tests.browser.served import PHONE, SCREEN, serving
from tests.desk.web.at_gates import draft, place
from tests.desk.web.at_meetings import after_meeting, meeting_desk

pytestmark = pytest.mark.browser
PATH = "inception_meeting#1"
SHORT = 2_500  # pixels of the whole page on a phone, of 20 members; all open it has 5,400
GROUPS = "details[data-group]"


def figure(page: Page, key: str) -> str:
    """A figure of the totals."""
    return page.locator(f"[data-count={key}]").inner_text()


def tick(page: Page, row: int, state: str) -> None:
    """Tick somebody as a thumb does, their group opened."""
    Hand(page, "th").choose(f"attendance.{row}.state", state)


def test_the_sheet_counts_while_it_is_ticked_and_keeps_what_was_ticked(
    chromium: Browser, sqlite_url: str
) -> None:
    desk, number = meeting_desk(sqlite_url)
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
        expect(page.locator(".saved")).not_to_be_empty()
        assert draft(desk, "coord", number, PATH) is not None
        looks_right(page)
        page.reload()
        assert (figure(page, "present"), figure(page, "absent")) == (str(members - 1), "1")


@pytest.mark.slow
def test_a_long_sheet_is_short_on_a_phone_and_a_line_is_found_by_its_words(
    chromium: Browser, sqlite_url: str
) -> None:
    desk, number = meeting_desk(sqlite_url)
    with serving(desk) as served:
        page = served.page(chromium, "coord", PHONE)
        page.goto(place(number, PATH))
        assert page.evaluate("document.documentElement.scrollHeight") <= SHORT
        assert page.locator(f"{GROUPS}[open]").count() == 0
        find = page.locator("[data-find]")
        find.fill(page.locator("[data-member] b").nth(1).text_content() or "")
        assert page.locator(".person:visible").count() == 1
        find.press("Enter")
        page.locator(".person:visible input[value=absent]").check()
        find.fill("")
        assert page.locator(".person:visible").count() == 0
        told = page.locator(GROUPS).first.locator("summary").inner_text()
        assert "มา 0 · ไม่มา 1" in told
        page.locator("button[value=send]").click()
        expect(page.locator(f"{GROUPS}[open]")).to_have_count(1)  # the first that holds a problem
        page.locator(f"{GROUPS} > summary").last.click()
        looks_right(page)


@pytest.mark.slow
def test_a_long_sheet_is_tabbed_through_as_it_is_seen(chromium: Browser, sqlite_url: str) -> None:
    desk, number = meeting_desk(sqlite_url)
    with serving(desk) as served:
        page = served.page(chromium, "coord", PHONE)
        page.goto(place(number, PATH))
        for summary in page.locator("main summary").all():
            if summary.locator("xpath=..").get_attribute("open") is None:
                summary.click()
        tick(page, 1, "proxy")
        tick(page, 2, "absent")
        is_tabbed_as_seen(page, "input[name=result]")


@pytest.mark.slow
def test_without_a_script_a_long_sheet_stands_open(chromium: Browser, sqlite_url: str) -> None:
    desk, number = meeting_desk(sqlite_url)
    with serving(desk) as served:
        whole = served.browser_of(chromium, "coord", PHONE, "th")
        bare = chromium.new_context(
            base_url=served.address, java_script_enabled=False,
            viewport={"width": PHONE, "height": 900}, storage_state=whole.storage_state(),
        )  # fmt: skip
        served.contexts.append(bare)
        page = bare.new_page()
        page.goto(place(number, PATH))
        assert page.locator("main details:not([open])").count() == 0
        assert page.locator("[data-find]").is_hidden()


def test_server_and_script_count_alike(chromium: Browser, sqlite_url: str) -> None:
    desk, number = meeting_desk(sqlite_url)
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
    chromium: Browser, sqlite_url: str
) -> None:
    desk, number = meeting_desk(sqlite_url)
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
        desk, number = made(f"sqlite:///{folder / 'registry.db'}")
        with serving(desk) as served:
            page = served.page(chromium, "coord")
            page.goto(place(number, path))
            reaches_all_by_keyboard(page)
