"""Several desks over one registry: whichever answers next knows what the one before held."""

import socket
from collections.abc import Iterator

import pytest

from desk.web.frame.app import make_app
from desk.web.frame.server import own_desk
from flows.capabilities import open_installation
from registry.queries.documents import documents
from registry.store import Registry
from tests.builders import Desk, a_desk
from tests.desk.web.at_gates import CHIEF, PDF, desk_at, fill, place
from tests.desk.web.visitor import Visitor, signed_in


@pytest.fixture
def second(made_registry_url: str) -> Iterator[Registry]:
    opened = Registry(made_registry_url)
    yield opened
    opened.dispose()


def desks(desk: Desk, second: Registry, ref: str | None = None) -> tuple[Visitor, Visitor]:
    """One browser at two desks: what it is known by at one, it is at the other."""
    second.clock = desk.clock
    here = Visitor(make_app(desk.office), signed_in(desk.office, ref) if ref else None)
    there = Visitor(make_app(open_installation(second)))
    there.client.cookies = here.client.cookies
    return here, there


def test_a_scan_that_one_desk_holds_is_recorded_at_another(
    made_registry_url: str, second: Registry
) -> None:
    desk, instance = desk_at(made_registry_url, "advocacy")
    here, there = desks(desk, second, "coord")
    scan = {"evidence": PDF}
    refused = fill(here, instance, "advocacy#1", CHIEF, "2/6/65", {"result": "agreed"}, files=scan)
    assert refused.status == 422
    again = {"result": "agreed", "held": refused.value("held"), "step": "send"}
    done = there.post(
        place(instance, "advocacy#1"), {"by": CHIEF, "decided_on": "2/6/2565", **again}
    )
    assert done.path == f"/instances/{instance}"
    with desk.office.registry.reading() as connection:
        kept = [one.kind for one in documents(connection, instance_id=instance)]
    assert kept.count("scan.advocacy") == 1


def test_an_address_has_its_tries_once_however_many_desks_there_are(
    made_registry_url: str, second: Registry
) -> None:
    pair = desks(a_desk(made_registry_url), second)
    for one in pair:
        one.get("/invitation")
    tries = [pair[turn % 2].post("/invitation", {"code": "x"}).status for turn in range(32)]
    assert tries == [422] * 30 + [429] * 2


@pytest.mark.parametrize("made_registry_url", ["sqlite"], indirect=True)
def test_over_sqlite_a_desk_of_its_own_is_refused_in_a_sentence(
    made_registry_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRASAN_REGISTRY", made_registry_url)
    with pytest.raises(SystemExit) as ended:
        own_desk()
    assert ended.value.code == 2
    assert "served by `prasan up` alone" in capsys.readouterr().err
    monkeypatch.setenv("PRASAN_DESK_PORT", "80")
    with pytest.raises(SystemExit) as ended:
        own_desk()
    assert "PRASAN_DESK_PORT" in capsys.readouterr().err


@pytest.mark.parametrize("made_registry_url", ["postgresql"], indirect=True)
def test_a_desk_of_several_processes_answers_at_once_at_a_door_that_was_made_before_it(
    made_registry_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRASAN_REGISTRY", made_registry_url)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))  # as uvicorn --workers hands it to each process
        own_desk()
        door.listen()
        with socket.create_connection(door.getsockname()), door.accept()[0] as connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
