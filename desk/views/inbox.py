"""What needs one person: the gates that their parts let them answer, the most urgent first.

Each row tells what waits, in which district, for which office (never for a person's
lateness), since when and until when. A query a page, however many gates are open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from config.words import Named, Sentence, both
from desk.views.deciders import only_asked
from desk.views.gate_titles import (
    counted_label,
    counted_owed,
    owed,
    says_what_is_owed,
    titles,
)
from desk.views.inbox_filter import InboxFilter
from desk.views.view import View
from flows.engine.gate import Gate, recorded_by
from flows.engine.gate_titles import INCIDENT
from registry.journal import GateRow
from registry.queries.gates import gates_numbered, next_to_come
from registry.queries.offices import OfficeHeld, several_offices
from registry.queries.owed_effects import papers_to_be_made
from registry.queries.scoped_gates import (
    Scope,
    districts_that_wait,
    gate_groups,
    gates_that_wait,
    how_many,
    most_urgent,
)
from registry.rules.district_offices import CHIEF
from registry.rules.inbox_lines import GateGroup, GroupLine, lines_of
from registry.rules.rights import Actor, Part, PartHeld

PAGE = 25
EVERYTHING = InboxFilter()
RECORDING = frozenset({Part.COORDINATOR, Part.FOCAL_POINT})


class InboxAct(StrEnum):
    """What who asks may do about a gate."""

    RECORD = "record"
    PREPARE = "prepare"
    READ = "read"


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


@dataclass(frozen=True)
class Work:
    """A page of what waits, how much there is in all, and what comes next.

    `districts` and `gates` are those in which anything waits, whatever is chosen. There are `lines`
    in all, which hold `total` gates. `machine` is how many papers the machine has still to make
    there.
    """

    items: tuple[InboxItem, ...]
    lines: int
    total: int
    page: int
    districts: dict[str, Named]
    gates: set[str]
    comes: "NextDay | None"
    machine: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.lines // PAGE))


@dataclass(frozen=True)
class NextDay:
    """The next day on which something falls due or goes on by itself."""

    on: date
    district: Named
    label: Sentence
    instance: int


def work_of(
    view: View,
    actor: Actor,
    *,
    only: InboxFilter = EVERYTHING,
    page: int = 1,
) -> Work:
    """What waits for the actor on the day of the view, or what of it is chosen.

    Like things stand in one line, which opens; of one gate that is chosen each stands for itself.
    """
    whole, of = scopes_of(view, actor), only.kind
    chosen = scopes_of(view, actor, only.district) if only.district else whole
    scopes = only.narrowed(chosen, view.on)
    total = how_many(view.connection, scopes, view.on, of)
    if of is None:
        held = lines_of(gate_groups(view.connection, scopes, view.on, alone=INCIDENT))
        page = _within_pages(page, len(held))
        items = _lines(view, actor, held[(page - 1) * PAGE : page * PAGE], only)
        lines = len(held)
    else:
        page, lines = _within_pages(page, total), total
        rows = most_urgent(
            view.connection, scopes, view.on, first=INCIDENT, skip=(page - 1) * PAGE, most=PAGE,
            of=of,
        )  # fmt: skip
        items = _items(view, actor, rows)
    areas = {one.area for one in scopes}
    return Work(
        items, lines, total, page,
        districts=districts_that_wait(view.connection, whole, view.on),
        gates=gates_that_wait(view.connection, whole, view.on),
        comes=comes_next(view, areas),
        machine=papers_to_be_made(view.connection, areas),
    )  # fmt: skip


def _within_pages(page: int, lines: int) -> int:
    """The page that is asked for; the last, or the first, where there is none such."""
    return min(max(page, 1), max(1, -(-lines // PAGE)))


def _lines(
    view: View, actor: Actor, lines: Sequence[GroupLine], only: InboxFilter
) -> tuple[InboxItem, ...]:
    """Each line as its most urgent gate; one that holds several says how many of what.

    Title and office are read of those alone that tell them.
    """
    gates = gates_numbered(view.connection, [one.first.first for one in lines])
    view.read_districts({one.district_code for one in gates.values()})
    alone = [gates[one.first.first] for one in lines if one.count == 1]
    items = {one.gate.id: one for one in _items(view, actor, alone)}
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
    most = how_many(view.connection, scopes, view.on)
    gates = most_urgent(view.connection, scopes, view.on, first=INCIDENT, most=most)
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


def scopes_of(view: View, actor: Actor, district: str | None = None) -> list[Scope]:
    """The gates that concern the actor's parts, by area; within one district if it is given."""
    found = []
    for part in parts_in_force(actor, view.on):
        keys = _keys(view, part.part)
        area = part.area if district is None else _narrowed(part.area, district)
        if keys and area is not None:
            found.append(Scope(area, keys))
    return found


def parts_in_force(actor: Actor, on: date) -> Iterable[PartHeld]:
    """The parts that the actor has on that day."""
    return (p for p in actor.parts if p.start <= on and (p.stop is None or on < p.stop))


def _narrowed(area: str, district: str) -> str | None:
    return district if area == "TH" or district.startswith(area) else None


def _keys(view: View, part: Part) -> frozenset[str]:
    gates = view.office.declared.gates.values()
    match part:
        case Part.COORDINATOR | Part.FOCAL_POINT:
            return recorded_by(gates, part)
        case Part.CHIEF:
            return frozenset(one.key for one in gates if one.asked_first == "district_chief")
        case Part.PARTNER:
            return recorded_by(gates, Part.FOCAL_POINT)
        case Part.ADMIN:
            return frozenset({INCIDENT})
    return frozenset()


def act_at(view: View, actor: Actor, gate: str, district: str) -> InboxAct:
    """The most that any part of the actor allows at a gate of the district."""
    recorders = view.office.declared.gates[gate].recorders
    parts = {
        one.part
        for one in parts_in_force(actor, view.on)
        if _narrowed(one.area, district) is not None
    }
    if any(one in RECORDING and one.value in recorders for one in parts):
        return InboxAct.RECORD
    return InboxAct.PREPARE if Part.PARTNER in parts else InboxAct.READ


def _items(view: View, actor: Actor, rows: Sequence[GateRow]) -> tuple[InboxItem, ...]:
    districts = {one.district_code for one in rows}
    kinds = {kind for one in rows for kind in _declared(view, one).deciders}
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


def _waits_for(view: View, gate: GateRow, offices: Iterable[OfficeHeld]) -> tuple[Named, bool]:
    """The office that the gate is first of all for, and that nobody holds any that may decide.

    A gate about an office that may decide is first of all for that one.
    """
    kinds, only = _declared(view, gate).deciders, only_asked(view.connection, gate)
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


def comes_next(view: View, areas: Iterable[str]) -> NextDay | None:
    """What falls due or goes on next in the areas, today or later; None where nothing does."""
    gate = next_to_come(view.connection, areas, view.on)
    if gate is None:
        return None
    day = gate.due_on
    if day is None or day < view.on:
        day = (gate.until_on or view.on) + timedelta(days=1)  # the day on which it goes on
    label = titles(view.connection, [gate])[gate.id]
    return NextDay(day, view.district(gate.district_code), label, gate.instance_id)
