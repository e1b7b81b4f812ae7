"""Reminders by mail: the day's digest of each person, claimed, sent, tried again with a limit.

Three steps, each a transaction of its own: the mail is made with what it tells; it is claimed; it
ends. Between claim and end the server is asked. Whoever is killed there leaves a claim that
expires, and the mail is sent again under the same Message-ID: it may come twice, and is never lost
(decision 0031).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from enum import StrEnum
from secrets import token_hex

from sqlalchemy import Connection

from config.clock import BANGKOK
from config.defaults import policy
from config.logs import Ids
from config.words import Sentence, both
from flows.engine.failed_steps import NUMBER_BYTES, kind_of
from flows.engine.installation import Installation
from flows.runtime.fence import Fence
from flows.runtime.reminded_people import RemindedPeople, owed_notices
from registry.process_names import process_name
from registry.queries.areas import names as area_names
from registry.queries.notices import (
    MailRow,
    NoticeRow,
    addresses_of,
    mail_switches,
    mails_to_send,
    notices_of,
    people_mailed,
)
from registry.queries.people import names as person_names
from registry.queries.person_records import person_for
from registry.records.notice_mails import (
    TOLD,
    OwedGate,
    claim_mail,
    end_mail,
    make_mail,
    put_back,
    settle_notices,
)
from registry.refusals import RegistryFault
from tasks.notices.digest import DigestLine, languages_of, mail_text, subject
from tasks.notices.mail_server import (
    FINAL,
    OF_SERVER,
    MailFailed,
    MailServer,
    Trouble,
    deliver,
    message,
    server_of,
)

LOG = logging.getLogger("prasan.mails")
MAILS = "mails"  # the step of a sweep that sends them
CLAIM = timedelta(minutes=10)  # far longer than the server is waited for
# Until the next attempt, by how many there were: a server that greylists takes the second.
PAUSES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12))


class MailRun(StrEnum):
    """How an attempt at a mail went. `away`: the next one would meet the same trouble."""

    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"
    WAITING = "waiting"
    AWAY = "away"
    LOST = "lost"


Send = Callable[[Installation, int], MailRun]


@dataclass(frozen=True)
class MailCount:
    """How many mails went, and whether the server was found away: then no more were tried."""

    sent: int = 0
    away: bool = False


def leaving_by(office: Installation) -> MailServer | None:
    """The mail server, where reminders may leave now.

    None without a server, from a demo or a simulation, and before the hour.
    """
    server = server_of(office.settings)
    if server is None or office.registry.meta("kind") != "real":
        return None
    hour = office.registry.clock.now().astimezone(BANGKOK).hour
    return server if hour >= policy().reminders.from_hour else None


def missing_server(office: Installation) -> Sentence | None:
    """What is said where an area has switched mails on, and no server is set; else None."""
    if server_of(office.settings) is not None:
        return None
    with office.registry.reading() as connection:
        switches = mail_switches(connection, office.registry.today)
    return both("mail.no_server") if any(switches.since.values()) else None


def send_mail(office: Installation, mail_id: int) -> MailRun:
    """One attempt at one mail."""
    server = leaving_by(office)
    claimed = None if server is None else _claim(office, mail_id)
    if server is None or claimed is None:
        return MailRun.LOST
    try:
        letter = _letter(office, claimed)
        if letter is not None:
            deliver(server, _message(office, server, claimed, letter))
    except MailFailed as failed:
        return _failed(office, claimed, failed)
    except RegistryFault:
        raise
    except Exception as error:
        about = Ids(mail=mail_id, number=token_hex(NUMBER_BYTES), error=kind_of(error))
        LOG.exception("mail failed %s", about, exc_info=error)
        return _failed(office, claimed, MailFailed(Trouble.DEFECT))
    return _end(office, claimed, MailRun.DROPPED if letter is None else MailRun.SENT)


def remind(office: Installation, send: Send = send_mail) -> MailCount:
    """Make the day's mails, and send what is to be sent."""
    server = leaving_by(office)
    if server is None:
        return MailCount()
    make_mails(office, server)
    return send_owed(office, send)


def send_owed(office: Installation, send: Send = send_mail) -> MailCount:
    """Send the mails whose time has come, the oldest first, until the server is found away."""
    if leaving_by(office) is None:
        return MailCount()
    with office.registry.reading() as connection:
        owed = mails_to_send(connection, office.registry.clock.now())
    away = False

    def send_one(mail: str) -> int:
        nonlocal away
        how = MailRun.LOST if away else send(office, int(mail))
        away = away or how is MailRun.AWAY
        return how is MailRun.SENT

    sent = Fence(office, MAILS).items((str(one) for one in owed), send_one)
    return MailCount(sent, away=away)


def make_mails(office: Installation, server: MailServer) -> int:
    """Make the mail of the day for everybody who is owed one; answers how many."""
    today, begins = office.registry.today, _day_begins(office)
    number = office.registry.id[:12]
    with office.registry.reading() as connection:
        owed = _owed_with_address(office, connection)

    def make(person: str) -> int:
        named = f"<notice.{number}.{person}.{today:%Y%m%d}@{server.domain}>"
        with office.registry.writing() as write:
            made = make_mail(write, int(person), today, begins, named, owed[int(person)])
        return made is not None

    return Fence(office, "mails_made").items((str(one) for one in owed), make)


def _owed_with_address(office: Installation, connection: Connection) -> dict[int, list[OwedGate]]:
    today = office.registry.today
    owed = owed_notices(RemindedPeople(office, connection, today))
    mailed = people_mailed(connection, today, _day_begins(office))
    addresses = addresses_of(connection, owed)
    return {one: owed[one] for one in sorted(owed) if one in addresses and one not in mailed}


def _day_begins(office: Installation) -> datetime:
    return datetime.combine(office.registry.today, time.min, BANGKOK)


def _claim(office: Installation, mail_id: int) -> MailRow | None:
    with office.registry.writing() as write:
        by = f"{process_name()}:{write.now.isoformat()}"
        claimed = claim_mail(write, mail_id, by=by, until=write.now + CLAIM)
        if claimed is None or claimed.attempts <= office.settings.smtp_attempts:
            return claimed
        # Cut off each time: to try for ever would send for ever.
        cut_off = Trouble.CUT_OFF.value
        end_mail(write, claimed, MailRun.FAILED.value, trouble=cut_off, reply=None)
        return None


@dataclass(frozen=True)
class Letter:
    """What a mail says as it leaves, and to which address; None for nobody's."""

    lines: tuple[DigestLine, ...]
    address: str | None
    name_id: int


def _letter(office: Installation, mail: MailRow) -> Letter | None:
    """What the mail has yet to tell; None for nothing. What was settled meanwhile is recorded."""
    with office.registry.reading() as connection:
        person = person_for(connection, mail.person)
        people = RemindedPeople(office, connection, office.registry.today, person)
        told = [one for one in notices_of(connection, [mail.id]) if one.status == TOLD]
        holds = [one for one in told if people.still_told(one._replace(person=person))]
        lines = _lines(connection, holds)
        address = addresses_of(connection, [person]).get(person)
    settled = {one.id for one in told} - {one.id for one in holds}
    if settled:
        with office.registry.writing() as write:
            settle_notices(write, settled)
    return Letter(lines, address, person) if lines else None


def _lines(connection: Connection, told: list[NoticeRow]) -> tuple[DigestLine, ...]:
    names = area_names(connection, {one.district for one in told})
    return tuple(
        DigestLine(
            names[one.district], one.district, both(f"gate.{one.gate}"), one.opened_on, one.due_on
        )
        for one in told
    )


def _message(
    office: Installation, server: MailServer, mail: MailRow, letter: Letter
) -> EmailMessage:
    """The message. Raises MailFailed without an address, or with one that no mail can bear."""
    if letter.address is None:
        raise MailFailed(Trouble.NO_ADDRESS)
    with office.registry.reading() as connection:
        name = person_names(connection, {letter.name_id})[letter.name_id]
    languages, today = languages_of(office.settings.language), office.registry.today
    return message(
        server,
        letter.address,
        subject(letter.lines, today, languages),
        mail_text(letter.lines, today, languages, to=name, desk_url=office.settings.desk_url),
        message_id=mail.message_id,
        made_at=mail.made_at,
    )


def _end(office: Installation, mail: MailRow, how: MailRun) -> MailRun:
    with office.registry.writing() as write:
        ended = end_mail(write, mail, how.value, trouble=None, reply=None)
    return how if ended else MailRun.LOST


def _failed(office: Installation, mail: MailRow, failed: MailFailed) -> MailRun:
    """Given up where it is final or was tried often enough; else it waits for the next attempt."""
    gives_up = failed.trouble in FINAL or mail.attempts >= office.settings.smtp_attempts
    trouble, reply = failed.trouble.value, failed.reply
    with office.registry.writing() as write:
        if gives_up:
            end_mail(write, mail, MailRun.FAILED.value, trouble=trouble, reply=reply)
        else:
            again_at = write.now + PAUSES[min(mail.attempts, len(PAUSES)) - 1]
            put_back(write, mail, trouble=trouble, reply=reply, again_at=again_at)
    if failed.trouble in OF_SERVER:
        return MailRun.AWAY
    return MailRun.FAILED if gives_up else MailRun.WAITING
