"""Stories 1 to 5 of the users, as they live them: on a phone in Thai, at a desk in English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, expect

from config.words import Language
from tests.browser.hand import Hand
from tests.browser.served import PHONE, SEEN, Served, serving
from tests.builders import a_desk
from tests.desk.web.at_gates import CHIEF, COORD, FOCAL, place

pytestmark = pytest.mark.browser
TODAY = "2022-07-29"
DRAFTS = 'main a[href^="/documents/"]'
AT_WORK = "main [data-refresh]"


@pytest.fixture
def served(sqlite_url: str) -> Iterator[Served]:
    """A desk with the people of two districts, nothing begun."""
    with serving(a_desk(sqlite_url, TODAY, "5715", "5704")) as one:
        yield one


@pytest.fixture(params=SEEN)
def hand(request: pytest.FixtureRequest, chromium: Browser, served: Served) -> Hand:
    """The coordinator's."""
    width, language = request.param
    return the_hand(chromium, served, width, language)


def the_hand(chromium: Browser, served: Served, width: int, language: Language) -> Hand:
    """A coordinator before a browser of their own."""
    return Hand(served.page(chromium, "coord", width, language), language)


def test_story_1_the_desk_opens_on_what_needs_me_the_latest_first(
    hand: Hand, served: Served
) -> None:
    late = served.desk.start(on="2022-06-02")
    fresh = served.desk.start(on="2022-07-28", district="5704")
    hand.open("/")
    rows = hand.page.locator(".tasks > li")
    assert rows.count() == 2
    assert [rows.nth(at).locator(".button").count() for at in (0, 1)] == [1, 1]
    hrefs = [rows.nth(at).locator(".button").get_attribute("href") or "" for at in (0, 1)]
    assert f"/instances/{late}/" in hrefs[0]
    assert f"/instances/{fresh}/" in hrefs[1]


def test_story_1_the_name_of_the_district_is_not_parted(chromium: Browser, served: Served) -> None:
    number = served.desk.start(on="2022-06-02")
    hand = the_hand(chromium, served, PHONE, "th")
    for page in (f"/instances/{number}", place(number, "earlier_order"), "/districts/5715"):
        hand.open(page)
        parts = hand.page.locator("main .kept", has_text="แม่ฟ้าหลวง").all_inner_texts()
        assert "แม่ฟ้าหลวง" in parts
        said = hand.page.locator("main").inner_text().count("แม่ฟ้าหลวง")
        hidden = hand.page.locator("main .visually-hidden, main select, main textarea")
        assert len(parts) + "".join(hidden.all_text_contents()).count("แม่ฟ้าหลวง") >= said, page


def test_story_1_an_empty_list_says_what_to_do(hand: Hand) -> None:
    hand.open("/")
    assert hand.page.locator(".empty").count() == 1
    assert hand.page.locator('main a[href="/start"]').count() >= 1


def test_story_2_from_the_start_to_a_draft_in_word(
    hand: Hand, served: Served, tmp_path: Path
) -> None:
    hand.open("/start")
    hand.write("district", "Mae Fa Luang" if hand.language == "en" else "แม่ฟ้าหลวง")
    hand.write_day("on", "2022-06-02")
    hand.press(hand.words("page.start.do"))
    number = served.desk.instances()[-1].id
    answer(hand, number, "earlier_order", COORD, "2022-06-02", finding="none")
    answer(hand, number, "advocacy#1", CHIEF, "2022-06-02", result="agreed")
    answer(hand, number, "delegation", CHIEF, "2022-06-09", deputy="5715/deputy_district_chief/1")
    answer(hand, number, "working_team", COORD, "2022-06-10", agencies="psdhs")
    answer(hand, number, "membership", FOCAL, "2022-06-13")
    for path in served.desk.waits_at(number):
        answer(hand, number, path, FOCAL, "2022-06-17", result="by_position")
    order = served.desk.order()
    hand.open(place(order, "legal_bases#1"))
    for box in hand.page.locator('main [name="confirmed"]').all():
        box.check()
    hand.write("checked_against", "ราชกิจจานุเบกษา")
    hand.decided(COORD, "2022-06-20")
    hand.press(hand.words("page.gate.send"))
    served.desk.perform()
    hand.open(f"/instances/{order}")
    draft = hand.page.locator(DRAFTS).first.get_attribute("href") or ""
    with hand.page.expect_download() as taken:
        hand.page.evaluate(f"location.href = '{draft}'")
    file = tmp_path / "draft.docx"
    taken.value.save_as(file)
    text = "\n".join(one.text for one in Document(str(file)).paragraphs)
    assert "๗๖๘/๒๕๕๖" in text
    assert "None" not in text
    assert "{{" not in text


def test_story_2_a_draft_comes_into_the_open_page_which_is_not_left_for_it(
    chromium: Browser, served: Served
) -> None:
    hand = before_a_draft_in_the_making(chromium, served)
    served.desk.perform()
    expect(hand.page.locator(DRAFTS).first).to_be_visible()
    expect(hand.page.locator(AT_WORK)).to_have_count(0)
    assert hand.page.evaluate("window.mark") == "never loaded anew"
    hand.looks_right()


def test_story_2_what_a_reader_has_the_focus_in_stays_while_the_page_looks_again(
    chromium: Browser, served: Served
) -> None:
    hand = before_a_draft_in_the_making(chromium, served)
    again = hand.page.locator(f"{AT_WORK} a")
    again.focus()
    served.desk.perform()
    for _ in range(2):
        with hand.page.expect_response("**/instances/*"):
            pass
    expect(again).to_be_focused()
    again.click()
    expect(hand.page.locator(DRAFTS).first).to_be_visible()


def test_story_3_changes_and_a_refusal_need_their_reason(hand: Hand, served: Served) -> None:
    order = served.desk.to_first_draft()
    forward = {"result": "forward"}
    served.desk.decide(order, "deputy_review", "focal_point", "2022-06-21", forward)
    path = "chief_review#1"
    hand.open(place(order, path))
    hand.choose("result", "changes")
    hand.decided(CHIEF, "2022-06-27")
    hand.press(hand.words("page.gate.check_first"))
    assert len(hand.problems()) == 1
    assert hand.page.locator('[name="result"][value="changes"]').is_checked()
    hand.choose("result", "not_now")
    hand.press(hand.words("page.gate.check_first"))
    assert hand.beside("reason")
    hand.choose("result", "changes")
    hand.write("items.0", "เพิ่มตำรวจตระเวนชายแดน & ด่าน")
    hand.press(hand.words("page.gate.check_first"))
    hand.press(hand.words("page.gate.record"))
    assert "revise_draft#1" in served.desk.waits_at(order)
    hand.page.go_back()
    assert hand.page.url.endswith(place(order, path).replace("#", "%23"))
    assert hand.page.locator("main").is_visible()


def test_story_4_each_item_is_answered_and_the_first_draft_stays(
    hand: Hand, served: Served
) -> None:
    order = changes_asked(served)
    hand.open(place(order, "revise_draft#1"))
    hand.choose("replies.0.done", "true")
    hand.write("replies.0.reply", "เพิ่มแล้ว")
    hand.press(hand.words("page.gate.add_seat"))
    assert hand.page.locator('[name="replies.0.reply"]').input_value() == "เพิ่มแล้ว"
    hand.pick("seats.new.0.body", "suppression")
    hand.pick("seats.new.0.role", "member")
    hand.write("seats.new.0.title_th", "ผู้บังคับกองร้อย ตชด.")
    hand.write("seats.new.0.title_en", "Border Patrol Police")
    hand.decided(FOCAL, "2022-07-04")
    hand.press(hand.words("page.gate.send"))
    assert hand.problems() == []
    served.desk.perform()
    hand.open(place(order, "deputy_review#2"))
    assert hand.sees("ผู้บังคับกองร้อย ตชด." if hand.language == "th" else "Border Patrol Police")
    hand.open(f"/instances/{order}")
    drafts = hand.page.locator(DRAFTS).count()
    assert drafts >= 2


def test_story_5_a_number_that_is_taken_is_refused_and_the_signed_order_registered(
    hand: Hand, served: Served
) -> None:
    order = served.desk.to_first_draft()
    desk = served.desk
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-07-15", {"result": "sign"})
    hand.open(place(order, "registration#1"))
    hand.write("number", "12/65")
    hand.write_day("dated", "2022-07-15")
    hand.choose("printed", "as_printed")
    hand.attach("evidence")
    hand.decided(CHIEF, "2022-07-15")
    hand.press(hand.words("page.gate.check_first"))
    assert hand.beside("number")
    hand.write("number", "12/2565")
    hand.press(hand.words("page.gate.check_first"))
    assert hand.sees("order.pdf")
    hand.press(hand.words("page.gate.record"))
    hand.open("/orders")
    assert hand.sees("12/2565")


def before_a_draft_in_the_making(chromium: Browser, served: Served) -> Hand:
    """A phone that shows an order whose draft is not made yet."""
    order = served.desk.to_first_draft(perform=False)
    hand = the_hand(chromium, served, PHONE, "th")
    hand.open(f"/instances/{order}")
    hand.page.evaluate("window.mark = 'never loaded anew'")
    expect(hand.page.locator(DRAFTS)).to_have_count(0)
    return hand


def changes_asked(served: Served) -> int:
    """An order whose Chief asked for one change; answers its instance."""
    order = served.desk.to_first_draft()
    asked = {"result": "changes", "items": ["เพิ่มตำรวจตระเวนชายแดน"]}
    served.desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    served.desk.decide(order, "chief_review", "district_chief", "2022-06-27", asked)
    return order


def answer(hand: Hand, number: int, path: str, by: str, on: str, **chosen: str) -> None:
    """Answer at a gate, and come to the page that says so."""
    hand.open(place(number, path))
    for field, value in chosen.items():
        hand.choose(field, value)
    hand.decided(by, on)
    check, send = hand.words("page.gate.check_first"), hand.words("page.gate.send")
    is_checked = hand.page.get_by_role("button", name=check, exact=True).count()
    hand.press(check if is_checked else send)
    if hand.page.get_by_role("button", name=hand.words("page.gate.record"), exact=True).count():
        hand.press(hand.words("page.gate.record"))  # entered late: told what lapses at once
    assert hand.problems() == [], path
