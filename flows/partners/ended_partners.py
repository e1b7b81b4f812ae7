"""Which partners' agreements have ended, with their seats in the committee of a district."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection

from config.defaults import agencies
from registry.queries.agencies import seats_by_agency
from registry.queries.agreements import AgreementRow, ended_agreements
from registry.queries.offices import offices_of
from registry.rules.partners import EndedPartner


def ended_partners(
    connection: Connection, district: str, on: date, known: datetime | None = None
) -> tuple[EndedPartner, ...]:
    """The partners of the district's province without an agreement any more on that day."""
    return ended_in(connection, (district,), on, known)[district]


def ended_in(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None = None
) -> dict[str, tuple[EndedPartner, ...]]:
    """The same of several districts; where no agreement has ended only that is asked."""
    ended = ended_agreements(connection, {one[:2] for one in districts}, on, known)
    return {
        district: tuple(
            _partner(connection, district, one, on, known)
            for one in ended
            if one.province == district[:2]
        )
        for district in districts
    }


def _partner(
    connection: Connection, district: str, ended: AgreementRow, on: date, known: datetime | None
) -> EndedPartner:
    seated = seats_by_agency(connection, district, on, known).get(ended.agency, ())
    here = offices_of(connection, district, on, known)
    offices = (one for one in here if one.agency == ended.agency)
    return EndedPartner(
        ended.agency,
        ended.name,
        ended.last_day,
        frozenset(one.key for one in seated),
        frozenset(one.ref for one in offices),
        names_of(ended),
    )


def names_of(agreement: AgreementRow) -> tuple[str, ...]:
    """What papers call the agency: its names, and those that are known from the start."""
    shipped = next((one for one in agencies().agencies if one.key == agreement.agency), None)
    others = (shipped.short_th, shipped.short_en, *shipped.aliases) if shipped else ()
    called = (agreement.name.th, agreement.name.en, *others)
    return tuple(dict.fromkeys(one for one in called if one))
