"""What is asked as a district is locked stands until the same transaction writes of it."""

from datetime import date

import pytest

from flows.decisions.refusals import UnknownInstance
from flows.engine.run import Run
from registry.journal import effect_states, lock_instance, request_effect, set_effect
from registry.queries.events import EventRow, entered_late
from registry.records.events import announce
from registry.store import Registry
from registry.transaction import Write
from tests.builders import MAE_FAH_LUANG
from tests.flows.machines import FIRST, Done, an_engine

PAST = date(2022, 5, 30)


def asks_once(run: Run) -> Done:
    run.ask(FIRST)
    return Done.DONE


def requests(write: Write, instance: int, path: str) -> int:
    row = {
        "instance_id": instance,
        "district_code": MAE_FAH_LUANG,
        "path": path,
        "effect": "text",
        "fingerprint": "0",
        "request": 1,
        "inputs": "{}",
        "on_date": PAST,
    }
    return request_effect(write, row)


def test_an_effect_that_was_requested_or_done_since_the_lock_is_seen(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, asks_once)
    work = engine.begin()
    with engine.office.registry.writing() as write:
        lock_instance(write, work)
        requests(write, work, "a")
        assert [one.path for one in effect_states(write, work)] == ["a"]
    with engine.office.registry.writing() as write:
        lock_instance(write, work)
        second = requests(write, work, "b")
        set_effect(write, second, status="done")
        assert {one.path: one.status for one in effect_states(write, work)} == {
            "a": "waiting",
            "b": "done",
        }
    with engine.office.registry.writing() as write:
        lock_instance(write, work)
        assert len(effect_states(write, work)) == 2
    engine.office.registry.dispose()


def states(registry: Registry, instance: int) -> dict[str, str]:
    with registry.writing() as write:
        lock_instance(write, instance)
        return {one.path: one.status for one in effect_states(write, instance)}


def test_an_effect_that_another_process_did_is_known_as_done(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, asks_once)
    work, ours, other = engine.begin(), engine.office.registry, Registry(made_registry_url)
    with ours.writing() as write:
        lock_instance(write, work)
        first = requests(write, work, "a")
    assert states(ours, work) == {"a": "waiting"}
    with other.writing() as write:
        lock_instance(write, work)
        set_effect(write, first, status="done")
        requests(write, work, "b")
    assert states(ours, work) == {"a": "done", "b": "waiting"}
    other.dispose()
    ours.dispose()


def requests_in_vain(registry: Registry, instance: int) -> None:
    with registry.writing() as write:
        lock_instance(write, instance)
        assert effect_states(write, instance) == []
        requests(write, instance, "a")
        raise UnknownInstance(value="0")


def test_an_effect_of_what_was_refused_is_not_known(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, asks_once)
    work, registry = engine.begin(), engine.office.registry
    assert states(registry, work) == {}
    with pytest.raises(UnknownInstance):
        requests_in_vain(registry, work)
    assert states(registry, work) == {}
    registry.dispose()


def test_an_event_that_was_entered_since_the_lock_was_entered_late(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, asks_once)
    work = engine.begin()
    event = EventRow(
        MAE_FAH_LUANG, "chief_rotated", f"{MAE_FAH_LUANG}/district_chief", PAST, "announced"
    )
    with engine.office.registry.writing() as write:
        lock_instance(write, work)
        assert entered_late(write, MAE_FAH_LUANG, PAST) is None
        announce(write, event)
        assert entered_late(write, MAE_FAH_LUANG, PAST) == write.today
    with engine.office.registry.writing() as write:
        lock_instance(write, work)
        assert entered_late(write, MAE_FAH_LUANG, PAST) == write.today
        assert entered_late(write, MAE_FAH_LUANG, date(2022, 5, 31)) is None
    engine.office.registry.dispose()
