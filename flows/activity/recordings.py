"""What the gates of what happened and of the coordination log check, write and offer."""

from collections.abc import Collection, Sequence
from datetime import date

from config.activity_kinds import HeldKind
from config.coordination import coordination
from config.words import Sentence, both
from flows.activity.gates import ActivityHeldV1, CoordinationV1
from flows.activity.offers import (
    conveners,
    counterparts,
    locations,
    offer_activity,
    offer_coordination,
    plan_activities,
)
from flows.decisions.days import refuse_later, warn_before_law, warn_long_past
from flows.decisions.refusals import UnknownSeat
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.misfit import told_at_once
from flows.engine.offers import GateContext, Proposal
from flows.plan.leads import plan_seats
from flows.plan.rows import RowUnknown
from registry.queries.held_activities import coordination_log, held_activities
from registry.records.held_activities import record_activity, record_coordination
from registry.refusals import Refusal
from registry.rules.held_activities import CoordinationFacts, HeldActivityFacts


class ParticipantsMixed(Refusal):
    """A training is of members or of the community: of both, it is told twice."""


class ParticipantsUnfit(Refusal):
    """People of that sort are not counted at an activity of that kind."""


class TrainingNotCounted(Refusal):
    """A training has no numbers, and nobody says that they were not counted."""


class CountedAllTheSame(Refusal):
    """A training was not counted, and yet has numbers."""


class LocationUnknown(Refusal):
    """The place is no sub-district and no village of the district."""


class ConvenerUnknown(Refusal):
    """Whoever called it is no seat of the committee and no office of district or province."""


class CounterpartUnknown(Refusal):
    """The office that the committee was in touch with is on no list."""


class NotOnList(Refusal):
    """What was chosen is not on its list."""


def key_of(deciding: Deciding) -> str:
    """What the fact is called: one for each instance."""
    return f"{deciding.instance.process}/{deciding.instance.id}"


def check_activity(deciding: Deciding) -> None:
    """It was by then; place, convener, seats, row and counterpart are known; nobody is mixed."""
    answer: ActivityHeldV1 = deciding.answer
    told_at_once(
        lambda: refuse_later(deciding, answer.took_place_on, "took_place_on"),
        lambda: _refuse_participants(answer),
        lambda: _refuse_uncounted(answer),
        lambda: _refuse_location(deciding),
        lambda: _refuse_convener(deciding),
        lambda: _refuse_abroad(answer),
        lambda: _refuse_team(deciding),
        lambda: _refuse_row(deciding),
    )


def _refuse_location(deciding: Deciding) -> None:
    said: ActivityHeldV1 = deciding.answer
    connection, district = deciding.write.connection, deciding.district
    if said.location is not None and said.location not in locations(
        connection, district, said.took_place_on
    ):
        raise LocationUnknown(field="location", value=said.location)


def _refuse_convener(deciding: Deciding) -> None:
    convener: str = deciding.answer.convener
    known = conveners(deciding.write.connection, deciding.district, deciding.decided_on)
    if convener not in known:
        raise ConvenerUnknown(field="convener", value=convener)


def _refuse_abroad(answer: ActivityHeldV1) -> None:
    if answer.counterpart is not None and answer.counterpart not in coordination().abroad:
        raise CounterpartUnknown(field="counterpart", value=answer.counterpart)


def _refuse_team(deciding: Deciding) -> None:
    seats = plan_seats(deciding.write.connection, deciding.district, deciding.decided_on)
    for one in deciding.answer.team:
        if one not in seats:
            raise UnknownSeat(field="team", value=one)


def _refuse_row(deciding: Deciding) -> None:
    said: ActivityHeldV1 = deciding.answer
    connection, district = deciding.write.connection, deciding.district
    if said.plan_row is not None and said.plan_row not in plan_activities(
        connection, district, said.took_place_on
    ):
        raise RowUnknown(field="plan_row", value=said.plan_row)


def _refuse_participants(answer: ActivityHeldV1) -> None:
    kind, came = coordination().by_kind[answer.activity_kind], answer.participants
    called = both(f"choice.held_kind.{answer.activity_kind}")
    for one in came:
        if one not in kind.takes_part:
            who = both(f"choice.participants.{one}")
            raise ParticipantsUnfit(field="participants", who=who, kind=called)
    if kind.one_of and len(came) > 1:
        raise ParticipantsMixed(field="participants", kind=called)


def _refuse_uncounted(answer: ActivityHeldV1) -> None:
    if answer.activity_kind is not HeldKind.TRAINING:
        return
    heads = sum((answer.women or 0, answer.men or 0, answer.sex_not_stated or 0))
    if answer.counted is False and heads:
        raise CountedAllTheSame(field="counted")
    if answer.counted is not False and not heads:
        raise TrainingNotCounted(field="women")


def warn_activity(deciding: Deciding) -> Sequence[Sentence]:
    """It is told twice, of one kind, day and place, and so counts twice; or was before the law."""
    said: ActivityHeldV1 = deciding.answer
    connection, district, day = deciding.write.connection, deciding.district, said.took_place_on
    before = held_activities(connection, (district,), day, day, kind=said.activity_kind)
    told = [
        both("happened.told_already", number=one.instance, day=day)
        for one in before
        if one.location == said.location and one.instance != deciding.instance.id
    ]
    return [*_warn_year(deciding, day, "took_place_on"), *told]


def _warn_year(deciding: Deciding, day: date, field: str) -> Sequence[Sentence]:
    """Before the law, else long past."""
    return warn_before_law(deciding, day, field) or warn_long_past(deciding, day, field)


def warn_coordination(deciding: Deciding) -> Sequence[Sentence]:
    """A line of a year that is most often mistyped, or one that the log holds already."""
    said: CoordinationV1 = deciding.answer
    connection, district, day = deciding.write.connection, deciding.district, said.contacted_on
    line = (said.counterpart, said.channel, said.subject, said.outcome)
    told = [
        both("happened.logged_already", number=one.instance, day=day)
        for one in coordination_log(connection, (district,), day, day)
        if (one.counterpart, one.channel, one.subject, one.outcome) == line
        and one.instance != deciding.instance.id
    ]
    return [*_warn_year(deciding, day, "contacted_on"), *told]


def write_activity(deciding: Deciding, entry_id: int) -> None:
    """What happened, without its words."""
    answer: ActivityHeldV1 = deciding.answer
    said = HeldActivityFacts(
        kind=answer.activity_kind,
        convener=answer.convener,
        location=answer.location,
        participants=",".join(answer.participants),
        women=answer.women,
        men=answer.men,
        sex_not_stated=answer.sex_not_stated,
        counterpart=answer.counterpart,
        team=",".join(answer.team),
        began_at=answer.began_at,
        ended_at=answer.ended_at,
        plan_row=answer.plan_row,
    )
    record_activity(
        deciding.write, deciding.district, key_of(deciding), said,
        on=answer.took_place_on, entry_id=entry_id,
    )  # fmt: skip


def check_coordination(deciding: Deciding) -> None:
    """It was by then; office, channel, subject and outcome are on their lists."""
    answer: CoordinationV1 = deciding.answer
    known = coordination()

    def refuse_unknown() -> None:
        if answer.counterpart not in counterparts(deciding.write.connection, deciding.district):
            raise CounterpartUnknown(field="counterpart", value=answer.counterpart)

    told_at_once(
        lambda: refuse_later(deciding, answer.contacted_on, "contacted_on"),
        refuse_unknown,
        lambda: _refuse_unlisted("channel", answer.channel, [one.key for one in known.channels]),
        lambda: _refuse_unlisted("subject", answer.subject, [one.key for one in known.subjects]),
        lambda: _refuse_unlisted("outcome", answer.outcome, [one.key for one in known.outcomes]),
    )


def _refuse_unlisted(field: str, value: str, keys: Collection[str]) -> None:
    if value not in keys:
        raise NotOnList(field=field, value=value, known=", ".join(keys))


def write_coordination(deciding: Deciding, entry_id: int) -> None:
    """The line, at the level of its office."""
    answer: CoordinationV1 = deciding.answer
    level, _ = counterparts(deciding.write.connection, deciding.district)[answer.counterpart]
    said = CoordinationFacts(
        level, answer.counterpart, answer.channel, answer.subject, answer.outcome
    )
    record_coordination(
        deciding.write, deciding.district, key_of(deciding), said,
        on=answer.contacted_on, entry_id=entry_id,
    )  # fmt: skip


def begin_activity(at: GateContext) -> Proposal:
    """Today."""
    return {"took_place_on": at.on.isoformat()}


def begin_coordination(at: GateContext) -> Proposal:
    """Today."""
    return {"contacted_on": at.on.isoformat()}


RECORDINGS: dict[type[Answer], Recording] = {
    ActivityHeldV1: Recording(
        check_activity, write_activity, warn_activity, begin=begin_activity, offer=offer_activity
    ),
    CoordinationV1: Recording(
        check_coordination,
        write_coordination,
        warn_coordination,
        begin=begin_coordination,
        offer=offer_coordination,
    ),
}
