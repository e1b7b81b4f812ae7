"""A plan that the provincial office received is frozen: what rests on it is amended."""

from flows.engine.paper import FrozenPaper
from flows.plan.effects import ACTION_PLAN
from flows.plan.gates import PlanReceivedV1

RECEIVED_PLAN = FrozenPaper(kind=ACTION_PLAN, by=(PlanReceivedV1,))
