"""Establishing a committee: from the meeting with the Chief to the trained members."""

from flows.engine.capability import Capability
from flows.establishment.gates import GATES
from flows.establishment.papers import PAPERS
from flows.establishment.process import ESTABLISHMENT
from flows.establishment.reads import READS
from flows.establishment.recordings import RECORDINGS, TASKS

CAPABILITY = Capability(
    "establishment",
    processes=(ESTABLISHMENT,),
    gates=GATES,
    recordings=RECORDINGS,
    papers=PAPERS,
    tasks=TASKS,
    reads=READS,
)
