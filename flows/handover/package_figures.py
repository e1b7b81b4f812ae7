"""What the annex tells in figures: three years by indicator, duties by activities."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from config.defaults import committee, policy
from config.indicators import Indicator, IndicatorKind, Origin, indicators
from config.words import Named, Sentence, both, known as is_known
from flows.handover.package_day import PackageDay
from flows.handover.package_words import short_day, source
from flows.plan.row_words import rows_in_words
from flows.year.reads import report_due
from flows.year.report_figures import YearFigures
from flows.year.report_rows import PlannedRow
from registry.queries.history import planned_years
from registry.queries.publications import published_of_year
from registry.rules.calendar import fiscal_year
from registry.rules.figure_words import amount_words, plain_number, told_words
from registry.rules.figures import Share, ToDate
from registry.rules.papers.package import ServedDuty, ServingActivity, ThreeYears

MEETINGS, PLAN = "meetings_held", "plan_on_time"


# Figures that other sections tell too, each with the source that it bears there.
SECTION_SOURCES = {
    "seats_filled": "seats", MEETINGS: "meetings", "members_trained": "trainings",
    "persons_trained": "trainings", "knowledge_gain": "scores",
    "lao_activities": "money", "baht_secured": "money",
}  # fmt: skip


class FigureRow(NamedTuple):
    """An indicator in the years that are told of: what is said of each, None where nothing is."""

    indicator: Indicator
    aim: Decimal | None
    said: Mapping[int, Sentence | None]
    as_of: date


def figure_rows(at: PackageDay) -> tuple[FigureRow, ...]:
    """Every indicator that something is known of in one of three years, or that is aimed at."""
    told = [at.figures.reported[year] for year in at.years]
    found = (_row(at, one, told) for one in indicators().indicators)
    return tuple(one for one in found if one is not None)


def figure_source(key: str) -> Sentence:
    """The source of a figure: one and the same wherever it is told."""
    if key in SECTION_SOURCES:
        return source(SECTION_SOURCES[key])
    return both(f"package.figure_source.{indicators().by_key[key].source}")


def figure_gaps(at: PackageDay, rows: Sequence[FigureRow]) -> Iterator[Sentence]:
    """What the table says nothing of: an indicator, years of one, targets.

    Of which years no meetings are known section 5 tells.
    """
    if not rows:
        yield both("package.section.figures")
    for one in rows:
        lacking = [str(year) for year in sorted(one.said) if one.said[year] is None]
        what = _called(one.indicator)
        if len(lacking) == len(one.said):
            yield Sentence(what.th, what.en)
        elif lacking and one.indicator.key != MEETINGS:
            yield both("package.figure_of_years", what=what, years=", ".join(lacking))
    if untargeted := sum(one.aim is None for one in rows):
        yield both("package.no_targets", year=at.year, count=untargeted, of=len(rows))


def _row(at: PackageDay, indicator: Indicator, told: Sequence[YearFigures]) -> FigureRow | None:
    found = [_of_year(at, indicator, one) for one in told]
    aim = told[0].aims.get(indicator.key)
    if aim is None and all(one is None or one.told is None for one in found):
        return None
    said = {
        one.year: _about_victims(at, indicator, one.year, year)
        if indicator.victims
        else _in_words(at, indicator, one.year, year)
        for one, year in zip(told, found, strict=True)
    }
    newest = next((one for one in found if one is not None and one.told is not None), None)
    return FigureRow(indicator, aim, said, (newest.as_of if newest else None) or at.on)


def _about_victims(
    at: PackageDay, indicator: Indicator, year: int, found: ToDate | None
) -> Sentence | None:
    """What was published of the year, and nothing else: a package is read by others too.

    None where nothing was reported.
    """
    if found is None or found.told is None:
        return None
    published = published_of_year(at.connection, at.district, year, at.known)
    if indicator.key not in published:
        return both("figure.unpublished")
    amount = published[indicator.key]
    return both("figure.hidden") if amount is None else amount_words(amount)


def three_years(rows: Sequence[FigureRow]) -> tuple[ThreeYears, ...]:
    """The indicators as the annex prints them."""
    return tuple(_three_years(one) for one in rows)


def _called(indicator: Indicator) -> Named | Sentence:
    """What the annex calls it: of three years' days, none of which alone is the present one."""
    own = f"package.figure.{indicator.key}"
    return both(own) if is_known(own) else Named(indicator.title_th, indicator.title_en)


def _three_years(row: FigureRow) -> ThreeYears:
    indicator, not_recorded = row.indicator, both("word.not_recorded")
    called = _called(indicator)
    now, before, two_before = (one or not_recorded for one in row.said.values())
    target = plain_number(row.aim) if row.aim is not None else None
    aimed = Named(target, target) if target else both("package.no_target")
    wherefrom = figure_source(indicator.key)
    return ThreeYears(
        title_th=f"{called.th} ({indicator.unit_th})",
        title_en=f"{called.en} ({indicator.unit_en})",
        target_th=aimed.th, target_en=aimed.en,
        this_year_th=now.th, this_year_en=now.en,
        year_before_th=before.th, year_before_en=before.en,
        two_before_th=two_before.th, two_before_en=two_before.en,
        source_th=wherefrom.th, source_en=wherefrom.en,
        as_of=row.as_of,
        known=any(one is not None for one in row.said.values()),
    )  # fmt: skip


def _of_year(at: PackageDay, indicator: Indicator, of: YearFigures) -> ToDate | None:
    """What the registry works out; where that knows nothing, what was reported or taken in."""
    if indicator.origin is not Origin.COMPUTED:
        return of.whole(indicator)
    found = at.figures.computed[of.year].get(indicator.key)
    return of.whole(indicator) if found is not None and found.told is None else found


def _in_words(
    at: PackageDay, indicator: Indicator, year: int, found: ToDate | None
) -> Sentence | None:
    """The figure in words; None where nothing is recorded.

    Of a year before, the day on which it stood so or up to which it adds up: the row has but the
    newest year's.
    """
    if found is None or found.told is None:
        return None
    if isinstance(found.told, Share) and found.told.nothing_due:
        return none_due_words(at, indicator.key, year)
    said = told_words(found.told)
    if year == at.year or found.as_of is None:
        return said
    on = short_day(found.as_of)
    if indicator.kind is IndicatorKind.LAST:
        return both("package.stood_on", said=said, on=on)
    if isinstance(found.told, Share):
        return both("package.added_up_to", said=said, on=on)
    return both("package.counted_up_to", said=said, unit=indicator.unit, on=on)


def none_due_words(at: PackageDay, key: str, year: int) -> Sentence | None:
    """What is known of a year of which nothing was due, and when something is; None where nothing.

    A year that was not open here asked for nothing: what was done in it all the same is told.
    """
    days = at.year_days.get(year)
    if key == MEETINGS:
        return _meetings_without_share(at, year)
    if key != PLAN:
        return both("figure.nothing_due")
    if days is None or days.plan_known:
        taken_in = planned_years(at.connection, year, at.district, at.known).get(at.district, ())
        return both("package.plan_before") if year in taken_in else None
    return both("package.plan_due", by=short_day(days.sent))


def first_report(at: PackageDay) -> Sentence | None:
    """By when the running year's first report is due, as long as none is; None from then on."""
    due = first_report_day(at)
    return None if due is None else both("package.report_due", by=short_day(due))


def first_report_day(at: PackageDay) -> date | None:
    """The day of the running year's first report, as long as none is due; None from then on."""
    days = at.year_days.get(at.year)
    if days is None or not days.quarters:
        return None
    due = report_due(policy().year, at.year, days.quarters[0].number)
    return due if due >= at.on else None


def first_meeting_day(at: PackageDay, year: int) -> date | None:
    """The last day of the next meeting's quarter in that year; None where none is due any more."""
    days = at.year_days.get(year)
    ahead = (one.ends for one in days.quarters if one.ends > at.on) if days is not None else ()
    return min(ahead, default=None)


def _meetings_without_share(at: PackageDay, year: int) -> Sentence | None:
    held, due = met_in(at, year), first_meeting_day(at, year)
    if due is None:
        return both("package.met_unfollowed", count=held) if held else None
    return both(
        "package.met_so_far" if held else "package.met_none_yet", count=held, by=short_day(due)
    )


def served_duties(at: PackageDay) -> tuple[ServedDuty, ...]:
    """The duties of the model order, each with how many activities of the year's plan serve it."""
    served = Counter(duty for _, duties in _serving(at) for duty in duties)
    bodies = {one.key: one for one in committee().bodies}
    if not served:
        return ()
    return tuple(
        ServedDuty(
            number=number,
            body_th=bodies[duty.body].title_th, body_en=bodies[duty.body].title_en,
            duty_th=duty.th, duty_en=duty.en, count=served[duty.key],
        )
        for number, duty in enumerate(committee().duties, 1)
    )  # fmt: skip


def serving_activities(at: PackageDay) -> tuple[ServingActivity, ...]:
    """The activities of the year's plan, in its order, by the duties that they serve."""
    numbers = {duty.key: number for number, duty in enumerate(committee().duties, 1)}
    return tuple(
        ServingActivity(
            number=row.number,
            activity_th=row.called.th,
            activity_en=row.called.en if row.activity is None else None,
            serves=tuple(sorted(numbers[one] for one in duties if one in numbers)),
        )
        for row, duties in _serving(at)
    )


def _serving(at: PackageDay) -> list[tuple[PlannedRow, tuple[str, ...]]]:
    rows = at.planned
    if not rows:
        return []
    version = rows[0].fact.version
    said = rows_in_words(at.connection, at.district, at.year, version, at.on, at.known)
    duties = {str(one["key"]): tuple(one.get("duties") or ()) for one in said}
    return [(row, duties.get(row.key, ())) for row in rows]


def met_in(at: PackageDay, year: int) -> int:
    """How many meetings of a fiscal year are known, by whatever they are told."""
    return sum(fiscal_year(one.on.first) == year for one in at.met)
