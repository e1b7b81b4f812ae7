from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from config.clock import moved_to
from registry.journal import (
    GateRow,
    InstanceRow,
    NewEntry,
    NewGate,
    NoGateAnswered,
    append,
    end_gate,
    entries,
    gate_answered,
    gate_of_entry,
    gates_of,
    new_instance,
    open_gate,
    open_gates,
    supersede,
)
from registry.rules.plain_values import Json
from registry.store import Registry
from registry.transaction import Write
from registry.verification import verify
from tests.builders import MAE_FAH_LUANG

DAY = date(2022, 6, 2)


@pytest.fixture
def registry(made_registry_url: str) -> Iterator[Registry]:
    made = Registry(made_registry_url)
    yield made
    made.dispose()


def an_instance(write: Write) -> InstanceRow:
    return new_instance(
        write, process="test", district=MAE_FAH_LUANG, period="", revision=1, phase="", on=DAY
    )


def test_entries_are_numbered_in_order_and_each_has_its_link(registry: Registry) -> None:
    with registry.writing(MAE_FAH_LUANG) as write:
        row = an_instance(write)
        for text in ("ก", "ข", "ค"):
            append(write, row, NewEntry("standing", text, DAY, {"said": text}))
    with registry.reading() as connection:
        kept = entries(connection, row.id)
    assert [(one.seq, one.body) for one in kept] == [
        (1, {"said": "ก"}), (2, {"said": "ข"}), (3, {"said": "ค"}),
    ]  # fmt: skip
    assert verify(registry) == ()


def test_what_is_remembered_in_a_transaction_is_what_is_kept(registry: Registry) -> None:
    with registry.writing(MAE_FAH_LUANG) as write:
        row = an_instance(write)
        to: list[Json] = ["ข"]
        append(write, row, NewEntry("standing", "a", DAY, {"to": to, "said": "ก"}))
        to.append("added afterwards")
        open_gate(write, row, NewGate("a", "advocacy", DAY))
        assert row.rows is not None
        assert list(row.rows[0].body) == ["said", "to"]  # in the order of canonical JSON
        assert row.rows == entries(write.connection, row.id)
        assert gates_of(write, row) == open_gates(write.connection, instance_id=row.id)


def test_a_superseded_entry_is_no_longer_live(registry: Registry) -> None:
    with registry.writing(MAE_FAH_LUANG) as write:
        row = an_instance(write)
        first = append(write, row, NewEntry("standing", "a", DAY, {}))
        second = append(write, row, NewEntry("standing", "b", DAY, {}))
        supersede(write, row, [first], by=second, reason="test")
        assert [one.live for one in entries(write.connection, row.id)] == [False, True]
    assert verify(registry) == ()


def test_an_entry_is_superseded_once(registry: Registry) -> None:
    with registry.writing(MAE_FAH_LUANG) as write:
        row = an_instance(write)
        first = append(write, row, NewEntry("standing", "a", DAY, {}))
        second = append(write, row, NewEntry("standing", "b", DAY, {}))
        supersede(write, row, [first], by=second, reason="test")
        with pytest.raises(IntegrityError), write.connection.begin_nested():
            supersede(write, row, [first], by=second, reason="again")


def test_a_gate_is_open_once(registry: Registry) -> None:
    with registry.writing(MAE_FAH_LUANG) as write:
        row = an_instance(write)
        open_gate(write, row, NewGate("a", "advocacy", DAY))
        with pytest.raises(IntegrityError), write.connection.begin_nested():
            open_gate(write, row, NewGate("a", "advocacy", DAY))


def test_a_gate_that_ended_can_be_opened_anew(registry: Registry) -> None:
    with registry.writing(MAE_FAH_LUANG) as write:
        row = an_instance(write)
        open_gate(write, row, NewGate("a", "advocacy", DAY))
        end_gate(write, row, gates_of(write, row)[0], "closed", note="test")
        open_gate(write, row, NewGate("a", "advocacy", DAY))
        assert len(open_gates(write.connection, instance_id=row.id)) == 1


def test_one_instance_of_a_process_is_open_for_a_district_and_period(registry: Registry) -> None:
    with registry.writing(MAE_FAH_LUANG) as write:
        an_instance(write)
        with pytest.raises(IntegrityError), write.connection.begin_nested():
            an_instance(write)


def answered(write: Write, row: InstanceRow, asked: GateRow, status: str = "answered") -> int:
    """The gate ends by an entry of its own; answers the entry."""
    by = append(write, row, NewEntry("standing", asked.path, DAY, {}))
    end_gate(write, row, asked, status, by=by)
    return by


def asked_at(write: Write, row: InstanceRow) -> GateRow:
    open_gate(write, row, NewGate("first", "first", DAY))
    return gates_of(write, row)[-1]


def test_the_gate_of_an_answer_is_found_though_the_clock_was_put_back_between_them(
    registry: Registry,
) -> None:
    registry.clock = clock = moved_to(DAY)
    with registry.writing(MAE_FAH_LUANG) as write:
        row = an_instance(write)
        asked = asked_at(write, row)
    clock.at -= timedelta(hours=9)
    with registry.writing(MAE_FAH_LUANG) as write:
        by = answered(write, row, asked)
    clock.move_to(DAY)
    with registry.writing(MAE_FAH_LUANG) as write:
        again = asked_at(write, row)
        later = answered(write, row, again)
    with registry.reading() as connection:
        assert gate_of_entry(connection, by).id == asked.id
        assert gate_of_entry(connection, later).id == again.id


def test_late_paper_belongs_to_the_gate_that_ended_before_it_whatever_the_clock_showed(
    registry: Registry,
) -> None:
    registry.clock = clock = moved_to(DAY)
    with registry.writing(MAE_FAH_LUANG) as write:
        row = an_instance(write)
        lapsed = asked_at(write, row)
        answered(write, row, lapsed, "lapsed")
        clock.at -= timedelta(days=3)
    with registry.writing(MAE_FAH_LUANG) as write:
        late = append(write, row, NewEntry("standing", "first", DAY, {}))
        asked_at(write, row)
    with registry.reading() as connection:
        assert gate_of_entry(connection, late).id == lapsed.id


def test_an_entry_that_answered_no_gate_says_so(registry: Registry) -> None:
    with registry.writing(MAE_FAH_LUANG) as write:
        by = append(write, an_instance(write), NewEntry("start", "", DAY, {}))
    with registry.reading() as connection:
        assert gate_answered(connection, by) is None
        with pytest.raises(NoGateAnswered):
            gate_of_entry(connection, by)
