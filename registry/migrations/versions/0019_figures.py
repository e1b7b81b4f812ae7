"""Figures that districts report and aim at, what old figures mean, and tables that left the house.

Why: a committee convinces by its figures. They are corrected after their report, so each keeps
its time; and what was published once decides what may be published next.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0019_figures"
down_revision = "0017_plans"
branch_labels = None
depends_on = None

LIVE = "superseded_at IS NULL"
ENTRIES = ("entry_id", "cut_by", "superseded_by")
QUALIFIERS = "'exact', 'at_least', 'over'"
MARKS = "'shown', 'not_reported', 'small', 'earlier', 'difference', 'complement', 'withheld'"


def upgrade() -> None:
    fact(
        "figure",
        *period(),
        text("value", nullable=True),
        *(text(one) for one in ("qualifier", "state", "source")),
        check("figure", "quarter", "quarter BETWEEN 1 AND 4"),
        one_of("figure", "qualifier", QUALIFIERS),
        one_of("figure", "state", "'reported', 'nil', 'not_reported'"),
        check("figure", "reported", "(state = 'not_reported') = (value IS NULL)"),
    )
    of_period("uq_figure_period", "figure", "district_code", "year_be", "indicator", "part")
    fact("target", *period(), text("value"), check("target", "quarter", "quarter BETWEEN 1 AND 4"))
    day = ("district_code", "year_be", "indicator", "part", "valid_from")
    of_period("uq_target_day", "target", *day)
    fact(
        "figure_mapping",
        text("district_code"),
        text("past_key"),
        text("indicator", nullable=True),
        text("part"),
        text("qualifier"),
        number("recorded_by"),
        one_of("figure_mapping", "qualifier", QUALIFIERS),
        refers("figure_mapping", "recorded_by", "person.id"),
    )
    unique("uq_figure_mapping_key", "figure_mapping", LIVE, "district_code", "past_key")
    publications()


def publications() -> None:
    op.create_table(
        "publication",
        number("id"),
        text("area_code"),
        text("table_key"),
        number("year_be"),
        number("quarter", nullable=True),
        text("audience"),
        number("threshold"),
        sa.Column("made_at", Instant(), nullable=False),
        number("recorded_by"),
        check("publication", "quarter", "quarter BETWEEN 1 AND 4"),
        one_of("publication", "audience", "'shared', 'public'"),
        refers("publication", "area_code", "area.code"),
        refers("publication", "recorded_by", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_index(op.f("ix_publication_area_code"), "publication", ["area_code"])
    op.create_table(
        "cell",
        number("id"),
        number("publication_id"),
        text("area_code"),
        number("quarter", nullable=True),
        *(text(one) for one in ("indicator", "part", "places", "mark")),
        text("value", nullable=True),
        text("qualifier"),
        check("cell", "quarter", "quarter BETWEEN 1 AND 4"),
        one_of("cell", "mark", MARKS),
        check("cell", "shown", "(mark = 'shown') = (value IS NOT NULL)"),
        one_of("cell", "qualifier", QUALIFIERS),
        refers("cell", "publication_id", "publication.id"),
        refers("cell", "area_code", "area.code"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell")),
    )
    op.create_index(op.f("ix_cell_publication_id"), "cell", ["publication_id"])


def period() -> tuple[sa.schema.SchemaItem, ...]:
    """What a figure is of."""
    return (
        text("district_code"),
        number("year_be"),
        number("quarter", nullable=True),
        text("indicator"),
        text("part"),
    )


def of_period(name: str, table: str, *columns: str) -> None:
    unique(name, table, f"{LIVE} AND quarter IS NOT NULL", *columns, "quarter")
    unique(f"{name}_year", table, f"{LIVE} AND quarter IS NULL", *columns)


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


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def one_of(table: str, column: str, words: str) -> sa.CheckConstraint:
    return check(table, column, f"{column} IN ({words})")


def unique(name: str, table: str, where: str, *columns: str) -> None:
    live = sa.text(where)
    op.create_index(name, table, [*columns], unique=True, sqlite_where=live, postgresql_where=live)


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
