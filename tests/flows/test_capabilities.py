"""The capabilities: one folder and one value each, and no key claimed twice."""

from pathlib import Path

import pytest

import flows
from flows.capabilities import CAPABILITIES, GATES, PAPERS, PROCESSES
from flows.engine.capability import by_key

TOP = Path(flows.__file__).parent
MOST_AT_TOP = 25


def test_two_capabilities_that_claim_one_key_fail_with_both_names() -> None:
    assert by_key("gate", [("order", {"a": 1}), ("meeting", {"b": 2})]) == {"a": 1, "b": 2}
    with pytest.raises(ValueError, match="gate 'a' is claimed by order and by meeting"):
        by_key("gate", [("order", {"a": 1}), ("meeting", {"a": 2})])


def test_every_gate_process_and_effect_belongs_to_one_capability() -> None:
    assert sum(len(one.gates) for one in CAPABILITIES) == len(GATES)
    assert sum(len(one.processes) for one in CAPABILITIES) == len(PROCESSES)
    assert sum(len(one.papers) for one in CAPABILITIES) == len(PAPERS)


def test_what_a_form_records_stands_with_the_capability_that_declares_it() -> None:
    for one in CAPABILITIES:
        folder = "engine" if one.name == "standing" else one.name
        own = {form for form in one.recordings if form.__module__.startswith(f"flows.{folder}.")}
        assert set(one.recordings) == own, one.name


def test_the_top_of_flows_can_be_read_at_a_glance() -> None:
    found = {
        one.stem
        for one in TOP.iterdir()
        if one.stem != "__init__" and (one.suffix == ".py" or (one / "__init__.py").exists())
    }
    assert len(found) <= MOST_AT_TOP, sorted(found)
