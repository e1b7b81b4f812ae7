"""Figures that the registry works out from what is recorded, as at the end of a period.

Each has the source that its indicator names and the day that it tells of. They follow what is
known now: a report that was sent keeps the figures that it printed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.orm import aliased

from config.training import training
from registry.facts import live
from registry.models import DistrictOrder, Entry, Instance, Meeting, Supersession
from registry.queries.decisions import entries_at
from registry.queries.held_activities import across_the_border
from registry.queries.history import planned_years
from registry.queries.instances import STOPPED, instances_as_of
from registry.queries.meetings import coverage, current_members, scores, trainings
from registry.queries.orders import districts_with_order
from registry.queries.plans import MoneyRow, local_rows, money, money_steps, needs, plan_versions
from registry.queries.policy import policy_events
from registry.rules.calendar import QUARTERS, fiscal_quarter, fiscal_year
from registry.rules.figures import Amount, Mean, Share, ToDate, Told, ends_on, starts_on
from registry.rules.scores import ScoreLine, ScoreThresholds, TestedSession, combined, may_be_told
from registry.rules.year_days import YearDays

REGULAR, INFORMAL = ("quarterly", "within_monthly"), "informal"
MEETING, PLAN, SENT = "meeting", "plan", "plan_sent"
YEAR, DAYS = "annual_cycle", "year_days"
TWO_QUARTERS = 2


@dataclass(frozen=True)
class _Period:
    """The districts as at the last day of a period of a fiscal year, or today before it."""

    connection: Connection
    districts: tuple[str, ...]
    year: int
    quarter: int | None
    on: date
    known: datetime | None = None

    @property
    def _only(self) -> str | None:
        """The one district that is asked about: the others are not read then."""
        return self.districts[0] if len(self.districts) == 1 else None

    @cached_property
    def in_force(self) -> set[str]:
        return set(districts_with_order(self.connection, self.on, self._only, self.known))

    @cached_property
    def planned(self) -> dict[str, frozenset[int]]:
        return planned_years(self.connection, self.year, self._only, self.known)

    @cached_property
    def accepted(self) -> set[str]:
        """The districts whose plan of the year is accepted, here or before they were adopted."""
        versions = plan_versions(self.connection, self.districts, self.on, self.year, self.known)
        taken_in = {code for code, years in self.planned.items() if self.year in years}
        return {one.district for one in versions} | taken_in

    @cached_property
    def met(self) -> dict[str, list[tuple[int, int, str]]]:
        """The year and quarter that each meeting up to the day was of, and its kind.

        A talk without a quorum is none.
        """
        query = (
            select(
                Meeting.district_code, Meeting.valid_from, Meeting.kind, Instance.process,
                Instance.period,
            )
            .outerjoin(Entry, Entry.id == Meeting.entry_id)
            .outerjoin(Instance, Instance.id == Entry.instance_id)
            .where(
                Meeting.district_code.in_(self.districts), Meeting.valid_from <= self.on,
                Meeting.kind != INFORMAL, live(Meeting, self.known),
            )
        )  # fmt: skip
        found: dict[str, list[tuple[int, int, str]]] = {}
        for code, day, kind, process, period in self.connection.execute(query):
            of = _quarter_named(period) if process == MEETING else None
            year, quarter = of or (fiscal_year(day), fiscal_quarter(day))
            found.setdefault(code, []).append((year, quarter, kind))
        return found

    @cached_property
    def across(self) -> dict[str, int]:
        """How often each district was in touch across the border within the period alone."""
        first = starts_on(self.year, self.quarter)
        return across_the_border(self.connection, self.districts, first, self.on, self.known)

    @property
    def last_quarters(self) -> list[tuple[int, int]]:
        """The quarter that the day ends, and the one before it."""
        year, quarter = fiscal_year(self.on), fiscal_quarter(self.on)
        before = (year, quarter - 1) if quarter > 1 else (year - 1, QUARTERS[-1])
        return [(year, quarter), before]

    @cached_property
    def days(self) -> dict[str, YearDays]:
        """The days of the year in each district that had it open; in no other was anything due.

        They are what the year itself read as it began, so that no quarter is counted before the
        first year that a province lets open, nor before the day on which a committee joined.
        """
        years = (self.year,)
        found = days_of_years(self.connection, self.districts, years, self.on, self.known)
        return {district: days for (district, _), days in found.items()}

    def due_quarters(self, code: str) -> list[int]:
        """The quarters of the year that are over and in which the committee was to meet."""
        days = self.days.get(code)
        return [one.number for one in days.quarters if one.ends <= self.on] if days else []

    @cached_property
    def first_sent(self) -> dict[str, date]:
        """When each plan of the year was first sent to the provincial office."""
        query = (
            select(Instance.district_code, func.min(Entry.act_date))
            .join(Instance, Instance.id == Entry.instance_id)
            .where(
                Instance.district_code.in_(self.districts),
                Instance.process == PLAN,
                Instance.period == str(self.year),
                Entry.gate == SENT,
                Entry.kind == "decision",
                Entry.act_date <= self.on,
                *_counted(self.known),
            )
            .group_by(Instance.district_code)
        )
        return {row[0]: row[1] for row in self.connection.execute(query)}

    @cached_property
    def secured(self) -> dict[str, dict[str, Decimal]]:
        """The money that ordinances hold, by district and line."""
        asked = {
            (one.district, one.key): one.amount
            for one in needs(self.connection, self.districts, self.year, self.on, self.known)
        }
        found: dict[str, dict[str, Decimal]] = {}
        for one in money(self.connection, self.districts, self.year, self.on, self.known):
            held = self._held(one)
            if held is not None:
                amount = asked.get((one.district, one.need)) if held.amount is None else held.amount
                found.setdefault(one.district, {})[one.need] = amount or Decimal()
        return found

    def _held(self, line: MoneyRow) -> MoneyRow | None:
        """The step by which an ordinance holds the line; money that was spent was held before."""
        if line.step != "spent":
            return line if line.secured else None
        steps = money_steps(self.connection, line.district, self.year, line.need, self.known)
        return next((one for one in reversed(steps) if one.secured), None)


def _counted(known: datetime | None) -> Iterator[ColumnElement[bool]]:
    """That an entry counts; with `known`, that it counted then."""
    over = select(Supersession.entry_id)
    if known is not None:
        by = aliased(Entry)
        over = over.join(by, by.id == Supersession.by_id).where(by.recorded_at <= known)
        yield Entry.recorded_at <= known
    yield Entry.id.not_in(over)


def days_of_years(
    connection: Connection,
    districts: Collection[str],
    years: Collection[int],
    on: date,
    known: datetime | None = None,
) -> dict[tuple[str, int], YearDays]:
    """The days of each of the years, by district, as far as the year was open there on the day."""
    periods = {str(year): year for year in years}
    opened = {
        one.id: (one.district, periods[one.period])
        for one in instances_as_of(connection, districts, on, known)
        if one.process == YEAR and one.period in periods and one.status != STOPPED
    }
    read = entries_at(connection, [*opened], (), (DAYS,), known)
    return {
        opened[instance]: YearDays.model_validate(said[-1].body["value"])
        for instance, rows in read.items()
        if (said := [one for one in rows if one.live])
    }


def _quarter_named(period: str) -> tuple[int, int] | None:
    """The quarter that a meeting was called for ("2565/q2"); None of another occasion."""
    year, _, occasion = period.partition("/")
    number = occasion.removeprefix("q")
    known = year.isdigit() and occasion.startswith("q") and number.isdigit()
    return (int(year), int(number)) if known else None


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
    on = min(ends_on(year, quarter), today)
    at = _Period(connection, tuple(districts), year, quarter, on, known)
    asked = [key for key in COMPUTED if keys is None or key in set(keys)]
    return {key: {code: _dated(COMPUTED[key](at, code), on) for code in districts} for key in asked}


def _dated(told: Told | None, on: date) -> ToDate:
    return ToDate(told, None if told is None else on)


def _yes(holds: bool) -> Amount:  # noqa: FBT001 — it is what is counted
    return Amount(Decimal(int(holds)))


def _share(numerator: int, denominator: int) -> Share:
    return Share(Amount(Decimal(numerator)), Amount(Decimal(denominator)))


def _order_in_force(at: _Period, code: str) -> Told:
    return _yes(code in at.in_force)


def _established(at: _Period, code: str) -> Told:
    signed = select(func.count(DistrictOrder.id)).where(
        DistrictOrder.district_code == code,
        DistrictOrder.kind.not_in(("earlier", "amend")),
        DistrictOrder.valid_from <= at.on,
        live(DistrictOrder, at.known),
    )
    return _yes(bool(at.connection.scalar(signed)))


def _active(at: _Period, code: str) -> Told:
    met = {(year, quarter) for year, quarter, _ in at.met.get(code, ())}
    lately = bool(met & {*at.last_quarters[:TWO_QUARTERS]})
    return _yes(code in at.in_force and lately and code in at.accepted)


def _meetings_held(at: _Period, code: str) -> Told:
    due = at.due_quarters(code)
    held = {q for year, q, kind in at.met.get(code, ()) if year == at.year and kind in REGULAR}
    return _share(len(held & {*due}), len(due))


def _seats_filled(at: _Period, code: str) -> Told | None:
    if code not in at.in_force:
        return None
    seats = current_members(at.connection, code, at.on, at.known)
    return _share(sum(one is not None for one in seats.values()), len(seats))


def _members_trained(at: _Period, code: str) -> Told | None:
    if code not in at.in_force:
        return None
    changes = policy_events(at.connection, code, at.on, at.known)
    since = max((one.on for one in changes), default=None)
    found = coverage(at.connection, code, at.on, since, at.known)
    return _share(found.trained, found.members)


def _knowledge_gain(at: _Period, code: str) -> Told | None:
    """The gain of those who took both tests in the year; none of so few that it tells of one."""
    first = starts_on(at.year, None)
    held = {one.key for one in trainings(at.connection, code, at.known) if first <= one.on <= at.on}
    lines: dict[str, list[ScoreLine]] = {}
    for one in scores(at.connection, code, known=at.known):
        if one.event in held:
            line = ScoreLine(
                one.code, _points(one.pre), _points(one.post), Decimal(one.maximum),
                _points(one.post_maximum),
            )  # fmt: skip
            lines.setdefault(one.event, []).append(line)
    tested = [TestedSession(tuple(each)) for each in lines.values()]
    form = training().scores
    if not may_be_told(tested, form.least_shown):
        return None
    limits = ScoreThresholds(
        form.small, Decimal(form.ceiling_percent), Decimal(form.attrition_percent)
    )
    figures = combined(tested, limits)
    return None if figures.gain is None else Mean(Amount(figures.gain), Decimal(figures.n_matched))


def _points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _plan_on_time(at: _Period, code: str) -> Told:
    """One of one where the plan came in time; nothing due before its day, or of one taken in."""
    days = at.days.get(code)
    if days is None or days.plan_known or at.year in at.planned.get(code, frozenset()):
        return _share(0, 0)
    sent = at.first_sent.get(code)
    if days.sent > at.on and sent is None:
        return _share(0, 0)
    return _share(int(sent is not None and sent <= days.sent), 1)


def _lao_activities(at: _Period, code: str) -> Told | None:
    rows = local_rows(at.connection, (code,), at.year, at.on, at.known)
    if not rows:
        return _yes(holds=False) if code in at.accepted else None
    newest = max(one.version for one in rows)
    held = at.secured.get(code, {})
    return Amount(Decimal(sum(one.version == newest and one.need in held for one in rows)))


def _baht_secured(at: _Period, code: str) -> Told | None:
    held = at.secured.get(code, {})
    if not held and code not in at.accepted:
        return None
    return Amount(sum(held.values(), Decimal()))


def _cross_border_contacts(at: _Period, code: str) -> Told | None:
    """Not known of a district that told of no activity and kept no log in the period."""
    found = at.across.get(code)
    return None if found is None else Amount(Decimal(found))


COMPUTED: dict[str, Callable[[_Period, str], Told | None]] = {
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
}
