"""What the journal says of a capacity plan and its trainings, as their papers need it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from config.clock import BANGKOK
from flows.engine.gate import Gate, NotAsked, Redacted
from flows.engine.replay import branch_of
from flows.training.gates import (
    CAPACITY_PLAN,
    TRAINING,
    TRAINING_SCORES,
    CapacityPlanV1,
    PlannedSession,
    Tested,
    Training,
    TrainingScoresV3,
    TrainingV1,
)
from flows.training.refresher_gates import REFRESHER_HELD, REFRESHER_SCORES
from registry.journal import EntryRow, entries


@dataclass(frozen=True)
class Said:
    """An answer as corrected, and where it stands: entry, path, day done, day recorded.

    `record` is the number that the desk and the command line find the entry by.
    """

    answer: Any
    path: str
    record: int
    done_on: date
    recorded_on: date

    @property
    def place(self) -> str:
        """The branch that it was decided on: the path without the gate."""
        return branch_of(self.path)


@dataclass(frozen=True)
class HeldTraining:
    """A training that was held, and its scores if any were decided on."""

    session: str
    held: Said
    scores: Said | None

    @property
    def training(self) -> TrainingV1:
        """The training as it was held."""
        answer: TrainingV1 = self.held.answer
        return answer

    @property
    def points(self) -> TrainingScoresV3 | None:
        """Its points, where it was tested and they are there."""
        if self.scores is None or self.scores.answer.result is not Tested.TESTED:
            return None
        answer: TrainingScoresV3 = self.scores.answer
        return answer if given(answer.scores) and given(answer.maximum) else None


def said_at(connection: Connection, instance: int, gate: Gate[Any]) -> list[Said]:
    """The live answers at the gate, as corrected, in the order they were given."""
    rows = [row for row in entries(connection, instance) if row.live]
    corrected = {row.of_id: row for row in rows if row.kind == "correction"}
    return [
        _said(gate, corrected.get(row.id) or row, row.path)
        for row in rows
        if row.kind == "decision" and row.gate == gate.key
    ]


def _said(gate: Gate[Any], row: EntryRow, path: str) -> Said:
    answer = gate.read(row.form_version or 1, row.body["answer"])
    return Said(answer, path, row.id, row.act_date, row.recorded_at.astimezone(BANGKOK).date())


def plan_of(connection: Connection, instance: int, turn: int | None = None) -> CapacityPlanV1:
    """The plan of that turn, the newest without one; LookupError where there is none."""
    plans = said_at(connection, instance, CAPACITY_PLAN)
    ending = f"{CAPACITY_PLAN.key}#{turn}"
    found = [one.answer for one in plans if turn is None or one.path.endswith(ending)]
    if not found:
        msg = f"no capacity plan {turn} in instance {instance}"
        raise LookupError(msg)
    plan: CapacityPlanV1 = found[-1]
    return plan


def session_of(plan: CapacityPlanV1, key: str) -> PlannedSession:
    """The session of that key; LookupError where the plan has none."""
    sessions: tuple[PlannedSession, ...] = listed(plan.sessions)
    found = next((one for one in sessions if one.key == key), None)
    if found is None:
        msg = f"no session {key}"
        raise LookupError(msg)
    return found


def held_trainings(connection: Connection, instance: int) -> list[HeldTraining]:
    """The trainings of the instance's plan that were held, in the order they were decided."""
    return list(_held(connection, instance, TRAINING, TRAINING_SCORES))


def held_refresher(connection: Connection, instance: int) -> list[HeldTraining]:
    """The refresher of the instance, if it was held."""
    return list(_held(connection, instance, REFRESHER_HELD, REFRESHER_SCORES))


def _held(
    connection: Connection, instance: int, gate: Gate[Any], scores: Gate[Any]
) -> Iterator[HeldTraining]:
    points = {one.place: one for one in said_at(connection, instance, scores)}
    for one in said_at(connection, instance, gate):
        if one.answer.result is Training.HELD:
            yield HeldTraining(one.place.rpartition("/")[2], one, points.get(one.place))


def given(value: Any) -> Any:  # noqa: ANN401 — a field of any form
    """The value, None where it was redacted, was not asked for then, or is empty."""
    return None if isinstance(value, Redacted | NotAsked) or value in ("", ()) else value


def listed(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 — a field of any form
    """The values of a list, none where it was redacted or was not asked for then."""
    return tuple(given(value) or ())
