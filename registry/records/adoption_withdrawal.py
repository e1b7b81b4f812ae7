"""What was taken in by mistake, superseded by the entry that withdraws it: nothing is erased.

What a form wrote bears no entry of a journal. It is known by the instants of the adoptions, each
of which bears a link of its own in the audit: what was written then no longer stands, and what
gave way then stands again.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true, union

from registry.fact_digests import change
from registry.fact_restoration import take_back_entries, take_back_written
from registry.facts import live
from registry.journal import gave_way_at
from registry.models import (
    Audit,
    Committee,
    CommitteeSeat,
    DistrictOrder,
    Entry,
    Fact,
    Holding,
    Instance,
    Member,
    Office,
    PastEvent,
    PastFigure,
    Person,
    SeatVersion,
    Supersession,
    table_of,
)
from registry.queries.last_committees import WITHDRAWN, LastCommittee
from registry.queries.person_records import records_of_several
from registry.queries.void_committees import (
    ADOPTION_LINK,
    first_taken_in,
    instances_of_committee,
)
from registry.rules.district_offices import CHIEF, LEFT_FOR
from registry.transaction import Write

_holding, _office, _order = table_of(Holding), table_of(Office), table_of(DistrictOrder)


@dataclass(frozen=True)
class TakenInSince:
    """What was taken in for the district since the committee before it stopped.

    `before` is that committee, None where the one that was taken in is the first.
    """

    district: str
    before: LastCommittee | None

    @property
    def since(self) -> date:
        """The day on which the committee before it ended."""
        return self.before.on if self.before is not None else date.min

    @property
    def told_after(self) -> datetime | None:
        """When it was recorded that the committee before it stopped."""
        return self.before.recorded_at if self.before is not None else None

    def is_told(self, at: ColumnElement[datetime]) -> ColumnElement[bool]:
        """Whether something of that instant is of what was taken in since."""
        return true() if self.told_after is None else at > self.told_after

    def instants(self, connection: Connection) -> frozenset[datetime]:
        """When each of its forms was recorded, and when what they wrote was put back.

        It is written anew where a withdrawal of theirs is itself withdrawn, or corrected.
        """
        links = table_of(Audit)
        here = and_(links.c.area_code == self.district, links.c.action == ADOPTION_LINK)
        recorded = select(links.c.at).where(here, self.is_told(links.c.at))
        said, by = table_of(Entry).alias("said"), table_of(Entry).alias("by")
        over, instance = table_of(Supersession), table_of(Instance)
        put_back = (
            select(by.c.recorded_at)
            .select_from(said)
            .join(instance, instance.c.id == said.c.instance_id)
            .outerjoin(over, over.c.entry_id == said.c.id)
            .join(
                by,
                or_(by.c.id == over.c.by_id, and_(by.c.of_id == said.c.id, by.c.gate == WITHDRAWN)),
            )
            .where(instance.c.district_code == self.district, said.c.gate == WITHDRAWN)
            .where(self.is_told(by.c.recorded_at))
        )
        return frozenset(connection.scalars(union(recorded, put_back)))


def offices_left(connection: Connection, taken: TakenInSince) -> set[str]:
    """The offices of other districts that somebody left because a form made them Chief here.

    By their references.
    """
    instants = taken.instants(connection)
    gave_way = _holding.c.superseded_at.in_(instants)
    return _elsewhere(
        connection, taken.district, gave_way, _of_new_chiefs(taken.district, instants)
    )


def offices_given_back(connection: Connection, district: str, entry_id: int) -> set[str]:
    """The same once the adoption is withdrawn by that entry: their terms stand again by it."""
    return _elsewhere(connection, district, _holding.c.cut_by == entry_id)


def _elsewhere(connection: Connection, district: str, *which: ColumnElement[bool]) -> set[str]:
    query = (
        select(_office.c.ref)
        .join(_holding, _holding.c.office_id == _office.c.id)
        .where(_office.c.area_code != district, *which)
    )
    return set(connection.scalars(query))


def _of_new_chiefs(district: str, instants: Collection[datetime]) -> ColumnElement[bool]:
    """Whether a term is of an office that is left for a Chief's, and of whom a form made Chief."""
    person = table_of(Person)
    made = (
        select(func.coalesce(person.c.same_as, person.c.id))
        .join(_holding, _holding.c.person_id == person.c.id)
        .join(_office, _office.c.id == _holding.c.office_id)
        .where(_office.c.ref == f"{district}/{CHIEF}", _holding.c.recorded_at.in_(instants))
    )
    kinds = select(_office.c.id).where(_office.c.kind.in_(LEFT_FOR[CHIEF]))
    return and_(_holding.c.office_id.in_(kinds), _holding.c.person_id.in_(records_of_several(made)))


def gave_way(connection: Connection, taken: TakenInSince) -> list[int]:
    """The processes that stand ended because the adoption took their place, oldest first."""
    began = first_taken_in(connection, taken.district, taken.before)
    if began is None:
        return []
    return gave_way_at(connection, taken.district, taken.instants(connection), began)


def take_back_adoption(write: Write, taken: TakenInSince, *, entry_id: int) -> None:
    """From the orders to the history nothing of it stands; all stands as it did before it.

    Nor does what the committee decided: facts that its processes wrote go first, for they may have
    cut what the form told. Its seats go with whatever was written of them since, and no older ones:
    an establishment that goes on has its own.
    """
    instants = taken.instants(write.connection)
    if (began := first_taken_in(write.connection, taken.district, taken.before)) is not None:
        for of_seat in (SeatVersion, Member):
            seats = table_of(of_seat)
            of_district = seats.c.seat_id.in_(_seats(taken.district))
            _supersede(write, of_seat, of_district, seats.c.recorded_at >= began, by=entry_id)
        work = instances_of_committee(taken.district, began)
        decided = select(Entry.id).where(Entry.instance_id.in_(work))
        take_back_entries(write, decided, instants, entry_id=entry_id)
    adopted, since = _order.c.entry_id.is_(None), _order.c.valid_from >= taken.since
    here = _order.c.district_code == taken.district
    _supersede(write, DistrictOrder, here, adopted, since, by=entry_id)
    for past in (PastEvent, PastFigure):
        table = table_of(past)
        told = taken.is_told(table.c.recorded_at)
        _supersede(write, past, table.c.district_code == taken.district, told, by=entry_id)
    for fact, own in _facts_of_forms(write, taken.district, instants):
        take_back_written(write, fact, instants, own, entry_id=entry_id)


def _facts_of_forms(
    write: Write, district: str, instants: Collection[datetime]
) -> Iterator[tuple[type[Fact], ColumnElement[bool]]]:
    """The kinds of facts that a form writes or sets aside, and which of each are the district's.

    Of terms those of the district's offices, and those that were left elsewhere for its Chief's.
    """
    of_district: tuple[type[Fact], ...] = (DistrictOrder, PastEvent, PastFigure)
    of_seats: tuple[type[Fact], ...] = (SeatVersion, Member)
    for fact in of_district:
        yield fact, table_of(fact).c.district_code == district
    for fact in of_seats:
        yield fact, table_of(fact).c.seat_id.in_(_seats(district))
    office = select(_office.c.id)
    own = _holding.c.office_id.in_(office.where(_office.c.area_code == district))
    locked = _holding.c.office_id.in_(office.where(_office.c.area_code.in_(write.districts)))
    yield Holding, or_(own, and_(locked, _of_new_chiefs(district, instants)))


def _seats(district: str) -> Select[int]:
    seats = table_of(CommitteeSeat)
    of_district = select(Committee.id).where(Committee.district_code == district)
    return select(seats.c.id).where(seats.c.committee_id.in_(of_district)).order_by(seats.c.id)


def _supersede(write: Write, fact: type[Fact], *which: ColumnElement[bool], by: int) -> None:
    table = table_of(fact)
    change(write, table, live(table), *which, superseded_at=write.now, superseded_by=by)
