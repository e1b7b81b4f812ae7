"""What a district aims at in a year is set, from today on; what it aimed at before is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.indicators import TOTAL, indicators
from registry.records.figures import NewTarget, record_targets
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.calendar import fiscal_year
from registry.rules.figure_checks import known_indicator, parse_figure, refuse_all, title
from registry.rules.figures import HUNDRED
from registry.rules.plain_values import Json
from registry.rules.rights import Verb
from registry.store import Registry


class TargetOverHundred(Refusal):
    """A share is aimed at in percent, and there is no more than all of it."""


class TargetYearToCome(Refusal):
    """A year after the next one: nobody plans it yet, and it is a slip of the keys."""


class TargetMissing(Refusal):
    """A target is a number: it is changed, and never taken out."""


@dataclass(frozen=True)
class TypedTarget:
    """A target as it was typed; `field` is its place."""

    field: str
    indicator: str
    value: str


def set_targets(
    registry: Registry,
    district: str,
    year: int,
    typed: Sequence[TypedTarget],
    *,
    recorded_by: str,
) -> int:
    """Set these targets of the fiscal year, all or none; how many of them did not stand already.

    Raises UnknownPerson, MayNot, TargetYearToCome, IndicatorUnknown, FigureUnreadable,
    TargetOverHundred or TargetMissing; FiguresUnfit where several are wrong.
    """
    last = fiscal_year(registry.today) + 1
    if year > last:
        raise TargetYearToCome(field="year", value=str(year), last=str(last))
    problems: list[Refusal] = []
    found = []
    for one in typed:
        try:
            found.append(_read(one))
        except Refusal as refusal:
            problems.append(refusal)
    refuse_all(problems)
    with registry.writing(district) as write:
        who = who_may(write, recorded_by, Verb.CORRECT, district)
        new = record_targets(write, district, year, found, on=write.today)
        if new:
            aims: Json = {one.indicator: str(one.value) for one in new}
            body: Json = {"year": year, "targets": aims}
            write.audit(district, "targets.set", actor=who.id, body=body)
    return len(new)


def _read(one: TypedTarget) -> NewTarget:
    known = indicators()
    indicator = known_indicator(known, one.indicator, field=one.field)
    value = parse_figure(one.value, field=one.field, largest=known.limits.largest)
    if value is None:
        raise TargetMissing(field=one.field, indicator=title(indicator))
    if indicator.is_share and value > HUNDRED:
        raise TargetOverHundred(field=one.field, indicator=title(indicator), value=str(value))
    return NewTarget(indicator.key, value, None, TOTAL)
