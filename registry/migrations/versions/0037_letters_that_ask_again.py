"""A provincial letter asks a Chief again who had put the question off.

Why: the letter left such a district alone, and nobody asked again before the Chief's own day.
"""

from alembic import op

revision = "0037_letters_that_ask_again"
down_revision = "0036_indexes_of_a_district"
branch_labels = None
depends_on = None

RESULTS = "result IN ('started', 'has_committee', 'already_open', 'replace', 'reopened')"


def upgrade() -> None:
    # On SQLite, which alters no constraint, the table is made anew; its guards follow.
    with op.batch_alter_table("directive_district") as batch:
        batch.drop_constraint(op.f("ck_directive_district_result"), type_="check")
        batch.create_check_constraint(op.f("ck_directive_district_result"), RESULTS)


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
