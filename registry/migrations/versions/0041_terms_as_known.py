"""The first and the last day of a term or an order are as exact as an old paper names them.

Why: who sits by an order of a month or a year alone, or by a form that names no day, was told from
the first day of it. How much is known is taken from what the adoption form said.

The columns are added to the tables as they stand, so that no trigger is lost; those that would
mind rows of the past being written to are made anew after every migration.
"""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0041_terms_as_known"
down_revision = "0040_dates_as_written"
branch_labels = None
depends_on = None

DAY = timedelta(days=1)
TABLES = ("district_order", "holding", "member")
COLUMNS = ("start_precision", "end_precision")
NAMED = "(SELECT id FROM person WHERE name_th = :name OR ref = :ref)"
# Whose terms the form of a district tells: holders of its offices, and members by name.
OF_DISTRICT = {
    "holding": "office_id IN (SELECT id FROM office WHERE area_code = :district)",
    "member": "seat_id IN (SELECT s.id FROM committee_seat s JOIN committee c"
    " ON c.id = s.committee_id WHERE c.district_code = :district)",
}


def upgrade() -> None:
    for table in TABLES:
        for column in COLUMNS:
            op.execute(
                f"ALTER TABLE {table} ADD COLUMN {column} TEXT DEFAULT 'day' NOT NULL"
                f" CONSTRAINT ck_{table}_{column} CHECK ({column} IN ('day', 'month', 'year'))"
            )
        on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
        op.execute(f"DROP TRIGGER IF EXISTS {table}_superseded_only{on}")
    fill()


def fill() -> None:
    """How much of each old term is known, as its adoption form tells it, put right or not.

    Who stands in an order's list, and says no day, came with the order.
    """
    at = op.get_bind()
    at.execute(
        sa.text(
            "UPDATE district_order SET start_precision = precision"
            " WHERE valid_from = dated AND printed = 'not_ours' AND entry_id IS NULL"
        )
    )
    told = sa.text(
        "SELECT district_code, kind, body FROM past_event JOIN payload ON payload.id = payload_id"
        " WHERE kind IN ('order', 'officer', 'seat') AND superseded_at IS NULL"
        " ORDER BY past_event.id"
    )
    forms = [(row[0], row[1], json.loads(row[2] or "{}")) for row in at.execute(told)]
    for district, kind, said in forms:
        if kind == "order":
            heading = {"district": district, "heading": said.get("heading")}
            which = "district_code = :district AND heading = :heading"
            _known(
                at, "district_order", which, heading, said.get("in_force_from"), said.get("ended")
            )
    began = sa.text(
        "SELECT district_code, valid_from, start_precision FROM district_order"
        " WHERE start_precision <> 'day' AND entry_id IS NULL"
    )
    for district, day, precision in at.execute(began).all():
        for table, of_district in OF_DISTRICT.items():
            which = f"valid_from = :day AND {of_district}"
            _set(at, table, "start_precision", which, precision, {"day": day, "district": district})
    for district, _, said in forms:
        for term in said.get("terms") or ():
            who = {"district": district, "name": term.get("name"), "ref": term.get("person")}
            for table, of_district in OF_DISTRICT.items():
                which = f"{of_district} AND person_id IN {NAMED}"
                _known(at, table, which, who, term.get("start"), term.get("end"))


def _known(
    at: sa.Connection,
    table: str,
    which: str,
    values: Mapping[str, Any],
    start: Mapping[str, int] | None,
    end: Mapping[str, int] | None,
) -> None:
    """Rows that began, or were over, in the month or year that was told are known so."""
    for column, of, told in (("start", "valid_from", start), ("end", "valid_to", end)):
        if told is None or told.get("day") is not None:
            continue
        precision = "year" if told.get("month") is None else "month"
        year, month = int(told["year"]), int(told.get("month") or 1)
        months = 12 if precision == "year" else 1
        first = date(year, month, 1)
        after = date(year + (month + months - 1) // 12, (month + months - 1) % 12 + 1, 1)
        low, high = (first, after - DAY) if column == "start" else (first + DAY, after)
        within = f"{of} BETWEEN :low AND :high AND {which}"
        days = {"low": low.isoformat(), "high": high.isoformat()}
        _set(at, table, f"{column}_precision", within, precision, {**values, **days})


def _set(
    at: sa.Connection,
    table: str,
    column: str,
    which: str,
    precision: str,
    values: Mapping[str, Any],
) -> None:
    """Of rows that were written with a form of the district.

    What another file told of them, such as a directory, named its days.
    """
    query = (
        f"UPDATE {table} SET {column} = :precision WHERE entry_id IS NULL"  # noqa: S608 — names of our own
        f" AND recorded_at IN (SELECT recorded_at FROM past_event WHERE district_code = :district)"
        f" AND {which}"
    )
    at.execute(sa.text(query), {**values, "precision": precision})


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
