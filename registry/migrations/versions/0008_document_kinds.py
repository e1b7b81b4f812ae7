"""The kinds of papers are found by an index; effects lose one that another holds already.

Why: over a country's registry the page of papers went through all of them to say which kinds
there are. What an instance asked for is found by the index of its unique effects.
"""

from alembic import op

revision = "0008_document_kinds"
down_revision = "0007_meetings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_document_kind"), "document", ["kind"])
    op.drop_index(op.f("ix_effect_instance_id"), table_name="effect")


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
