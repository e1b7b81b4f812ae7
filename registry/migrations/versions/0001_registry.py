"""The registry of the first release.

Why: areas, offices and their holders, committees, orders, documents, journals, the audit.
"""

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0001_registry"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name_th", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("partner", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("key", name=op.f("uq_agency_key")),
    )
    op.create_table(
        "area",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("name_th", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('country', 'province', 'district', 'subdistrict')", name=op.f("ck_area_kind")
        ),
        sa.ForeignKeyConstraint(["parent"], ["area.code"], name=op.f("fk_area_parent")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_area")),
    )
    op.create_index(op.f("ix_area_kind"), "area", ["kind"], unique=False)
    op.create_index(op.f("ix_area_parent"), "area", ["parent"], unique=False)
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("title_th", sa.Text(), nullable=False),
        sa.Column("name_th", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint("sex IN ('female', 'male', 'not_stated')", name=op.f("ck_person_sex")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("ref", name=op.f("uq_person_ref")),
    )
    op.create_table(
        "registry_meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_registry_meta")),
    )
    op.create_table(
        "seal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("heads_digest", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
        sa.UniqueConstraint("day", name=op.f("uq_seal_day")),
    )
    op.create_table(
        "area_alias",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f("fk_area_alias_area_code")),
        sa.PrimaryKeyConstraint("key", "area_code", name=op.f("pk_area_alias")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role IN ('admin', 'coordinator', 'partner', 'observer')",
            name=op.f("ck_assignment_role"),
        ),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f("fk_assignment_area_code")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "person_id", "role", "area_code", name=op.f("uq_assignment_person_id_role_area_code")
        ),
    )
    op.create_table(
        "chain_head",
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f("fk_chain_head_area_code")),
        sa.PrimaryKeyConstraint("area_code", name=op.f("pk_chain_head")),
    )
    op.create_table(
        "committee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_committee_district_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee")),
        sa.UniqueConstraint("district_code", name=op.f("uq_committee_district_code")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint("kind IN ('phone', 'email')", name=op.f("ck_contact_kind")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_person_id"), "contact", ["person_id"], unique=False)
    op.create_table(
        "instance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "status IN ('open', 'finished', 'stopped')", name=op.f("ck_instance_status")
        ),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_instance_district_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instance")),
        sa.UniqueConstraint(
            "process",
            "district_code",
            "period",
            "attempt",
            name=op.f("uq_instance_process_district_code_period_attempt"),
        ),
    )
    op.create_index(op.f("ix_instance_district_code"), "instance", ["district_code"], unique=False)
    op.create_index(
        "uq_instance_open",
        "instance",
        ["process", "district_code", "period"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "legal_basis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_code"], ["area.code"], name=op.f("fk_legal_basis_area_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_basis")),
        sa.UniqueConstraint("area_code", "key", name=op.f("uq_legal_basis_area_code_key")),
    )
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_office_agency_id")),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f("fk_office_area_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("ref", name=op.f("uq_office_ref")),
    )
    op.create_index(op.f("ix_office_area_code"), "office", ["area_code"], unique=False)
    op.create_index(op.f("ix_office_kind"), "office", ["kind"], unique=False)
    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_person", sa.Integer(), nullable=False),
        sa.Column("second_person", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("targets", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint("first_person != second_person", name=op.f("ck_redaction_two_people")),
        sa.ForeignKeyConstraint(
            ["first_person"], ["person.id"], name=op.f("fk_redaction_first_person")
        ),
        sa.ForeignKeyConstraint(
            ["second_person"], ["person.id"], name=op.f("fk_redaction_second_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f("fk_setting_area_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("area_code", "key", name=op.f("uq_setting_area_code_key")),
    )
    op.create_table(
        "blob",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("redaction_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["redaction_id"], ["redaction.id"], name=op.f("fk_blob_redaction_id")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "child_link",
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["instance.id"], name=op.f("fk_child_link_child_id")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["instance.id"], name=op.f("fk_child_link_parent_id")
        ),
        sa.PrimaryKeyConstraint("parent_id", "path", name=op.f("pk_child_link")),
    )
    op.create_index(op.f("ix_child_link_child_id"), "child_link", ["child_id"], unique=False)
    op.create_table(
        "committee_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committee.id"], name=op.f("fk_committee_seat_committee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_seat")),
        sa.UniqueConstraint("committee_id", "key", name=op.f("uq_committee_seat_committee_id_key")),
    )
    op.create_table(
        "effect",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instance_id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claim_until", Instant(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("requested_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "status IN ('waiting', 'claimed', 'done', 'failed', 'cancelled')",
            name=op.f("ck_effect_status"),
        ),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_effect_district_code")
        ),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_effect_instance_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_effect")),
        sa.UniqueConstraint(
            "instance_id",
            "path",
            "fingerprint",
            "request",
            name=op.f("uq_effect_instance_id_path_fingerprint_request"),
        ),
    )
    op.create_index(op.f("ix_effect_instance_id"), "effect", ["instance_id"], unique=False)
    op.create_index(
        "ix_effect_waiting",
        "effect",
        ["status"],
        unique=False,
        sqlite_where=sa.text("status IN ('waiting', 'claimed')"),
        postgresql_where=sa.text("status IN ('waiting', 'claimed')"),
    )
    op.create_table(
        "payload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("redaction_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(salt IS NULL) = (redaction_id IS NOT NULL)", name=op.f("ck_payload_redacted")
        ),
        sa.ForeignKeyConstraint(
            ["redaction_id"], ["redaction.id"], name=op.f("fk_payload_redaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payload")),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instance_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("gate", sa.Text(), nullable=True),
        sa.Column("form_version", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("act_date", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("of_id", sa.Integer(), nullable=True),
        sa.Column("payload_id", sa.Integer(), nullable=False),
        sa.Column("payload_digest", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind != 'decision' OR (decided_by IS NOT NULL AND person_id IS NOT NULL AND capacity IS NOT NULL AND recorded_by IS NOT NULL)",
            name=op.f("ck_entry_decision_has_its_people"),
        ),
        sa.CheckConstraint(
            "kind IN ('start', 'decision', 'correction', 'effect', 'lapse', 'event', 'read', 'child', 'revision', 'withdrawal', 'superseding', 'standing', 'end')",
            name=op.f("ck_entry_kind"),
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["office.id"], name=op.f("fk_entry_decided_by")),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_entry_instance_id")
        ),
        sa.ForeignKeyConstraint(["of_id"], ["entry.id"], name=op.f("fk_entry_of_id")),
        sa.ForeignKeyConstraint(["payload_id"], ["payload.id"], name=op.f("fk_entry_payload_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_entry_person_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_entry_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("instance_id", "seq", name=op.f("uq_entry_instance_id_seq")),
    )
    op.create_table(
        "assignment_term",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.Column("cut_by", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_term_assignment_id")
        ),
        sa.ForeignKeyConstraint(["cut_by"], ["entry.id"], name=op.f("fk_assignment_term_cut_by")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_assignment_term_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["entry.id"], name=op.f("fk_assignment_term_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_term")),
    )
    op.create_index(
        op.f("ix_assignment_term_assignment_id"), "assignment_term", ["assignment_id"], unique=False
    )
    op.create_index(
        op.f("ix_assignment_term_entry_id"), "assignment_term", ["entry_id"], unique=False
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("payload_id", sa.Integer(), nullable=True),
        sa.Column("payload_digest", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["person.id"], name=op.f("fk_audit_actor")),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name=op.f("fk_audit_area_code")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_audit_entry_id")),
        sa.ForeignKeyConstraint(["payload_id"], ["payload.id"], name=op.f("fk_audit_payload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("area_code", "seq", name=op.f("uq_audit_area_code_seq")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_audit_entry_id")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("own_date", sa.Date(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("facts_id", sa.Integer(), nullable=True),
        sa.Column("template_sha256", sa.Text(), nullable=True),
        sa.Column("attested_by", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("frozen_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "(frozen_at IS NOT NULL) = (status IN ('signed', 'evidence'))",
            name=op.f("ck_document_frozen"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'replaced', 'signed', 'not_signed', 'evidence')",
            name=op.f("ck_document_status"),
        ),
        sa.ForeignKeyConstraint(
            ["attested_by"], ["person.id"], name=op.f("fk_document_attested_by")
        ),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_document_district_code")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_document_entry_id")),
        sa.ForeignKeyConstraint(["facts_id"], ["payload.id"], name=op.f("fk_document_facts_id")),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_document_instance_id")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_document_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint(
            "instance_id", "kind", "version", name=op.f("uq_document_instance_id_kind_version")
        ),
    )
    op.create_index(op.f("ix_document_district_code"), "document", ["district_code"], unique=False)
    op.create_index(op.f("ix_document_entry_id"), "document", ["entry_id"], unique=False)
    op.create_index(op.f("ix_document_instance_id"), "document", ["instance_id"], unique=False)
    op.create_table(
        "gate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instance_id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("gate", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("unless", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("not_by", sa.Integer(), nullable=True),
        sa.Column("of_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(status = 'open') = (closed_at IS NULL)", name=op.f("ck_gate_end")),
        sa.CheckConstraint(
            "status IN ('open', 'answered', 'lapsed', 'event', 'closed')",
            name=op.f("ck_gate_status"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["entry.id"], name=op.f("fk_gate_closed_by")),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_gate_district_code")
        ),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_gate_instance_id")),
        sa.ForeignKeyConstraint(["not_by"], ["person.id"], name=op.f("fk_gate_not_by")),
        sa.ForeignKeyConstraint(["of_id"], ["entry.id"], name=op.f("fk_gate_of_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate")),
    )
    op.create_index(op.f("ix_gate_instance_id"), "gate", ["instance_id"], unique=False)
    op.create_index(
        "ix_gate_open",
        "gate",
        ["district_code"],
        unique=False,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(op.f("ix_gate_until_on"), "gate", ["until_on"], unique=False)
    op.create_index(
        "uq_gate_open",
        "gate",
        ["instance_id", "path"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "holding",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("basis_number", sa.Text(), nullable=True),
        sa.Column("basis_date", sa.Date(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.Column("cut_by", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "basis IN ('appointment', 'order', 'seniority', 'delegation', 'not_recorded')",
            name=op.f("ck_holding_basis"),
        ),
        sa.CheckConstraint(
            "capacity = 'own' OR basis IN ('order', 'seniority')",
            name=op.f("ck_holding_acting_has_a_basis"),
        ),
        sa.CheckConstraint(
            "capacity IN ('own', 'acting', 'on_behalf', 'acting_vacant')",
            name=op.f("ck_holding_capacity"),
        ),
        sa.ForeignKeyConstraint(["cut_by"], ["entry.id"], name=op.f("fk_holding_cut_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_holding_entry_id")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_holding_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_holding_person_id")),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["entry.id"], name=op.f("fk_holding_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holding")),
    )
    op.create_index(op.f("ix_holding_entry_id"), "holding", ["entry_id"], unique=False)
    op.create_index(op.f("ix_holding_office_id"), "holding", ["office_id"], unique=False)
    op.create_index(op.f("ix_holding_person_id"), "holding", ["person_id"], unique=False)
    op.create_table(
        "legal_basis_text",
        sa.Column("basis_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_th", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("citation_th", sa.Text(), nullable=False),
        sa.Column("citation_en", sa.Text(), nullable=False),
        sa.Column("cited_as", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("replaced_by", sa.Text(), nullable=True),
        sa.Column("verified_by", sa.Integer(), nullable=True),
        sa.Column("shipped_verified", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.Column("cut_by", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "cited_as IN ('reason', 'power', 'none')", name=op.f("ck_legal_basis_text_cited_as")
        ),
        sa.ForeignKeyConstraint(
            ["basis_id"], ["legal_basis.id"], name=op.f("fk_legal_basis_text_basis_id")
        ),
        sa.ForeignKeyConstraint(["cut_by"], ["entry.id"], name=op.f("fk_legal_basis_text_cut_by")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_legal_basis_text_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["entry.id"], name=op.f("fk_legal_basis_text_superseded_by")
        ),
        sa.ForeignKeyConstraint(
            ["verified_by"], ["person.id"], name=op.f("fk_legal_basis_text_verified_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_basis_text")),
    )
    op.create_index(
        op.f("ix_legal_basis_text_basis_id"), "legal_basis_text", ["basis_id"], unique=False
    )
    op.create_index(
        op.f("ix_legal_basis_text_entry_id"), "legal_basis_text", ["entry_id"], unique=False
    )
    op.create_table(
        "member",
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.Column("cut_by", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cut_by"], ["entry.id"], name=op.f("fk_member_cut_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_member_entry_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_member_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["committee_seat.id"], name=op.f("fk_member_seat_id")),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["entry.id"], name=op.f("fk_member_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    op.create_index(op.f("ix_member_entry_id"), "member", ["entry_id"], unique=False)
    op.create_index(op.f("ix_member_person_id"), "member", ["person_id"], unique=False)
    op.create_index(op.f("ix_member_seat_id"), "member", ["seat_id"], unique=False)
    op.create_table(
        "office_name",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("title_th", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("unit_th", sa.Text(), nullable=False),
        sa.Column("unit_en", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.Column("cut_by", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cut_by"], ["entry.id"], name=op.f("fk_office_name_cut_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_office_name_entry_id")),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_office_name_office_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["entry.id"], name=op.f("fk_office_name_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_name")),
    )
    op.create_index(op.f("ix_office_name_entry_id"), "office_name", ["entry_id"], unique=False)
    op.create_index(op.f("ix_office_name_office_id"), "office_name", ["office_id"], unique=False)
    op.create_table(
        "provincial_item",
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.Column("cut_by", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cut_by"], ["entry.id"], name=op.f("fk_provincial_item_cut_by")),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_provincial_item_district_code")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_provincial_item_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["entry.id"], name=op.f("fk_provincial_item_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provincial_item")),
    )
    op.create_index(
        op.f("ix_provincial_item_district_code"), "provincial_item", ["district_code"], unique=False
    )
    op.create_index(
        op.f("ix_provincial_item_entry_id"), "provincial_item", ["entry_id"], unique=False
    )
    op.create_table(
        "seat_version",
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title_th", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("representative", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.Column("cut_by", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "body IN ('executive', 'prevention', 'suppression', 'rehabilitation')",
            name=op.f("ck_seat_version_body"),
        ),
        sa.CheckConstraint("mode IN ('by_position', 'by_name')", name=op.f("ck_seat_version_mode")),
        sa.ForeignKeyConstraint(["cut_by"], ["entry.id"], name=op.f("fk_seat_version_cut_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_seat_version_entry_id")),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["committee_seat.id"], name=op.f("fk_seat_version_seat_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["entry.id"], name=op.f("fk_seat_version_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_version")),
    )
    op.create_index(op.f("ix_seat_version_entry_id"), "seat_version", ["entry_id"], unique=False)
    op.create_index(op.f("ix_seat_version_seat_id"), "seat_version", ["seat_id"], unique=False)
    op.create_table(
        "setting_value",
        sa.Column("setting_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("verified_by", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.Column("cut_by", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cut_by"], ["entry.id"], name=op.f("fk_setting_value_cut_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_setting_value_entry_id")),
        sa.ForeignKeyConstraint(
            ["setting_id"], ["setting.id"], name=op.f("fk_setting_value_setting_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["entry.id"], name=op.f("fk_setting_value_superseded_by")
        ),
        sa.ForeignKeyConstraint(
            ["verified_by"], ["person.id"], name=op.f("fk_setting_value_verified_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_value")),
    )
    op.create_index(op.f("ix_setting_value_entry_id"), "setting_value", ["entry_id"], unique=False)
    op.create_index(
        op.f("ix_setting_value_setting_id"), "setting_value", ["setting_id"], unique=False
    )
    op.create_table(
        "supersession",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["entry.id"], name=op.f("fk_supersession_by_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_supersession_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_supersession")),
    )
    op.create_index(op.f("ix_supersession_by_id"), "supersession", ["by_id"], unique=False)
    op.create_table(
        "team_agency",
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.Column("cut_by", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_team_agency_agency_id")
        ),
        sa.ForeignKeyConstraint(["cut_by"], ["entry.id"], name=op.f("fk_team_agency_cut_by")),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_team_agency_district_code")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_team_agency_entry_id")),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["entry.id"], name=op.f("fk_team_agency_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_agency")),
    )
    op.create_index(
        op.f("ix_team_agency_district_code"), "team_agency", ["district_code"], unique=False
    )
    op.create_index(op.f("ix_team_agency_entry_id"), "team_agency", ["entry_id"], unique=False)
    op.create_table(
        "district_order",
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("subject_th", sa.Text(), nullable=False),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("superseded_at", Instant(), nullable=True),
        sa.Column("cut_by", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('new', 'replace', 'amend', 'earlier')", name=op.f("ck_district_order_kind")
        ),
        sa.CheckConstraint(
            "printed IN ('as_printed', 'with_changes', 'not_ours')",
            name=op.f("ck_district_order_printed"),
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["district_order.id"], name=op.f("fk_district_order_corrects_id")
        ),
        sa.ForeignKeyConstraint(["cut_by"], ["entry.id"], name=op.f("fk_district_order_cut_by")),
        sa.ForeignKeyConstraint(
            ["district_code"], ["area.code"], name=op.f("fk_district_order_district_code")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_district_order_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_district_order_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["district_order.id"], name=op.f("fk_district_order_replaces_id")
        ),
        sa.ForeignKeyConstraint(
            ["signer_id"], ["holding.id"], name=op.f("fk_district_order_signer_id")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["entry.id"], name=op.f("fk_district_order_superseded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district_order")),
    )
    op.create_index(
        op.f("ix_district_order_district_code"), "district_order", ["district_code"], unique=False
    )
    op.create_index(
        op.f("ix_district_order_entry_id"), "district_order", ["entry_id"], unique=False
    )
    op.create_index(
        "uq_district_order_number",
        "district_order",
        ["heading", "year_be", "number"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
