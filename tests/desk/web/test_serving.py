import socket
from collections.abc import Iterator

import pytest

from config.settings import Settings
from desk.web.serving import DeskNotServed, listening


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


def test_where_the_port_is_taken_the_desk_opens_at_another(taken: int) -> None:
    with listening(Settings(_env_file=None, desk_port=taken)) as door:
        assert door.getsockname()[1] not in (0, taken)


def test_behind_a_proxy_a_port_that_is_taken_is_refused(taken: int) -> None:
    settings = Settings(_env_file=None, desk_port=taken, desk_secure=True)
    with pytest.raises(DeskNotServed) as refused:
        listening(settings)
    assert refused.value.field == "PRASAN_DESK_PORT"
    assert f"port {taken} (Address already in use)" in refused.value.sentence.en


def test_an_address_that_is_not_this_machines_is_refused() -> None:
    with pytest.raises(DeskNotServed):
        listening(Settings(_env_file=None, desk_host="192.0.2.1"))
