"""Two at one gate, a double click, the back button, a sign-in that ends: nothing lost or twice."""

import socket
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from registry.queries.people import person
from registry.records.secrets import csrf_of
from registry.records.sign_ins import sign_out_everywhere
from tests.browser.hand import Hand
from tests.browser.served import PHONE, SCREEN, Served, serving
from tests.builders import a_desk
from tests.desk.web.at_gates import COORD, decisions, place
from tests.desk.web.visitor import signed_in

pytestmark = pytest.mark.browser
WORDS = "ค้นแฟ้มที่ว่าการอำเภอแล้ว ไม่พบคำสั่งเดิม"


@pytest.fixture
def served(sqlite_url: str) -> Iterator[Served]:
    """A desk whose one instance waits at the first question."""
    desk = a_desk(sqlite_url, "2022-06-10")
    desk.start(on="2022-06-02")
    with serving(desk) as one:
        yield one


def at_first_question(chromium: Browser, served: Served, ref: str, width: int = SCREEN) -> Hand:
    """Somebody who has filled in the first question's form and not sent it."""
    hand = Hand(served.page(chromium, ref, width), "th")
    hand.open(place(1, "earlier_order"))
    hand.choose("finding", "none")
    hand.write("note", f"{WORDS} {ref}")
    hand.decided(COORD, "2022-06-02")
    return hand


def test_of_two_at_one_gate_one_wins_and_the_other_keeps_what_was_typed(
    chromium: Browser, served: Served
) -> None:
    first = at_first_question(chromium, served, "coord")
    second = at_first_question(chromium, served, "coord2", PHONE)
    first.press(first.words("page.gate.send"))
    second.press(second.words("page.gate.send"))
    assert decisions(served.desk, 1) == 1
    assert second.sees("ประสาน ดี")
    assert f"{WORDS} coord2" in second.page.locator("main").inner_text()


def test_a_double_click_decides_once(chromium: Browser, served: Served) -> None:
    hand = at_first_question(chromium, served, "coord")
    hand.page.get_by_role("button", name=hand.words("page.gate.send"), exact=True).dblclick()
    hand.page.wait_for_url("**/instances/1?*")
    assert decisions(served.desk, 1) == 1


def test_a_form_sent_again_after_back_decides_nothing_twice(
    chromium: Browser, served: Served
) -> None:
    hand = at_first_question(chromium, served, "coord")
    hand.press(hand.words("page.gate.send"))
    hand.page.go_back()
    button = hand.page.get_by_role("button", name=hand.words("page.gate.send"), exact=True)
    if button.count():
        button.click()
        hand.page.wait_for_load_state()
    assert decisions(served.desk, 1) == 1


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_one_goes_back_and_forth_over_a_refused_form_and_keeps_what_was_typed(
    chromium: Browser, served: Served, *, script: bool
) -> None:
    signed = served.browser_of(chromium, "coord", SCREEN, "th")
    context = chromium.new_context(
        base_url=served.address, java_script_enabled=script, storage_state=signed.storage_state()
    )
    served.contexts.append(context)
    hand = Hand(context.new_page(), "th")
    hand.page.goto(place(1, "earlier_order"))
    hand.write("note", WORDS)
    for _ in range(2):  # refused twice: neither who decided nor when
        hand.page.get_by_role("button", name=hand.words("page.gate.send"), exact=True).click()
        hand.page.locator(".problems").wait_for()
    for move in (hand.page.go_back, hand.page.go_back, hand.page.go_forward, hand.page.reload):
        answer = move()
        assert answer is not None
        assert answer.request.method == "GET"
        assert hand.page.locator('main [name="note"]').input_value() == WORDS
    assert len(hand.problems()) > 1


def test_a_reload_after_sending_sends_nothing(chromium: Browser, served: Served) -> None:
    hand = at_first_question(chromium, served, "coord")
    hand.press(hand.words("page.gate.send"))
    hand.page.reload()
    assert decisions(served.desk, 1) == 1


def test_what_is_typed_is_saved_while_it_is_typed(chromium: Browser, served: Served) -> None:
    hand = at_first_question(chromium, served, "coord")
    hand.page.locator('main [name="note"]').press_sequentially(" ต่อ")
    hand.page.locator("main .saved:not(:empty)").wait_for()
    again = Hand(served.page(chromium, "coord"), "th")
    again.open(place(1, "earlier_order"))
    assert WORDS in again.page.locator('main [name="note"]').input_value()


def test_a_sign_in_that_ends_while_typing_loses_nothing(chromium: Browser, served: Served) -> None:
    hand = at_first_question(chromium, served, "coord")
    with served.desk.office.registry.reading() as connection:
        who = person(connection, "coord", field="person").id
    sign_out_everywhere(served.desk.office.registry, who)
    hand.press(hand.words("page.gate.send"))
    assert decisions(served.desk, 1) == 0
    assert hand.sees("หมดเวลาแล้ว")
    carried = hand.page.locator('textarea[name="carried"]').input_value()
    assert WORDS in carried


def test_an_upload_that_is_cut_off_records_nothing(served: Served) -> None:
    host, port = served.address.removeprefix("http://").split(":")
    token = signed_in(served.desk.office, "coord")
    head = (
        f"POST {place(1, 'earlier_order')} HTTP/1.1\r\nHost: {host}:{port}\r\n"
        f"Cookie: prasan={token}\r\nContent-Type: multipart/form-data; boundary=cut\r\n"
        "Content-Length: 5000000\r\n\r\n"
    )
    part = (
        f'--cut\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf_of(token)}\r\n'
        '--cut\r\nContent-Disposition: form-data; name="evidence"; filename="a.pdf"\r\n\r\n%PDF'
    )
    with socket.create_connection((host, int(port))) as line:
        line.sendall((head + part).encode())
    hand = urllib.request.urlopen(f"{served.address}/help")  # noqa: S310 — our own server
    assert hand.status == 200
    assert decisions(served.desk, 1) == 0
