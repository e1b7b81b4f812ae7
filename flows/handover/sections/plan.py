"""The running year's plan, its day and its activities: section 3 of the annex."""

from datetime import date

from config.words import Sentence, Term, both
from flows.handover.package_day import Claims, PackageDay
from flows.handover.package_figures import first_report
from flows.handover.package_plan import plan_draft, plan_sent
from flows.handover.package_words import short_day, short_or_none, source
from flows.handover.page_one_numbers import activities_done
from flows.plan.missing_plan import plan_not_made
from registry.queries.monitoring import ProgressRow
from registry.rules.calendar import quarter_ends


def plan(at: PackageDay) -> Claims:
    """The running year's plan, whether it was sent by its day, which of its activities are done."""
    before, topic = at.year - 1, both("package.topic.plan", year=at.year)
    not_made = plan_not_made(at.connection, at.district, before, at.on, at.known)
    if not_made is not None:
        yield at.claim(
            both("package.topic.plan", year=before), both(not_made.key),
            source("plan", year=before), at.on,
        )  # fmt: skip
    said, as_of = _plan_stands(at)
    yield at.claim(topic, said, source("plan", year=at.year), as_of)
    yield from _sent(at)
    yield from _done(at)
    not_yet = first_report(at)
    if not_yet is not None and not at.progress and len(at.planned) > 1:
        yield at.claim(
            both("package.activities_all", count=len(at.planned)), not_yet,
            source("report", year=at.year), at.on,
        )  # fmt: skip
        return
    for row in at.planned:
        told = [one for one in at.progress if one.row == row.key]
        last = max(told, key=lambda one: one.quarter, default=None)
        state = _state(last) if last else not_yet
        yield at.claim(
            both("package.numbered", number=row.number, what=row.called), state,
            source("report", year=at.year),
            _told_to(at, last.quarter if last else None),
        )  # fmt: skip


def _sent(at: PackageDay) -> Claims:
    """When the plan was sent, and whether by its day; nothing where none is asked for."""
    days, sent = at.plan.days, plan_sent(at)
    if days is None or days.plan_known:
        return
    if sent is not None:
        key, as_of = "plan_sent_late" if sent > days.sent else "plan_sent_in_time", sent
    else:
        key, as_of = "plan_unsent" if days.sent < at.on else "plan_due", at.on
    said = both(f"package.{key}", on=short_or_none(sent), by=short_day(days.sent))
    yield at.claim(both("package.topic.plan_sent"), said, source("plan", year=at.year), as_of)


def _done(at: PackageDay) -> Claims:
    """How many activities are done; of a plan that was not received none is monitored."""
    topic, wherefrom = both("package.topic.activities_done"), source("report", year=at.year)
    if at.plan.is_missing:
        said = both("package.no_activities_yet")
        yield at.claim(topic, said, source("plan", year=at.year), at.on)
    elif at.planned:
        last = max((one.quarter for one in at.progress), default=None)
        yield at.claim(topic, activities_done(at), wherefrom, _told_to(at, last))


def _told_to(at: PackageDay, quarter: int | None) -> date:
    """The day up to which the report of that quarter tells; the package's own without one."""
    return min(at.on, quarter_ends(at.year, quarter)) if quarter else at.on


def _plan_stands(at: PackageDay) -> tuple[Sentence | None, date]:
    """Whether the plan was received or came in, else how far its draft has come; of which day."""
    if at.plan_received is not None:
        return both("package.plan_received", on=short_day(at.plan_received)), at.plan_received
    if at.plan.taken_in:
        return both("package.plan_before"), at.on
    draft = plan_draft(at, at.year)
    if draft is None:
        return None, at.on
    return draft.words("package.plan_draft"), draft.on


def _state(last: ProgressRow) -> Sentence:
    state = Term(f"choice.activity_state.{last.state}")
    return both("package.activity", state=state, quarter=last.quarter)
