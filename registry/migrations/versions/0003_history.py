"""What a committee did before Prasan knew it: dated facts with their source.

Why: most committees are older than Prasan, and what their paper file holds is kept as it is
known, to the day, the month or the year, and never mixed with what Prasan itself recorded.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0003_history"
down_revision = "0002_access"


def fact_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.Column("cut_by", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
    )


def fact_keys(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["cut_by"], ["entry.id"], name=op.f(f"fk_{table}_cut_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f(f"fk_{table}_entry_id")),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["entry.id"], name=op.f(f"fk_{table}_superseded_by")
        ),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f(f"fk_{table}_district_code")
        ),
        sa.ForeignKeyConstraint(
            ["payload_id"], ["payload.id"], name=op.f(f"fk_{table}_payload_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f(f"fk_{table}_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    op.create_table(
        "past_event",
        *fact_columns(),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("payload_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        *fact_keys("past_event"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_past_event_document_id")
        ),
        sa.CheckConstraint(
            "kind IN ('order', 'officer', 'seat', 'step', 'meeting', 'training', 'plan', 'scan')",
            name=op.f("ck_past_event_kind"),
        ),
        sa.CheckConstraint(
            "precision IN ('day', 'month', 'year')", name=op.f("ck_past_event_precision")
        ),
        sa.CheckConstraint(
            "(on_date IS NULL) = (precision IS NULL)", name=op.f("ck_past_event_dated")
        ),
    )
    op.create_index(op.f("ix_past_event_entry_id"), "past_event", ["entry_id"], unique=False)
    op.create_index(
        "uq_past_event_key",
        "past_event",
        ["district_code", "kind", "key"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "past_figure",
        *fact_columns(),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("payload_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        *fact_keys("past_figure"),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_past_figure_quarter")),
    )
    op.create_index(op.f("ix_past_figure_entry_id"), "past_figure", ["entry_id"], unique=False)
    op.create_index(
        "uq_past_figure_key",
        "past_figure",
        ["district_code", "key"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
