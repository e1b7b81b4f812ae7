"""Recordings of monitoring: progress by row and the report of a quarter."""

from collections.abc import Sequence
from datetime import date

from config.words import Sentence, both
from flows.activity.counted_activities import counted_in
from flows.decisions.days import refuse_due_before, refuse_earlier, warn_far_ahead
from flows.engine.answers import listed
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording, TitleContext
from flows.engine.messages import request
from flows.engine.misfit import told_at_once, told_of_rows
from flows.engine.offers import GateContext, Offers, Proposal
from flows.plan.rows import RowRemark, RowUnknown
from flows.training.counted_trainings import trained_in
from flows.year.effects import IN_REPORTS, TOLD_SINCE
from flows.year.figure_lines import (
    begin_figures,
    check_figures,
    figure_options,
    new_figures,
    stood_in,
    taken_out,
    untold,
    with_evidence,
)
from flows.year.frozen import warn_certifier, write_sent
from flows.year.monitoring_gates import (
    ActivityState,
    Progress,
    ProgressV1,
    Promise,
    ReportReceivedV1,
    ReportReception,
    ReportSentV1,
)
from flows.year.plan_activities import (
    activity_options,
    offer_rows,
    quarters_now,
    refuse_rows,
    rows_called,
    rows_left,
    rows_left_at,
)
from flows.year.recordings import year_of
from registry.journal import GateRow
from registry.queries.monitoring import quarter_at
from registry.records.figures import record_figures
from registry.records.monitoring import NewProgress, record_progress, record_promises
from registry.refusals import Refusal
from registry.rules.calendar import quarter_ends
from registry.rules.redaction import unredacted


class BeforeQuarterEnds(Refusal):
    """A report of a quarter that has not ended yet."""


def report_branch(quarter: int) -> str:
    """The branch of the process on which a quarter is reported."""
    return f"year/q{quarter}/quarter/report"


def check_progress(deciding: Deciding) -> None:
    """After the quarter; of activities of the plan, each once; figures that can be right."""
    year, quarter = year_of(deciding.entries), quarter_at(deciding.open.path)
    told_at_once(
        lambda: _refuse_before_end(deciding, quarter_ends(year, quarter)),
        lambda: refuse_rows(deciding, year, deciding.answer.rows),
        lambda: check_figures(listed(deciding.answer.figures)),
    )


def _refuse_before_end(deciding: Deciding, ends: date) -> None:
    if deciding.decided_on <= ends:
        raise BeforeQuarterEnds(field="decided_on", value=deciding.decided_on, ends=ends)


def warn_progress(deciding: Deciding) -> Sequence[Sentence]:
    """Activities due by this quarter of which the sheet says nothing, or that lag unexplained."""
    answer: ProgressV1 = deciding.answer
    year, quarter = year_of(deciding.entries), quarter_at(deciding.open.path)
    told = {row.row: row for row in answer.rows}
    called, now = rows_called(deciding, year), quarters_now(deciding, year)
    found: list[Sentence] = []
    for one in rows_left(deciding, year):
        planned = now.get(one.row.key, one.row.quarters)
        due = min(int(part.removeprefix("q")) for part in planned.split(","))
        row = told.get(one.row.key)
        if due > quarter or one.is_settled:
            continue
        if row is None and answer.result is Progress.REPORTED:
            found.append(both("monitoring.row_untold", row=called[one.row.key]))
        elif row and row.state is ActivityState.NOT_STARTED and not row.variance:
            found.append(both("monitoring.variance_missing", row=called[one.row.key]))
    if left := untold(listed(answer.figures)):
        found.append(both("monitoring.figures_untold", count=len(left)))
    return found


def write_progress(deciding: Deciding, entry_id: int) -> None:
    """The sheet without its words, and its figures."""
    year, quarter = year_of(deciding.entries), quarter_at(deciding.open.path)
    rows = [
        NewProgress(one.row, one.state, one.reached, one.spent, ",".join(one.quarters) or None)
        for one in deciding.answer.rows
    ]
    write, district = deciding.write, deciding.district
    record_progress(write, district, year, quarter, rows, on=deciding.decided_on, entry_id=entry_id)
    lines = listed(deciding.answer.figures)
    stood = stood_in(write.connection, district, year, quarter)
    said = [*new_figures(lines), *taken_out(lines, stood)]
    record_figures(write, district, year, quarter, said, entry_id=entry_id)


def check_sent(deciding: Deciding) -> None:
    """A report goes out after it was told."""
    told = deciding.answers.last(ProgressV1, branch=_branch(deciding))
    if told is not None:
        refuse_earlier(deciding.decided_on, "decided_on", told.on, told.gate.key)


def _branch(deciding: Deciding) -> str:
    return deciding.open.path.rpartition("/")[0]


def check_received(deciding: Deciding) -> None:
    """It was sent before; questions are about rows of the sheet."""

    def refuse_over(place: int, one: Promise) -> None:
        refuse_due_before(one.due_on, f"promises.{place}.due_on", deciding.decided_on)

    told_at_once(
        lambda: _refuse_before_sent(deciding),
        lambda: _refuse_remarks(deciding, deciding.answer.remarks),
        lambda: told_of_rows(deciding.answer.promises, refuse_over),
    )


def warn_received(deciding: Deciding) -> Sequence[Sentence]:
    """Promises that are due far ahead; and of what the district asks for nothing is said."""
    answer: ReportReceivedV1 = deciding.answer
    due = {f"promises.{at}.due_on": one.due_on for at, one in enumerate(answer.promises)}
    told = deciding.answers.last(ProgressV1, branch=_branch(deciding))
    wanted = len(listed(told.answer.wanted)) if told is not None else 0
    said = answer.promises or answer.note or answer.result is not ReportReception.RECEIVED
    unsaid = [] if said or not wanted else [both("monitoring.wanted_unsaid", count=wanted)]
    return [*warn_far_ahead(deciding, due), *unsaid]


def _refuse_before_sent(deciding: Deciding) -> None:
    sent = deciding.answers.last(ReportSentV1, branch=_branch(deciding))
    if sent is not None:
        refuse_earlier(deciding.decided_on, "decided_on", sent.on, sent.gate.key)


def _refuse_remarks(deciding: Deciding, remarks: Sequence[RowRemark]) -> None:
    known = {one.row.key for one in rows_left(deciding, year_of(deciding.entries))}

    def refuse_unknown(place: int, remark: RowRemark) -> None:
        if remark.row not in known:
            raise RowUnknown(field=f"remarks.{place}.row", value=remark.row)

    told_of_rows(remarks, refuse_unknown)


def write_received(deciding: Deciding, entry_id: int) -> None:
    """What the province promised is its own to do."""
    answer: ReportReceivedV1 = deciding.answer
    if answer.result is not ReportReception.RECEIVED:
        return
    quarter = quarter_at(deciding.open.path)
    record_promises(
        deciding.write,
        deciding.district,
        f"promise/{deciding.instance.id}/q{quarter}",
        f"{deciding.district[:2]}/psdhs_head",
        [one.due_on for one in answer.promises],
        on=deciding.decided_on,
        entry_id=entry_id,
    )


def begin_progress(at: GateContext) -> Proposal:
    """A line for each activity that is not settled, with its last state; the figures known.

    Without any line nothing is chosen: that there is nothing to report is said by whoever reports.
    Of a quarter without any, its trainings and what was told of its activities are counted.
    """
    of = (at.connection, at.district, year_of(at.entries), quarter_at(at.path))
    known = begin_figures(*of, at.known) or [*trained_in(*of), *counted_in(*of)]
    figures = {"figures": known} if known else {}
    before = at.answers.last(ProgressV1, branch=at.path.rpartition("/")[0])
    if before is not None and before.body.get("rows"):
        told = with_evidence(known, unredacted(before.body).get("figures"))
        return before.body | ({"figures": told} if known else {})
    rows = [
        {"row": one.row.key, "state": one.state or str(ActivityState.NOT_STARTED)}
        for one in rows_left_at(at)
        if not one.is_settled
    ]
    result = {"result": str(Progress.REPORTED)} if rows else {}
    return {**result, "rows": rows, **figures}


def offer_progress(at: GateContext) -> Offers:
    """The activities by name, the indicators and their parts; why there is no activity."""
    told = () if [*rows_left_at(at)] else (both("year.no_activities"),)
    return Offers({**offer_rows(at).options, **figure_options()}, beforehand=told)


def offer_remarks(at: GateContext) -> Offers:
    """The activities that questions may be about."""
    return Offers({"remarks.row": activity_options(at)})


def title_quarter(label: Sentence, gate: GateRow, _: TitleContext) -> Sentence | None:
    """The gate with its quarter."""
    return both("monitoring.of_quarter", gate=label, quarter=str(quarter_at(gate.path)))


MONITORING_RECORDINGS: dict[type[Answer], Recording] = {
    ProgressV1: Recording(
        check_progress, write_progress, warn_progress, IN_REPORTS, TOLD_SINCE,
        begin=begin_progress, offer=offer_progress, title=title_quarter, title_from=(),
        message=request("message.progress"),
    ),
    ReportSentV1: Recording(
        check_sent, write_sent, warn=warn_certifier, title=title_quarter, title_from=()
    ),
    ReportReceivedV1: Recording(
        check_received, write_received, warn_received,
        offer=offer_remarks, title=title_quarter, title_from=(),
    ),
}  # fmt: skip
