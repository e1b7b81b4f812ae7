import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import Settings
from desk.web.frame.server import (
    DemoNotServed,
    DeskNotServed,
    listening,
    refuse_demo_to_others,
    serving,
)
from flows.capabilities import open_installation
from registry.records.new_registry import make_registry
from registry.store import Registry

PAGES = Path(__file__).parents[4] / "templates" / "desk"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port of loopback at which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_the_desk_opens_at_the_port_that_is_asked_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        free = other.getsockname()[1]
    with listening(Settings(_env_file=None, desk_port=free, desk_secure=True)) as door:
        assert door.getsockname() == ("127.0.0.1", free)


def test_no_part_of_an_answer_waits_until_the_one_before_has_come(taken: int) -> None:
    with (
        listening(Settings(_env_file=None, desk_port=taken)) as door,
        socket.create_connection(door.getsockname()),
        door.accept()[0] as connection,
    ):
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_where_the_port_is_taken_the_desk_opens_at_another(taken: int) -> None:
    with listening(Settings(_env_file=None, desk_port=taken)) as door:
        assert door.getsockname()[1] not in (0, taken)


def test_behind_a_proxy_a_port_that_is_taken_is_refused(taken: int) -> None:
    settings = Settings(_env_file=None, desk_port=taken, desk_secure=True)
    with pytest.raises(DeskNotServed) as refused:
        listening(settings)
    assert refused.value.field == "PRASAN_DESK_PORT"
    assert f"port {taken} (another program uses this port)" in refused.value.sentence.en


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry of a demo in which nothing happened."""
    registry = Registry(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}")
    make_registry(registry, "demo")
    yield registry
    registry.dispose()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"desk_host": "0.0.0.0"}, "PRASAN_DESK_HOST"),  # noqa: S104 — refused
        ({"desk_host": "::"}, "PRASAN_DESK_HOST"),
        ({"desk_host": "192.168.1.7"}, "PRASAN_DESK_HOST"),
        ({"desk_secure": True}, "PRASAN_DESK_SECURE"),
        ({"desk_url": "https://desk.go.th"}, "PRASAN_DESK_URL"),
        ({"desk_host": "127.0.0.1"}, None),
        ({"desk_host": "localhost", "desk_url": "http://127.0.0.2:8420"}, None),
    ],
)
def test_a_demo_is_served_on_this_machine_alone(
    demo: Registry, told: dict[str, str | bool], field: str | None, tmp_path: Path
) -> None:
    office = open_installation(demo, Settings.model_validate({"home": tmp_path, **told}))
    if field is None:
        refuse_demo_to_others(office)
        return
    with pytest.raises(DemoNotServed) as refused, serving(office):
        pass
    assert refused.value.field == field
    assert field in refused.value.sentence.th


def test_an_address_that_is_not_this_machines_is_refused() -> None:
    with pytest.raises(DeskNotServed):
        listening(Settings(_env_file=None, desk_host="192.0.2.1"))


def test_every_form_that_records_is_left_behind_once_it_was_sent() -> None:
    recording = [
        form
        for page in PAGES.glob("*.html")
        for form in re.findall(r"<form.*?</form>", page.read_text(encoding="utf-8"), re.DOTALL)
        if 'value="record"' in form
    ]
    assert len(recording) > 10
    assert [form[:90] for form in recording if "data-once" not in form.partition(">")[0]] == []
