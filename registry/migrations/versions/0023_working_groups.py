"""Working groups that a resolution or an order appoints.

Why: a group appointed by a resolution stood in the words of minutes alone; nobody could see which
groups are at work, who is in them, and until when.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0023_working_groups"
down_revision = "0022_activities"
branch_labels = None
depends_on = None

LIVE = sa.text("superseded_at IS NULL")
ENTRIES = ("entry_id", "cut_by", "superseded_by")
TABLE = "working_group"


def upgrade() -> None:
    op.create_table(
        TABLE,
        text("district_code"),
        text("key"),
        text("members"),
        sa.Column("until", sa.Date(), nullable=True),
        number("id"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        *(number(one, nullable=True) for one in ENTRIES),
        refers("district_code", "area.code"),
        *(refers(one, "entry.id") for one in ENTRIES),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    for one in ("cut_by", "superseded_by"):
        where = sa.text(f"{one} IS NOT NULL")
        name = f"ix_{TABLE}_{one}"
        op.create_index(name, TABLE, [one], sqlite_where=where, postgresql_where=where)
    op.create_index(op.f(f"ix_{TABLE}_entry_id"), TABLE, ["entry_id"])
    op.create_index(
        f"uq_{TABLE}_day", TABLE, ["district_code", "key", "valid_from"], unique=True,
        sqlite_where=LIVE, postgresql_where=LIVE,
    )  # fmt: skip


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def refers(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{TABLE}_{column}"))


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
