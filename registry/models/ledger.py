"""The audit: chains of salted digests, payloads kept apart, attempts, redactions, seals."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Numbered


class RegistryMeta(Base):
    """What this registry is: its identity, its kind (real, demo, simulation), its release."""

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class ChainHead(Base):
    """The last link of an area's chain. Its row is the lock of the area."""

    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
    seq: Mapped[int]
    digest: Mapped[str]


class Redaction(Numbered):
    """Something was taken out by two people, for a reason. Append-only."""

    __table_args__ = (CheckConstraint("first_person != second_person", name="two_people"),)

    first_person: Mapped[int] = mapped_column(ForeignKey("person.id"))
    second_person: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    targets: Mapped[str]
    recorded_at: Mapped[datetime]


class Payload(Numbered):
    """What was said, as canonical JSON, and the salt of its digest.

    Append-only, but for one update: a redaction takes the salt and blanks named fields. What it
    leaves has a salt of its own, `left_salt`, that the next redaction of the row destroys.
    """

    __table_args__ = (
        CheckConstraint("(salt IS NULL) = (redaction_id IS NOT NULL)", name="redacted"),
    )

    body: Mapped[str]
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    redaction_id: Mapped[int | None] = mapped_column(ForeignKey("redaction.id"))
    left_salt: Mapped[bytes | None] = mapped_column(LargeBinary)


class Audit(Numbered):
    """One link of an area's chain: who did what, when, and the digest of it. Append-only.

    `facts` are the digests of the rows that were written with it (registry/fact_digests.py).
    """

    __table_args__ = (UniqueConstraint("area_code", "seq"),)

    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    seq: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    account: Mapped[str]
    action: Mapped[str]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), unique=True)
    payload_id: Mapped[int | None] = mapped_column(ForeignKey("payload.id"))
    payload_digest: Mapped[str]
    facts: Mapped[str | None]
    digest: Mapped[str]


class Attempt(Numbered):
    """A refusal, or a read of exact counts, or an export. Never what was typed. Append-only."""

    at: Mapped[datetime]
    actor: Mapped[str]
    account: Mapped[str]
    target: Mapped[str]
    code: Mapped[str]


class Seal(Numbered):
    """All heads of a day in one digest, chained. Append-only."""

    day: Mapped[date] = mapped_column(unique=True)
    heads: Mapped[int]
    heads_digest: Mapped[str]
    digest: Mapped[str]
    recorded_at: Mapped[datetime]
