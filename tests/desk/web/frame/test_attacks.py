"""The pages against whoever means them ill, or is careless: nothing leaks, nothing falls over."""

import json

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from desk.web.frame.app import make_app
from desk.web.frame.security import is_ours
from desk.web.frame.unsent_forms import as_draft
from flows.engine.installation import Installation
from registry.models import Account, table_of
from registry.queries.audit import attempts
from registry.queries.people import person
from registry.records.drafts import GateDraftKey, draft_of
from registry.records.filing import Upload
from registry.records.people import add_person
from tests.builders import MAE_FAH_LUANG, SCAN, Desk, a_desk
from tests.desk.web.at_overviews import give, load_far_province
from tests.desk.web.house import HERE, settings
from tests.desk.web.pages.test_sign_in_page import PHRASE
from tests.desk.web.visitor import Visitor, signed_in, visitor

DIGITS = "9" * 5_000  # more than Python reads as a number
EVIL = "<script>alert(1)</script>\"'onmouseover=x"


# --- another site, another name ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "given", "ours"),
    [
        ("127.0.0.1:8420", {}, "ours"),
        ("localhost", {}, "ours"),
        ("[::1]:8420", {}, "ours"),
        ("192.168.1.7:8420", {}, "ours"),  # a number is nobody's name
        ("evil.test", {}, "not"),
        ("localhost.evil.test", {}, "not"),
        ("", {}, "not"),
        ("[", {}, "not"),
        ("evil.test@127.0.0.1", {}, "not"),
        ("[::1].evil.test", {}, "not"),
        ("127.0.0.1:8420:80", {}, "not"),
        ("127.0.0.1/evil.test", {}, "not"),
        ("localhost ", {}, "not"),
        ("desk.go.th", {"desk_url": "https://desk.go.th"}, "ours"),
        ("DESK.go.th:443", {"desk_url": "https://desk.go.th"}, "ours"),
        ("evil.test", {"desk_url": "https://desk.go.th"}, "not"),
        ("192.168.1.7", {"desk_url": "https://desk.go.th"}, "not"),
    ],
)
def test_the_desk_answers_to_its_own_names_alone(
    host: str, given: dict[str, str], ours: str
) -> None:
    assert is_ours(host, settings(**given), secure=False) is (ours == "ours")


def test_a_page_under_a_strange_name_shows_nothing(sqlite_url: str) -> None:
    guest = visitor(a_desk(sqlite_url), "coord")
    answer = guest.client.get("/privacy", headers={"host": "evil.test"})
    assert answer.status_code == 421
    assert "set-cookie" not in answer.headers
    assert "content-security-policy" in answer.headers


def test_an_invitation_link_begins_with_the_address_of_the_settings(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    office = Installation(
        **{
            **vars(desk.office),
            "settings": desk.office.settings.model_copy(
                update={"desk_url": "https://desk.localhost"}
            ),
        }
    )
    admin = give(desk, "admin", "TH", "the.admin")
    guest = Visitor(make_app(office), signed_in(office, admin))
    page = guest.post("/people/coord/invitation")
    assert "https://desk.localhost/invitation#" in page.response.text


def test_what_somebody_may_not_do_is_written_down(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02")
    chief = visitor(desk, f"{MAE_FAH_LUANG}.chief")
    assert chief.get("/audit").status == 403
    with desk.office.registry.reading() as connection:
        newest = attempts(connection, ("TH",))[0]
    assert (newest.actor, newest.target, newest.code) == (
        f"{MAE_FAH_LUANG}.chief", "desk GET /audit", "may_not",
    )  # fmt: skip


def test_the_words_of_a_databases_error_hold_no_values(made_registry_url: str) -> None:
    registry = a_desk(made_registry_url).office.registry
    row = {"person_id": 1, "password_hash": "the-secret", "created_at": registry.clock.now()}
    twice = insert(table_of(Account)).values([row, row])
    with registry.writing() as write, pytest.raises(IntegrityError) as caught:
        write.connection.execute(twice)
    assert "the-secret" not in str(caught.value)


# --- odd input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        f"/instances/{DIGITS}",
        f"/documents/{10**30}",
        "/instances/๑",
        "/instances/%00",
        "/people/%00",
        "/people/%ff%fe",
        "/offices/%2e%2e%2f%2e%2e%2fetc",
        f"/audit?before={DIGITS}",
        "/audit?before=²",
        "/audit?before=-1",
        "/people?page=NaN",
        f"/people?page={DIGITS}",
        "/people?q=%00",
        "/search?q=%ff%00",
        "/documents?kind=%00",
        "/board?on=01/01/0544&known=31/12/9999",
        "/board?known=0001-01-01",
        f"{HERE}?known=9999-12-31&on=0001-01-01",
        f"/offices?on={DIGITS[:1500]}",
        "/province/57/walk?after=%7B",
        "/sign-in?next=/%09/[",
    ],
)
def test_an_odd_address_is_no_defect(made_registry_url: str, path: str) -> None:
    assert visitor(a_desk(made_registry_url), "coord").client.get(path).status_code < 500


@pytest.mark.parametrize("area", ["%7B%7D", "๕๗", "²"])
@pytest.mark.parametrize("path", ["/audit?area=", "/?district="])
def test_in_what_is_no_code_of_an_area_lies_nothing(sqlite_url: str, path: str, area: str) -> None:
    assert visitor(a_desk(sqlite_url), "admin").client.get(path + area).status_code < 500


@pytest.mark.parametrize("referer", ["http://[::1", "http://[bad]/", "//[", "\\"])
def test_a_page_before_that_is_no_address_is_none(sqlite_url: str, referer: str) -> None:
    guest = visitor(a_desk(sqlite_url), "coord").client
    for method, path in (("GET", "/nowhere"), ("POST", "/offices/nobody"), ("PUT", "/districts")):
        assert guest.request(method, path, headers={"referer": referer}).status_code < 500


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"])
def test_another_method_is_refused(sqlite_url: str, method: str) -> None:
    guest = visitor(a_desk(sqlite_url), "coord")
    assert guest.client.request(method, "/districts").status_code == 405


def test_what_no_database_keeps_is_refused_before_it_gets_there(made_registry_url: str) -> None:
    guest = visitor(a_desk(made_registry_url), "coord")
    assert guest.post("/people/coord/contacts", {"phone": "0\0"}).status == 400
    assert guest.post("/people/coord/contacts", {"pho\0ne": "0"}).status == 400


@pytest.mark.parametrize("kind", ["{", "{x}", EVIL, "nobody"])
def test_a_choice_that_was_never_offered_is_as_none(sqlite_url: str, kind: str) -> None:
    guest = visitor(a_desk(sqlite_url), "coord")
    page = guest.post(f"/offices/new/{MAE_FAH_LUANG}", {"kind": kind, "at": "district"})
    assert page.status == 422


def test_rows_of_a_form_that_are_numbered_beyond_all_count_as_none(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02")
    gate = f"/instances/{desk.start()}/gates/earlier_order"
    guest = visitor(desk, "coord")
    odd = {f"{name}.{DIGITS}.x": "1" for name in ("seats.new", "earlier", "found", "legal")}
    assert guest.post(gate, {**odd, "step": "next"}).status == 422
    assert guest.post("/directives/new", {**odd, "province": "57"}).status == 422
    assert guest.post(f"{HERE}/adopt", {"instead": DIGITS, "whole": "1"}).status == 422


# --- what a form carries along -------------------------------------------------------------------


def carry(desk: Desk, ref: str, place: str, text: str) -> Visitor:
    """A sign-in with what was typed at that place before it."""
    registry_password(desk, ref)
    guest = visitor(desk)
    guest.get("/sign-in")
    page = guest.post(
        "/sign-in", {"person": ref, "password": PHRASE, "next": place, "carried": text}
    )
    assert page.status < 500
    assert guest.get("/me").path == "/me"
    return guest


def registry_password(desk: Desk, ref: str) -> None:
    """The person has accepted an invitation."""
    admin = visitor(desk, give(desk, "admin", "TH", f"admin.of.{ref}"))
    page = admin.post(f"/people/{ref}/invitation")
    code = str(page.tree.get_element_by_id("link").text).partition("#")[2]
    guest = visitor(desk)
    guest.get("/invitation")
    assert guest.post("/invitation", {"code": code, "password": PHRASE}).path == "/"


@pytest.mark.parametrize(
    "text", ["[" * 50_000, '{"typed": [["note", "\\ud800"]]}', '{"typed": [["note", "\\u0000"]]}']
)
def test_what_no_page_carries_is_dropped_at_a_sign_in(made_registry_url: str, text: str) -> None:
    desk = a_desk(made_registry_url, "2022-06-02")
    number = desk.start()
    carry(desk, "coord", f"/instances/{number}/gates/earlier_order", text)
    assert drafted(desk, "coord", number) is None


@pytest.mark.parametrize("number", ["", "9", "9999999999"])
def test_nothing_is_kept_at_a_gate_that_whoever_signs_in_may_not_prepare(
    made_registry_url: str, number: str
) -> None:
    desk = a_desk(made_registry_url, "2022-06-02")
    load_far_province(desk)
    own = desk.start()
    text = json.dumps(as_draft([("note", "ฉบับร่าง")]))
    carry(desk, "far.coord", f"/instances/{number or own}/gates/earlier_order", text)
    assert drafted(desk, "far.coord", own) is None


def drafted(desk: Desk, ref: str, instance: int) -> object:
    """What the person has in draft at the first gate."""
    with desk.office.registry.reading() as connection:
        who = person(connection, ref, field="person")
        return draft_of(connection, GateDraftKey(who.id, instance, "earlier_order"))


@pytest.mark.parametrize("other", [0, 10**30])
def test_a_step_of_a_catch_up_is_of_its_own_district(made_registry_url: str, other: int) -> None:
    desk = a_desk(made_registry_url, "2022-06-02", MAE_FAH_LUANG, "5704")
    here, there = desk.start(), desk.start(district="5704")
    step = {
        "instance": other or there, "gate": "earlier_order", "by": "57/psdhs_coordinator/1",
        "decided_on": "2022-06-02", "answer": {"finding": "none"}, "about": None, "reason": None,
        "held": [], "title": "x", "typed": [], "said": [],
    }  # fmt: skip
    guest = visitor(desk, "coord")
    page = guest.post(
        f"/instances/{here}/catch-up", {"steps": json.dumps([step]), "step": "record"}
    )
    assert page.status < 500
    assert "earlier_order" in desk.waits_at(there)


# --- what was written in ill will, wherever it is shown ------------------------------------------


def test_what_was_typed_is_shown_as_it_was_typed_on_every_page(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02")
    with desk.office.registry.writing("TH") as write:
        add_person(write, title_th="นาย", name_th=EVIL, ref="evil")
    give(desk, "observer", MAE_FAH_LUANG)
    scan = Upload(f"{EVIL.replace('/', '')}.pdf", "application/pdf", SCAN.content)
    number = desk.start()
    desk.decide(
        number, "earlier_order", "57/psdhs_coordinator/1", "2022-06-02", {"finding": "none"},
        evidence=[scan],
    )  # fmt: skip
    admin = visitor(desk, give(desk, "admin", "TH"))
    for path in (
        "/people", "/people/evil", "/documents", HERE, f"/instances/{number}", "/redactions",
        f"/search?q={EVIL[:8]}", f"/people?q={EVIL}", f"/offices?q={EVIL}", f"/board?on={EVIL}",
        f"/start?district={EVIL}", f"/offices/holder/{MAE_FAH_LUANG}/district_chief?person={EVIL}",
    ):  # fmt: skip
        page = admin.get(path)
        assert page.status < 500, path
        assert not page.tree.xpath("//script[not(@src)] | //@onmouseover | //@style"), path
    assert "&lt;script&gt;" in admin.get("/people/evil").response.text
    answer = admin.client.get("/documents/1")
    assert "\r" not in answer.headers["content-disposition"]
    assert '"' not in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_whoever_the_demo_does_not_know_is_not_looked_at_as(sqlite_url: str) -> None:
    app = make_app(a_desk(sqlite_url).office)
    app.state.kind = "demo"
    guest = Visitor(app)
    guest.client.cookies.set("prasan-demo", "coord", domain="desk.localhost")
    for named in ("ไม่มีคนนี้", EVIL, "a\r\nset-cookie: b=c", ""):
        assert guest.post("/demo", {"person": named}).status == 422
