from pathlib import Path
from typing import Never

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from desk.web.frame.app import make_app
from flows.capabilities import open_installation
from registry.store import Registry
from tests.builders import OPENED, a_desk
from tests.desk.web.visitor import Page, Visitor, visitor


def test_the_language_switch_leads_back_to_the_page_and_stays(made_registry_url: str) -> None:
    guest = visitor(a_desk(made_registry_url), "coord")
    assert "What needs me" not in guest.get("/").main
    assert "What needs me" in guest.post("/language", {"language": "en", "next": "/"}).main
    assert "What needs me" in guest.get("/").main


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_page(made_registry_url: str) -> None:
    guest = visitor(a_desk(made_registry_url))
    assert guest.get("/").path == "/sign-in"


def test_no_page_leads_away_from_the_desk(made_registry_url: str) -> None:
    guest = visitor(a_desk(made_registry_url), "coord")
    guest.get("/")
    for place in ("https://else.test/", "//else.test/", "/\\else.test", "javascript:1"):
        guest.client.follow_redirects = False
        answer = guest.post("/language", {"language": "en", "next": place})
        assert answer.response.headers["location"] == "/"


def test_a_form_without_the_word_of_its_sign_in_is_refused(made_registry_url: str) -> None:
    guest = visitor(a_desk(made_registry_url), "coord")
    assert guest.post("/language", {"language": "en", "csrf": "x"}).status == 403


def test_a_form_of_another_site_is_refused(made_registry_url: str) -> None:
    guest = visitor(a_desk(made_registry_url), "coord")
    word = guest.word()
    for headers in ({"origin": "https://else.test"}, {"sec-fetch-site": "cross-site"}):
        answer = guest.client.post("/language", data={"csrf": word}, headers=headers)
        assert answer.status_code == 403


def test_every_answer_keeps_scripts_frames_and_caches_out(made_registry_url: str) -> None:
    guest = visitor(a_desk(made_registry_url), "coord")
    for path in ("/", "/nowhere", "/assets/nothing.js"):
        headers = guest.get(path).response.headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_behind_tls_no_form_comes_from_a_page_without_it(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    client = TestClient(make_app(desk.office, secure=True), base_url="https://desk.localhost")
    word = Page(client.get("/sign-in")).page_word()
    sent = {"csrf": word, "language": "en"}
    for origin, status in (("http://desk.localhost", 403), ("https://desk.localhost", 200)):
        answer = client.post("/language", data=sent, headers={"origin": origin})
        assert answer.status_code == status


def test_a_form_comes_through_a_proxy_with_tls_that_nobody_told_the_desk_of(
    sqlite_url: str,
) -> None:
    client = TestClient(make_app(a_desk(sqlite_url).office), base_url="http://localhost")
    word = Page(client.get("/sign-in")).page_word()
    sent = {"csrf": word, "language": "en"}
    for origin, status in (("http://localhost", 200), ("https://localhost", 200)):
        answer = client.post("/language", data=sent, headers={"origin": origin})
        assert answer.status_code == status


def breaks(_: object) -> Never:
    raise ZeroDivisionError("its detail")


@pytest.mark.parametrize(
    ("language", "said"), [("th", "ระบบขัดข้อง"), ("en", "Something in Prasan failed")]
)
def test_what_nobody_foresaw_is_a_whole_page_without_its_detail(
    sqlite_url: str, caplog: pytest.LogCaptureFixture, language: str, said: str
) -> None:
    guest = visitor(a_desk(sqlite_url), "coord")
    guest.get("/", language)
    app = guest.app
    app.router.routes.insert(0, Route("/plain", breaks))
    found = [guest.get("/plain")]
    app.state.ask = breaks  # as where the registry is what fails
    found += [guest.get("/board"), guest.post("/language", {"next": "/"})]
    for page in found:
        assert page.status == 500
        assert page.tree.get("lang") == language
        assert said in page.main
        assert "its detail" not in page.response.text
        assert "ZeroDivision" not in page.response.text
        headers = page.response.headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
    assert caplog.text.count("ZeroDivisionError: its detail") == len(found)


def test_the_guided_first_run_leads_to_the_pages_that_who_reads_it_may_open(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    links = visitor(desk, "coord").get("/help", "en").links()
    for place in ("/province", "/offices", "/start", "/board"):
        assert place in links
    chief = visitor(desk, "5715.chief").get("/help", "en").links()
    assert "/start" not in chief
    assert "/province" not in chief
    assert "/start" not in visitor(desk).get("/help", "en").links()


def test_the_demo_tells_of_everybody_in_which_area_they_play_each_part(sqlite_url: str) -> None:
    app = make_app(a_desk(sqlite_url).office)
    app.state.kind = "demo"
    guest = Visitor(app)
    guest.client.cookies.set("prasan-demo", "coord", domain="desk.localhost")
    page = guest.get("/demo")
    told = {
        one.xpath("string(.//button/@value)"): one.xpath("string(.//p)")
        for one in page.tree.xpath("//main//li")
    }
    assert told["5715.chief"] == "นายอำเภอ (อำเภอแม่ฟ้าหลวง)"
    assert told["coord"] == "ผู้ประสานงาน สนง.พมจ. (เชียงราย)"
    assert all(one.endswith(")") for one in told.values())
    heads = [" ".join(one.text_content().split()) for one in page.tree.xpath("//main//summary/h2")]
    assert heads == ["ระดับจังหวัด และผู้ที่เกี่ยวข้องกับหลายอำเภอ", "อำเภอแม่ฟ้าหลวง"]
    sought = guest.get("/demo?q=นายอำเภอ+แม่ฟ้า").tree
    assert sought.xpath("//main//li//button/@value")[0] == "5715.chief"
    assert "coord" not in sought.xpath("//main//li//button/@value")


@pytest.mark.slow
def test_the_demo_may_be_looked_at_as_every_focal_point_and_chief(demo_file: Path) -> None:
    registry = Registry(f"sqlite:///{demo_file}")
    OPENED.append(registry)
    page = Visitor(make_app(open_installation(registry))).get("/demo")
    shown = " ".join(one.text_content() for one in page.tree.xpath("//main//li//p"))
    for district in ("เชียงของ", "เวียงแก่น", "แม่ฟ้าหลวง", "พนม"):
        assert f"นายอำเภอ (อำเภอ{district})" in shown
