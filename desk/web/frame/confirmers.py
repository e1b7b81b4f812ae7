"""Who could confirm an act that needs two, said on its page before anybody tries."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from config.words import Named, Sentence, Term
from desk.web.frame.asking import Asking
from flows.decisions.merge import OwnRecord, Pair, areas_of_pair, merge_at_gate, records_of_pair
from flows.decisions.rename import (
    OwnName,
    areas_of_subject,
    owners_of_subject,
    renaming_at_gate,
)
from flows.engine.gate import Gate
from flows.engine.standing_gates import CONFIRM_MERGE, CONFIRM_RENAMING
from registry.journal import GateRow
from registry.queries.parts import actor
from registry.queries.people import PersonRow
from registry.queries.renamings import Renamed
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

    Where it is about people's records, who confirms has the right to load them wherever they
    are known, the areas of `loads`, and is none of their `owners`.
    """

    verb: Verb
    subject: Subject
    loads: tuple[str, ...] = ()
    owners: Collection[int] = ()
    own: type[Refusal] = OwnRecord


def act_at(gate: Gate[Any], area: str) -> Act:
    """What is confirmed at that gate of an instance in the area."""
    return Act(Verb.RECORD, Subject(area, gate.recorders))


def act_of_merge(asking: Asking, pair: Pair, area: str | None = None) -> Act:
    """A merge that has no gate; `area`: where it was asked for, if it was."""
    areas = areas_of_pair(asking.office, asking.connection, pair)
    own = records_of_pair(asking.connection, pair)
    return Act(Verb.LOAD, Subject(area or areas[0]), tuple(areas), own)


def act_of_renaming(asking: Asking, subject: Renamed, area: str | None = None) -> Act:
    """A renaming that has no gate; `area`: where it was asked for, if it was."""
    areas = areas_of_subject(asking.office, asking.connection, subject)
    own = owners_of_subject(subject)
    return Act(Verb.LOAD, Subject(area or areas[0]), tuple(areas), own, OwnName)


def confirmers_at(asking: Asking, gate: Gate[Any], asked: GateRow) -> Confirmers | None:
    """Who could confirm what waits at an open gate; None where it needs no other person."""
    if asked.not_by is None or asked.status != "open":
        return None
    act = act_at(gate, asked.district_code)
    if gate.key == CONFIRM_MERGE.key:
        merging = merge_at_gate(asking.connection, asked.path)
        of = act_of_merge(asking, Pair(merging.merged, merging.kept))
        act = replace(act, loads=of.loads, owners=of.owners)
    if gate.key == CONFIRM_RENAMING.key:
        of = act_of_renaming(asking, renaming_at_gate(asking.connection, asked.path).subject)
        act = replace(act, loads=of.loads, owners=of.owners, own=of.own)
    return confirmers(asking, act, FirstHand(asked.not_by, asked.opened_at))


def confirmers(asking: Asking, act: Act, begun: FirstHand | None = None) -> Confirmers:
    """Who could confirm what was begun, or what whoever asks would begin now."""
    now = asking.office.registry.clock.now()
    first = begun or FirstHand(asking.who.person, now)
    apart = who_could_confirm(asking.connection, first, now, act.verb, act.subject)
    names = tuple(one.name for one in apart if _may_load(asking, act, one))
    refusal = _refusal(asking, act, begun) if begun else None
    return Confirmers(names, refusal.sentence if refusal else None)


def _may_load(asking: Asking, act: Act, who: PersonRow) -> bool:
    """Whether the records are somebody else's, and in areas where the person may load them."""
    held = actor(asking.connection, who.id, asking.today)
    within = all(may(held, Verb.LOAD, Subject(one), asking.today) for one in act.loads)
    return within and who.id not in act.owners


def _refusal(asking: Asking, act: Act, begun: FirstHand) -> Refusal | None:
    """What would refuse whoever asks. None too without the right itself: then no form is shown."""
    who = asking.who
    if not asking.may(act.verb, act.subject.area, act.subject.recorders):
        return None
    name = Named(who.name_th, who.name_en)
    if not all(asking.may(Verb.LOAD, one) for one in act.loads):
        return MayNot(field="recorded_by", person=name, act=Term(f"verb.{Verb.LOAD}"))
    if who.person in act.owners:
        return act.own(field="recorded_by", person=name)
    now = asking.office.registry.clock.now()
    confirming = Confirming(who.person, now, act.verb, act.subject)
    return one_person(asking.connection, begun, confirming)
