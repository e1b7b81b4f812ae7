"""An act that needs two people: who may confirm what another began (decision 0015)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from config.clock import bangkok_day
from config.words import Named, Sentence, Term, both, joined
from registry.queries.parts import actor
from registry.queries.people import PersonRow, person_of
from registry.queries.person_records import person_for
from registry.queries.second_person import holding_grounds, pasts, people_at_work
from registry.refusals import Refusal
from registry.rules.rights import Subject, Verb, may, parts_letting
from registry.rules.second_person import Acting, Hand, PastOf, common_hand, hand_of


class SamePerson(Refusal):
    """Another person has to confirm; `others` tells who that may be."""

    others: Sentence | None = None

    @property
    def _own(self) -> Sentence:
        return joined(" ", [super()._own, *([self.others] if self.others else [])])


class CameByFirst(Refusal):
    """The second person's sign-in or office came by the hand of the first."""


class CameBySecond(Refusal):
    """The first person's sign-in or office came by the hand of the second."""


class CameByOne(Refusal):
    """The sign-ins or offices of both came by the hand of one and the same third person."""


@dataclass(frozen=True)
class FirstHand:
    """What waits for another person: who began it, and when."""

    by: int
    at: datetime


class Confirming(NamedTuple):
    """Who would confirm it at an instant: by which right, and under which holding, if by one.

    `holding` is the term of `decider`, who may be another person than who records it.
    """

    recorder: int
    at: datetime
    verb: Verb
    subject: Subject
    decider: int | None = None
    holding: int | None = None


def refuse_one_person(connection: Connection, begun: FirstHand, confirming: Confirming) -> None:
    """Raises SamePerson, CameByFirst, CameBySecond or CameByOne where one could be both."""
    refusal = one_person(connection, begun, confirming)
    if isinstance(refusal, SamePerson):
        at = confirming.at, confirming.verb, confirming.subject
        could = who_could_confirm(connection, begun, *at)
        refusal.others = told_others(could, confirming.verb, confirming.subject)
    if refusal is not None:
        raise refusal


def told_others(could: Sequence[PersonRow], verb: Verb, subject: Subject) -> Sentence:
    """Who could confirm it, in a sentence; where nobody could, of which part somebody has to be."""
    if could:
        return both("second_person.could", people=_listed([one.name for one in could]))
    parts = [both(f"part.{one}") for one in sorted(parts_letting(verb, subject))]
    return both("second_person.nobody", parts=_listed(parts))


def _listed(names: Sequence[Named | Sentence]) -> Named:
    return Named(", ".join(one.th for one in names), ", ".join(one.en for one in names))


def who_could_confirm(
    connection: Connection, begun: FirstHand, at: datetime, verb: Verb, subject: Subject
) -> list[PersonRow]:
    """Who signs in, may confirm it and stands apart from who began it, as things are now."""
    on, past = bangkok_day(at), pasts(connection)
    return [
        one
        for one in people_at_work(connection, subject.area, on)
        if may(actor(connection, one.id, on), verb, subject, on)
        and one_person(connection, begun, Confirming(one.id, at, verb, subject), past) is None
    ]


def one_person(
    connection: Connection, begun: FirstHand, confirming: Confirming, past: PastOf | None = None
) -> Refusal | None:
    """What keeps them from confirming it, None where they stand apart from who began it.

    `past` is what was read of several people's pasts already.
    """
    begun = replace(begun, by=person_for(connection, begun.by))  # merged with another since
    if begun.by in (confirming.recorder, confirming.decider):
        who = person_of(connection, begun.by).name
        return SamePerson(field="recorded_by", person=who)
    past = past or pasts(connection)
    return _recorder(connection, begun, confirming, past) or _decider(
        connection, begun, confirming, past
    )


def _recorder(
    connection: Connection, begun: FirstHand, confirming: Confirming, past: PastOf
) -> Refusal | None:
    who, at = confirming.recorder, confirming.at
    grounds = past(who).grounds
    by = tuple(one for one in grounds if one.lets(confirming.verb, confirming.subject, at))
    second = Acting(who, at, by)
    first = Acting(begun.by, begun.at, past(begun.by).giving(begun.at))
    if hand := hand_of(begun.by, second, past, trusted=False):
        return _by_first(connection, begun, who, hand, "recorded_by")
    name, first_name = person_of(connection, who).name, person_of(connection, begun.by).name
    if hand := hand_of(who, first, past):
        what = Term(f"hand.{hand}")
        return CameBySecond(field="recorded_by", person=name, first=first_name, what=what)
    if (third := common_hand(first, second, past)) is not None:
        giver = person_of(connection, third).name
        return CameByOne(field="recorded_by", person=name, first=first_name, third=giver)
    return None


def _decider(
    connection: Connection, begun: FirstHand, confirming: Confirming, past: PastOf
) -> Refusal | None:
    if confirming.decider is None or confirming.holding is None:
        return None
    grounds = holding_grounds(past(confirming.decider), confirming.holding)
    on_paper = Acting(confirming.decider, confirming.at, grounds, signs_in=False)
    hand = hand_of(begun.by, on_paper, past, trusted=False)
    return _by_first(connection, begun, confirming.decider, hand, "by") if hand else None


def _by_first(
    connection: Connection, begun: FirstHand, second: int, hand: Hand, field: str
) -> CameByFirst:
    return CameByFirst(
        field=field,
        person=person_of(connection, second).name,
        first=person_of(connection, begun.by).name,
        what=Term(f"hand.{hand}"),
    )
