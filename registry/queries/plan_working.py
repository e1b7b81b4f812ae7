"""The working copy of a plan: its rows as they are written, who changed each last, and when."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from config.words import Named
from registry.models import Person, PlanWorking
from registry.queries.people import written_name

HEAD = ""


@dataclass(frozen=True)
class WorkingRow:
    """A row that is being written, or the plan's head (`key` ""); `body` is JSON without the key.

    None for a row that was taken out. `version` counts its changes. `by` and `at` say who changed
    it last; nobody did of one that a plan begins with.
    """

    key: str
    place: int
    version: int
    body: dict[str, Any] | None = field(repr=False)
    by: Named | None = None
    at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it is a row of the plan still."""
        return self.key != HEAD and self.body is not None

    @property
    def group(self) -> str:
        """The group that it stands in; empty for none yet."""
        return str((self.body or {}).get("group") or "")

    @property
    def called(self) -> str:
        """What people call it: by what is to be done, else by its key."""
        return str((self.body or {}).get("activity") or self.key)


def working_rows(connection: Connection, instance: int, turn: int) -> list[WorkingRow]:
    """The rows of the copy in their order, the head and those taken out among them."""
    query = (
        select(
            PlanWorking.key, PlanWorking.place, PlanWorking.version, PlanWorking.body,
            PlanWorking.changed_at, Person.title_th, Person.name_th, Person.title_en,
            Person.name_en,
        )
        .join(Person, Person.id == PlanWorking.changed_by)
        .where(PlanWorking.instance_id == instance, PlanWorking.turn == turn)
        .order_by(PlanWorking.place, PlanWorking.id)
    )  # fmt: skip
    return [
        WorkingRow(
            key=row.key,
            place=row.place,
            version=row.version,
            body=None if row.body is None else json.loads(row.body),
            by=written_name(row.title_th, row.name_th, row.title_en, row.name_en),
            at=row.changed_at,
        )
        for row in connection.execute(query)
    ]


def working_keys(connection: Connection, instance: int) -> set[str]:
    """The keys that rows of the instance's copies ever bore, those taken out too."""
    query = select(PlanWorking.key).where(PlanWorking.instance_id == instance)
    return set(connection.scalars(query)) - {HEAD}
