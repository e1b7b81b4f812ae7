"""What a new District Chief is asked to decide, as far as the facts of the day call for it.

Each question answers how many things its decision is about, 0 where nothing calls for it.
"""

from collections.abc import Callable, Container, Mapping
from datetime import date, datetime

from sqlalchemy import Connection, select

from config.calendar import government_holidays
from config.handover import LATE, DecisionDefault, handover_defaults
from registry.models import Contact, Entry, Instance, OpenGate
from registry.queries.committee_meetings import committee_meetings
from registry.queries.events import event_on
from registry.queries.handover_facts import (
    CHAIRS,
    HANDOVER,
    LESSONS,
    REQUESTS,
    STALLED,
    SUCCESSOR,
    HandoverFacts,
    facts_of,
)
from registry.queries.holdings import HoldingRow
from registry.queries.meetings import coverage
from registry.queries.office_holders import holders
from registry.queries.office_terms import terms_of_office
from registry.queries.person_records import records_of_several, survivors
from registry.queries.plans import money
from registry.queries.policy import last_policy_change
from registry.queries.vacancies import vacant_among
from registry.rules.calendar import WorkingCalendar, fiscal_quarter, quarter_ends, quarter_starts
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.handover import DecisionsOwed, OwedDecision, days_after, working_day_from

ROTATED = "chief_rotated"
DELEGATION = "delegation"
CONTINUE = "continue"
PLAN_SIGNED, CHIEF_REVIEW, REPORT_SENT = "plan_signed", "chief_review", "report_sent"
BEFORE_ORDER = frozenset({"found", FOCAL_POINT, "order_draft"})  # where no committee stands
PENDING = frozenset({"proposed", "tabled", "passed", "supplementary"})


def decisions_owed(
    connection: Connection,
    district: str,
    on: date,
    known: datetime | None = None,
    *,
    late_as_due: bool = False,
) -> DecisionsOwed:
    """What the facts of that day call for, with due days: what is late first.

    Else in the order of handover.toml. What a Chief is asked already is due as it was asked. Else
    the days count from the day in office of a Chief who is new on that day, else from the day.
    What is late is due with the signed page, if not before; a quarter's meeting has its own day.
    What another rests on comes before it, and is due no later. `late_as_due`: where no signed page
    is to come back any more, what is late keeps the day that it was due on, as a paper tells it.
    """
    at = facts_of(connection, district, on, known)
    vacated = at.leaves.stop if at.leaves is not None else None
    open_since = passed_on(connection, district, at.day, vacated or at.day)
    called_for = _called_for(at)
    asked = [one for one in handover_defaults().decisions if one.key in called_for]
    late: set[str | None] = {*at.overdue_days}
    late |= {handover_defaults().told_by(gate, called_for) for gate, _ in at.late_days}
    resting = {one.rests_on for one in asked if one.key in late and _rests(one, at)}
    late |= resting
    comes, calendar = _chief_comes(at), WorkingCalendar(government_holidays)
    keeps = late_as_due and not (comes and _page_asked(at, calendar) >= on)
    kept = _was_due(at, called_for) if keeps else {}
    found = [
        OwedDecision(
            key=one.key,
            due=at.asked_until.get(one.key)
            or kept.get(one.key)
            or _due(
                one, at, comes=comes, late=one.key in late, needed=one.key in resting and not keeps
            ),
            count=called_for[one.key],
            since=open_since.get(one.key),
        )
        for one in asked
    ]
    pressing = late | {one.key for one in found if one.due < on}
    return DecisionsOwed(decisions=tuple(sorted(found, key=lambda one: one.key not in pressing)))


def _called_for(at: HandoverFacts) -> dict[str, int]:
    """The decisions that are called for, each with how many things it is about."""
    found = {
        key: count
        for key, ask in CALLED_FOR.items()
        if (at.at_work or key in BEFORE_ORDER) and (count := ask(at))
    }
    asked = {*found, LATE} if at.at_work else found
    left = sum(handover_defaults().told_by(one.gate, asked) == LATE for one in at.late)
    return {**found, LATE: left} if left else found


def _was_due(at: HandoverFacts, called_for: Container[str]) -> dict[str, date]:
    """The day that passed first of what each decision is about; of none of these, of its steps.

    A quarter's meeting has a day of its own, whichever step to it is late.
    """
    days: dict[str, list[tuple[bool, date]]] = {
        key: [(False, day) for day in passed] for key, passed in at.overdue_days.items()
    }
    for gate, day in at.late_days:
        known = handover_defaults().decision(handover_defaults().told_by(gate, called_for) or "")
        if known is not None and known.takes_working_days is None:
            days.setdefault(known.key, []).append((not known.is_about(gate), day))
    return {key: min(passed)[1] for key, passed in days.items()}


def _rests(asked: DecisionDefault, at: HandoverFacts) -> bool:
    """Whether it needs the decision that it rests on first."""
    return asked.rests_on is not None and not any(at.waits(one) for one in asked.freed_by)


def _due(
    asked: DecisionDefault, at: HandoverFacts, *, comes: bool, late: bool, needed: bool
) -> date:
    """So many days after the day in office; of what the quarter asks while it can still be done.

    Whoever comes into office too late for that decides on the first working day there, and within
    the quarter; for whoever is in office the day passes. What is late is due with the signed page,
    and so is what something late rests on.
    """
    calendar = WorkingCalendar(government_holidays)
    due = working_day_from(days_after(at.day, asked.days), calendar)
    with_page = page_due(at, calendar)
    if asked.takes_working_days is not None:
        ends = quarter_ends(at.year, fiscal_quarter(at.on))
        in_time = calendar.add_working_days(ends, -asked.takes_working_days)
        if comes:
            in_time = min(ends, max(in_time, working_day_from(at.day, calendar)))
        return min(due, in_time, with_page) if needed else min(due, in_time)
    return min(due, with_page) if late else due


def page_due(at: HandoverFacts, calendar: WorkingCalendar) -> date:
    """When the signed page comes back; where that day of the handover has passed, counted anew."""
    asked = _page_asked(at, calendar)
    if asked >= at.on:
        return asked
    return working_day_from(days_after(at.on, handover_defaults().receipt_days), calendar)


def _page_asked(at: HandoverFacts, calendar: WorkingCalendar) -> date:
    return working_day_from(days_after(at.day, handover_defaults().receipt_days), calendar)


def _chief_comes(at: HandoverFacts) -> bool:
    """Whether the days count from a Chief's coming, which has been or is told of ahead."""
    office = f"{at.district}/{CHIEF}"
    return (
        at.chief_since == at.day
        or event_on(at.connection, at.district, ROTATED, office, at.day) is not None
    )


def comes_into_office(connection: Connection, district: str, on: date) -> bool:
    """Whether another Chief, or another focal point, is recorded to come on that day."""
    offices = [f"{district}/{kind}" for kind in (CHIEF, FOCAL_POINT)]
    begins = (one.start for office in offices for one in terms_of_office(connection, office))
    return on in begins or event_on(connection, district, ROTATED, offices[0], on) is not None


def passed_on(connection: Connection, district: str, on: date, vacated: date) -> dict[str, date]:
    """The decisions that the rotation of that day left open, and since when they were asked.

    Those too that the rotation left open by which the post was `vacated` before.
    """
    query = (
        select(OpenGate.subject, Instance.started_on)
        .join(Instance, Instance.id == OpenGate.instance_id)
        .join(Entry, Entry.id == OpenGate.closed_by)
        .where(
            Instance.district_code == district,
            Instance.process == HANDOVER,
            Instance.started_on < on,
            OpenGate.gate == SUCCESSOR,
            OpenGate.status == "event",
            Entry.act_date.in_({on, vacated}),
        )
        .order_by(Instance.started_on.desc())
    )
    return {str(row[0]): row[1] for row in connection.execute(query)}


def _found(at: HandoverFacts) -> int:
    """No committee stands, and no order that would appoint one is before the Chief."""
    return int(not at.at_work and not at.waits(CHIEF_REVIEW))


def _continue(at: HandoverFacts) -> int:
    """Whoever is new in the office, and has not said yet that the committee goes on."""
    return int(at.is_new and CONTINUE not in at.settled)


def _order_names(at: HandoverFacts) -> int:
    return len(at.chief_by_name())


def _focal_point(at: HandoverFacts) -> int:
    """A focal point whom another Chief delegated, or who is new by another paper than a delegation
    of the present one's, and of whom nothing is said. Who acts as Chief confirms not themselves.
    """
    chiefs = holders(at.connection, f"{at.district}/{CHIEF}", at.on, at.known)
    own = {one.person for one in chiefs}
    asked = any(
        _by_another(at, one) or (at.is_recent(one.start) and one.basis != DELEGATION)
        for one in at.focal_point
        if one.person not in own
    )
    return int(asked and FOCAL_POINT not in at.settled)


def is_delegation_unconfirmed(at: HandoverFacts) -> bool:
    """Whether a former Chief delegated the focal point, and the one in office is asked about it."""
    delegated = at.chief_since is not None and any(_by_another(at, one) for one in at.focal_point)
    return delegated and bool(_focal_point(at))


def _by_another(at: HandoverFacts, delegated: HoldingRow) -> bool:
    """Whether the Chief of that day is not who delegated them; one who came back may have."""
    if at.chief_since is None or at.chief_since <= delegated.start:
        return at.chief_since is None
    office = f"{at.district}/{CHIEF}"
    now, then = (
        {one.person for one in holders(at.connection, office, day, at.known)}
        for day in (at.on, delegated.start)
    )
    return not now & then


def _focal_point_vacant(at: HandoverFacts) -> int:
    return int(not at.focal_point)


def _contacts(at: HandoverFacts) -> int:
    people = {one for one in at.members.values() if one is not None}
    query = select(Contact.person_id).where(Contact.person_id.in_(records_of_several(people)))
    reached = survivors(at.connection, at.connection.scalars(query))
    return len(people - {*reached.values()})


def _meeting(at: HandoverFacts) -> int:
    first = quarter_starts(at.year, fiscal_quarter(at.on))
    held = committee_meetings(at.connection, at.district, at.on, at.known)
    return int(not any(one.day is not None and one.day >= first for one in held))


def _vacancies(at: HandoverFacts) -> int:
    empty = [one for one in at.seats if at.members.get(one.key) is None]
    return len(vacant_among(at.connection, at.district, at.on, empty, at.known))


def _plan_missing(at: HandoverFacts) -> int:
    """A year that is under way here, and of which no plan was received or is to be signed."""
    return int(at.plan.is_missing and not at.waits(PLAN_SIGNED))


def _money(at: HandoverFacts) -> int:
    lines = [
        one
        for year in (at.year, at.year + 1)
        for one in money(at.connection, (at.district,), year, at.on, at.known)
    ]
    return sum(one.step in PENDING and not one.secured for one in lines)


def _training(at: HandoverFacts) -> int:
    change = last_policy_change(at.connection, at.district, at.on, at.known)
    return len(coverage(at.connection, at.district, at.on, change, at.known).untrained)


CALLED_FOR: Mapping[str, Callable[[HandoverFacts], int]] = {
    "found": _found,
    CONTINUE: _continue,
    "order_names": _order_names,
    FOCAL_POINT: _focal_point,
    "focal_point_vacant": _focal_point_vacant,
    "plan_signature": lambda at: at.waits(PLAN_SIGNED),
    "order_draft": lambda at: at.waits(CHIEF_REVIEW),
    "report": lambda at: at.waits(REPORT_SENT),
    CHAIRS: lambda at: len(at.chairs_requests),
    REQUESTS: lambda at: len(at.late_requests),
    "contacts": _contacts,
    "meeting": _meeting,
    "vacancies": _vacancies,
    "plan_missing": _plan_missing,
    "money": _money,
    STALLED: lambda at: len(at.stalled),
    "training": _training,
    LESSONS: lambda at: len(at.open_lessons),
}
