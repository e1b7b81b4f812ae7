"""Agreements of partner agencies: from when to when they work with a province, and by whom.

Why: a partner drafts and trains with the office until its agreement ends. Nobody could say of which
agreement a part, a seat, an activity or money was.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0021_agreements"
down_revision = "0020_monitoring"
branch_labels = None
depends_on = None

LIVE = sa.text("superseded_at IS NULL")
ENTRIES = ("entry_id", "cut_by", "superseded_by")


def upgrade() -> None:
    fact("agreement", number("agency_id"), text("area_code"), number("recorded_by"))
    unique("uq_agreement_day", "agreement", "agency_id", "area_code", "valid_from")
    op.create_index(op.f("ix_agreement_area_code"), "agreement", ["area_code"])
    fact(
        "agreement_person",
        number("agency_id"),
        text("area_code"),
        number("person_id"),
        number("recorded_by"),
        refers("agreement_person", "person_id", "person.id"),
    )
    own = ("agency_id", "area_code", "person_id", "valid_from")
    unique("uq_agreement_person_day", "agreement_person", *own)
    op.create_index(op.f("ix_agreement_person_person_id"), "agreement_person", ["person_id"])


def fact(table: str, *own: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        *own,
        number("id"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        *(number(one, nullable=True) for one in ENTRIES),
        refers(table, "agency_id", "agency.id"),
        refers(table, "area_code", "area.code"),
        refers(table, "recorded_by", "person.id"),
        *(refers(table, one, "entry.id") for one in ENTRIES),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for one in ("cut_by", "superseded_by"):
        where = sa.text(f"{one} IS NOT NULL")
        name = f"ix_{table}_{one}"
        op.create_index(name, table, [one], sqlite_where=where, postgresql_where=where)
    op.create_index(op.f(f"ix_{table}_entry_id"), table, ["entry_id"])


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def unique(name: str, table: str, *columns: str) -> None:
    op.create_index(name, table, [*columns], unique=True, sqlite_where=LIVE, postgresql_where=LIVE)


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
