"""What must be true of the processes, gates and effects of this release as they are written."""

import ast
import json
import sys
from collections import Counter
from dataclasses import fields
from pathlib import Path
from subprocess import run
from typing import Any

import pytest
from pydantic import BaseModel

import flows
from config.defaults import policy
from flows.capabilities import GATES, PROCESSES, STANDING, declared
from flows.engine.gate import Gate, GateSet
from flows.engine.replay import Effect, Query
from tests.released.contract import effects_declared

FILES = {
    key: Path(str(sys.modules[process.function.__module__].__file__))
    for key, process in PROCESSES.items()
}
PARTS = {  # of a long process
    "annual_cycle": [FILES["annual_cycle"].with_name("quarters.py")],
    "handover": [FILES["handover"].with_name("vacant_post.py")],
    "plan": [FILES["plan"].with_name("endorsements.py")],
}
OF_PROCESS = {key: [file, *PARTS.get(key, [])] for key, file in FILES.items()}
SHARED = sorted({*Path(flows.__file__).parent.glob("*/process.py")} - {*FILES.values()})
WRITTEN = [*(file for files in OF_PROCESS.values() for file in files), *SHARED]
LONGEST = 60
CALLS = {
    "ask", "ask_each", "do", "prepare", "read", "child", "wait_until", "together", "for_each",
}  # fmt: skip
EFFECTS = effects_declared(Effect)
QUERIES = effects_declared(Query)
SETS: dict[str, tuple[Gate[Any], ...]] = {
    name: (value,) if isinstance(value, Gate) else tuple(value)
    for module in [*sys.modules.values()]
    if module.__name__.startswith("flows.") and module.__name__.endswith("gates")
    for name, value in vars(module).items()
    if isinstance(value, Gate | GateSet) and module.__name__ != "flows.engine.standing_gates"
}
KINDS_OF_SET = GateSet.__subclasses__()


def test_nothing_that_is_recorded_holds_a_float_which_has_no_one_text() -> None:
    models = (
        *(form for gate in GATES.values() for form in gate.forms),
        *(process.start for process in PROCESSES.values()),
        *(model for one in EFFECTS.values() for model in (one.inputs, one.result)),
        *(model for one in QUERIES.values() for model in (one.args, one.result)),
    )
    assert [one.__name__ for one in models if _holds_number(one)] == []


def _holds_number(model: type[BaseModel]) -> bool:
    """Whether its JSON may hold a number that is no whole one. An amount of money is a text."""
    return '"type": "number"' in json.dumps(model.model_json_schema(mode="serialization"))


OPEN = {  # reasons of what a Chief may decide that say nothing of the Chief's position
    "confirm_authority",  # the holder answers for what was decided in the office's name
    "committee_meeting",  # likewise
    "inception_meeting",  # why the meeting was postponed, as its members are told
}


def test_a_chiefs_reason_is_internal_in_every_form() -> None:
    asked = {
        (key, name)
        for key, gate in GATES.items()
        for form in gate.forms
        for name in form.model_fields
        if "district_chief" in gate.deciders and "reason" in name and key not in OPEN
    }
    assert asked
    assert asked == {(key, name) for key, gate in GATES.items() for name in gate.internal}


def calls(file: Path) -> list[tuple[str, ast.Call]]:
    """The primitives that a process file calls, by name."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [
        (node.func.attr, node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CALLS
    ]


def named(call: ast.Call) -> str:
    """The name of the gate, effect, query or process that is called for, or its key."""
    match first := call.args[0]:
        case ast.Name(id=name):
            return name
        case ast.Constant(value=str(key)):
            return key
        case _:
            return ast.unparse(first)


def site(verb: str, call: ast.Call) -> str:
    """The key of a call site: of a wait for a day it is the second argument."""
    if verb == "wait_until" and isinstance(call.args[1], ast.Constant):
        return str(call.args[1].value)
    return named(call)


def names(file: Path) -> set[str]:
    """The names that a file uses, but for its imports."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def test_every_gate_stands_in_exactly_one_gate_set() -> None:
    stands = Counter(gate.key for gates in SETS.values() for gate in gates)
    assert set(stands) == set(GATES) - STANDING
    assert {key for key, count in stands.items() if count > 1} == set()


def test_every_gate_set_is_used_by_exactly_one_process() -> None:
    used = Counter(
        name
        for files in OF_PROCESS.values()
        for name in {one for file in files for one in names(file)} & set(SETS)
    )
    assert used == Counter(SETS.keys())


def test_every_gate_of_a_set_is_asked_at_in_one_place() -> None:
    asked = [
        call.args[0].attr
        for file in SHARED
        for verb, call in calls(file)
        if verb.startswith("ask") and isinstance(call.args[0], ast.Attribute)
    ]
    declared_in_sets = [one.name for kind in KINDS_OF_SET for one in fields(kind)]
    assert asked
    assert Counter(asked) == Counter(declared_in_sets)


def test_every_gate_belongs_to_a_phase_of_its_process() -> None:
    for key, files in OF_PROCESS.items():
        used = {name for file in files for name in names(file)} & set(SETS)
        phases = {gate.phase for name in used for gate in SETS[name] if gate.phase}
        assert phases <= set(PROCESSES[key].phases), key


def test_every_process_declares_its_phases_once_and_stands_in_a_file_of_its_own() -> None:
    assert len(set(FILES.values())) == len(PROCESSES)
    for process in PROCESSES.values():
        assert len(set(process.phases)) == len(process.phases) > 0


def test_every_effect_key_has_exactly_one_task_and_every_query_one_answer() -> None:
    known = declared()
    assert Counter(one.key for one in EFFECTS.values()) == Counter(known.tasks.keys())
    assert Counter(one.key for one in QUERIES.values()) == Counter(known.reads.keys())
    assert len(set(known.tasks.values())) == len(known.tasks)


def test_every_effect_and_query_is_called_for_by_a_process() -> None:
    declared_names = set(EFFECTS) | set(QUERIES)
    assert {name for file in WRITTEN for name in names(file)} >= declared_names


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_call_site_has_a_key_of_its_own(file: Path) -> None:
    sites = Counter(site(verb, call) for verb, call in calls(file))
    assert [key for key, count in sites.items() if count > 1] == []


def test_keys_of_gates_effects_queries_and_processes_are_never_shared() -> None:
    keys = [*GATES, *PROCESSES]
    keys += [one.key for one in EFFECTS.values()]
    keys += [one.key for one in QUERIES.values()]
    for file in WRITTEN:
        keys += [site(verb, call) for verb, call in calls(file) if verb == "wait_until"]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_no_function_of_a_process_is_longer_than_a_page(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > LONGEST]
    assert functions
    assert long == []


def test_processes_import_no_prefect_and_no_database() -> None:
    probe = (
        "import sys, flows.capabilities\n"
        "sys.exit(','.join(m for m in ('prefect', 'sqlalchemy') if m in sys.modules))"
    )
    told = run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert "prefect" not in told.stderr
    for file in WRITTEN:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        modules = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
        modules |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        heads = {module.split(".")[0] for module in modules}
        assert heads & {"prefect", "sqlalchemy", "desk", "tasks"} == set()
        assert {m for m in modules if m.startswith("registry.") and ".rules." not in m} == set()


def test_no_process_reads_a_clock() -> None:
    for file in WRITTEN:
        source = file.read_text(encoding="utf-8")
        assert "today()" not in source
        assert "now()" not in source


def test_every_gate_has_a_due_rule_that_the_policy_knows() -> None:
    assert {gate.due for gate in GATES.values()} <= set(policy().due.working_days)
