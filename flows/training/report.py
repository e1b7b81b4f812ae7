"""The report of a training or a refresher: who came, and what the tests say (R50, R51, R65).

No participant is named and no code stands beside points; figures of fewer people than may be
shown are not told, nor any from which they could be worked out (privacy.md).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from config.clock import BANGKOK
from config.training import training
from config.words import Named, both
from flows.engine.answers import CurrentAnswer, answers_of, listed
from flows.engine.fields import Sex
from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.meeting.paper_facts import text_or_none
from flows.papers.letterhead import focal_point_signer, paper_base
from flows.training.gates import CapacityPlanV1, PlannedSession, RunBy, Topic
from flows.training.plan import agency_phrases, manuals
from flows.training.sessions import HeldTraining, given, held_trainings, session_of
from registry.queries.computed_figures import score_limits
from registry.queries.policy import policy_events
from registry.rules.effects import ReportInputs
from registry.rules.papers.training import (
    AllTrainings,
    AttendanceCounts,
    Phrase,
    ScoreFacts,
    Source,
    TopicTaught,
    TrainingReportFacts,
)
from registry.rules.participant_codes import strangers
from registry.rules.scores import (
    ScoreFigures,
    ScoreLine,
    TestedSession,
    combined,
    may_be_told,
)

CENT = Decimal("0.01")


def training_report(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """What a session of the plan reached, and all of them so far."""
    asked = ReportInputs.model_validate(job.inputs)
    answers = answers_of(connection, job.instance, job.gates)
    held = held_trainings(answers)
    session = session_of(answers.decided(CapacityPlanV1).answer, asked.session)
    one = _the(held, asked.session)
    title = Named(session.title_th, session.title_en)
    so_far = [each for each in held if each is one or _by(each, one)]
    facts = _report(connection, job, one, title, session, so_far)
    yield NewPaper("training_report", facts, asked.session)


def refresher_report(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """What a refresher after a change of policy reached."""
    asked = ReportInputs.model_validate(job.inputs)
    (one, *_) = held_trainings(answers_of(connection, job.instance, job.gates))
    known = {event.key: event for event in policy_events(connection, job.district, job.on)}
    event = known.get(asked.session)
    title = Named(event.title_th, event.title_en) if event else Named(asked.session, asked.session)
    facts = _report(connection, job, one, title, None, ())
    yield NewPaper("training_report", facts, asked.session)


def _by(each: HeldTraining, one: HeldTraining) -> bool:
    """Whether the first was held by the day of the other: a report sums up what there was then."""
    days = (given(each.training.held_on), given(one.training.held_on))
    return all(isinstance(day, date) for day in days) and days[0] <= days[1]


def _the(held: Sequence[HeldTraining], session: str) -> HeldTraining:
    found = [one for one in held if one.session == session]
    if not found:
        msg = f"no training {session} was held"
        raise LookupError(msg)
    return found[-1]


def _report(
    connection: Connection,
    job: Job,
    one: HeldTraining,
    title: Named,
    session: PlannedSession | None,
    so_far: Sequence[HeldTraining],
) -> TrainingReportFacts:
    points, together = tested(one), all_trainings(so_far)
    counted = [one, *(each for each in so_far if each is not one)] if together else [one]
    sources = tuple(chain.from_iterable(_sources(each) for each in counted))
    return TrainingReportFacts(
        **paper_base(connection, job.district, job.on),
        signer=focal_point_signer(connection, job.district, job.on),
        refresher=session is None,
        title_th=title.th,
        title_en=title.en,
        held_on=given(one.training.held_on),
        until=given(one.training.until),
        place=given(one.training.place),
        topics=_topics(listed(one.training.topics)),
        trainers=agency_phrases(connection, job.district, listed(one.training.trainers)),
        manuals=manuals(connection, job.district, listed(session.manuals) if session else ()),
        attendance=attendance((one,)),
        inclusion=text_or_none(given(one.training.inclusion)),
        tested=points is not None,
        not_tested_reason=given(one.scores.answer.reason) if one.scores and not points else None,
        scores=score_facts((points,)) if points else None,
        so_far=together,
        sources=sources,
    )


def _topics(taught: tuple[Topic, ...]) -> tuple[TopicTaught, ...]:
    return tuple(
        TopicTaught(text_th=one.th, text_en=one.en, taught=one.key in taught if taught else None)
        for one in training().topics
    )


def attendance(held: Sequence[HeldTraining]) -> AttendanceCounts | None:
    """Participants by sex, each once a training; None where a list is not there."""
    lists = [listed(one.training.participants) for one in held]
    if not all(lists):
        return None
    sexes = [person.sex for people in lists for person in people]
    return AttendanceCounts(
        women=sexes.count(Sex.FEMALE),
        men=sexes.count(Sex.MALE),
        not_stated=sexes.count(Sex.NOT_STATED),
        total=len(sexes),
    )


def tested(one: HeldTraining) -> TestedSession | None:
    """The lines of a training that was tested, None of one that was not."""
    if one.points is None:
        return None
    before, after = one.points.maxima
    maximum = before or Decimal()
    people = listed(one.training.participants)
    return TestedSession(
        lines=tuple(ScoreLine(o.code, o.pre, o.post, maximum, after) for o in one.points.scores),
        attended=len(people) or None,
        same_test=given(one.points.same_test),
        run_by_others=run_by_others(given(one.points.run_by)),
        people=frozenset(person.person for person in people if person.person),
        strangers=len(
            strangers((o.code for o in one.points.scores), (person.code for person in people))
        ),
    )


def run_by_others(said: RunBy | None) -> bool | None:
    """Whether somebody ran the tests who did not teach; None where that is not known."""
    return None if said is None else said is RunBy.OTHERS


def score_facts(sessions: Sequence[TestedSession]) -> ScoreFacts:
    """The figures of trainings together as a paper tells them, none of too few people."""
    form = training().scores
    found = combined(sessions, score_limits())
    shown = may_be_told(sessions, form.least_shown)
    maxima = {
        maximum
        for one in sessions
        for line in one.lines
        for maximum in (line.maximum, line.post_maximum or line.maximum)
    }
    return ScoreFacts(
        maximum=f"{maxima.pop():f}" if len(maxima) == 1 else None,
        n_pre=found.n_pre,
        n_post=found.n_post,
        n_matched=found.n_matched,
        response=_written(found.response_percent),
        attrition=_written(found.attrition_percent),
        shown=shown,
        least_shown=form.least_shown,
        pre=_written(found.pre_percent) if shown else None,
        post=_written(found.post_percent) if shown else None,
        gain=_signed(found.gain) if shown else None,
        hake=_written(found.hake) if shown else None,
        losers=found.losers if shown else None,
        warnings=_warnings(found) if shown else (),
    )


def _warnings(found: ScoreFigures) -> tuple[Phrase, ...]:
    said = (both(f"score_warning.{one}") for one in found.warnings)
    return tuple(Phrase(text_th=one.th, text_en=one.en) for one in said)


def _written(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.quantize(CENT, ROUND_HALF_UP):f}"


def _signed(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.quantize(CENT, ROUND_HALF_UP):+f}"


def all_trainings(held: Sequence[HeldTraining]) -> AllTrainings | None:
    """The trainings held so far together; None while there is only one."""
    counts = attendance(held)
    points = tuple(one for one in map(tested, held) if one is not None)
    if len(held) < 2 or counts is None:  # noqa: PLR2004 (one alone is told already)
        return None
    together = score_facts(points) if len(points) > 1 else None
    return AllTrainings(held=len(held), tested=len(points), attendance=counts, scores=together)


def _sources(one: HeldTraining) -> Iterable[Source]:
    yield _source("training_source.attendance", one.held)
    if one.scores is not None:
        yield _source("training_source.scores", one.scores)


def _source(key: str, said: CurrentAnswer[Any]) -> Source:
    what = both(key)
    return Source(
        what_th=what.th,
        what_en=what.en,
        record=said.record.id,
        done_on=said.on,
        recorded_on=said.record.recorded_at.astimezone(BANGKOK).date(),
    )
