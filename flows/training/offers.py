"""What the gates of trainings begin with and offer: sessions, agencies, who took part."""

from collections.abc import Mapping
from typing import Any

from config.defaults import committee
from config.sessions import proposed_sessions
from config.training import training
from config.words import Named, Sentence, Term, both
from flows.engine.answers import Answers, listed
from flows.engine.installation import TitleContext
from flows.engine.offers import GateContext, Offers, Option, Proposal, agency_options
from flows.engine.replay import branch_of
from flows.training.gates import CapacityAgreedV1, CapacityPlanV1, Tested, Training, TrainingV1
from registry.journal import GateRow
from registry.queries.agencies import known_agencies
from registry.queries.meetings import coverage
from registry.queries.members import SeenMember, invitees
from registry.queries.pack_items import pack_items
from registry.queries.people import PersonMet
from registry.rules.redaction import unredacted


def begin_plan(at: GateContext) -> Proposal:
    """The plan that was to be changed, else the sessions that are proposed.

    Who drafts and who trains is offered and not chosen beforehand: the case study's own
    organisations need not be at work there.
    """
    before = at.answers.last(CapacityPlanV1)
    kept = unredacted(before.body) if before else {}
    if kept.get("sessions"):
        return kept
    known = known_agencies(at.connection)
    taken = pack_items(at.connection, at.district[:2], at.on, "session")
    own = {one.key.replace("_", "-"): one.body for one in taken}
    return {
        "sessions": [
            {
                "key": one.key,
                "title_th": one.title_th,
                "title_en": one.title_en,
                "topics": [*one.topics],
                "duties": [duty.key for duty in committee().duties if duty.body in one.duties_of],
                "manuals": [*one.manuals],
                "methods": [*one.methods],
                "bodies": [*one.bodies],
                "days": one.days,
            }
            for one in proposed_sessions()
            if one.key not in own
        ]
        + [
            {"key": key, **body, "trainers": [one for one in body["trainers"] if one in known]}
            for key, body in own.items()
        ],
    }


def offer_plan(at: GateContext) -> Offers:
    """Agencies, duties and manuals; what is to be changed in the plan before."""
    agencies = agency_options(at, training().drafters)
    duties = (
        Option(one.key, Named(one.th, one.en), Term(f"body.{one.body}"))
        for one in committee().duties
    )
    manuals = (
        Option(one.key, Named(one.title_th, one.title_en), one.version)
        for one in training().manuals
    )
    said = at.answers.last(CapacityAgreedV1)
    return Offers(
        {
            "agencies": agencies,
            "sessions.duties": tuple(duties),
            "sessions.manuals": tuple(manuals),
            "sessions.trainers": agencies,
        },
        asked=listed(said.answer.items) if said else (),
    )


def begin_training(at: GateContext) -> Proposal:
    """The session as it was planned, or the topics that the instance was started for."""
    planned = planned_session(at.answers, at.path)
    start = next(one.body["start"] for one in at.entries if one.kind == "start")
    return {
        "result": Training.HELD,
        "held_on": planned.get("planned_on"),
        "topics": planned.get("topics") or start.get("topics") or [],
        "trainers": planned.get("trainers") or [],
    }


def planned_session(answers: Answers, path: str) -> Mapping[str, Any]:
    """The session of the plan that the gate at a path is of; nothing where the plan has none."""
    plan = answers.last(CapacityPlanV1)
    sessions = plan.body.get("sessions") if plan else None
    listed = sessions if isinstance(sessions, list) else []  # else it was redacted
    key = branch_of(path).rpartition("/")[2]
    return next((one for one in listed if one.get("key") == key), {})


def title_session(label: Sentence, gate: GateRow, at: TitleContext) -> Sentence | None:
    """The gate with the title of its session."""
    session = planned_session(at.answers, gate.path)
    if not session.get("title_th"):
        return None
    named = Named(str(session["title_th"]), str(session.get("title_en")))
    return both("page.gate.of_session", gate=label, session=named)


def offer_training(at: GateContext) -> Offers:
    """Agencies that train, and the members who may take part: the untrained before the others.

    A newcomer is among them until their first training; then those who were seen at a meeting.
    """
    untrained = {*coverage(at.connection, at.district, at.on, None).untrained}
    known = invitees(at.connection, at.district, at.on)
    members = [
        _member(one.person, one.position, is_new=one.member.person in untrained)
        for one in sorted(known, key=lambda one: one.member.person not in untrained)
        if one.person
    ]
    members += [_seen(one.seen, one.position) for one in known if one.seen]
    return Offers({
        "trainers": agency_options(at, training().drafters), "participants": tuple(members),
    })  # fmt: skip


def _member(person: PersonMet, position: Named, *, is_new: bool) -> Option:
    told = both("page.training.untrained", position=position) if is_new else position
    return Option(person.ref, person.name, told)


def _seen(seen: SeenMember, position: Named) -> Option:
    """Who was named for the seat at a meeting: nobody recorded that they hold its office."""
    told = both("page.training.seen", position=position, on=seen.on)
    return Option(seen.person.ref, seen.person.name, told)


def begin_scores(at: GateContext) -> Proposal:
    """A line for each who took part."""
    came = participants(at.answers, at.path)
    scores = [{"code": one["code"], "pre": None, "post": None} for one in came]
    return {"result": Tested.TESTED, "scores": scores}


def participants(answers: Answers, path: str) -> list[Proposal]:
    """Who took part in the training on the branch of that path: code, sex, person."""
    held = answers.last(TrainingV1, branch=branch_of(path))
    listed = (held.body.get("participants") if held else None) or ()
    return [one for one in listed if isinstance(one, dict)]
