"""Reminders: one mail a person and day, and which stage of which gate it told.

Why: a reminder that is sent twice is read by nobody, and one that is lost is noticed too late. The
database itself holds that a stage of a due day is told a person once, and a person mailed once a
day, whoever claims it.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0015_notices"
down_revision = "0014_transfers"
branch_labels = None
depends_on = None

OWED = sa.text("status IN ('waiting', 'claimed')")


def upgrade() -> None:
    op.create_table(
        "notice_mail",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("again_at", Instant(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claim_until", Instant(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("reply", sa.Integer(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('waiting', 'claimed', 'sent', 'failed', 'dropped')",
            name=op.f("ck_notice_mail_status"),
        ),
        sa.CheckConstraint(
            "(status IN ('waiting', 'claimed')) = (ended_at IS NULL)",
            name=op.f("ck_notice_mail_end"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_mail_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_notice_mail_message_id")),
        sa.UniqueConstraint("person_id", "on_date", name=op.f("uq_notice_mail_person_id_on_date")),
    )
    op.create_index(
        "ix_notice_mail_owed", "notice_mail", ["status"], sqlite_where=OWED, postgresql_where=OWED
    )
    op.create_index(op.f("ix_notice_mail_on_date"), "notice_mail", ["on_date"])
    op.create_table(
        "notice",
        sa.Column("gate_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('told', 'skipped', 'settled')", name=op.f("ck_notice_status")
        ),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"], name=op.f("fk_notice_gate_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["notice_mail.id"], name=op.f("fk_notice_mail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "gate_id",
            "due_on",
            "person_id",
            "stage",
            name=op.f("uq_notice_gate_id_due_on_person_id_stage"),
        ),
    )
    op.create_index(op.f("ix_notice_person_id"), "notice", ["person_id"])
    op.create_index(op.f("ix_notice_mail_id"), "notice", ["mail_id"])


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
