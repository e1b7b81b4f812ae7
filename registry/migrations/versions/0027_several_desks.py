"""What a desk kept in its own memory: scans held for a form that comes back, and how often
somebody tried.

Why: with several desks over one registry the next request may reach another of them.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0027_several_desks"
down_revision = "0026_pack_items"
branch_labels = None
depends_on = None

ITEM, HIT = "held_item", "rate_hit"


def upgrade() -> None:
    op.create_table(
        ITEM,
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("held_at", Instant(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{ITEM}_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ITEM}")),
        sa.UniqueConstraint("token_sha256", name=op.f(f"uq_{ITEM}_token_sha256")),
    )
    op.create_index(op.f(f"ix_{ITEM}_person_id"), ITEM, ["person_id"])
    op.create_index(op.f(f"ix_{ITEM}_held_at"), ITEM, ["held_at"])
    op.create_table(
        HIT,
        sa.Column("key_digest", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{HIT}")),
    )
    op.create_index(op.f(f"ix_{HIT}_key_digest_at"), HIT, ["key_digest", "at"])
    op.create_index(op.f(f"ix_{HIT}_at"), HIT, ["at"])


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
