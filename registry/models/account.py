"""Who may sign in: accounts, invitations, sign-ins; what is typed or chosen but not yet sent.

Rows of daily work and no facts: they change and go. Of every secret only a digest is kept;
what was done with accounts stands in the audit.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnClause, Index, UniqueConstraint

from registry.models.base import Numbered, column, one_of


class Account(Numbered):
    """A person who was invited. Without a password until the invitation is accepted."""

    person_id: ColumnClause[int] = column(references="person.id", unique=True)
    password_hash: ColumnClause[str | None]
    created_at: ColumnClause[datetime]
    closed_at: ColumnClause[datetime | None]


class Invitation(Numbered):
    """A link that lets one person set a password, once, until a day.

    The first of all, while the registry has nobody who administers, is for nobody yet.
    """

    __table_args__ = (
        one_of("purpose", "invite", "first_admin", "reset"),
        CheckConstraint("person_id IS NOT NULL OR purpose = 'first_admin'", name="whose"),
    )

    person_id: ColumnClause[int | None] = column(references="person.id", index=True)
    token_sha256: ColumnClause[str] = column(unique=True)
    purpose: ColumnClause[str]
    made_by: ColumnClause[int | None] = column(references="person.id")
    made_at: ColumnClause[datetime]
    expires_at: ColumnClause[datetime]
    used_at: ColumnClause[datetime | None]


class SignIn(Numbered):
    """A person at work at the desk, until they leave, idle too long, or lose their last part."""

    token_sha256: ColumnClause[str] = column(unique=True)
    person_id: ColumnClause[int] = column(references="person.id", index=True)
    began_at: ColumnClause[datetime]
    last_seen_at: ColumnClause[datetime]
    expires_at: ColumnClause[datetime]
    ended_at: ColumnClause[datetime | None]


class SignInFailure(Numbered):
    """A password that was wrong, or is being looked at. Who and whence are digests only."""

    name_digest: ColumnClause[str] = column(index=True)
    address_digest: ColumnClause[str] = column(index=True)
    at: ColumnClause[datetime] = column(index=True)


class GateDraft(Numbered):
    """What a person has typed at a gate and not yet sent.

    Nobody else reads it; that they are typing is told at the gate.
    """

    __table_args__ = (UniqueConstraint("person_id", "instance_id", "path"),)

    person_id: ColumnClause[int] = column(references="person.id")
    instance_id: ColumnClause[int] = column(references="instance.id", index=True)
    path: ColumnClause[str]
    body: ColumnClause[str]
    saved_at: ColumnClause[datetime]


class FormDraft(Numbered):
    """What a person has typed in a form of several pages that is no gate's, and not yet sent.

    `place` is the address of its first page. Nobody else reads it.
    """

    __table_args__ = (UniqueConstraint("person_id", "place"),)

    person_id: ColumnClause[int] = column(references="person.id")
    place: ColumnClause[str]
    body: ColumnClause[str]
    saved_at: ColumnClause[datetime]


class HeldItem(Numbered):
    """A file or warnings that a page holds for one person, sealed under the word of its form."""

    token_sha256: ColumnClause[str] = column(unique=True)
    person_id: ColumnClause[int] = column(references="person.id", index=True)
    size: ColumnClause[int]
    content: ColumnClause[bytes]
    held_at: ColumnClause[datetime] = column(index=True)


class RateHit(Numbered):
    """Something that may be done so often within a time was done once. Whence is a digest."""

    __table_args__ = (Index(None, "key_digest", "at"),)

    key_digest: ColumnClause[str]
    at: ColumnClause[datetime] = column(index=True)
