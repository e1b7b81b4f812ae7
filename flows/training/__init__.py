"""The capacity plan, its trainings and their points; refreshers after a change of policy."""

from flows.engine.capability import Capability
from flows.training.papers import PAPERS
from flows.training.policy_in_words import policy
from flows.training.project import PROJECT
from flows.training.recordings import RECORDINGS
from flows.training.refresher import REFRESHER_AFTER_POLICY
from flows.training.refresher_gates import REFRESHER
from flows.training.sheets import SHEETS
from flows.training.training_letters import LETTERS
from flows.training.yearly import TRAINING
from flows.training.yearly_gates import YEAR_PLANNING, YEAR_TRAININGS

CAPABILITY = Capability(
    "training",
    processes=(REFRESHER_AFTER_POLICY, TRAINING),
    gates=(*REFRESHER, *YEAR_PLANNING, *YEAR_TRAININGS),
    recordings=RECORDINGS,
    papers=PAPERS,
    printables=(*PROJECT, *LETTERS, *SHEETS),
    periods={REFRESHER_AFTER_POLICY.key: policy},
)
