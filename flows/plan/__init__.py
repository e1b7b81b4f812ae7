"""The action plan of a fiscal year: written, resolved on, endorsed, signed, received."""

from flows.engine.capability import Capability
from flows.plan.approver import plan_approver
from flows.plan.effects import PLAN_APPROVER, PLAN_ENDORSEMENTS, PLAN_UNITS
from flows.plan.frozen import RECEIVED_PLAN
from flows.plan.gates import GATES
from flows.plan.leads import plan_units
from flows.plan.papers import PAPERS
from flows.plan.process import PLAN
from flows.plan.recordings import RECORDINGS
from flows.plan.row_endorsements import plan_endorsements
from flows.plan.version_in_words import version

CAPABILITY = Capability(
    "plan",
    processes=(PLAN,),
    gates=GATES,
    recordings=RECORDINGS,
    papers=PAPERS,
    frozen=(RECEIVED_PLAN,),
    reads={
        PLAN_APPROVER.key: plan_approver,
        PLAN_ENDORSEMENTS.key: plan_endorsements,
        PLAN_UNITS.key: plan_units,
    },
    periods={PLAN.key: version},
)
