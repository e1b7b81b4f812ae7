"""A district or sub-district that was added by mistake is withdrawn: its row stays, it is no area.

Why: whoever typed a wrong code had a district of it until a release came. Its chain stays, so that
its row cannot go.
"""

from alembic import op

revision = "0039_withdrawn_areas"
down_revision = "0038_district_sources"
branch_labels = None
depends_on = None

KINDS = "kind IN ('country', 'province', 'district', 'subdistrict', 'withdrawn')"


def upgrade() -> None:
    # On SQLite, which alters no constraint, the table is made anew; its guards follow.
    with op.batch_alter_table("area") as batch:
        batch.drop_constraint(op.f("ck_area_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_area_kind"), KINDS)


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
