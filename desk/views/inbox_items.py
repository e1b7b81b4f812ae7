"""The lines of an inbox: a gate, or like ones of a district that stand together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from config.words import Named, Sentence, both
from desk.views.gate_titles import counted_label, counted_owed, owed, says_what_is_owed, titles
from desk.views.inbox_filter import InboxFilter
from desk.views.inbox_scopes import InboxAct, act_at
from desk.views.view import View
from flows.decisions.offices_asked import only_asked
from flows.engine.gate import Gate
from flows.engine.gate_titles import INCIDENT
from registry.journal import GateRow
from registry.queries.gates import gates_numbered
from registry.queries.offices import OfficeOnDay, several_offices
from registry.queries.scoped_gates import Scope, how_many, most_urgent
from registry.rules.district_offices import CHIEF
from registry.rules.inbox_lines import GateGroup, GroupLine
from registry.rules.rights import Actor


@dataclass(frozen=True)
class InboxItem:
    """A line of what waits: one gate, or like ones of a district that stand together.

    `gate` is the most urgent of `count`. `late` are working days, 0 in time; `office` nobody holds
    if vacant, None where several are asked. `opens`: the place that shows each of them; `together`:
    where one paper answers those of the first one's instance. `owed`: what is still to come of it
    after what was recorded before, where its form says so.
    """

    gate: GateRow
    district: Named
    label: Sentence
    purpose: Sentence
    office: Named | None
    vacant: bool
    late: int
    doing: InboxAct
    count: int = 1
    since: date | None = None
    opens: str | None = None
    together: str | None = None
    owed: Sentence | None = None


def items_of_lines(
    view: View, actor: Actor, lines: Sequence[GroupLine], only: InboxFilter
) -> tuple[InboxItem, ...]:
    """Each line as its most urgent gate; one that holds several says how many of what.

    Title and office are read of those alone that tell them.
    """
    gates = gates_numbered(view.connection, [one.first.first for one in lines])
    view.read_districts({one.district_code for one in gates.values()})
    alone = [gates[one.first.first] for one in lines if one.count == 1]
    items = {one.gate.id: one for one in items_of_gates(view, actor, alone)}
    told = _owed_by_group(view, [one for one in lines if one.count > 1])
    return tuple(
        items[one.first.first]
        if one.count == 1
        else replace(
            _of_several(view, actor, gates[one.first.first], one, only.of_line(one)),
            owed=counted_owed([said for group in one.groups for said in told.get(group, ())]),
        )
        for one in lines
    )


def _owed_by_group(
    view: View, lines: Sequence[GroupLine]
) -> Mapping[GateGroup, Sequence[Sentence]]:
    """What is still to come of the gates of each group, where their form says so."""
    groups = {
        (one.district, one.gate, one.due_on): one
        for line in lines
        for one in line.groups
        if says_what_is_owed(one.gate)
    }
    if not groups:
        return {}
    scopes = [Scope(one.district, frozenset({one.gate})) for one in groups.values()]
    most = how_many(view.connection, scopes)
    gates = most_urgent(view.connection, scopes, first=INCIDENT, most=most)
    told = owed(view.connection, gates)
    found: dict[GateGroup, list[Sentence]] = {}
    for one in gates:
        group = groups.get((one.district_code, one.gate, one.due_on))
        if group is not None and one.id in told:
            found.setdefault(group, []).append(told[one.id])
    return found


def _of_several(view: View, actor: Actor, gate: GateRow, line: GroupLine, opens: str) -> InboxItem:
    return InboxItem(
        gate=gate,
        district=view.district(gate.district_code),
        label=counted_label(line),
        purpose=both(f"gate.{gate.gate}.purpose"),
        office=None,
        vacant=False,
        late=view.late(gate.due_on),
        doing=act_at(view, actor, gate.gate, gate.district_code),
        count=line.count,
        since=line.opened_on,
        opens=opens,
        together=(
            f"/instances/{gate.instance_id}/several/{gate.gate}"
            if _declared(view, gate).form.in_bulk is not None
            else None
        ),
    )


def items_of_gates(view: View, actor: Actor, rows: Sequence[GateRow]) -> tuple[InboxItem, ...]:
    districts = {one.district_code for one in rows}
    kinds = {kind for one in rows for kind in _declared(view, one).kinds_asked(one.subject)}
    offices = several_offices(view.connection, districts, kinds, view.on)
    view.read_districts(districts)
    called, told = titles(view.connection, rows), owed(view.connection, rows)
    found = []
    for gate in rows:
        office, vacant = _waits_for(view, gate, offices)
        found.append(
            InboxItem(
                gate=gate,
                district=view.district(gate.district_code),
                label=called[gate.id],
                purpose=both(f"gate.{gate.gate}.purpose"),
                office=office,
                vacant=vacant,
                late=view.late(gate.due_on),
                doing=act_at(view, actor, gate.gate, gate.district_code),
                owed=told.get(gate.id),
            )
        )
    return tuple(found)


def _waits_for(view: View, gate: GateRow, offices: Iterable[OfficeOnDay]) -> tuple[Named, bool]:
    """The office that the gate is first of all for, and that nobody holds any that may decide.

    A gate about an office that may decide is first of all for that one.
    """
    kinds = _declared(view, gate).kinds_asked(gate.subject)
    only = only_asked(view.connection, gate)
    able = sorted(
        (
            one
            for one in offices
            if one.kind in kinds
            and one.area in (gate.district_code, gate.district_code[:2])
            and only in (None, one.ref)
        ),
        key=lambda one: (one.ref != gate.subject, kinds.index(one.kind), not one.is_held),
    )
    named = bool(able) and able[0].ref in (only, gate.subject)
    if not able or (not named and kinds[0] == CHIEF != able[0].kind):
        words = both(f"office.{kinds[0]}")
        return Named(words.th, words.en), True
    return able[0].title, not any(one.is_held for one in able)


def _declared(view: View, gate: GateRow) -> Gate[Any]:
    return view.office.declared.gates[gate.gate]
