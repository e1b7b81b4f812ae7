"""Recordings of the points of a training's tests."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from config.words import Sentence, both
from flows.engine.answers import listed
from flows.engine.decision import Deciding
from flows.engine.misfit import told_at_once, told_of_rows
from flows.engine.replay import branch_of
from flows.training.gates import (
    ScoreLine,
    Tested,
    TrainingScoresV3,
    TrainingV1,
)
from flows.training.participants import codes_of, event_key, refuse_names, refuse_twice
from registry.records.held_meetings import (
    record_scores,
)
from registry.refusals import Refusal
from registry.rules.participant_codes import strangers


class ScoredBeforeTraining(Refusal):
    """Points of a training that was held after the day of the decision."""


class OverMaximum(Refusal):
    """More points than there are."""


def check_scores(deciding: Deciding) -> None:
    """Each code once, no more points than its test has."""
    answer: TrainingScoresV3 = deciding.answer
    told_at_once(
        lambda: refuse_names(codes_of(answer.scores), "scores"),
        lambda: refuse_twice(codes_of(answer.scores), "scores"),
        lambda: _refuse_before_training(deciding),
        lambda: told_of_rows(answer.scores, partial(_refuse_over, answer)),
    )


def _refuse_before_training(deciding: Deciding) -> None:
    held = training_of(deciding)
    if held and isinstance(held.held_on, date) and deciding.decided_on < held.held_on:
        raise ScoredBeforeTraining(
            field="decided_on", value=deciding.decided_on, held_on=held.held_on
        )


def _refuse_over(answer: TrainingScoresV3, place: int, line: ScoreLine) -> None:
    before, after = answer.maxima

    def refuse(name: str, points: Decimal | None, most: Decimal | None) -> None:
        if points is not None and most is not None and points > most:
            raise OverMaximum(field=f"scores.{place}.{name}", value=str(points), maximum=str(most))

    told_at_once(lambda: refuse("pre", line.pre, before), lambda: refuse("post", line.post, after))


def warn_scores(deciding: Deciding) -> Sequence[Sentence]:
    """Points of people not on the sheet, people without both tests, tests of other maxima."""
    answer: TrainingScoresV3 = deciding.answer
    held = training_of(deciding)
    came = [one.code for one in listed(held.participants)] if held else []
    unlisted = sorted(strangers((one.code for one in answer.scores), came))
    single = [one for one in answer.scores if (one.pre is None) != (one.post is None)]
    found = []
    if unlisted:
        found.append(both("warning.scores_of_strangers", codes=", ".join(unlisted[:5])))
    if single:
        found.append(both("warning.scores_unmatched", count=len(single)))
    before, after = answer.maxima
    if before != after:
        found.append(both("warning.score_maxima", before=str(before), after=str(after)))
    return found


def training_of(deciding: Deciding) -> TrainingV1 | None:
    """The training that the points are of: the answer before them on the same branch."""
    held = deciding.answers.last(TrainingV1, branch=branch_of(deciding.open.path))
    return held.answer if held else None


def write_scores(deciding: Deciding, entry_id: int) -> None:
    """The points, dated by the training."""
    answer: TrainingScoresV3 = deciding.answer
    held = training_of(deciding)
    before, after = answer.maxima
    if answer.result is not Tested.TESTED or before is None:
        return
    on: date = held.held_on if held and held.held_on else deciding.decided_on
    lines = [(one.code, one.pre, one.post) for one in answer.scores]
    record_scores(
        deciding.write, deciding.district, event_key(deciding), lines, (before, after or before),
        on=on, entry_id=entry_id,
    )  # fmt: skip
