"""What a province took over from another office's pack: seats, activities, sessions, lessons.

Why: what one province learned reached the next by hand, and nobody could say where it came from.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0026_pack_items"
down_revision = "0025_packages"
branch_labels = None
depends_on = None

LIVE = sa.text("superseded_at IS NULL")
ENTRIES = ("entry_id", "cut_by", "superseded_by")
KINDS = ("seat", "activity", "indicator", "session", "lesson")
OWN = ("area_code", "kind", "key", "valid_from")
TEXTS = ("area_code", "kind", "key", "body", "origin", "pack")
TO = {"area_code": "area.code", "origin": "area.code", "recorded_by": "person.id"}


def upgrade() -> None:
    listed = ", ".join(f"'{one}'" for one in KINDS)
    op.create_table(
        "pack_item",
        *(sa.Column(one, sa.Text(), nullable=False) for one in TEXTS),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        *(sa.Column(one, sa.Integer(), nullable=True) for one in ENTRIES),
        sa.CheckConstraint(f"kind IN ({listed})", name=op.f("ck_pack_item_kind")),
        *(refers(one, to) for one, to in TO.items()),
        *(refers(one, "entry.id") for one in ENTRIES),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_item")),
    )
    op.create_index(op.f("ix_pack_item_area_code"), "pack_item", ["area_code"])
    op.create_index(op.f("ix_pack_item_entry_id"), "pack_item", ["entry_id"])
    for one in ("cut_by", "superseded_by"):
        where = sa.text(f"{one} IS NOT NULL")
        name = f"ix_pack_item_{one}"
        op.create_index(name, "pack_item", [one], sqlite_where=where, postgresql_where=where)
    op.create_index(
        "uq_pack_item_day", "pack_item", [*OWN], unique=True,
        sqlite_where=LIVE, postgresql_where=LIVE,
    )  # fmt: skip


def refers(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_pack_item_{column}"))


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
