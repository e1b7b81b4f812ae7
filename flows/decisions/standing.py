"""What stands beside every process: its gates and what they record."""

from flows.decisions.standing_recordings import RECORDINGS
from flows.engine.capability import Capability
from flows.engine.standing_gates import GATES

CAPABILITY = Capability("standing", gates=GATES, recordings=RECORDINGS)
