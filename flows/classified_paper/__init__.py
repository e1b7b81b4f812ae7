"""The register of papers that an office has classified: number, date and keeper, never a file."""

from flows.classified_paper.gates import GATES
from flows.classified_paper.process import CLASSIFIED_PAPER
from flows.classified_paper.recordings import RECORDINGS
from flows.engine.capability import Capability

CAPABILITY = Capability(
    "classified_paper", processes=(CLASSIFIED_PAPER,), gates=GATES, recordings=RECORDINGS
)
