"""What other programs are let in by, and what they were answered: tokens and calls that write.

Rows of daily work and no facts, as those of accounts are.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Numbered, one_of


class Bearer(Numbered):
    """A secret that lets whoever bears it do something for a person, until a day or revoked."""

    __abstract__ = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class CalendarLink(Bearer):
    """An address at which a calendar program reads a district's calendar, or a person's own.

    Without a district it is the person's own.
    """

    __table_args__ = (one_of("language", "th", "en"),)

    district_code: Mapped[str | None] = mapped_column(ForeignKey("area.code"))
    language: Mapped[str]


class ApiToken(Bearer):
    """A token by which a program asks and records for one part of a person."""

    __table_args__ = (one_of("part", "admin", "coordinator", "focal_point", "chief", "partner",
                             "observer"),)  # fmt: skip

    part: Mapped[str]
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class KeptAnswer(Numbered):
    """What a call that writes was answered, under the key that its program gave it.

    Sent again it is answered the same and does nothing. Key and call are digests only.
    """

    __table_args__ = (UniqueConstraint("api_token_id", "key_sha256"),)

    api_token_id: Mapped[int] = mapped_column(ForeignKey("api_token.id"))
    key_sha256: Mapped[str]
    call_sha256: Mapped[str]
    body: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
