"""Meetings that were agreed on, as they stand; and those to come, agreed on or not yet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection

from flows.engine.answers import Answers, CurrentAnswer
from flows.engine.gate import Gate
from flows.meeting.committee_gates import COMMITTEE, NotHeldV1
from flows.meeting.gates import Held, InceptionDateV1, InceptionMeetingV2
from registry.journal import EntryRow, GateRow, open_gates
from registry.queries.decisions import entries_at, instances_saying
from registry.queries.instances import STOPPED, InstanceAsOf, instances_as_of, these_as_of
from registry.queries.void_committees import void_instances
from registry.rules.times import time_of

FORMS = (InceptionDateV1, InceptionMeetingV2, NotHeldV1)
Gates = Mapping[str, Gate[Any]]


@dataclass(frozen=True)
class AgreedMeeting:
    """A meeting as it was last agreed on; one that is off bears the day that it had.

    It is off where it was put off, told as not held or stopped, and where its day was taken back
    or redacted. `ahead`: it is not off, and nobody has told what became of it.
    """

    instance: InstanceAsOf
    day: date
    starts: time | None
    place: str
    off: bool
    ahead: bool
    rows: Sequence[EntryRow]


@dataclass(frozen=True)
class MeetingAhead:
    """A meeting to come; `agreed`: its day was agreed on, else it is the last day for one."""

    instance: int
    on: date
    agreed: bool


def meetings_ahead(
    connection: Connection, district: str, since: date, gates: Gates
) -> Iterator[MeetingAhead]:
    """The district's meetings from that day on, the next first."""
    agreed = (
        MeetingAhead(one.instance.id, one.day, agreed=True)
        for one in agreed_meetings(connection, (district,), gates)
        if one.ahead
    )
    found = [*agreed, *_not_yet(connection, district)]
    yield from sorted((one for one in found if one.on >= since), key=lambda one: one.on)


def agreed_meetings(
    connection: Connection,
    districts: Collection[str],
    gates: Gates,
    on: date = date.max,
    known: datetime | None = None,
    *,
    instance: int | None = None,
    span: tuple[date, date] = (date.min, date.max),
) -> Iterator[AgreedMeeting]:
    """The meetings that instances of the districts had agreed on by `on`, or that one had.

    Of these the ones whose days lie in the span, its first and its last day among them.
    """
    begun = instances_as_of(connection, districts, on, known)
    these = [one for one in begun if instance in (None, one.id)]
    return _of_instances(connection, these, gates, on, known, span)


def meetings_of_days(
    connection: Connection, areas: Collection[str], gates: Gates, on: date, span: tuple[date, date]
) -> Iterator[AgreedMeeting]:
    """The meetings of the areas, as `agreed_meetings` tells of them, whose days lie in the span.

    Only instances are read that ever named a day of the span's months: in a whole country few do.
    """
    dated = _keys(gates, InceptionDateV1)
    told = instances_saying(connection, areas, dated, "held_on", [*_months(*span)])
    begun = these_as_of(connection, told, on)
    void = void_instances(connection, {one.district for one in begun})
    counted = [one for one in begun if one.id not in void]
    return _of_instances(connection, counted, gates, on, None, span)


def _months(first: date, last: date) -> Iterator[str]:
    """The months of a span as days of them begin: 2026-11."""
    for count in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{count // 12:04}-{count % 12 + 1:02}"


def _of_instances(
    connection: Connection,
    begun: Collection[InstanceAsOf],
    gates: Gates,
    on: date,
    known: datetime | None,
    span: tuple[date, date],
) -> Iterator[AgreedMeeting]:
    told = entries_at(connection, [one.id for one in begun], _keys(gates, *FORMS), known=known)
    for one in begun:
        rows = [row for row in told.get(one.id, ()) if row.act_date <= on]
        meeting = _agreed(one, rows, gates)
        if meeting is not None and span[0] <= meeting.day <= span[1]:
            yield meeting


def _keys(gates: Gates, *forms: type[Any]) -> list[str]:
    return [key for key, one in gates.items() if issubclass(one.form, forms)]


def asks_of_its_day(gate: GateRow, gates: Gates, agreed: Collection[AgreedMeeting]) -> bool:
    """Whether the gate asks how one of the meetings went, and is due on the very day of it."""
    declared = gates.get(gate.gate)
    if declared is None or not issubclass(declared.form, InceptionMeetingV2):
        return False
    return any((one.instance.id, one.day) == (gate.instance_id, gate.due_on) for one in agreed)


def _agreed(instance: InstanceAsOf, rows: Sequence[EntryRow], gates: Gates) -> AgreedMeeting | None:
    dated = [one for one in rows if issubclass(gates[one.gate or ""].form, InceptionDateV1)]
    bodies = [body for one in dated if _has_day(body := one.body["answer"])]
    if not bodies:
        return None
    answers = Answers(rows, gates)
    last = answers.last(InceptionDateV1)
    counts = last is not None and _has_day(last.body)
    body = last.body if last is not None and counts else bodies[-1]
    told = _told_since(answers, last)
    off = not counts or instance.status == STOPPED or (told is not None and not _was_held(told))
    place, starts = body.get("place"), body.get("time")
    return AgreedMeeting(
        instance,
        date.fromisoformat(body["held_on"]),
        time_of(starts) if isinstance(starts, str) and starts else None,
        place if isinstance(place, str) else "",
        off=off,
        ahead=not off and told is None,
        rows=rows,
    )


def _has_day(body: Mapping[str, Any]) -> bool:
    """Whether it says a day; a redacted one is none."""
    return isinstance(body.get("held_on"), str)


def _told_since(
    answers: Answers, agreed: CurrentAnswer[InceptionDateV1] | None
) -> CurrentAnswer[Any] | None:
    """What was told last of the meeting, after its day was agreed on."""
    told: CurrentAnswer[Any] | None = answers.last(InceptionMeetingV2, NotHeldV1)
    if agreed is None or told is None or told.decision.seq < agreed.decision.seq:
        return None
    return told


def _was_held(told: CurrentAnswer[Any]) -> bool:
    return issubclass(told.gate.form, InceptionMeetingV2) and told.answer.result is Held.HELD


def _not_yet(connection: Connection, district: str) -> Iterator[MeetingAhead]:
    for gate in open_gates(connection, district=district):
        if gate.gate == COMMITTEE.date.key and gate.until_on is not None:
            yield MeetingAhead(gate.instance_id, gate.until_on, agreed=False)
