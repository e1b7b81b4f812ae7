"""Calendar links: made with a token that is shown once, used, revoked."""

from dataclasses import dataclass, field

from sqlalchemy import insert

from config.words import Language, Term
from registry.models import CalendarLink
from registry.queries.calendar_links import CalendarLinkRow, calendar_link_by, calendar_links
from registry.queries.parts import areas_of_person, parts_of, province_of
from registry.queries.people import person
from registry.records.bearers import MOST, new_bearer, refuse_second, revoke_bearers
from registry.records.rights import MayNot
from registry.records.secrets import digest_of
from registry.refusals import Refusal
from registry.rules.rights import Actor, Subject, Verb, may
from registry.store import Registry

MADE, REVOKED = "calendar_link.made", "calendar_link.revoked"


class TooManyCalendarLinks(Refusal):
    """A person has as many links as anybody may have: one of them is revoked first."""


class NoSuchCalendarLink(Refusal):
    """The person has no working link of that number."""


@dataclass(frozen=True)
class MadeCalendarLink:
    """A link that was made. Its token is shown this once."""

    row: CalendarLinkRow
    token: str = field(repr=False)


def make_calendar_link(
    registry: Registry,
    district: str | None,
    language: Language,
    *,
    recorded_by: str,
    beside: int | None = None,
) -> MadeCalendarLink:
    """A link to the calendar of a district that the person reads, or to their own.

    `beside`: the number of the one to it that works already. Raises UnknownPerson, MayNot,
    TooManyCalendarLinks and WorksAlready.
    """
    with registry.writing() as write:
        who = person(write.connection, recorded_by, field="recorded_by")
        held = parts_of(write.connection, who.id, write.today)
        if not _reads(held, district, registry):
            raise MayNot(field="recorded_by", person=who.name, act=Term(f"verb.{Verb.READ}"))
        write.wait_for_like(f"calendar links {who.id}")
        theirs = calendar_links(write.connection, who.id)
        if sum(one.works(write.now) for one in theirs) >= MOST:
            raise TooManyCalendarLinks(field="recorded_by", most=MOST)
        refuse_second((one for one in theirs if one.district == district), beside, write.now)
        row, token = new_bearer(write, who.id)
        row |= {"district_code": district, "language": language}
        write.connection.execute(insert(CalendarLink), row)
        made = calendar_links(write.connection, who.id)[0]
        area = district or province_of(areas_of_person(write.connection, who.id, write.today))
        write.lock(area)
        write.audit(area, MADE, actor=who.id, body={"link": made.id, "district": district})
        return MadeCalendarLink(made, token)


def _reads(held: Actor, district: str | None, registry: Registry) -> bool:
    if district is None:
        return bool(held.parts)
    return may(held, Verb.READ, Subject(district), registry.today)


def revoke_calendar_link(registry: Registry, number: int, *, recorded_by: str) -> None:
    """From now on nobody is answered there. Raises UnknownPerson and NoSuchCalendarLink."""
    with registry.writing() as write:
        who = person(write.connection, recorded_by, field="recorded_by")
        theirs = {one.id: one for one in calendar_links(write.connection, who.id)}
        if number not in theirs or not theirs[number].works(write.now):
            raise NoSuchCalendarLink(field="link", value=number)
        revoke_bearers(write, CalendarLink.id == number, model=CalendarLink)
        district = theirs[number].district
        area = district or province_of(areas_of_person(write.connection, who.id, write.today))
        write.lock(area)
        write.audit(area, REVOKED, actor=who.id, body={"link": number})


def calendar_link_used(registry: Registry, token: str) -> tuple[CalendarLinkRow, Actor] | None:
    """The link of that token and what its person may do today; None where it does not work.

    Whoever may not read the district any more is answered no longer.
    """
    with registry.reading() as connection:
        row = calendar_link_by(connection, digest_of(token))
        if row is None or not row.works(registry.clock.now()):
            return None
        held = parts_of(connection, row.person, registry.today)
        return (row, held) if _reads(held, row.district, registry) else None
