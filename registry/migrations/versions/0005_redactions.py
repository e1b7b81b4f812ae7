"""Redactions that one person has asked for and another has not yet confirmed.

Why: two people take something out, days apart; what was asked has to stand between them.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0005_redactions"
down_revision = "0004_directives"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "redaction_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Integer(), nullable=True),
        sa.Column("first_person", sa.Integer(), nullable=False),
        sa.Column("second_person", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("with_copies", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "status IN ('open', 'confirmed', 'refused')", name=op.f("ck_redaction_request_status")
        ),
        sa.CheckConstraint(
            "(status = 'open') = (ended_at IS NULL)", name=op.f("ck_redaction_request_end")
        ),
        sa.CheckConstraint(
            "(status = 'open') = (second_person IS NULL)", name=op.f("ck_redaction_request_second")
        ),
        sa.CheckConstraint(
            "first_person != second_person", name=op.f("ck_redaction_request_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["area_code"], ["area.code"], name=op.f("fk_redaction_request_area_code")
        ),
        sa.ForeignKeyConstraint(
            ["first_person"], ["person.id"], name=op.f("fk_redaction_request_first_person")
        ),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_redaction_request_instance_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_person"], ["person.id"], name=op.f("fk_redaction_request_second_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction_request")),
    )
    op.create_index(
        "ix_redaction_request_open",
        "redaction_request",
        ["area_code"],
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
