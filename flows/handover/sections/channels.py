"""Whom an urgent case goes to, across the border too: section 8 of the annex."""

from collections.abc import Iterable
from datetime import date

from config.activity_kinds import CoordinationLevel
from config.coordination import coordination
from config.defaults import committee, policy
from config.indicators import Indicator, indicators
from config.training import training as training_defaults
from config.words import Named, Sentence, both
from flows.handover.package_day import Claims, PackageDay
from flows.handover.package_words import short_day, source
from registry.queries.figures import FigureOf, by_quarter, figures
from registry.queries.held_activities import coordination_log, held_activities
from registry.queries.policy import manuals_used
from registry.rules.calendar import quarter_ends
from registry.rules.figure_words import told_words
from registry.rules.figures import starts_on
from registry.rules.papers.package import Claim

ACROSS = "cross_border_contacts"
YEARS_ACROSS = 2


def channels(at: PackageDay) -> Claims:
    """Whom an urgent case goes to, across the border too, and by which manual."""
    lines = policy().hotlines
    yield at.claim(
        both("package.topic.social_assistance"), Named(*[lines.social_assistance] * 2),
        source("policy_setting"), at.on,
    )  # fmt: skip
    yield at.claim(
        both("package.topic.police"), Named(*[lines.police] * 2), source("policy_setting"), at.on
    )
    elsewhere = both("package.numbers_elsewhere", number=lines.social_assistance)
    yield at.claim(both("package.topic.other_numbers"), elsewhere, source("offices"), at.on)
    wherefrom = source("orders" if at.orders else "model_order")
    for body in committee().bodies:
        called, does = Named(body.title_th, body.title_en), Named(body.does_th, body.does_en)
        yield at.claim(called, does, wherefrom, at.ordered_since)
    yield from _across(at)
    manuals = manuals_used(at.connection, at.district, at.on, at.known)
    if not manuals:
        yield at.claim(both("package.topic.manual"), None, source("manuals"), at.on)
    for one in manuals.values():
        title = next(own for own in training_defaults().manuals if own.key == one.key)
        version = both("package.manual", version=one.version) if one.version else None
        called = Named(title.title_th, title.title_en)
        yield at.claim(called, version, source("manuals"), one.since)


def _across(at: PackageDay) -> Claims:
    """Contacts across the border in this year and the one before, and the last with each office."""
    found = [one for year in at.years[:YEARS_ACROSS] if (one := _across_in(at, year)) is not None]
    if not found:
        yield at.claim(_called(), None, source("activities"), at.on)
    yield from found
    yield from _counterparts(at)


def _across_in(at: PackageDay, year: int) -> Claim | None:
    """As many as were recorded; of a year without records what its newest report told."""
    figure = at.figures.computed[year][ACROSS]
    if figure.told is None:
        return _across_reported(at, year)
    said = both("package.in_year", said=told_words(figure.told), unit=_indicator().unit, year=year)
    return at.claim(_called(), said, source("activities"), figure.as_of or at.on)


def _across_reported(at: PackageDay, year: int) -> Claim | None:
    rows = by_quarter(figures(at.connection, (at.district,), year, at.on, at.known))
    told = rows.get(FigureOf(at.district, ACROSS), {})
    newest = max((one for one in told if one is not None and told[one].get("")), default=None)
    if newest is None:
        return None
    told_to = min(at.on, quarter_ends(year, newest))
    said = both(
        "package.in_quarter",
        said=told_words(told[newest][""]), unit=_indicator().unit, quarter=newest, year=year,
    )  # fmt: skip
    return at.claim(_called(), said, source("report", year=year), told_to)


def _counterparts(at: PackageDay) -> Claims:
    """The offices across the border, each with how and when the committee last met or called it."""
    known = coordination()
    last: dict[str, tuple[date, int, Sentence | Named]] = {}
    for office, on, entry, how in sorted(_contacts(at), key=lambda one: one[1:3]):
        last[office] = (on, entry, how)
    for office, (on, entry, how) in sorted(last.items(), key=lambda one: one[1][0], reverse=True):
        listed = known.by_counterpart.get(office)
        called = Named(listed.th, listed.en) if listed else both("word.not_recorded")
        said = both("package.last_contact", how=how, on=short_day(on))
        yield at.claim(called, said, at.source_of(entry), on)


def _contacts(at: PackageDay) -> Iterable[tuple[str, date, int, Sentence | Named]]:
    """Each meeting and each line of the log of these years: with whom, when, told where, how."""
    known = coordination()
    span = (starts_on(at.years[YEARS_ACROSS - 1], None), at.on)
    channels_by_key = {one.key: Named(one.th, one.en) for one in known.channels}
    held = held_activities(at.connection, (at.district,), *span, at.known)
    for met in held:
        if met.counterpart in known.abroad:
            yield met.counterpart, met.on, met.entry, both(f"choice.held_kind.{met.kind}")
    level = CoordinationLevel.INTERNATIONAL
    for line in coordination_log(at.connection, (at.district,), *span, at.known, level=level):
        how = channels_by_key.get(line.channel) or both("word.not_recorded")
        yield line.counterpart, line.on, line.entry, how


def _indicator() -> Indicator:
    return indicators().by_key[ACROSS]


def _called() -> Named:
    return Named(_indicator().title_th, _indicator().title_en)
