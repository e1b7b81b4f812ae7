"""How far the running year's plan has come that the province has not received yet."""

from datetime import date
from typing import NamedTuple

from config.words import Sentence, Value, both
from flows.handover.package_day import PackageDay
from flows.handover.package_words import short_day
from flows.plan.gates import PLAN_DRAFT, PLAN_SENT
from flows.plan.process import PLAN
from registry.queries.decisions import entries_at
from registry.rules.year_days import year_of_period


class PlanDraft(NamedTuple):
    """The draft that was last put to the committee: on which day, and what it waits for."""

    on: date
    waits_for: Sentence

    def words(self, key: str, **values: Value) -> Sentence:
        """The draft in the words of that key."""
        return both(key, on=short_day(self.on), what=self.waits_for, **values)


def plan_draft(at: PackageDay, year: int) -> PlanDraft | None:
    """The draft of that year's plan that waits for a next step; None for none."""
    plans = {
        one.id
        for one in at.begun.values()
        if one.process == PLAN.key and year_of_period(one.period) == str(year)
    }
    waits = next((one for one in at.waiting.gates if one.gate and one.instance_id in plans), None)
    if waits is None:
        return None
    days = _decided(at, waits.instance_id, PLAN_DRAFT.key)
    return PlanDraft(days[-1], both(f"package.plan_waits.{waits.gate}")) if days else None


def plan_sent(at: PackageDay) -> date | None:
    """The day on which the running year's plan was first sent to the province; None for none."""
    made = at.plan.instance
    return min(_decided(at, made, PLAN_SENT.key), default=None) if made is not None else None


def _decided(at: PackageDay, instance: int, gate: str) -> list[date]:
    """The days on which that gate of the plan was decided, as decisions were made."""
    said = entries_at(at.connection, [instance], (gate,), (), at.known)
    return [one.act_date for one in said.get(instance, ()) if one.live and one.act_date <= at.on]
