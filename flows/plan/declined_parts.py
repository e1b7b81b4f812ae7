"""What Chief and province know of a plan beforehand: the heads who declined their part, and why;
the activities whose seat has left the committee since they were drafted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from config.words import Named, Sentence, both, joined
from flows.engine.answers import Answers, listed
from flows.engine.decision import Deciding
from flows.engine.gate import RedactedValue
from flows.engine.offers import GateContext, Offers
from flows.plan.effects import PLAN_UNITS
from flows.plan.gates import (
    Endorsed,
    EndorsementV1,
    PlanDraftV1,
    PlanSentV1,
)
from flows.plan.leads import plan_seats, unit_titles
from flows.plan.offers import offer_remarks, unit_at
from registry.journal import EntryRow
from registry.rules.plan_effects import PlanUnits


class DeclinedPart(NamedTuple):
    """A unit whose head declined what its people are to do, and the obstacle that was told."""

    unit: str
    obstacle: Sentence


def units_at_work(rows: Sequence[EntryRow]) -> frozenset[str] | None:
    """The units that have work in the plan as it was last put to their heads; None before that."""
    for one in reversed(rows):
        if one.kind == "read" and one.live and one.path.partition("#")[0] == PLAN_UNITS.key:
            return frozenset(PlanUnits.model_validate(one.body["value"]).units.values())
    return None


def declined_parts(answers: Answers) -> list[DeclinedPart]:
    """Those that declined last, and whose people the plan still has work for."""
    at_work = units_at_work(answers.entries) or frozenset()
    last = {unit_at(one.path): one.answer for one in answers.to(EndorsementV1)}
    return [
        DeclinedPart(unit, _said(answer.obstacle))
        for unit, answer in last.items()
        if answer.result is Endorsed.DECLINED and unit in at_work
    ]


def units_called(
    connection: Connection, at: GateContext | Deciding, units: Iterable[str]
) -> list[Named]:
    """What the units are called on the day."""
    titles = unit_titles(plan_seats(connection, at.district, _day(at)))
    return [titles.get(unit, Named(unit, unit)) for unit in units]


def _day(at: GateContext | Deciding) -> date:
    return at.on if isinstance(at, GateContext) else at.decided_on


def declined_told(at: GateContext) -> tuple[Sentence, ...]:
    """Which heads declined, each with the obstacle, and why the plan goes all the same."""
    told = _told(at.connection, at, at.answers)
    sent = at.answers.last(PlanSentV1)
    if told and sent is not None and sent.answer.unendorsed:
        told = (*told, both("plan.sent_unendorsed", reason=_said(sent.answer.unendorsed)))
    return told


def seats_gone(connection: Connection, at: GateContext | Deciding) -> tuple[Sentence, ...]:
    """The activities that a seat leads which has left the committee since they were drafted."""
    drafted = at.answers.last(PlanDraftV1)
    if drafted is None:
        return ()
    now = plan_seats(connection, at.district, _day(at))
    then = plan_seats(connection, at.district, drafted.on)
    return tuple(
        both("plan.seat_gone", activity=row.activity, seat=then[row.lead].title)
        for row in listed(drafted.answer.rows)
        if row.lead in then.keys() - now.keys()
    )


def offer_declined(at: GateContext) -> Offers:
    """What whoever signs or sends the plan is to know beforehand."""
    return Offers(beforehand=_beforehand(at))


def offer_reception(at: GateContext) -> Offers:
    """The rows that the province may ask to adjust, and the same."""
    return replace(offer_remarks(at), beforehand=_beforehand(at))


def _beforehand(at: GateContext) -> tuple[Sentence, ...]:
    return (*declined_told(at), *seats_gone(at.connection, at))


def warn_declined(deciding: Deciding) -> Sequence[Sentence]:
    """The same where the Chief signs all the same."""
    connection = deciding.write.connection
    declined = _told(connection, deciding, deciding.answers)
    return (*declined, *seats_gone(connection, deciding))


def _told(
    connection: Connection, at: GateContext | Deciding, answers: Answers
) -> tuple[Sentence, ...]:
    parts = declined_parts(answers)
    if not parts:
        return ()
    called = units_called(connection, at, (one.unit for one in parts))
    lines = [
        both("plan.declined_part", number=number, unit=unit, obstacle=one.obstacle)
        for number, (unit, one) in enumerate(zip(called, parts, strict=True), 1)
    ]
    head = both("plan.declined", count=len(parts))
    said = (head, *lines)
    return (joined("\n", said),)


def _said(text: object) -> Sentence:
    """A text as it stands, or that it was taken out."""
    return (
        both("word.redacted") if isinstance(text, RedactedValue) else Sentence(str(text), str(text))
    )
