"""Every registry that a release wrote still opens, replays and reads."""

import lzma
import shutil
from datetime import date
from pathlib import Path

import pytest

from config.clock import moved_to
from flows.advance import journal_of
from flows.run import replay, unconsumed
from flows.shipped import open_office
from registry.journal import entries, instances, open_gates
from registry.store import Registry
from registry.upgrading import bring_forward
from registry.verifying import verify
from tests.builders import OPENED

KEPT = sorted(Path(__file__).parent.glob("*.db.xz"))


@pytest.fixture(params=KEPT, ids=lambda file: file.name.removesuffix(".db.xz"))
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Registry:
    file = tmp_path / "registry.db"
    with lzma.open(request.param) as source, file.open("wb") as target:
        shutil.copyfileobj(source, target)
    registry = Registry(f"sqlite:///{file}", moved_to(date(2022, 7, 22)))
    with registry.making() as connection:
        bring_forward(connection, registry)
    registry.check()
    OPENED.append(registry)
    return registry


def test_a_registry_is_kept_of_every_release() -> None:
    assert KEPT


def test_its_chains_verify(released: Registry) -> None:
    assert verify(released) == ()


def test_its_open_instances_replay_to_the_gates_that_are_open(released: Registry) -> None:
    office = open_office(released)
    with released.reading() as session:
        connection = session.connection()
        rows = [row for row in instances(connection) if row.status == "open"]
        assert rows
        for row in rows:
            journal = journal_of(office, row, entries(connection, row.id))
            found = replay(office.declared.processes[row.process], journal)
            assert found.error is None
            assert unconsumed(journal, found) == ()
            asked = {one.path for one in found.asked}
            assert asked == {gate.path for gate in open_gates(connection, instance_id=row.id)}


def test_its_answers_read_in_the_newest_forms(released: Registry) -> None:
    office = open_office(released)
    with released.reading() as session:
        connection = session.connection()
        said = [
            entry
            for row in instances(connection)
            for entry in entries(connection, row.id)
            if entry.kind == "decision"
        ]
    assert said
    for entry in said:
        gate = office.declared.gates[entry.gate or ""]
        assert isinstance(gate.read(entry.form_version or 1, entry.body["answer"]), gate.form)
