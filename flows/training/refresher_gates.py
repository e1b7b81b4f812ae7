"""The gates of `refresher`: what a change of policy makes the members learn anew (R65)."""

from typing import Any

from flows.engine.deciding_offices import OFFICE
from flows.engine.gate import Gate, SecondLook
from flows.training.gates import (
    PLANNERS,
    TrainingScoresV1,
    TrainingScoresV2,
    TrainingScoresV3,
    TrainingV1,
)


class RefresherV1(TrainingV1):
    """The refresher as it was held, or why there is none."""


class RefresherScoresV1(TrainingScoresV1):
    """Points before and after the refresher."""


class RefresherScoresV2(TrainingScoresV2):
    """The same, and who ran the tests."""


class RefresherScoresV3(TrainingScoresV3):
    """The same, and the maximum of the test after."""


REFRESHER_HELD: Gate[RefresherV1] = Gate(
    key="refresher_held",
    phase="refresher",
    deciders=PLANNERS,
    recorders=OFFICE,
    forms=(RefresherV1,),
    due="refresher",
    second_look=SecondLook.LONG,
)
REFRESHER_SCORES: Gate[RefresherScoresV3] = Gate(
    key="refresher_scores",
    phase="refresher",
    deciders=PLANNERS,
    recorders=OFFICE,
    forms=(RefresherScoresV1, RefresherScoresV2, RefresherScoresV3),
    due="training_scores",
    second_look=SecondLook.LONG,
)

GATES: tuple[Gate[Any], ...] = (REFRESHER_HELD, REFRESHER_SCORES)
