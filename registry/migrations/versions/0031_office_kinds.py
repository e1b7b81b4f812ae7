"""Kinds of offices that offices add beside the shipped ones.

Why: the list was closed, so that posts that sit on a committee (a customs house, a district's
agriculture officer) could not be recorded, and their seats stood vacant.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031_office_kinds"
down_revision = "0030_provider_identities"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.Column(one, sa.Text(), nullable=False)
            for one in ("key", "area_code", "name_th", "name_en")
        ),
        sa.ForeignKeyConstraint(
            ["area_code"], ["area.code"], name=op.f("fk_office_kind_area_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_kind")),
        sa.UniqueConstraint("key", name=op.f("uq_office_kind_key")),
    )
    op.create_index(op.f("ix_office_kind_area_code"), "office_kind", ["area_code"])


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
