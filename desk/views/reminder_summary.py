"""Reminders as people look at them: what went to whom, what did not and why, and text to copy.

The text that went is not kept. It is told again from the gates that each notice names.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from config.words import Named, Sentence, Term, Value, both
from desk.views.view import View
from desk.views.words import moment
from flows.runtime.reminded_people import (
    RemindedPeople,
    due_gates,
    owed_notices,
    with_a_stage,
)
from registry.journal import GateRow
from registry.queries.areas import names as area_names
from registry.queries.gates import gates_that_waited
from registry.queries.notices import (
    MailRow,
    NoticeRow,
    addresses_of,
    mail_switches,
    mails_in_trouble,
    mails_within,
    notices_of,
)
from registry.queries.people import PersonRow, person_of
from registry.queries.person_records import survivors
from registry.queries.scoped_gates import Scope
from registry.transaction import COUNTRY
from tasks.notices.digest import DigestLine
from tasks.notices.mail_server import OF_SERVER

LOOKED_BACK = timedelta(days=14)  # a mail that did not go is older news than that by its next stage


@dataclass(frozen=True)
class NoticeSummary:
    """What a mail told, or would have told: a step of a district, at a stage of its due day."""

    district: Named
    step: Sentence
    stage: Sentence
    due: date
    status: str


@dataclass(frozen=True)
class MailSummary:
    """A mail of a day: to whom, how far it got and why no further, and what it tells."""

    person: PersonRow
    on: date
    status: str
    said: Sentence
    attempts: int
    again_at: datetime | None
    ended_at: datetime | None
    notices: tuple[NoticeSummary, ...]


def mail_summaries(
    view: View, areas: Collection[str], on: date | None = None, *, skip: int = 0, most: int
) -> list[MailSummary]:
    """The mails that told of the areas, the newest first; of one day, or of all."""
    rows = mails_within(view.connection, areas, on, skip=skip, most=most)
    told: dict[int, list[NoticeRow]] = defaultdict(list)
    for one in notices_of(view.connection, [row.id for row in rows], areas):
        told[one.mail].append(one)
    districts = {one.district for found in told.values() for one in found}
    names = area_names(view.connection, districts)
    people = _people(view, {row.person for row in rows})
    return [_mail_summary(row, people[row.person], told[row.id], names) for row in rows]


def _mail_summary(
    row: MailRow, person: PersonRow, told: Sequence[NoticeRow], names: Mapping[str, Named]
) -> MailSummary:
    return MailSummary(
        person,
        row.on,
        row.status,
        _said(row),
        row.attempts,
        row.again_at if row.status == "waiting" else None,
        row.ended_at,
        tuple(
            NoticeSummary(
                names[one.district],
                both(f"gate.{one.gate}"),
                stage_words(one.stage),
                one.due_on,
                one.status,
            )
            for one in told
        ),
    )


def _said(row: MailRow) -> Sentence:
    """How far the mail got, and where it did not go why."""
    status = both(f"mail.status.{row.status}")
    if row.trouble is None:
        return status
    said = both("mail.with_trouble", status=status, trouble=trouble_words(row.trouble, row.reply))
    if row.status != "waiting":
        return said
    again = Sentence(moment(row.again_at, "th"), moment(row.again_at, "en"))
    return both("mail.tries", said=said, count=row.attempts, again=again)


def trouble_words(trouble: str, reply: int | None) -> Sentence:
    """Why a mail did not go and what is to be done, with the server's answer in figures."""
    said = both(f"mail.trouble.{trouble}")
    return said if reply is None else both("mail.with_reply", trouble=said, reply=reply)


def stage_words(stage: int) -> Sentence:
    """A stage: so many days before the due day, on it, or after it."""
    if stage == 0:
        return both("reminder.stage.on_the_day")
    return both(f"reminder.stage.{'before' if stage > 0 else 'after'}", days=abs(stage))


def without_address(view: View, areas: Collection[str]) -> list[PersonRow]:
    """Who is to be told something of the areas today and has no address recorded."""
    owed = owed_notices(RemindedPeople(view.office, view.connection, view.on), areas)
    reached = addresses_of(view.connection, owed)
    return [person_of(view.connection, one) for one in sorted(owed) if one not in reached]


def goes_by_mail(view: View, areas: Collection[str]) -> bool:
    """Whether reminders of any of the areas go by mail."""
    switches = mail_switches(view.connection, view.on)
    within = (own for own, since in switches.since.items() if since is not None)
    return any(COUNTRY in areas or own.startswith(tuple(areas)) for own in within) or any(
        switches.on_since(one) is not None for one in areas
    )


def mail_troubles(view: View, areas: Collection[str]) -> list[Sentence]:
    """What is to be known of mails that did not go: one line for a server, one for each address."""
    rows = mails_in_trouble(view.connection, areas, view.on - LOOKED_BACK)
    of_server = Counter((one.trouble, one.reply) for one in rows if one.trouble in OF_SERVER)
    own = [one for one in rows if one.trouble not in OF_SERVER]
    people = _people(view, {one.person for one in own})
    return [
        *(
            both("mail.in_trouble.many", count=count, trouble=trouble_words(str(trouble), reply))
            for (trouble, reply), count in of_server.items()
        ),
        *(_trouble_of(one, people[one.person].name) for one in own),
    ]


def _trouble_of(row: MailRow, name: Named) -> Sentence:
    trouble: Value = trouble_words(row.trouble, row.reply) if row.trouble else Term("why.nobody")
    return both("mail.in_trouble", on=row.on, name=name, trouble=trouble)


def _people(view: View, recorded: Collection[int]) -> dict[int, PersonRow]:
    own = survivors(view.connection, recorded)
    rows = {one: person_of(view.connection, one) for one in set(own.values())}
    return {one: rows[person] for one, person in own.items()}


def due_lines(view: View, scopes: Sequence[Scope]) -> list[DigestLine]:
    """The steps of the scopes of which a stage has come: as text to copy, told of no person."""
    areas = {one.area for one in scopes}
    return _lines(
        view, [one for one in due_gates(view.connection, view.on, areas) if _in(one, scopes)]
    )


def all_due_lines(view: View, district: str | None) -> list[DigestLine]:
    """The same of a district, or of all, whoever records there; an earlier day as it was."""
    if view.is_past():
        waited = gates_that_waited(view.connection, view.on, district=district)
        return _lines(view, with_a_stage((one for one in waited if one.gate), view.on))
    return _lines(view, due_gates(view.connection, view.on, (district or COUNTRY,)))


def _in(gate: GateRow, scopes: Sequence[Scope]) -> bool:
    return any(
        gate.gate in one.gates and (one.area == COUNTRY or gate.district_code.startswith(one.area))
        for one in scopes
    )


def _lines(view: View, gates: Sequence[GateRow]) -> list[DigestLine]:
    names = area_names(view.connection, {one.district_code for one in gates})
    return [
        DigestLine(
            names[one.district_code],
            one.district_code,
            both(f"gate.{one.gate}"),
            one.opened_on,
            one.due_on,
        )
        for one in gates
        if one.due_on is not None
    ]
