"""Whom a year's work reached: women and men, and what was noted of inclusion (R57)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from config.indicators import Indicator, IndicatorKind, indicators
from config.words import Sentence, both
from flows.engine.answers import CurrentAnswer, answers_of
from flows.engine.gate import Gate
from flows.plan.wording import paragraphs_of
from flows.training.gates import TrainingV2
from flows.year.figure_lines import reported_indicators
from flows.year.monitoring_gates import LessonsV1
from flows.year.report_figures import YearFigures
from flows.year.report_rows import told
from registry.queries.meetings import trainings
from registry.queries.void_committees import counted_instances
from registry.rules.calendar import fiscal_year
from registry.rules.figure_words import part_words, told_words
from registry.rules.figures import parts_to_date
from registry.rules.papers.reports import FigureBySex

YEAR, SEX = "annual_cycle", "sex"
Gates = Mapping[str, Gate[Any]]


def figures_by_sex(of: YearFigures) -> tuple[FigureBySex, ...]:
    """Women and men of each figure that adds up in the year; none about victims."""
    return tuple(
        FigureBySex(title_th=one.title_th, unit_th=one.unit_th, parts_th=said.th)
        for one in reported_indicators()
        if SEX in one.breakdowns and not one.victims and one.kind is not IndicatorKind.PERIOD
        if (said := by_sex(of, one)) is not None
    )


def by_sex(of: YearFigures, indicator: Indicator) -> Sentence | None:
    """Women, men and those of whom it is not stated, of the year so far; None where untold."""
    keys = [key for key in indicators().parts_of(indicator) if key.startswith(f"{SEX}.")]
    parts = parts_to_date(indicator.kind, of.year, of.quarters(indicator), keys, of.quarter)
    said = [
        (part_words(indicators(), key), told_words(part.told))
        for key, part in parts.items()
        if part.told is not None
    ]
    if not said:
        return None
    return Sentence(
        " ".join(f"{part.th} {count.th}" for part, count in said),
        ", ".join(f"{part.en} {count.en}" for part, count in said),
    )


class InclusionNote(NamedTuple):
    """A note in one line, what it was written about, and the decision that holds it."""

    about: Sentence
    text: str
    on: date
    entry: int


def inclusion_notes(
    connection: Connection,
    district: str,
    year: int,
    gates: Gates,
    on: date,
    known: datetime | None = None,
) -> list[InclusionNote]:
    """The notes of a district's fiscal year by that day: of quarters, the reflection, trainings."""
    answers = [
        *_of_year(connection, district, year, gates),
        *_of_trainings(connection, district, year, gates, known),
    ]
    return [
        InclusionNote(about, text, one.on, one.decision.id)
        for about, one in answers
        if one.on <= on and (known is None or one.record.recorded_at <= known)
        if (text := " ".join(paragraphs_of(one.answer.inclusion)))
    ]


def _of_year(
    connection: Connection, district: str, year: int, gates: Gates
) -> Iterator[tuple[Sentence, CurrentAnswer[Any]]]:
    for row in counted_instances(connection, district):
        if (row.process, row.period) != (YEAR, str(year)):
            continue
        answers = answers_of(connection, row.id, gates)
        for quarter, sheet in told(answers).items():
            yield both("figure.quarter", quarter=quarter), sheet
        if (lessons := answers.last(LessonsV1)) is not None:
            yield both("gate.lessons"), lessons


def _of_trainings(
    connection: Connection, district: str, year: int, gates: Gates, known: datetime | None
) -> Iterator[tuple[Sentence, CurrentAnswer[Any]]]:
    held = [one for one in trainings(connection, district, known) if fiscal_year(one.on) == year]
    for instance in dict.fromkeys(int(one.key.split("/")[1]) for one in held):
        for one in answers_of(connection, instance, gates).to(TrainingV2):
            day = one.answer.held_on
            if isinstance(day, date) and fiscal_year(day) == year:
                yield both("inclusion.training", on=day), one
