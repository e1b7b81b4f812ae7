"""Recordings of a year's end: its lessons, what it leaves undone, and its report."""

from collections.abc import Iterator, Sequence
from functools import partial

from config.words import Named, Sentence, both, joined
from flows.activity.offers import offered_seats
from flows.decisions.days import refuse_due_before, refuse_earlier, warn_far_ahead
from flows.decisions.refusals import UnknownSeat
from flows.engine.answers import listed
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.instance_start import start_of
from flows.engine.misfit import told_at_once, told_of_rows
from flows.engine.offers import GateContext, Offers, Option, Proposal
from flows.plan.leads import plan_seats
from flows.plan.rows import RowUnknown
from flows.year.effects import IN_ANNUAL_REPORT, TOLD_SINCE
from flows.year.frozen import warn_certifier, write_sent
from flows.year.monitoring_gates import CarryV1, ClosingV1, Fate, LessonLine, LessonsV1
from flows.year.plan_activities import (
    activity_options,
    offer_rows,
    refuse_rows,
    rows_called,
    rows_left,
    rows_left_at,
)
from flows.year.process import YearStart
from flows.year.reads import quarters_asked
from flows.year.recordings import year_of
from flows.year.report_meetings import occasion
from registry.queries.members import invitees
from registry.queries.monitoring import quarters_told
from registry.records.monitoring import NewCarried, NewLesson, record_carried, record_lessons
from registry.refusals import Refusal
from registry.rules.figure_words import plain_number
from registry.rules.findings import FindingKind
from registry.rules.screening import screen

TOLD = ("expected", "happened", "cause", "sustain", "change", "verified_by")  # of a lesson


class RowNotSettled(Refusal):
    """The year ends, and nothing is said of an activity that is unfinished."""


class LessonNamesSomebody(Refusal):
    """A lesson names a person: it is told by role and seat."""


class LessonTwice(Refusal):
    """Two lessons of a year bear one key."""


def check_lessons(deciding: Deciding) -> None:
    """Each lesson has a key of its own, a seat that owns it, and a row where it names one."""
    answer: LessonsV1 = deciding.answer

    def refuse_over(place: int, one: LessonLine) -> None:
        refuse_due_before(one.due_on, f"lessons.{place}.due_on", deciding.decided_on)

    told_at_once(
        lambda: _refuse_same_keys(answer.lessons),
        lambda: _refuse_unknown(deciding, answer.lessons),
        lambda: _refuse_names(deciding, answer),
        lambda: told_of_rows(answer.lessons, refuse_over),
    )


def warn_lessons(deciding: Deciding) -> Sequence[Sentence]:
    """Lessons whose change is due far ahead; nobody who took part, where no meeting tells it."""
    lessons = enumerate(listed(deciding.answer.lessons))
    days = {f"lessons.{at}.due_on": one.due_on for at, one in lessons}
    untold = [] if _told_who_took_part(deciding) else [both("monitoring.took_part_untold")]
    return [*warn_far_ahead(deciding, days), *untold]


def _told_who_took_part(deciding: Deciding) -> bool:
    if deciding.answer.took_part:
        return True
    met = occasion(
        deciding.write.connection, deciding.district, deciding.office.declared.gates,
        f"{year_of(deciding.entries)}/reflection",
    )  # fmt: skip
    return met is not None and met.held is not None


def _refuse_same_keys(lessons: Sequence[LessonLine]) -> None:
    seen: set[str] = set()

    def refuse_twice(place: int, one: LessonLine) -> None:
        if one.key in seen:
            raise LessonTwice(field=f"lessons.{place}.key", value=one.key)
        seen.add(one.key)

    told_of_rows(lessons, refuse_twice)


def _refuse_unknown(deciding: Deciding, lessons: Sequence[LessonLine]) -> None:
    """Raises UnknownSeat and RowUnknown."""
    seats = plan_seats(deciding.write.connection, deciding.district, deciding.decided_on)
    rows = {one.row.key for one in rows_left(deciding, year_of(deciding.entries))}

    def refuse_owner(place: int, one: LessonLine) -> None:
        if one.owner not in seats:
            raise UnknownSeat(field=f"lessons.{place}.owner", value=one.owner)

    def refuse_row(place: int, one: LessonLine) -> None:
        if one.about is not None and one.about not in rows:
            raise RowUnknown(field=f"lessons.{place}.about", value=one.about)

    told_at_once(
        lambda: told_of_rows(lessons, refuse_owner), lambda: told_of_rows(lessons, refuse_row)
    )


def _refuse_names(deciding: Deciding, answer: LessonsV1) -> None:
    """Nobody's name stands in a lesson, a member's as little as anybody's."""
    members = invitees(deciding.write.connection, deciding.district, deciding.decided_on)
    known = [one.person.name_th for one in members if one.person and one.person.name_th]
    net = deciding.office.net

    def refuse(said: object, name: str, field: str) -> None:
        text = getattr(said, name)
        if not isinstance(text, str):  # it was redacted
            return
        found = any(one.kind is FindingKind.PERSON_NAME for one in screen(text, net))
        if found or any(one in text for one in known):
            raise LessonNamesSomebody(field=field)

    told_at_once(
        *(
            partial(refuse, one, name, f"lessons.{place}.{name}")
            for place, one in enumerate(answer.lessons)
            for name in TOLD
        ),
        *(partial(refuse, answer, name, name) for name in ("inclusion", "note")),
    )


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
    told_at_once(
        lambda: refuse_rows(deciding, year, deciding.answer.rows),
        lambda: _refuse_unsettled(deciding, year),
    )


def _refuse_unsettled(deciding: Deciding, year: int) -> None:
    said = [row.row for row in deciding.answer.rows]
    left = [
        one.row.key
        for one in rows_left(deciding, year)
        if not one.is_settled and one.row.key not in said
    ]
    if left:
        called = rows_called(deciding, year)
        quoted = [Named(f"“{called[key].th}”", f"“{called[key].en}”") for key in left]
        rows = joined(", ", quoted)
        raise RowNotSettled(field="rows", rows=rows, count=len(left))


def warn_carry(deciding: Deciding) -> Sequence[Sentence]:
    """More left of an activity than it ever aimed at; quarters that are not reported yet."""
    year = year_of(deciding.entries)
    aims = {one.row.key: one.row.target for one in rows_left(deciding, year)}
    over = [
        (one.row, one.left, aim)
        for one in deciding.answer.rows
        if one.left is not None and (aim := aims.get(one.row)) is not None and one.left > aim
    ]
    called = rows_called(deciding, year) if over else {}
    return [
        *(both(
            "monitoring.left_over_target",
            row=called[row], left=plain_number(left), target=plain_number(aim),
        )
        for row, left, aim in over),
        *_quarters_untold(deciding),
    ]  # fmt: skip


def _quarters_untold(deciding: Deciding) -> Iterator[Sentence]:
    """What they reached may leave less of an activity."""
    connection, on = deciding.write.connection, deciding.decided_on
    start = start_of(deciding.entries, YearStart)
    told = quarters_told(connection, (start.district,), start.year, on)
    asked = quarters_asked(connection, start, on)
    if left := [str(one) for one in asked if (start.district, one) not in told]:
        yield both("monitoring.settled_before_report", quarters=", ".join(left))


def write_carry(deciding: Deciding, entry_id: int) -> None:
    """What becomes of each; the plan's own rows stay as they are."""
    rows = [NewCarried(one.row, one.fate, one.left) for one in deciding.answer.rows]
    record_carried(
        deciding.write, deciding.district, year_of(deciding.entries), rows,
        on=deciding.decided_on, entry_id=entry_id,
    )  # fmt: skip


def offer_lessons(at: GateContext) -> Offers:
    """The seats that may own a lesson, and the activities that it may be about."""
    seats = plan_seats(at.connection, at.district, at.on)
    owners = tuple(Option(key, title) for key, title in offered_seats(seats).items())
    return Offers({"lessons.owner": owners, "lessons.about": activity_options(at)})


def begin_carry(at: GateContext) -> Proposal:
    """Each unfinished activity is carried, with what is left of its target."""
    return {
        "rows": [
            {
                "row": one.row.key,
                "fate": str(Fate.CARRIED),
                "left": None if one.left is None else str(one.left),
            }
            for one in rows_left_at(at)
            if not one.is_settled
        ]
    }


def check_closing(deciding: Deciding) -> None:
    """The year's report goes out after it was settled what the year leaves."""
    carried = deciding.answers.last(CarryV1)
    if carried is not None:
        refuse_earlier(deciding.decided_on, "decided_on", carried.on, carried.gate.key)


YEARS_END_RECORDINGS: dict[type[Answer], Recording] = {
    LessonsV1: Recording(
        check_lessons, write_lessons, warn_lessons, IN_ANNUAL_REPORT, TOLD_SINCE,
        offer=offer_lessons,
    ),
    CarryV1: Recording(check_carry, write_carry, warn_carry, begin=begin_carry, offer=offer_rows),
    ClosingV1: Recording(check_closing, write_sent, warn=warn_certifier),
}  # fmt: skip
