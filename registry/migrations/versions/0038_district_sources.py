"""Districts that an administrator adds to those of the release, and the sources that tell of them.

Why: a district that was made or split off after the release's list of areas could not be worked
with at all.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0038_district_sources"
down_revision = "0037_letters_that_ask_again"
branch_labels = None
depends_on = None

TABLE = "district_source"
REFERENCES = (
    ("district_code", "area.code"), ("split_from", "area.code"), ("payload_id", "payload.id"),
    ("recorded_by", "person.id"), ("entry_id", "entry.id"), ("cut_by", "entry.id"),
    ("superseded_by", "entry.id"),
)  # fmt: skip
ENDINGS = ("cut_by", "superseded_by")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("split_from", sa.Text(), nullable=True),
        sa.Column("payload_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        *(sa.Column(one, sa.Integer(), nullable=True) for one in ("entry_id", *ENDINGS)),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{TABLE}_{column}"))
            for column, target in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    for column in ENDINGS:
        given = sa.text(f"{column} IS NOT NULL")
        name = f"ix_{TABLE}_{column}"
        op.create_index(name, TABLE, [column], sqlite_where=given, postgresql_where=given)
    for column in ("district_code", "split_from", "entry_id"):
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
