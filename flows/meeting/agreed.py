"""Meetings that are still to be held: those that were agreed on, and those that were not yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from flows.engine.answers import answers_of
from flows.engine.gate import Gate
from flows.meeting.committee_gates import COMMITTEE
from flows.meeting.gates import InceptionDateV1, InceptionMeetingV2
from registry.journal import instances, open_gates


@dataclass(frozen=True)
class MeetingAhead:
    """A meeting to come; `agreed`: its day was agreed on, else it is the last day for one."""

    instance: int
    on: date
    agreed: bool


def meetings_ahead(
    connection: Connection, district: str, since: date, gates: Mapping[str, Gate[Any]]
) -> Iterator[MeetingAhead]:
    """The district's meetings from that day on, the next first."""
    found = [*_agreed(connection, district, gates), *_not_yet(connection, district)]
    yield from sorted((one for one in found if one.on >= since), key=lambda one: one.on)


def _agreed(
    connection: Connection, district: str, gates: Mapping[str, Gate[Any]]
) -> Iterator[MeetingAhead]:
    for row in instances(connection, district=district):
        if row.status != "open":
            continue
        answers = answers_of(connection, row.id, gates)
        agreed, met = answers.last(InceptionDateV1), answers.last(InceptionMeetingV2)
        if agreed is None or (met is not None and met.decision.seq > agreed.decision.seq):
            continue
        yield MeetingAhead(row.id, agreed.answer.held_on, agreed=True)


def _not_yet(connection: Connection, district: str) -> Iterator[MeetingAhead]:
    for gate in open_gates(connection, district=district):
        if gate.gate == COMMITTEE.date.key and gate.until_on is not None:
            yield MeetingAhead(gate.instance_id, gate.until_on, agreed=False)
