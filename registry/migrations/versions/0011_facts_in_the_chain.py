"""Links hold digests of the facts written with them; what ended a fact is found by an index.

Why: a chain that covers what was said and not what was written from it calls a registry clean
whose order numbers, terms and parts were changed by hand. What a redaction left of a payload
was covered by nothing. Taking an entry back went through every row of every table of facts, and
one's own data through all papers.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0011_facts_in_the_chain"
down_revision = "0010_score_maxima"
branch_labels = None
depends_on = None

FACTS = (
    "action_item", "assignment_term", "attendance", "district_order", "holding",
    "legal_basis_text", "manual_version", "meeting", "member", "office_name", "paper_template",
    "past_event", "past_figure", "policy_event", "provincial_item", "score", "seat_version",
    "setting_value", "team_agency", "training",
)  # fmt: skip
ENDINGS = ("cut_by", "superseded_by")


def upgrade() -> None:
    op.add_column("audit", sa.Column("facts", sa.Text(), nullable=True))
    op.add_column("payload", sa.Column("left_salt", sa.LargeBinary(), nullable=True))
    salt_what_redactions_left()
    for table in FACTS:
        for name in ENDINGS:
            given = sa.text(f"{name} IS NOT NULL")
            op.create_index(
                f"ix_{table}_{name}", table, [name], sqlite_where=given, postgresql_where=given
            )
    attested = sa.text("attested_by IS NOT NULL")
    op.create_index(
        "ix_document_attested_by",
        "document",
        ["attested_by"],
        sqlite_where=attested,
        postgresql_where=attested,
    )


def salt_what_redactions_left() -> None:
    """A salt for each redacted payload: its guard, made anew after every migration, is away."""
    connection = op.get_bind()
    payload = sa.table(
        "payload", sa.column("id"), sa.column("redaction_id"), sa.column("left_salt")
    )
    redacted = sa.select(payload.c.id).where(payload.c.redaction_id.is_not(None))
    found = connection.scalars(redacted).all()
    if not found:
        return
    on = "" if connection.dialect.name == "sqlite" else " ON payload"
    op.execute(f"DROP TRIGGER IF EXISTS payload_redacted_only{on}")
    for one in found:
        salted = sa.update(payload).where(payload.c.id == one)
        connection.execute(salted.values(left_salt=secrets.token_bytes(16)))


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
