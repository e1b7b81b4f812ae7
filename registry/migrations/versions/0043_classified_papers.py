"""The register of classified papers.

Why: a paper that an office has classified is never uploaded (practice.md 18), and there was no
place for its number, date and keeper.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0043_classified_papers"
down_revision = "0042_vacant_seats"
branch_labels = None
depends_on = None

TABLE = "classified_paper"
LIVE = sa.text("superseded_at IS NULL")
ENTRIES = ("entry_id", "cut_by", "superseded_by")
LEVELS = ("confidential", "secret", "top_secret")
PRECISIONS = ("day", "month", "year")


def upgrade() -> None:
    op.create_table(
        TABLE,
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("district_code", "key", "level")),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        *(sa.Column(one, sa.Integer(), nullable=True) for one in ENTRIES),
        one_of("level", LEVELS),
        one_of("precision", PRECISIONS),
        refers("district_code", "area.code"),
        refers("instance_id", "instance.id"),
        *(refers(one, "entry.id") for one in ENTRIES),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    for one in ("cut_by", "superseded_by"):
        given = sa.text(f"{one} IS NOT NULL")
        name = f"ix_{TABLE}_{one}"
        op.create_index(name, TABLE, [one], sqlite_where=given, postgresql_where=given)
    for one in ("entry_id", "instance_id"):
        op.create_index(op.f(f"ix_{TABLE}_{one}"), TABLE, [one])
    op.create_index(
        f"uq_{TABLE}_key", TABLE, ["district_code", "key"], unique=True,
        sqlite_where=LIVE, postgresql_where=LIVE,
    )  # fmt: skip


def one_of(column: str, words: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{TABLE}_{column}"))


def refers(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{TABLE}_{column}"))


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
