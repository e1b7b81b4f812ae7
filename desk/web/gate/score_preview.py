"""What the points of a training say, before they are recorded: pairs, gain, warnings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from config.words import Term
from flows.training.gates import RunBy
from flows.training.report import run_by_others
from registry.queries.computed_figures import score_limits
from registry.rules.participant_codes import strangers
from registry.rules.scores import ScoreLine, TestedSession, figures

ONE_PLACE = Decimal("0.1")


@dataclass(frozen=True)
class ScorePreview:
    """The figures in words: percent of the maximum, and the gain in percentage points."""

    matched: int
    pre: str
    post: str
    gain: str | None
    attended: int | None
    warnings: tuple[Term, ...]


def preview(answer: Mapping[str, Any], came: Sequence[str]) -> ScorePreview | None:
    """The figures of an answer at a gate of points; None where nothing can be said of them.

    `came` are the codes of those who took part, as far as they were recorded.
    """
    maximum = _number(answer.get("maximum"))
    rows: Sequence[Mapping[str, Any]] = answer.get("scores") or ()
    if not maximum or not rows:
        return None
    after = _number(answer.get("post_maximum")) or maximum
    lines = tuple(
        ScoreLine(
            str(one.get("code")), _number(one.get("pre")), _number(one.get("post")), maximum, after
        )
        for one in rows
    )
    run_by = answer.get("run_by")
    session = TestedSession(
        lines,
        len(came) or None,
        answer.get("same_test"),
        run_by_others(RunBy(run_by) if run_by in list(RunBy) else None),
        strangers=len(strangers((one.code for one in lines), came)),
    )
    found = figures(session, score_limits())
    return ScorePreview(
        found.n_matched,
        _rounded(found.pre_percent),
        _rounded(found.post_percent),
        None if found.gain is None else f"{found.gain.quantize(ONE_PLACE, ROUND_HALF_UP):+}",
        found.attended,
        tuple(Term(f"score_warning.{one}") for one in found.warnings),
    )


def _rounded(value: Decimal | None) -> str:
    return "-" if value is None else str(value.quantize(ONE_PLACE, ROUND_HALF_UP))


def _number(said: object) -> Decimal | None:
    try:
        return None if said is None else Decimal(str(said))
    except InvalidOperation:
        return None
