"""Who signs in by the office's own identity provider: matched, unknown yet, and on the way.

Why: an office that has one account for each official for everything had another for Prasan.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0030_provider_identities"
down_revision = "0029_informal_meetings"
branch_labels = None
depends_on = None

IDENTITY, UNKNOWN, REQUEST = "provider_identity", "unknown_identity", "authorization_request"
PEOPLE = ("person_id", "matched_by", "ended_by")
STANDS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        IDENTITY,
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject_digest", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("matched_by", sa.Integer(), nullable=False),
        sa.Column("matched_at", Instant(), nullable=False),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([one], ["person.id"], name=op.f(f"fk_{IDENTITY}_{one}"))
            for one in PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{IDENTITY}")),
    )
    op.create_index(op.f(f"ix_{IDENTITY}_person_id"), IDENTITY, ["person_id"])
    op.create_index(
        f"uq_{IDENTITY}_standing", IDENTITY, ["issuer", "subject_digest"], unique=True,
        sqlite_where=STANDS, postgresql_where=STANDS,
    )  # fmt: skip
    op.create_table(
        UNKNOWN,
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject_digest", sa.Text(), nullable=False),
        sa.Column("called", sa.Text(), nullable=False),
        sa.Column("first_seen_at", Instant(), nullable=False),
        sa.Column("last_seen_at", Instant(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{UNKNOWN}")),
        sa.UniqueConstraint(
            "issuer", "subject_digest", name=op.f(f"uq_{UNKNOWN}_issuer_subject_digest")
        ),
    )
    op.create_index(op.f(f"ix_{UNKNOWN}_last_seen_at"), UNKNOWN, ["last_seen_at"])
    op.create_table(
        REQUEST,
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("began_at", Instant(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{REQUEST}")),
        sa.UniqueConstraint("token_sha256", name=op.f(f"uq_{REQUEST}_token_sha256")),
    )
    op.create_index(op.f(f"ix_{REQUEST}_began_at"), REQUEST, ["began_at"])


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
