"""A meeting of the committee: invited, held, its duties acknowledged, its minutes adopted."""

from flows.engine.capability import Capability
from flows.meeting.gates import GATES
from flows.meeting.papers import PAPERS
from flows.meeting.recordings import RECORDINGS

CAPABILITY = Capability(
    "meeting",
    gates=GATES,
    recordings=RECORDINGS,
    papers=PAPERS,
)
