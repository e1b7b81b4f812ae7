"""Tokens by which programs ask and record, and what their calls that write were answered.

Why: other programs of an office had no way in but a person's own sign-in.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0028_api_tokens"
down_revision = "0027_several_desks"
branch_labels = None
depends_on = None

TOKEN, ANSWER = "api_token", "kept_answer"
PARTS = "'admin', 'coordinator', 'focal_point', 'chief', 'partner', 'observer'"


def upgrade() -> None:
    op.create_table(
        TOKEN,
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"part IN ({PARTS})", name=op.f(f"ck_{TOKEN}_part")),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f(f"fk_{TOKEN}_area_code")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f(f"fk_{TOKEN}_made_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{TOKEN}_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TOKEN}")),
        sa.UniqueConstraint("token_sha256", name=op.f(f"uq_{TOKEN}_token_sha256")),
    )
    op.create_index(op.f(f"ix_{TOKEN}_person_id"), TOKEN, ["person_id"])
    op.create_table(
        ANSWER,
        sa.Column("api_token_id", sa.Integer(), nullable=False),
        sa.Column("key_sha256", sa.Text(), nullable=False),
        sa.Column("call_sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["api_token_id"], ["api_token.id"], name=op.f(f"fk_{ANSWER}_api_token_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ANSWER}")),
        sa.UniqueConstraint(
            "api_token_id", "key_sha256", name=op.f(f"uq_{ANSWER}_api_token_id_key_sha256")
        ),
    )
    op.create_index(op.f(f"ix_{ANSWER}_at"), ANSWER, ["at"])


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
