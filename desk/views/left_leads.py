"""Plans in force whose activities are led by seats that have left the committee since."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from config.words import Named, Sentence, both
from desk.views.view import View
from flows.plan.leads import plan_seats
from flows.plan.process import PLAN
from flows.plan.row_words import activities_in_words
from registry.queries.own_plans import own_plans
from registry.queries.plans import PlanRowRow, PlanVersionRow, plan_versions, rows_of_versions
from registry.queries.seats import seats_by_district
from registry.rules.calendar import fiscal_year
from registry.rules.year_days import plan_period


@dataclass(frozen=True)
class LeftLead:
    """An activity, by its row's key, and the seat that led it."""

    row: str
    activity: Named
    seat: Named


@dataclass(frozen=True)
class LeadNotice:
    """A plan that was received, and those of its activities that nobody of the committee leads.

    `plan` is the instance to open: the next version, where that is `amended` already.
    """

    district: str
    year: int
    version: int
    plan: int | None
    amended: bool
    rows: tuple[LeftLead, ...]
    sentence: Sentence


def lead_notices(
    view: View, districts: Collection[str], known: datetime | None = None
) -> list[LeadNotice]:
    """Those of the districts on the day of the view, of its fiscal year and of the next."""
    this = fiscal_year(view.on)
    years = (this, this + 1)
    return [one for year in years for one in lead_notices_of(view, districts, year, known)]


def lead_notices_of(
    view: View, districts: Collection[str], year: int, known: datetime | None = None
) -> Iterator[LeadNotice]:
    """Those of the districts on the day of the view, of the plans of one fiscal year."""
    received = view.once(plan_versions, frozenset(districts), view.on, year, known)
    planned = {one.district for one in received}.intersection(districts)
    if not planned:
        return
    own = view.once(own_plans, frozenset(planned), year, view.on, known)
    newest = {code: one.newest for code, one in own.items() if one.newest is not None}
    gone = _gone(view, newest, year, known)
    view.read_districts(gone.keys())
    for district in sorted(gone):
        yield _notice(view, newest[district], gone[district], known)


def _gone(
    view: View, newest: Mapping[str, PlanVersionRow], year: int, known: datetime | None
) -> dict[str, list[PlanRowRow]]:
    """The rows of each district's newest version whose lead is no seat of the committee now."""
    seated = seats_by_district(view.connection, newest.keys(), view.on, known)
    found: defaultdict[str, list[PlanRowRow]] = defaultdict(list)
    for row in rows_of_versions(view.connection, newest.keys(), year, view.on, known):
        keys = {seat.key for seat in seated[row.district]}
        if row.version == newest[row.district].version and keys and row.lead not in keys:
            found[row.district].append(row)
    return dict(found)


def _notice(
    view: View, plan: PlanVersionRow, rows: list[PlanRowRow], known: datetime | None
) -> LeadNotice:
    connection, year = view.connection, plan.year
    called = activities_in_words(connection, plan.district, year, plan.version, view.on)
    then = plan_seats(connection, plan.district, plan.received)
    unknown = both("plan.lead_unknown")
    left = tuple(
        LeftLead(
            row.key,
            called.get(row.key, Named(row.key, row.key)),
            then[row.lead].title if row.lead in then else Named(unknown.th, unknown.en),
        )
        for row in rows
    )
    begun = view.begun([plan.district], known)
    made = {one.period: one for one in begun if one.process == PLAN.key}
    coming = made.get(plan_period(year, plan.version + 1))
    amended = coming is not None and coming.ended_on is None
    opens = coming if amended else made.get(plan_period(year, plan.version))
    said = both(
        "plan.leads_left.amended" if amended else "plan.leads_left",
        district=view.district(plan.district),
        year=year,
        count=len(left),
        rows=_listed(left),
    )
    return LeadNotice(
        plan.district, year, plan.version, opens.id if opens else None, amended, left, said
    )


def _listed(left: Collection[LeftLead]) -> Named:
    return Named(
        ", ".join(f"{one.activity.th} ({one.seat.th})" for one in left),
        "; ".join(f"{one.activity.en} ({one.seat.en})" for one in left),
    )
