"""What happened beside the meetings, and the coordination log."""

from flows.activity.coordination import COORDINATION
from flows.activity.gates import GATES
from flows.activity.process import ACTIVITY
from flows.activity.recordings import RECORDINGS
from flows.activity.running_number import number
from flows.engine.capability import Capability

CAPABILITY = Capability(
    "activity",
    processes=(ACTIVITY, COORDINATION),
    gates=GATES,
    recordings=RECORDINGS,
    periods={ACTIVITY.key: number, COORDINATION.key: number},
)
