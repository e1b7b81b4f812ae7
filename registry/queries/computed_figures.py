"""Figures that the registry works out from what is recorded, as at the end of a period.

Each has the source that its indicator names and the day that it tells of. They follow what is
known now: a report that was sent keeps the figures that it printed.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from config.training import training
from registry.queries.figure_period import FigureDay, FigurePeriod
from registry.queries.meetings import coverage
from registry.queries.plans import PlanRowRow
from registry.queries.policy import last_policy_change
from registry.rules.calendar import quarter_ends
from registry.rules.figures import Amount, Mean, Share, ToDate, Told, ends_on
from registry.rules.scores import ScoreThresholds, TestedSession, combined, may_be_told
from registry.rules.seats import SeatCount

REGULAR = ("quarterly", "within_monthly")
TWO_QUARTERS = 2
DONE = "done"  # of an activity, and of a lesson
NO_SEATS = SeatCount(0, 0, 0)


def computed_figures(
    connection: Connection,
    districts: Collection[str],
    year: int,
    quarter: int | None,
    today: date,
    *,
    keys: Iterable[str] | None = None,
    known: datetime | None = None,
) -> dict[str, dict[str, ToDate]]:
    """The figures by indicator and district, as at the period's end (`quarter` None: the year's).

    Of a period that is not over they are as of today. `keys`: which of them, all where not said.
    """
    found = computed_by_period(
        connection, districts, year, (quarter,), today, keys=keys, known=known
    )
    return found[quarter]


def computed_by_period(
    connection: Connection,
    districts: Collection[str],
    year: int,
    quarters: Iterable[int | None],
    today: date,
    *,
    keys: Iterable[str] | None = None,
    known: datetime | None = None,
) -> dict[int | None, dict[str, dict[str, ToDate]]]:
    """The same of several periods; what is as at a day is asked once for all that end on it."""
    asked = [key for key in COMPUTED if keys is None or key in set(keys)]
    days: dict[date, FigureDay] = {}
    found = {}
    for quarter in quarters:
        on = min(ends_on(year, quarter), today)
        if on not in days:
            days[on] = FigureDay(connection, tuple(districts), year, on, known)
        at = FigurePeriod(days[on], quarter)
        found[quarter] = {
            key: {code: _dated(COMPUTED[key](at, code), on) for code in districts} for key in asked
        }
    return found


def _dated(told: Told | ToDate | None, on: date) -> ToDate:
    if isinstance(told, ToDate):
        return told
    return ToDate(told, None if told is None else on)


def _yes(holds: bool) -> Amount:  # noqa: FBT001 — it is what is counted
    return Amount(Decimal(int(holds)))


def _share(numerator: int, denominator: int) -> Share:
    return Share(Amount(Decimal(numerator)), Amount(Decimal(denominator)))


def _order_in_force(at: FigurePeriod, code: str) -> Told:
    return _yes(code in at.day.in_force)


def _established(at: FigurePeriod, code: str) -> Told:
    return _yes(code in at.day.established)


def _active(at: FigurePeriod, code: str) -> Told:
    met = {(year, quarter) for year, quarter, _ in at.day.met.get(code, ())}
    lately = bool(met & {*at.day.last_quarters[:TWO_QUARTERS]})
    return _yes(code in at.day.in_force and lately and at.day.plans[code].is_accepted)


def _meetings_held(at: FigurePeriod, code: str) -> Told:
    held = {
        q for year, q, kind in at.day.met.get(code, ()) if year == at.day.year and kind in REGULAR
    }
    due = at.day.due_quarters(code, held)
    return _share(len(held & {*due}), len(due))


def _seats_filled(at: FigurePeriod, code: str) -> Told | None:
    if code not in at.day.in_force:
        return None
    seats = at.day.seats.get(code, NO_SEATS)
    return _share(seats.filled, seats.seats)


def _members_trained(at: FigurePeriod, code: str) -> Told | None:
    if code not in at.day.in_force:
        return None
    change = last_policy_change(at.day.connection, code, at.day.on, at.day.known)
    found = coverage(at.day.connection, code, at.day.on, change, at.day.known)
    return None if found.unnamed else _share(found.trained, found.members)


def _knowledge_gain(at: FigurePeriod, code: str) -> Told | None:
    """The gain of those who took both tests in the year; none of so few that it tells of one."""
    tested = [
        TestedSession(tuple(one.line for one in lines))
        for lines in at.day.tested.get(code, {}).values()
    ]
    if not may_be_told(tested, training().scores.least_shown):
        return None
    figures = combined(tested, score_limits())
    return None if figures.gain is None else Mean(Amount(figures.gain), Decimal(figures.n_matched))


def score_limits() -> ScoreThresholds:
    """From which numbers on figures are told or warned of, as config/training.toml has them."""
    form = training().scores
    return ScoreThresholds(
        form.small, Decimal(form.ceiling_percent), Decimal(form.attrition_percent)
    )


def _plan_on_time(at: FigurePeriod, code: str) -> Told:
    """One of one where the plan came in time; nothing due before its day, or of one taken in."""
    plan = at.day.plans[code]
    days = plan.days
    if days is None or days.plan_known or plan.taken_in:
        return _share(0, 0)
    sent = at.day.first_sent.get(code)
    if days.sent > at.day.on and sent is None:
        return _share(0, 0)
    return _share(int(sent is not None and sent <= days.sent), 1)


def _lao_activities(at: FigurePeriod, code: str) -> Told | None:
    plan = at.day.plans[code]
    if not plan.is_accepted:
        return None
    version = plan.newest.version if plan.newest else None
    held, rows = at.day.secured.get(code, {}), at.day.local_rows.get(code, ())
    return Amount(Decimal(sum(one.version == version and one.need in held for one in rows)))


def _baht_secured(at: FigurePeriod, code: str) -> Told | None:
    held = at.day.secured.get(code, {})
    if not held and not at.day.plans[code].is_accepted:
        return None
    return Amount(sum(held.values(), Decimal()))


def _cross_border_contacts(at: FigurePeriod, code: str) -> Told | None:
    """Not known of a district that told of no activity and kept no log in the period."""
    found = at.span.across.get(code)
    return None if found is None else Amount(Decimal(found))


def _agencies_attending(at: FigurePeriod, code: str) -> Told | None:
    """None of a district of which no meeting is recorded in the period, or none with its sheet."""
    meetings = at.span.units.get(code)
    if meetings is None:
        return None
    return _share(sum(len(one.came) for one in meetings), sum(len(one.asked) for one in meetings))


def _activities_done(at: FigurePeriod, code: str) -> ToDate | None:
    """As the newest report of the year tells it; of a quarter its own report alone.

    An activity counts from its last quarter on, in the plan as it was made, done or not.
    """
    upto = at.last_quarter
    told = {number for district, number in at.day.quarters_told if district == code}
    newest = max((one for one in told if one <= upto), default=0)
    rows = at.day.planned.get(code)
    if rows is None or not newest or (at.quarter is not None and newest != upto):
        return None
    due = {one.key for one in rows if _last_quarter(one) <= newest}
    states = {one.row: one.state for one in at.day.progress.get(code, ()) if one.quarter <= newest}
    done = sum(states.get(one) == DONE for one in due)
    return ToDate(_share(done, len(due)), quarter_ends(at.day.year, newest))


def _last_quarter(row: PlanRowRow) -> int:
    return max(int(one.removeprefix("q")) for one in row.quarters.split(","))


def _lessons_closed(at: FigurePeriod, code: str) -> Told | None:
    """Not known of a committee that drew no lesson yet."""
    lessons = at.day.lessons.get(code)
    return _share(sum(one.state == DONE for one in lessons), len(lessons)) if lessons else None


COMPUTED: dict[str, Callable[[FigurePeriod, str], Told | ToDate | None]] = {
    "order_in_force": _order_in_force,
    "established": _established,
    "active": _active,
    "meetings_held": _meetings_held,
    "seats_filled": _seats_filled,
    "members_trained": _members_trained,
    "knowledge_gain": _knowledge_gain,
    "plan_on_time": _plan_on_time,
    "lao_activities": _lao_activities,
    "baht_secured": _baht_secured,
    "cross_border_contacts": _cross_border_contacts,
    "agencies_attending": _agencies_attending,
    "activities_done": _activities_done,
    "lessons_closed": _lessons_closed,
}
