"""Acts of two, recorded: asked for by one person, confirmed or refused by another."""

from sqlalchemy import Table

from registry.fact_digests import add, change
from registry.transaction import Write


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


def answer(write: Write, table: Table, number: int, *, second: int, confirmed: bool) -> None:
    """The second person confirmed it, or refused."""
    status = "confirmed" if confirmed else "refused"
    ended = {"status": status, "second_person": second, "ended_at": write.now}
    change(write, table, table.c.id == number, **ended)
