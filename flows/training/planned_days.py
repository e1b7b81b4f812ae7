"""What the papers around a training share: its days and place, whom it is for, its name."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from config.calendar import government_holidays
from config.letters import letters
from config.words import Named, both
from flows.engine.answers import listed
from flows.engine.paper import PrintedFor, Printing
from flows.meeting.paper_facts import Roster, roster
from flows.training.gates import (
    Agreed,
    CapacityAgreedV1,
    CapacityPlanV1,
    PlannedSession,
    Topic,
    Training,
    TrainingV1,
)
from flows.training.refresher import REFRESHER_AFTER_POLICY
from flows.training.sessions import given, recorded_training
from registry.journal import instance
from registry.queries.policy import PolicyRow, policy_events
from registry.rules.attendance import DistinctMember
from registry.rules.calendar import WorkingCalendar


class Invitees(NamedTuple):
    """The committee today, and those of it whom a training is for."""

    people: Roster
    members: tuple[DistinctMember, ...]


class AgreedPlan(NamedTuple):
    """The capacity plan, and the day on which it was agreed on."""

    plan: CapacityPlanV1
    on: date


def agreed_plan(at: Printing) -> AgreedPlan | None:
    """The capacity plan once it is agreed on."""
    said, plan = at.answers.last(CapacityAgreedV1), at.answers.last(CapacityPlanV1)
    if said is None or plan is None or said.answer.result is not Agreed.AGREED:
        return None
    return AgreedPlan(plan.answer, said.on)


def planned_sessions(at: Printing) -> tuple[PlannedSession, ...]:
    """The sessions of the agreed plan, none before; of a refresher its only one."""
    change = policy_refreshed(at)
    if change is not None:
        return (_refresher(change),)
    agreed = agreed_plan(at)
    return listed(agreed.plan.sessions) if agreed else ()


def policy_refreshed(at: Printing) -> PolicyRow | None:
    """The change of policy that a refresher is about; None where the instance is none."""
    if at.process != REFRESHER_AFTER_POLICY.key:
        return None
    row = instance(at.connection, at.job.instance)
    known = policy_events(at.connection, at.job.district, at.job.on)
    return next((one for one in known if row and one.key == row.period), None)


def _refresher(change: PolicyRow) -> PlannedSession:
    """No plan asks for it: its days, trainers and methods are written in by hand.

    It is for all members. Unlike a session it was never typed into a form, so none checks it.
    """
    title = both("training.refresher", title=Named(change.title_th, change.title_en))
    return PlannedSession.model_construct(
        key=change.key,
        title_th=title.th,
        title_en=title.en,
        topics=tuple(Topic(one) for one in change.topics.split(",")),
    )


def coming_sessions(at: Printing) -> Iterator[PlannedSession]:
    """The sessions to prepare for.

    What prepares a training names who holds office now: printed when its last day is past, it
    would tell of people who had no part in it. A cancelled one needs no papers.
    """
    return (one for one in planned_sessions(at) if not _is_over(at, one))


def _is_over(at: Printing, session: PlannedSession) -> bool:
    recorded = recorded_training(at.answers, session.key)
    if recorded is not None and recorded.answer.result is Training.CANCELLED:
        return True
    last = of_training(at, session)["last_day"]
    if recorded is not None and last is None:
        last = recorded.on
    return last is not None and last < at.job.on


def of_sessions(at: Printing) -> Iterator[PrintedFor]:
    """Each session to prepare for."""
    return (PrintedFor(one.key, group=called(one)) for one in coming_sessions(at))


def called(session: PlannedSession) -> Named:
    """What the session is called."""
    return Named(session.title_th, session.title_en)


def session_at(at: Printing, key: str) -> PlannedSession:
    """The session of that key. Raises LookupError."""
    found = next((one for one in planned_sessions(at) if one.key == key), None)
    if found is None:
        raise LookupError(key)
    return found


def of_training(at: Printing, session: PlannedSession) -> dict[str, Any]:
    """The fields of `OfTraining`: days and place as recorded, else the days as planned."""
    held = held_training(at, session)
    first = given(held.held_on if held else session.planned_on)
    last = first + timedelta(days=session.days - 1) if first else None
    return {
        "title_th": session.title_th,
        "first_day": first,
        "last_day": (given(held.until) or first) if held else last,
        "days": session.days,
        "place_th": given(held.place) if held else None,
    }


def held_training(at: Printing, session: PlannedSession) -> TrainingV1 | None:
    """The session as it was held; None where it was not yet, or was cancelled."""
    recorded = recorded_training(at.answers, session.key)
    held = recorded is not None and recorded.answer.result is Training.HELD
    return recorded.answer if recorded and held else None


def invited(at: Printing, session: PlannedSession) -> Invitees:
    """The members of the bodies that the session is for, all where it names none."""
    people, wanted = roster(at.connection, at.job.district, at.job.on), listed(session.bodies)
    found = (
        one for one in people.members if not wanted or any(s.body in wanted for s in one.seats)
    )
    return Invitees(people, tuple(found))


def reply_until(at: Printing, first_day: date | None) -> date | None:
    """The last day for an answer; none where it would be over, or the day is not planned."""
    if first_day is None:
        return None
    days = letters().reply_working_days
    last = WorkingCalendar(government_holidays).add_working_days(first_day, -days)
    return last if last > at.job.on else None
