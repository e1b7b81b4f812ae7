"""Why a committee has no plan of a fiscal year, once the year ended without one."""

from datetime import date, datetime

from sqlalchemy import Connection

from config.words import Term
from flows.plan.process import PLAN
from flows.plan.year_over import WITHOUT_PLAN
from registry.queries.instances import instances_as_of
from registry.queries.own_plans import own_plan
from registry.rules.year_days import year_of_period


def plan_not_made(
    connection: Connection, district: str, year: int, on: date, known: datetime | None = None
) -> Term | None:
    """What the plan of that year had come to when its year ended; None where one was received,
    is being made, or was never begun.
    """
    if own_plan(connection, district, year, on, known).newest is not None:
        return None
    begun = [
        one.outcome
        for one in instances_as_of(connection, (district,), on, known)
        if one.process == PLAN.key and year_of_period(one.period) == str(year)
    ]
    return Term(f"outcome.{begun[-1]}") if begun and begun[-1] in WITHOUT_PLAN else None
