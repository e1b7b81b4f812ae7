"""Meetings, trainings, scores, policy events, an office's own templates; papers by subject.

Why: with the inception meeting and the trainings an establishment is complete. A district has
many papers of one kind now (an invitation for each member, a paper in two languages), and
minutes are frozen by being adopted.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0007_meetings"
down_revision = "0006_desk_indexes"
branch_labels = None
depends_on = None

LIVE = sa.text("superseded_at IS NULL")
STATUS = "status IN ('draft', 'replaced', 'signed', 'adopted', 'not_signed', 'evidence')"
FROZEN = "(frozen_at IS NOT NULL) = (status IN ('signed', 'adopted', 'evidence'))"
LANGUAGE = "language IN ('th', 'en')"
VERSION = ["instance_id", "kind", "subject", "language", "version"]


def fact_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.Column("cut_by", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
    )


def fact_keys(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["cut_by"], ["entry.id"], name=op.f(f"fk_{table}_cut_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f(f"fk_{table}_entry_id")),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["entry.id"], name=op.f(f"fk_{table}_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    op.create_table(
        "action_item",
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        *fact_columns(),
        sa.CheckConstraint(
            "status IN ('open', 'done', 'dropped')", name=op.f("ck_action_item_status")
        ),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_action_item_district_code")
        ),
        *fact_keys("action_item"),
    )
    op.create_index(op.f("ix_action_item_entry_id"), "action_item", ["entry_id"], unique=False)
    op.create_index(
        "uq_action_item_key",
        "action_item",
        ["district_code", "key"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )

    op.create_table(
        "attendance",
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        *fact_columns(),
        sa.CheckConstraint(
            "sex IN ('female', 'male', 'not_stated')", name=op.f("ck_attendance_sex")
        ),
        sa.CheckConstraint(
            "state IN ('present', 'online', 'proxy', 'absent', 'guest')",
            name=op.f("ck_attendance_state"),
        ),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_attendance_district_code")
        ),
        *fact_keys("attendance"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
    )
    op.create_index(op.f("ix_attendance_entry_id"), "attendance", ["entry_id"], unique=False)
    op.create_index(op.f("ix_attendance_person_id"), "attendance", ["person_id"], unique=False)
    op.create_index(
        "uq_attendance_line",
        "attendance",
        ["district_code", "event", "line"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )

    op.create_table(
        "manual_version",
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        *fact_columns(),
        sa.ForeignKeyConstraint(
            ["area_code"], ["area.code"], name=op.f("fk_manual_version_area_code")
        ),
        *fact_keys("manual_version"),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_manual_version_recorded_by")
        ),
    )
    op.create_index(
        op.f("ix_manual_version_area_code"), "manual_version", ["area_code"], unique=False
    )
    op.create_index(
        op.f("ix_manual_version_entry_id"), "manual_version", ["entry_id"], unique=False
    )

    op.create_table(
        "meeting",
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        *fact_columns(),
        sa.CheckConstraint(
            "kind IN ('inception', 'quarterly', 'within_monthly', 'special')",
            name=op.f("ck_meeting_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_meeting_district_code")
        ),
        *fact_keys("meeting"),
    )
    op.create_index(op.f("ix_meeting_entry_id"), "meeting", ["entry_id"], unique=False)
    op.create_index(
        "uq_meeting_key",
        "meeting",
        ["district_code", "key"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )

    op.create_table(
        "paper_template",
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        *fact_columns(),
        sa.CheckConstraint("language IN ('th', 'en')", name=op.f("ck_paper_template_language")),
        sa.ForeignKeyConstraint(
            ["area_code"], ["area.code"], name=op.f("fk_paper_template_area_code")
        ),
        *fact_keys("paper_template"),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_paper_template_recorded_by")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_paper_template_sha256")),
    )
    op.create_index(
        op.f("ix_paper_template_entry_id"), "paper_template", ["entry_id"], unique=False
    )
    op.create_index(
        "uq_paper_template_day",
        "paper_template",
        ["area_code", "kind", "language", "valid_from"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )

    op.create_table(
        "policy_event",
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title_th", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        *fact_columns(),
        sa.ForeignKeyConstraint(
            ["area_code"], ["area.code"], name=op.f("fk_policy_event_area_code")
        ),
        *fact_keys("policy_event"),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_policy_event_recorded_by")
        ),
        sa.UniqueConstraint("area_code", "key", name=op.f("uq_policy_event_area_code_key")),
    )
    op.create_index(op.f("ix_policy_event_entry_id"), "policy_event", ["entry_id"], unique=False)

    op.create_table(
        "score",
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("pre", sa.Text(), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("maximum", sa.Text(), nullable=False),
        *fact_columns(),
        sa.CheckConstraint("CAST(maximum AS NUMERIC) > 0", name=op.f("ck_score_maximum")),
        sa.CheckConstraint(
            "CAST(post AS NUMERIC) BETWEEN 0 AND CAST(maximum AS NUMERIC)",
            name=op.f("ck_score_post"),
        ),
        sa.CheckConstraint(
            "CAST(pre AS NUMERIC) BETWEEN 0 AND CAST(maximum AS NUMERIC)", name=op.f("ck_score_pre")
        ),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_score_district_code")
        ),
        *fact_keys("score"),
    )
    op.create_index(op.f("ix_score_entry_id"), "score", ["entry_id"], unique=False)
    op.create_index(
        "uq_score_code",
        "score",
        ["district_code", "event", "code"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )

    op.create_table(
        "training",
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        *fact_columns(),
        sa.CheckConstraint("last_day >= valid_from", name=op.f("ck_training_days")),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_training_district_code")
        ),
        *fact_keys("training"),
    )
    op.create_index(op.f("ix_training_entry_id"), "training", ["entry_id"], unique=False)
    op.create_index(
        "uq_training_key",
        "training",
        ["district_code", "key"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    papers_by_subject_and_language()


def papers_by_subject_and_language() -> None:
    subject = sa.Column("subject", sa.Text(), server_default="", nullable=False)
    language = sa.Column("language", sa.Text(), server_default="th", nullable=False)
    # On SQLite, which alters no constraint, the table is made anew as a whole.
    with op.batch_alter_table("document") as batch:
        batch.add_column(subject)
        batch.add_column(language)
        for name, rule in (("status", STATUS), ("frozen", FROZEN)):
            batch.drop_constraint(op.f(f"ck_document_{name}"), type_="check")
            batch.create_check_constraint(op.f(f"ck_document_{name}"), rule)
        batch.create_check_constraint(op.f("ck_document_language"), LANGUAGE)
        batch.drop_constraint(op.f("uq_document_instance_id_kind_version"), type_="unique")
        batch.create_unique_constraint("uq_document_version", VERSION)


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
