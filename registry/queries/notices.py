"""Reminders: who is reminded of what, what they were told, and the mails that told it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, or_, select

from config.defaults import policy
from registry.facts import holds
from registry.journal import IS_OPEN
from registry.models import (
    Assignment,
    AssignmentTerm,
    Contact,
    Holding,
    Notice,
    NoticeMail,
    Office,
    OpenGate,
    table_of,
)
from registry.models.base import Day
from registry.models.notice import OWED_MAIL
from registry.queries.areas import within
from registry.queries.person_records import records_of_several, survivor, survivors
from registry.queries.settings import rows_of_key
from registry.rows import columns_of, every, one
from registry.rules.rights import Part
from registry.shaped_queries import ShapedQuery
from registry.transaction import areas_of

BY_MAIL = "reminders.by_mail"
# The offices that the machine reminds (practice.md 9): never a Chief, never the head of PSDHS.
REMINDED_OFFICES = {"psdhs_coordinator": Part.COORDINATOR, "focal_point": Part.FOCAL_POINT}
_mail, _notice, _gate = table_of(NoticeMail), table_of(Notice), table_of(OpenGate)


class RemindedPart(NamedTuple):
    """A part by which a person is reminded of the gates of an area, and since when they hold it."""

    person: int
    part: Part
    area: str
    start: date


def reminded_parts(
    connection: Connection, on: date, person: int | None = None
) -> list[RemindedPart]:
    """By which parts people are reminded on that day: all of them, or one.

    Coordinators and focal points. Whoever holds a District Chief's office in their own right that
    day is not reminded, whatever else they hold.
    """
    office = (
        select(survivor(Holding.person_id), Office.kind, Office.area_code, Holding.valid_from)
        .select_from(Holding)
        .join(Office, Office.id == Holding.office_id)
        .where(Office.kind.in_(REMINDED_OFFICES), holds(Holding, on))
    )
    given = (
        select(survivor(Assignment.person_id), Assignment.area_code, AssignmentTerm.valid_from)
        .select_from(Assignment)
        .join(AssignmentTerm, AssignmentTerm.assignment_id == Assignment.id)
        .where(Assignment.role == Part.COORDINATOR.value, holds(AssignmentTerm, on))
    )
    if person is not None:
        office = office.where(Holding.person_id.in_(records_of_several((person,))))
        given = given.where(Assignment.person_id.in_(records_of_several((person,))))
    found = [
        *(
            RemindedPart(r[0], REMINDED_OFFICES[r[1]], r[2], r[3])
            for r in connection.execute(office)
        ),
        *(RemindedPart(r[0], Part.COORDINATOR, r[1], r[2]) for r in connection.execute(given)),
    ]
    chiefs = _chiefs(connection, on)
    return sorted({one for one in found if one.person not in chiefs})


def _chiefs(connection: Connection, on: date) -> set[int]:
    query = (
        select(survivor(Holding.person_id))
        .select_from(Holding)
        .join(Office, Office.id == Holding.office_id)
        .where(Office.kind == "district_chief", Holding.capacity == "own", holds(Holding, on))
    )
    return set(connection.scalars(query))


@dataclass(frozen=True)
class MailSwitches:
    """Where reminders go by mail on a day, and since when."""

    since: dict[str, date | None]

    def on_since(self, district: str) -> date | None:
        """Since when mails go for the district; None where they do not."""
        for area in reversed(areas_of(district)):
            if area in self.since:
                return self.since[area]
        return self.since.get("")


def mail_switches(connection: Connection, on: date) -> MailSwitches:
    """The switches of that day: each area's own, else what was shipped."""
    shipped = policy().reminders
    rows = rows_of_key(connection, BY_MAIL, on)
    default = shipped.valid_from if shipped.by_mail == "on" else None
    return MailSwitches(
        {"": default} | {row.area: row.start if row.value == "on" else None for row in rows}
    )


GateStages = dict[tuple[int, date, int], set[int]]  # of a gate, its due day and a person


def stages_recorded(connection: Connection) -> GateStages:
    """The stages that were told or skipped, of the due days that open gates have."""
    query = (
        select(_notice.c.gate_id, _notice.c.due_on, _notice.c.person_id, _notice.c.stage)
        .join(_gate, _gate.c.id == _notice.c.gate_id)
        .where(IS_OPEN, _gate.c.due_on == _notice.c.due_on)
    )
    rows = connection.execute(query).all()
    people = survivors(connection, {row[2] for row in rows})
    found: GateStages = defaultdict(set)
    for gate, due_on, person, stage in rows:
        found[gate, due_on, people[person]].add(stage)
    return found


def people_mailed(
    connection: Connection, on: date, day_begins: datetime, person: int | None = None
) -> set[int]:
    """Who gets no further mail that day: theirs is made, or one of an earlier day is on its way.

    One that was on its way from an earlier day, and went today, is the mail of today.
    """
    query = select(survivor(_mail.c.person_id)).where(
        or_(
            _mail.c.on_date == on,
            OWED_MAIL,
            and_(_mail.c.status == "sent", _mail.c.ended_at >= day_begins),
        )
    )
    if person is not None:
        query = query.where(_mail.c.person_id.in_(records_of_several((person,))))
    return set(connection.scalars(query))


class MailRow(NamedTuple):
    """A mail to a person, of a day."""

    id: int
    person: int
    on: date
    message_id: str
    status: str
    attempts: int
    again_at: datetime
    claimed_by: str | None
    trouble: str | None
    reply: int | None
    made_at: datetime
    ended_at: datetime | None


_MAIL = select(*columns_of(MailRow, _mail, on="on_date"))


def notice_mail(connection: Connection, mail_id: int) -> MailRow | None:
    """The mail of that number."""
    return one(MailRow, connection.execute(_MAIL.where(_mail.c.id == mail_id)).first())


def free_mail(now: datetime) -> ColumnElement[bool]:
    """A mail whose time has come and that nobody has in hand, or not any more."""
    return and_(
        OWED_MAIL,
        or_(
            and_(_mail.c.status == "waiting", _mail.c.again_at <= now),
            and_(_mail.c.status == "claimed", _mail.c.claim_until < now),
        ),
    )


def mails_to_send(connection: Connection, now: datetime) -> list[int]:
    """The mails whose time has come, the oldest first."""
    return list(connection.scalars(select(_mail.c.id).where(free_mail(now)).order_by(_mail.c.id)))


class NoticeRow(NamedTuple):
    """A notice of a mail, and its gate as it stands now."""

    id: int
    mail: int
    person: int
    stage: int
    due_on: date
    status: str
    gate: str
    gate_id: int
    district: str
    opened_on: date
    gate_due_on: date | None
    gate_status: str
    not_by: int | None


def notices_of(
    connection: Connection, mails: Collection[int], areas: Iterable[str] | None = None
) -> list[NoticeRow]:
    """The notices of the mails, by gate; within the areas where such are named."""
    gates = {
        "gate": _gate.c.gate, "gate_id": _gate.c.id, "district": _gate.c.district_code,
        "opened_on": _gate.c.opened_on, "gate_due_on": _gate.c.due_on,
        "gate_status": _gate.c.status, "not_by": _gate.c.not_by,
    }  # fmt: skip
    query = (
        select(*columns_of(NoticeRow, _notice, **gates))
        .join(_gate, _gate.c.id == _notice.c.gate_id)
        .where(_notice.c.mail_id.in_(mails))
        .order_by(_notice.c.mail_id, _gate.c.district_code, _notice.c.due_on, _notice.c.id)
    )
    if areas is not None:
        query = query.where(within(_gate.c.district_code, areas))
    return every(NoticeRow, connection.execute(query))


def mails_within(
    connection: Connection, areas: Collection[str], on: date | None, *, skip: int = 0, most: int
) -> list[MailRow]:
    """The mails that told of gates of these areas, the newest first; of one day, or of all."""
    query = _within(_MAIL, areas, on).order_by(_mail.c.on_date.desc(), _mail.c.id)
    return every(MailRow, connection.execute(query.offset(skip).limit(most)))


def how_many_mails(connection: Connection, areas: Collection[str]) -> int:
    """How many mails told of gates of these areas."""
    return connection.scalar(_within(select(func.count(_mail.c.id)), areas, None)) or 0


def _within(
    query: Select[*tuple[object, ...]], areas: Collection[str], on: date | None
) -> Select[*tuple[object, ...]]:
    told = (
        select(_notice.c.id)
        .join(_gate, _gate.c.id == _notice.c.gate_id)
        .where(_notice.c.mail_id == _mail.c.id, within(_gate.c.district_code, areas))
    )
    day = () if on is None else (_mail.c.on_date == on,)
    return query.where(told.exists(), *day)


def mails_in_trouble(connection: Connection, areas: Collection[str], since: date) -> list[MailRow]:
    """Mails of the areas that were given up, or failed more than once, and none went since."""
    return every(MailRow, _IN_TROUBLE.rows(connection, frozenset(areas), {"since": since}))


def _in_trouble(areas: frozenset[str]) -> Select[*tuple[Any, ...]]:
    later = _mail.alias("later")
    went = select(later.c.id).where(
        later.c.person_id == _mail.c.person_id, later.c.status == "sent", later.c.id > _mail.c.id
    )
    again = and_(OWED_MAIL, _mail.c.attempts > 1, _mail.c.trouble.is_not(None))
    query = _within(_MAIL, areas, None).where(
        _mail.c.on_date >= bindparam("since", type_=Day),
        or_(_mail.c.status == "failed", again),
        ~went.exists(),
    )
    return query.order_by(_mail.c.on_date, _mail.c.id)


_IN_TROUBLE = ShapedQuery(_in_trouble)


def addresses_of(connection: Connection, people: Collection[int]) -> dict[int, str]:
    """The work e-mail of each of the people; nothing for those who have none."""
    query = (
        select(survivor(Contact.person_id), Contact.value)
        .where(Contact.kind == "email", Contact.person_id.in_(records_of_several(people)))
        .order_by(Contact.id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
