"""Instances, their journals, and what they wait for."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnClause, UniqueConstraint, text

from registry.models.base import OPEN, Base, Numbered, column, index_where, one_of

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

    process: ColumnClause[str]
    district_code: ColumnClause[str] = column(references="area.code", index=True)
    period: ColumnClause[str]
    attempt: ColumnClause[int]
    revision: ColumnClause[int]
    status: ColumnClause[str]
    phase: ColumnClause[str]
    outcome: ColumnClause[str | None]
    started_on: ColumnClause[date]
    finished_on: ColumnClause[date | None]


class ChildLink(Base):
    """`parent` waits at `path` for `child`; several parents may wait for one child."""

    parent_id: ColumnClause[int] = column(references="instance.id", primary_key=True)
    path: ColumnClause[str] = column(primary_key=True)
    child_id: ColumnClause[int] = column(references="instance.id", index=True)


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

    instance_id: ColumnClause[int] = column(references="instance.id")
    seq: ColumnClause[int]
    kind: ColumnClause[str]
    path: ColumnClause[str]
    gate: ColumnClause[str | None]
    form_version: ColumnClause[int | None]
    revision: ColumnClause[int]
    act_date: ColumnClause[date]
    decided_by: ColumnClause[int | None] = column(references="office.id")
    person_id: ColumnClause[int | None] = column(references="person.id", index=True)
    capacity: ColumnClause[str | None]
    recorded_by: ColumnClause[int | None] = column(references="person.id", index=True)
    recorded_at: ColumnClause[datetime]
    about: ColumnClause[str | None]
    fingerprint: ColumnClause[str | None]
    of_id: ColumnClause[int | None] = column(references="entry.id")
    payload_id: ColumnClause[int] = column(references="payload.id")
    payload_digest: ColumnClause[str]


class Supersession(Base):
    """`entry` no longer counts, because of `by`. Append-only; a live entry has none."""

    entry_id: ColumnClause[int] = column(references="entry.id", primary_key=True)
    by_id: ColumnClause[int] = column(references="entry.id", index=True)
    reason: ColumnClause[str]


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

    instance_id: ColumnClause[int] = column(references="instance.id", index=True)
    district_code: ColumnClause[str] = column(references="area.code")
    path: ColumnClause[str]
    gate: ColumnClause[str]
    subject: ColumnClause[str | None]
    round: ColumnClause[int | None]
    about: ColumnClause[str | None]
    unless: ColumnClause[str]
    opened_on: ColumnClause[date]
    opened_at: ColumnClause[datetime]
    due_on: ColumnClause[date | None]
    until_on: ColumnClause[date | None]
    not_by: ColumnClause[int | None] = column(references="person.id")
    of_id: ColumnClause[int | None] = column(references="entry.id")
    note: ColumnClause[str | None]
    status: ColumnClause[str]
    closed_at: ColumnClause[datetime | None]
    closed_by: ColumnClause[int | None] = column(references="entry.id")


class EffectRequest(Numbered):
    """An effect that a process asked for, and how far the machine got with it."""

    __tablename__ = "effect"
    __table_args__ = (
        UniqueConstraint("instance_id", "path", "fingerprint", "request"),
        one_of("status", "waiting", "claimed", "done", "failed", "cancelled"),
        index_where(OWED, "ix_effect_owed", "status", "district_code"),
    )

    instance_id: ColumnClause[int] = column(references="instance.id")
    district_code: ColumnClause[str] = column(references="area.code")
    path: ColumnClause[str]
    effect: ColumnClause[str]
    fingerprint: ColumnClause[str]
    request: ColumnClause[int]
    inputs: ColumnClause[str]
    on_date: ColumnClause[date]
    status: ColumnClause[str]
    attempts: ColumnClause[int]
    claimed_by: ColumnClause[str | None]
    claim_until: ColumnClause[datetime | None]
    last_error: ColumnClause[str | None]
    requested_at: ColumnClause[datetime]
