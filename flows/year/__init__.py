"""A committee's fiscal year: when it opens, its money, and what follows from it."""

from flows.engine.capability import Capability
from flows.year.effects import YEAR_DAYS
from flows.year.gates import GATES
from flows.year.papers import PAPERS
from flows.year.process import ANNUAL_CYCLE
from flows.year.reads import days_of_year
from flows.year.recordings import RECORDINGS

CAPABILITY = Capability(
    "year",
    processes=(ANNUAL_CYCLE,),
    gates=GATES,
    recordings=RECORDINGS,
    papers=PAPERS,
    reads={YEAR_DAYS.key: days_of_year},
)
