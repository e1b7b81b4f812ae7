"""Who could confirm an act that needs two, said on its page before anybody tries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from config.words import Named, Sentence, Term
from desk.web.frame.asking import Asking
from flows.decisions.confirmation import ActOfTwo, OwnRecord, RowT
from flows.decisions.standing_gates import ACTS_OF_TWO
from flows.engine.gate import Gate
from registry.journal import GateRow
from registry.queries.parts import actor
from registry.queries.people import PersonRow
from registry.records.rights import MayNot
from registry.records.two_people import Confirming, FirstHand, one_person, who_could_confirm
from registry.refusals import Refusal
from registry.rules.rights import Subject, Verb, may


@dataclass(frozen=True)
class Confirmers:
    """Who could confirm it; `why_not` is what keeps whoever looks at the page from it."""

    names: tuple[Named, ...]
    why_not: Sentence | None = None


@dataclass(frozen=True)
class Act:
    """What is to be confirmed, by that right to the subject.

    Who confirms also has the `right` in each of the `areas`, and is none of the `owners` of what
    it is about.
    """

    verb: Verb
    subject: Subject
    right: Verb = Verb.READ
    areas: tuple[str, ...] = ()
    owners: Collection[int] = ()


def act_at_gate(gate: Gate[Any], area: str) -> Act:
    """What is confirmed at that gate of an instance in the area."""
    return Act(Verb.RECORD, Subject(area, gate.recorders))


def act_in(
    right: Verb, areas: Sequence[str], owners: Collection[int] = (), at: str | None = None
) -> Act:
    """What has no gate, in these areas; `at`: where it was asked for, if it was."""
    return Act(right, Subject(at or areas[0]), right, tuple(areas), owners)


def _act_of(asking: Asking, act: ActOfTwo[RowT], row: RowT) -> Act:
    areas = act.areas(asking.office, asking.connection, row)
    return act_in(act.verb, areas, act.owners(asking.connection, row), row.area)


def confirmers_of(asking: Asking, act: ActOfTwo[RowT], row: RowT) -> Confirmers | None:
    """Who could confirm what waits and has no gate; None else."""
    if not row.waits or row.instance is not None:
        return None
    return confirmers(asking, _act_of(asking, act, row), FirstHand(row.first.id, row.asked_at))


def confirmers_at(asking: Asking, gate: Gate[Any], asked: GateRow) -> Confirmers | None:
    """Who could confirm what waits at an open gate; None where it needs no other person."""
    if asked.not_by is None or asked.status != "open":
        return None
    act, of = act_at_gate(gate, asked.district_code), ACTS_OF_TWO.get(gate.key)
    if of is not None:
        about = _act_of(asking, of, of.at_gate(asking.connection, asked.path))
        act = replace(about, verb=act.verb, subject=act.subject)
    return confirmers(asking, act, FirstHand(asked.not_by, asked.opened_at))


def confirmers(asking: Asking, act: Act, begun: FirstHand | None = None) -> Confirmers:
    """Who could confirm what was begun, or what whoever asks would begin now."""
    now = asking.office.registry.clock.now()
    first = begun or FirstHand(asking.who.person, now)
    apart = who_could_confirm(asking.connection, first, now, act.verb, act.subject)
    names = tuple(one.name for one in apart if _may(asking, act, one))
    refusal = _refusal(asking, act, begun) if begun else None
    return Confirmers(names, refusal.sentence if refusal else None)


def _may(asking: Asking, act: Act, who: PersonRow) -> bool:
    """Whether the person has the right wherever it is about, and it is about somebody else."""
    held = actor(asking.connection, who.id, asking.today)
    within = all(may(held, act.right, Subject(one), asking.today) for one in act.areas)
    return within and who.id not in act.owners


def _refusal(asking: Asking, act: Act, begun: FirstHand) -> Refusal | None:
    """What would refuse whoever asks. None too without the right itself: then no form is shown."""
    who = asking.who
    if not asking.may(act.verb, act.subject.area, act.subject.recorders):
        return None
    name = Named(who.name_th, who.name_en)
    if not all(asking.may(act.right, one) for one in act.areas):
        return MayNot(field="recorded_by", person=name, act=Term(f"verb.{act.right}"))
    if who.person in act.owners:
        return OwnRecord(field="recorded_by", person=name)
    now = asking.office.registry.clock.now()
    confirming = Confirming(who.person, now, act.verb, act.subject)
    return one_person(asking.connection, begun, confirming)
