"""Lines of points or of participants out of a workbook, as an answer at a gate holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from config.training import training
from config.words import Sentence
from flows.gates.capacity import Tested, Training
from flows.gates.gate import Gate
from registry.rules.plain import Json
from registry.rules.thai import tidy
from tasks.import_scores import MaximumMissing, ReadScores, read_scores

WORKBOOKS = (".xlsx", ".xlsm")
ANY_POINTS = Decimal(training().score_file.most_points)
RESULTS: Mapping[str, str] = {"scores": Tested.TESTED, "participants": Training.HELD}


@dataclass(frozen=True)
class FromWorkbook:
    """An answer that was begun from a workbook, its lines, and what to look at in it."""

    answer: dict[str, Json]
    lines: list[dict[str, Json]]
    warnings: tuple[Sentence, ...] = ()


def lines_field(gate: Gate[Any]) -> str | None:
    """The field of the gate's form that a workbook fills; None where there is none."""
    return next((name for name in RESULTS if name in gate.form.model_fields), None)


def from_workbook(
    data: bytes, name: str, megabytes: int, beside: Mapping[str, Json], *, file: str, field: str
) -> FromWorkbook:
    """The answer: lines of that field from the workbook, `beside` what was said beside it.

    Raises MaximumMissing, and what the reader of workbooks refuses.
    """
    if name == "participants":
        read = read_scores(
            data, megabytes, ANY_POINTS, post_maximum=ANY_POINTS, file=file, field=field
        )
        lines = rows(read, name)
        return FromWorkbook({"result": RESULTS[name], **beside, name: [*lines]}, lines)
    typed = [maximum(str(beside.get(one) or ""), one) for one in ("maximum", "post_maximum")]
    read = read_scores(data, megabytes, typed[0], post_maximum=typed[1], file=file, field=field)
    points: dict[str, Json] = {"maximum": str(read.maximum)}
    if not read.same_maximum:
        points["post_maximum"] = str(read.post_maximum)
    lines = rows(read, name)
    answer: dict[str, Json] = {"result": RESULTS[name], **beside, **points, name: [*lines]}
    return FromWorkbook(answer, lines, read.warnings)


def rows(read: ReadScores, name: str) -> list[dict[str, Json]]:
    """The lines of the workbook as that field of an answer takes them."""
    if name == "participants":
        return [{"code": one.code, "sex": one.sex} for one in read.lines]
    return [
        {"code": one.code, "pre": _plain(one.pre), "post": _plain(one.post)} for one in read.lines
    ]


def maximum(typed: str, field: str) -> Decimal | None:
    """A maximum as it was typed; None where nothing was, and the workbook has to say it."""
    said = tidy(typed)
    if not said:
        return None
    try:
        found = Decimal(said)
    except InvalidOperation:
        raise MaximumMissing(field=field) from None
    if not found.is_finite() or not 0 < found <= ANY_POINTS:
        raise MaximumMissing(field=field)
    return found


def _plain(points: Decimal | None) -> str | None:
    return None if points is None else str(points)
