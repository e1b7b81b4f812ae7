"""A plan that comes back from a workbook, held against the working copy as it is now.

The workbook says of every row what it said when it was made (a mark of its words), so that what
people changed in it is told from what was changed here meanwhile. Nothing newer is overwritten:
of a row that both changed both are kept, unless who brings the workbook chooses one.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

from flows.engine.installation import Installation
from flows.plan.row_reading import EMPTY, FIELDS, HIDDEN, settled
from flows.plan.working_copy import WorkingCopy
from flows.plan.writing import PlanMoved, PlanWriting, screened, writing
from registry.queries.areas import names as area_names
from registry.queries.plan_working import HEAD, WorkingRow
from registry.refusals import Refusal
from registry.rules.plan_sheet import HEAD_FIELDS


class PlanOfAnother(Refusal):
    """The workbook was made from the plan of another district or year."""


class FileState(StrEnum):
    """What a row of the workbook does to the plan."""

    ADDED = "added"
    CHANGED = "changed"
    TAKEN_OUT = "taken_out"
    UNCHANGED = "unchanged"
    NEWER_STAYS = "newer_stays"  # changed here meanwhile, and not in the workbook
    BOTH = "both"  # changed here and there


class Keep(StrEnum):
    """Which of two versions of a row is kept."""

    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"


@dataclass(frozen=True)
class FileRow:
    """A row of the workbook; `key` "" for a new one. `where` is its first cell."""

    key: str
    body: Mapping[str, Any] = field(repr=False)
    where: str = ""


@dataclass(frozen=True)
class FilePlan:
    """A workbook as it was read. `marks` are those of the rows that it was made from, by key."""

    district: str
    year: int
    state: str
    rows: tuple[FileRow, ...]
    head: Mapping[str, str]
    marks: Mapping[str, str]


@dataclass(frozen=True)
class FileEdit:
    """A row of the workbook beside that of the plan: what becomes of it, in which fields."""

    state: FileState
    called: str
    said: FileRow
    now: WorkingRow | None = None
    fields: tuple[str, ...] = ()


def mark_of(body: Mapping[str, Any]) -> str:
    """A mark of what a row says; the same words have the same."""
    text = json.dumps(in_file(body), sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:16]


def in_file(body: Mapping[str, Any]) -> dict[str, Any]:
    """What of a row stands in a workbook, as it is kept."""
    said = {name: one for name, one in settled(body).items() if name not in HIDDEN}
    return {**said, **{name: body[name] for name in HEAD_FIELDS if body.get(name) not in EMPTY}}


def compare(copy: WorkingCopy, file: FilePlan) -> list[FileEdit]:
    """What the workbook would do, row by row in its order. Raises PlanOfAnother."""
    if (file.district, file.year) != (copy.at.district, copy.start.year):
        names = area_names(copy.at.connection, {file.district})
        district = names.get(file.district, file.district)
        raise PlanOfAnother(field="plan", year=file.year, district=district)
    here = {row.key: row for row in copy.rows}
    named = {row.key for row in file.rows if row.key}
    unnamed = {row.key: mark_of(row.body or {}) for row in copy.rows if row.key not in named}
    edits = [_edit(row, here.get(row.key), file.marks.get(row.key), unnamed) for row in file.rows]
    return [*_head(copy, file), *edits, *_left_out(here, unnamed, file.marks)]


def _head(copy: WorkingCopy, file: FilePlan) -> Iterator[FileEdit]:
    said = FileRow(HEAD, file.head)
    edit = _against(said, copy.head, file.marks.get(HEAD), "")
    if edit.state is not FileState.UNCHANGED:
        yield edit


def _edit(
    said: FileRow, now: WorkingRow | None, began: str | None, unnamed: dict[str, str]
) -> FileEdit:
    """`unnamed`: marks of the plan's rows that no row of the workbook has told of yet, by key."""
    called = str(said.body.get("activity") or said.key or said.where)
    mark = mark_of(said.body)
    edit = None if now is None else _against(said, now, began, called)
    if edit is not None and edit.state is not FileState.BOTH:
        return edit
    same = next((key for key, one in unnamed.items() if one == mark), None)
    if same is not None:  # brought before by the same file, or its key was emptied there
        del unnamed[same]
        return FileEdit(FileState.UNCHANGED, called, said, now)
    if edit is not None:
        return edit
    if said.key and mark == began:  # taken out here, and not changed there
        return FileEdit(FileState.NEWER_STAYS, called, said)
    return FileEdit(FileState.BOTH if said.key and began else FileState.ADDED, called, said)


def _against(said: FileRow, now: WorkingRow, began: str | None, called: str) -> FileEdit:
    mine, theirs = mark_of(said.body), mark_of(now.body or {})
    fields = differing(now.body or {}, said.body)
    if mine == theirs:
        state = FileState.UNCHANGED
    elif theirs == began:
        state = FileState.CHANGED
    elif mine == began:
        state = FileState.NEWER_STAYS
    else:
        state = FileState.BOTH
    return FileEdit(state, called, said, now, fields)


def _left_out(
    here: Mapping[str, WorkingRow], unnamed: Mapping[str, str], marks: Mapping[str, str]
) -> Iterator[FileEdit]:
    """The rows that the workbook was made from and has no longer."""
    for key, mark in marks.items():
        now = here.get(key)
        if now is not None and key in unnamed:
            moved = mark_of(now.body or {}) != mark
            state = FileState.NEWER_STAYS if moved else FileState.TAKEN_OUT
            yield FileEdit(state, now.called, FileRow(key, {}), now)


def differing(now: Mapping[str, Any], said: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields in which two versions of a row differ."""
    one, other = in_file(now), in_file(said)
    fields = dict.fromkeys((*FIELDS, *HEAD_FIELDS))
    return tuple(name for name in fields if one.get(name) != other.get(name))


def take_in(
    office: Installation,
    instance: int,
    file: FilePlan,
    *,
    recorded_by: str,
    state: str | None = None,
    keep: Mapping[str, Keep] | None = None,
) -> list[FileEdit]:
    """Do what the workbook says, all of it or nothing; answers what it did.

    `state`: the copy as it was when the edits were shown. `keep`: which version is kept of a row
    that both changed, by key; both where nothing is said. Raises PlanMoved, PlanOfAnother, and what
    `writing` and the screening refuse.
    """
    with writing(office, instance, recorded_by) as plan:
        if state is not None and plan.copy.state != state:
            raise PlanMoved(field="rows")
        edits = compare(plan.copy, file)
        screened(plan, {"rows": [dict(row.body) for row in file.rows], "head": dict(file.head)})
        _carry_out(plan, edits, keep or {})
    return edits


def _carry_out(plan: PlanWriting, edits: Sequence[FileEdit], keep: Mapping[str, Keep]) -> None:
    new: list[tuple[str, Mapping[str, Any]]] = []
    last = ""
    for one in edits:
        if one.state is FileState.TAKEN_OUT and one.now is not None:
            plan.change(one.now.key, one.now.version, None)
        elif one.state is FileState.CHANGED and one.now is not None:
            _change(plan, one.now, one.said.body)
        elif one.state is FileState.ADDED:
            new.append((last, one.said.body))
        elif one.state is FileState.BOTH:
            _settle(plan, one, keep.get(one.said.key, Keep.BOTH), new)
        last = one.said.key if one.now is not None else last
    _add(plan, new)


def _settle(
    plan: PlanWriting, one: FileEdit, kept: Keep, new: list[tuple[str, Mapping[str, Any]]]
) -> None:
    """A row that both changed: as it was chosen."""
    if one.now is None:
        if kept is not Keep.THEIRS:
            new.append(("", one.said.body))
    elif one.said.key == HEAD:
        _change(plan, one.now, _heads(one.now.body or {}, one.said.body, kept))
    elif kept is Keep.MINE:
        _change(plan, one.now, one.said.body)
    elif kept is Keep.BOTH:
        new.append((one.now.key, one.said.body))


def _heads(now: Mapping[str, Any], said: Mapping[str, Any], kept: Keep) -> dict[str, Any]:
    """The head's texts: one of two, or both, one below the other."""
    if kept is not Keep.BOTH:
        return dict(said if kept is Keep.MINE else now)
    texts = {
        name: [*dict.fromkeys(str(one[name]) for one in (now, said) if one.get(name))]
        for name in HEAD_FIELDS
    }
    return {
        name: two[0] if len(two) == 1 or two[1] in two[0] else "\n\n".join(two)
        for name, two in texts.items()
        if two
    }


def _change(plan: PlanWriting, now: WorkingRow, said: Mapping[str, Any]) -> None:
    kept = {name: one for name in HIDDEN if (one := (now.body or {}).get(name))}
    plan.change(now.key, now.version, {**kept, **said})


def _add(plan: PlanWriting, new: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """New rows, each behind the row that it stands behind in the workbook."""
    if not new:
        return
    keys = plan.add([body for _, body in new])
    order = plan.copy.keys
    for key, (behind, _) in reversed([*zip(keys, new, strict=True)]):
        at = order.index(behind) + 1 if behind in order else len(order)
        order.insert(at, key)
    plan.put_in_order(order)
