"""Transfer orders that move or call off what an earlier one announced.

Why: a later order changes the day of a move or calls it off, and stands in the history under its
own number. No table held that one order speaks of another.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0045_transfer_overrides"
down_revision = "0044_failed_steps"
branch_labels = None
depends_on = None

TABLE = "transfer_override"
LIVE = sa.text("superseded_at IS NULL")
ENTRIES = ("entry_id", "cut_by", "superseded_by")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("office_id", sa.Integer(), nullable=False),
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("number", "by_number", "how")),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        *(sa.Column(one, sa.Integer(), nullable=True) for one in ENTRIES),
        sa.CheckConstraint("how IN ('moved', 'called_off')", name=op.f(f"ck_{TABLE}_how")),
        refers("office_id", "office.id"),
        *(refers(one, "entry.id") for one in ENTRIES),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    for one in ("cut_by", "superseded_by"):
        where = sa.text(f"{one} IS NOT NULL")
        name = f"ix_{TABLE}_{one}"
        op.create_index(name, TABLE, [one], sqlite_where=where, postgresql_where=where)
    op.create_index(op.f(f"ix_{TABLE}_entry_id"), TABLE, ["entry_id"])
    op.create_index(
        f"uq_{TABLE}",
        TABLE,
        ["office_id", "number"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )


def refers(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{TABLE}_{column}"))


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
