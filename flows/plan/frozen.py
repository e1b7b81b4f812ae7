"""A plan that the provincial office received is frozen: what rests on it is amended."""

from collections.abc import Collection

from sqlalchemy import Connection

from flows.decisions.frozen import RestsOnAdopted
from flows.engine.paper import FrozenPaper
from flows.plan.effects import ACTION_PLAN
from flows.plan.gates import PlanReceivedV1, Reception
from registry.journal import EntryRow, instance
from registry.queries.decisions import decision
from registry.rules.year_days import year_of_period


class RestsOnReceivedPlan(RestsOnAdopted):
    """A plan that the provincial office received rests on it: its next version says otherwise."""


def _received(connection: Connection, froze: Collection[EntryRow]) -> RestsOnReceivedPlan | None:
    """The reception that counts among them."""
    for one in froze:
        said = decision(connection, one.id)
        if said is None or one.body["answer"]["result"] != Reception.RECEIVED:
            continue
        made = instance(connection, said.instance)
        year = year_of_period(made.period) if made else ""
        return RestsOnReceivedPlan(
            field="gate", year=year, on=said.act_date, district=said.district
        )
    return None


RECEIVED_PLAN = FrozenPaper(kind=ACTION_PLAN, by=(PlanReceivedV1,), rests=_received)
