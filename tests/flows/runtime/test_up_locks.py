"""One up and one sweep at a time, whatever becomes of locks and registries."""

import os
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import create_engine, text

from config.words import Sentence, both, written
from flows.runtime.embedded_server import EmbeddedServer
from flows.runtime.performer import Performer
from flows.runtime.up_lock import AnotherSweep, UpAlready, being_up, is_up, sweeping_alone
from registry.refusals import RegistryExchanged
from registry.store import Registry
from tests.builders import a_desk
from tests.desk.cli.terminal import Terminal
from tests.flows.runtime.at_servers import (
    sealed_days,
    until,
)


def test_one_up_at_a_time_and_it_is_up_only_while_it_lives(made_registry_url: str) -> None:
    registry, another = Registry(made_registry_url), Registry(made_registry_url)
    assert not is_up(another)
    with being_up(registry):
        assert is_up(another)
        with pytest.raises(UpAlready), being_up(another):
            pass
    assert not is_up(another)


def test_one_sweep_at_a_time_and_none_waits_for_a_process_that_is_gone(
    made_registry_url: str,
) -> None:
    registry, another = Registry(made_registry_url), Registry(made_registry_url)
    with sweeping_alone(registry):
        with pytest.raises(AnotherSweep), sweeping_alone(another):
            pass
        with being_up(another):  # a sweep keeps nobody from being up
            pass
    command = (
        "import sys; from registry.store import Registry;"
        " from flows.runtime.up_lock import sweeping_alone\n"
        "with sweeping_alone(Registry(sys.argv[1])):\n"
        "    print('alone', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", command, made_registry_url], cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as sweep:  # fmt: skip
        assert sweep.stdout is not None
        assert sweep.stdout.readline() == "alone\n"
        with pytest.raises(AnotherSweep), sweeping_alone(another):
            pass
        sweep.kill()
        sweep.wait()
        until(lambda: is_free_to_sweep(another))


def is_free_to_sweep(registry: Registry) -> bool:
    try:
        with sweeping_alone(registry):
            return True
    except AnotherSweep:
        return False


def test_up_leaves_a_tick_to_another_sweep_and_ticks_again_once_that_one_has_ended(
    made_registry_url: str, tmp_path: Path
) -> None:
    desk, said = a_desk(made_registry_url), list[Sentence]()
    server = EmbeddedServer(tmp_path / "home", 4210)
    performer = Performer(desk.office, server, said.append, Event())
    with being_up(desk.office.registry):
        with sweeping_alone(Registry(made_registry_url)):
            performer.tick()
        assert (sealed_days(desk), said) == ([], [])
        desk.clock.at += timedelta(minutes=11)
        performer.tick()
        assert sealed_days(desk) == [desk.office.registry.today]


def test_the_watch_beside_another_sweep_leaves_it_all_to_that_one_and_says_so(
    made_registry_url: str,
) -> None:
    desk, prasan = a_desk(made_registry_url), Terminal(made_registry_url)
    with being_up(Registry(made_registry_url)):
        with sweeping_alone(Registry(made_registry_url)):
            for language in ("th", "en"):
                told = prasan("watch", "--lang", language)
                sentence = written(both("refusal.another_sweep"), language)
                assert (told.code, told.out, told.err) == (0, f"{sentence}\n", "")
            assert prasan("watch", "--json").json == {"left_to": "another_sweep"}
            assert sealed_days(desk) == []
        assert len(prasan("watch", "--json").json["sealed"]) == 64  # `up` keeps no watch away
        assert len(sealed_days(desk)) == 1


def test_a_symbolic_link_to_a_registry_is_the_same_registry(
    sqlite_url: str, tmp_path: Path
) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "registry.db")
    linked = Registry(f"sqlite:///{tmp_path / 'link.db'}")
    with being_up(Registry(sqlite_url)):
        assert is_up(linked)
        with pytest.raises(UpAlready), being_up(linked):
            pass


@pytest.mark.parametrize("made_registry_url", ["postgresql"], indirect=True)
def test_a_lock_that_the_server_forgot_is_taken_again_unless_somebody_else_has_it(
    made_registry_url: str,
) -> None:
    registry = Registry(made_registry_url)
    with being_up(registry) as renew:
        end_sessions(made_registry_url)
        assert not is_up(registry)
        renew()
        assert is_up(registry)
        end_sessions(made_registry_url)
        with being_up(registry), pytest.raises(UpAlready):
            renew()
        renew()
        assert is_up(registry)


@pytest.mark.parametrize("made_registry_url", ["postgresql"], indirect=True)
def test_a_lock_whose_connection_broke_unnoticed_by_the_server_is_taken_again(
    made_registry_url: str,
) -> None:
    registry, before = Registry(made_registry_url), sockets()
    with being_up(registry) as renew:
        (own,) = sockets() - before
        kept_open = os.dup(own)  # so the server hears of no end
        try:
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, own)
            os.close(nowhere)
            renew()
            assert is_up(registry)
            renew()
        finally:
            os.close(kept_open)


def sockets() -> set[int]:
    """The open sockets of this process."""
    found = set()
    for one in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            if str(one.readlink()).startswith("socket:"):
                found.add(int(one.name))
    return found


def end_sessions(url: str) -> None:
    """As a server does that is started anew."""
    engine = create_engine(url)
    with engine.connect() as connection:
        others = "pid <> pg_backend_pid() AND datname = current_database()"
        connection.execute(
            text(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}")  # noqa: S608 — words of our own
        )
    engine.dispose()


def test_over_a_registry_that_was_exchanged_it_ends(sqlite_url: str, tmp_path: Path) -> None:
    desk = a_desk(sqlite_url)
    performer = Performer(desk.office, EmbeddedServer(tmp_path, 4210), lambda _: None, Event())
    performer.look()
    for file in tmp_path.glob("registry.db*"):
        file.rename(file.with_name(f"old-{file.name}"))
    performer.run()
    assert isinstance(performer.error, RegistryExchanged)
