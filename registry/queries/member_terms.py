"""Since when the members by name fill their seats."""

from datetime import date, datetime

from sqlalchemy import Connection, select

from registry.facts import holds
from registry.models import Committee, CommitteeSeat, Member


def member_terms(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> dict[str, date]:
    """The first day of whoever fills a seat by name on that day, by the seat's key."""
    query = (
        select(CommitteeSeat.key, Member.valid_from)
        .join(CommitteeSeat, CommitteeSeat.id == Member.seat_id)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .where(Committee.district_code == district, holds(Member, on, known))
    )
    return {row[0]: row[1] for row in connection.execute(query)}
