"""Calendar links: whose they are, of which calendar, and whether they still work."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from registry.models import CalendarLink
from registry.queries.people import records_of
from registry.rows import columns_of, every, one


@dataclass(frozen=True)
class CalendarLinkRow:
    """A link without its token, which nobody can read again."""

    id: int
    person: int
    district: str | None
    language: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def works(self, now: datetime) -> bool:
        """Whether a calendar program is answered there."""
        return self.revoked_at is None and now < self.expires_at


_LINKS = select(
    *columns_of(CalendarLinkRow, CalendarLink, person="person_id", district="district_code")
)


def calendar_links(connection: Connection, person: int) -> list[CalendarLinkRow]:
    """All links of the person, the newest first."""
    query = _LINKS.where(CalendarLink.person_id.in_(records_of(person)))
    return every(CalendarLinkRow, connection.execute(query.order_by(CalendarLink.id.desc())))


def calendar_link_by(connection: Connection, digest: str) -> CalendarLinkRow | None:
    """The link whose token has that digest."""
    row = connection.execute(_LINKS.where(CalendarLink.token_sha256 == digest)).first()
    return one(CalendarLinkRow, row)
