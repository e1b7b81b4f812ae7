"""The audit: chains of salted digests, payloads kept apart, attempts, redactions, seals."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnClause, UniqueConstraint

from registry.models.base import Base, Numbered, column


class RegistryMeta(Base):
    """What this registry is: its identity, its kind (real, demo, simulation), its release."""

    key: ColumnClause[str] = column(primary_key=True)
    value: ColumnClause[str]


class ChainHead(Base):
    """The last link of an area's chain. Its row is the lock of the area."""

    area_code: ColumnClause[str] = column(references="area.code", primary_key=True)
    seq: ColumnClause[int]
    digest: ColumnClause[str]


class Redaction(Numbered):
    """Something was taken out by two people, for a reason. Append-only."""

    __table_args__ = (CheckConstraint("first_person != second_person", name="two_people"),)

    first_person: ColumnClause[int] = column(references="person.id")
    second_person: ColumnClause[int] = column(references="person.id")
    reason: ColumnClause[str]
    targets: ColumnClause[str]
    recorded_at: ColumnClause[datetime]


class Payload(Numbered):
    """What was said, as canonical JSON, and the salt of its digest.

    Append-only, but for one update: a redaction takes the salt and blanks named fields. What it
    leaves has a salt of its own, `left_salt`, that the next redaction of the row destroys.
    """

    __table_args__ = (
        CheckConstraint("(salt IS NULL) = (redaction_id IS NOT NULL)", name="redacted"),
    )

    body: ColumnClause[str]
    salt: ColumnClause[bytes | None]
    redaction_id: ColumnClause[int | None] = column(references="redaction.id")
    left_salt: ColumnClause[bytes | None]


class Audit(Numbered):
    """One link of an area's chain: who did what, when, and the digest of it. Append-only.

    `facts` are the digests of the rows that were written with it (registry/fact_digests.py).
    """

    __table_args__ = (UniqueConstraint("area_code", "seq"),)

    area_code: ColumnClause[str] = column(references="area.code")
    seq: ColumnClause[int]
    at: ColumnClause[datetime]
    actor: ColumnClause[int | None] = column(references="person.id")
    account: ColumnClause[str]
    action: ColumnClause[str]
    entry_id: ColumnClause[int | None] = column(references="entry.id", unique=True)
    payload_id: ColumnClause[int | None] = column(references="payload.id")
    payload_digest: ColumnClause[str]
    facts: ColumnClause[str | None]
    digest: ColumnClause[str]


class Attempt(Numbered):
    """A refusal, or a read of exact counts, or an export. Never what was typed. Append-only."""

    at: ColumnClause[datetime]
    actor: ColumnClause[str]
    account: ColumnClause[str]
    target: ColumnClause[str]
    code: ColumnClause[str]


class Seal(Numbered):
    """All heads of a day in one digest, chained. Append-only."""

    day: ColumnClause[date] = column(unique=True)
    heads: ColumnClause[int]
    heads_digest: ColumnClause[str]
    digest: ColumnClause[str]
    recorded_at: ColumnClause[datetime]
