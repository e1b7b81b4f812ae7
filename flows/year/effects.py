"""The effects and questions of `annual_cycle`."""

from flows.engine.replay import Effect, Query
from registry.rules.effects import PapersResult
from registry.rules.plan_effects import NeedInputs, YearDaysArgs
from registry.rules.year_days import YearDays

YEAR_DAYS = Query("year_days", YearDaysArgs, YearDays)
DRAFT_PROPOSAL = Effect("draft_proposal", NeedInputs, PapersResult)
