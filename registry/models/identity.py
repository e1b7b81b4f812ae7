"""Who signs in by the office's own identity provider, beside passwords.

Of a subject (what the provider calls somebody) a digest is kept alone: it may be a number of
persons.
"""

from datetime import datetime

from sqlalchemy import ColumnClause, UniqueConstraint, text

from registry.models.base import Numbered, column, index_where


class ProviderIdentity(Numbered):
    """A subject of a provider, matched to a person by an administrator until that is ended."""

    __table_args__ = (
        index_where(
            text("ended_at IS NULL"),
            "uq_provider_identity_standing", "issuer", "subject_digest", unique=True,
        ),
    )  # fmt: skip

    issuer: ColumnClause[str]
    subject_digest: ColumnClause[str]
    person_id: ColumnClause[int] = column(references="person.id", index=True)
    matched_by: ColumnClause[int] = column(references="person.id")
    matched_at: ColumnClause[datetime]
    ended_by: ColumnClause[int | None] = column(references="person.id")
    ended_at: ColumnClause[datetime | None]


class UnknownIdentity(Numbered):
    """A subject that came from the provider and that nobody has matched yet.

    `called` is what the provider says of them, for whoever administers.
    """

    __table_args__ = (UniqueConstraint("issuer", "subject_digest"),)

    issuer: ColumnClause[str]
    subject_digest: ColumnClause[str]
    called: ColumnClause[str]
    first_seen_at: ColumnClause[datetime]
    last_seen_at: ColumnClause[datetime] = column(index=True)


class AuthorizationRequest(Numbered):
    """A browser that went to the provider and has not come back: once, and for minutes."""

    token_sha256: ColumnClause[str] = column(unique=True)
    place: ColumnClause[str]
    began_at: ColumnClause[datetime] = column(index=True)
