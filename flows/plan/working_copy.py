"""The working copy of a plan: one for all who prepare it, as it is written and not yet put forward.

It begins from what the gate proposes (`begin_plan`) and stands in the registry from the first
change on. What nobody has changed yet reads the same before and after that.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from config.activities import activities
from flows.engine.answers import Answers, withdrawn_decision
from flows.engine.gate import Gate
from flows.engine.instance_start import start_of
from flows.engine.offers import GateContext, Proposal
from flows.plan.beginning import begin_plan, draft_again
from flows.plan.gates import PlanDraftV1
from flows.plan.process import PLAN, PlanStart
from flows.plan.row_reading import EMPTY, KEY, RowReading, as_lines, read_row
from flows.plan.rows import PlanGroup, PlanRow
from registry.journal import GateRow, entries, instance as known_instance, open_gates
from registry.queries.plan_working import HEAD, WorkingRow, working_keys, working_rows
from registry.queries.plans import used_row_keys
from registry.records.plan_working import Copy
from registry.rules.plain_values import Json
from registry.rules.plan_sheet import HEAD_FIELDS

FIRST = 1  # the version of a row that nobody has changed yet
GROUPS = tuple(PlanGroup(one) for one in activities().groups)


@dataclass(frozen=True)
class WorkingCopy:
    """The plan as it is written now, at an open gate of a draft.

    `rows` are those of the plan in printed order, `gone` those that were taken out. `begun` says
    whether the copy stands in the registry; `taken` are keys that no new row may bear. Of a plan
    that is not being written `rows` are those of its last draft, and it is not `open`.
    """

    at: GateContext
    turn: int
    start: PlanStart
    rows: tuple[WorkingRow, ...]
    gone: tuple[WorkingRow, ...]
    head: WorkingRow
    begun: bool
    taken: frozenset[str]
    open: bool = True

    @property
    def copy(self) -> Copy:
        """Which copy it is."""
        return Copy(self.at.instance, self.turn)

    @property
    def keys(self) -> list[str]:
        """The keys of the rows, in their order."""
        return [row.key for row in self.rows]

    @cached_property
    def readings(self) -> Mapping[str, RowReading]:
        """What each row says as far as it is written, by key."""
        return {row.key: read_row(row.key, row.body or {}) for row in self.rows}

    @cached_property
    def whole(self) -> tuple[PlanRow, ...]:
        """The rows that lack nothing."""
        return tuple(one.row for one in self.readings.values() if one.row is not None)

    @property
    def state(self) -> str:
        """A mark of the copy as it is now: any change of any row makes it another."""
        said = [(row.key, row.version, row.place) for row in (self.head, *self.rows)]
        return sha256(repr(said).encode()).hexdigest()[:24]

    @property
    def answer(self) -> dict[str, Json]:
        """What is put to the committee; only fit to be sent where every row is whole."""
        head = {name: said for name, said in (self.head.body or {}).items() if said}
        return {**head, "rows": [{"key": row.key, **(row.body or {})} for row in self.rows]}

    def row(self, key: str) -> WorkingRow | None:
        """The row or the head of that key, also one that was taken out."""
        known = (self.head, *self.rows, *self.gone)
        return next((one for one in known if one.key == key), None)


def draft_gate(
    connection: Connection, instance: int, gates: Mapping[str, Gate[Any]]
) -> GateRow | None:
    """The open gate at which the instance's plan is written; None where none waits."""
    return next(
        (
            one
            for one in open_gates(connection, instance_id=instance)
            if one.gate in gates and issubclass(gates[one.gate].form, PlanDraftV1)
        ),
        None,
    )


def working_copy(
    connection: Connection, instance: int, gates: Mapping[str, Gate[Any]], on: date
) -> WorkingCopy | None:
    """The plan as it is written; None where no draft of it is asked for now."""
    asked = draft_gate(connection, instance, gates)
    if asked is None:
        return None
    answers = Answers(entries(connection, instance), gates)
    at = GateContext(
        connection, instance, asked.district_code, on, answers, asked.path, asked.about
    )
    start, turn = start_of(at.entries, PlanStart), turn_of(asked.path)
    kept = working_rows(connection, instance, turn)
    used = used_row_keys(connection, at.district, start.year) | working_keys(connection, instance)
    return _made(
        at, turn, start, kept or _beginning(at, turn, start, used), begun=bool(kept), used=used
    )


def plan_shown(
    connection: Connection, instance: int, gates: Mapping[str, Gate[Any]], on: date
) -> WorkingCopy | None:
    """The working copy, else the last draft; None where the instance is no plan's."""
    found = working_copy(connection, instance, gates, on)
    if found is not None:
        return found
    row = known_instance(connection, instance)
    if row is None or row.process != PLAN.key:
        return None
    answers = Answers(entries(connection, instance), gates)
    last = answers.last(PlanDraftV1)
    path = last.path if last else ""
    at = GateContext(connection, instance, row.district, on, answers, path)
    return _of_draft(at, draft_again(last.body) if last else {})


def _of_draft(at: GateContext, said: Mapping[str, Any]) -> WorkingCopy:
    """The rows of the last draft, which nobody writes any more."""
    head = {name: said[name] for name in HEAD_FIELDS if said.get(name)}
    kept = [WorkingRow(HEAD, 0, FIRST, head)] + [
        WorkingRow(str(row["key"]), place, FIRST, body_of(row))
        for place, row in enumerate(said.get("rows") or (), 1)
    ]
    made = _made(at, turn_of(at.path), start_of(at.entries, PlanStart), kept, begun=True, used=())
    return replace(made, open=False)


def turn_of(path: str) -> int:
    """Which turn of the draft a gate's path asks for."""
    _, _, turn = path.rpartition("#")
    return int(turn) if turn.isdecimal() else 1


def _made(
    at: GateContext,
    turn: int,
    start: PlanStart,
    kept: Sequence[WorkingRow],
    *,
    begun: bool,
    used: Collection[str],
) -> WorkingCopy:
    head = next((one for one in kept if one.key == HEAD), WorkingRow(HEAD, 0, FIRST, {}))
    rows = sorted((one for one in kept if one.stands), key=_printed)
    gone = tuple(one for one in kept if one.key != HEAD and not one.stands)
    taken = frozenset({*used, *(one.key for one in kept)})
    return WorkingCopy(at, turn, start, tuple(rows), gone, head, begun, taken)


def _printed(row: WorkingRow) -> tuple[int, int]:
    """By group as the plan prints them, those without one last; then by place."""
    place = GROUPS.index(PlanGroup(row.group)) if row.group in GROUPS else len(GROUPS)
    return place, row.place


def _beginning(
    at: GateContext, turn: int, start: PlanStart, used: Collection[str]
) -> list[WorkingRow]:
    """The rows that nobody has changed yet.

    They are those of the draft that was withdrawn, of the draft that is changed, or of the version
    that is amended, under their own keys; else new rows, in the first turn of a first version.
    """
    withdrawn = withdrawn_draft(at)
    proposal = withdrawn or begin_plan(at)
    head = {name: proposal[name] for name in HEAD_FIELDS if proposal.get(name)}
    rows: list[Proposal] = proposal.get("rows") or []
    is_first = turn == 1 and start.version == 1 and not withdrawn
    keys = new_keys(used, len(rows)) if is_first else [str(row["key"]) for row in rows]
    return [
        WorkingRow(HEAD, 0, FIRST, head),
        *(
            WorkingRow(key, place, FIRST, body_of(row))
            for place, (key, row) in enumerate(zip(keys, rows, strict=True), 1)
        ),
    ]


def withdrawn_draft(at: GateContext) -> Proposal | None:
    """The draft that was put forward at this gate and withdrawn; None for none."""
    gone = withdrawn_decision(at.entries, at.path)
    return draft_again(gone.body["answer"]) if gone else None


def body_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says, without its key and what it leaves empty."""
    said = {name: as_lines(one) for name, one in row.items() if name != KEY}
    return {name: one for name, one in said.items() if one not in EMPTY}


def new_keys(taken: Iterable[str], count: int) -> list[str]:
    """So many keys that no row ever bore: one more than the highest number so far, and on."""
    numbers = [int(key[4:]) for key in taken if key.startswith("row-") and key[4:].isdecimal()]
    first = max(numbers, default=0) + 1
    return [f"row-{number}" for number in range(first, first + count)]
