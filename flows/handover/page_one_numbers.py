"""The numbers of page one, each with what it was the year before (practice.md 19)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from config.words import Sentence, both
from flows.handover.package_day import PackageDay
from flows.handover.package_figures import MEETINGS, first_report, none_due_words
from flows.handover.package_words import shared, short_day
from flows.handover.year_money import money_without_lines
from registry.rules.baht import MILLION
from registry.rules.figure_words import amount_words
from registry.rules.figures import Amount, Mean, Share, Told
from registry.rules.year_board import YearMark

FROM_MILLIONS = 10 * MILLION
ACTIVITIES, MONEY, GAIN = "activities", "baht_secured", "knowledge_gain"
SECTION_OF = {
    "seats_filled": 2, ACTIVITIES: 3, MEETINGS: 5, MONEY: 6,
    "members_trained": 7, GAIN: 7,
}  # fmt: skip


class Number(NamedTuple):
    """A number of page one, and whether anything is known of it."""

    words: Sentence
    known: bool


def numbers(at: PackageDay) -> Iterator[Number]:
    """Six numbers, each with what it was the year before and where it stands."""
    yield _activities(at)
    yield _meetings(at)
    yield _number("seats_filled", _seats(at), _before(at, "seats_filled"))
    trained = _short("members_trained", at.figures.computed[at.year]["members_trained"].told)
    yield _number("members_trained", trained, _before(at, "members_trained"))
    yield _money(at)
    gains = (at.figures.computed[year][GAIN].told for year in at.years)
    gain = next((one for one in gains if one is not None), None)
    yield _number(GAIN, _short(GAIN, gain), None)


def _meetings(at: PackageDay) -> Number:
    """Of those due; before the first is due, that it is to be held and by which day."""
    told, before = at.figures.computed[at.year][MEETINGS].told, _before(at, MEETINGS)
    if isinstance(told, Share) and told.nothing_due:
        return _state(MEETINGS, none_due_words(at, MEETINGS, at.year), before)
    return _number(MEETINGS, _short(MEETINGS, told), before)


def _seats(at: PackageDay) -> Sentence | None:
    """How many are filled; where some hold several, by how many people."""
    said = _short("seats_filled", at.figures.computed[at.year]["seats_filled"].told)
    if said is None or at.people >= at.filled:
        return said
    return both("package.seats_by", said=said, people=at.people)


def _money(at: PackageDay) -> Number:
    """What is secured of the year's money, of all that was asked for; that none is needed."""
    told, before = at.figures.computed[at.year][MONEY].told, _before(at, MONEY)
    asked = sum((one.amount for one in at.money.needs if one.year == at.year), Decimal())
    if isinstance(told, Amount) and asked:
        return _number(MONEY, money_words("of_asked", given=told, asked=Amount(asked)), before)
    if not at.money.lines[at.year].standing and at.year in at.money.days:
        found = money_without_lines(at, at.year)
        if found.mark is YearMark.NONE_NEEDED:
            return _state(MONEY, both("package.none_needed", on=short_day(found.on)), before)
    return _number(MONEY, _short(MONEY, told), before)


def _before(at: PackageDay, key: str) -> Sentence | None:
    """The same number of the year before, where it was another and anything was due in it.

    What is counted is said of the running year's.
    """
    now, told = (at.figures.computed[year][key].told for year in at.years[:2])
    said = _short(key, told)
    if said is None or said == _short(key, now):
        return None
    if not isinstance(told, Share):
        return said
    return both("package.of", count=amount_words(told.numerator), of=amount_words(told.denominator))


def _activities(at: PackageDay) -> Number:
    said = activities_done(at)
    if at.planned and at.progress and not at.plan.is_missing:
        return _number(ACTIVITIES, said, None)
    return _state(ACTIVITIES, said, None)


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


def _number(key: str, now: Sentence | None, before: Sentence | None) -> Number:
    """So much of it; where nothing is recorded, that."""
    if now is None:
        return _state(key, None, before)
    return Number(_with_source(f"package.number.{key}", key, now, before), known=True)


def _state(key: str, said: Sentence | None, before: Sentence | None) -> Number:
    """How it stands, where that is no number: what is counted is not said to be there."""
    now = said or both("word.not_recorded")
    return Number(_with_source(f"package.state.{key}", key, now, before), known=said is not None)


def _with_source(words: str, key: str, now: Sentence, before: Sentence | None) -> Sentence:
    said = both("package.number_before", now=now, before=before) if before is not None else now
    return both(words, said=said, section=SECTION_OF[key])


def _short(key: str, told: Told | None) -> Sentence | None:
    match told:
        case None:
            return None
        case Share() if told.nothing_due:
            return None
        case Share():
            return shared(key, told)
        case Mean():
            return amount_words(told.amount)
        case Amount():
            return money_words("baht", baht=told)


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
