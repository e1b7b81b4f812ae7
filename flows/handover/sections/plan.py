"""The running year's plan, activity by activity: section 3 of the annex."""

from datetime import date

from config.words import Sentence, Term, both
from flows.handover.package_day import Claims, PackageDay
from flows.handover.package_figures import first_report
from flows.handover.package_plan import plan_draft
from flows.handover.package_words import source
from registry.queries.monitoring import ProgressRow
from registry.rules.calendar import quarter_starts


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
