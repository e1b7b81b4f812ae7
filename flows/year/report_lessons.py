"""What a committee learned in a year, as its reports tell it: by seat, never by name (2.8)."""

from collections.abc import Iterable

from sqlalchemy import Connection

from config.words import say
from flows.engine.answers import CurrentAnswer, answers_of, listed
from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.meeting.gates import THERE, Attended
from flows.meeting.paper_facts import text_or_none
from flows.papers.letterhead import focal_point_signer, paper_base
from flows.plan.leads import plan_seats
from flows.plan.wording import day_or_none, paragraphs_of, seat_called
from flows.year.monitoring_gates import LessonLine, LessonsV1
from flows.year.report_meetings import Occasion, met_or_not, occasion
from flows.year.report_rows import planned_rows
from registry.rules.papers.reports import LessonsReportFacts, ReportedLesson
from registry.rules.plan_effects import YearPaperInputs

LESSONS_REPORT = "lessons_report"
CAME = THERE | {Attended.PROXY}


def lessons_report(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The lessons as they were told, and who looked back together."""
    asked = YearPaperInputs.model_validate(job.inputs)
    said = answers_of(connection, job.instance, job.gates).decided(LessonsV1)
    meeting = occasion(connection, job.district, job.gates, f"{asked.year}/reflection")
    roles, others = who_looked_back(connection, job, meeting)
    facts = LessonsReportFacts(
        **paper_base(connection, job.district, job.on),
        signer=focal_point_signer(connection, job.district, job.on),
        year=asked.year,
        meeting=met_or_not(connection, job, meeting),
        roles_th=roles
        or tuple(say(f"choice.lesson_role.{one}", "th") for one in listed(said.answer.took_part)),
        others=others,
        sources_th=tuple(
            say(f"choice.lesson_source.{one}", "th") for one in listed(said.answer.sources)
        ),
        lessons=lessons_told(connection, job, asked.year, said),
        inclusion=paragraphs_of(said.answer.inclusion),
        note=paragraphs_of(said.answer.note),
    )
    yield NewPaper(LESSONS_REPORT, facts)


def who_looked_back(
    connection: Connection, job: Job, meeting: Occasion | None
) -> tuple[tuple[str, ...], int]:
    """The first seat of each member who came, and how many came who have none."""
    if meeting is None or meeting.held is None:
        return (), 0
    met = meeting.held
    lines = [one for one in listed(met.answer.attendance) if one.state in CAME]
    seats = plan_seats(connection, job.district, day_or_none(met.answer.held_on) or met.on)
    roles = tuple(seat_called(seats, one.seats[0]) for one in lines if one.seats)
    return roles, len(lines) - len(roles)


def lessons_told(
    connection: Connection, job: Job, year: int, said: CurrentAnswer[LessonsV1] | None
) -> tuple[ReportedLesson, ...]:
    """Each lesson with the activity that it is about and the seat that owns it."""
    if said is None:
        return ()
    rows = planned_rows(connection, job.district, year, said.on)
    called = {row.key: row.activity for row in rows}
    seats = plan_seats(connection, job.district, said.on)
    lines: tuple[LessonLine, ...] = listed(said.answer.lessons)
    return tuple(
        ReportedLesson(
            number=number,
            about=called.get(one.about) if one.about else None,
            expected=text_or_none(one.expected),
            happened=text_or_none(one.happened),
            cause=text_or_none(one.cause),
            sustain=text_or_none(one.sustain),
            change=text_or_none(one.change),
            owner_th=seat_called(seats, one.owner),
            due_on=day_or_none(one.due_on),
            verified_by=text_or_none(one.verified_by),
        )
        for number, one in enumerate(lines, start=1)
    )
