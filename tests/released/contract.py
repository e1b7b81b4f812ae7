"""What a release promised to its journals: keys, and the shapes of what they hold.

What later releases add is no part of it: a form's conditions, its words, newer forms, and a field
that its model records only where it says something (the model's schema names it as `x-later`; the
fingerprint of what was recorded before is held beside the model).
"""

import importlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from flows.capabilities import CAPABILITIES, GATES, PROCESSES
from flows.engine.replay import Effect, EntryKind, EventKind, Query

# What a JSON Schema says of a value, not of the page that asks for it.
OF_VALUES = {
    "type", "properties", "required", "additionalProperties", "items", "prefixItems", "anyOf",
    "enum", "const", "default", "pattern", "format", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems", "$ref", "$defs",
    "x-later",
}  # fmt: skip
NAMED_BY_PEOPLE = {"properties", "$defs"}
LATER = "x-later"


Contract = dict[str, dict[str, Any]]


def contract() -> Contract:
    """Of this release: forms by gate, inputs and results by effect and query, kinds, processes."""
    return {
        "gates": {key: [_shape(form) for form in gate.forms] for key, gate in GATES.items()},
        "effects": {
            one.key: [_shape(one.inputs), _shape(one.result)]
            for one in effects_declared(Effect).values()
        },
        "queries": {
            one.key: [_shape(one.args), _shape(one.result)]
            for one in effects_declared(Query).values()
        },
        "processes": {key: process.revision for key, process in PROCESSES.items()},
        "entries": {one.value: True for one in EntryKind},
        "events": {one.value: True for one in EventKind},
    }  # fmt: skip


D = TypeVar("D")


def effects_declared(kind: type[D]) -> dict[str, D]:
    """The effects, or the queries, by their names in the capabilities' modules of effects."""
    modules = [
        importlib.import_module(f"flows.{one.name}.effects") for one in CAPABILITIES if one.papers
    ]
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, kind)
    }


def broken(promised: Contract, kept: Contract) -> list[str]:
    """What of a release's contract is kept no more, by its place."""
    return [
        f"{part}.{key}"
        for part, said in promised.items()
        for key, shape in said.items()
        if not _stands(shape, kept[part].get(key))
    ]


def written(said: Contract) -> str:
    """The contract as a file: the same for the same contract."""
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _stands(promised: Any, kept: Any) -> bool:
    if isinstance(promised, list) and isinstance(kept, list):  # newer forms stand behind
        first = kept[: len(promised)]
        return len(first) == len(promised) and all(map(_alike, promised, first))
    if isinstance(promised, int) and isinstance(kept, int):  # a revision
        return kept >= promised
    return bool(kept == promised)


def _alike(promised: Any, kept: Any) -> bool:
    """One shape, but for fields that the kept one adds and names as recorded only where told."""
    if isinstance(promised, list) and isinstance(kept, list):
        return len(promised) == len(kept) and all(map(_alike, promised, kept))
    if isinstance(promised, Mapping) and isinstance(kept, Mapping):
        said, has = (
            {key: one for key, one in it.items() if key != LATER} for it in (promised, kept)
        )
        if LATER in kept:
            added = {*kept[LATER]} - said["properties"].keys()
            fields = has["properties"].items()
            has["properties"] = {key: one for key, one in fields if key not in added}
        return said.keys() == has.keys() and all(_alike(said[key], has[key]) for key in said)
    return bool(promised == kept)


def _shape(model: type[BaseModel]) -> Any:
    return _of_values(model.model_json_schema())


def _of_values(schema: Any, *, named: bool = False) -> Any:
    if isinstance(schema, Mapping):
        kept: Iterable[str] = schema if named else schema.keys() & OF_VALUES
        return {
            key: _of_values(schema[key], named=not named and key in NAMED_BY_PEOPLE)
            for key in kept
        }  # fmt: skip
    if isinstance(schema, list):
        return [_of_values(one) for one in schema]
    return schema
