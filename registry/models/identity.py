"""Who signs in by the office's own identity provider, beside passwords.

Of a subject (what the provider calls somebody) a digest is kept alone: it may be a number of
persons.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Numbered, index_where


class ProviderIdentity(Numbered):
    """A subject of a provider, matched to a person by an administrator until that is ended."""

    __table_args__ = (
        index_where(
            text("ended_at IS NULL"),
            "uq_provider_identity_standing", "issuer", "subject_digest", unique=True,
        ),
    )  # fmt: skip

    issuer: Mapped[str]
    subject_digest: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    matched_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    matched_at: Mapped[datetime]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]


class UnknownIdentity(Numbered):
    """A subject that came from the provider and that nobody has matched yet.

    `called` is what the provider says of them, for whoever administers.
    """

    __table_args__ = (UniqueConstraint("issuer", "subject_digest"),)

    issuer: Mapped[str]
    subject_digest: Mapped[str]
    called: Mapped[str]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)


class AuthorizationRequest(Numbered):
    """A browser that went to the provider and has not come back: once, and for minutes."""

    token_sha256: Mapped[str] = mapped_column(unique=True)
    place: Mapped[str]
    began_at: Mapped[datetime] = mapped_column(index=True)
