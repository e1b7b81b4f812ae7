"""Work that one process at a time does for a registry."""

import os
import signal
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import NullPool

from flows.runtime.up_lock import SWEEP, AnotherSweep
from registry.sole_work import alone
from registry.store import Registry


def test_a_lock_is_free_as_its_block_ends_though_the_server_ends_the_session_later(
    made_registry_url: str,
) -> None:
    registry = Registry(made_registry_url)
    stopped: list[int] = []

    def stop_the_server(connection: Any, _: object) -> None:
        stopped.append(connection.info.backend_pid)
        os.kill(stopped[-1], signal.SIGSTOP)

    event.listen(NullPool, "close", stop_the_server)
    try:
        for _ in range(2):
            with alone(registry, SWEEP), pytest.raises(AnotherSweep), alone(registry, SWEEP):
                pass
    finally:
        event.remove(NullPool, "close", stop_the_server)
        for process in stopped:
            os.kill(process, signal.SIGCONT)
    assert bool(stopped) is not registry.is_sqlite
