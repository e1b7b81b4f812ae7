"""What the papers around a training share: its days, whom it is for, what it is called."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from config.calendar import government_holidays
from config.letters import letters
from config.words import Named
from flows.engine.answers import listed
from flows.engine.paper import PrintedFor, Printing
from flows.meeting.paper_facts import Roster, roster
from flows.training.gates import Agreed, CapacityAgreedV1, CapacityPlanV1, PlannedSession
from flows.training.sessions import given, session_of
from registry.rules.attendance import DistinctMember
from registry.rules.calendar import WorkingCalendar


class Invited(NamedTuple):
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
    """The sessions of the agreed plan; none before."""
    agreed = agreed_plan(at)
    return listed(agreed.plan.sessions) if agreed else ()


def of_sessions(at: Printing) -> Iterator[PrintedFor]:
    """Each session of the agreed plan."""
    return (PrintedFor(one.key, group=called(one)) for one in planned_sessions(at))


def called(session: PlannedSession) -> Named:
    """What the session is called."""
    return Named(session.title_th, session.title_en)


def session_at(at: Printing, key: str) -> PlannedSession:
    """The session of that key; LookupError where the plan has none."""
    agreed = agreed_plan(at)
    if agreed is None:
        raise LookupError(key)
    return session_of(agreed.plan, key)


def of_training(session: PlannedSession) -> dict[str, Any]:
    """The fields of `OfTraining`: its days follow each other."""
    first = given(session.planned_on)
    return {
        "title_th": session.title_th,
        "first_day": first,
        "last_day": first + timedelta(days=session.days - 1) if first else None,
        "days": session.days,
    }


def invited(at: Printing, session: PlannedSession) -> Invited:
    """The members of the bodies that the session is for, all where it names none."""
    people, wanted = roster(at.connection, at.job.district, at.job.on), listed(session.bodies)
    found = (
        one for one in people.members if not wanted or any(s.body in wanted for s in one.seats)
    )
    return Invited(people, tuple(found))


def reply_until(at: Printing, first_day: date | None) -> date | None:
    """The last day for an answer; none where it would be over, or the day is not planned."""
    if first_day is None:
        return None
    days = letters().reply_working_days
    last = WorkingCalendar(government_holidays).add_working_days(first_day, -days)
    return last if last > at.job.on else None
