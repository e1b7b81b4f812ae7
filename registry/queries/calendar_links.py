"""Calendar links: whose they are, of which calendar, and whether they still work."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from registry.models import CalendarLink
from registry.queries.bearers import BearerRow
from registry.queries.person_records import records_of
from registry.rows import columns_of, every, one


@dataclass(frozen=True)
class CalendarLinkRow(BearerRow):
    """A link without its token: of which calendar, in which language."""

    district: str | None
    language: str


_LINKS = select(*columns_of(CalendarLinkRow, CalendarLink))


def calendar_links(connection: Connection, person: int) -> list[CalendarLinkRow]:
    """All links of the person, the newest first."""
    query = _LINKS.where(CalendarLink.person_id.in_(records_of(person)))
    return every(CalendarLinkRow, connection.execute(query.order_by(CalendarLink.id.desc())))


def calendar_link_by(connection: Connection, digest: str) -> CalendarLinkRow | None:
    """The link whose token has that digest."""
    row = connection.execute(_LINKS.where(CalendarLink.token_sha256 == digest)).first()
    return one(CalendarLinkRow, row)
