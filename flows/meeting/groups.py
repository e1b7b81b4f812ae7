"""Working groups in words: what a resolution or an order appoints, as it says itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from flows.engine.answers import answers_of, listed
from flows.engine.gate import Answer, Gate
from flows.meeting.gates import WorkingGroup
from flows.meeting.paper_facts import text_or_none
from registry.queries.working_groups import WorkingGroupRow, working_groups

ORDER = "order"


@dataclass(frozen=True)
class GroupAtWork:
    """A working group with its words, None where they were redacted. `instance` appointed it."""

    row: WorkingGroupRow
    title_th: str | None
    task_th: str | None
    instance: int

    @property
    def by_order(self) -> bool:
        """Whether an order appointed it, not a resolution."""
        return self.row.key.startswith(f"{ORDER}/")


def groups_at_work(
    connection: Connection,
    district: str,
    on: date,
    gates: Mapping[str, Gate[Any]],
    known: datetime | None = None,
) -> list[GroupAtWork]:
    """The working groups that are at work that day, in the words that appointed them."""
    rows = working_groups(connection, district, on, known)
    said = groups_said(connection, [one.key for one in rows], gates)
    return [_in_words(one, said[one.key]) for one in rows]


def groups_said(
    connection: Connection, keys: Iterable[str], gates: Mapping[str, Gate[Any]]
) -> dict[str, WorkingGroup | None]:
    """Working groups by their keys, each as the answer that appointed it has it."""
    keys = tuple(keys)
    said = {one: _appointed_by(connection, one, gates) for one in {_instance(key) for key in keys}}
    found: dict[str, WorkingGroup | None] = {}
    for key in keys:
        place, groups = int(key.rpartition("/g")[2]) - 1, said[_instance(key)]
        found[key] = groups[place] if place < len(groups) else None
    return found


def _instance(key: str) -> int:
    return int(key.split("/")[-2])


def _appointed_by(
    connection: Connection, instance: int, gates: Mapping[str, Gate[Any]]
) -> tuple[WorkingGroup, ...]:
    answers = answers_of(connection, instance, gates).to(Answer)
    appointing = [one.answer for one in answers if hasattr(one.answer, "groups")]
    return tuple(listed(appointing[-1].groups)) if appointing else ()


def _in_words(row: WorkingGroupRow, own: WorkingGroup | None) -> GroupAtWork:
    return GroupAtWork(
        row,
        text_or_none(own.title_th) if own else None,
        text_or_none(own.task) if own else None,
        _instance(row.key),
    )
