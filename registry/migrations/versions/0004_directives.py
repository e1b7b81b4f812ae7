"""A provincial directive that starts many districts at once.

Why: an establishment may begin with a letter of the province; what the letter is, and what
came of it in each district, is kept so that entering it again creates nothing.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0004_directives"
down_revision = "0003_history"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directive",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("subject_th", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_directive_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["province_code"], ["area.code"], name=op.f("fk_directive_province_code")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_directive_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directive")),
        sa.UniqueConstraint(
            "province_code",
            "number_key",
            "year_be",
            name=op.f("uq_directive_province_code_number_key_year_be"),
        ),
    )
    op.create_table(
        "directive_district",
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "result IN ('started', 'has_committee', 'already_open', 'replace')",
            name=op.f("ck_directive_district_result"),
        ),
        sa.CheckConstraint(
            "result = 'has_committee' OR instance_id IS NOT NULL",
            name=op.f("ck_directive_district_instance"),
        ),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_directive_district_directive_id")
        ),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_directive_district_district_code")
        ),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_directive_district_instance_id")
        ),
        sa.PrimaryKeyConstraint(
            "directive_id", "district_code", name=op.f("pk_directive_district")
        ),
    )
    op.create_index(
        op.f("ix_directive_district_district_code"), "directive_district", ["district_code"]
    )
    op.create_index(
        op.f("ix_directive_district_instance_id"), "directive_district", ["instance_id"]
    )
