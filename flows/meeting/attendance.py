"""Recordings of a meeting as it was held: who came, for whom, and the quorum."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import NamedTuple

from config.titles import title_list, titled
from config.words import Named, Sentence, both, row_words
from flows.decisions.days import EndsBeforeStart, refuse_later
from flows.decisions.named_people import NameMissing, SheetName, record_named, warn_in_doubt
from flows.decisions.refusals import UnknownSeat
from flows.engine.decision import Deciding
from flows.engine.fields import NamedPerson
from flows.engine.misfit import MisfitAccess, told_at_once, told_of_rows
from flows.meeting.gates import (
    THERE,
    AttendanceLineV2,
    Attended,
    Held,
    InceptionMeetingV2,
)
from flows.meeting.paper_facts import meeting_key
from flows.meeting.quorum import quorum_of
from registry.queries.members import who_sits
from registry.queries.office_holders import all_holders
from registry.queries.orders import orders
from registry.queries.people import PersonRow, UnknownPerson, person
from registry.queries.seats import seats
from registry.records.held_meetings import (
    AttendanceRow,
    record_attendance,
    record_meeting,
)
from registry.refusals import Refusal
from registry.rules.attendance import (
    DistinctMember,
    Sex,
    SheetLine,
    count,
    sheet_line,
    told_sex,
)
from registry.rules.membership import listed as titles_listed, title_of
from registry.rules.names import refuse_no_name
from registry.rules.redaction import TEXT_MARK


class AttendsTwice(Refusal):
    """The same person stands in two lines of a sheet."""


class SeatAttendsTwice(Refusal):
    """Two lines of a sheet are of one seat, which would count twice."""


class NobodyCame(Refusal):
    """A meeting is said to have been held, and nobody on its sheet came to it."""


class ProxyCountsTwice(Refusal):
    """Who is named as a proxy came for another member too, or as themselves."""


def check_meeting(deciding: Deciding) -> None:
    """The meeting was held by then; nobody is on the sheet twice, everybody has a name (R31)."""
    answer: InceptionMeetingV2 = deciding.answer
    if answer.result is not Held.HELD:
        return
    known = _titles(deciding)
    told_at_once(
        lambda: refuse_later(deciding, answer.held_on, "held_on"),
        lambda: _refuse_end(answer),
        lambda: _refuse_empty_room(answer.attendance),
        lambda: told_of_rows(answer.attendance, partial(_check_line, deciding, known)),
        lambda: _refuse_twice(deciding, answer.attendance, known),
        lambda: _refuse_proxy_twice(deciding, answer.attendance),
    )


def _titles(deciding: Deciding) -> Mapping[str, Named]:
    """The seats of the meeting's day by key; of today's where that day does not fit."""
    try:
        day = meeting_day(deciding)
    except MisfitAccess:
        day = deciding.write.today
    found = seats(deciding.write.connection, deciding.district, day)
    return {seat.key: title_of(seat) for seat in found}


def _refuse_end(answer: InceptionMeetingV2) -> None:
    if answer.started and answer.ended and answer.ended <= answer.started:
        raise EndsBeforeStart(field="ended", value=answer.ended, start=answer.started)


def _refuse_empty_room(lines: Sequence[AttendanceLineV2]) -> None:
    if lines and all(line.state is Attended.ABSENT and not line.proxy for line in lines):
        raise NobodyCame(field="attendance")


def _refuse_twice(
    deciding: Deciding, lines: Sequence[AttendanceLineV2], known: Mapping[str, Named]
) -> None:
    """Refuse who stands in two lines; in one of somebody unknown another check finds the fault."""
    seen: list[Identity] = []
    filled: set[str] = set()
    for place, line in enumerate(lines):
        who = identity(deciding, line)
        if any(who.is_same_as(other) for other in seen):
            named = who.person.name if who.person else line.name_th
            raise AttendsTwice(field=f"attendance.{place}.name_th", name=named)
        for key in filled.intersection(line.seats):
            raise SeatAttendsTwice(field=f"attendance.{place}.seats", value=known.get(key, key))
        seen.append(who)
        filled.update(line.seats)


def _refuse_proxy_twice(deciding: Deciding, lines: Sequence[AttendanceLineV2]) -> None:
    """A person is counted once, whomever they stand for (R31)."""
    came = [identity(deciding, line) for line in lines if line.state in THERE]
    for place, line in enumerate(lines):
        if line.state is not Attended.PROXY or TEXT_MARK in line.proxy:
            continue
        proxy = Identity(None, frozenset({" ".join(line.proxy.split())}))
        if any(proxy.is_same_as(other) for other in (*came, identity(deciding, line))):
            raise ProxyCountsTwice(field=f"attendance.{place}.proxy", name=line.proxy)
        came.append(proxy)


class Identity(NamedTuple):
    """Who the person of a line is: in the registry, and by full names."""

    person: PersonRow | None
    names: frozenset[str]

    def is_same_as(self, other: "Identity") -> bool:
        """Whether both are of one person: two whom the registry tells apart may share a name."""
        if self.person is not None and other.person is not None:
            return self.person.id == other.person.id
        return bool(self.names & other.names)


def identity(deciding: Deciding, line: AttendanceLineV2) -> Identity:
    """The identity of the person of a line; a redacted person has none, and is like nobody."""
    written = " ".join(titled(line.title_th, line.name_th).split())
    names = {written} if line.name_th and TEXT_MARK not in written else set()
    known = None
    if line.person:
        with suppress(UnknownPerson):
            known = person(deciding.write.connection, line.person, field="person")
            names.add(known.name.th)
    return Identity(known, frozenset(names))


def meeting_day(deciding: Deciding) -> date:
    day: date = deciding.answer.held_on or deciding.decided_on
    return day


def _check_line(
    deciding: Deciding, known: Mapping[str, Named], place: int, line: AttendanceLineV2
) -> None:
    where = f"attendance.{place}"
    told_at_once(
        lambda: _refuse_nameless(deciding, line, where, known),
        lambda: refuse_no_name(line.name_th, field=f"{where}.name_th"),
        lambda: refuse_no_name(line.proxy, field=f"{where}.proxy"),
        lambda: _refuse_proxy(line, where, known),
        lambda: _refuse_unknown_seats(line, where, known),
    )


def _refuse_nameless(
    deciding: Deciding, line: AttendanceLineV2, where: str, known: Mapping[str, Named]
) -> None:
    if line.person and line.person != TEXT_MARK:  # else nobody can say any more who it was
        person(deciding.write.connection, line.person, field=f"{where}.person")
    elif not line.person and not line.name_th and line.state is not Attended.ABSENT:
        raise _nameless(line, f"{where}.name_th", known)


def _refuse_proxy(line: AttendanceLineV2, where: str, known: Mapping[str, Named]) -> None:
    if line.state is Attended.PROXY and not line.proxy:
        raise _nameless(line, f"{where}.proxy", known)


def _refuse_unknown_seats(line: AttendanceLineV2, where: str, known: Mapping[str, Named]) -> None:
    for key in line.seats:
        if key not in known:
            raise UnknownSeat(field=f"{where}.seats", value=key)


def _nameless(line: AttendanceLineV2, field: str, known: Mapping[str, Named]) -> NameMissing:
    """Whose name is missing: the row has a number, and often a position."""
    refusal = NameMissing(field=field)
    seat = next((known[key] for key in line.seats if key in known), None)
    named = line.name_th or line.position_th or seat
    if named:
        refusal.row = both("field.named_row", row=row_words(field), name=named)
    return refusal


def warn_meeting(deciding: Deciding) -> Sequence[Sentence]:
    """Fewer members than a quorum, each counted once; absences without a cause."""
    answer: InceptionMeetingV2 = deciding.answer
    if answer.result is not Held.HELD:
        return ()
    lines = answer.attendance
    without = [one for one in lines if one.state is Attended.ABSENT and not one.cause]
    counted = [_line(one) for one in lines]
    told = quorum_of(
        deciding.write.connection, deciding.district, meeting_day(deciding),
        _members(deciding), counted,
    )  # fmt: skip
    inferred = count(counted).inferred
    found = [*warn_before_order(deciding, answer.held_on)]
    if told.warning:
        found.append(told.warning)
    found += _left_out(deciding, answer.attendance)
    if without:
        found.append(both("warning.absent_without_cause", count=len(without)))
    if inferred:
        found.append(both("warning.sex_inferred", count=inferred))
    return [*found, *warn_in_doubt(deciding, map(_member_named, lines))]


def _left_out(deciding: Deciding, lines: Sequence[AttendanceLineV2]) -> Iterator[Sentence]:
    """Members whose seats stand in no line: vacant ones, and those whose holder is known."""
    told = {key for line in lines for key in line.seats}
    left = [one for one in _members(deciding) if not told.intersection(s.key for s in one.seats)]
    for vacant, key in ((True, "warning.left_out_of_sheet"), (False, "warning.seats_not_named")):
        if of := [one.seats[0] for one in left if (one.person is None) is vacant]:
            yield both(key, count=len(of), seats=titles_listed(of))


def warn_before_order(deciding: Deciding, day: date | None) -> Sequence[Sentence]:
    """A meeting before any order appointed the committee can have been a preparation at most."""
    dated = [
        one.dated.first for one in orders(deciding.write.connection, deciding.district)
        if one.kind != "earlier"
    ]  # fmt: skip
    if day is None or not dated or day >= min(dated):
        return ()
    return (both("warning.before_order", day=day, dated=min(dated)),)


def _members(deciding: Deciding) -> tuple[DistinctMember, ...]:
    connection, day = deciding.write.connection, meeting_day(deciding)
    held = all_holders(connection, deciding.district, day)
    found = seats(connection, deciding.district, day)
    return who_sits(connection, deciding.district, day, found, held)


def _line(one: AttendanceLineV2) -> SheetLine:
    name = titled(one.title_th, one.name_th)
    return sheet_line(one.state.value, _sex(one), reference=one.person, name=name, seats=one.seats)


def _sex(one: AttendanceLineV2) -> tuple[Sex, bool]:
    """Of whoever came: of the proxy, where one did; whether only their title says it."""
    stated, name = one.came
    return told_sex(stated.value, name if isinstance(name, str) else "", title_list().titles())


def write_meeting(deciding: Deciding, entry_id: int, kind: str | None = None) -> None:
    """The meeting and its attendance; `kind` where it is another than its gate's."""
    answer: InceptionMeetingV2 = deciding.answer
    if answer.result is not Held.HELD or answer.held_on is None:
        return
    write, on = deciding.write, answer.held_on
    key = meeting_key(deciding.gate.kind, deciding.instance.id)
    record_meeting(
        write, deciding.district, key, kind or deciding.gate.kind, on=on, entry_id=entry_id
    )
    lines = answer.attendance
    named = record_named(deciding, [_member_named(line) for line in lines])
    rows = [_row(deciding, *one) for one in zip(lines, named, strict=True)]
    record_attendance(write, deciding.district, key, rows, on=on, entry_id=entry_id)


def _row(deciding: Deciding, line: AttendanceLineV2, named: int | None) -> AttendanceRow:
    ref = None if line.person == TEXT_MARK else line.person
    known = person(deciding.write.connection, ref, field="person").id if ref else named
    return AttendanceRow(known, None, line.state, _sex(line)[0])


def _member_named(line: AttendanceLineV2) -> SheetName | None:
    """Who is named for seats of whose holder nothing is recorded; guests have no seat."""
    written = line.person or not line.seats or not line.name_th
    if written or TEXT_MARK in (line.title_th, line.name_th):
        return None
    named = NamedPerson(title_th=line.title_th, name_th=line.name_th)
    return SheetName(named, line.sex.value)
