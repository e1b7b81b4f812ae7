"""The money of this year and the next: section 6 of the annex."""

from config.defaults import committee
from config.words import Named, Sentence, Term, both
from flows.engine.answers import answered_rows
from flows.handover.package_day import Claims, PackageDay
from flows.handover.package_words import short_day, source
from flows.handover.year_money import money_without_lines
from flows.meeting.paper_facts import text_or_none
from flows.papers.members import agency_names
from flows.year.gates import MoneyStep
from flows.year.money_words import step_called
from registry.queries.plans import MoneyRow, NeedRow, PlanRowRow
from registry.rules.baht import in_figures
from registry.rules.money_lines import LOCAL_ROADS, MISSED, LineStanding
from registry.rules.office_names import ordinance_of
from registry.rules.papers.package import Claim
from registry.rules.year_board import YearMark

NOT_COMING = frozenset({MoneyStep.REFUSED, MoneyStep.TRANSFERRED, MoneyStep.DROPPED})


def budget(at: PackageDay) -> Claims:
    """Each line of money of this year and the next, and how far it has come.

    Of a year without any: whether the committee said that it needs none.
    """
    for year, lines in at.money.lines.items():
        stand = {line.key: standing for line, standing in lines.standing}
        for need in lines.needs.values():
            yield _of_need(at, need, stand.get(need.key))
        for row in lines.rows.values():
            yield _of_activity(at, row, stand.get(row.key))
        if not lines.needs and not lines.rows and year in at.money.days:
            yield _without_lines(at, year)
    if not at.money.needs and not at.money.days:
        yield at.claim(both("package.topic.money"), None, source("money"), at.on)


def _without_lines(at: PackageDay, year: int) -> Claim:
    topic, told = both("package.topic.money_of", year=year), money_without_lines(at, year)
    wherefrom = at.source_of(told.entry) if told.entry is not None else source("money")
    none_needed = told.mark is YearMark.NONE_NEEDED
    said = both("package.none_needed", on=short_day(told.on)) if none_needed else told.words
    return at.claim(topic, said, wherefrom, told.on)


def _of_need(at: PackageDay, need: NeedRow, standing: LineStanding | None) -> Claim:
    step = at.money.steps.get(f"{need.year}/{need.key}")
    said = _how_far(need, step, standing, _grantor(at, need))
    if _is_outside_plan(at, need):
        said = both("package.money_outside_plan", said=said)
    return at.claim(
        _topic(at, need, "title"), said,
        at.source_of(step.entry if step else need.entry), step.since if step else at.on,
    )  # fmt: skip


def _of_activity(at: PackageDay, row: PlanRowRow, standing: LineStanding | None) -> Claim:
    """An activity of the plan for local money that nobody asked for."""
    said = both(f"page.money.standing.{standing or LineStanding.NOT_ASKED}")
    return at.claim(_topic(at, row, "activity"), said, at.source_of(row.entry), at.on)


def _topic(at: PackageDay, line: NeedRow | PlanRowRow, field: str) -> Sentence:
    rows = answered_rows(at.connection, line.entry)
    title = next((text_or_none(one.get(field)) for one in rows if one.get("key") == line.key), None)
    return both("package.need", year=line.year, what=title or both("word.not_recorded").th)


def _grantor(at: PackageDay, need: NeedRow) -> Named:
    """Who may grant it: a local government by its name, or an agency."""
    office = next((one for one in at.offices if one.ref == need.office), None)
    if office is not None:
        return office.unit if office.unit.th else office.called
    names = agency_names(at.connection, at.district, (need.office,))
    return names.get(need.office, Named(need.office, need.office))


def _is_outside_plan(at: PackageDay, need: NeedRow) -> bool:
    """Whether the running year's plan has no activity that the money is for."""
    in_plan = {one.fact.need for one in at.planned}
    return need.year == at.year and bool(at.planned) and need.key not in in_plan


def _how_far(
    need: NeedRow, step: MoneyRow | None, standing: LineStanding | None, grantor: Named
) -> Sentence:
    """What is asked for, how far it has come, how much who gave, whether an ordinance has it."""
    asked = in_figures(need.amount)
    passed = ordinance_of(grantor.th, committee())
    any_ordinance = both("package.ordinance")
    ordinance = Named(passed or any_ordinance.th, any_ordinance.en)
    if step is None:
        said = both("package.money", asked=asked, step=Term("package.not_sent"))
    else:
        said = _of_step(step, asked, grantor, ordinance)
    if standing in MISSED:
        missed = both("page.year.unfunded", year=need.year)
        return both("package.money_and", said=said, secured=missed)
    if standing is LineStanding.PAGE_MISSING:
        unproved = both("package.page_missing", ordinance=ordinance)
        return both("package.money_and", said=said, secured=unproved)
    if step is None or step.step in (MoneyStep.PASSED, MoneyStep.SPENT, *NOT_COMING):
        return said  # the step itself says whether an ordinance has it
    if need.road not in LOCAL_ROADS:
        return said  # no donor's money is in an ordinance
    key = "package.secured" if step.secured else "package.not_secured"
    secured = both(key, ordinance=ordinance)
    return both("package.money_and", said=said, secured=secured)


def _of_step(step: MoneyRow, asked: str, grantor: Named, ordinance: Named) -> Sentence:
    """The last step of what was asked for; what was given, by whom."""
    is_passed = step.step == MoneyStep.PASSED
    how = both("package.passed", ordinance=ordinance) if is_passed else step_called(step.step)
    if step.amount is None:
        return both("package.money", asked=asked, step=how)
    said = both("package.money_given", asked=asked, step=how, given=in_figures(step.amount))
    return both("package.money_from", said=said, office=grantor)
