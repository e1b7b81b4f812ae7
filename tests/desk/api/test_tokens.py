"""Tokens: given by an administrator, shown once, ended by time, revocation or the part's end."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from registry.facts import end
from registry.models import ApiToken, Holding, table_of
from registry.queries.people import person
from registry.records.accounts import close_account
from registry.records.api_tokens import (
    NoSuchApiToken,
    PartNotHeld,
    TooManyApiTokens,
    make_api_token,
    revoke_api_token,
)
from registry.records.bearers import LASTS, MOST
from registry.records.rate_limits import TRIES_OF_ADDRESS
from registry.records.rights import MayNot
from tests.builders import Desk, a_desk
from tests.desk.api.programs import V1, CallingProgram, client_of, program, refused
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor

TOKEN = re.compile(r'<textarea id="token"[^>]*>([\w-]{40,})</textarea>')


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def state(one: CallingProgram) -> str:
    answer = one.get("/token")
    return "works" if answer.status_code == 200 else refused(answer)[1]


def test_only_who_administers_the_area_gives_tokens_and_only_for_parts_that_are_held(
    desk: Desk,
) -> None:
    registry = desk.office.registry
    with pytest.raises(MayNot):
        make_api_token(registry, "coord", "coordinator", "57", recorded_by="coord2")
    for part, area in (("coordinator", "84"), ("chief", "57"), ("nonsense", "57")):
        with pytest.raises(PartNotHeld):
            make_api_token(registry, "coord", part, area, recorded_by="admin")
    for last in range(MOST):
        make_api_token(registry, "coord", "coordinator", "57", recorded_by="admin", beside=last)
    with pytest.raises(TooManyApiTokens):
        make_api_token(registry, "coord", "coordinator", "57", recorded_by="admin")


def test_a_token_is_shown_once_and_only_its_digest_is_kept(desk: Desk) -> None:
    admin = visitor(desk, "admin")
    page = admin.post("/people/coord/tokens", {"which": "coordinator|57"})
    found = TOKEN.search(page.response.text)
    assert found
    assert found[1] not in admin.get("/people/coord/tokens").response.text
    again = admin.post("/people/coord/tokens", {"which": "coordinator|57"})
    assert "เลขที่ 1" in again.beside("which")
    assert not TOKEN.search(again.response.text)
    with desk.office.registry.reading() as connection:
        (kept,) = connection.execute(select(table_of(ApiToken))).all()
    assert kept.token_sha256 != found[1]
    borne = CallingProgram(client_of(admin.app), found[1])
    assert borne.get("/token").json()["person"] == "coord"
    admin.post("/people/coord/tokens/revoke", {"token": "1"})
    assert state(borne) == "token_refused"
    assert visitor(desk, "coord").get("/people/coord/tokens").status == 403


def test_a_token_ends_with_its_time_with_the_account_and_with_the_part(desk: Desk) -> None:
    registry = desk.office.registry
    visitor(desk, "coord")  # who has an account
    by_time, by_account = program(desk, "coord2"), program(desk)
    chief = program(desk, "5715.chief", "chief", "5715")
    assert [state(one) for one in (by_time, by_account, chief)] == ["works"] * 3
    close_account(registry, "coord", recorded_by="admin")
    assert state(by_account) == "token_refused"
    with registry.writing("TH", "5715") as write:
        who = person(write.connection, "5715.chief", field="person")
        end(write, Holding, {"person_id": who.id}, on=write.today)
    assert state(chief) == "token_refused"
    desk.on(registry.today + LASTS + timedelta(days=1))
    assert state(by_time) == "token_refused"


def test_the_person_revokes_their_own_token_and_nobody_elses(desk: Desk) -> None:
    registry, borne = desk.office.registry, program(desk)
    with pytest.raises(MayNot):
        revoke_api_token(registry, 1, recorded_by="coord2")
    revoke_api_token(registry, 1, recorded_by="coord")
    assert state(borne) == "token_refused"
    with pytest.raises(NoSuchApiToken):
        revoke_api_token(registry, 1, recorded_by="coord")


def test_a_token_in_an_address_is_refused_even_where_it_works(desk: Desk) -> None:
    borne = program(desk)
    for path in ("/token?token=x", f"/waiting?access_token={borne.token}"):
        assert refused(borne.get(path)) == (422, "token_in_address", "Authorization")
    without = borne.client.get(f"{V1}/token")
    assert refused(without) == (401, "token_missing", "Authorization")
    assert without.headers["www-authenticate"] == "Bearer"


def test_wrong_tokens_are_limited_as_wrong_passwords_are_and_a_right_one_is_let_in(
    desk: Desk,
) -> None:
    borne = program(desk)
    guess = CallingProgram(borne.client, "guess")
    told = [refused(guess.get("/token"))[:2] for _ in range(TRIES_OF_ADDRESS.hits + 1)]
    assert set(told[:-1]) == {(401, "token_refused")}
    assert told[-1] == (429, "calls_too_often")
    assert state(borne) == "works"


def test_the_command_line_makes_lists_and_revokes(desk: Desk) -> None:
    prasan, by = Terminal(str(desk.office.registry.url)), ("--recorded-by", "admin")
    of = ("--part", "coordinator", "--area", "57")
    made = prasan("token", "make", "coord", *of, *by, "--json").json
    borne = CallingProgram(client_of(visitor(desk).app), made["token"])
    assert state(borne) == "works"
    assert prasan("token", "list", "coord", "--json").json["tokens"][0]["id"] == made["number"]
    assert made["token"] not in prasan("token", "list", "coord").out
    assert prasan("token", "revoke", "1", *by).code == 0
    assert prasan.refused("token", "revoke", "1", *by) == ("no_such_api_token", "token")
    other = ("token", "make", "coord", "--part", "x", "--area", "57", *by)
    assert prasan.refused(*other)[0] == "part_not_held"
