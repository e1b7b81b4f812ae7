"""What the desk's pages ask on every view is found by an index.

Why: over a country's registry the parts of whoever is signed in, and the effects that the
machine owes, took a tenth of a second each. An order's number is its district's: five
districts of Thailand are called Chaloem Phra Kiat, and each has a book of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006_desk_indexes"
down_revision = "0005_redactions"
branch_labels = None
depends_on = None

OWED = sa.text("status IN ('waiting', 'claimed', 'failed')")
STANDING = sa.text("superseded_at IS NULL")


def upgrade() -> None:
    op.create_index(op.f("ix_seat_version_office"), "seat_version", ["office"])
    op.create_index(
        "ix_effect_owed", "effect", ["district_code"], sqlite_where=OWED, postgresql_where=OWED
    )
    op.drop_index("uq_district_order_number", table_name="district_order")
    op.create_index(
        "uq_district_order_number",
        "district_order",
        ["district_code", "heading", "year_be", "number"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
