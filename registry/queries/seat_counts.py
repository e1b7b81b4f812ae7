"""How many seats each of several committees has on a day, and how many of them are filled."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, and_, select

from registry.facts import holds
from registry.models import Committee, CommitteeSeat, Holding, Member, Office, SeatVersion
from registry.prepared_statements import Rows
from registry.queries.areas import with_provinces
from registry.queries.person_records import survivor
from registry.queries.seats import never_named_in
from registry.rules.seats import SeatCount, SeatMode, filled_by


def seat_counts(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None = None
) -> dict[str, SeatCount]:
    """The seats of each district whose committee has any: as many questions as of one district.

    The rows are read bare: a whole country has tens of thousands of seats.
    """
    seats = _seats(connection, districts, on, known)
    held = _first_holders(connection, districts, on, known)
    never_named = never_named_in(connection, districts, on, known)
    fill: dict[str, list[int | None]] = {}
    for district, key, mode, office, person in seats:
        lapsed = office is not None and (district, key) in never_named
        how = SeatMode.BY_POSITION if lapsed else SeatMode(mode)
        fill.setdefault(district, []).append(filled_by(person, how, office, held))
    return {
        district: SeatCount(len(own), len(filled := [one for one in own if one]), len({*filled}))
        for district, own in fill.items()
    }


def _seats(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None
) -> Rows:
    query = (
        select(
            Committee.district_code, CommitteeSeat.key, SeatVersion.mode, SeatVersion.office,
            survivor(Member.person_id),
        )
        .select_from(CommitteeSeat)
        .join(Committee, Committee.id == CommitteeSeat.committee_id)
        .join(
            SeatVersion,
            and_(SeatVersion.seat_id == CommitteeSeat.id, holds(SeatVersion, on, known)),
        )
        .outerjoin(Member, and_(Member.seat_id == CommitteeSeat.id, holds(Member, on, known)))
        .where(Committee.district_code.in_(districts))
    )  # fmt: skip
    return connection.execute(query).all()


def _first_holders(
    connection: Connection, districts: Collection[str], on: date, known: datetime | None
) -> dict[str, int]:
    """Who holds each office of the districts and their provinces, in their own right first."""
    areas = with_provinces(districts)
    query = (
        select(Office.ref, survivor(Holding.person_id))
        .join(Holding, Holding.office_id == Office.id)
        .where(Office.area_code.in_(areas), holds(Holding, on, known))
        .order_by(Holding.capacity == "own", Holding.id.desc())  # the last of each is kept
    )
    return {row[0]: row[1] for row in connection.execute(query)}
