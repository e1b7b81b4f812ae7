"""That nobody fills a seat is a row of its own.

Why: a vacancy that a letter told of a seat that was vacant already left no trace. Where the letter
before it was withdrawn, who sat before sat again. Vacancies told so far stay as they are: they show
in what their letters left of others.
"""

import sqlalchemy as sa
from alembic import op

revision = "0042_vacant_seats"
down_revision = "0041_terms_as_known"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # On SQLite, which alters no column, the table is made anew; its guards follow.
    with op.batch_alter_table("member") as batch:
        batch.alter_column("person_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
