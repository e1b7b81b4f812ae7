"""The date of an order or a scan is as exact as its paper: a day, or a month or a year alone.

Why: an adopted order whose paper names a month or a year was cited with the first day of it. How
much each old paper names is taken from what its adoption form said, which the registry keeps.

The columns are added to the tables as they stand, so that no trigger is lost; those that would
mind rows of the past being written to are made anew after every migration.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0040_dates_as_written"
down_revision = "0039_withdrawn_areas"
branch_labels = None
depends_on = None

GUARDS = {"district_order": "district_order_superseded_only", "document": "document_frozen"}


def upgrade() -> None:
    for table, guard in GUARDS.items():
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN precision TEXT DEFAULT 'day' NOT NULL"
            f" CONSTRAINT ck_{table}_precision CHECK (precision IN ('day', 'month', 'year'))"
        )
        on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
        op.execute(f"DROP TRIGGER IF EXISTS {guard}{on}")
    fill()


def fill() -> None:
    """The precision of each paper that an adoption form told of, as it was told by then."""
    at = op.get_bind()
    told = sa.text(
        "SELECT district_code, document_id, on_date, precision, past_event.recorded_at, body"
        " FROM past_event JOIN payload ON payload.id = past_event.payload_id"
        " WHERE kind IN ('order', 'scan') AND precision IS NOT NULL ORDER BY past_event.id"
    )
    order = sa.text(
        "UPDATE district_order SET precision = :precision"
        " WHERE district_code = :district AND dated = :dated AND heading = :heading"
        " AND number = :number AND printed = 'not_ours' AND entry_id IS NULL"
        " AND recorded_at >= :told"
    )
    scan = sa.text("UPDATE document SET precision = :precision WHERE id = :document")
    for district, document, dated, precision, when, body in at.execute(told).all():
        at.execute(scan, {"document": document, "precision": precision})
        said = json.loads(body or "{}")
        number = str(said.get("number") or "-").partition("/")[0]
        values = {"district": district, "dated": dated, "heading": said.get("heading")}
        at.execute(order, {**values, "precision": precision, "number": number, "told": when})


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
