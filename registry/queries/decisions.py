"""Decisions by the office that took them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from registry.models import Entry, Instance, Office, OpenGate, Supersession
from registry.rows import every, one


@dataclass(frozen=True)
class DecisionRow:
    """A decision that counts: who took it for which office, on what day."""

    entry: int
    instance: int
    district: str
    office: str
    person: int
    act_date: date


_DECISIONS = (
    select(
        Entry.id,
        Entry.instance_id,
        Instance.district_code,
        Office.ref,
        Entry.person_id,
        Entry.act_date,
    )
    .join(Instance, Instance.id == Entry.instance_id)
    .join(Office, Office.id == Entry.decided_by)
    .outerjoin(Supersession, Supersession.entry_id == Entry.id)
    .where(Entry.kind == "decision", Supersession.entry_id.is_(None))
    .order_by(Entry.id)
)


def decisions_of(connection: Connection, offices: Collection[str]) -> list[DecisionRow]:
    """The decisions that count and that were taken for these offices (references)."""
    rows = connection.execute(_DECISIONS.where(Office.ref.in_(offices)))
    return every(DecisionRow, rows)


def decision(connection: Connection, entry_id: int) -> DecisionRow | None:
    """That decision, None where it no longer counts."""
    return one(DecisionRow, connection.execute(_DECISIONS.where(Entry.id == entry_id)).first())


def asked_about(connection: Connection, gate: str, entries: Collection[int]) -> set[int]:
    """Those of the entries that a gate of that key was ever opened about."""
    query = select(OpenGate.of_id).where(OpenGate.gate == gate, OpenGate.of_id.in_(entries))
    return {found for found in connection.scalars(query) if found is not None}
