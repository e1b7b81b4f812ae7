"""Every registry that a release wrote still opens, replays and reads."""

import json
import shutil
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from config.clock import moved_to
from flows.capabilities import GATES, PROCESSES, STANDING, open_installation
from flows.decisions.decide import Decision, decide
from flows.decisions.free_texts import is_free
from flows.decisions.redact import WouldStopProcess, refuse_if_it_stops
from flows.decisions.refusals import ChangedSinceRead
from flows.engine.read_marks import named_as_read, read_first
from flows.engine.remainder import unconsumed
from flows.engine.replay import EntryKind
from flows.engine.run import replay
from flows.engine.typed_journal import journal_of
from flows.verification import verify_all
from registry.journal import EntryRow, InstanceRow, entries, instances, open_gates
from registry.models import AssignmentTerm, Holding, Meeting, Training
from registry.queries.documents import documents
from registry.queries.redaction_parts import entry_part
from registry.rules.plain_values import Json
from registry.rules.redaction import ANSWER, is_key, leaves
from registry.schema import RELEASED
from registry.store import Registry
from registry.upgrade import bring_forward
from registry.verification import verify
from tests.builders import OPENED, SECOND, Desk
from tests.released.contract import LATER, broken, contract
from tests.released.keep import fill
from tests.released.pouring import unpack

HERE = Path(__file__).parent
CONTRACTS = sorted(HERE.glob("*.json"))


@pytest.fixture(scope="module", params=RELEASED)
def brought_forward(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """What a release wrote, brought forward once: each test has a copy."""
    file = tmp_path_factory.mktemp("released") / "registry.db"
    unpack(request.param, file)
    registry = Registry(f"sqlite:///{file}", moved_to(date(2022, 12, 1)))
    with registry.making() as connection:
        bring_forward(connection, registry)
    registry.dispose()
    return file


@pytest.fixture
def released(brought_forward: Path, tmp_path: Path) -> Registry:
    file = shutil.copy(brought_forward, tmp_path / "registry.db")
    registry = Registry(f"sqlite:///{file}", moved_to(date(2022, 12, 1)))
    registry.check()
    OPENED.append(registry)
    return registry


def test_its_chains_verify(released: Registry) -> None:
    assert verify(released) == ()


def test_its_terms_say_by_whose_file_they_came(released: Registry) -> None:
    of_a_file = select(Holding.recorded_by).where(Holding.entry_id.is_(None))
    with released.reading() as connection:
        found = set(connection.scalars(of_a_file))
        (parts,) = connection.scalars(select(AssignmentTerm.recorded_by))
    assert found == {1}
    assert parts is None  # of the first administrator, whom the registry was made with


def test_its_open_instances_replay_to_the_gates_that_are_open(released: Registry) -> None:
    office = open_installation(released)
    with released.reading() as connection:
        rows = [row for row in instances(connection) if row.status == "open"]
        assert rows
        for row in rows:
            journal = journal_of(office, row, entries(connection, row.id))
            found = replay(office.declared.processes[row.process], journal)
            assert found.error is None
            assert unconsumed(journal, found) == ()
            asked = {one.path for one in found.waits}
            waits = open_gates(connection, instance_id=row.id)
            assert asked == {gate.path for gate in waits if gate.gate not in STANDING}


def test_what_waits_for_a_second_person_is_read_and_confirmed_as_it_stands(
    released: Registry,
) -> None:
    office = open_installation(released)
    with released.reading() as connection:
        waits = [one for one in open_gates(connection) if read_first(office.declared, one.gate)]
        read = {one.path: named_as_read(office, connection, one) for one in waits}
    for one in waits:
        assert one.about is None or read[one.path] != one.about
        answer: Json = {"result": "confirmed"}
        day, about = released.today, read[one.path]
        said = Decision(one.instance_id, one.path, SECOND, day, answer, "coord2", about=about)
        with pytest.raises(ChangedSinceRead):
            decide(office, replace(said, about="another"))
        decide(office, said)


def test_its_answers_read_in_the_newest_forms(released: Registry) -> None:
    office = open_installation(released)
    with released.reading() as connection:
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


def test_each_instance_is_as_a_replay_of_its_journal_would_have_it(released: Registry) -> None:
    assert verify_all(open_installation(released)) == ()


def test_its_meetings_and_trainings_bear_the_keys_that_their_gates_give(
    released: Registry,
) -> None:
    with released.reading() as connection:
        kept = [
            (one.entry_id, one.key)
            for table in (Meeting, Training)
            for one in connection.execute(select(table.entry_id, table.key))
        ]
        given = {
            one.id: f"{GATES[one.gate].kind}/{row.id}"
            for row in instances(connection)
            for one in entries(connection, row.id)
            if one.gate in GATES
        }
    assert [key for entry, key in kept if f"{key}/".startswith(f"{given[entry]}/")] == [
        key for _, key in kept
    ]


@pytest.mark.parametrize("file", CONTRACTS, ids=lambda file: file.stem)
def test_every_key_and_form_that_its_journals_may_hold_is_there(file: Path) -> None:
    assert broken(json.loads(file.read_text(encoding="utf-8")), contract()) == []


def test_a_changed_form_a_lost_key_and_an_older_revision_break_a_contract() -> None:
    said = contract()
    assert broken(said, said) == []
    for part, key, kept in (
        ("gates", "training_scores", said["gates"]["training_scores"][::-1]),
        ("gates", "advocacy", None),
        ("effects", "draft_minutes", None),
        ("processes", "order", 0),
    ):
        assert broken(said, said | {part: said[part] | {key: kept}}) == [f"{part}.{key}"]
    newer = said["gates"] | {"advocacy": [*said["gates"]["advocacy"], {"type": "object"}]}
    assert broken(said, said | {"gates": newer}) == []


def test_a_field_that_is_added_breaks_a_contract_unless_it_is_recorded_only_where_told() -> None:
    now, effect = contract(), "draft_appointment_order"
    for lost, ends in (
        ("amended", []),
        ("number", [f"effects.{effect}"]),  # added without saying so
    ):
        promised = deepcopy(now)
        facts = promised["effects"][effect][0]["$defs"]["AppointmentOrderFacts"]
        facts.pop(LATER)
        del facts["properties"][lost]
        assert broken(promised, now) == ends
    promised = deepcopy(now)
    promised["effects"][effect][0]["$defs"]["AppointmentOrderFacts"]["properties"]["gone"] = {}
    assert broken(promised, now) == [f"effects.{effect}"]


@dataclass(frozen=True)
class Kept:
    """What a registry that this release would keep holds: its instances and their journals."""

    instances: tuple[InstanceRow, ...]
    entries: tuple[EntryRow, ...]
    minutes: frozenset[str]
    held_texts: frozenset[str]

    def answered(self) -> set[str]:
        told = {"decision", "standing"}
        return {one.gate for one in self.entries if one.gate and one.kind in told}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    desk = fill(f"sqlite:///{tmp_path_factory.mktemp('kept') / 'registry.db'}")
    rows = tuple(desk.instances())
    journals = tuple(entry for row in rows for entry in desk.entries(row.id))
    with desk.office.registry.reading() as connection:
        papers = documents(connection)
        held = frozenset(held_texts(desk, connection, journals))
    minutes = frozenset(one.status for one in papers if one.kind == "minutes")
    return Kept(rows, journals, minutes, held)


def held_texts(desk: Desk, connection: Connection, journals: Iterable[EntryRow]) -> Iterator[str]:
    """Free texts of answers, by their places, that an open process would stop without."""
    for entry in journals:
        for path, text in leaves(entry.body):
            if path[0] != ANSWER or is_key(text):
                continue
            if not is_free(desk.office, connection, entry, path, text):
                continue
            part = entry_part(connection, entry.id, [path])
            try:
                refuse_if_it_stops(desk.office, connection, [part])
            except WouldStopProcess:
                yield f"{entry.gate} {'.'.join(path)}"


def test_what_a_release_keeps_answers_every_gate_of_the_table(filled: Kept) -> None:
    assert set(GATES) - filled.answered() == set()


def test_no_text_of_an_answer_is_held_by_the_process_that_goes_on_from_it(filled: Kept) -> None:
    assert filled.held_texts == set()


@pytest.mark.parametrize("process", PROCESSES)
def test_what_a_release_keeps_holds_every_process_open_and_ended(
    filled: Kept, process: str
) -> None:
    told = {row.status for row in filled.instances if row.process == process}
    assert {"open", "finished"} <= told


def test_what_a_release_keeps_holds_every_kind_of_entry_that_it_can(filled: Kept) -> None:
    assert {*EntryKind} - {entry.kind for entry in filled.entries} == set()
    assert {"draft", "adopted"} <= filled.minutes
