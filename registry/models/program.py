"""What other programs are let in by, and what they were answered: tokens and calls that write.

Rows of daily work and no facts, as those of accounts are.
"""

from datetime import datetime

from sqlalchemy import ColumnClause, UniqueConstraint

from registry.models.base import Numbered, column, one_of


class Bearer(Numbered, abstract=True):
    """A secret that lets whoever bears it do something for a person, until a day or revoked."""

    person_id: ColumnClause[int] = column(references="person.id", index=True)
    token_sha256: ColumnClause[str] = column(unique=True)
    made_at: ColumnClause[datetime]
    expires_at: ColumnClause[datetime]
    revoked_at: ColumnClause[datetime | None]


class CalendarLink(Bearer):
    """An address at which a calendar program reads a district's calendar, or a person's own.

    Without a district it is the person's own.
    """

    __table_args__ = (one_of("language", "th", "en"),)

    district_code: ColumnClause[str | None] = column(references="area.code")
    language: ColumnClause[str]


class ApiToken(Bearer):
    """A token by which a program asks and records for one part of a person."""

    __table_args__ = (one_of("part", "admin", "coordinator", "focal_point", "chief", "partner",
                             "observer"),)  # fmt: skip

    part: ColumnClause[str]
    area_code: ColumnClause[str] = column(references="area.code")
    made_by: ColumnClause[int] = column(references="person.id")


class KeptAnswer(Numbered):
    """What a call that writes was answered, under the key that its program gave it.

    Sent again it is answered the same and does nothing. Key and call are digests only.
    """

    __table_args__ = (UniqueConstraint("api_token_id", "key_sha256"),)

    api_token_id: ColumnClause[int] = column(references="api_token.id")
    key_sha256: ColumnClause[str]
    call_sha256: ColumnClause[str]
    body: ColumnClause[str]
    at: ColumnClause[datetime] = column(index=True)
