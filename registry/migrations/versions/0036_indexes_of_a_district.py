"""What is asked of one district, or of one entry, is found by an index.

Why: for the seats that nobody was named for in time, SQLite went through the gates of the whole
registry at each list of members: a third of a simulation of a hundred districts. So it did with the
keys of a year's plan, and with what gates were opened about. None of these indexes takes a row that
a plain decision writes.
"""

from alembic import op
from sqlalchemy import text

revision = "0036_indexes_of_a_district"
down_revision = "0035_events_by_district_and_day"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _index("ix_gate_lapsed", ["district_code"], text("status = 'lapsed'"))
    _index("ix_gate_of", ["of_id"], text("of_id IS NOT NULL"))
    op.create_index("ix_plan_row_year", "plan_row", ["district_code", "year_be"])


def _index(name: str, columns: list[str], where: object) -> None:
    op.create_index(name, "gate", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
