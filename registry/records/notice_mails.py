"""Reminders recorded: the day's mail to a person, claimed, sent, put back, given up."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import insert, select, update

from registry.models import Notice, NoticeMail, Person, table_of
from registry.queries.notices import MailRow, free_mail, notice_mail, people_mailed
from registry.rules.notices import OwedNotice
from registry.transaction import Write

_mail, _notice, _person = table_of(NoticeMail), table_of(Notice), table_of(Person)
TOLD, SKIPPED, SETTLED = "told", "skipped", "settled"


class OwedGate(NamedTuple):
    """What a person is to be told of a gate and its due day."""

    gate: int
    due_on: date
    owed: OwedNotice


def make_mail(
    write: Write,
    person: int,
    on: date,
    day_begins: datetime,
    message_id: str,
    gates: Sequence[OwedGate],
) -> int | None:
    """Make the person's mail of the day, with what it tells and what was missed before.

    None where the day has one, or an earlier one is on its way. Whoever makes a mail of the same
    person meanwhile waits for this transaction, and then finds it.
    """
    alone = select(_person.c.id).where(_person.c.id == person).with_for_update(key_share=True)
    write.connection.execute(alone)
    if people_mailed(write.connection, on, day_begins, person):
        return None
    row = {
        "person_id": person, "on_date": on, "message_id": message_id, "status": "waiting",
        "attempts": 0, "again_at": write.now, "made_at": write.now,
    }  # fmt: skip
    added = write.connection.execute(insert(_mail).values(row).returning(_mail.c.id))
    mail: int = added.scalar_one()
    rows = [
        {
            "gate_id": one.gate, "due_on": one.due_on, "person_id": person, "stage": stage,
            "status": status, "mail_id": mail, "recorded_at": write.now,
        }
        for one in gates
        for status, stages in ((SKIPPED, one.owed.skipped), (TOLD, (one.owed.stage,)))
        for stage in stages
    ]  # fmt: skip
    write.connection.execute(insert(_notice), rows)
    return mail


def claim_mail(write: Write, mail: int, *, by: str, until: datetime) -> MailRow | None:
    """Claim the mail for one attempt; None where somebody else has it, or it has ended."""
    claimed = (
        update(_mail)
        .where(_mail.c.id == mail, free_mail(write.now))
        .values(status="claimed", claimed_by=by, claim_until=until, attempts=_mail.c.attempts + 1)
    )
    if not write.connection.execute(claimed).rowcount:
        return None
    return notice_mail(write.connection, mail)


def end_mail(
    write: Write, claimed: MailRow, status: str, *, trouble: str | None, reply: int | None
) -> bool:
    """The mail is sent, failed or dropped. Answers False where the claim was lost meanwhile."""
    return _release(write, claimed, status=status, trouble=trouble, reply=reply, ended_at=write.now)


def put_back(
    write: Write, claimed: MailRow, *, trouble: str, reply: int | None, again_at: datetime
) -> bool:
    """The mail waits to be tried again. Answers False where the claim was lost meanwhile."""
    return _release(
        write, claimed, status="waiting", trouble=trouble, reply=reply, again_at=again_at
    )


def _release(write: Write, claimed: MailRow, **values: str | int | datetime | None) -> bool:
    theirs = (_mail.c.id == claimed.id, _mail.c.claimed_by == claimed.claimed_by)
    free = {"claimed_by": None, "claim_until": None, **values}
    return bool(write.connection.execute(update(_mail).where(*theirs).values(free)).rowcount)


def settle_notices(write: Write, notices: Iterable[int]) -> None:
    """These were not told any more: their gates ended, moved, or concern another by now."""
    ids = tuple(notices)
    if ids:
        write.connection.execute(
            update(_notice).where(_notice.c.id.in_(ids)).values(status=SETTLED)
        )


def try_mails_again(write: Write, mails: Iterable[int]) -> int:
    """Mails that were given up wait to be sent at once; answers how many."""
    again = (
        update(_mail)
        .where(_mail.c.id.in_(tuple(mails)), _mail.c.status == "failed")
        .values(status="waiting", attempts=0, again_at=write.now, ended_at=None)
    )
    return int(write.connection.execute(again).rowcount)
