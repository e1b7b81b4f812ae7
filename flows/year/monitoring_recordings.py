"""Recordings of monitoring: progress by row, the report, lessons, and what the year leaves."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from config.words import Named, Sentence, both
from flows.activity.counted import counted_in
from flows.decisions.days import refuse_earlier
from flows.decisions.refusals import UnknownSeat
from flows.engine.answers import listed
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording, TitleContext
from flows.engine.messages import request
from flows.engine.offers import GateContext, Offers, Option, Proposal
from flows.plan.leads import plan_seats
from flows.plan.recordings import RowUnknown
from flows.plan.remains import RowRemains, remains
from flows.plan.row_words import activities_in_words
from flows.training.counted import trained_in
from flows.year.figure_lines import (
    begin_figures,
    check_figures,
    figure_options,
    new_figures,
    stood_in,
    taken_out,
    untold,
)
from flows.year.frozen import write_sent
from flows.year.monitoring_gates import (
    ActivityState,
    CarryV1,
    ClosingV1,
    Fate,
    LessonsV1,
    Progress,
    ProgressV1,
    ReportReceivedV1,
    ReportReception,
    ReportSentV1,
)
from flows.year.recordings import year_of
from registry.journal import GateRow
from registry.queries.members import invitees
from registry.queries.plans import plan_versions
from registry.records.figures import record_figures
from registry.records.monitoring import (
    NewCarried,
    NewLesson,
    NewProgress,
    record_carried,
    record_lessons,
    record_progress,
    record_promises,
)
from registry.refusals import Refusal
from registry.rules.calendar import quarter_ends
from registry.rules.findings import FindingKind
from registry.rules.screening import screen


class BeforeQuarterEnds(Refusal):
    """A report of a quarter that has not ended yet."""


class ProgressTwice(Refusal):
    """A sheet tells of one activity twice."""


class RowNotSettled(Refusal):
    """The year ends, and nothing is said of an activity that is unfinished."""


class LessonNamesSomebody(Refusal):
    """A lesson names a person: it is told by role and seat."""


class LessonTwice(Refusal):
    """Two lessons of a year bear one key."""


def quarter_at(path: str) -> int:
    """The quarter of the gate at a path ("year/q3/quarter/report/progress#1")."""
    return int(path.split("/")[1].removeprefix("q"))


def report_branch(quarter: int) -> str:
    """The branch of the process on which a quarter is reported."""
    return f"year/q{quarter}/quarter/report"


def check_progress(deciding: Deciding) -> None:
    """After the quarter; of activities of the plan, each once; figures that can be right."""
    year, quarter = year_of(deciding.entries), quarter_at(deciding.open.path)
    ends = quarter_ends(year, quarter)
    if deciding.decided_on <= ends:
        raise BeforeQuarterEnds(field="decided_on", value=deciding.decided_on, ends=ends)
    known = {one.row.key for one in _remains(deciding, year)}
    seen: set[str] = set()
    for place, row in enumerate(deciding.answer.rows):
        if row.row not in known:
            raise RowUnknown(field=f"rows.{place}.row", value=row.row)
        if row.row in seen:
            raise ProgressTwice(field=f"rows.{place}.row", value=_called(deciding, year)[row.row])
        seen.add(row.row)
    check_figures(listed(deciding.answer.figures))


def _remains(deciding: Deciding, year: int) -> list[RowRemains]:
    return remains(deciding.write.connection, deciding.district, year, deciding.decided_on)


def _called(deciding: Deciding, year: int) -> dict[str, str]:
    return rows_by_name(deciding.write.connection, deciding.district, year, deciding.decided_on)


def warn_progress(deciding: Deciding) -> Sequence[Sentence]:
    """Activities due by this quarter of which the sheet says nothing, or that lag unexplained."""
    answer: ProgressV1 = deciding.answer
    year, quarter = year_of(deciding.entries), quarter_at(deciding.open.path)
    told = {row.row: row for row in answer.rows}
    called = _called(deciding, year)
    found: list[Sentence] = []
    for one in _remains(deciding, year):
        due = min(int(part.removeprefix("q")) for part in one.row.quarters.split(","))
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
    sent = deciding.answers.last(ReportSentV1, branch=_branch(deciding))
    if sent is not None:
        refuse_earlier(deciding.decided_on, "decided_on", sent.on, sent.gate.key)
    known = {one.row.key for one in _remains(deciding, year_of(deciding.entries))}
    for place, remark in enumerate(deciding.answer.remarks):
        if remark.row not in known:
            raise RowUnknown(field=f"remarks.{place}.row", value=remark.row)


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


def check_lessons(deciding: Deciding) -> None:
    """Each lesson has a key of its own, a seat that owns it, and a row where it names one."""
    answer: LessonsV1 = deciding.answer
    connection, on = deciding.write.connection, deciding.decided_on
    seats = plan_seats(connection, deciding.district, on)
    rows = {one.row.key for one in _remains(deciding, year_of(deciding.entries))}
    seen: set[str] = set()
    for place, one in enumerate(answer.lessons):
        if one.key in seen:
            raise LessonTwice(field=f"lessons.{place}.key", value=one.key)
        seen.add(one.key)
        if one.owner not in seats:
            raise UnknownSeat(field=f"lessons.{place}.owner", value=one.owner)
        if one.about is not None and one.about not in rows:
            raise RowUnknown(field=f"lessons.{place}.about", value=one.about)
    _refuse_names(deciding, answer)


TOLD = ("expected", "happened", "cause", "sustain", "change", "verified_by")


def _refuse_names(deciding: Deciding, answer: LessonsV1) -> None:
    """Nobody's name stands in a lesson, a member's as little as anybody's."""
    members = invitees(deciding.write.connection, deciding.district, deciding.decided_on)
    known = [one.person.name_th for one in members if one.person and one.person.name_th]
    net = deciding.office.net
    texts = {
        f"lessons.{place}.{name}": getattr(one, name)
        for place, one in enumerate(answer.lessons)
        for name in TOLD
    } | {"note": answer.note}
    for field, text in texts.items():
        if not isinstance(text, str):  # it was redacted
            continue
        found = any(one.kind is FindingKind.PERSON_NAME for one in screen(text, net))
        if found or any(name in text for name in known):
            raise LessonNamesSomebody(field=field)


def write_lessons(deciding: Deciding, entry_id: int) -> None:
    """The lessons without their words, open until they are settled."""
    found = [
        NewLesson(one.key, one.owner, one.due_on, one.about) for one in deciding.answer.lessons
    ]
    record_lessons(
        deciding.write, deciding.district, year_of(deciding.entries), found,
        on=deciding.decided_on, entry_id=entry_id,
    )  # fmt: skip


def check_carry(deciding: Deciding) -> None:
    """Every unfinished activity is settled, and no other is named."""
    year = year_of(deciding.entries)
    found = {one.row.key: one for one in _remains(deciding, year)}
    said = [row.row for row in deciding.answer.rows]
    for place, key in enumerate(said):
        if key not in found:
            raise RowUnknown(field=f"rows.{place}.row", value=key)
        if key in said[:place]:
            raise ProgressTwice(field=f"rows.{place}.row", value=_called(deciding, year)[key])
    left = [key for key, one in found.items() if not one.is_settled and key not in said]
    if left:
        called = _called(deciding, year)
        rows = ", ".join(f"“{called[key]}”" for key in left)
        raise RowNotSettled(field="rows", rows=rows, count=len(left))


def write_carry(deciding: Deciding, entry_id: int) -> None:
    """What becomes of each; the plan's own rows stay as they are."""
    rows = [NewCarried(one.row, one.fate, one.left) for one in deciding.answer.rows]
    record_carried(
        deciding.write, deciding.district, year_of(deciding.entries), rows,
        on=deciding.decided_on, entry_id=entry_id,
    )  # fmt: skip


def _rows_at(at: GateContext) -> list[RowRemains]:
    return remains(at.connection, at.district, year_of(at.entries), at.on)


def begin_progress(at: GateContext) -> Proposal:
    """A line for each activity that is not settled, with its last state; the figures known.

    Of a quarter without any, its trainings and what was told of its activities are counted.
    """
    of = (at.connection, at.district, year_of(at.entries), quarter_at(at.path))
    known = begin_figures(*of, at.known) or [*trained_in(*of), *counted_in(*of)]
    figures = {"figures": known} if known else {}
    before = at.answers.last(ProgressV1, branch=at.path.rpartition("/")[0])
    if before is not None and before.body.get("rows"):
        return before.body | figures
    rows = [
        {"row": one.row.key, "state": one.state or str(ActivityState.NOT_STARTED)}
        for one in _rows_at(at)
        if not one.is_settled
    ]
    return {"result": str(Progress.REPORTED if rows else Progress.NIL), "rows": rows, **figures}


def rows_by_name(connection: Connection, district: str, year: int, on: date) -> dict[str, str]:
    """What the rows of the newest version are called, by their keys."""
    versions = plan_versions(connection, (district,), on, year)
    if not versions:
        return {}
    return activities_in_words(connection, district, year, versions[-1].version, on)


def activities(at: GateContext) -> dict[str, str]:
    """The same at a gate of the year."""
    return rows_by_name(at.connection, at.district, year_of(at.entries), at.on)


def _activity_options(at: GateContext) -> tuple[Option, ...]:
    named = activities(at)
    return tuple(Option(key, Named(name, name)) for key, name in named.items())


def offer_progress(at: GateContext) -> Offers:
    """The activities by name, the indicators and their parts."""
    return Offers({**offer_rows(at).options, **figure_options()})


def offer_rows(at: GateContext) -> Offers:
    """The activities by name."""
    return Offers({"rows.row": _activity_options(at)})


def offer_remarks(at: GateContext) -> Offers:
    """The activities that questions may be about."""
    return Offers({"remarks.row": _activity_options(at)})


def offer_lessons(at: GateContext) -> Offers:
    """The seats that may own a lesson, and the activities that it may be about."""
    seats = plan_seats(at.connection, at.district, at.on)
    owners = tuple(Option(key, one.title) for key, one in seats.items())
    return Offers({"lessons.owner": owners, "lessons.about": _activity_options(at)})


def begin_carry(at: GateContext) -> Proposal:
    """Each unfinished activity is carried, with what is left of its target."""
    return {
        "rows": [
            {
                "row": one.row.key,
                "fate": str(Fate.CARRIED),
                "left": None if one.left is None else str(one.left),
            }
            for one in _rows_at(at)
            if not one.is_settled
        ]
    }


def title_quarter(label: Sentence, gate: GateRow, _: TitleContext) -> Sentence | None:
    """The gate with its quarter."""
    return both("monitoring.of_quarter", gate=label, quarter=str(quarter_at(gate.path)))


def check_closing(deciding: Deciding) -> None:
    """The year's report goes out after it was settled what the year leaves."""
    carried = deciding.answers.last(CarryV1)
    if carried is not None:
        refuse_earlier(deciding.decided_on, "decided_on", carried.on, carried.gate.key)


MONITORING_RECORDINGS: dict[type[Answer], Recording] = {
    ProgressV1: Recording(
        check_progress, write_progress, warn_progress,
        begin=begin_progress, offer=offer_progress, title=title_quarter,
        message=request("message.progress"),
    ),
    ReportSentV1: Recording(check_sent, write_sent, title=title_quarter),
    ReportReceivedV1: Recording(
        check_received, write_received, offer=offer_remarks, title=title_quarter
    ),
    LessonsV1: Recording(check_lessons, write_lessons, offer=offer_lessons),
    CarryV1: Recording(check_carry, write_carry, begin=begin_carry, offer=offer_rows),
    ClosingV1: Recording(check_closing, write_sent),
}  # fmt: skip
