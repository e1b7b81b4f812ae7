"""A database that was not written anew to its end after a redaction says so, and is made good."""

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from config.settings import Settings
from config.words import both
from flows.decisions.redaction_aim import Aim
from flows.runtime.tick import take_out_again
from flows.verification import verify_all
from registry.refusals import RegistryNotWritable
from registry.scrub import finish_scrub, is_scrub_owed, note_scrubbed, owe_scrub, scrub
from registry.store import Registry
from registry.transaction import COUNTRY
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.flows.decisions.at_redactions import VICTIM, note_recorded, problems, redacted

PROJECT = Path(__file__).parents[3]
AT_WORK = """
import sys
from registry.scrub import SCRUBBING, owe_scrub
from registry.sole_work import alone
from registry.store import Registry
registry = Registry(sys.argv[1])
with alone(registry, SCRUBBING):
    with registry.writing("TH") as write:
        owe_scrub(write)
    print("at work", flush=True)
    sys.stdin.read()
"""
ON_AND_ON = """
import sys
from registry.scrub import scrub
from registry.store import Registry
registry = Registry(sys.argv[1])
print("at work", flush=True)
while True:
    scrub(registry)
"""
KILLS = 8
LONGEST = 0.3  # seconds


@pytest.fixture
def desk(made_registry_url: str, tmp_path: Path) -> Desk:
    """A desk from which a name was taken out."""
    made = a_desk(made_registry_url)
    desk = replace(made, office=replace(made.office, settings=Settings(home=tmp_path / "home")))
    first, entry = note_recorded(desk)
    redacted(desk, Aim(first, entry, ("note",)))
    return desk


def url_of(desk: Desk) -> str:
    return desk.office.registry.url.render_as_string(hide_password=False)


@contextmanager
def another_process(program: str, url: str) -> Iterator[None]:
    """A process at work on the registry, killed at the end of the block."""
    with subprocess.Popen(
        [sys.executable, "-c", program, url], cwd=PROJECT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        yield
        process.kill()
        process.wait()


def remains(desk: Desk, folder: Path) -> list[str]:
    """The files of a SQLite registry that hold the name; what PostgreSQL keeps is its own."""
    if not desk.office.registry.is_sqlite:
        return []
    files = [one for one in folder.glob("registry.db*") if one.is_file()]
    return [one.name for one in files if VICTIM.encode() in one.read_bytes()]


@pytest.mark.slow
def test_a_scrub_that_was_killed_is_told_by_verify_and_done_again_by_the_next_command(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRASAN_HOME", str(tmp_path / "home"))
    prasan = Terminal(url_of(desk))
    with another_process(AT_WORK, url_of(desk)):
        assert verify_all(desk.office) == ()  # it is being done
        assert prasan.refused("redact", "--scrub") == ("another_scrub", None)
        assert prasan("waiting").err == ""
    while not is_scrub_owed(desk.office.registry):  # until the server has seen its end
        time.sleep(0)
    told = prasan("verify", "--json")
    assert (told.code, [one["code"] for one in told.json["problems"]]) == (2, ["scrub_owed"])
    assert prasan("waiting", "--lang", "th").err == f"{both('redaction.scrubbed').th}\n"
    assert prasan("verify").code == 0
    assert prasan("waiting").err == ""
    assert remains(desk, tmp_path) == []


def test_up_does_again_what_was_cut_off(desk: Desk, tmp_path: Path) -> None:
    with desk.office.registry.writing(COUNTRY) as write:
        owe_scrub(write)
    said: list[str] = []
    take_out_again(desk.office, lambda sentence: said.append(sentence.en))
    assert said == [both("redaction.scrubbed").en]
    assert problems(desk) == []
    assert remains(desk, tmp_path) == []


def test_what_is_owed_while_a_scrub_is_at_work_stays_owed(desk: Desk) -> None:
    registry = desk.office.registry
    with registry.writing(COUNTRY) as write:
        first = owe_scrub(write)
    with registry.writing(COUNTRY) as write:
        second = owe_scrub(write)
    with registry.writing(COUNTRY) as write:
        note_scrubbed(write, first)
    assert is_scrub_owed(registry)
    with registry.writing(COUNTRY) as write:
        note_scrubbed(write, second)
    assert not is_scrub_owed(registry)


@pytest.mark.parametrize("made_registry_url", ["sqlite"], indirect=True)
def test_a_scrub_is_not_done_while_somebody_reads_what_was_there_before(
    desk: Desk, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "registry.db", isolation_level=None)) as reader:
        reader.execute("BEGIN").close()
        reader.execute("SELECT count(*) FROM payload").fetchone()
        with pytest.raises(RegistryNotWritable):
            scrub(desk.office.registry, patience=0)
        assert problems(desk) == ["scrub_owed"]
    assert finish_scrub(desk.office.registry) == both("redaction.scrubbed")
    assert remains(desk, tmp_path) == []


@pytest.mark.slow
def test_a_scrub_killed_at_any_instant_leaves_the_record_whole_and_can_be_done_again(
    desk: Desk, tmp_path: Path
) -> None:
    draw = random.Random(7)  # noqa: S311 — no secret: the same kills each time
    for _ in range(KILLS):
        with another_process(ON_AND_ON, url_of(desk)):
            time.sleep(draw.uniform(0, LONGEST))
        again = Registry(url_of(desk))
        finish_scrub(again)
        while is_scrub_owed(again):  # PostgreSQL ends the killed one's statement first
            finish_scrub(again)
        again.dispose()
        assert problems(desk) == []
        assert remains(desk, tmp_path) == []
