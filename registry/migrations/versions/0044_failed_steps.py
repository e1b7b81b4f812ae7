"""Steps of a sweep that failed.

Why: one package that could not be put together ended `up`, and every `up` after it. What fails
now stands by itself, where the inbox, the command line and the API tell it, until it succeeds.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0044_failed_steps"
down_revision = "0043_classified_papers"
branch_labels = None
depends_on = None

TABLE = "failed_step"


def upgrade() -> None:
    op.create_table(
        TABLE,
        *(
            sa.Column(one, sa.Text(), nullable=False)
            for one in ("step", "area_code", "item", "error", "number")
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *(
            sa.Column(one, Instant(), nullable=False)
            for one in ("failed_since", "tried_at", "again_at")
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f(f"fk_{TABLE}_area_code")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint(
            "step", "area_code", "item", name=op.f(f"uq_{TABLE}_step_area_code_item")
        ),
    )


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
