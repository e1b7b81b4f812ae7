"""Two records of one person are made one, by two people.

Why: the same person was recorded anew at each gate that named them, so nobody was counted
once. Both records stay, and what was recorded under either; `same_as` says whom a record that
was merged stands for, and every question that counts people asks through it.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0011_merges"
down_revision = "0010_score_maxima"
branch_labels = None
depends_on = None

OPEN = sa.text("status = 'open'")
PEOPLE = ("merged_id", "kept_id", "first_person", "second_person")


def upgrade() -> None:
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Integer(), nullable=True),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("first_person", sa.Integer(), nullable=False),
        sa.Column("second_person", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "status IN ('open', 'confirmed', 'refused')", name=op.f("ck_person_merge_status")
        ),
        sa.CheckConstraint(
            "(status = 'open') = (ended_at IS NULL)", name=op.f("ck_person_merge_end")
        ),
        sa.CheckConstraint(
            "(status = 'open') = (second_person IS NULL)", name=op.f("ck_person_merge_second")
        ),
        sa.CheckConstraint(
            "first_person != second_person", name=op.f("ck_person_merge_two_people")
        ),
        sa.CheckConstraint("merged_id != kept_id", name=op.f("ck_person_merge_two_records")),
        sa.ForeignKeyConstraint(
            ["area_code"], ["area.code"], name=op.f("fk_person_merge_area_code")
        ),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_person_merge_instance_id")
        ),
        sa.ForeignKeyConstraint(
            ["undoes"], ["person_merge.id"], name=op.f("fk_person_merge_undoes")
        ),
        *(
            sa.ForeignKeyConstraint([one], ["person.id"], name=op.f(f"fk_person_merge_{one}"))
            for one in PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    op.create_index(
        "uq_person_merge_open",
        "person_merge",
        ["merged_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    # Neither database copies the table for a column that is empty everywhere; a batch would,
    # and so would drop its guards.
    op.execute(
        "ALTER TABLE person ADD COLUMN same_as INTEGER"
        " CONSTRAINT fk_person_same_as REFERENCES person (id)"
    )
    op.create_index(op.f("ix_person_same_as"), "person", ["same_as"])


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
