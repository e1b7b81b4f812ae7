"""Kinds of papers and a person's own entries are found by indexes; unused ones are let go.

Why: over a country's registry the page of papers went through all of them to say which kinds
there are, and that of one's own data through all entries. What an instance asked for is found
by the index of its unique effects, what the machine has to do by the one index of those it
owes; nothing asks by the day that a gate stays open to. An index is a page to write.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008_indexes"
down_revision = "0007_meetings"
branch_labels = None
depends_on = None

OWED = sa.text("status IN ('waiting', 'claimed', 'failed')")


def upgrade() -> None:
    op.create_index(op.f("ix_document_kind"), "document", ["kind"])
    op.create_index(op.f("ix_entry_person_id"), "entry", ["person_id"])
    op.create_index(op.f("ix_entry_recorded_by"), "entry", ["recorded_by"])
    op.drop_index(op.f("ix_effect_instance_id"), table_name="effect")
    op.drop_index("ix_effect_waiting", table_name="effect")
    op.drop_index("ix_effect_owed", table_name="effect")
    op.create_index(
        "ix_effect_owed",
        "effect",
        ["status", "district_code"],
        sqlite_where=OWED,
        postgresql_where=OWED,
    )
    op.drop_index(op.f("ix_gate_until_on"), table_name="gate")


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
