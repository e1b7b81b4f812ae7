"""Districts pass from one coordinator of the province to another, on a day (practice.md 20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.words import Named
from flows.engine.days import bring_to_date
from flows.engine.installation import Installation
from flows.handover.opening import open_handover
from flows.handover.process import HANDOVER, HandoverStart
from registry.journal import InstanceRow, instances, starts
from registry.queries.areas import names
from registry.queries.gates import gates_waiting
from registry.queries.parts import parts_of
from registry.queries.people import PersonRow, person, person_of
from registry.queries.person_records import person_for, records_of
from registry.records.offices import assign
from registry.records.rights import who_may, who_may_on
from registry.refusals import Refusal
from registry.rules.handover import HandoverOf, WorkPassed
from registry.rules.plain_values import Json
from registry.rules.rights import Part, PartHeld, Verb
from registry.rules.terms import DAY, goes_on
from registry.transaction import COUNTRY, Write, lock_order

COORDINATOR = Part.COORDINATOR.value
PASSED = "coordinator.passed"


class PassedToThemselves(Refusal):
    """Who hands over and who takes over are the same person."""


class CoordinatesNot(Refusal):
    """Whoever hands over had no part as coordinator in the district on the day before."""


class PassedToAnother(Refusal):
    """The work of that coordinator in that district passes to somebody else on that day."""


@dataclass(frozen=True)
class Reassignment:
    """Which districts pass from whom to whom, from which day on; people by reference or name."""

    leaver: str
    successor: str
    districts: Sequence[str]
    on: date


@dataclass(frozen=True)
class PassedDistrict:
    """A district that passes, and its handover; not `new`: it was entered before."""

    district: str
    name: Named
    instance: int
    new: bool


def reassign(
    desk: Installation, said: Reassignment, *, recorded_by: str
) -> tuple[PassedDistrict, ...]:
    """Let the districts pass, all or none: who takes over may record there from the day on.

    What the other holds in the district alone ends on the day before; what is held in the province
    goes on. The same again begins nothing. Raises UnknownPerson, MayNot, PassedToThemselves,
    CoordinatesNot or PassedToAnother.
    """
    districts = sorted(set(said.districts), key=lock_order)
    with desk.registry.writing(COUNTRY, *districts) as write:
        who = who_may(write, recorded_by, Verb.ADMINISTER, *districts)
        passing = _passing(write.connection, said, districts)
        return tuple(_pass(desk, write, one, by=who.id) for one in passing)


@dataclass(frozen=True)
class PassingDistrict:
    """What passes with a district: how many things wait there, whether it was entered before.

    `ends`: whoever hands over coordinates it by a part in the district alone, which ends.
    """

    district: str
    name: Named
    waiting: int
    ends: bool
    entered: bool


def looked_at(
    desk: Installation, said: Reassignment, *, recorded_by: str
) -> tuple[PassingDistrict, ...]:
    """What would pass; nothing is written. Raises what `reassign` raises."""
    districts, today = sorted(set(said.districts), key=lock_order), desk.registry.today
    with desk.registry.reading() as connection:
        who_may_on(connection, today, recorded_by, Verb.ADMINISTER, *districts)
        passing = _passing(connection, said, districts)
        return tuple(_looked_at(connection, one, today) for one in passing)


def _looked_at(connection: Connection, of: "_Passing", today: date) -> PassingDistrict:
    begun = _begun(connection, of)
    held = [] if begun is not None else _held(connection, of)
    return PassingDistrict(
        of.district,
        of.name,
        sum(bool(one.gate) for one in gates_waiting(connection, today, district=of.district)),
        any(one.area == of.district for one in held),
        begun is not None,
    )


@dataclass(frozen=True)
class _Passing:
    district: str
    name: Named
    leaver: PersonRow
    successor: PersonRow
    on: date

    @property
    def period(self) -> str:
        return self.period_under(self.leaver.id)

    def period_under(self, record: int) -> str:
        """The period of the handover where it is written under that record of the leaver."""
        return f"{HandoverOf.COORDINATOR}/{record}/{self.on}"


def _passing(
    connection: Connection, said: Reassignment, districts: Sequence[str]
) -> list[_Passing]:
    leaver = person(connection, said.leaver, field="leaver")
    successor = person(connection, said.successor, field="successor")
    if leaver.id == successor.id:
        raise PassedToThemselves(field="successor", name=successor.name)
    called = names(connection, set(districts))
    return [_Passing(one, called[one], leaver, successor, said.on) for one in districts]


def _pass(desk: Installation, write: Write, of: _Passing, *, by: int) -> PassedDistrict:
    bring_to_date(desk, write, of.district)
    begun = _begun(write.connection, of)
    if begun is not None:
        return PassedDistrict(of.district, of.name, begun.id, new=False)
    _pass_part(write, of, by=by)
    work = WorkPassed(leaver=of.leaver.id, successor=of.successor.id)
    start = HandoverStart(district=of.district, of=HandoverOf.COORDINATOR, on=of.on, work=work)
    row = open_handover(desk, write, start, of.period, by=by)
    body: Json = {"leaver": of.leaver.id, "successor": of.successor.id, "on": of.on.isoformat()}
    write.audit(of.district, PASSED, actor=by, body=body)
    return PassedDistrict(of.district, of.name, row.id, new=True)


def _begun(connection: Connection, of: _Passing) -> InstanceRow | None:
    """The handover of that coordinator on that day, whatever record it was written under.

    Raises PassedToAnother.
    """
    records = connection.scalars(records_of(of.leaver.id))
    periods = {of.period_under(one) for one in records}
    found = [
        one
        for one in instances(connection, district=of.district)
        if one.process == HANDOVER.key and one.period in periods and one.status != "stopped"
    ]
    if not found:
        return None
    _, start = starts(connection, [found[-1].id])[found[-1].id]
    work = HandoverStart.model_validate(start).work
    named = work.successor if work is not None else None
    other = None if named is None else person_for(connection, named)
    if other is not None and other != of.successor.id:
        raise PassedToAnother(
            field="districts", name=of.leaver.name, district=of.name, on=of.on,
            other=person_of(connection, other).name,
        )  # fmt: skip
    return found[-1]


def _pass_part(write: Write, of: _Passing, *, by: int) -> None:
    """Who takes over coordinates the district; who hands over does no more by a part in it."""
    for one in _held(write.connection, of):
        if one.area == of.district and goes_on(one.stop, of.on):
            assign(
                write, of.leaver.id, COORDINATOR, of.district, start=one.start, stop=of.on, by=by
            )
    held = _coordinates(write.connection, of.successor, of.district, of.on)
    if all(one.stop is not None for one in held):  # a stand-in's part ends, and nobody would follow
        assign(write, of.successor.id, COORDINATOR, of.district, start=of.on, by=by)


def _held(connection: Connection, of: _Passing) -> list[PartHeld]:
    """The parts by which whoever hands over coordinates the district. Raises CoordinatesNot."""
    held = _coordinates(connection, of.leaver, of.district, of.on - DAY)
    if not held:
        raise CoordinatesNot(field="leaver", name=of.leaver.name, district=of.name, on=of.on)
    return held


def _coordinates(connection: Connection, who: PersonRow, district: str, on: date) -> list[PartHeld]:
    """The parts by which the person coordinates the district on that day."""
    return [
        one
        for one in parts_of(connection, who.id, on).parts
        if one.part is Part.COORDINATOR and one.area in (COUNTRY, district[:2], district)
    ]
