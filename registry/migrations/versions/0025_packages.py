"""Packages that are kept fresh: a row a district, with the chains that it was made from.

Why: a rotation may come without a warning. Who sweeps asks which chains have grown since a
package was put together, and puts those together anew.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0025_packages"
down_revision = "0024_calendar_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "package",
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("facts_hash", "release")),
        *(
            sa.Column(one, sa.Integer(), nullable=False)
            for one in ("complete", "gaps", "district_seq", "province_seq", "country_seq")
        ),
        *(sa.Column(one, Instant(), nullable=False) for one in ("changed_at", "checked_at")),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_package_district_code")
        ),
        sa.PrimaryKeyConstraint("district_code", name=op.f("pk_package")),
    )
