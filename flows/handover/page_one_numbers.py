"""The five numbers of page one, each with the one of the year before (practice.md 19)."""

from decimal import Decimal

from config.words import Sentence, Value, both
from flows.handover.package_day import PackageDay
from flows.handover.package_figures import (
    MEETINGS,
    first_meeting_day,
    first_report,
    first_report_day,
    met_in,
)
from flows.handover.package_words import shared, short_day
from flows.handover.year_money import money_without_lines
from registry.rules.baht import MILLION
from registry.rules.figure_words import amount_words
from registry.rules.figures import Amount, Mean, Share, Told
from registry.rules.papers.package import FiveNumbers, PageNumber
from registry.rules.year_board import YearMark

FROM_MILLIONS = 10 * MILLION
ACTIVITIES, SEATS, TRAINED, MONEY = "activities", "seats_filled", "members_trained", "baht_secured"
SECTION_OF = {ACTIVITIES: 3, MEETINGS: 5, SEATS: 2, TRAINED: 7, MONEY: 6}


def numbers(at: PackageDay) -> FiveNumbers:
    """Five numbers, each with what it was the year before and in which section it is told."""
    now = {
        ACTIVITIES: _activities(at),
        MEETINGS: _meetings(at),
        SEATS: _seats(at),
        TRAINED: _short(TRAINED, at.figures.computed[at.year][TRAINED].told),
        MONEY: _money(at),
    }
    return FiveNumbers(**{
        key: number(key, section, now[key], _before(at, key), at.year)
        for key, section in SECTION_OF.items()
    })  # fmt: skip


def number(
    key: str, section: int, now: Sentence | None, before: Sentence | None, year: int
) -> PageNumber:
    """The number by its head; what nobody recorded is said to be so, of either year."""
    title = both(f"package.number.{key}")
    told = now or (both("package.names_not_recorded") if key == TRAINED else None)
    unknown = both("package.nothing_recorded")
    said = told or unknown
    earlier = both("package.of_year", year=year - 1, said=before or unknown)
    return PageNumber(
        key=key, section=section,
        title_th=title.th, title_en=title.en,
        now_th=said.th, now_en=said.en,
        before_th=earlier.th, before_en=earlier.en,
        known=now is not None,
    )  # fmt: skip


def _activities(at: PackageDay) -> Sentence | None:
    """How many are done; before the first report is due, by when that is."""
    due = first_report_day(at)
    if at.planned and not at.progress and due is not None and not at.plan.is_missing:
        return both("package.first_report_due", by=short_day(due))
    return activities_done(at)


def _meetings(at: PackageDay) -> Sentence | None:
    """Of those due; before the first is due how many were held, and by when one is to be."""
    told = at.figures.computed[at.year][MEETINGS].told
    if not isinstance(told, Share) or not told.nothing_due:
        return _short(MEETINGS, told)
    held, due = met_in(at, at.year), first_meeting_day(at, at.year)
    if held or due is None:
        return both("package.met_times", count=held) if held else None
    return both("package.none_held_yet", by=short_day(due))


def _seats(at: PackageDay) -> Sentence | None:
    """How many are filled; where some hold several, by how many people."""
    told = at.figures.computed[at.year][SEATS].told
    if not isinstance(told, Share) or told.nothing_due:
        return None
    said = both("package.of", **_of(told))
    return said if at.people >= at.filled else both("package.seats_by", said=said, people=at.people)


def _of(share: Share) -> dict[str, Value]:
    return {"count": amount_words(share.numerator), "of": amount_words(share.denominator)}


def _money(at: PackageDay) -> Sentence | None:
    """What is secured of the year's money, of all that was asked for; that none is needed."""
    told = at.figures.computed[at.year][MONEY].told
    asked = sum((one.amount for one in at.money.needs if one.year == at.year), Decimal())
    if isinstance(told, Amount) and asked:
        return money_words("of_asked", given=told, asked=Amount(asked))
    if not at.money.lines[at.year].standing and at.year in at.money.days:
        found = money_without_lines(at, at.year)
        if found.mark is YearMark.NONE_NEEDED:
            return both("package.none_needed_short")
    return _short(MONEY, told)


def _before(at: PackageDay, key: str) -> Sentence | None:
    """The same number of the year before, where anything was due in it."""
    if key == ACTIVITIES:
        return _done_before(at)
    told = at.figures.computed[at.year - 1][key].told
    if key == MEETINGS and isinstance(told, Share) and told.nothing_due:
        held = met_in(at, at.year - 1)
        return both("package.met_times", count=held) if held else None
    if isinstance(told, Share) and not told.nothing_due:
        return both("package.of", **_of(told))
    if isinstance(told, Amount):
        return money_words("amount", baht=told)
    return _short(key, told)


def _done_before(at: PackageDay) -> Sentence | None:
    """How many of the activities of the year before were done, where it was reported on."""
    rows, told = at.of_year_before
    if not rows or not told:
        return None
    done = {one.row for one in told if one.state == "done"}
    return both("package.of", count=len(done), of=len(rows))


def activities_done(at: PackageDay) -> Sentence | None:
    """How many of the plan's activities are done; that nothing was reported is no zero.

    Where no plan was received, that: the annex tells of no activity either.
    """
    if at.plan.is_missing:
        return both("package.no_plan_received")
    if not at.planned:
        return None
    if not at.progress:
        return first_report(at) or both("package.not_reported")
    done = {one.row for one in at.progress if one.state == "done"}
    return both("package.of", count=len(done), of=len(at.planned))


def _short(key: str, told: Told | None) -> Sentence | None:
    match told:
        case None:
            return None
        case Share() if told.nothing_due:
            return None
        case Share():
            return shared(key, told)
        case Amount():
            return money_words("baht", baht=told)
        case Mean():
            return amount_words(told.amount)


def money_words(key: str, **amounts: Amount) -> Sentence:
    """Amounts of baht; from ten million on in millions, for a line of the page has no room.

    Not beside an amount so small that a tenth of a million would say nothing of it.
    """
    values = [one.value for one in amounts.values() if one.value]
    if not values or max(values) < FROM_MILLIONS or min(values) < MILLION // 10:
        return both(f"package.{key}", **{name: amount_words(one) for name, one in amounts.items()})
    millions = {
        name: amount_words(one._replace(value=one.value / MILLION)) for name, one in amounts.items()
    }
    return both(f"package.{key}_millions", **millions)
