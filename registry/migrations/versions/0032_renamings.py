"""Offices and people renamed by two people.

Why: no page could rename either, and a workbook that did so kept no trace of the former name.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0032_renamings"
down_revision = "0031_office_kinds"
branch_labels = None
depends_on = None

TABLE = "renaming"
OPEN = sa.text("status = 'open'")
REFERS = {
    "area_code": "area.code", "instance_id": "instance.id", "first_person": "person.id",
    "second_person": "person.id", "office_id": "office.id", "person_id": "person.id",
}  # fmt: skip
NAMES = tuple(
    f"{was}{name}"
    for was in ("", "was_")
    for name in ("title_th", "name_th", "title_en", "name_en")
)  # fmt: skip
CHECKS = {
    "status": "status IN ('open', 'confirmed', 'refused')",
    "end": "(status = 'open') = (ended_at IS NULL)",
    "second": "(status = 'open') = (second_person IS NULL)",
    "two_people": "first_person != second_person",
    "one_subject": "(office_id IS NULL) <> (person_id IS NULL)",
    "since_of_office": "(office_id IS NULL) = (since IS NULL)",
}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        *(text(one) for one in ("area_code", "reason", "status", *NAMES)),
        *(number(one) for one in ("instance_id", "second_person", "office_id", "person_id")),
        sa.Column("first_person", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{TABLE}_{one}")) for one, rule in CHECKS.items()),
        *(
            sa.ForeignKeyConstraint([one], [to], name=op.f(f"fk_{TABLE}_{one}"))
            for one, to in REFERS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    for subject in ("office", "person"):
        op.create_index(
            f"uq_{TABLE}_{subject}", TABLE, [f"{subject}_id"], unique=True,
            sqlite_where=OPEN, postgresql_where=OPEN,
        )  # fmt: skip


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=True)


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
