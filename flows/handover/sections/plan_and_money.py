"""The running year's plan, and the lines of money: sections 3 and 6 of the annex."""

from datetime import date

from config.words import Sentence, Term, both
from flows.handover.package_day import Claims, PackageDay, entry_source, source
from flows.handover.package_figures import first_report
from flows.handover.package_plan import plan_draft
from flows.meeting.paper_facts import text_or_none
from flows.plan.row_words import answered_rows
from flows.year.gates import MoneyStep
from flows.year.money_words import step_called
from registry.queries.monitoring import ProgressRow
from registry.queries.plans import MoneyRow, NeedRow
from registry.rules.baht import in_figures
from registry.rules.calendar import quarter_starts
from registry.rules.money_lines import LOCAL_ROADS

NOT_COMING = frozenset({MoneyStep.REFUSED, MoneyStep.TRANSFERRED, MoneyStep.DROPPED})


def plan(at: PackageDay) -> Claims:
    """The running year's plan, activity by activity, with what was last reported of each."""
    topic = both("package.topic.plan", year=at.year)
    said, as_of = _plan_stands(at)
    yield at.claim(topic, said, source("plan", year=at.year), as_of)
    not_yet = first_report(at)
    for row in at.planned:
        told = [one for one in at.progress if one.row == row.key]
        last = max(told, key=lambda one: one.quarter, default=None)
        called = row.activity or both("word.redacted").th
        state = _state(last) if last else not_yet
        yield at.claim(
            both("package.numbered", number=row.number, what=called), state,
            source("report", year=at.year),
            quarter_starts(at.year, last.quarter) if last else at.on,
        )  # fmt: skip


def _plan_stands(at: PackageDay) -> tuple[Sentence | None, date]:
    """Whether the plan was received or came in, else how far its draft has come; of which day."""
    if at.plan_received is not None:
        return both("package.plan_received", on=at.plan_received), at.plan_received
    if at.plan.taken_in:
        return both("package.plan_before"), at.on
    draft = plan_draft(at)
    if draft is None:
        return None, at.on
    return draft.words("package.plan_draft"), draft.on


def _state(last: ProgressRow) -> Sentence:
    state = Term(f"choice.activity_state.{last.state}")
    return both("package.activity", state=state, quarter=last.quarter)


def budget(at: PackageDay) -> Claims:
    """Each line of money of this year and the next, and how far it has come."""
    if not at.needs:
        yield at.claim(both("package.topic.money"), None, source("money"), at.on)
    for need in at.needs:
        step = at.money.get(f"{need.year}/{need.key}")
        title = _title(at, need) or both("word.not_recorded").th
        yield at.claim(
            both("package.need", year=need.year, what=title), _how_far(need, step),
            entry_source(step.entry if step else need.entry), step.since if step else at.on,
        )  # fmt: skip


def _title(at: PackageDay, need: NeedRow) -> str | None:
    rows = answered_rows(at.connection, need.entry)
    return next(
        (text_or_none(one.get("title")) for one in rows if one.get("key") == need.key), None
    )


def _how_far(need: NeedRow, step: MoneyRow | None) -> Sentence:
    """What is asked for, how far it has come, how much was given, whether an ordinance has it."""
    asked = in_figures(need.amount)
    if step is None:
        return both("package.money", asked=asked, step=Term("package.not_sent"))
    how = step_called(step.step)
    if step.amount is not None:
        said = both("package.money_given", asked=asked, step=how, given=in_figures(step.amount))
    else:
        said = both("package.money", asked=asked, step=how)
    told = step.step == MoneyStep.PASSED or step.step in NOT_COMING
    if told or need.road not in LOCAL_ROADS:
        return said  # the step itself says whether an ordinance has it; no donor's money is in one
    secured = Term("package.secured" if step.secured else "package.not_secured")
    return both("package.money_and", said=said, secured=secured)
