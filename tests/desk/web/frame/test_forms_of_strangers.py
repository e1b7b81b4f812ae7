"""The desk takes a form of a page of its own, in the name of whoever opened it, and no other."""

import pytest

from desk.web.frame.form_words import FORM_WORD
from desk.web.frame.places import within
from tests.builders import a_desk
from tests.desk.web.pages.test_sign_in_page import PHRASE, an_admin
from tests.desk.web.visitor import HOST, Page, signed_in, visitor


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.test", "null", "http://[", f"{HOST}.evil.test", "http://", "",
        HOST.replace("http:", "ftp:"), f"{HOST}/",
    ],
)  # fmt: skip
def test_a_form_of_another_site_is_refused(sqlite_url: str, origin: str) -> None:
    guest = visitor(a_desk(sqlite_url), "coord")
    answer = guest.client.post(
        "/language", data={"csrf": guest.word(), "language": "en"}, headers={"origin": origin}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "place",
    ["https://evil.test", "//evil.test", "/\\evil.test", "/\t/evil.test", "/\t/[", "javascript:x",
     "/\n//evil.test", "\\\\evil.test"],
)  # fmt: skip
def test_no_form_leads_out_of_the_desk(place: str) -> None:
    assert within(place) == "/"


def test_a_word_that_the_desk_never_gave_is_no_word_of_its_forms(sqlite_url: str) -> None:
    guest = visitor(a_desk(sqlite_url))
    for cookie in ('"', "x", "<script>alert(1)</script>", "a;b", "é" * 30):
        headers = {b"cookie": f"prasan-form={cookie}".encode("latin-1")}
        page = guest.client.get("/sign-in", headers=headers)
        assert page.status_code == 200
        assert FORM_WORD.fullmatch(page.cookies["prasan-form"])
        assert Page(page).page_word() != cookie
        sent = guest.client.post("/language", data={"csrf": cookie}, headers=headers)
        assert sent.status_code == 403


def test_the_word_of_forms_is_written_otherwise_on_every_page(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    for guest in (visitor(desk), visitor(desk, "coord")):
        first, second = (guest.get("/help").page_word() for _ in range(2))
        assert first != second
        for word in (first, second):
            sent = guest.client.post("/language", data={"csrf": word, "language": "en"})
            assert sent.status_code == 200


@pytest.mark.parametrize("word", ["", "a", "=", "é", "ก" * 40, "A" * 116, "A" * 5000])
def test_a_word_that_no_page_carried_sends_no_form(sqlite_url: str, word: str) -> None:
    guest = visitor(a_desk(sqlite_url), "coord")
    assert guest.client.post("/language", data={"csrf": word}).status_code == 403


def test_a_form_that_one_person_opened_is_not_sent_in_the_name_of_the_next(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    guest = visitor(desk, "coord")
    word = guest.get("/help").page_word()
    guest.client.cookies.set("prasan", signed_in(desk.office, "coord2"), domain="desk.localhost")
    sent = guest.client.post("/language", data={"csrf": word, "language": "en"})
    assert sent.status_code == 403


def test_a_new_sign_in_ends_the_one_that_the_browser_had(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    guest, other = an_admin(desk), visitor(desk)
    before = guest.client.cookies.get("prasan")
    named = "ผู้ดูแล ระบบ"
    guest.post("/sign-in", {"person": named, "password": PHRASE, "next": "/me"})
    assert guest.client.cookies.get("prasan") != before
    assert guest.get("/me").path == "/me"
    other.client.cookies.set("prasan", str(before), domain="desk.localhost")
    assert other.get("/me").path == "/sign-in"
