"""When an event was entered is found by its district and day.

Why: every gate that opens of a day that has passed asks it, of events that were told too, and the
whole table was gone through. Every decision asks it now, as its district is locked.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035_events_by_district_and_day"
down_revision = "0034_offices_by_kind_and_area"
branch_labels = None
depends_on = None


def upgrade() -> None:
    announced = sa.text("status = 'announced'")
    op.create_index(
        "ix_event_entered",
        "event",
        ["district_code", "valid_from"],
        sqlite_where=announced,
        postgresql_where=announced,
    )


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
