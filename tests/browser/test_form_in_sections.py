"""A long form on a phone: short, filled in section by section, and nothing lost on the way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from registry.queries.people import person
from registry.records.sign_ins import sign_out_everywhere
from tests.browser.looking import fits, looks_right
from tests.browser.served import HEIGHT, PHONE, Served, serving
from tests.desk.web.at_gates import desk_at, place
from tests.desk.web.at_meetings import after_meeting
from tests.desk.web.visitor import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATH = "after_meeting/minutes/minutes#1"
SAID, FIRST, SECOND = "รับทราบคำสั่ง", "items.0.resolution", "items.1.resolution"
SHORT = 3_000  # pixels on a phone of eight items, one of them open; all open they have 7,000
GO_ON = "เก็บร่างแล้วไปส่วนถัดไป"


@pytest.fixture
def met(sqlite_url: str) -> Iterator[tuple[Served, int]]:
    desk, number = after_meeting(sqlite_url)
    with serving(desk) as served:
        yield served, number


def field(page: Page, name: str) -> str:
    return page.locator(f'main [name="{name}"]').input_value()


def test_the_minutes_are_filled_in_by_keyboard_on_a_phone_and_back_loses_nothing(
    chromium: Browser, met: tuple[Served, int]
) -> None:
    served, number = met
    page = served.page(chromium, "coord", PHONE)
    page.goto(place(number, PATH))
    looks_right(page)
    height = "document.querySelector('form.gate').offsetHeight"
    assert page.evaluate(height) < SHORT
    page.locator(f'[name="{FIRST}"]').focus()
    page.keyboard.insert_text(SAID)
    while page.evaluate("document.activeElement.value") != "go_on:items.0":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**?section=items.1#section-items.1")
    looks_right(page)
    expect(page.locator(f'[name="{SECOND}"]')).to_be_visible()
    expect(page.locator(f'[name="{FIRST}"]')).to_be_hidden()
    assert field(page, FIRST) == SAID
    page.go_back()
    assert field(page, FIRST) == SAID


def test_a_field_that_was_left_is_kept_before_anything_is_pressed(
    chromium: Browser, met: tuple[Served, int]
) -> None:
    served, number = met
    page = served.page(chromium, "coord", PHONE)
    page.goto(place(number, PATH))
    page.locator(f'[name="{FIRST}"]').fill(SAID)
    page.locator('[name="items.0.said"]').fill("กำลังพิมพ์")
    page.locator("main .saved:not(:empty)").wait_for()
    again = served.page(chromium, "coord", PHONE)
    again.goto(place(number, PATH))
    assert field(again, FIRST) == SAID
    told = served.page(chromium, "coord2", PHONE)
    told.goto(place(number, PATH))
    assert "กำลังกรอกขั้นตอนนี้อยู่" in told.locator("main").inner_text()


def test_without_a_script_sections_are_kept_and_a_sign_in_that_ends_loses_nothing(
    chromium: Browser, met: tuple[Served, int]
) -> None:
    served, number = met
    context = chromium.new_context(
        base_url=served.address,
        viewport={"width": PHONE, "height": HEIGHT},
        java_script_enabled=False,
    )
    served.contexts.append(context)
    office = served.desk.office
    sign_in = {"name": "prasan", "value": signed_in(office, "coord"), "url": served.address}
    context.add_cookies([sign_in])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(place(number, PATH))
    page.locator(f'[name="{FIRST}"]').fill(SAID)
    page.get_by_role("button", name=GO_ON).first.click()
    page.wait_for_url("**?section=items.1#section-items.1")
    page.locator(f'[name="{SECOND}"]').fill("รับรอง")
    with office.registry.reading() as connection:
        who = person(connection, "coord", field="person").id
    sign_out_everywhere(office.registry, who)
    page.get_by_role("button", name=GO_ON).first.click()
    carried = page.locator('textarea[name="carried"]').input_value()
    assert SAID in carried
    assert "รับรอง" in carried


def test_a_phone_shows_the_opened_sections_of_seats_within_its_width(
    chromium: Browser, sqlite_url: str
) -> None:
    desk, number = desk_at(sqlite_url, "membership")
    with serving(desk) as served:
        page = served.page(chromium, "coord", PHONE)
        page.goto(place(number, "membership"))
        for summary in page.locator("fieldset.seats details.part > summary").all():
            summary.click()
        fits(page)
