"""Signing in by the office's own identity provider, which stands on loopback here."""

import json
import re
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from config.settings import Settings
from desk.web.frame.app import make_app
from flows.capabilities import net, open_installation
from registry.facts import end
from registry.models import Attempt, Holding, ProviderIdentity, SignIn, UnknownIdentity
from registry.queries.people import person
from registry.records.accounts import close_account, limits_of
from registry.records.identity_matches import end_match, match_identity
from registry.records.identity_sign_ins import IdentityUnknown, Subject, sign_in_by_identity
from registry.store import Registry
from registry.verification import verify
from tests.builders import Desk, a_desk
from tests.desk.web.visitor import Page, Visitor, signed_in
from tests.identity_provider import CLIENT, SECRET, Provider, a_key, a_provider, client_secret_key

LEAVE, RETURN = "/sign-in/provider", "/sign-in/provider/return"
SUBJECT = "1-1020-30405-06-7"
MOST = 2**31 - 1
DEEP = "[" * 100_000  # nested deeper than Python reads


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


@pytest.fixture
def provider(desk: Desk) -> Iterator[Provider]:
    with a_provider(desk.clock) as made:
        yield made


def guest_of(desk: Desk, settings: Settings, ref: str | None = None) -> Visitor:
    office = open_installation(desk.office.registry, settings)
    return Visitor(make_app(office), signed_in(office, ref) if ref else None)


def led_away(guest: Visitor, place: str = "/me") -> str:
    """Where the desk sends the browser to sign in."""
    answer = guest.client.get(f"{LEAVE}?next={place}", follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def came_by(guest: Visitor, provider: Provider, place: str = "/me", **claims: object) -> Page:
    """Sign in at the provider and come back."""
    return guest.get(provider.lets_in(led_away(guest, place), SUBJECT, **claims))


def number_told(page: Page) -> int:
    found = re.search(r"หมายเลข (\d+)", page.problems[0])
    assert found is not None
    return int(found[1])


def matched(desk: Desk, provider: Provider, ref: str = "coord") -> tuple[Visitor, int]:
    """A browser whose person was matched by the administrator, and the number of the match."""
    guest = guest_of(desk, provider.settings)
    number = number_told(came_by(guest, provider))
    made = match_identity(desk.office.registry, number, ref, recorded_by="admin")
    return guest, made.number


def count(registry: Registry, table: type) -> int:
    with registry.reading() as connection:
        return connection.scalars(select(func.count()).select_from(table)).one()


def noted(registry: Registry) -> list[tuple[str, str]]:
    with registry.reading() as connection:
        rows = connection.execute(select(Attempt.target, Attempt.code).order_by(Attempt.id))
        return [(row.target, row.code) for row in rows]


@pytest.mark.parametrize(
    ("called", "kept"),
    [
        ("ประสาน ดี 1-1017-00203-45-0", "ประสาน ดี …"),
        ("ประสาน ๑๑๐๑๗๐๐๒๐๓๔๕๐ ดี", "ประสาน … ดี"),
        ("ประสาน 1,1017,00203,45,0", "ประสาน …"),
        ("1101700203450@example.go.th", "…@example.go.th"),
        ("prasan.dee 081-234-5678", "prasan.dee …"),
        ("prasan.dee@example.go.th รุ่น 2565-2567", "prasan.dee@example.go.th รุ่น 2565-2567"),
    ],
)
def test_of_what_a_provider_calls_somebody_the_numbers_go_that_the_net_knows_and_the_name_stays(
    sqlite_url: str, called: str, kept: str
) -> None:
    registry = a_desk(sqlite_url).office.registry
    subject, limits = Subject("https://login.example.go.th", "7", called), limits_of(Settings())
    with pytest.raises(IdentityUnknown):
        sign_in_by_identity(registry, subject, limits=limits, net=net())
    with registry.reading() as connection:
        assert connection.scalars(select(UnknownIdentity.called)).one() == kept


def test_who_was_matched_by_an_administrator_signs_in_to_the_page_that_was_asked_for(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url)
    with a_provider(desk.clock) as provider:
        guest = guest_of(desk, provider.settings)
        told = came_by(guest, provider, "/board", name="ประสาน ดี 1-1020-30405-06-7 1102030405067")
        assert told.status == 422
        admin = guest_of(desk, provider.settings, "admin")
        page = admin.get("/identities")
        number = number_told(told)
        assert "ประสาน ดี …" in page.main
        assert SUBJECT not in page.response.text
        answer = admin.post("/identities", {"identity": str(number), f"person_{number}": "coord"})
        assert answer.path == "/people/coord"
        assert came_by(guest, provider, "/board").path == "/board"
        assert guest.get("/me").status == 200
    registry = desk.office.registry
    assert count(registry, UnknownIdentity) == 0
    assert verify(registry) == ()


def test_somebody_unknown_is_let_in_by_nothing_and_kept_once_for_an_administrator(
    desk: Desk, provider: Provider
) -> None:
    guest = guest_of(desk, provider.settings)
    first, second = (number_told(came_by(guest, provider)) for _ in range(2))
    assert first == second
    assert count(desk.office.registry, UnknownIdentity) == 1
    assert count(desk.office.registry, SignIn) == 0
    assert guest.get("/me").path == "/sign-in"


def other_key(provider: Provider) -> None:
    provider.signs_with = a_key()


def secret_for_key(provider: Provider) -> None:
    provider.signs_with, provider.algorithm = client_secret_key(), "HS256"


def claim(**wrong: object) -> Callable[[Provider], None]:
    return lambda provider: provider.wrong.update(wrong)


def expired(provider: Provider) -> None:
    provider.wrong["exp"] = int((provider.clock.now() - timedelta(hours=1)).timestamp())


def body(path: str, status: int, text: str) -> Callable[[Provider], None]:
    return lambda provider: provider.bodies.update({path: (status, text)})


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (other_key, "identity_unsigned"),
        (secret_for_key, "identity_unsigned"),
        (body("/token", 200, '{"access_token": "a", "token_type": "Bearer"}'), "identity_unsigned"),
        (body("/keys", 200, '{"keys": "none"}'), "identity_unsigned"),
        (claim(aud="another desk"), "identity_of_another"),
        (claim(aud="another desk", azp=CLIENT), "identity_of_another"),
        (claim(aud=[CLIENT, "another desk"], azp="another desk"), "identity_of_another"),
        (claim(iss="https://elsewhere.example"), "identity_of_another"),
        (claim(nonce="of another sign-in"), "identity_of_another"),
        (claim(sub=""), "identity_of_another"),
        (claim(sub="a\0b"), "provider_unfit"),
        (expired, "identity_expired"),
        (body("/token", 400, '{"error": "invalid_grant"}'), "provider_refuses"),
        (body("/token", 502, "<html>"), "provider_away"),
        (body("/token", 200, "[]"), "provider_away"),
        (body("/token", 200, DEEP), "provider_away"),
        (body("/keys", 200, DEEP), "provider_away"),
    ],
)
def test_what_does_not_prove_who_it_is_lets_nobody_in_and_changes_nothing(
    desk: Desk, provider: Provider, wrong: Callable[[Provider], None], code: str
) -> None:
    guest, _ = matched(desk, provider)
    wrong(provider)
    page = came_by(guest, provider)
    assert (page.status, len(page.problems)) == (422, 1)
    assert "บัญชีกระทรวง" in page.problems[0]
    assert noted(desk.office.registry)[-1] == (f"desk {RETURN}", code)
    assert count(desk.office.registry, SignIn) == 0
    assert count(desk.office.registry, UnknownIdentity) == 0


def test_a_key_that_nobody_knows_beside_the_providers_own_keeps_nobody_out(
    desk: Desk, provider: Provider
) -> None:
    guest, _ = matched(desk, provider)
    unknown = {"kty": "EC", "crv": "P-999", "x": "AA", "y": "AA", "kid": "2"}
    keys = [unknown, {"kty": "new"}, {"kty": "RSA"}, 7, provider.key.as_dict(private=False)]
    provider.bodies["/keys"] = 200, json.dumps({"keys": keys})
    assert came_by(guest, provider).status != 422
    assert count(desk.office.registry, SignIn) == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (body("/.well-known/openid-configuration", 500, ""), "provider_away"),
        (body("/.well-known/openid-configuration", 200, "[]"), "provider_away"),
        (body("/.well-known/openid-configuration", 200, DEEP), "provider_away"),
        (lambda one: one.says.update(issuer="https://elsewhere.example"), "provider_unfit"),
        (lambda one: one.says.update(authorization_endpoint="http://plain.example"),
         "provider_unfit"),
    ],
)  # fmt: skip
def test_a_provider_that_is_not_as_the_settings_say_is_told_before_anybody_leaves(
    desk: Desk, provider: Provider, wrong: Callable[[Provider], None], code: str
) -> None:
    wrong(provider)
    page = guest_of(desk, provider.settings).get(LEAVE, "en")
    assert (page.status, len(page.problems)) == (422, 1)
    assert "Ministry Login" in page.problems[0]
    assert noted(desk.office.registry) == [(f"desk {LEAVE}", code)]


def test_a_provider_that_is_away_or_late_is_told_and_the_password_still_opens(
    desk: Desk, provider: Provider
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    away = provider.settings.model_copy(update={"oidc_issuer": f"http://127.0.0.1:{port}"})
    page = guest_of(desk, away).get(LEAVE)
    assert "ติดต่อ บัญชีกระทรวง ไม่ได้" in page.problems[0]
    assert page.tree.cssselect("input[name=password]")
    provider.slow = "/.well-known/openid-configuration"
    late = provider.settings.model_copy(update={"oidc_seconds": 0.1})
    assert "ไม่ตอบภายในเวลา" in guest_of(desk, late).get(LEAVE).problems[0]


def test_whom_the_provider_turns_away_is_told_so(desk: Desk, provider: Provider) -> None:
    guest = guest_of(desk, provider.settings)
    back = provider.lets_in(led_away(guest), SUBJECT)
    page = guest.get(re.sub("code=[^&]*", "error=access_denied", back))
    assert noted(desk.office.registry)[-1][1] == "provider_refuses"
    assert page.status == 422


def test_each_way_back_is_good_once_in_the_browser_that_left_and_for_minutes(
    desk: Desk, provider: Provider
) -> None:
    guest, _ = matched(desk, provider)
    back = provider.lets_in(led_away(guest), SUBJECT)
    stranger = guest_of(desk, provider.settings)
    assert "มิได้เริ่มจากเบราว์เซอร์นี้" in stranger.get(back).problems[0]
    of_another = provider.lets_in(led_away(stranger), SUBJECT)
    assert "มิได้เริ่มจากเบราว์เซอร์นี้" in guest.get(of_another).problems[0]
    back = provider.lets_in(led_away(guest), SUBJECT)
    kept = str(guest.client.cookies.get("prasan-provider"))
    assert guest.get(back).path == "/me"
    stranger.client.cookies.set("prasan-provider", kept, domain="desk.localhost")
    assert "ใช้ไปแล้ว" in stranger.get(back).problems[0]
    late = provider.lets_in(led_away(stranger), SUBJECT)
    desk.office.registry.clock.at += timedelta(minutes=11)  # type: ignore[attr-defined]
    assert "เกินสิบนาที" in stranger.get(late).problems[0]


def test_whoever_left_from_one_desk_comes_back_to_another(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    second = Registry(made_registry_url, desk.clock)
    with a_provider(desk.clock) as provider:
        guest, _ = matched(desk, provider)
        there = Visitor(make_app(open_installation(second, provider.settings)))
        back = provider.lets_in(led_away(guest), SUBJECT)
        there.client.cookies = guest.client.cookies
        assert there.get(back).path == "/me"
    second.dispose()


def test_nobody_is_led_away_without_a_challenge_a_state_and_a_nonce_of_their_own(
    desk: Desk, provider: Provider
) -> None:
    guest = guest_of(desk, provider.settings)
    first, second = led_away(guest), led_away(guest)
    for word in ("state", "nonce", "code_challenge"):
        one, other = (re.search(rf"{word}=([\w-]+)", said) for said in (first, second))
        assert one
        assert other
        assert one[1] != other[1]
    assert "code_challenge_method=S256" in first


def test_an_ended_match_a_closed_account_and_a_lost_office_let_nobody_in(
    desk: Desk, provider: Provider
) -> None:
    registry = desk.office.registry
    signed_in(desk.office, "coord")  # has a password besides
    guest, number = matched(desk, provider)
    came_by(guest, provider)
    end_match(registry, number, recorded_by="admin")
    assert guest.get("/me").path == "/sign-in"
    guest, number = matched(desk, provider)
    close_account(registry, "coord", recorded_by="admin")
    guest, _ = matched(desk, provider)
    assert came_by(guest, provider).path == "/me"
    with registry.writing("57") as write:
        who = person(write.connection, "coord", field="person")
        end(write, Holding, {"person_id": who.id}, on=write.today)
    assert "ไม่มีตำแหน่ง" in came_by(guest, provider).problems[0]
    assert count(registry, ProviderIdentity) == 3


def test_a_form_that_came_too_late_waits_for_who_signs_in_at_the_provider(
    desk: Desk, provider: Provider
) -> None:
    matched(desk, provider, "admin")
    guest = guest_of(desk, provider.settings, "admin")
    guest.get("/people/coord")
    desk.office.registry.clock.at += timedelta(hours=13)  # type: ignore[attr-defined]
    page = guest.post("/people/coord/contacts", {"phone": "053 000 111", "email": ""})
    assert page.status == 401
    (way,) = page.tree.xpath("//main//a[starts-with(@href, '/sign-in/provider?')]/@href")
    away = guest.client.get(way, follow_redirects=False).headers["location"]
    shown = guest.get(provider.lets_in(away, SUBJECT))
    assert shown.tree.xpath("//main//form/@action") == ["/people/coord/contacts"]
    assert shown.value("phone") == "053 000 111"


def test_signing_out_tells_of_the_sign_in_that_is_still_open_at_the_provider(
    desk: Desk, provider: Provider
) -> None:
    guest, _ = matched(desk, provider)
    came_by(guest, provider)
    page = guest.post("/sign-out")
    (way,) = (one for one in page.links() if one.endswith("/sign-out"))
    answer = guest.client.get(way, follow_redirects=False)
    assert answer.headers["location"].startswith(f"{provider.issuer}/leave?client_id=")
    for said in (None, "https://[", 7):
        provider.says["end_session_endpoint"] = said
        assert guest.get(way).status == 422


def test_an_address_goes_to_the_provider_only_so_often(desk: Desk, provider: Provider) -> None:
    guest = guest_of(desk, provider.settings)
    tries = [guest.client.get(RETURN).status_code for _ in range(31)]
    assert tries[:30] == [422] * 30
    assert tries[-1] == 429


def test_without_a_provider_there_is_no_way_to_one(desk: Desk) -> None:
    guest = guest_of(desk, Settings())
    assert guest.get(LEAVE).status == 404
    assert not [one for one in guest.get("/sign-in").links() if "provider" in one]


def test_a_match_is_an_administrators_alone_and_names_what_does_not_fit(
    desk: Desk, provider: Provider
) -> None:
    number = number_told(came_by(guest_of(desk, provider.settings), provider))
    assert guest_of(desk, provider.settings, "coord").get("/identities").status == 403
    admin = guest_of(desk, provider.settings, "admin")
    admin.get("/identities")
    sent = {"identity": str(number), f"person_{number}": "nobody at all"}
    page = admin.post("/identities", sent)
    assert page.status == 422
    assert page.beside(f"person_{number}")
    assert page.value(f"person_{number}") == "nobody at all"
    assert (
        admin.post("/identities", {"identity": str(MOST), f"person_{MOST}": "coord"}).status == 422
    )


def test_the_clients_secret_is_shown_nowhere(
    provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    assert SECRET not in repr(provider.settings)
    assert SECRET not in provider.settings.model_dump_json()
    assert SECRET not in caplog.text
