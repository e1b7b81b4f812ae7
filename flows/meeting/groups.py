"""Working groups in words: what a resolution or an order appoints, as it says itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from flows.engine.answers import answers_of, listed
from flows.engine.gate import Answer, Gate
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
    said = _said(connection, {_instance(one.key) for one in rows}, gates)
    return [_in_words(one, said[_instance(one.key)]) for one in rows]


def _instance(key: str) -> int:
    return int(key.split("/")[-2])


def _said(
    connection: Connection, instances: Iterable[int], gates: Mapping[str, Gate[Any]]
) -> dict[int, tuple[Any, ...]]:
    found: dict[int, tuple[Any, ...]] = {}
    for instance in instances:
        answers = answers_of(connection, instance, gates).to(Answer)
        appointing = [one.answer for one in answers if hasattr(one.answer, "groups")]
        found[instance] = tuple(listed(appointing[-1].groups)) if appointing else ()
    return found


def _in_words(row: WorkingGroupRow, said: tuple[Any, ...]) -> GroupAtWork:
    place = int(row.key.rpartition("/g")[2]) - 1
    own = said[place] if place < len(said) else None
    return GroupAtWork(
        row,
        text_or_none(own.title_th) if own else None,
        text_or_none(own.task) if own else None,
        _instance(row.key),
    )
