"""Who recorded a term of an office, or of a part, stands beside it.

Why: an act that needs two is confirmed by somebody whose office did not come by the hand of
the first (decision 0015), and a file, a workbook or a form of the pages left no entry that says
by whose it came. What was recorded before is read out of the audit: a load and the terms that
it wrote are of one transaction, and of one instant. What a term was cut to keeps whose it was.

The column is added to the tables as they stand, so that no trigger is lost; the one that would
mind terms of the past being written to is made anew after every migration.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009_hands"
down_revision = "0008_indexes"
branch_labels = None
depends_on = None

SAME = {
    "holding": ("office_id", "capacity", "person_id", "basis", "basis_number", "basis_date"),
    "assignment_term": ("assignment_id",),
}


def upgrade() -> None:
    for table in SAME:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN recorded_by INTEGER"
            f" CONSTRAINT fk_{table}_recorded_by REFERENCES person (id)"
        )
        on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
        op.execute(f"DROP TRIGGER IF EXISTS {table}_superseded_only{on}")
        fill(table)


def fill(table: str) -> None:
    """Each term by the load of its instant; what it was cut to, by its own."""
    at = op.get_bind()
    loaders = sa.text(
        "SELECT at, actor FROM audit WHERE action = 'load' AND area_code = 'TH'"
        " AND actor IS NOT NULL"
    )
    by_instant = {row.at: row.actor for row in at.execute(loaders)}
    names = ", ".join(("id", "recorded_at", "superseded_at", *SAME[table]))
    terms = sa.text(f"SELECT {names} FROM {table} WHERE entry_id IS NULL ORDER BY id")  # noqa: S608 — names of our own
    write = sa.text(f"UPDATE {table} SET recorded_by = :by WHERE id = :id")  # noqa: S608 — names of our own
    cut: dict[tuple[Any, ...], int | None] = {}
    for row in at.execute(terms).mappings().all():
        same = tuple(row[name] for name in SAME[table])
        by = cut.get((row["recorded_at"], *same), by_instant.get(row["recorded_at"]))
        if by is not None:
            at.execute(write, {"by": by, "id": row["id"]})
        if row["superseded_at"] is not None:
            cut[(row["superseded_at"], *same)] = by


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
