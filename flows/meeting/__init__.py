"""A meeting of the committee: agreed on, held, its duties acknowledged, its minutes adopted."""

from flows.engine.capability import Capability
from flows.meeting.papers import PAPERS
from flows.meeting.recordings import RECORDINGS

CAPABILITY = Capability(
    "meeting",
    recordings=RECORDINGS,
    papers=PAPERS,
)
