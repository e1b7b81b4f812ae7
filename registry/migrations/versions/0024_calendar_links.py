"""Links at which calendar programs read a calendar: each for a time, revocable.

Why: a file is read once; a due day that is moved afterwards reached nobody's calendar.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0024_calendar_links"
down_revision = "0023_working_groups"
branch_labels = None
depends_on = None

TABLE = "calendar_link"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("language IN ('th', 'en')", name=op.f(f"ck_{TABLE}_language")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{TABLE}_person_id")),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f(f"fk_{TABLE}_district_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("token_sha256", name=op.f(f"uq_{TABLE}_token_sha256")),
    )
    op.create_index(op.f(f"ix_{TABLE}_person_id"), TABLE, ["person_id"])


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
