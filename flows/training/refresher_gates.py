"""The gates of `refresher`: what a change of policy makes the members learn anew (R65)."""

from flows.engine.gate import Gate
from flows.training.gates import (
    PLANNERS,
    TrainingGates,
    TrainingScoresV1,
    TrainingScoresV2,
    TrainingScoresV3,
    TrainingV1,
    TrainingV2,
)


class RefresherV1(TrainingV1):
    """The refresher as it was held, or why there is none."""


class RefresherV2(TrainingV2):
    """The same, and what was noted of inclusion."""


class RefresherScoresV1(TrainingScoresV1):
    """Points before and after the refresher."""


class RefresherScoresV2(TrainingScoresV2):
    """The same, and who ran the tests."""


class RefresherScoresV3(TrainingScoresV3):
    """The same, and the maximum of the test after."""


REFRESHER = TrainingGates(
    held=Gate(
        key="refresher_held",
        phase="refresher",
        deciders=PLANNERS,
        forms=(RefresherV1, RefresherV2),
        due_as="refresher",
        kind="training",
    ),
    scores=Gate(
        key="refresher_scores",
        phase="refresher",
        deciders=PLANNERS,
        forms=(RefresherScoresV1, RefresherScoresV2, RefresherScoresV3),
        due_as="training_scores",
        kind="training",
    ),
)
