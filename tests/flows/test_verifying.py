import pytest
from pydantic import JsonValue
from sqlalchemy import create_engine, text

from flows.decisions.withdraw import withdraw
from flows.verification import verify_all
from registry.journal import entries, instance, supersede
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk

GUARD = {"n": "gate_opened_once"}
CLOSE = "UPDATE gate SET status = 'closed', closed_at = opened_at"


def codes(desk: Desk) -> list[str]:
    return [problem.code for problem in verify_all(desk.office)]


def by_hand(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_a_replay_asks_for_what_stands_open(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    desk.to_first_draft()
    assert codes(desk) == []
    desk.office.registry.dispose()


def test_it_is_told_how_far_a_verification_is(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry.chain_checks.LINKS_TOLD", 10)
    monkeypatch.setattr("flows.verification.JOURNALS_TOLD", 1)
    desk = a_desk(sqlite_url)
    desk.to_first_draft()
    told: list[str] = []
    assert verify_all(desk.office, tell=lambda said: told.append(said.en)) == ()
    journals = [one for one in told if one.startswith("Journals")]
    assert journals == ["Journals replayed: 1 of 2.", "Journals replayed: 2 of 2."]
    assert told[0].startswith("Links of the audit looked at: 10 of ")
    desk.office.registry.dispose()


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (f"{CLOSE} WHERE status = 'open'", "gates_differ"),
        ("UPDATE effect SET status = 'waiting'", "effects_done"),
        ("DELETE FROM effect", "effects_done"),
        ("DELETE FROM child_link", "children_differ"),
        ("UPDATE instance SET status = 'finished'", "ended_waits"),
        ("UPDATE instance SET status = 'finished'", "instance_differs"),
        ("UPDATE instance SET outcome = 'established'", "instance_differs"),
        ("UPDATE instance SET finished_on = started_on", "instance_differs"),
        ("UPDATE instance SET revision = revision + 1", "instance_differs"),
        ("UPDATE instance SET phase = 'training' WHERE id = 1", "phase_differs"),
        ("UPDATE instance SET phase = 'nonsense' WHERE id = 1", "phase_differs"),
    ],
)
def test_what_the_engine_keeps_beside_the_journal_is_compared_with_it(
    made_registry_url: str, act: str, code: str
) -> None:
    desk = a_desk(made_registry_url)
    desk.to_first_draft()
    by_hand(made_registry_url, act)
    assert code in codes(desk)
    desk.office.registry.dispose()


@pytest.mark.parametrize("end", ["status = 'lapsed'", "closed_by = 1", "closed_by = NULL"])
def test_a_gate_that_ended_otherwise_than_the_journal_says_is_named(
    sqlite_url: str, end: str
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_first_draft()
    with desk.office.registry.making() as connection:  # somebody who puts the guard back after it
        guard = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = :n"), GUARD)
        connection.exec_driver_sql(f"DROP TRIGGER {GUARD['n']}")
        connection.exec_driver_sql(f"UPDATE gate SET {end} WHERE status = 'answered'")  # noqa: S608
        connection.exec_driver_sql(str(guard))
    assert codes(desk) == ["gates_ended_differ"] * 2
    desk.office.registry.dispose()


def test_an_entry_that_no_replay_passes_is_named(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    desk.to_first_draft()
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        row = instance(write.connection, 1)
        assert row is not None
        _start, first, *_, last = entries(write.connection, row.id)
        supersede(write, row, [first.id], by=last.id, reason="the chain knows of it")
    assert codes(desk) == ["replay_unconsumed"]
    desk.office.registry.dispose()


def test_an_effect_that_waits_is_asked_for_by_the_replay(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    order = desk.to_first_draft()
    bases: JsonValue = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    withdraw(desk.office, order, "legal_bases", reason="ผิดฉบับ", recorded_by="coord")
    desk.decide(order, "legal_bases", COORDINATOR, "2022-06-20", bases, perform=False)
    assert codes(desk) == []
    by_hand(made_registry_url, "UPDATE effect SET status = 'cancelled' WHERE status = 'waiting'")
    assert codes(desk) == ["effects_differ"]
    desk.office.registry.dispose()
