"""Recordings of a meeting: its day, who came, what was acknowledged, minutes frozen."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from config.meetings import meeting_defaults
from config.titles import title_list
from config.words import Named, Sentence, both, row_words
from flows.decisions.days import DateNotAfter, EndsBeforeStart, refuse_earlier, refuse_later
from flows.decisions.drafts import draft_asked_about
from flows.decisions.named_people import NameMissing
from flows.decisions.refusals import UnknownSeat
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.office import Recording
from flows.meeting.gates import (
    THERE,
    AcknowledgementV1,
    Adoption,
    AttendanceLineV2,
    Attended,
    Held,
    InceptionDateV1,
    InceptionMeetingV1,
    InceptionMeetingV2,
    InvitationV1,
    MinutesAdoptedV1,
    MinutesSentV1,
    MinutesV1,
)
from flows.meeting.offers import (
    begin_acknowledgement,
    begin_meeting,
    begin_minutes,
    offer_acknowledgement,
    offer_meeting,
    offer_minutes,
)
from flows.meeting.paper_facts import meeting_key
from registry.queries.office_holders import all_holders
from registry.queries.orders import orders
from registry.queries.people import PersonRow, UnknownPerson, person
from registry.queries.seats import by_holders, seats
from registry.records.filing import set_status
from registry.records.held_meetings import (
    ActionRow,
    AttendanceRow,
    record_actions,
    record_attendance,
    record_meeting,
)
from registry.refusals import Refusal
from registry.rules.attendance import (
    DistinctMember,
    Sex,
    SheetLine,
    count,
    distinct_members,
    quorum,
    sheet_line,
    told_sex,
)
from registry.rules.membership import title_of
from registry.rules.redaction import TEXT_MARK


class AttendsTwice(Refusal):
    """The same person stands in two lines of a sheet."""

    code = "attends_twice"


class SeatAttendsTwice(Refusal):
    """Two lines of a sheet are of one seat, which would count twice."""

    code = "seat_attends_twice"


class ProxyNotSent(Refusal):
    """A proxy is named of somebody who came themselves, was absent or is a guest."""

    code = "proxy_not_sent"


class AdoptedBeforeDraft(Refusal):
    """Minutes adopted before the draft's own date."""

    code = "adopted_before_draft"


def check_day(deciding: Deciding) -> None:
    """The meeting is held after it was agreed on."""
    held_on: date = deciding.answer.held_on
    if held_on < deciding.decided_on:
        raise DateNotAfter(field="held_on", value=held_on, after=deciding.decided_on)


def warn_day(deciding: Deciding) -> Sequence[Sentence]:
    """The day agreed on is one on which offices are closed (thai-documents.md 4)."""
    held_on: date = deciding.answer.held_on
    if deciding.office.calendar.is_working_day(held_on):
        return ()
    return (both("warning.not_a_working_day", day=held_on),)


def check_invitation(deciding: Deciding) -> None:
    """The letter went out before or on the day of the decision."""
    answer: InvitationV1 = deciding.answer
    refuse_later(deciding, answer.sent_on, "sent_on")
    refuse_later(deciding, answer.letter.dated, "letter.dated")


def check_meeting(deciding: Deciding) -> None:
    """It was held by then; nobody stands there twice, everybody has a name (R31)."""
    answer: InceptionMeetingV2 = deciding.answer
    if answer.result is not Held.HELD:
        return
    refuse_later(deciding, answer.held_on, "held_on")
    if answer.started and answer.ended and answer.ended <= answer.started:
        raise EndsBeforeStart(field="ended", value=answer.ended, start=answer.started)
    known = {
        seat.key: title_of(seat)
        for seat in seats(deciding.write.connection, deciding.district, _day(deciding))
    }
    seen: list[_Called] = []
    filled: set[str] = set()
    for place, line in enumerate(answer.attendance):
        _check_line(deciding, line, place, known)
        who = _called(deciding, line)
        if any(who.is_same_as(other) for other in seen):
            raise AttendsTwice(
                field=f"attendance.{place}.name_th", name=line.name_th or line.person
            )
        for key in filled.intersection(line.seats):
            raise SeatAttendsTwice(field=f"attendance.{place}.seats", value=key)
        seen.append(who)
        filled.update(line.seats)


@dataclass(frozen=True)
class _Called:
    """What tells the person of a line apart: who they are in the registry, their full names."""

    person: PersonRow | None
    names: frozenset[str]

    def is_same_as(self, other: "_Called") -> bool:
        """Whether both are of one person: two whom the registry tells apart may share a name."""
        if self.person is not None and other.person is not None:
            return self.person.id == other.person.id
        return bool(self.names & other.names)


def _called(deciding: Deciding, line: AttendanceLineV2) -> _Called:
    """Nothing tells apart who was redacted."""
    written = " ".join(f"{line.title_th}{line.name_th}".split())
    names = {written} if line.name_th and TEXT_MARK not in written else set()
    known = None
    if line.person:
        with suppress(UnknownPerson):
            known = person(deciding.write.connection, line.person, field="person")
            names.add(known.name.th)
    return _Called(known, frozenset(names))


def _day(deciding: Deciding) -> date:
    day: date = deciding.answer.held_on or deciding.decided_on
    return day


def _check_line(
    deciding: Deciding, line: AttendanceLineV2, place: int, known: Mapping[str, Named]
) -> None:
    where = f"attendance.{place}"
    if line.person and line.person != TEXT_MARK:  # else nobody can say any more who it was
        person(deciding.write.connection, line.person, field=f"{where}.person")
    elif not line.person and not line.name_th and line.state is not Attended.ABSENT:
        raise _nameless(line, f"{where}.name_th", known)
    if line.state is Attended.PROXY and not line.proxy:
        raise _nameless(line, f"{where}.proxy", known)
    if line.proxy and line.state is not Attended.PROXY:
        raise ProxyNotSent(field=f"{where}.proxy", proxy=line.proxy)
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
    told = quorum(_members(deciding), counted, meeting_defaults().share)
    inferred = count(counted).inferred
    found = [*warn_before_order(deciding, answer.held_on)]
    if told.warning:
        found.append(told.warning)
    if without:
        found.append(both("warning.absent_without_cause", count=len(without)))
    if inferred:
        found.append(both("warning.sex_inferred", count=inferred))
    return found


def warn_before_order(deciding: Deciding, day: date | None) -> Sequence[Sentence]:
    """It was held before any order appointed the committee: as a preparation, if at all."""
    dated = [
        one.dated for one in orders(deciding.write.connection, deciding.district)
        if one.kind != "earlier"
    ]  # fmt: skip
    if day is None or not dated or day >= min(dated):
        return ()
    return (both("warning.before_order", day=day, dated=min(dated)),)


def _members(deciding: Deciding) -> tuple[DistinctMember, ...]:
    connection, day = deciding.write.connection, _day(deciding)
    held = all_holders(connection, deciding.district, day)
    persons = {one.ref: one.person for one in reversed(held)}
    found = seats(connection, deciding.district, day)
    return distinct_members(by_holders(connection, deciding.district, day, found), persons)


def _line(one: AttendanceLineV2) -> SheetLine:
    name = f"{one.title_th}{one.name_th}"
    return sheet_line(one.state.value, _sex(one), reference=one.person, name=name, seats=one.seats)


def _sex(one: AttendanceLineV2) -> tuple[Sex, bool]:
    """Of whoever came: of the proxy, where one did; whether only their title says it."""
    stated, name = one.came
    return told_sex(stated.value, name if isinstance(name, str) else "", title_list().titles())


def write_meeting(deciding: Deciding, entry_id: int) -> None:
    """The meeting and its attendance."""
    answer: InceptionMeetingV2 = deciding.answer
    if answer.result is not Held.HELD or answer.held_on is None:
        return
    write, kind, on = deciding.write, deciding.gate.kind, answer.held_on
    key = meeting_key(kind, deciding.instance.id)
    record_meeting(write, deciding.district, key, kind, on=on, entry_id=entry_id)
    rows = [_row(deciding, line) for line in answer.attendance]
    record_attendance(write, deciding.district, key, rows, on=on, entry_id=entry_id)


def _row(deciding: Deciding, line: AttendanceLineV2) -> AttendanceRow:
    ref = None if line.person == TEXT_MARK else line.person
    known = person(deciding.write.connection, ref, field="person") if ref else None
    return AttendanceRow(known.id if known else None, None, line.state, _sex(line)[0])


def check_acknowledgement(deciding: Deciding) -> None:
    """Seats of the committee acknowledge, no others."""
    answer: AcknowledgementV1 = deciding.answer
    known = {
        s.key for s in seats(deciding.write.connection, deciding.district, deciding.decided_on)
    }
    for key in answer.seats:
        if key not in known:
            raise UnknownSeat(field="seats", value=key)


def check_minutes(deciding: Deciding) -> None:
    """They are not of before the meeting; who is asked to do something is a seat."""
    answer: MinutesV1 = deciding.answer
    held = deciding.answers.last(InceptionMeetingV2)
    if held is not None:
        refuse_earlier(deciding.decided_on, "decided_on", held.answer.held_on, held.gate.key)
    known = {
        s.key for s in seats(deciding.write.connection, deciding.district, deciding.decided_on)
    }
    for place, item in enumerate(answer.items):
        for number, action in enumerate(item.actions):
            if action.owner not in known:
                field = f"items.{place}.actions.{number}.owner"
                raise UnknownSeat(field=field, value=action.owner)


def warn_minutes(deciding: Deciding) -> Sequence[Sentence]:
    """Who took or checked the minutes was absent, as the sheet has it."""
    answer: MinutesV1 = deciding.answer
    held = deciding.answers.last(InceptionMeetingV2)
    sheet = held.answer.attendance if held else ()
    lines = sheet if isinstance(sheet, tuple) else ()  # else it was redacted
    called = [
        (line.state, said)
        for line in lines
        for said in (*_called(deciding, line).names, line.person, line.position_th)
        if said
    ]
    there = {said for state, said in called if state in THERE}
    absent = {said for state, said in called if state is Attended.ABSENT} - there
    hands = (answer.taken_by, answer.checked_by)
    return [both("warning.minutes_by_absent", name=hand) for hand in hands if hand in absent]


def check_sent(deciding: Deciding) -> None:
    """The draft went round by then; corrections are awaited after that."""
    answer: MinutesSentV1 = deciding.answer
    refuse_later(deciding, answer.sent_on, "sent_on")
    minutes = deciding.answers.last(MinutesV1)
    if minutes is not None:
        drafted = draft_asked_about(deciding).own_date
        refuse_earlier(answer.sent_on, "sent_on", drafted, minutes.gate.key)
    until = answer.corrections_until
    if until is not None and until < answer.sent_on:
        raise DateNotAfter(field="corrections_until", value=until, after=answer.sent_on)


def check_adopted(deciding: Deciding) -> None:
    """Nothing is adopted before it was drafted, nor before it went round."""
    answer: MinutesAdoptedV1 = deciding.answer
    sent = deciding.answers.last(MinutesSentV1)
    if sent is not None:
        refuse_earlier(deciding.decided_on, "decided_on", sent.answer.sent_on, sent.gate.key)
    draft = draft_asked_about(deciding)
    if answer.result is Adoption.ADOPTED and deciding.decided_on < draft.own_date:
        raise AdoptedBeforeDraft(
            field="decided_on", value=deciding.decided_on, draft=draft.own_date
        )


def write_adopted(deciding: Deciding, entry_id: int) -> None:
    """The minutes are frozen; what they ask for stands open."""
    answer: MinutesAdoptedV1 = deciding.answer
    if answer.result is not Adoption.ADOPTED:
        return
    set_status(deciding.write, draft_asked_about(deciding).id, "adopted")
    minutes = deciding.answers.last(MinutesV1)
    items = minutes.answer.items if minutes and isinstance(minutes.answer.items, tuple) else ()
    rows = [ActionRow(action.owner, action.due_on) for item in items for action in item.actions]
    key = meeting_key(deciding.gate.kind, deciding.instance.id)
    record_actions(
        deciding.write, deciding.district, key, rows,
        on=deciding.decided_on, entry_id=entry_id,
    )  # fmt: skip


RECORDINGS: dict[type[Answer], Recording] = {
    InceptionDateV1: Recording(check_day, warn=warn_day),
    InvitationV1: Recording(check_invitation),
    InceptionMeetingV1: Recording(
        check_meeting, write_meeting, warn_meeting, begin=begin_meeting, offer=offer_meeting
    ),
    AcknowledgementV1: Recording(
        check_acknowledgement, begin=begin_acknowledgement, offer=offer_acknowledgement
    ),
    MinutesV1: Recording(
        check_minutes, warn=warn_minutes, begin=begin_minutes, offer=offer_minutes
    ),
    MinutesSentV1: Recording(check_sent),
    MinutesAdoptedV1: Recording(check_adopted, write_adopted),
}
