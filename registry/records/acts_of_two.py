"""Acts of two, recorded: asked for by one person, confirmed or refused by another."""

from typing import NamedTuple

from sqlalchemy import Table

from registry.fact_digests import add, change
from registry.rules.plain_values import Json
from registry.transaction import Write


class SecondAnswer(NamedTuple):
    """What the second person said, and who that is; `reason` where no gate keeps it."""

    second: int
    confirmed: bool
    reason: str = ""

    def told(self, **body: Json) -> Json:
        """What the audit tells of it."""
        return {**body, "reason": self.reason} if self.reason else body


def ask(
    write: Write,
    table: Table,
    area: str,
    instance: int | None,
    *,
    first: int,
    reason: str,
    **of: object,
) -> int:
    """Record what is asked for, `of` being the act's own columns. Answers its number."""
    row = {
        **of,
        "area_code": area,
        "instance_id": instance,
        "first_person": first,
        "second_person": None,
        "reason": reason,
        "status": "open",
        "asked_at": write.now,
        "ended_at": None,
    }
    return add(write, table, row)


def answer(write: Write, table: Table, number: int, said: SecondAnswer) -> None:
    """The second person confirmed it, or refused."""
    status = "confirmed" if said.confirmed else "refused"
    ended = {"status": status, "second_person": said.second, "ended_at": write.now}
    change(write, table, table.c.id == number, **ended)
