"""A committee's fiscal year: when it opens, its money, and what follows from it."""

from flows.engine.capability import Capability
from flows.training.yearly import TRAINING
from flows.year.frozen import SENT_REPORTS
from flows.year.gates import GATES
from flows.year.monitoring_gates import MONITORING
from flows.year.monitoring_recordings import MONITORING_RECORDINGS
from flows.year.papers import PAPERS
from flows.year.plan_status import PLAN_STATUS
from flows.year.process import ANNUAL_CYCLE
from flows.year.proposals import PROJECTS
from flows.year.reads import READS
from flows.year.recordings import RECORDINGS
from flows.year.training_in_words import activity
from flows.year.years_end_recordings import YEARS_END_RECORDINGS
from registry.rules.papers.reports import PlanStatusFacts
from registry.rules.papers.summary import ProvincialSummary

SUMMARY = "provincial_summary"
CAPABILITY = Capability(
    "year",
    on_demand={SUMMARY: ProvincialSummary, PLAN_STATUS: PlanStatusFacts},
    processes=(ANNUAL_CYCLE,),
    gates=(*GATES, *MONITORING),
    recordings={**RECORDINGS, **MONITORING_RECORDINGS, **YEARS_END_RECORDINGS},
    papers=PAPERS,
    printables=PROJECTS,
    frozen=SENT_REPORTS,
    reads=READS,
    periods={TRAINING.key: activity},
)
