"""Who may sign in: accounts, invitations, sign-ins; and what is typed but not yet sent.

Rows of daily work and no facts: they change and go. Of every secret only a digest is kept;
what was done with accounts stands in the audit.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base


class Account(Base):
    """A person who was invited. Without a password until the invitation is accepted."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Invitation(Base):
    """A link that lets one person set a password, once, until a day.

    The first of all, while the registry has nobody who administers, is for nobody yet.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("purpose IN ('invite', 'first_admin', 'reset')", name="purpose"),
        CheckConstraint("person_id IS NOT NULL OR purpose = 'first_admin'", name="whose"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignIn(Base):
    """A person at work at the desk, until they leave, idle too long, or lose their last part."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    began_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInFailure(Base):
    """A password that was wrong, or is being looked at. Who and whence are digests only."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_digest: Mapped[str] = mapped_column(index=True)
    address_digest: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)


class GateDraft(Base):
    """What a person has typed at a gate and not yet sent. Nobody else reads it."""

    __tablename__ = "gate_draft"
    __table_args__ = (UniqueConstraint("person_id", "instance_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"), index=True)
    path: Mapped[str]
    body: Mapped[str]
    saved_at: Mapped[datetime]
