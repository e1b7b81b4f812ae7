import json

import pytest

from config.settings import Settings
from desk.cli.call import Call
from desk.cli.commands.access import INVITATION_PAGE, first_admin_link
from desk.cli.commands.up import first_link
from flows.capabilities import net
from registry.records.accounts import accept_invitation, limits_of
from registry.records.identity_matches import match_identity
from registry.records.identity_sign_ins import IdentityUnknown, Subject, sign_in_by_identity
from registry.records.invitations import invitation_of
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal, attempts, tables

BY_ADMIN = ("--recorded-by", "admin")
BY_COORD = ("--recorded-by", "coord")
CHIEF = "5715.chief"


@pytest.fixture
def prasan(sqlite_url: str) -> Terminal:
    return Terminal(sqlite_url)


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def test_invite_prints_a_link_that_works_once_and_close_ends_it(
    prasan: Terminal, desk: Desk
) -> None:
    made = prasan("people", "invite", "coord", *BY_ADMIN, "--json").json
    assert (made["person"], made["purpose"]) == ("coord", "invite")
    token = made["path"].removeprefix(INVITATION_PAGE)
    again = ("people", "invite", "coord", *BY_ADMIN)
    assert prasan.refused(*again) == ("invitation_works", "--instead-of")
    seen = prasan(*again, "--instead-of", "1", "--lang", "en").out
    assert INVITATION_PAGE in seen
    assert token not in seen
    assert prasan("people", "accounts", "--json").json["accounts"][0]["state"] == "invited"
    assert prasan("people", "close", "coord", *BY_ADMIN).code == 0
    assert "ปิดแล้ว" in prasan("people", "accounts").out
    assert prasan.refused("people", "close", "coord", *BY_ADMIN) == ("no_account", "person")
    assert prasan.refused("people", "invite", "coord2", *BY_COORD) == ("may_not", "recorded_by")


def test_a_refused_act_on_an_account_is_noted_without_what_was_typed(
    prasan: Terminal, desk: Desk
) -> None:
    prasan.refused("people", "contact", CHIEF, "phone", "no number", *BY_COORD)
    assert attempts(prasan.url) == [("coord", "people contact", "contact_unfit")]


def test_a_contact_is_set_and_erased_and_never_shown(prasan: Terminal, desk: Desk) -> None:
    said = prasan("people", "contact", CHIEF, "phone", "053 123 456", *BY_COORD, "--json")
    assert said.json == {"person": CHIEF, "kind": "phone", "erased": False}
    assert len(tables(prasan.url)["contact"]) == 1
    assert prasan("people", "contact", CHIEF, "phone", "--erase", *BY_COORD).code == 0
    assert tables(prasan.url)["contact"] == []
    words = ("people", "contact", CHIEF, "phone", *BY_COORD)
    assert prasan.refused(*words) == ("usage_missing", "VALUE")


def test_own_data_is_json_either_way(prasan: Terminal, desk: Desk) -> None:
    by_json = prasan("people", "own-data", CHIEF, "--recorded-by", CHIEF, "--json").json
    plain = json.loads(prasan("people", "own-data", CHIEF, "--recorded-by", CHIEF).out)
    assert by_json == plain
    assert by_json["offices"][0]["ref"] == "5715/district_chief"


def test_erasing_contacts_by_hand_says_how_many(prasan: Terminal, desk: Desk) -> None:
    done = prasan("people", "erase-contacts", *BY_ADMIN, "--json")
    assert done.json == {"erased": {"people": 0, "contacts": 0}}
    assert prasan.refused("people", "erase-contacts", *BY_COORD) == ("may_not", "recorded_by")


def test_the_privacy_notice_is_read_in_both_languages(prasan: Terminal, desk: Desk) -> None:
    assert "12 เดือน" in prasan("people", "notice", "--area", "57").out
    assert "12 months" in prasan("people", "notice", "--lang", "en").out


def test_the_first_link_is_there_until_the_administrator_has_a_password(desk: Desk) -> None:
    registry, settings = desk.office.registry, Settings()
    link = first_admin_link(registry, settings)
    assert link is not None
    token = link.removeprefix(INVITATION_PAGE)
    assert invitation_of(registry, token).purpose == "first_admin"
    accept_invitation(registry, token, "seven rivers under one bridge", limits=limits_of(settings))
    assert first_admin_link(registry, settings) is None


def test_links_begin_with_the_address_that_people_open_the_pages_at_or_are_served_at(
    prasan: Terminal, desk: Desk, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = prasan("people", "invite", CHIEF, *BY_ADMIN).out
    assert "http://127.0.0.1:8420/invitation#" in served
    monkeypatch.setenv("PRASAN_DESK_URL", "https://prasan.test")
    (first,) = first_link(Call("up", url=sqlite_url), "http://127.0.0.1:8420")
    assert "https://prasan.test/invitation#" in first.en
    again = prasan("people", "invite", CHIEF, *BY_ADMIN, "--instead-of", "1").out
    assert "https://prasan.test/invitation#" in again


def test_who_came_from_the_provider_is_matched_and_unmatched_by_number(
    prasan: Terminal, desk: Desk
) -> None:
    registry, limits = desk.office.registry, limits_of(Settings())
    subject = Subject("https://login.example.go.th", "7", "Prasan Dee")
    with pytest.raises(IdentityUnknown) as told:
        sign_in_by_identity(registry, subject, limits=limits, net=net())
    number = str(told.value.values["number"])
    assert "Prasan Dee" in prasan("people", "identities", "--lang", "en").out
    assert prasan.refused("people", "match", number, "coord2", *BY_COORD) == (
        "may_not", "recorded_by",
    )  # fmt: skip
    assert prasan.refused("people", "match", "99", "coord", *BY_ADMIN) == (
        "no_unknown_identity", "identity",
    )  # fmt: skip
    made = prasan("people", "match", number, "coord", *BY_ADMIN, "--json").json
    assert made["person"] == "coord"
    assert sign_in_by_identity(registry, subject, limits=limits, net=net()).person.ref == "coord"
    listed = prasan("people", "identities", "--json").json
    assert [one["ref"] for one in listed["matched"]] == ["coord"]
    assert listed["unknown"] == []
    ended = str(made["identity"])
    assert prasan("people", "unmatch", ended, *BY_ADMIN).code == 0
    assert prasan.refused("people", "unmatch", ended, *BY_ADMIN) == ("no_such_identity", "identity")


def test_an_account_without_a_password_is_in_use_while_a_match_stands(
    prasan: Terminal, desk: Desk
) -> None:
    registry, limits = desk.office.registry, limits_of(Settings())
    with pytest.raises(IdentityUnknown) as told:
        sign_in_by_identity(registry, Subject("https://a.example", "7"), limits=limits, net=net())
    match = match_identity(
        registry, int(str(told.value.values["number"])), "coord", recorded_by="admin"
    )
    assert prasan("people", "accounts", "--json").json["accounts"][0]["state"] == "active"
    prasan("people", "unmatch", str(match.number), *BY_ADMIN)
    assert prasan("people", "accounts", "--json").json["accounts"][0]["state"] == "invited"
