"""What was taken in by mistake, superseded by the entry that withdraws it: nothing is erased."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select, true

from registry.fact_digests import change
from registry.facts import end, live, take_back_written
from registry.models import (
    Audit,
    Committee,
    CommitteeSeat,
    DistrictOrder,
    Fact,
    Holding,
    Member,
    Office,
    PastEvent,
    PastFigure,
    SeatVersion,
    table_of,
)
from registry.records.adoption import ADOPTION_LINK
from registry.transaction import Write


@dataclass(frozen=True)
class TakenInSince:
    """What was taken in for the district since the committee before it stopped.

    `since`: the day on which that one ended, `told_after` when it was recorded that it stopped;
    None where it is the first.
    """

    district: str
    since: date
    told_after: datetime | None

    def is_told(self, at: ColumnElement[datetime]) -> ColumnElement[bool]:
        """Whether something of that instant is of what was taken in since."""
        return true() if self.told_after is None else at > self.told_after


def take_back_adoption(write: Write, taken: TakenInSince, *, entry_id: int) -> None:
    """From the orders to the history nothing of it stands; terms stand as they did before it."""
    orders, seats = table_of(DistrictOrder), table_of(CommitteeSeat)
    here = orders.c.district_code == taken.district
    adopted = orders.c.entry_id.is_(None)
    _supersede(write, DistrictOrder, here, adopted, orders.c.valid_from >= taken.since, by=entry_id)
    of_district = select(Committee.id).where(Committee.district_code == taken.district)
    found = select(seats.c.id).where(seats.c.committee_id.in_(of_district)).order_by(seats.c.id)
    for seat in write.connection.scalars(found).all():
        for fact in (SeatVersion, Member):
            end(write, fact, {"seat_id": seat}, on=taken.since, entry_id=entry_id)
    for past in (PastEvent, PastFigure):
        table = table_of(past)
        told = taken.is_told(table.c.recorded_at)
        _supersede(write, past, table.c.district_code == taken.district, told, by=entry_id)
    _take_back_terms(write, taken, entry_id)


def _take_back_terms(write: Write, taken: TakenInSince, entry_id: int) -> None:
    """The terms of the district's offices that the forms gave; what others recorded stays."""
    links = table_of(Audit)
    here = and_(links.c.area_code == taken.district, links.c.action == ADOPTION_LINK)
    adoptions = select(links.c.at).where(here, taken.is_told(links.c.at))
    instants = set(write.connection.scalars(adoptions))
    offices = select(Office.id).where(Office.area_code == taken.district)
    held = table_of(Holding).c.office_id.in_(offices)
    take_back_written(write, Holding, instants, held, entry_id=entry_id)


def _supersede(write: Write, fact: type[Fact], *which: ColumnElement[bool], by: int) -> None:
    table = table_of(fact)
    change(write, table, live(table), *which, superseded_at=write.now, superseded_by=by)
