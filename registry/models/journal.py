"""Instances, their journals, and what they wait for."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import OPEN, Base, Numbered, index_where, one_of

UNTIL = text("status = 'open' AND until_on IS NOT NULL")
LAPSED = text("status = 'lapsed'")
OWED = text("status IN ('waiting', 'claimed', 'failed')")


class Instance(Numbered):
    """One process for one district and period and attempt; unique among open ones."""

    __table_args__ = (
        UniqueConstraint("process", "district_code", "period", "attempt"),
        one_of("status", "open", "finished", "stopped"),
        index_where(OPEN, "uq_instance_open", "process", "district_code", "period", unique=True),
    )

    process: Mapped[str]
    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    period: Mapped[str]
    attempt: Mapped[int]
    revision: Mapped[int]
    status: Mapped[str]
    phase: Mapped[str]
    outcome: Mapped[str | None]
    started_on: Mapped[date]
    finished_on: Mapped[date | None]


class ChildLink(Base):
    """`parent` waits at `path` for `child`; several parents may wait for one child."""

    parent_id: Mapped[int] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("instance.id"), index=True)


class Entry(Numbered):
    """A journal entry: what happened, when it happened, who said so. Append-only.

    `path` is the call of the process that it answers. `about` is the content hash of what was
    asked about. `of_id` names the entry that it corrects or withdraws, or by which
    the instance was ended.
    """

    __table_args__ = (
        UniqueConstraint("instance_id", "seq"),
        one_of(
            "kind",
            "start",
            "decision",
            "correction",
            "effect",
            "lapse",
            "event",
            "read",
            "child",
            "revision",
            "withdrawal",
            "superseding",
            "standing",
            "end",
        ),
        CheckConstraint(
            "kind != 'decision' OR (decided_by IS NOT NULL AND person_id IS NOT NULL"
            " AND capacity IS NOT NULL AND recorded_by IS NOT NULL)",
            name="decision_has_its_people",
        ),
    )

    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"))
    seq: Mapped[int]
    kind: Mapped[str]
    path: Mapped[str]
    gate: Mapped[str | None]
    form_version: Mapped[int | None]
    revision: Mapped[int]
    act_date: Mapped[date]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    capacity: Mapped[str | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    recorded_at: Mapped[datetime]
    about: Mapped[str | None]
    fingerprint: Mapped[str | None]
    of_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    payload_id: Mapped[int] = mapped_column(ForeignKey("payload.id"))
    payload_digest: Mapped[str]


class Supersession(Base):
    """`entry` no longer counts, because of `by`. Append-only; a live entry has none."""

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    reason: Mapped[str]


class OpenGate(Numbered):
    """A gate that is, or was, open. What it was opened with stays; only its end is written."""

    __tablename__ = "gate"
    __table_args__ = (
        one_of("status", "open", "answered", "lapsed", "event", "closed"),
        CheckConstraint("(status = 'open') = (closed_at IS NULL)", name="end"),
        index_where(OPEN, "uq_gate_open", "instance_id", "path", unique=True),
        index_where(OPEN, "ix_gate_open", "district_code"),
        index_where(UNTIL, "ix_gate_until", "until_on"),
        index_where(LAPSED, "ix_gate_lapsed", "district_code"),
        index_where(text("of_id IS NOT NULL"), "ix_gate_of", "of_id"),
    )

    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"), index=True)
    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    path: Mapped[str]
    gate: Mapped[str]
    subject: Mapped[str | None]
    round: Mapped[int | None]
    about: Mapped[str | None]
    unless: Mapped[str]
    opened_on: Mapped[date]
    opened_at: Mapped[datetime]
    due_on: Mapped[date | None]
    until_on: Mapped[date | None]
    not_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    of_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    note: Mapped[str | None]
    status: Mapped[str]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))


class EffectRequest(Numbered):
    """An effect that a process asked for, and how far the machine got with it."""

    __tablename__ = "effect"
    __table_args__ = (
        UniqueConstraint("instance_id", "path", "fingerprint", "request"),
        one_of("status", "waiting", "claimed", "done", "failed", "cancelled"),
        index_where(OWED, "ix_effect_owed", "status", "district_code"),
    )

    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"))
    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    path: Mapped[str]
    effect: Mapped[str]
    fingerprint: Mapped[str]
    request: Mapped[int]
    inputs: Mapped[str]
    on: Mapped[date] = mapped_column("on_date")
    status: Mapped[str]
    attempts: Mapped[int]
    claimed_by: Mapped[str | None]
    claim_until: Mapped[datetime | None]
    last_error: Mapped[str | None]
    requested_at: Mapped[datetime]
