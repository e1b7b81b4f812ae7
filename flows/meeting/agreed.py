"""Meetings that are still to be held: those that were agreed on, and those that were not yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from flows.engine.answers import Answers
from flows.engine.gate import Gate
from flows.meeting.committee_gates import COMMITTEE, NotHeldV1
from flows.meeting.gates import InceptionDateV1, InceptionMeetingV2
from registry.journal import open_gates
from registry.queries.decisions import entries_at
from registry.queries.instances import instances_as_of


@dataclass(frozen=True)
class MeetingAhead:
    """A meeting to come; `agreed`: its day was agreed on, else it is the last day for one.

    `starts` is its hour, as it was typed (09:30), where that was agreed on too.
    """

    instance: int
    on: date
    agreed: bool
    starts: str | None = None


def meetings_ahead(
    connection: Connection, district: str, since: date, gates: Mapping[str, Gate[Any]]
) -> Iterator[MeetingAhead]:
    """The district's meetings from that day on, the next first."""
    found = [*agreed_meetings(connection, district, gates), *_not_yet(connection, district)]
    yield from sorted((one for one in found if one.on >= since), key=lambda one: one.on)


def agreed_meetings(
    connection: Connection,
    district: str,
    gates: Mapping[str, Gate[Any]],
    on: date = date.max,
    known: datetime | None = None,
) -> Iterator[MeetingAhead]:
    """The meetings whose day was agreed on by `on`, and of which nothing was told by then."""
    begun = instances_as_of(connection, (district,), on, known)
    still_open = [one.id for one in begun if one.status == "open"]
    forms = (InceptionDateV1, InceptionMeetingV2, NotHeldV1)
    asked = [key for key, one in gates.items() if issubclass(one.form, forms)]
    for number, rows in entries_at(connection, still_open, asked, known=known).items():
        answers = Answers([one for one in rows if one.act_date <= on], gates)
        agreed = answers.last(InceptionDateV1)
        told = answers.last(InceptionMeetingV2, NotHeldV1)
        if agreed is None or (told is not None and told.decision.seq > agreed.decision.seq):
            continue
        yield MeetingAhead(number, agreed.answer.held_on, agreed=True, starts=agreed.answer.time)


def _not_yet(connection: Connection, district: str) -> Iterator[MeetingAhead]:
    for gate in open_gates(connection, district=district):
        if gate.gate == COMMITTEE.date.key and gate.until_on is not None:
            yield MeetingAhead(gate.instance_id, gate.until_on, agreed=False)
