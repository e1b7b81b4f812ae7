"""Who could confirm an act that needs two, said on its page before anybody tries."""

from dataclasses import dataclass
from typing import Any

from config.words import Named, Sentence
from desk.web.asking import Asking
from flows.gates.gate import Gate
from flows.merge import Pair, areas_of_pair
from registry.journal import GateRow
from registry.records.two_people import Begun, Confirming, one_person, who_could_confirm
from registry.rules.rights import Subject, Verb


@dataclass(frozen=True)
class Confirmers:
    """Who could confirm it; `why_not` is what keeps whoever looks at the page from it."""

    names: tuple[Named, ...]
    why_not: Sentence | None = None


def confirmers(asking: Asking, gate: Gate[Any], area: str) -> Confirmers:
    """Who could confirm at that gate what whoever asks would begin now."""
    subject, now = Subject(area, gate.recorders), asking.office.registry.clock.now()
    begun = Begun(asking.who.person, now)
    return Confirmers(_names(asking, begun, subject, Verb.RECORD))


def confirmers_at(asking: Asking, gate: Gate[Any], asked: GateRow) -> Confirmers | None:
    """Who could confirm what waits at an open gate; None where it needs no other person."""
    if asked.not_by is None or asked.status != "open":
        return None
    subject = Subject(asked.district_code, gate.recorders)
    return _of(asking, Begun(asked.not_by, asked.opened_at), subject, Verb.RECORD)


def confirmers_of(asking: Asking, begun: Begun, area: str) -> Confirmers:
    """Who could confirm a redaction that has no gate."""
    return _of(asking, begun, Subject(area), Verb.REDACT)


def confirmers_of_merge(asking: Asking, pair: Pair, begun: Begun | None = None) -> Confirmers:
    """Who could agree to a merge that has no gate, or to one that would be asked for now."""
    now = asking.office.registry.clock.now()
    first = begun or Begun(asking.who.person, now)
    areas = areas_of_pair(asking.office, asking.connection, pair)
    each = [
        set(who_could_confirm(asking.connection, first, now, Verb.LOAD, Subject(area)))
        for area in areas
    ]
    apart = set.intersection(*each) - {pair.merged, pair.kept}
    names = tuple(one.name for one in sorted(apart, key=lambda one: one.id))
    if first.by == asking.who.person:
        return Confirmers(names)
    mine = Confirming(asking.who.person, now, Verb.LOAD, Subject(areas[0]))
    refusal = one_person(asking.connection, first, mine)
    return Confirmers(names, refusal.sentence if refusal else None)


def _of(asking: Asking, begun: Begun, subject: Subject, verb: Verb) -> Confirmers:
    names = _names(asking, begun, subject, verb)
    if not asking.may(verb, subject.area, subject.recorders):
        return Confirmers(names)
    now = asking.office.registry.clock.now()
    own = Confirming(asking.who.person, now, verb, subject)
    refusal = one_person(asking.connection, begun, own)
    return Confirmers(names, refusal.sentence if refusal else None)


def _names(asking: Asking, begun: Begun, subject: Subject, verb: Verb) -> tuple[Named, ...]:
    now = asking.office.registry.clock.now()
    found = who_could_confirm(asking.connection, begun, now, verb, subject)
    return tuple(one.name for one in found)
