"""How the rows of two drafts of a plan differ: which came, which went, which fields changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flows.engine.offers import Proposal
from flows.plan.beginning import draft_again, version_amended
from flows.plan.gates import PlanDraftV1
from flows.plan.row_reading import EMPTY, FIELDS, HIDDEN, settled
from flows.plan.rows import PlanRow
from flows.plan.working_copy import WorkingCopy
from registry.rules.plan_sheet import HEAD_FIELDS

DEFAULTS: Mapping[str, Any] = {
    name: field.default for name, field in PlanRow.model_fields.items() if not field.is_required()
}


class Change(StrEnum):
    """What became of a row."""

    ADDED = "added"
    LEFT = "left"
    CHANGED = "changed"


@dataclass(frozen=True)
class FieldChange:
    """A field of a row: what stood there, and what stands there now."""

    name: str
    before: Any
    now: Any


@dataclass(frozen=True)
class RowChange:
    """A row that is not as it was; `fields` of one that changed."""

    change: Change
    activity: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class PlanChanges:
    """What differs from the draft before, or from the `version` before; `head`: its parts."""

    version: int | None
    rows: tuple[RowChange, ...]
    head: tuple[str, ...]


def changes_of(copy: WorkingCopy) -> PlanChanges | None:
    """What the plan says otherwise than before: than the draft before this one, else than the
    version that it amends. None for the first draft of a first version.
    """
    version = copy.start.version - 1
    drafts = copy.at.answers.to(PlanDraftV1)
    earlier = drafts if copy.open else drafts[:-1]
    if earlier:
        return _changes(copy, draft_again(earlier[-1].body), None)
    return _changes(copy, version_amended(copy.at, copy.start), version) if version else None


def _changes(copy: WorkingCopy, before: Proposal, version: int | None) -> PlanChanges:
    now = [{"key": row.key, **(row.body or {})} for row in copy.rows]
    head = copy.head.body or {}
    parts = [one for one in HEAD_FIELDS if (head.get(one) or "") != (before.get(one) or "")]
    return PlanChanges(version, tuple(row_changes(before.get("rows") or (), now)), tuple(parts))


def row_changes(
    before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]
) -> Iterator[RowChange]:
    """What was added, changed and taken out, in the order of the newer draft."""
    old = {row["key"]: row for row in before}
    for row in now:
        known = old.get(row["key"])
        if known is None:
            yield RowChange(Change.ADDED, _called(row))
        elif fields := _changed(known, row):
            yield RowChange(Change.CHANGED, _called(row), fields)
    left = {row["key"] for row in now}
    yield from (RowChange(Change.LEFT, _called(row)) for key, row in old.items() if key not in left)


def _called(row: Mapping[str, Any]) -> str:
    return str(row.get("activity") or row["key"])


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    old, new = _said(before), _said(now)
    return tuple(
        FieldChange(name, old.get(name), new.get(name))
        for name in FIELDS
        if name not in HIDDEN and old.get(name) != new.get(name)
    )


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row in one way of writing it, without what says nothing."""
    whole = {**DEFAULTS, **settled(row)}
    return {name: one for name, one in whole.items() if one not in EMPTY and one is not False}
