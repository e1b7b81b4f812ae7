"""The numbers of page one, each with what it was the year before (practice.md 19)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from config.words import Sentence, both
from flows.handover.package_day import PackageDay
from flows.handover.package_figures import MEETINGS, first_report, none_due_words
from flows.handover.package_words import shared
from flows.handover.year_money import money_without_lines
from registry.rules.baht import MILLION
from registry.rules.figure_words import amount_words
from registry.rules.figures import Amount, Mean, Share, Told
from registry.rules.year_board import YearMark

FROM_MILLIONS = 10 * MILLION
SECTION_OF = {
    "seats_filled": 2, "activities": 3, "meetings_held": 5, "baht_secured": 6,
    "members_trained": 7, "knowledge_gain": 7,
}  # fmt: skip


class Number(NamedTuple):
    """A number of page one, and whether anything is known of it."""

    words: Sentence
    known: bool


def numbers(at: PackageDay) -> Iterator[Number]:
    """Six numbers, each with what it was the year before and where it stands."""
    yield _number("activities", activities_done(at), None)
    yield _number("meetings_held", _meetings(at), _before(at, "meetings_held"))
    yield _number("seats_filled", _seats(at), _before(at, "seats_filled"))
    trained = _short("members_trained", at.figures.computed[at.year]["members_trained"].told)
    yield _number("members_trained", trained, _before(at, "members_trained"))
    yield _number("baht_secured", _money(at), _before(at, "baht_secured"))
    gain = next(
        (one for year in at.years if (one := at.figures.computed[year]["knowledge_gain"].told)),
        None,
    )
    yield _number("knowledge_gain", _short("knowledge_gain", gain), None)


def _meetings(at: PackageDay) -> Sentence | None:
    """Of those due; before the first is due, that it is to be held and by which day."""
    told = at.figures.computed[at.year][MEETINGS].told
    if isinstance(told, Share) and told.nothing_due:
        return none_due_words(at, MEETINGS, at.year)
    return _short(MEETINGS, told)


def _seats(at: PackageDay) -> Sentence | None:
    """How many are filled; where some hold several, by how many people."""
    said = _short("seats_filled", at.figures.computed[at.year]["seats_filled"].told)
    if said is None or at.people >= at.filled:
        return said
    return both("package.seats_by", said=said, people=at.people)


def _money(at: PackageDay) -> Sentence | None:
    """What is secured of the year's money, of all that was asked for."""
    told = at.figures.computed[at.year]["baht_secured"].told
    asked = sum((one.amount for one in at.money.needs if one.year == at.year), Decimal())
    if isinstance(told, Amount) and asked:
        return money_words("of_asked", given=told, asked=Amount(asked))
    if not at.money.lines[at.year].standing and at.year in at.money.days:
        found = money_without_lines(at, at.year)
        if found.mark is YearMark.NONE_NEEDED:
            return both(f"page.year.mark.{found.mark}")
    return _short("baht_secured", told)


def _before(at: PackageDay, key: str) -> Sentence | None:
    """The same number of the year before, where it was another and anything was due in it."""
    now, told = (_short(key, at.figures.computed[year][key].told) for year in at.years[:2])
    return told if told != now else None


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
    said = now or both("word.not_recorded")
    if before is not None:
        said = both("package.number_before", now=said, before=before)
    words = both(f"package.number.{key}", said=said, section=SECTION_OF[key])
    return Number(words, now is not None)


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
