"""What the annex tells in figures: three years by indicator, duties by activities."""

from collections.abc import Sequence

from config.audiences import Audience
from config.defaults import committee, policy
from config.fixed_tables import publications
from config.indicators import Indicator, Origin, indicators
from config.words import Named, Sentence, both
from flows.handover.package_day import PackageDay
from flows.plan.row_words import rows_in_words
from flows.year.report_figures import YearFigures, year_figures
from registry.queries.plans import plan_versions
from registry.queries.publications import PublicationAsked, as_published
from registry.rules.attacker import Mark
from registry.rules.calendar import QUARTERS
from registry.rules.figure_words import plain_number, told_words
from registry.rules.figures import ToDate, is_closed
from registry.rules.papers.package import ServedDuty, ThreeYears

FULL = 100


def three_years(at: PackageDay) -> tuple[ThreeYears, ...]:
    """Every indicator that something is known of in one of three years, or that is aimed at."""
    told = [_told(at, year) for year in at.years]
    hidden = [_hidden(at, year) for year in at.years]
    found = (_three_years(at, one, told, hidden) for one in indicators().indicators)
    return tuple(one for one in found if one is not None)


def _told(at: PackageDay, year: int) -> YearFigures:
    return year_figures(
        at.connection, at.district, year, QUARTERS[-1], None, policy().year.least_shown,
        on=at.on, known=at.known,
    )  # fmt: skip


def _hidden(at: PackageDay, year: int) -> frozenset[str]:
    """The indicators of a closed year of which a table for other offices hides a number."""
    if not is_closed(year, None, at.on):
        return frozenset()
    found: set[str] = set()
    for table in publications().tables:
        if table.broken_down is None and any(
            indicators().by_key[key].victims for key in table.indicators
        ):
            asked = PublicationAsked(table, at.district, year, None, Audience.SHARED)
            made = as_published(at.connection, asked, at.on)
            marks = (Mark.SHOWN, Mark.NOT_REPORTED)
            found |= {
                column.indicator
                for (_, column), one in made.numbers.items()
                if one.mark not in marks
            }
    return frozenset(found)


def _three_years(
    at: PackageDay,
    indicator: Indicator,
    told: Sequence[YearFigures],
    hidden: Sequence[frozenset[str]],
) -> ThreeYears | None:
    found = [_of_year(at, indicator, one) for one in told]
    aim = told[0].aims.get(indicator.key)
    if aim is None and all(one is None or one.told is None for one in found):
        return None
    words = [
        both("figure.hidden")
        if one.tells_of_few(indicator) or indicator.key in own
        else _in_words(year)
        for one, own, year in zip(told, hidden, found, strict=True)
    ]
    target = plain_number(aim) if aim is not None else None
    aimed = Named(target, target) if target else both("package.no_target")
    newest = next((one for one in found if one is not None and one.told is not None), None)
    wherefrom = both(f"package.figure_source.{indicator.source}")
    return ThreeYears(
        title_th=f"{indicator.title_th} ({indicator.unit_th})",
        title_en=f"{indicator.title_en} ({indicator.unit_en})",
        target_th=aimed.th, target_en=aimed.en,
        this_year_th=words[0].th, this_year_en=words[0].en,
        year_before_th=words[1].th, year_before_en=words[1].en,
        two_before_th=words[2].th, two_before_en=words[2].en,
        source_th=wherefrom.th, source_en=wherefrom.en,
        as_of=(newest.as_of if newest else None) or at.on,
        known=newest is not None,
    )  # fmt: skip


def _of_year(at: PackageDay, indicator: Indicator, of: YearFigures) -> ToDate | None:
    if indicator.origin is Origin.COMPUTED:
        return at.figures[of.year].get(indicator.key)
    return of.whole(indicator)


def _in_words(year: ToDate | None) -> Sentence:
    if year is None or year.told is None:
        return both("word.not_recorded")
    return told_words(year.told)


def served_duties(at: PackageDay) -> tuple[ServedDuty, ...]:
    """The duties of the model order, by the activities of the running year's plan."""
    versions = plan_versions(at.connection, (at.district,), at.on, at.year, at.known)
    if not versions:
        return ()
    newest = versions[-1].version
    rows = rows_in_words(at.connection, at.district, at.year, newest, at.on)
    serves = [
        (str(row.get("activity") or both("word.redacted").th), row.get("duties") or ())
        for row in rows
    ]
    found = []
    for duty in committee().duties:
        own = [activity for activity, duties in serves if duty.key in duties]
        found.append(
            ServedDuty(
                duty_th=duty.th, duty_en=duty.en, count=len(own),
                bar=round(FULL * len(own) / len(rows)) if rows else 0,
                activities_th="; ".join(own) or both("package.no_activity").th,
                activities_en="; ".join(own) or both("package.no_activity").en,
            )
        )  # fmt: skip
    return tuple(found)
