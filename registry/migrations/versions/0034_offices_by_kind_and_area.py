"""Offices are found by kind and area at once.

Why: SQLite, which knows no numbers of rows, went through the offices of a kind of the whole country
for those of a few districts: a tenth of what needs somebody cost. The index of the kind alone is
let go, for the new one begins with it.
"""

from alembic import op

revision = "0034_offices_by_kind_and_area"
down_revision = "0033_form_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_office_by_kind", "office", ["kind", "area_code"])
    op.drop_index(op.f("ix_office_kind"), table_name="office")


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
