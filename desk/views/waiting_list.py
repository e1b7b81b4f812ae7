"""Everything that waits, the most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from config.words import Sentence
from desk.views.gate_reasons import reason_of_gate
from desk.views.gate_titles import counted_label, titles
from desk.views.reason import Reason
from desk.views.reasons import incident_of, reason_of_effect
from desk.views.view import View
from flows.engine.gate_titles import INCIDENT
from registry.journal import GateRow, instances, open_gates
from registry.queries.gates import gates_that_waited
from registry.queries.owed_effects import effects_owed
from registry.queries.seen_offices import OfficeWithHolders, offices_seen_of_kinds
from registry.rules.inbox_lines import GateGroup, GroupLine, lines_of


def waiting(
    view: View,
    known: datetime | None = None,
    *,
    district: str | None = None,
    offices: Mapping[str, list[OfficeWithHolders]] | None = None,
) -> list[Reason]:
    """What waits on the day of the view, in one district or in all, the most urgent first.

    `offices` are those of the district that were read already. What the machine owes is told of
    today alone: it goes on within minutes.
    """
    rows = {one.id: one for one in instances(view.connection, district=district)}
    found = []
    past = view.is_past(known)
    gates = (
        gates_that_waited(view.connection, view.on, known, district=district)
        if past
        else open_gates(view.connection, district=district)
    )
    called = titles(view.connection, gates)
    view.titles.read(rows[one.instance_id] for one in gates)
    view.read_districts({one.district_code for one in gates})
    seen = _deciding(view, gates, known) if offices is None else offices
    for gate in gates:
        row, offices_here = rows[gate.instance_id], seen[gate.district_code]
        found.append(reason_of_gate(view, row, gate, offices_here, called[gate.id]))
    if not past:
        asked = {(one.instance, one.path) for one in found if one.gate == INCIDENT}
        owed = effects_owed(view.connection, district=district)
        apart = (one for one in owed if incident_of(one) not in asked)
        found += [reason_of_effect(view, rows[one.instance_id], one) for one in apart]
    return sorted(found, key=urgency)


def _deciding(
    view: View, gates: Sequence[GateRow], known: datetime | None
) -> Mapping[str, list[OfficeWithHolders]]:
    """The offices that may decide at the gates of each district: of all others none is named."""
    declared = view.office.declared.gates
    kinds: dict[str, set[str]] = {one.district_code: set() for one in gates}
    for one in gates:
        if one.gate:
            kinds[one.district_code].update(declared[one.gate].kinds_asked(one.subject))
    return offices_seen_of_kinds(view.connection, kinds, view.on, known)


@dataclass(frozen=True)
class WaitingLine:
    """Like things of a district in one line: how many of what, and the paths of each."""

    district: str
    label: Sentence
    count: int
    since: date
    due: date | None
    days_late: int
    where: tuple[str, ...]


def in_lines(rows: Sequence[Reason]) -> list[WaitingLine]:
    """What waits for people, like things of a district together, as the inbox has them."""
    asked: dict[tuple[str, str, date | None, int], list[Reason]] = {}
    for place, one in enumerate(rows):
        if one.kind == "gate" and one.gate is not None:
            own = place + 1 if one.gate == INCIDENT else 0
            asked.setdefault((one.district, one.gate, one.due, own), []).append(one)
    found = list(asked.values())
    groups = [
        GateGroup(district, gate, due, len(held), place, _since(held), alone=own > 0)
        for place, ((district, gate, due, own), held) in enumerate(asked.items())
    ]
    return [
        _line(line, [one for group in line.groups for one in found[group.first]])
        for line in lines_of(groups)
    ]


def _since(held: Sequence[Reason]) -> date:
    return min(one.since or date.max for one in held)


def _line(line: GroupLine, held: Sequence[Reason]) -> WaitingLine:
    return WaitingLine(
        district=line.first.district,
        label=held[0].label if line.count == 1 else counted_label(line),
        count=line.count,
        since=line.opened_on,
        due=line.first.due_on,
        days_late=max(one.days_late for one in held),
        where=tuple(f"{one.instance} {one.path}" for one in held),
    )


def urgency(one: Reason) -> tuple[bool, int, date, date, int]:
    """What is to be looked at first: the more days late, the sooner due, the longer it waits."""
    machine = one.kind != "effect" and one.gate != INCIDENT
    return machine, -one.days_late, one.due or date.max, one.since or date.max, one.instance
