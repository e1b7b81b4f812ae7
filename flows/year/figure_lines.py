"""The figures of a quarter's sheet: as they are typed, checked, written, and begun with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from sqlalchemy import Connection

from config.indicators import TOTAL, Indicator, Origin, indicators
from config.words import Named, Value
from flows.engine.gate import Answer
from flows.engine.misfit import MisfitAccess
from flows.engine.offers import Option
from registry.queries.figures import FigureRow, figures
from registry.records.figures import NewFigure
from registry.refusals import Refusal
from registry.rules.figure_checks import (
    EnteredFigure,
    figure_called,
    figure_problems,
    parse_figure,
    refuse_all,
    title,
)
from registry.rules.figure_words import part_words, plain_number
from registry.rules.figures import Qualifier, ends_on
from registry.rules.plain_values import Json

FIELD = "figures"
LONGEST = 20


def _as_typed(value: Any) -> Any:  # noqa: ANN401 — whatever the form was given
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


AsTyped = Annotated[str, BeforeValidator(_as_typed), Field(max_length=LONGEST)]
"""A number as it was typed, in Thai or Arabic figures; its check says in which row it is wrong."""


class FigureLine(Answer):
    """A figure of the quarter, or a part of it. Nil is 0; empty is not reported.

    `evidence` is the paper, and its page, that the figure stands in (R58): said beside the whole.
    """

    indicator: Annotated[str, Field(max_length=60)]
    part: Annotated[str, Field(max_length=60)] = TOTAL
    value: AsTyped = ""
    qualifier: Qualifier = Qualifier.EXACT
    evidence: Annotated[str, Field(max_length=200)] = ""

    @classmethod
    def called_by(cls, said: Mapping[str, Any]) -> Value:
        """The figure's own name."""
        key, part = str(said.get("indicator") or ""), str(said.get("part") or TOTAL)
        return figure_called(indicators(), key, part)


def reported_indicators() -> tuple[Indicator, ...]:
    """The indicators that a district reports, in their order."""
    return tuple(one for one in indicators().indicators if one.origin is Origin.ENTERED)


def printed_indicators() -> tuple[Indicator, ...]:
    """The indicators that reports print: those, and what districts reported formerly."""
    return tuple(one for one in indicators().indicators if one.may_be_entered)


def check_figures(lines: Sequence[FigureLine]) -> None:
    """Raises the one refusal, or FiguresUnfit with all of them.

    A line that does not fit its form is told already: of its indicator nothing else is.
    """
    entered: list[EnteredFigure] = []
    told: set[str] = set()
    for place, one in enumerate(lines):
        try:
            field = f"{FIELD}.{place}.value"
            entered.append(EnteredFigure(field, one.indicator, one.part, one.value))
        except MisfitAccess:
            told |= {one.indicator} if "indicator" in vars(one) else set()
    refuse_all(figure_problems(entered, indicators(), told))


def figure_misfits(lines: Sequence[Mapping[str, Json]]) -> list[Refusal]:
    """The same of lines as they were typed, all of it; fields as a sheet names them."""
    entered = [
        EnteredFigure(
            f"{FIELD}.{place}.value",
            str(one.get("indicator") or ""),
            str(one.get("part") or TOTAL),
            str(one.get("value") or ""),
        )
        for place, one in enumerate(lines)
    ]
    return figure_problems(entered, indicators())


def untold(lines: Sequence[FigureLine]) -> list[Indicator]:
    """The indicators of which the sheet tells nothing."""
    told = {one.indicator for one in lines if one.value.strip()}
    return [one for one in reported_indicators() if one.key not in told]


def new_figures(lines: Iterable[FigureLine]) -> Iterator[NewFigure]:
    """The figures that were told, each from the source that its indicator names. 0 is nil."""
    known = indicators()
    for one in lines:
        value = parse_figure(one.value, field=FIELD, largest=known.limits.largest)
        if value is not None:
            source = known.by_key[one.indicator].source
            yield NewFigure(
                one.indicator, one.part, value, source, one.qualifier, nil=value == 0
            )  # fmt: skip


def taken_out(lines: Sequence[FigureLine], stood: Iterable[FigureRow]) -> Iterator[NewFigure]:
    """What was reported of the quarter before and stands in its sheet no longer: not reported.

    Of a sheet without any figure nothing is said, nor of what no sheet asks for any more.
    """
    asked = {one.key for one in reported_indicators()}
    told = {(one.indicator, one.part) for one in lines if one.value.strip()}
    if not told:
        return
    for row in stood:
        of = row.indicator, row.part
        if row.value is not None and row.indicator in asked and of not in told:
            yield NewFigure(row.indicator, row.part, None, row.source)


def stood_in(
    connection: Connection, district: str, year: int, quarter: int, known: datetime | None = None
) -> list[FigureRow]:
    """The figures of the quarter as they are known."""
    rows = figures(connection, (district,), year, ends_on(year, quarter), known)
    return [one for one in rows if one.quarter == quarter]


def begin_figures(
    connection: Connection, district: str, year: int, quarter: int, known: datetime | None = None
) -> list[dict[str, str]]:
    """A line for each figure of the quarter that is known."""
    entered = {one.key for one in reported_indicators()}
    return [
        {
            "indicator": one.indicator,
            "part": one.part,
            "value": plain_number(one.value),
            "qualifier": one.qualifier,
        }
        for one in stood_in(connection, district, year, quarter, known)
        if one.value is not None and one.indicator in entered
    ]


def with_evidence(known: Iterable[Mapping[str, str]], before: Json) -> list[dict[str, str]]:
    """The lines, each with the evidence that the sheet before gave for the same figure."""
    lines = [one for one in before if isinstance(one, Mapping)] if isinstance(before, list) else []
    given = {
        (one.get("indicator"), one.get("part") or TOTAL): str(one["evidence"])
        for one in lines
        if one.get("evidence")
    }
    stood = ((one, given.get((one["indicator"], one["part"]))) for one in known)
    return [{**one, "evidence": evidence} if evidence else {**one} for one, evidence in stood]


def figure_options() -> dict[str, tuple[Option, ...]]:
    """The indicators and parts that a line may name."""
    known = indicators()
    reported = reported_indicators()
    parts = dict.fromkeys(part for one in reported for part in known.parts_of(one))
    return {
        f"{FIELD}.indicator": tuple(
            Option(one.key, title(one), Named(one.definition_th, one.definition_en))
            for one in reported
        ),
        f"{FIELD}.part": tuple(Option(part, part_words(known, part)) for part in parts),
    }
