"""The capability as one value."""

from flows.engine.capability import Capability
from tests.visits.gates import GATES
from tests.visits.papers import PAPERS
from tests.visits.process import VISIT
from tests.visits.recordings import RECORDINGS

CAPABILITY = Capability(
    "visits", processes=(VISIT,), gates=GATES, recordings=RECORDINGS, papers=PAPERS
)
