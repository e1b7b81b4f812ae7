"""What is said of a year's money of which no line stands, in the words of the year board."""

from datetime import date
from typing import NamedTuple

from config.words import Sentence, both
from flows.engine.answers import Answers, CurrentAnswer
from flows.handover.package_day import PackageDay
from flows.handover.package_words import short_day
from flows.year.gates import BUDGET_NEEDS, BudgetNeedsV1
from flows.year.process import ANNUAL_CYCLE
from registry.queries.decisions import entries_at
from registry.queries.instances import instances_as_of
from registry.rules.year_board import OpenQuestion, YearFacts, YearMark, money_cell


class YearMoney(NamedTuple):
    """How the year's money stands, the day that it rests on, and the decision that told it."""

    mark: YearMark
    words: Sentence
    on: date
    entry: int | None


def money_without_lines(at: PackageDay, year: int) -> YearMoney:
    """How the money of a year that is open here stands without a line of it."""
    days, opened = at.money.days[year], _opened(at, year)
    told = _needs_told(at, opened)
    facts = YearFacts(
        begins=True, opens=days.opens, days=days, needs=_needs_asked(at, opened),
        told=told.on if told else None,
    )  # fmt: skip
    cell = money_cell(facts, days, at.on)
    words = both(f"page.year.mark.{cell.mark}")
    if cell.day is not None:
        key = "page.year.on" if told is not None else "page.year.due"
        words = both("package.of_day", said=words, day=both(key, on=short_day(cell.day)))
    on, entry = (told.on, told.decision.id) if told is not None else (at.on, None)
    return YearMoney(cell.mark, words, on, entry)


def _opened(at: PackageDay, year: int) -> int | None:
    """The process that works on the year."""
    begun = instances_as_of(at.connection, (at.district,), at.on, at.known)
    years = [one.id for one in begun if (one.process, one.period) == (ANNUAL_CYCLE.key, str(year))]
    return years[-1] if years else None


def _needs_told(at: PackageDay, opened: int | None) -> CurrentAnswer[BudgetNeedsV1] | None:
    ids = [] if opened is None else [opened]
    said = entries_at(at.connection, ids, (BUDGET_NEEDS.key,), (), at.known)
    rows = [one for own in said.values() for one in own if one.act_date <= at.on]
    return Answers(rows, at.gates).last(BudgetNeedsV1)


def _needs_asked(at: PackageDay, opened: int | None) -> OpenQuestion | None:
    """The question for the year's needs, where it waits."""
    waits = [
        one
        for one in at.waiting.gates
        if one.gate == BUDGET_NEEDS.key and one.instance_id == opened
    ]
    if not waits:
        return None
    due = waits[0].due_on
    return OpenQuestion(waits[0].opened_on, due, int(due is not None and due < at.on))
