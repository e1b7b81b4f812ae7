"""What committees did beside their meetings, and their coordination log.

Why: trainings of communities, campaigns, visits and contacts across the border were told in words
alone; nobody could count them, nor say who called them and how many came.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0022_activities"
down_revision = "0021_agreements"
branch_labels = None
depends_on = None

LIVE = sa.text("superseded_at IS NULL")
ENTRIES = ("entry_id", "cut_by", "superseded_by")
HEADS = ("women", "men", "sex_not_stated")
KINDS = (
    "training", "campaign", "community_meeting", "field_visit", "joint_exercise",
    "cross_border_meeting", "team_activation",
)  # fmt: skip
LEVELS = ("district", "province", "national", "international")


def upgrade() -> None:
    fact(
        "held_activity",
        text("kind"),
        text("convener"),
        text("location", nullable=True),
        text("participants"),
        *(number(one, nullable=True) for one in HEADS),
        text("counterpart", nullable=True),
        text("team"),
        text("began_at", nullable=True),
        text("ended_at", nullable=True),
        text("plan_row", nullable=True),
        one_of("held_activity", "kind", KINDS),
        *(sa.CheckConstraint(f"{one} >= 0", name=op.f(f"ck_held_activity_{one}")) for one in HEADS),
    )
    fact(
        "coordination",
        text("level"),
        text("counterpart"),
        text("channel"),
        text("subject"),
        text("outcome"),
        one_of("coordination", "level", LEVELS),
    )


def fact(table: str, *own: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        text("district_code"),
        text("key"),
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
    op.create_index(
        f"uq_{table}_key", table, ["district_code", "key"], unique=True,
        sqlite_where=LIVE, postgresql_where=LIVE,
    )  # fmt: skip


def one_of(table: str, column: str, words: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}"))


def text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
