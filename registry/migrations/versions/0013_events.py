"""Events are facts: announced, moved, called off, told to processes on their day.

Why: a rotation was a word in the journals of the instances that were open when it was typed. It
could not be announced ahead, and typed twice it counted twice. The sweep asks by an index which
gates have come to their last day: it used to read every open gate of the country.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0013_events"
down_revision = "0012_facts_in_the_chain"
branch_labels = None
depends_on = None

ANNOUNCED = sa.text("status = 'announced' AND superseded_at IS NULL")
LIVE = sa.text("superseded_at IS NULL")
UNTIL = sa.text("status = 'open' AND until_on IS NOT NULL")
ENTRIES = ("entry_id", "cut_by", "superseded_by")


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("paper_number", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        *(sa.Column(one, sa.Integer(), nullable=True) for one in ENTRIES),
        sa.CheckConstraint(
            "kind IN ('chief_rotated', 'agency_withdrew')", name=op.f("ck_event_kind")
        ),
        sa.CheckConstraint("status IN ('announced', 'told')", name=op.f("ck_event_status")),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_event_district_code")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_event_recorded_by")),
        *(
            sa.ForeignKeyConstraint([one], ["entry.id"], name=op.f(f"fk_event_{one}"))
            for one in ENTRIES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    partial("uq_event_day", ["district_code", "kind", "about", "valid_from"], LIVE, unique=True)
    partial("ix_event_announced", ["district_code", "valid_from"], ANNOUNCED)
    for one in ("cut_by", "superseded_by"):
        partial(f"ix_event_{one}", [one], sa.text(f"{one} IS NOT NULL"))
    op.create_index(op.f("ix_event_entry_id"), "event", ["entry_id"])
    partial("ix_gate_until", ["until_on"], UNTIL, table="gate")


def partial(
    name: str,
    columns: list[str],
    where: sa.TextClause,
    *,
    table: str = "event",
    unique: bool = False,
) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
