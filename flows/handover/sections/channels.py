"""Whom an urgent case goes to, across the border too: section 8 of the annex."""

from config.defaults import committee, policy
from config.indicators import indicators
from config.training import training as training_defaults
from config.words import Named, both
from flows.handover.package_day import Claims, PackageDay, source
from registry.queries.figures import FigureOf, by_quarter, figures
from registry.queries.policy import manuals_used
from registry.rules.calendar import quarter_starts
from registry.rules.figure_words import told_words
from registry.rules.papers.package import Claim

EXECUTIVE, ACROSS = "executive", "cross_border_contacts"


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
    for body in committee().bodies:
        if body.key != EXECUTIVE:
            does = Named(body.does_th or "", body.does_en or "")
            called = Named(body.title_th, body.title_en)
            said = does if does.th else None
            yield at.claim(called, said, source("orders"), at.ordered_since)
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
    """Contacts across the border in this year and the one before, where any were reported."""
    found = [one for year in at.years[:2] if (one := _across_in(at, year)) is not None]
    if found:
        yield from found
    else:
        yield at.claim(_called(), None, source("report", year=at.year), at.on)


def _across_in(at: PackageDay, year: int) -> Claim | None:
    """By the newest quarter of the year of which anything was reported."""
    rows = by_quarter(figures(at.connection, (at.district,), year, at.on, at.known))
    told = rows.get(FigureOf(at.district, ACROSS), {})
    newest = max((one for one in told if one is not None and told[one].get("")), default=None)
    if newest is None:
        return None
    said = both("package.in_quarter", said=told_words(told[newest][""]), quarter=newest, year=year)
    return at.claim(_called(), said, source("report", year=year), quarter_starts(year, newest))


def _called() -> Named:
    indicator = indicators().by_key[ACROSS]
    return Named(indicator.title_th, indicator.title_en)
