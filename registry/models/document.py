"""Documents: rows here, bytes beside them, both in the registry and in one transaction."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnClause, UniqueConstraint, text

from registry.models.base import Base, Numbered, column, index_where, one_of


class Blob(Base):
    """Bytes under their SHA-256. Append-only; redaction alone may take the bytes away."""

    sha256: ColumnClause[str] = column(primary_key=True)
    size: ColumnClause[int]
    content: ColumnClause[bytes | None]
    redaction_id: ColumnClause[int | None] = column(references="redaction.id")


class Document(Numbered):
    """A paper: what it is, its version and own date, and the facts it was rendered from.

    `content_hash` is taken of a .docx's content, which is the same for the same facts.
    `subject` tells apart papers of one kind (the member that an invitation goes to), "" where
    there is one. `own_date` is the first day that the paper allows, to `precision`. Papers of one
    act that say the same facts, as those in two languages do, share `facts_id`. `frozen_at` is set
    when it is signed, accepted or adopted; then nothing changes any more.
    """

    __table_args__ = (
        UniqueConstraint(
            "instance_id", "kind", "subject", "language", "version", name="uq_document_version"
        ),
        one_of("status", "draft", "replaced", "signed", "adopted", "not_signed", "evidence"),
        CheckConstraint(
            "(frozen_at IS NOT NULL) = (status IN ('signed', 'adopted', 'evidence'))",
            name="frozen",
        ),
        one_of("language", "th", "en"),
        one_of("precision", "day", "month", "year"),
        index_where(text("attested_by IS NOT NULL"), "ix_document_attested_by", "attested_by"),
    )

    district_code: ColumnClause[str] = column(references="area.code", index=True)
    instance_id: ColumnClause[int | None] = column(references="instance.id", index=True)
    entry_id: ColumnClause[int | None] = column(references="entry.id", index=True)
    kind: ColumnClause[str] = column(index=True)
    subject: ColumnClause[str] = column(server_default="")
    language: ColumnClause[str] = column(server_default="th")
    version: ColumnClause[int]
    file_name: ColumnClause[str]
    media_type: ColumnClause[str]
    own_date: ColumnClause[date]
    precision: ColumnClause[str] = column(server_default="day")
    sha256: ColumnClause[str] = column(references="blob.sha256")
    content_hash: ColumnClause[str]
    facts_id: ColumnClause[int | None] = column(references="payload.id")
    template_sha256: ColumnClause[str | None]
    attested_by: ColumnClause[int | None] = column(references="person.id")
    status: ColumnClause[str]
    recorded_at: ColumnClause[datetime]
    frozen_at: ColumnClause[datetime | None]
