"""The sessions of a capacity plan, and the trainings held, as the journal tells of them."""

from typing import Any, NamedTuple

from flows.engine.answers import Answers, CurrentAnswer, listed
from flows.engine.gate import NotAsked, RedactedValue
from flows.training.gates import (
    CapacityPlanV1,
    PlannedSession,
    Tested,
    Training,
    TrainingScoresV3,
    TrainingV2,
)


class HeldTraining(NamedTuple):
    """A training that was held, and its scores if any were decided on."""

    held: CurrentAnswer[TrainingV2]
    scores: CurrentAnswer[TrainingScoresV3] | None

    @property
    def session(self) -> str:
        """The session of the plan that it was."""
        return session_held(self.held)

    @property
    def training(self) -> TrainingV2:
        """The training as it was held."""
        return self.held.answer

    @property
    def points(self) -> TrainingScoresV3 | None:
        """Its points, where it was tested and they are there."""
        if self.scores is None or self.scores.answer.result is not Tested.TESTED:
            return None
        answer = self.scores.answer
        return answer if given(answer.scores) and given(answer.maximum) else None


def session_of(plan: CapacityPlanV1, key: str) -> PlannedSession:
    """The session of that key; LookupError where the plan has none."""
    sessions: tuple[PlannedSession, ...] = listed(plan.sessions)
    found = next((one for one in sessions if one.key == key), None)
    if found is None:
        msg = f"no session {key}"
        raise LookupError(msg)
    return found


def held_trainings(answers: Answers) -> list[HeldTraining]:
    """The trainings of an instance that were held, in the order they were decided."""
    return [
        HeldTraining(one, answers.last(TrainingScoresV3, branch=one.branch))
        for one in answers.to(TrainingV2)
        if one.answer.result is Training.HELD
    ]


def session_held(recorded: CurrentAnswer[TrainingV2]) -> str:
    """The session that was recorded: the branch that it was asked on bears its key."""
    return recorded.branch.rpartition("/")[2]


def recorded_training(answers: Answers, session: str) -> CurrentAnswer[TrainingV2] | None:
    """What was recorded of a session, held or cancelled; None before.

    A refresher is the only training of its instance, and on no branch.
    """
    found = (one for one in answers.to(TrainingV2) if session_held(one) in (session, ""))
    return next(reversed([*found]), None)


def given(value: Any) -> Any:  # noqa: ANN401 — a field of any form
    """The value, None where it was redacted, was not asked for then, or is empty."""
    return None if isinstance(value, RedactedValue | NotAsked) or value in ("", ()) else value
