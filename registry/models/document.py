"""Documents: rows here, bytes beside them, both in the registry and in one transaction."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from registry.models.base import Base, Numbered, index_where, one_of


class Blob(Base):
    """Bytes under their SHA-256. Append-only; redaction alone may take the bytes away."""

    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    redaction_id: Mapped[int | None] = mapped_column(ForeignKey("redaction.id"))


class Document(Numbered):
    """A paper: what it is, its version and own date, and the facts it was rendered from.

    `content_hash` is taken of a .docx's content, which is the same for the same facts.
    `subject` tells apart papers of one kind (the member that an invitation goes to), "" where
    there is one. `frozen_at` is set when it is signed, accepted or adopted; then nothing
    changes any more.
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
        index_where(text("attested_by IS NOT NULL"), "ix_document_attested_by", "attested_by"),
    )

    district_code: Mapped[str] = mapped_column(ForeignKey("area.code"), index=True)
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("instance.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    kind: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str] = mapped_column(server_default="th")
    version: Mapped[int]
    file_name: Mapped[str]
    media_type: Mapped[str]
    own_date: Mapped[date]
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    content_hash: Mapped[str]
    facts_id: Mapped[int | None] = mapped_column(ForeignKey("payload.id"))
    template_sha256: Mapped[str | None]
    attested_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    status: Mapped[str]
    recorded_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]
