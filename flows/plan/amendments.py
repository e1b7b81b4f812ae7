"""Later versions of a plan that was received: an instance of its own, joined to no lane."""

from collections.abc import Collection
from datetime import date

from flows.decisions.refusals import AlreadyStarted
from flows.decisions.start import NewInstance, start
from flows.engine.installation import Installation
from flows.plan.process import PLAN, PlanDue, PlanStart
from registry.journal import open_instances
from registry.queries.own_plans import own_plan
from registry.refusals import Refusal
from registry.rules.calendar import quarter_ends
from registry.rules.year_days import plan_period
from registry.transaction import Write

LAST_QUARTER = 4


class NoPlanReceived(Refusal):
    """The year has no plan that was received: there is nothing to amend."""


class PlanYearEnded(Refusal):
    """The fiscal year has ended: its plan is amended no more."""


def amend_plan(
    desk: Installation, district: str, year: int, *, on: date, recorded_by: str
) -> NewInstance:
    """Begin the next version of the year's plan. One version at a time.

    Raises NoPlanReceived, PlanYearEnded, AlreadyStarted, and what `start` refuses.
    """
    version = 1 + _received(desk, district, year, on)

    def params(write: Write) -> PlanStart:
        versions = own_plan(write.connection, district, year, on).versions
        _refuse_open(write, district, year, {one.version for one in versions})
        if not versions or versions[-1].version + 1 != version:
            raise NoPlanReceived(field="--year", value=year)
        ends = quarter_ends(year, LAST_QUARTER)
        if on > ends:
            raise PlanYearEnded(field="--year", value=year, ends=ends)
        return PlanStart(district=district, year=year, version=version, due=PlanDue(ends=ends))

    return start(
        desk, PLAN.key, district, on=on, recorded_by=recorded_by,
        period=plan_period(year, version), field="--year", params=params,
    )  # fmt: skip


def _received(desk: Installation, district: str, year: int, on: date) -> int:
    """The newest version that was received by that day. Raises NoPlanReceived."""
    with desk.registry.reading() as connection:
        newest = own_plan(connection, district, year, on).newest
    if newest is None:
        raise NoPlanReceived(field="--year", value=year)
    return newest.version


def _refuse_open(write: Write, district: str, year: int, received: Collection[int]) -> None:
    """Refuse beside a version on its way; one that was received may still wait to be noted."""
    for row in open_instances(write, district):
        of_year, _, version = row.period.partition("/")
        if row.process != PLAN.key or of_year != str(year):
            continue
        if int(version or 1) not in received:
            raise AlreadyStarted(field="--year", instance=row.id, on=row.started_on)
