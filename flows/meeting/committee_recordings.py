"""Recordings of a committee's meetings: within the quarter, within another one, or not held."""

from collections.abc import Iterator
from datetime import date

from config.words import Named, Sentence, both, say
from flows.decisions.days import DateNotAfter
from flows.decisions.refusals import UnknownSeat
from flows.engine.answers import listed
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.instance_start import start_of
from flows.engine.misfit import told_at_once, told_of_rows
from flows.engine.offers import GateContext, Offers, Option, Proposal
from flows.meeting.actions import OpenAction, open_actions, report_words, reports_on
from flows.meeting.attendance import check_meeting, warn_meeting, write_meeting
from flows.meeting.committee import MeetingStart, has_quorum
from flows.meeting.committee_gates import (
    ActionState,
    CommitteeDateV1,
    CommitteeMeetingV1,
    CommitteeMinutesV1,
    FollowedAction,
    NotHeldV1,
    ResolvedGroup,
)
from flows.meeting.gates import Held
from flows.meeting.groups import groups_at_work
from flows.meeting.offers import (
    begin_meeting,
    begin_minutes,
    offer_meeting,
    offer_members,
    offer_minutes,
)
from flows.meeting.reads import expected_members
from flows.meeting.recordings import check_day, check_minutes, warn_day, warn_minutes
from registry.queries.progress_reports import ProgressReport
from registry.queries.seats import seats
from registry.queries.working_groups import working_groups
from registry.refusals import Refusal
from registry.rules.adoption_choices import MeetingKind
from registry.rules.meeting_effects import MeetingDay


class MeetingAfterItsQuarter(Refusal):
    """A meeting is agreed on for a day after the quarter that it is of."""


class GroupUnknown(Refusal):
    """Minutes end a working group that is not at work."""


class GroupOver(Refusal):
    """The last day of a working group lies before the meeting that appoints it."""


class ActionUnknown(Refusal):
    """Minutes tell what became of something that no meeting asked for, or that is settled."""


def check_committee_day(deciding: Deciding) -> None:
    """After it was agreed on, and within the quarter unless another day takes its place."""
    told_at_once(
        lambda: check_day(deciding),
        lambda: _refuse_after_quarter(deciding, deciding.answer.held_on),
    )


def _refuse_after_quarter(deciding: Deciding, day: date | None) -> None:
    until = start_of(deciding.entries, MeetingStart).until
    late = deciding.answers.last(NotHeldV1) is not None
    if until is not None and day is not None and day > until and not late:
        raise MeetingAfterItsQuarter(field="held_on", value=day, until=until)


def write_committee_meeting(deciding: Deciding, entry_id: int) -> None:
    """The meeting and its attendance; an item of another meeting is kept as such."""
    write_meeting(deciding, entry_id, kind=kind_of(deciding))


def kind_of(deciding: Deciding) -> MeetingKind:
    """Of which kind the meeting was; without a quorum it was an informal talk."""
    answer: CommitteeMeetingV1 = deciding.answer
    day = MeetingDay(district=deciding.district, on=answer.held_on or deciding.decided_on)
    if not has_quorum(answer, expected_members(deciding.write.connection, day, day.on)):
        return MeetingKind.INFORMAL
    if answer.inside:
        return MeetingKind.WITHIN_MONTHLY
    quarterly = start_of(deciding.entries, MeetingStart).quarter is not None
    return MeetingKind.QUARTERLY if quarterly else MeetingKind.SPECIAL


def check_committee_meeting(deciding: Deciding) -> None:
    """The same of a meeting as it was."""
    told_at_once(lambda: check_meeting(deciding), lambda: _refuse_held_after_quarter(deciding))


def _refuse_held_after_quarter(deciding: Deciding) -> None:
    if deciding.answer.result is Held.HELD:
        _refuse_after_quarter(deciding, deciding.answer.held_on)


def check_committee_minutes(deciding: Deciding) -> None:
    """The minutes, and what they say of earlier requests: each is open and told once."""
    told_at_once(
        lambda: check_minutes(deciding),
        lambda: _check_followed(deciding),
        lambda: _check_groups(deciding, deciding.answer),
    )


def _check_followed(deciding: Deciding) -> None:
    answer: CommitteeMinutesV1 = deciding.answer
    known = {one.key for one in _open_at(deciding)}

    def refuse_unknown(place: int, one: FollowedAction) -> None:
        if one.key not in known:
            raise ActionUnknown(field=f"followed.{place}.key", value=one.key)
        known.remove(one.key)

    told_of_rows(answer.followed, refuse_unknown)


def _check_groups(deciding: Deciding, answer: CommitteeMinutesV1) -> None:
    """Members are seats of the committee; only a group at work is ended."""
    connection, district = deciding.write.connection, deciding.district
    met = deciding.answers.last(CommitteeMeetingV1)
    day = (met.answer.held_on if met else None) or deciding.decided_on
    known = {seat.key for seat in seats(connection, district, day)}

    def refuse_members(place: int, group: ResolvedGroup) -> None:
        if unknown := [one for one in group.members if one not in known]:
            raise UnknownSeat(field=f"groups.{place}.members", value=unknown[0])

    def refuse_over(place: int, group: ResolvedGroup) -> None:
        if group.until is not None and group.until < day:
            raise GroupOver(field=f"groups.{place}.until", value=group.until, on=day)

    def refuse_unknown() -> None:
        at_work = {one.key for one in working_groups(connection, district, deciding.decided_on)}
        for key in answer.ended_groups:
            if key not in at_work:
                raise GroupUnknown(field="ended_groups", value=key)

    told_at_once(
        lambda: told_of_rows(answer.groups, refuse_members),
        lambda: told_of_rows(answer.groups, refuse_over),
        refuse_unknown,
    )


def _open_at(deciding: Deciding) -> list[OpenAction]:
    return open_actions(
        deciding.write.connection,
        deciding.district,
        deciding.decided_on,
        deciding.office.declared.gates,
    )


def check_not_held(deciding: Deciding) -> None:
    """Nobody says before the last day that the committee did not meet by it."""
    until = start_of(deciding.entries, MeetingStart).until
    if until is not None and deciding.decided_on <= until:
        raise DateNotAfter(field="decided_on", value=deciding.decided_on, after=until)


def begin_committee_minutes(at: GateContext) -> Proposal:
    """The minutes as they begin, and each request that is open."""
    before = at.answers.last(CommitteeMinutesV1)
    told = {one.key: one.state for one in listed(before.answer.followed)} if before else {}
    followed = [
        {"key": one.key, "state": str(told.get(one.key, ActionState.OPEN))}
        for one in _open_actions(at)
    ]
    return {**begin_minutes(at), "followed": followed}


def _open_actions(at: GateContext) -> list[OpenAction]:
    return open_actions(at.connection, at.district, at.on, at.answers.gates)


def offer_committee_minutes(at: GateContext) -> Offers:
    """What minutes offer, and the words of each request that is followed."""
    plain = offer_minutes(at)
    at_work = groups_at_work(at.connection, at.district, at.on, at.answers.gates)
    unknown = say("word.not_recorded", "th")
    groups = tuple(
        Option(one.row.key, Named(one.title_th or unknown, one.title_th or unknown))
        for one in at_work
    )
    asked = tuple(_followed_options(at))
    options = {
        **plain.options,
        "followed.key": asked,
        "groups.members": offer_members(at),
        "ended_groups": groups,
    }
    return Offers(options, asked=plain.asked)


def _followed_options(at: GateContext) -> Iterator[Option]:
    """Each request that is open, with what its owner reported last."""
    found = _open_actions(at)
    reports = reports_on(at.connection, at.district, {one.key: one.what_th for one in found})
    for one in found:
        said = Named(one.what_th, one.what_th)
        told = reports.get(one.key)
        yield Option(one.key, _with_report(said, told[-1]) if told else said)


def _with_report(asked: Named, report: ProgressReport) -> Sentence:
    return both("meeting.follow_told", asked=asked, **report_words(report))


COMMITTEE_RECORDINGS: dict[type[Answer], Recording] = {
    CommitteeDateV1: Recording(check_committee_day, warn=warn_day),
    CommitteeMeetingV1: Recording(
        check_committee_meeting, write_committee_meeting, warn_meeting,
        begin=begin_meeting, offer=offer_meeting,
    ),
    CommitteeMinutesV1: Recording(
        check_committee_minutes, warn=warn_minutes,
        begin=begin_committee_minutes, offer=offer_committee_minutes,
    ),
    NotHeldV1: Recording(check_not_held),
}  # fmt: skip
