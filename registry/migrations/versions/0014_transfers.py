"""Transfer orders are facts, with what each changed of the terms of an office.

Why: calling an order off went by its day. It took along what another door had recorded of that
day, and of two orders of one day the second could not be called off.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0014_transfers"
down_revision = "0013_events"
branch_labels = None
depends_on = None

LIVE = sa.text("superseded_at IS NULL")
ENTRIES = ("entry_id", "cut_by", "superseded_by")


def upgrade() -> None:
    fact("transfer", sa.Column("dated", sa.Date(), nullable=False))
    op.create_index(
        "uq_transfer_number",
        "transfer",
        ["office_id", "number"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    of_terms = ("was_id", "became_id")
    fact(
        "transfer_change",
        sa.Column("place", sa.Integer(), nullable=False),
        *(sa.Column(one, sa.Integer(), nullable=True) for one in of_terms),
        *(refers("transfer_change", one, "holding.id") for one in of_terms),
    )
    op.create_index(op.f("ix_transfer_change_office_id"), "transfer_change", ["office_id"])


def fact(table: str, *own: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        *own,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        *(sa.Column(one, sa.Integer(), nullable=True) for one in ENTRIES),
        refers(table, "office_id", "office.id"),
        *(refers(table, one, "entry.id") for one in ENTRIES),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for one in ("cut_by", "superseded_by"):
        where = sa.text(f"{one} IS NOT NULL")
        name = f"ix_{table}_{one}"
        op.create_index(name, table, [one], sqlite_where=where, postgresql_where=where)
    op.create_index(op.f(f"ix_{table}_entry_id"), table, ["entry_id"])


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
