"""The districts that a coordinator handed over: to whom, from which day on, with which note."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.words import Named
from flows.handover.process import HANDOVER, HandoverStart
from flows.handover.work_note import NOTE
from registry.journal import InstanceRow, instances_for, starts
from registry.queries.areas import names as area_names
from registry.queries.documents import documents
from registry.queries.people import names as names_of
from registry.rules.handover import HandoverOf


@dataclass(frozen=True)
class PassedOn:
    """A district that passed; `note` is the newest paper of its work, None until it is drafted."""

    name: Named
    successor: Named | None
    on: date
    instance: int
    note: int | None


def passed_districts(connection: Connection, person: int) -> list[PassedOn]:
    """Those that the person handed over, the newest first; without handovers that were stopped."""
    period = f"{HandoverOf.COORDINATOR}/{person}/"
    found = [
        one for one in instances_for(connection, HANDOVER.key, period) if one.status != "stopped"
    ]
    return [*_passed(connection, found)]


def _passed(connection: Connection, found: list[InstanceRow]) -> Iterator[PassedOn]:
    begun = {
        instance: HandoverStart.model_validate(start)
        for instance, (_, start) in starts(connection, {one.id for one in found}).items()
    }
    called = area_names(connection, {one.district for one in found})
    takers = {one.work.successor for one in begun.values() if one.work and one.work.successor}
    people = names_of(connection, takers)
    for one in found:
        start = begun[one.id]
        taker = start.work.successor if start.work else None
        notes = [paper.id for paper in documents(connection, instance_id=one.id)
                 if paper.kind == NOTE]  # fmt: skip
        yield PassedOn(
            called[one.district],
            people.get(taker) if taker else None,
            start.on,
            one.id,
            notes[-1] if notes else None,
        )
