"""Progress of plans by quarter, lessons, and what was carried; requests of meetings are settled.

Why: the plan is followed in four quarters, and what was learned begins the next one. A request of a
meeting has a history now: open from one day, done from another.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0020_monitoring"
down_revision = "0019_figures"
branch_labels = None
depends_on = None

LIVE = sa.text("superseded_at IS NULL")
ENTRIES = ("entry_id", "cut_by", "superseded_by")


def upgrade() -> None:
    fact(
        "progress",
        number("quarter"),
        text("row"),
        text("state"),
        text("reached", nullable=True),
        text("spent", nullable=True),
        text("quarters", nullable=True),
        one_of("progress", "state", "'not_started', 'ongoing', 'done', 'cancelled'"),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_progress_quarter")),
    )
    unique("uq_progress_day", "progress", "year_be", "quarter", "row", "valid_from")
    fact(
        "lesson",
        text("key"),
        text("owner"),
        sa.Column("due_on", sa.Date(), nullable=True),
        text("about", nullable=True),
        text("state"),
        one_of("lesson", "state", "'open', 'done', 'dropped'"),
    )
    unique("uq_lesson_day", "lesson", "year_be", "key", "valid_from")
    fact(
        "carried",
        text("row"),
        text("state"),
        text("left", nullable=True),
        one_of("carried", "state", "'carried', 'dropped', 'done'"),
    )
    unique("uq_carried_row", "carried", "year_be", "row", "valid_from")
    op.drop_index("uq_action_item_key", "action_item")
    unique("uq_action_item_day", "action_item", "key", "valid_from")


def fact(table: str, *own: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        text("district_code"),
        number("year_be"),
        *own,
        number("id"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        *(number(one, nullable=True) for one in ENTRIES),
        refers(table, "district_code", "area.code"),
        *(refers(table, one, "entry.id") for one in ENTRIES),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for one in ("cut_by", "superseded_by"):
        where = sa.text(f"{one} IS NOT NULL")
        name = f"ix_{table}_{one}"
        op.create_index(name, table, [one], sqlite_where=where, postgresql_where=where)
    op.create_index(op.f(f"ix_{table}_entry_id"), table, ["entry_id"])


def text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def one_of(table: str, column: str, words: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN ({words})", name=op.f(f"ck_{table}_{column}"))


def unique(name: str, table: str, *columns: str) -> None:
    op.create_index(
        name,
        table,
        ["district_code", *columns],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
