"""A backup made before a redaction comes back without what was taken out since."""

import os
import random
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Event

import pytest
from sqlalchemy import Connection, create_engine, text

from config.clock import moved_to
from config.settings import Settings
from config.words import Sentence, both
from flows.capabilities import open_installation
from flows.decisions.redaction_aim import Aim
from flows.engine.installation import Installation
from flows.runtime.embedded_server import EmbeddedServer
from flows.runtime.performer import Performer
from flows.runtime.up_lock import being_up
from flows.verification import verify_all, verify_list
from registry.backup import backup
from registry.engine import UNFINISHED
from registry.queries.document_contents import content
from registry.queries.documents import DocumentRow, documents
from registry.queries.redactions import redactions
from registry.records.drafts import GateDraftKey, draft_of, save_draft
from registry.records.redaction_list import (
    RedactionLine,
    RedactionListUnreadable,
    keep_list,
    lines_of,
    list_file,
    read_list,
)
from registry.refusals import RegistryUnfinished
from registry.restore import RestoreTargetNotEmpty, restore
from registry.seals import seals
from registry.store import Registry
from registry.verification import verify
from tests.builders import COORDINATOR, OPENED, SCAN, SECOND, Desk, a_desk
from tests.conftest import Postgres
from tests.desk.cli.terminal import Terminal
from tests.flows.decisions.at_redactions import (
    CONFIRMED,
    FOUND,
    NOTE,
    VICTIM,
    asked_of,
    everything,
    redacted,
)
from tests.registry.at_backups import empty_url, postgres_tools

__all__ = ["empty_url", "postgres_tools"]

ON_SQLITE = pytest.mark.parametrize("made_registry_url", ["sqlite"], indirect=True)
LONGEST = 0.4  # seconds that a restore of the small registry may live, until it is killed


def scans(connection: Connection, instance: int) -> list[DocumentRow]:
    return [one for one in documents(connection, instance_id=instance) if one.status == "evidence"]


@pytest.fixture
def desk(made_registry_url: str, tmp_path: Path) -> Desk:
    """A desk whose record was backed up, and then something of it taken out."""
    made = a_desk(made_registry_url)
    desk = replace(made, office=replace(made.office, settings=Settings(home=tmp_path / "home")))
    first = desk.start()
    said = desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", FOUND, evidence=[SCAN])
    save_draft(
        desk.office.registry,
        GateDraftKey(1, first, "advocacy#1"),
        {"met": NOTE},
        net=desk.office.net,
    )
    backup(desk.office.registry, tmp_path / "before.backup")
    with desk.office.registry.reading() as connection:
        (scan,) = scans(connection, first)
    redacted(desk, Aim(first, said.entry, ("note",), documents=(scan.id,)))
    return desk


def brought_back(desk: Desk, url: str, tmp_path: Path, redactions: Path | None) -> Desk:
    found = restore(url, tmp_path / "before.backup", home=tmp_path / "new", redactions=redactions)
    assert found.problems == ()
    assert found.redacted_again == (1 if redactions else 0)
    registry = Registry(url, desk.clock)
    OPENED.append(registry)
    return Desk(replace(open_installation(registry), settings=desk.office.settings), desk.clock)


def test_what_was_taken_since_the_backup_is_gone_from_it_too(
    desk: Desk, empty_url: str, tmp_path: Path
) -> None:
    listed = list_file(desk.office.registry, desk.office.settings.home)
    back = brought_back(desk, empty_url, tmp_path, listed)
    assert VICTIM not in everything(back)
    assert verify_all(back.office) == ()
    with back.office.registry.reading() as connection:
        (scan,) = scans(connection, 1)
        (tomb,) = redactions(connection)
        assert content(connection, scan.sha256) is None
        assert draft_of(connection, GateDraftKey(1, 1, "advocacy#1")) is None
    assert (tomb.first.ref, tomb.second.ref) == ("coord", "coord2")
    assert back.waits_at(1) == ["advocacy#1"]
    back.decide(1, "advocacy", "district_chief", "2022-06-03", {"result": "agreed"})
    assert verify_all(back.office) == ()


def test_the_list_goes_with_the_registry_that_was_brought_back(
    desk: Desk, empty_url: str, tmp_path: Path
) -> None:
    listed = list_file(desk.office.registry, desk.office.settings.home)
    back = brought_back(desk, empty_url, tmp_path, listed)
    kept = list_file(back.office.registry, tmp_path / "new")
    assert read_list(kept) == read_list(listed)
    with back.office.registry.reading() as connection:
        keep_list(kept, lines_of(connection))
    assert len(read_list(kept)) == 1


def test_without_the_list_the_backup_is_what_it_was(
    desk: Desk, empty_url: str, tmp_path: Path
) -> None:
    back = brought_back(desk, empty_url, tmp_path, None)
    assert VICTIM in everything(back)


def test_a_list_beside_the_registry_is_found_by_itself(
    desk: Desk, empty_url: str, tmp_path: Path
) -> None:
    target = Registry(empty_url)
    beside = list_file(target, tmp_path / "new")
    target.dispose()
    keep_list(beside, read_list(list_file(desk.office.registry, desk.office.settings.home)))
    found = restore(empty_url, tmp_path / "before.backup", home=tmp_path / "new")
    assert (found.problems, found.redacted_again) == ((), 1)


def test_a_list_of_another_registry_takes_nothing(
    desk: Desk, empty_url: str, tmp_path: Path
) -> None:
    listed = read_list(list_file(desk.office.registry, desk.office.settings.home))
    keep_list(tmp_path / "other", [replace_id(line) for line in listed])
    found = restore(
        empty_url, tmp_path / "before.backup", home=tmp_path / "new",
        redactions=tmp_path / "other",
    )  # fmt: skip
    assert (found.problems, found.redacted_again) == ((), 0)


def replace_id(line: RedactionLine) -> RedactionLine:
    return line.model_copy(update={"registry": "another"})


def test_a_list_put_beside_the_registry_later_is_carried_out_by_the_next_command(
    desk: Desk, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = brought_back(desk, empty_url, tmp_path, None)
    monkeypatch.setenv("PRASAN_HOME", str(tmp_path / "new"))
    prasan = Terminal(empty_url)
    assert prasan("waiting").err == ""
    assert VICTIM in everything(back)
    listed = read_list(list_file(desk.office.registry, desk.office.settings.home))
    keep_list(list_file(back.office.registry, tmp_path / "new"), listed)
    at_new = replace(back.office, settings=Settings(home=tmp_path / "new"))
    assert [one.code for one in verify_list(at_new)] == ["redactions_undone"]
    told = prasan("verify", "--json")
    assert told.code == 2
    assert [one["code"] for one in told.json["problems"]] == ["redactions_undone"]
    assert VICTIM in everything(back)
    assert both("desk.redacted_again_here", count=1).th in prasan("waiting").err
    assert VICTIM not in everything(back)
    assert verify_all(at_new) == tuple(verify_list(at_new)) == ()
    assert prasan("verify").err == ""


@ON_SQLITE
def test_a_list_put_beside_the_registry_later_is_carried_out_at_the_next_look(
    desk: Desk, empty_url: str, tmp_path: Path
) -> None:
    back = brought_back(desk, empty_url, tmp_path, None)
    listed = read_list(list_file(desk.office.registry, desk.office.settings.home))
    home = tmp_path / "later"
    keep_list(list_file(back.office.registry, home), listed)
    performer(replace(back.office, settings=Settings(home=home)), []).tick()
    assert VICTIM not in everything(back)


def performer(office: Installation, said: list[Sentence]) -> Performer:
    return Performer(office, EmbeddedServer(office.settings.home, 4210), said.append, Event())


@ON_SQLITE
def test_a_list_that_cannot_be_read_is_told_and_the_days_tick_is_done(
    desk: Desk, tmp_path: Path
) -> None:
    home, said = tmp_path / "odd", list[Sentence]()
    beside = list_file(desk.office.registry, home)
    beside.parent.mkdir(exist_ok=True)
    beside.write_text("no list\n")
    performer(replace(desk.office, settings=Settings(home=home)), said).tick()
    assert [str(beside) in one.th for one in said] == [True]
    with desk.office.registry.reading() as connection:
        assert len(seals(connection)) == 1


@ON_SQLITE
def test_a_list_that_cannot_be_read_stops_nothing_but_is_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "odd"
    monkeypatch.setenv("PRASAN_HOME", str(home))
    beside = list_file(desk.office.registry, home)
    beside.parent.mkdir(exist_ok=True)
    beside.write_text("no list\n")
    prasan = Terminal(desk.office.registry.url.render_as_string(hide_password=False))
    printed = prasan("waiting")
    assert printed.code == 0
    assert str(beside) in printed.err
    assert prasan("verify").code == 2


def test_a_request_that_the_list_carried_out_can_be_settled_all_the_same(
    made_registry_url: str, empty_url: str, tmp_path: Path
) -> None:
    made = a_desk(made_registry_url)
    desk = replace(made, office=replace(made.office, settings=Settings(home=tmp_path / "home")))
    first = desk.start()
    said = desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", FOUND)
    path = asked_of(desk, Aim(first, said.entry, ("note",)))
    backup(desk.office.registry, tmp_path / "before.backup")
    desk.decide(first, path, SECOND, "2022-06-02", CONFIRMED, recorded_by="coord2")
    listed = list_file(desk.office.registry, desk.office.settings.home)
    back = brought_back(desk, empty_url, tmp_path, listed)
    assert VICTIM not in everything(back)
    back.decide(first, path, SECOND, "2022-06-02", CONFIRMED, recorded_by="coord2")
    assert verify_all(back.office) == ()
    assert VICTIM not in everything(back)


@ON_SQLITE
def test_a_restore_says_where_no_list_was_found(
    desk: Desk, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRASAN_HOME", str(tmp_path / "new"))
    printed = Terminal(empty_url)("restore", str(tmp_path / "before.backup"))
    assert both("desk.restored_unlisted").th in printed.out


@ON_SQLITE
def test_a_list_that_holds_nothing_is_no_list_that_was_not_found(
    desk: Desk, empty_url: str, tmp_path: Path
) -> None:
    nothing = tmp_path / "prasan.redactions"  # of an office that never took a text out
    nothing.touch()
    backup_file = str(tmp_path / "before.backup")
    printed = Terminal(empty_url)("restore", backup_file, "--redactions", str(nothing))
    assert printed.code == 0
    assert both("desk.restored_unlisted").th not in printed.out


def test_a_restore_waits_for_no_up_and_disturbs_none(
    desk: Desk, empty_url: str, tmp_path: Path
) -> None:
    target = Registry(empty_url)
    if target.is_sqlite:
        Path(target.url.database or "").parent.mkdir()
    with being_up(target):
        refused = Terminal(empty_url)("restore", str(tmp_path / "before.backup"), "--json")
    assert (refused.code, refused.error["code"]) == (2, "up_already")
    assert not target.exists()
    target.dispose()


@pytest.mark.parametrize("made_registry_url", ["postgresql"], indirect=True)
def test_what_a_restore_left_half_done_is_closed_to_all_until_it_is_given_again(
    desk: Desk, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRASAN_HOME", str(tmp_path / "new"))
    restore(empty_url, tmp_path / "before.backup", home=tmp_path / "new")
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {UNFINISHED} ()"))
    engine.dispose()
    prasan = Terminal(empty_url)
    for words in (("waiting",), ("verify",), ("backup", str(tmp_path / "again.backup"))):
        refused = prasan(*words, "--json")
        assert (refused.code, refused.error["code"]) == (2, "registry_unfinished")
    listed = list_file(desk.office.registry, desk.office.settings.home)
    again = prasan("restore", str(tmp_path / "before.backup"), "--redactions", str(listed))
    assert again.code == 0, again
    registry = Registry(empty_url, desk.clock)
    OPENED.append(registry)
    assert VICTIM not in everything(Desk(open_installation(registry), desk.clock))


def named_on_disk(folder: Path) -> list[str]:
    """The files that hold the name, whatever they are."""
    files = [one for one in folder.rglob("*") if one.is_file()]
    return [one.name for one in files if VICTIM.encode() in one.read_bytes()]


@contextmanager
def restores(tmp_path: Path, listed: Path) -> "Iterator[Popen[str]]":
    words = [str(tmp_path / "before.backup"), str(listed), str(tmp_path / "new")]
    with Popen(
        [sys.executable, "-m", "tests.flows.decisions.killed_restore", *words],
        cwd=Path(__file__).parents[3], stdin=PIPE, stdout=PIPE, stderr=DEVNULL, text=True,
    ) as source:  # fmt: skip
        yield source
        assert source.stdin is not None
        source.stdin.close()


def begun_and_killed(source: "Popen[str]", url: str, seconds: float) -> None:
    assert source.stdin is not None
    assert source.stdout is not None
    source.stdin.write(f"{url}\n")
    source.stdin.flush()
    _, pid = source.stdout.readline().split()
    Event().wait(seconds)  # until the instant of the kill
    os.kill(int(pid), signal.SIGKILL)
    assert source.stdout.readline() == "dead\n"


@pytest.mark.slow
@ON_SQLITE
def test_a_hundred_kills_of_a_restore_bring_no_redacted_name_back(
    desk: Desk, tmp_path: Path
) -> None:
    chance = random.Random(2569)  # noqa: S311 — instants of kills
    listed = list_file(desk.office.registry, desk.office.settings.home)
    whole = 0
    with restores(tmp_path, listed) as source:
        for turn in range(100):
            folder = tmp_path / f"place {turn}"
            folder.mkdir()
            url = f"sqlite:///{folder / 'registry.db'}"
            begun_and_killed(source, url, chance.uniform(0, LONGEST))
            assert named_on_disk(folder) == []
            whole += (folder / "registry.db").exists()
            with suppress(RestoreTargetNotEmpty):
                restore(url, tmp_path / "before.backup", home=tmp_path, redactions=listed)
            registry = Registry(url)
            assert verify(registry) == ()
            registry.dispose()
            assert named_on_disk(folder) == []
            assert [one for one in folder.iterdir() if one.suffix == ".part"] == []
    assert 0 < whole < 100  # they were killed before it had its name, and after


@pytest.mark.slow
@pytest.mark.parametrize("made_registry_url", ["postgresql"], indirect=True)
def test_twenty_kills_of_a_restore_bring_no_redacted_name_back_on_postgresql(
    desk: Desk, postgres: Postgres, tmp_path: Path
) -> None:
    chance = random.Random(2570)  # noqa: S311 — instants of kills
    listed = list_file(desk.office.registry, desk.office.settings.home)
    states = set()
    with restores(tmp_path, listed) as source:
        for _ in range(20):
            name = postgres.create()
            url = postgres.url(name)
            begun_and_killed(source, url, chance.uniform(0, LONGEST * 4))
            states.add(state_of(url))
            with suppress(RestoreTargetNotEmpty):
                restore(url, tmp_path / "before.backup", home=tmp_path, redactions=listed)
            registry = Registry(url)
            back = Desk(
                replace(open_installation(registry), settings=Settings(home=tmp_path)), desk.clock
            )
            assert VICTIM not in everything(back)
            assert verify(registry) == ()
            registry.dispose()
            postgres.drop(name)
    assert "unfinished" in states


def state_of(url: str) -> str:
    """What everybody else finds there; where it can be opened, the name is not in it."""
    registry = Registry(url)
    try:
        if not registry.exists():
            return "missing"
    except RegistryUnfinished:
        return "unfinished"
    finally:
        registry.dispose()
    office = open_installation(registry)
    assert VICTIM not in everything(Desk(office, moved_to(date(2022, 6, 2))))
    registry.dispose()
    return "whole"


def test_a_file_that_is_no_list_is_refused_before_anything_is_made(
    desk: Desk, empty_url: str, tmp_path: Path
) -> None:
    (tmp_path / "other").write_text("no list\n")
    (tmp_path / "of_one_line").write_text("no list")
    for file in ("other", "of_one_line", "missing"):
        with pytest.raises(RedactionListUnreadable):
            restore(
                empty_url, tmp_path / "before.backup", home=tmp_path / "new",
                redactions=tmp_path / file,
            )  # fmt: skip
    target = Registry(empty_url)
    assert not target.exists()
    target.dispose()
