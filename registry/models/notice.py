"""Reminders: which gate was told to whom at which stage, and the mails that told it.

Keys, days and states; no words and no address. What a mail says is told anew from its gates, and
where it goes stands with the person's contacts alone. Rows of daily work and no facts.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Numbered, index_where, one_of

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

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on: Mapped[date] = mapped_column("on_date", index=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str]
    attempts: Mapped[int]
    again_at: Mapped[datetime]
    claimed_by: Mapped[str | None]
    claim_until: Mapped[datetime | None]
    trouble: Mapped[str | None]
    reply: Mapped[int | None]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Notice(Numbered):
    """A gate, a stage of its due day, and a person: told once. A due day that moved is another.

    `stage` counts days before the due day, below 0 after it. `told`: in its mail; `skipped`: a
    later stage had come by then; `settled`: nothing was to be told any more when the mail left.
    """

    __table_args__ = (
        UniqueConstraint("gate_id", "due_on", "person_id", "stage"),
        one_of("status", "told", "skipped", "settled"),
    )

    gate_id: Mapped[int] = mapped_column(ForeignKey("gate.id"))
    due_on: Mapped[date]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    stage: Mapped[int]
    status: Mapped[str]
    mail_id: Mapped[int] = mapped_column(ForeignKey("notice_mail.id"), index=True)
    recorded_at: Mapped[datetime]
