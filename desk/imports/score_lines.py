"""Lines of points or of participants out of a workbook, as an answer at a gate holds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from config.training import training
from config.words import Sentence
from flows.engine.gate import Gate
from flows.engine.widgets import Widget, field_with
from flows.training.gates import Tested, Training
from registry.rules.counts import plain_number
from registry.rules.plain_values import Json
from registry.rules.thai import tidy
from tasks.workbooks.filled_scores import read_scores
from tasks.workbooks.score_misfits import MaximumMissing

ANY_POINTS = Decimal(training().score_file.most_points)
MAXIMA = ("maximum", "post_maximum")


@dataclass(frozen=True)
class FromWorkbook:
    """An answer that was begun from a workbook, its lines, and what to look at in it.

    `untested` are the codes without points beside others that have some.
    """

    answer: dict[str, Json]
    lines: list[dict[str, Json]]
    warnings: tuple[Sentence, ...] = ()
    untested: frozenset[str] = frozenset()


def lines_field(gate: Gate[Any]) -> str | None:
    """The field of the gate's form that a workbook fills; None where there is none."""
    return field_with(gate.form, Widget.SCORES, Widget.PARTICIPANTS)


def from_workbook(
    data: bytes,
    name: str,
    megabytes: int,
    beside: Mapping[str, Json],
    *,
    came: Sequence[str] = (),
    file: str,
    field: str,
) -> FromWorkbook:
    """The answer: lines of that field from the workbook, `beside` what was said beside it.

    `came` are the codes of those who took part, where that is known.
    What the workbook says goes before what was said beside it: lines, and the maxima of points.
    Raises MaximumMissing, and what the reader of workbooks refuses.
    """
    if name == "participants":
        return _participants(data, megabytes, beside, file=file, field=field)
    return _scores(data, megabytes, beside, came, file=file, field=field)


def _participants(
    data: bytes, megabytes: int, beside: Mapping[str, Json], *, file: str, field: str
) -> FromWorkbook:
    """Who took part; the points beside them may be of any maximum."""
    read = read_scores(data, megabytes, ANY_POINTS, post_maximum=ANY_POINTS, file=file, field=field)
    lines: list[dict[str, Json]] = [{"code": one.code, "sex": one.sex} for one in read.lines]
    untested = frozenset(one.code for one in read.lines if one.untested)
    answer: dict[str, Json] = {"result": Training.HELD, **beside, "participants": [*lines]}
    some_tested = len(untested) < len(lines)
    return FromWorkbook(answer, lines, untested=untested if some_tested else frozenset())


def _scores(
    data: bytes,
    megabytes: int,
    beside: Mapping[str, Json],
    came: Sequence[str],
    *,
    file: str,
    field: str,
) -> FromWorkbook:
    """The points, with the maximum of each test as the workbook or `beside` says it."""
    before, after = (maximum(str(beside.get(one) or ""), one) for one in MAXIMA)
    others = {name: said for name, said in beside.items() if name not in MAXIMA}
    read = read_scores(
        data, megabytes, before, post_maximum=after, came=came, file=file, field=field
    )
    points: dict[str, Json] = {"maximum": str(read.maximum)}
    if not read.same_maximum:
        points["post_maximum"] = str(read.post_maximum)
    lines: list[dict[str, Json]] = [
        {"code": one.code, "pre": _plain(one.pre), "post": _plain(one.post)} for one in read.lines
    ]
    answer: dict[str, Json] = {"result": Tested.TESTED, **others, **points, "scores": [*lines]}
    return FromWorkbook(answer, lines, read.warnings)


def maximum(typed: str, field: str) -> Decimal | None:
    """A maximum as it was typed; None where nothing was, and the workbook has to say it."""
    if not tidy(typed):
        return None
    said = plain_number(typed)
    found = None if said is None else Decimal(said)
    if found is None or not 0 < found <= ANY_POINTS:
        raise MaximumMissing(field=field)
    return found


def _plain(points: Decimal | None) -> str | None:
    return None if points is None else str(points)
