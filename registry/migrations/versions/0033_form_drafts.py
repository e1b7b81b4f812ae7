"""Drafts of forms that are no gate's.

Why: a committee that is taken in by hand is typed on seven pages over days, and a browser that
was closed lost all of them.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0033_form_drafts"
down_revision = "0032_renamings"
branch_labels = None
depends_on = None

TABLE = "form_draft"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{TABLE}_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("person_id", "place", name=op.f(f"uq_{TABLE}_person_id_place")),
    )


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
