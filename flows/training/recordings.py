"""Recordings of the capacity plan and its trainings, with who took part."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from config.defaults import committee
from config.training import training
from config.words import Sentence, both
from flows.decisions.days import (
    EndsBeforeStart,
    refuse_earlier,
    refuse_later,
    warn_far_ahead,
)
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.misfit import told_at_once, told_of_rows
from flows.meeting.attendance import warn_before_order
from flows.training.effects import DRAFT_TRAINING_REPORT
from flows.training.gates import (
    LONGEST,
    CapacityAgreedV1,
    CapacityPlanV1,
    Participant,
    PlannedSession,
    Training,
    TrainingScoresV1,
    TrainingV1,
)
from flows.training.manuals import UnknownManual
from flows.training.messages import invitation
from flows.training.offers import (
    begin_plan,
    begin_scores,
    begin_training,
    offer_plan,
    offer_training,
    title_session,
)
from flows.training.participants import (
    codes_of,
    event_key,
    refuse_names,
    refuse_twice,
)
from flows.training.refresher_gates import RefresherV2
from flows.training.score_recordings import check_scores, warn_scores, write_scores
from registry.queries.agencies import known_agencies
from registry.queries.people import person
from registry.records.held_meetings import (
    AttendanceRow,
    record_attendance,
    record_training,
)
from registry.records.seats import UnknownAgency
from registry.refusals import Refusal
from registry.rules.redaction import TEXT_MARK


class UnknownDuty(Refusal):
    """A duty is named that the model order does not have."""


class SessionTwice(Refusal):
    """Two sessions of a plan bear one key."""


class PersonTwice(Refusal):
    """Two codes of a training are of one person, who would count twice."""


class HeldBeforeChange(Refusal):
    """A refresher that was held before what it is about had changed."""


def check_plan(deciding: Deciding) -> None:
    """Sessions have keys of their own; duties and agencies are known ones."""
    answer: CapacityPlanV1 = deciding.answer
    duties = {duty.key for duty in committee().duties}
    manuals = {manual.key for manual in training().manuals}

    def refuse_duties(place: int, session: PlannedSession) -> None:
        for duty in session.duties:
            if duty not in duties:
                known = ", ".join(sorted(duties))
                raise UnknownDuty(field=f"sessions.{place}.duties", value=duty, known=known)

    def refuse_manuals(place: int, session: PlannedSession) -> None:
        for manual in session.manuals:
            if manual not in manuals:
                known = ", ".join(sorted(manuals))
                raise UnknownManual(field=f"sessions.{place}.manuals", value=manual, known=known)

    def refuse_trainers(place: int, session: PlannedSession) -> None:
        refuse_unknown_agencies(deciding, session.trainers, f"sessions.{place}.trainers")

    told_at_once(
        lambda: refuse_unknown_agencies(deciding, answer.agencies, "agencies"),
        *(
            partial(told_of_rows, answer.sessions, check)
            for check in (refuse_trainers, refuse_duties, refuse_manuals)
        ),
        lambda: _refuse_same_keys(answer),
    )


def _refuse_same_keys(answer: CapacityPlanV1) -> None:
    keys = Counter(session.key for session in answer.sessions)
    for key, count in keys.items():
        if count > 1:
            raise SessionTwice(field="sessions", value=key)


def refuse_unknown_agencies(deciding: Deciding, keys: Sequence[str], field: str) -> None:
    """Raises UnknownAgency for the first key that the registry does not know."""
    known = known_agencies(deciding.write.connection)
    for key in keys:
        if key not in known:
            raise UnknownAgency(field=field, value=key, known=", ".join(sorted(known)))


def warn_plan(deciding: Deciding) -> Sequence[Sentence]:
    """Duties that no session is about; days on which offices are closed, or far ahead."""
    answer: CapacityPlanV1 = deciding.answer
    taught = {duty for session in answer.sessions for duty in session.duties}
    left = [duty for duty in committee().duties if duty.key not in taught]
    closed = [
        one.planned_on
        for one in answer.sessions
        if one.planned_on and not deciding.office.calendar.is_working_day(one.planned_on)
    ]
    found = [both("warning.duties_not_taught", count=len(left))] if left else []
    found += [both("warning.not_a_working_day", day=day) for day in closed]
    planned = enumerate(answer.sessions)
    return [
        *found,
        *warn_far_ahead(deciding, {f"sessions.{at}.planned_on": s.planned_on for at, s in planned}),
    ]


def check_agreed(deciding: Deciding) -> None:
    """Nobody answers a plan before its own day."""
    planned = deciding.answers.last(CapacityPlanV1)
    if planned is not None:
        refuse_earlier(deciding.decided_on, "decided_on", planned.on, planned.gate.key)


def check_training(deciding: Deciding) -> None:
    """It was held by then, each participant has one code, members are known."""
    answer: TrainingV1 = deciding.answer
    if answer.result is not Training.HELD:
        return
    told_at_once(
        lambda: refuse_later(deciding, answer.held_on, "held_on"),
        lambda: _refuse_before_change(deciding),
        lambda: refuse_later(deciding, answer.until, "until"),
        lambda: _refuse_end(answer),
        lambda: refuse_unknown_agencies(deciding, answer.trainers, "trainers"),
        lambda: refuse_names(codes_of(answer.participants), "participants"),
        lambda: refuse_twice(codes_of(answer.participants), "participants"),
        lambda: _refuse_persons(deciding, answer.participants),
    )


def _refuse_before_change(deciding: Deciding) -> None:
    answer, changed_on = deciding.answer, deciding.instance.started_on
    if not isinstance(answer, RefresherV2) or answer.held_on is None:
        return
    if answer.held_on < changed_on:
        raise HeldBeforeChange(field="held_on", value=answer.held_on, changed_on=changed_on)


def _refuse_end(answer: TrainingV1) -> None:
    if answer.until and answer.held_on and answer.until < answer.held_on:
        raise EndsBeforeStart(field="until", value=answer.until, start=answer.held_on)


def _refuse_persons(deciding: Deciding, participants: Sequence[Participant]) -> None:
    known: set[int] = set()

    def refuse_twice_or_unknown(place: int, one: Participant) -> None:
        if one.person and one.person != TEXT_MARK:
            field = f"participants.{place}.person"
            found = person(deciding.write.connection, one.person, field=field)
            if found.id in known:
                raise PersonTwice(field=field, name=found.name)
            known.add(found.id)

    told_of_rows(participants, refuse_twice_or_unknown)


def warn_training(deciding: Deciding) -> Sequence[Sentence]:
    """Days that are most often mistyped: of before the order or the plan, or too many of them.

    A training of before the order trained no committee yet, and one whose topics nobody tells
    nobody in what a change of policy changed (R65).
    """
    answer: TrainingV1 = deciding.answer
    begins, ends = answer.held_on, answer.until
    planned = deciding.answers.last(CapacityPlanV1)
    found = [*warn_before_order(deciding, begins)]
    if begins is not None and planned is not None and begins < planned.on:
        found.append(both("warning.before_plan", day=begins, planned=planned.on))
    if begins is not None and ends is not None and (ends - begins).days >= LONGEST:
        days = (ends - begins).days + 1
        found.append(both("warning.long_training", day=begins, until=ends, days=days))
    if answer.result is Training.HELD and not answer.topics:
        found.append(both("warning.topics_untold"))
    return found


def write_training(deciding: Deciding, entry_id: int) -> None:
    """The training and who took part."""
    answer: TrainingV1 = deciding.answer
    if answer.result is not Training.HELD or answer.held_on is None:
        return
    key, days = event_key(deciding), (answer.held_on, answer.until or answer.held_on)
    record_training(deciding.write, deciding.district, key, answer.topics, days, entry_id=entry_id)
    rows = [_row(deciding, one) for one in answer.participants]
    record_attendance(
        deciding.write, deciding.district, key, rows, on=answer.held_on, entry_id=entry_id
    )


def _row(deciding: Deciding, one: Participant) -> AttendanceRow:
    ref = None if one.person == TEXT_MARK else one.person  # nobody can say any more who it was
    known = person(deciding.write.connection, ref, field="person") if ref else None
    return AttendanceRow(known.id if known else None, one.code, "present", one.sex)


# A report sums up the sessions before its own.
SUMMED_UP = ((DRAFT_TRAINING_REPORT.key,), "session_changed")
RECORDINGS: dict[type[Answer], Recording] = {
    CapacityPlanV1: Recording(check_plan, warn=warn_plan, begin=begin_plan, offer=offer_plan),
    CapacityAgreedV1: Recording(check_agreed),
    TrainingV1: Recording(
        check_training,
        write_training,
        warn_training,
        *SUMMED_UP,
        begin=begin_training,
        offer=offer_training,
        title=title_session,
        message=invitation,
    ),
    TrainingScoresV1: Recording(
        check_scores,
        write_scores,
        warn_scores,
        *SUMMED_UP,
        begin=begin_scores,
        title=title_session,
    ),
}
