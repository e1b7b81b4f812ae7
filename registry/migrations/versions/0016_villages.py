"""Villages, the situation that each reported, and its community plan.

Why: the district's plan begins with what its villages say (R37, R64): risk places, natural
crossings, watch-dog groups, open problems. Until now that stood on paper alone.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0016_villages"
down_revision = "0015_notices"
branch_labels = None
depends_on = None

LIVE = sa.text("superseded_at IS NULL")
ENTRIES = ("entry_id", "cut_by", "superseded_by")
FIGURES = (
    "risk_places", "crossings", "watch_groups", "watch_women", "watch_men", "calls_victim",
    "calls_family", "calls_village_head", "calls_watch_group", "calls_police", "calls_damrongdhama", "calls_hotline",
    "calls_ngo", "calls_other",
)  # fmt: skip


def upgrade() -> None:
    numbered(
        "village",
        sa.Column("key", sa.Text(), nullable=False),
        references("village", "district_code", "area.code", sa.Text()),
        unique="key",
    )
    op.create_index(op.f("ix_village_district_code"), "village", ["district_code"])
    fact(
        "village_name",
        references("village_name", "village_id", "village.id"),
        references("village_name", "subdistrict_code", "area.code", sa.Text()),
        sa.Column("moo", sa.Integer(), nullable=True),
        sa.Column("name_th", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        references("village_name", "recorded_by", "person.id"),
        sa.CheckConstraint("moo BETWEEN 1 AND 99", name=op.f("ck_village_name_moo")),
        indexed=("village_id", "subdistrict_code"),
    )
    fact(
        "village_report",
        references("village_report", "district_code", "area.code", sa.Text()),
        references("village_report", "village_id", "village.id"),
        *(sa.Column(one, sa.Integer(), nullable=True) for one in FIGURES),
        references("village_report", "payload_id", "payload.id"),
        references("village_report", "recorded_by", "person.id"),
        *(
            sa.CheckConstraint(f"{one} >= 0", name=op.f(f"ck_village_report_{one}"))
            for one in FIGURES
        ),
        indexed=("district_code",),
    )
    op.create_index(
        "uq_village_report_day",
        "village_report",
        ["village_id", "valid_from"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    numbered(
        "village_problem",
        sa.Column("key", sa.Text(), nullable=False),
        references("village_problem", "village_id", "village.id"),
        unique="key",
    )
    op.create_index(op.f("ix_village_problem_village_id"), "village_problem", ["village_id"])
    fact(
        "community_plan",
        references("community_plan", "district_code", "area.code", sa.Text()),
        references("community_plan", "problem_id", "village_problem.id"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        references("community_plan", "payload_id", "payload.id"),
        references("community_plan", "recorded_by", "person.id"),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'dropped')", name=op.f("ck_community_plan_state")
        ),
        sa.CheckConstraint("ends_on >= begins_on", name=op.f("ck_community_plan_ends_after")),
        indexed=("district_code", "problem_id"),
    )


def references(
    table: str, column: str, target: str, kind: "sa.types.TypeEngine[Any] | None" = None
) -> "sa.Column[Any]":
    name = op.f(f"fk_{table}_{column}")
    return sa.Column(column, kind or sa.Integer(), sa.ForeignKey(target, name=name), nullable=False)


def numbered(table: str, *columns: "sa.Column[Any]", unique: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(unique, name=op.f(f"uq_{table}_{unique}")),
    )


def fact(
    table: str,
    *columns: "sa.Column[Any] | sa.CheckConstraint",
    indexed: tuple[str, ...],
) -> None:
    op.create_table(
        table,
        *columns,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        *(sa.Column(one, sa.Integer(), nullable=True) for one in ENTRIES),
        *(
            sa.ForeignKeyConstraint([one], ["entry.id"], name=op.f(f"fk_{table}_{one}"))
            for one in ENTRIES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for one in ("cut_by", "superseded_by"):
        given = sa.text(f"{one} IS NOT NULL")
        op.create_index(
            f"ix_{table}_{one}", table, [one], sqlite_where=given, postgresql_where=given
        )
    for one in ("entry_id", *indexed):
        op.create_index(op.f(f"ix_{table}_{one}"), table, [one])


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
