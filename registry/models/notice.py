"""Reminders: which gate was told to whom at which stage, and the mails that told it.

Keys, days and states; no words and no address. What a mail says is told anew from its gates, and
where it goes stands with the person's contacts alone. Rows of daily work and no facts.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnClause, UniqueConstraint, text

from registry.models.base import Numbered, column, index_where, one_of

OWED_MAIL = text("status IN ('waiting', 'claimed')")


class NoticeMail(Numbered):
    """The one mail of a day to a person, and how far the machine got with it.

    `trouble` is why the last attempt failed, `reply` the three digits of the server's answer.
    """

    __table_args__ = (
        UniqueConstraint("person_id", "on_date"),
        one_of("status", "waiting", "claimed", "sent", "failed", "dropped"),
        CheckConstraint("(status IN ('waiting', 'claimed')) = (ended_at IS NULL)", name="end"),
        index_where(OWED_MAIL, "ix_notice_mail_owed", "status"),
    )

    person_id: ColumnClause[int] = column(references="person.id")
    on_date: ColumnClause[date] = column(index=True)
    message_id: ColumnClause[str] = column(unique=True)
    status: ColumnClause[str]
    attempts: ColumnClause[int]
    again_at: ColumnClause[datetime]
    claimed_by: ColumnClause[str | None]
    claim_until: ColumnClause[datetime | None]
    trouble: ColumnClause[str | None]
    reply: ColumnClause[int | None]
    made_at: ColumnClause[datetime]
    ended_at: ColumnClause[datetime | None]


class Notice(Numbered):
    """A gate, a stage of its due day, and a person: told once. A due day that moved is another.

    `stage` counts days before the due day, below 0 after it. `told`: in its mail; `skipped`: a
    later stage had come by then; `settled`: nothing was to be told any more when the mail left.
    """

    __table_args__ = (
        UniqueConstraint("gate_id", "due_on", "person_id", "stage"),
        one_of("status", "told", "skipped", "settled"),
    )

    gate_id: ColumnClause[int] = column(references="gate.id")
    due_on: ColumnClause[date]
    person_id: ColumnClause[int] = column(references="person.id", index=True)
    stage: ColumnClause[int]
    status: ColumnClause[str]
    mail_id: ColumnClause[int] = column(references="notice_mail.id", index=True)
    recorded_at: ColumnClause[datetime]
