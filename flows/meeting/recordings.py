"""Recordings of a meeting: its day, who came, what was acknowledged, minutes frozen."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from config.words import Sentence, both
from flows.decisions.days import (
    DateNotAfter,
    DueBeforeAsked,
    refuse_due_before,
    refuse_earlier,
    refuse_later,
    warn_far_ahead,
)
from flows.decisions.drafts import draft_asked_about
from flows.decisions.refusals import UnknownSeat
from flows.engine.answers import listed
from flows.engine.decision import Deciding
from flows.engine.forms import agenda_item
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.messages import request
from flows.engine.misfit import told_at_once, told_of_rows
from flows.meeting.attendance import check_meeting, identity, warn_meeting, write_meeting
from flows.meeting.committee_gates import CommitteeMinutesV1
from flows.meeting.gates import (
    THERE,
    Acknowledged,
    AcknowledgementV1,
    ActionLine,
    Adoption,
    Attended,
    InceptionDateV1,
    InceptionMeetingV1,
    InceptionMeetingV2,
    InvitationV1,
    MinuteItem,
    MinutesAdoptedV1,
    MinutesSentV1,
    MinutesV1,
)
from flows.meeting.messages import invitation, minutes_to_adopt, minutes_to_read
from flows.meeting.offers import (
    begin_acknowledgement,
    begin_meeting,
    begin_minutes,
    offer_acknowledgement,
    offer_meeting,
    offer_minutes,
)
from flows.meeting.paper_facts import meeting_key
from registry.queries.members import invitees
from registry.queries.seats import seats
from registry.records.filing import set_status
from registry.records.held_meetings import (
    ActionRow,
    record_actions,
    settle_action,
)
from registry.records.working_groups import NewGroup, appoint_groups, end_group
from registry.refusals import Refusal
from registry.rules.membership import listed as titles_listed
from registry.rules.seats import Seat


class AdoptedBeforeDraft(Refusal):
    """Minutes adopted before the draft's own date."""


def check_day(deciding: Deciding) -> None:
    """The meeting is held after it was agreed on."""
    held_on: date = deciding.answer.held_on
    if held_on < deciding.decided_on:
        raise DateNotAfter(field="held_on", value=held_on, after=deciding.decided_on)


def warn_day(deciding: Deciding) -> Sequence[Sentence]:
    """The day agreed on is one on which offices are closed (thai-documents.md 4), or far ahead."""
    held_on: date = deciding.answer.held_on
    far = warn_far_ahead(deciding, {"held_on": held_on})
    if deciding.office.calendar.is_working_day(held_on):
        return far
    return [*far, both("warning.not_a_working_day", day=held_on)]


def check_invitation(deciding: Deciding) -> None:
    """The letter went out before or on the day of the decision."""
    answer: InvitationV1 = deciding.answer
    told_at_once(
        lambda: refuse_later(deciding, answer.sent_on, "sent_on"),
        lambda: refuse_later(deciding, answer.letter.dated, "letter.dated"),
    )


def warn_invitation(deciding: Deciding) -> Sequence[Sentence]:
    """An invitation that went out after the day to which it invites."""
    agreed, sent_on = deciding.answers.last(InceptionDateV1), deciding.answer.sent_on
    held_on = agreed.answer.held_on if agreed else None
    if not isinstance(held_on, date) or sent_on <= held_on:
        return ()
    return (both("warning.invited_after", sent=sent_on, held=held_on),)


def _seat_keys(deciding: Deciding) -> set[str]:
    found = seats(deciding.write.connection, deciding.district, deciding.decided_on)
    return {one.key for one in found}


def check_acknowledgement(deciding: Deciding) -> None:
    """Seats of the committee acknowledge, no others."""
    answer: AcknowledgementV1 = deciding.answer
    known = _seat_keys(deciding)
    for key in answer.seats:
        if key not in known:
            raise UnknownSeat(field="seats", value=key)


def warn_acknowledgement(deciding: Deciding) -> Sequence[Sentence]:
    """The list is said to be complete, yet seats have no signature, or nobody fills them."""
    answer: AcknowledgementV1 = deciding.answer
    if answer.result is not Acknowledged.COMPLETE:
        return ()
    earlier = deciding.answers.to(AcknowledgementV1)
    told = {*answer.seats, *(key for one in earlier for key in listed(one.answer.seats))}
    expected = invitees(deciding.write.connection, deciding.district, deciding.decided_on)
    untold: dict[str, list[Seat]] = {
        "not_told_acknowledged": [], "vacant_seats": [], "unrecorded_seats": []
    }  # fmt: skip
    for one in expected:
        empty = "vacant_seats" if one.member.vacant else "unrecorded_seats"
        of = untold["not_told_acknowledged" if one.person else empty]
        of += [seat for seat in one.member.seats if seat.key not in told]
    return [
        both(f"warning.{key}", count=len(of), seats=titles_listed(of))
        for key, of in untold.items() if of
    ]  # fmt: skip


def check_minutes(deciding: Deciding) -> None:
    """They are not of before the meeting; who is asked to do something is a seat."""
    answer: MinutesV1 = deciding.answer
    known, asked_on = _seat_keys(deciding), _meeting_day(deciding)
    told_at_once(
        lambda: _refuse_before_meeting(deciding),
        lambda: told_of_rows(answer.items, partial(_refuse_unknown_owners, answer, known)),
        lambda: told_of_rows(answer.items, partial(_refuse_over_before, answer, asked_on)),
    )


def _meeting_day(deciding: Deciding) -> date:
    met = deciding.answers.last(InceptionMeetingV2)
    held_on = met.answer.held_on if met else None
    return held_on if isinstance(held_on, date) else deciding.decided_on


def _refuse_before_meeting(deciding: Deciding) -> None:
    held = deciding.answers.last(InceptionMeetingV2)
    if held is not None:
        refuse_earlier(deciding.decided_on, "decided_on", held.answer.held_on, held.gate.key)


def _refuse_unknown_owners(
    answer: MinutesV1, known: set[str], place: int, item: MinuteItem
) -> None:
    def refuse_unknown(number: int, action: ActionLine) -> None:
        if action.owner not in known:
            field = f"items.{place}.actions.{number}.owner"
            refusal = UnknownSeat(field=field, value=action.owner)
            refusal.row = agenda_item(answer.model_dump(), field)
            raise refusal

    told_of_rows(item.actions, refuse_unknown)


def _refuse_over_before(answer: MinutesV1, asked_on: date, place: int, item: MinuteItem) -> None:
    def refuse_over(number: int, action: ActionLine) -> None:
        field = f"items.{place}.actions.{number}.due_on"
        try:
            refuse_due_before(action.due_on, field, asked_on)
        except DueBeforeAsked as refusal:
            refusal.row = agenda_item(answer.model_dump(), field)
            raise

    told_of_rows(item.actions, refuse_over)


def warn_minutes(deciding: Deciding) -> Sequence[Sentence]:
    """Who took or checked the minutes was absent, as the sheet has it; days far ahead."""
    answer: MinutesV1 = deciding.answer
    held = deciding.answers.last(InceptionMeetingV2)
    sheet = held.answer.attendance if held else ()
    lines = sheet if isinstance(sheet, tuple) else ()  # else it was redacted
    called = [
        (line.state, said)
        for line in lines
        for said in (*identity(deciding, line).names, line.person, line.position_th)
        if said
    ]
    there = {said for state, said in called if state in THERE}
    absent = {said for state, said in called if state is Attended.ABSENT} - there
    hands = (answer.taken_by, answer.checked_by)
    due = {
        f"items.{place}.actions.{number}.due_on": action.due_on
        for place, item in enumerate(answer.items)
        for number, action in enumerate(item.actions)
    }
    return [
        *(both("warning.minutes_by_absent", name=hand) for hand in hands if hand in absent),
        *warn_far_ahead(deciding, due),
    ]


def check_sent(deciding: Deciding) -> None:
    """The draft went round by then; corrections are awaited after that."""
    answer: MinutesSentV1 = deciding.answer
    until = answer.corrections_until

    def refuse_until() -> None:
        if until is not None and until < answer.sent_on:
            raise DateNotAfter(field="corrections_until", value=until, after=answer.sent_on)

    told_at_once(
        lambda: refuse_later(deciding, answer.sent_on, "sent_on"),
        lambda: _refuse_before_draft(deciding, answer.sent_on),
        refuse_until,
    )


def _refuse_before_draft(deciding: Deciding, sent_on: date) -> None:
    minutes = deciding.answers.last(MinutesV1)
    if minutes is not None:
        drafted = draft_asked_about(deciding).own_date
        refuse_earlier(sent_on, "sent_on", drafted, minutes.gate.key)


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
    if minutes and isinstance(minutes.answer, CommitteeMinutesV1):
        for one in listed(minutes.answer.followed):
            settle_action(
                deciding.write, deciding.district, one.key, one.state,
                on=deciding.decided_on, entry_id=entry_id,
            )  # fmt: skip
        _write_groups(deciding, minutes.answer, key, entry_id)


def _write_groups(deciding: Deciding, minutes: CommitteeMinutesV1, key: str, entry_id: int) -> None:
    """Working groups are at work, or ended, from the meeting on that resolved it."""
    day = _meeting_day(deciding)
    for ended in listed(minutes.ended_groups):
        end_group(deciding.write, deciding.district, ended, on=day, entry_id=entry_id)
    groups = [NewGroup(tuple(one.members), one.until) for one in listed(minutes.groups)]
    appoint_groups(deciding.write, deciding.district, key, groups, on=day, entry_id=entry_id)


RECORDINGS: dict[type[Answer], Recording] = {
    InceptionDateV1: Recording(check_day, warn=warn_day),
    InvitationV1: Recording(check_invitation, warn=warn_invitation, message=invitation),
    InceptionMeetingV1: Recording(
        check_meeting, write_meeting, warn_meeting, begin=begin_meeting, offer=offer_meeting
    ),
    AcknowledgementV1: Recording(
        check_acknowledgement,
        warn=warn_acknowledgement,
        begin=begin_acknowledgement,
        offer=offer_acknowledgement,
        message=request("message.acknowledgement"),
    ),
    MinutesV1: Recording(
        check_minutes, warn=warn_minutes, begin=begin_minutes, offer=offer_minutes
    ),
    MinutesSentV1: Recording(check_sent, message=minutes_to_read),
    MinutesAdoptedV1: Recording(check_adopted, write_adopted, message=minutes_to_adopt),
}
