"""The capacity plan, and the programme of each of its trainings (R23 to R25)."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from config.defaults import committee
from config.training import Manual, Wording, training
from config.words import Named, both
from flows.engine.answers import answers_of, listed
from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.papers.letterhead import chief_signer, focal_point_signer, paper_base
from flows.papers.members import agency_names
from flows.training.gates import CapacityPlanV1, PlannedSession
from flows.training.sessions import given, session_of
from registry.queries.orders import orders
from registry.rules.effects import PlanInputs, SessionInputs
from registry.rules.papers.common import CitedOrder
from registry.rules.papers.training import (
    BodyDuty,
    CapacityPlanFacts,
    ManualUsed,
    Phrase,
    PlannedTraining,
    TrainingProgrammeFacts,
)
from registry.rules.terms import covers


def capacity_plan(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The plan of a turn by the Deputy, PSDHS, World Vision and FOCUS."""
    asked = PlanInputs.model_validate(job.inputs)
    answers = answers_of(connection, job.instance, job.gates)
    plan = answers.decided(CapacityPlanV1, turn=asked.turn).answer
    sessions = tuple(planned(connection, job.district, one) for one in listed(plan.sessions))
    taught = {key for one in listed(plan.sessions) for key in listed(one.duties)}
    facts = CapacityPlanFacts(
        **paper_base(connection, job.district, job.on),
        signer=focal_point_signer(connection, job.district, job.on),
        approver=chief_signer(connection, job.district, job.on),
        order=order_in_force(connection, job),
        drafters=drafters(connection, job.district, listed(plan.agencies)),
        basis=given(plan.basis),
        sessions=sessions,
        duties_left=tuple(
            body_duty(one.key) for one in committee().duties if one.key not in taught
        ),
    )
    yield NewPaper("capacity_plan", facts)


def training_programme(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The programme of a session of the plan that was agreed on."""
    asked = SessionInputs.model_validate(job.inputs)
    answers = answers_of(connection, job.instance, job.gates)
    plan = answers.decided(CapacityPlanV1, turn=asked.turn).answer
    session = session_of(plan, asked.session)
    facts = TrainingProgrammeFacts(
        **paper_base(connection, job.district, job.on),
        signer=focal_point_signer(connection, job.district, job.on),
        session=planned(connection, job.district, session),
    )
    yield NewPaper("training_programme", facts, asked.session)


def order_in_force(connection: Connection, job: Job) -> CitedOrder | None:
    """The order that the committee sits by on the job's day."""
    known = [one for one in orders(connection, job.district) if covers(one, job.on)]
    if not known:
        return None
    last = known[-1]
    return CitedOrder(heading_th=last.heading, number=last.full_number, dated=last.dated)


def drafters(connection: Connection, district: str, keys: tuple[str, ...]) -> tuple[Phrase, ...]:
    """The Deputy first, then the agencies that drafted."""
    deputy = both("signer.deputy")
    first = Phrase(text_th=deputy.th, text_en=deputy.en)
    return (first, *agency_phrases(connection, district, keys))


def planned(connection: Connection, district: str, session: PlannedSession) -> PlannedTraining:
    """A session of the plan in words."""
    form = training()
    return PlannedTraining(
        key=session.key,
        title_th=session.title_th,
        title_en=session.title_en,
        topics=worded(form.topics, listed(session.topics)),
        duties=tuple(body_duty(key) for key in listed(session.duties)),
        manuals=manuals(connection, district, listed(session.manuals)),
        methods=worded(form.methods, listed(session.methods)),
        bodies=tuple(_body(key) for key in listed(session.bodies)),
        trainers=agency_phrases(connection, district, listed(session.trainers)),
        planned_on=given(session.planned_on),
        days=session.days,
        note=given(session.note),
    )


def worded(words: tuple[Wording, ...], keys: tuple[str, ...]) -> tuple[Phrase, ...]:
    """What those of the keys are called, in the order of the settings."""
    return tuple(Phrase(text_th=one.th, text_en=one.en) for one in words if one.key in keys)


def body_duty(key: str) -> BodyDuty:
    """A duty of the model order, with the body whose it is; unknown keys are refused earlier."""
    duty = next(one for one in committee().duties if one.key == key)
    body = next(one for one in committee().bodies if one.key == duty.body)
    return BodyDuty(body_th=body.title_th, body_en=body.title_en, duty_th=duty.th, duty_en=duty.en)


def _body(key: str) -> Phrase:
    body = next(one for one in committee().bodies if one.key == key)
    return Phrase(text_th=body.title_th, text_en=body.title_en)


def manuals(connection: Connection, district: str, keys: tuple[str, ...]) -> tuple[ManualUsed, ...]:
    """The manuals of those keys; one that the settings do not know by what was typed."""
    known = {one.key: one for one in training().manuals}
    names = agency_names(connection, district, tuple(one.agency for one in known.values()))
    return tuple(_manual(key, known, names) for key in keys)


def _manual(key: str, known: Mapping[str, Manual], names: Mapping[str, Named]) -> ManualUsed:
    manual = known.get(key)
    if manual is None:
        agency = both("word.not_recorded")
        return ManualUsed(
            title_th=key, title_en=key, agency_th=agency.th, agency_en=agency.en, version=None
        )
    agency_name = names.get(manual.agency, Named(manual.agency, manual.agency))
    return ManualUsed(
        title_th=manual.title_th,
        title_en=manual.title_en,
        agency_th=agency_name.th,
        agency_en=agency_name.en,
        version=manual.version or None,
    )


def agency_phrases(
    connection: Connection, district: str, keys: tuple[str, ...]
) -> tuple[Phrase, ...]:
    """What the agencies of those keys are called."""
    names = agency_names(connection, district, keys)
    found = (names.get(key, Named(key, key)) for key in keys)
    return tuple(Phrase(text_th=one.th, text_en=one.en) for one in found)
