"""Action plans of fiscal years: their versions, rows and needs for money; the working copy.

Why: every committee plans its year, and asks for local money half a year before. A plan is
written by several people at once, row by row.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0017_plans"
down_revision = "0016_villages"
branch_labels = None
depends_on = None

LIVE = sa.text("superseded_at IS NULL")
ENTRIES = ("entry_id", "cut_by", "superseded_by")
ROADS = "'ordinance', 'subsidy'"
GROUPS = "'prosecution', 'protection', 'prevention', 'management'"
PLANS = "'yes', 'no', 'amendment_asked', 'not_asked'"
STEPS = (
    "'proposed', 'not_sent', 'tabled', 'passed', 'granted', 'refused', 'supplementary',"
    " 'transferred', 'spent', 'dropped'"
)


def upgrade() -> None:
    fact("plan", text("district_code"), number("year_be"), number("version"))
    unique("uq_plan_version", "plan", "district_code", "year_be", "version")
    fact(
        "plan_row",
        text("district_code"),
        number("year_be"),
        number("version"),
        *(text(one) for one in ("key", "grouping", "kind", "quarters", "mode")),
        text("amount", nullable=True),
        text("need", nullable=True),
        text("lead"),
        number("days", nullable=True),
        text("target", nullable=True),
        sa.Column("survivors", sa.Boolean(), nullable=False),
        text("carried_from", nullable=True),
        one_of("plan_row", "grouping", GROUPS),
        one_of("plan_row", "mode", f"'within_mandate', {ROADS}, 'own_budget', 'donor'"),
    )
    row = ("district_code", "year_be", "version", "key", "valid_from")
    unique("uq_plan_row_day", "plan_row", *row)
    fact(
        "need",
        text("district_code"),
        number("year_be"),
        *(text(one) for one in ("key", "road", "office", "amount", "local_plan")),
        one_of("need", "road", f"{ROADS}, 'donor'"),
        one_of("need", "local_plan", PLANS),
    )
    unique("uq_need_day", "need", "district_code", "year_be", "key", "valid_from")
    fact(
        "money",
        text("district_code"),
        number("year_be"),
        text("need"),
        text("step"),
        text("amount", nullable=True),
        sa.Column("secured", sa.Boolean(), nullable=False),
        one_of("money", "step", STEPS),
        sa.CheckConstraint(
            "NOT secured OR step IN ('passed', 'granted')", name=op.f("ck_money_secured")
        ),
    )
    unique("uq_money_day", "money", "district_code", "year_be", "need", "valid_from")
    working_copy()


def working_copy() -> None:
    table = "plan_working"
    op.create_table(
        table,
        number("id"),
        number("instance_id"),
        number("turn"),
        text("key"),
        number("place"),
        number("version"),
        text("body", nullable=True),
        number("changed_by"),
        sa.Column("changed_at", Instant(), nullable=False),
        refers(table, "instance_id", "instance.id"),
        refers(table, "changed_by", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_working")),
        sa.UniqueConstraint(
            "instance_id", "turn", "key", name=op.f("uq_plan_working_instance_id_turn_key")
        ),
    )


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
        refers(table, "district_code", "area.code"),
        *(refers(table, one, "entry.id") for one in ENTRIES),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for one in ("cut_by", "superseded_by"):
        where = sa.text(f"{one} IS NOT NULL")
        name = f"ix_{table}_{one}"
        op.create_index(name, table, [one], sqlite_where=where, postgresql_where=where)
    op.create_index(op.f(f"ix_{table}_entry_id"), table, ["entry_id"])


def text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def one_of(table: str, column: str, words: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN ({words})", name=op.f(f"ck_{table}_{column}"))


def unique(name: str, table: str, *columns: str) -> None:
    op.create_index(name, table, [*columns], unique=True, sqlite_where=LIVE, postgresql_where=LIVE)


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
