"""A figure is put right after its report was sent: what is known now changes, the report stays.

The next report says what was revised. Before the report goes out its sheet is corrected instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from config.indicators import indicators
from config.words import Named
from flows.decisions.corrected_answer import NothingToCorrect
from flows.engine.forms import refuse_unfit_texts
from flows.engine.installation import Installation
from registry.queries.figure_corrections import CORRECTED
from registry.queries.figures import FigureRow, figures
from registry.queries.monitoring import SENT, quarters_told
from registry.records.figures import NewFigure, record_figures
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.figure_checks import (
    EnteredFigure,
    figure_problems,
    parse_figure,
    refuse_all,
    refuse_period,
)
from registry.rules.figure_words import plain_number
from registry.rules.figures import Qualifier, ends_on
from registry.rules.plain_values import Json
from registry.rules.rights import Verb


class ReportNotSent(Refusal):
    """The quarter's report has not gone out: its sheet is corrected."""


class CorrectionNeedsReason(Refusal):
    """A figure that was reported is put right for a reason."""


@dataclass(frozen=True)
class LateCorrection:
    """Parts of a quarter's figure as they are to be; `values` as typed, by part."""

    district: str
    year: int
    quarter: int
    indicator: str
    values: Mapping[str, str]
    reason: str
    qualifier: Qualifier = Qualifier.EXACT


def correct_figures(
    office: Installation, asked: LateCorrection, *, recorded_by: str
) -> tuple[NewFigure, ...]:
    """Record the parts that are known otherwise now; all that the indicator has must fit together.

    Raises UnknownPerson, MayNot, CorrectionNeedsReason, PeriodOpen, PeriodFuture, QuarterUnknown,
    ReportNotSent, NothingToCorrect, and what figures are refused for.
    """
    if not asked.reason.strip():
        raise CorrectionNeedsReason(field="reason")
    refuse_unfit_texts(office, {"reason": asked.reason}, reason=asked.reason)
    with office.registry.writing(asked.district) as write:
        who = who_may(write, recorded_by, Verb.CORRECT, asked.district)
        refuse_period(asked.year, asked.quarter, write.today, field="quarter")
        _refuse_unsent(office, asked)
        stood = {
            one.part: one
            for one in figures(
                write.connection, (asked.district,), asked.year, ends_on(asked.year, asked.quarter)
            )
            if (one.quarter, one.indicator) == (asked.quarter, asked.indicator)
        }
        found = _read(asked, stood)
        record_figures(write, asked.district, asked.year, asked.quarter, found, entry_id=None)
        before: Json = {part: _said(one) for part, one in stood.items()}
        after: Json = {one.part: None if one.value is None else str(one.value) for one in found}
        body: Json = {
            "year": asked.year, "quarter": asked.quarter, "indicator": asked.indicator,
            "before": before, "after": after, "reason": asked.reason,
        }  # fmt: skip
        write.audit(asked.district, CORRECTED, actor=who.id, body=body)
    return found


def _refuse_unsent(office: Installation, asked: LateCorrection) -> None:
    on, of = office.registry.today, (asked.district, asked.quarter)
    with office.registry.reading() as connection:
        told = of in quarters_told(connection, (asked.district,), asked.year, on)
        sent = of in quarters_told(connection, (asked.district,), asked.year, on, gate=SENT)
    if told and not sent:
        raise ReportNotSent(field="quarter", quarter=str(asked.quarter), year=str(asked.year))


def _read(asked: LateCorrection, stood: Mapping[str, FigureRow]) -> tuple[NewFigure, ...]:
    """The parts that were typed, once the whole indicator was held together."""
    known = indicators()
    kept = {
        part: plain_number(one.value)
        for part, one in stood.items()
        if one.value is not None and part not in asked.values
    }
    whole = {**kept, **{part: value for part, value in asked.values.items() if value.strip()}}
    entered = [
        EnteredFigure(f"value.{part}" if part else "value", asked.indicator, part, value)
        for part, value in whole.items()
    ]
    refuse_all(figure_problems(entered, known))
    told = known.by_key[asked.indicator]
    found = []
    for part, typed in asked.values.items():
        value = parse_figure(typed, field=part, largest=known.limits.largest)
        nil = value is not None and value == 0
        one = NewFigure(asked.indicator, part, value, told.source, asked.qualifier, nil=nil)
        if part not in stood or _differs(one, stood[part]):
            found.append(one)
    if not found:
        raise NothingToCorrect(field="value", gate=Named(told.title_th, told.title_en))
    return tuple(found)


def _differs(one: NewFigure, before: FigureRow) -> bool:
    now = (one.value, one.qualifier, one.state)
    return now != (before.value, before.qualifier, before.state)


def _said(one: FigureRow) -> str | None:
    return None if one.value is None else str(one.value)
