"""A meeting of the committee: agreed on, held, its duties acknowledged, its minutes adopted."""

from flows.engine.capability import Capability
from flows.engine.paper import FrozenPaper
from flows.meeting.gates import MinutesAdoptedV1
from flows.meeting.papers import PAPERS
from flows.meeting.recordings import RECORDINGS

CAPABILITY = Capability(
    "meeting",
    recordings=RECORDINGS,
    papers=PAPERS,
    frozen=(FrozenPaper("minutes", by=(MinutesAdoptedV1,), copies=("minutes_extract",)),),
)
