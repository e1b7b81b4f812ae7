import json
import re

from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from desk.web.frame.app import make_app
from desk.web.frame.doors import Door, door_of
from desk.web.frame.unsent_forms import LONGEST
from desk.web.pages import ROUTES
from registry.facts import end
from registry.models import Holding
from registry.queries.people import person
from registry.records.accounts import first_admin, invite, limits_of
from registry.records.drafts import GateDraftKey, draft_of
from registry.records.sign_ins import sign_out_everywhere
from tests.builders import Desk, a_desk
from tests.desk.web.visitor import Page, Visitor, visitor

PHRASE = "ช้างเผือก เดินป่า 4 ตัว"


def invited(desk: Desk) -> str:
    """The code of the first administrator's invitation."""
    registry, limits = desk.office.registry, limits_of(desk.office.settings)
    made = first_admin(registry, limits=limits)
    assert made is not None
    return made.token


def an_admin(desk: Desk) -> Visitor:
    """A visitor who has accepted the first invitation."""
    guest = visitor(desk)
    code = invited(desk)
    guest.post("/invitation", {"code": code})
    page = guest.post("/invitation", {"code": code, "password": PHRASE})
    assert page.path == "/"
    return guest


def test_the_first_link_makes_the_administrator_sign_in_with_a_password(
    made_registry_url: str,
) -> None:
    guest = an_admin(a_desk(made_registry_url))
    assert guest.get("/me").status == 200


def test_an_invitation_works_once(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    code = invited(desk)
    first, second = visitor(desk), visitor(desk)
    first.get("/invitation")
    first.post("/invitation", {"code": code, "password": PHRASE})
    second.get("/invitation")
    page = second.post("/invitation", {"code": code, "password": PHRASE})
    assert page.status == 422
    assert second.get("/me").path == "/sign-in"


def test_an_invited_coordinator_signs_in_out_and_in_again(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    admin = an_admin(desk)
    page = admin.post("/people/coord/invitation")
    assert page.tree.cssselect("button[data-copies=link]")
    code = page.value("link") or page.tree.get_element_by_id("link").text
    assert "/invitation#" in code
    guest = visitor(desk)
    guest.get("/invitation")
    guest.post("/invitation", {"code": code.partition("#")[2], "password": PHRASE})
    assert guest.get("/me").status == 200
    guest.post("/sign-out")
    assert guest.get("/me").path == "/sign-in"
    guest.post("/sign-in", {"person": "coord", "password": PHRASE, "next": "/me"})
    assert guest.get("/me").status == 200


def test_a_colleague_is_not_kept_out_by_tries_from_the_same_address(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    known = an_admin(desk)
    known.post("/sign-out")
    other = Visitor(known.app)
    other.get("/sign-in")
    tries = [
        other.client.post("/invitation", data={"csrf": other.word(), "code": "none"}).status_code
        for _ in range(31)
    ]
    assert tries[-1] == 429
    known.get("/sign-in")
    page = known.post("/sign-in", {"person": "admin", "password": PHRASE, "next": "/me"})
    assert (page.status, page.path) == (200, "/me")
    code = invited_by(desk, "coord")
    other.get("/invitation")
    assert other.post("/invitation", {"code": code, "password": PHRASE}).path == "/"


def invited_by(desk: Desk, ref: str) -> str:
    registry, limits = desk.office.registry, limits_of(desk.office.settings)
    return invite(registry, ref, recorded_by="admin", limits=limits).token


def test_what_a_browser_is_known_by_is_out_of_reach_of_scripts(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    app = make_app(desk.office, secure=True)
    client = TestClient(app, base_url="https://desk.localhost", follow_redirects=False)
    word = Page(client.get("/invitation")).page_word()
    sent = {"csrf": word, "code": invited(desk), "password": PHRASE}
    answer = client.post("/invitation", data=sent)
    (cookie,) = [
        one for one in answer.headers.get_list("set-cookie") if "__Host-prasan-devices=" in one
    ]
    for said in ("HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=31536000"):
        assert said in cookie


def test_a_short_password_is_refused_beside_its_field(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    guest, code = visitor(desk), invited(desk)
    guest.get("/invitation")
    page = guest.post("/invitation", {"code": code, "password": "short"})
    assert page.status == 422
    assert page.beside("password")
    assert len(page.problems) == 1


def test_a_wrong_password_and_an_unknown_name_are_refused_in_the_same_words(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    guest = visitor(desk)
    guest.get("/sign-in")
    said = {
        guest.post("/sign-in", {"person": who, "password": "wrong one, surely"}).problems[0]
        for who in ("coord", "nobody at all")
    }
    assert len(said) == 1


def test_a_sign_in_leads_nowhere_but_into_the_desk(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    an_admin(desk)
    guest = visitor(desk)
    page = guest.get("/sign-in?next=https://else.test/")
    assert page.value("next") == "/"


def test_the_code_of_an_invitation_is_in_no_address_that_the_desk_serves(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    guest = visitor(desk)
    assert guest.get(f"/invitation/{invited(desk)}").status == 404


def test_what_was_typed_at_a_gate_outlives_the_sign_in(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    instance = desk.start()
    place = f"/instances/{instance}/gates/earlier_order"
    guest = visitor(desk)
    guest.get("/sign-in")
    page = guest.post(place, {"note": "ค้นแฟ้มแล้ว", "finding": "none"})
    assert page.status == 401
    assert page.value("next") == place
    assert "ค้นแฟ้มแล้ว" in page.value("carried")


def posted_forms() -> list[str]:
    """Every address that a form of somebody signed in is sent to, its parameters made up."""
    routes = [one for one in ROUTES if isinstance(one, APIRoute)]
    own = [one for one in routes if "POST" in (one.methods or ()) and door_of(one) != Door(None)]
    return sorted({re.sub(r"\{[^}]*\}", "7", one.path) for one in own})


def test_every_form_that_comes_after_its_sign_in_has_ended_is_carried(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    guest = visitor(desk)
    guest.get("/sign-in")
    places = posted_forms()
    assert {"/people/7/contacts", "/districts/7/adopt/by-hand"} <= {*places}
    for place in places:
        page = guest.post(place, {"note": "<พิมพ์ไว้>\nสองบรรทัด", "step": "record"})
        assert (page.status, page.value("next")) == (401, place)
        held = json.loads(page.value("carried"))
        assert held["typed"] == [["note", "<พิมพ์ไว้>\r\nสองบรรทัด"]] or held["typed"] == [
            ["note", "<พิมพ์ไว้>\nสองบรรทัด"]
        ]
        assert held["step"] == "record"


def sent_again(guest: Visitor, page: Page) -> Page:
    """Sign in on the page that a late form led to, and send once more what it shows."""
    given = {name: page.value(name) for name in ("next", "carried")}
    shown = guest.post("/sign-in", {"person": "admin", "password": PHRASE, **given})
    (form,) = shown.tree.xpath("//main//form")
    fields = {one.get("name"): one.get("value") for one in form.xpath(".//input[@name]")}
    return guest.post(form.get("action"), {**fields, "csrf": shown.page_word()})


def test_a_form_that_came_too_late_is_recorded_once_it_is_sent_once_more(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    an_admin(desk)
    guest = visitor(desk)
    guest.get("/sign-in")
    page = guest.post("/people/coord/contacts", {"phone": "053 000 111", "email": ""})
    assert page.status == 401
    done = sent_again(guest, page)
    assert done.path == "/people/coord"
    assert done.value("phone") == "053 000 111"


def test_a_form_of_somebody_else_is_no_draft_of_who_signs_in_and_says_whose_name_it_takes(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    an_admin(desk)
    number = desk.start()
    guest = visitor(desk, "coord")
    guest.get("/me")
    with desk.office.registry.writing() as write:
        who = person(write.connection, "coord", field="person").id
    sign_out_everywhere(desk.office.registry, who)
    place = f"/instances/{number}/gates/earlier_order"
    page = guest.post(place, {"note": "ค้นแฟ้มแล้ว", "finding": "none"})
    given = {name: page.value(name) for name in ("next", "carried")}
    shown = guest.post("/sign-in", {"person": "admin", "password": PHRASE, **given})
    assert "พิมพ์ไว้ในชื่อของผู้อื่น" in shown.main
    assert "ในชื่อ นายผู้ดูแล ระบบ" in shown.main
    with desk.office.registry.reading() as connection:
        admin = person(connection, "admin", field="person").id
        assert draft_of(connection, GateDraftKey(admin, number, "earlier_order")) is None


def test_a_form_without_anything_typed_leads_to_no_address_that_only_forms_are_sent_to(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    an_admin(desk)
    guest = visitor(desk)
    guest.get("/sign-in")
    page = guest.post("/people/coord/contacts")
    given = {name: page.value(name) for name in ("next", "carried")}
    shown = guest.post("/sign-in", {"person": "admin", "password": PHRASE, **given})
    assert shown.status == 200
    assert shown.tree.xpath("//main//form/@action") == ["/people/coord/contacts"]


def wrong_then_right(guest: Visitor, place: str) -> Page:
    """Sign in as the coordinator at the second try, each with what the page before it has."""
    page = guest.get(f"/sign-in?next={place}")
    for phrase in ("wrong one, surely", PHRASE):
        names = page.tree.xpath("//main//form//*[@name='next' or @name='carried']/@name")
        given = {name: page.value(name) for name in names}
        page = guest.post("/sign-in", {**given, "person": "coord", "password": phrase})
    return page


def test_a_wrong_password_before_the_right_one_leaves_no_late_form_and_the_draft_as_it_was(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    place = f"/instances/{desk.start()}/gates/earlier_order"
    guest = visitor(desk)
    guest.get("/invitation")
    guest.post("/invitation", {"code": invited_by(desk, "coord"), "password": PHRASE})
    guest.post(place, {"note": "ค้นแฟ้มแล้ว", "step": "save"})
    guest.post("/sign-out")
    assert wrong_then_right(guest, "/me").path == "/me"
    guest.post("/sign-out")
    page = wrong_then_right(guest, place)
    assert page.path == place
    assert page.value("note") == "ค้นแฟ้มแล้ว"


def test_a_late_form_outlives_a_wrong_password(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    an_admin(desk)
    guest = visitor(desk)
    guest.get("/sign-in")
    page = guest.post("/people/coord/contacts", {"phone": "053 000 111", "email": ""})
    given = {name: page.value(name) for name in ("next", "carried")}
    page = guest.post("/sign-in", {"person": "admin", "password": "wrong one, surely", **given})
    assert sent_again(guest, page).value("phone") == "053 000 111"


def test_what_is_too_long_to_be_kept_is_said_to_be_so(sqlite_url: str) -> None:
    guest = visitor(a_desk(sqlite_url))
    guest.get("/sign-in")
    page = guest.post("/people/coord/contacts", {"phone": "x" * LONGEST})
    assert page.value("carried") == ""
    assert "ยาวเกินกว่าจะเก็บไว้ได้" in page.main


def test_files_that_came_too_late_are_asked_for_again(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    an_admin(desk)
    guest = visitor(desk)
    guest.get("/sign-in")
    page = guest.post(
        "/districts/5715/adopt", {"step": "preview"}, {"file": ("a.xlsx", b"x", "application/x")}
    )
    given = {name: page.value(name) for name in ("next", "carried")}
    shown = guest.post("/sign-in", {"person": "admin", "password": PHRASE, **given})
    assert "ต้องเลือกใหม่" in shown.main


def test_leaving_the_last_office_ends_the_sign_in(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url, "2022-06-02")
    guest = visitor(desk, "coord")
    assert guest.get("/me").status == 200
    with desk.office.registry.writing("57") as write:
        who = person(write.connection, "coord", field="person")
        end(write, Holding, {"person_id": who.id}, on=write.today)
    assert guest.get("/me").path == "/sign-in"


def test_every_address_may_try_only_so_often(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    guest = visitor(desk)
    guest.get("/invitation")
    tries = [guest.post("/invitation", {"code": "x"}).status for _ in range(40)]
    assert tries[0] == 422
    assert tries[-1] == 429
