"""Where districts stand with their committee, phase by phase, as at a day.

The board's rows, the list of districts and the head of a district's page. Lateness is told
by district and step, never by person (practice.md 9).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desk.views.view import View
from flows.engine.capability import BoardOf
from registry.queries.directives import begun_by_letter
from registry.queries.gates_as_of import GateAsOf, gates_as_of
from registry.queries.history import taken_in
from registry.queries.instances import InstanceAsOf
from registry.queries.last_committees import committees_ended
from registry.queries.orders import OrderRow, orders_standing


class State(StrEnum):
    """Where a district stands as a whole."""

    ESTABLISHED = "established"
    IN_PROGRESS = "in_progress"
    DEFERRED = "deferred"
    DECLINED = "declined"
    ENDED = "ended"
    DISSOLVED = "dissolved"
    EARLIER_ORDER = "earlier_order"
    NOT_STARTED = "not_started"


class Mark(StrEnum):
    """Where a district stands with one phase."""

    DONE = "done"
    HERE = "here"
    LATE = "late"
    BY_LETTER = "by_letter"
    TAKEN_IN = "taken_in"
    NOT_ASKED = "not_asked"
    LATER = "later"
    NO_DATA = "no_data"


COLOURS = {
    State.ESTABLISHED: "good",
    State.IN_PROGRESS: "calm",
    State.DEFERRED: "warn",
    State.DECLINED: "warn",
    Mark.DONE: "good",
    Mark.HERE: "calm",
    Mark.LATE: "bad",
    Mark.BY_LETTER: "good",
    Mark.TAKEN_IN: "good",
    Mark.NOT_ASKED: "good",
}


@dataclass(frozen=True)
class StandingCell:
    """A phase of a district: its mark, since or on which day, and the instance that shows it.

    `days_late` are working days of the gate that is latest, 0 in time.
    """

    phase: str
    mark: Mark
    day: date | None = None
    days_late: int = 0
    instance: int | None = None

    @property
    def colour(self) -> str:
        """The class of its colour; grey has none."""
        return COLOURS.get(self.mark, "")


@dataclass(frozen=True)
class Standing:
    """A district: where it stands as a whole, in which phase, and each phase's cell."""

    district: str
    state: State
    phase: str | None
    cells: tuple[StandingCell, ...]
    instance: int | None = None
    order: OrderRow | None = None
    approached: bool = False
    days_late: int = 0

    @property
    def colour(self) -> str:
        """The class of its colour; grey has none."""
        return COLOURS.get(self.state, "")


@dataclass(frozen=True)
class _DistrictRows:
    """What was read of several districts: gates and letters by instance, orders by district.

    `board` says which process their rows follow. Of the instances of a district the first is of
    that process, the others are children in its phases.

    `going` are the instances that had not ended by the day of the view: only there something
    waits, whatever an instance that ended left unanswered. `dissolved` are the districts whose
    committee ended by then.
    """

    view: View
    board: BoardOf
    going: frozenset[int]
    gates: dict[int, list[GateAsOf]]
    letters: dict[int, date]
    orders: dict[str, OrderRow]
    taken_in: set[str]
    dissolved: frozenset[str]


def standings(
    view: View, districts: Collection[str], known: datetime | None = None
) -> dict[str, Standing]:
    """Where each of the districts stands on the day of the view, by code."""
    connection, board = view.connection, view.office.declared.board
    orders = _by_district(orders_standing(connection, districts, view.on, known))
    meant = _newest(board, view.counted(districts, known), orders)
    ids = {one.id for found in meant.values() for one in found}
    gates: defaultdict[int, list[GateAsOf]] = defaultdict(list)
    for gate in gates_as_of(connection, ids, view.on, known):
        gates[gate.instance].append(gate)
    letters = begun_by_letter(connection, ids, known)
    going = frozenset(one.id for found in meant.values() for one in found if one.status == "open")
    old = taken_in(connection, set(meant), known)
    through = [one for one, found in meant.items() if found[0].status != "open"]
    gone = [one for one in through if one not in orders]
    dissolved = committees_ended(connection, gone, view.on, known)
    read = _DistrictRows(view, board, going, gates, letters, orders, old, dissolved)
    return {one: _standing(read, one, meant.get(one, [])) for one in districts}


def _newest(
    board: BoardOf, rows: Sequence[InstanceAsOf], orders: Mapping[str, OrderRow]
) -> dict[str, list[InstanceAsOf]]:
    """By district its newest instance that the board follows, and the children begun after it.

    What began once the committee's order was in force amends or replaces that: no child of it.
    """
    found: dict[str, list[InstanceAsOf]] = {}
    for one in rows:
        if one.process == board.process.key:
            found[one.district] = [one]
        elif one.process in board.process.phases and one.district in found:
            order = orders.get(one.district)
            if order is not None and order.kind != "earlier" and one.started_on > order.start:
                continue
            found[one.district].append(one)
    return found


def _by_district(orders: Sequence[OrderRow]) -> dict[str, OrderRow]:
    """The order that a district's committee stands on: its own before an earlier centre's."""
    found: dict[str, OrderRow] = {}
    for one in orders:
        if one.kind != "earlier" or one.district not in found:
            found[one.district] = one
    return found


def _standing(read: _DistrictRows, district: str, instances: Sequence[InstanceAsOf]) -> Standing:
    order, phases = read.orders.get(district), read.board.process.phases
    if not instances:
        none = tuple(StandingCell(phase, Mark.NO_DATA) for phase in phases)
        return Standing(district, _without_process(order), None, none, order=order)
    main = instances[0]
    by_phase = _by_phase(read, instances)
    phase = _present(read, main, instances, by_phase)
    cells = tuple(_cell(read, main, one, phase, by_phase) for one in phases)
    state = _state(read, main, order)
    answered = any(one.answered for one in by_phase[read.board.approached])
    return Standing(
        district, state, phase, cells, main.id, order,
        approached=answered or main.id in read.letters or state is State.ESTABLISHED,
        days_late=max(one.days_late for one in cells),
    )  # fmt: skip


def _without_process(order: OrderRow | None) -> State:
    if order is None:
        return State.NOT_STARTED
    return State.EARLIER_ORDER if order.kind == "earlier" else State.ESTABLISHED


def _by_phase(
    read: _DistrictRows, instances: Sequence[InstanceAsOf]
) -> defaultdict[str, list[GateAsOf]]:
    """The gates by phase of the board's process; a wait for a day is of the phase before it."""
    found: defaultdict[str, list[GateAsOf]] = defaultdict(list)
    for one in instances:
        child = one.process != read.board.process.key
        last = one.process if child else read.board.process.phases[0]
        for gate in read.gates[one.id]:
            declared = read.view.office.declared.gates.get(gate.gate)
            if declared is not None and not declared.phase:
                continue  # standing gates are of no phase
            if declared is not None and not child:
                last = declared.phase
            found[last].append(gate)
    return found


def _present(
    read: _DistrictRows,
    main: InstanceAsOf,
    instances: Sequence[InstanceAsOf],
    by_phase: dict[str, list[GateAsOf]],
) -> str:
    """The first phase in which something waits, else the last in which something was asked."""
    waiting = {phase for phase, found in by_phase.items() if any(_waits(read, g) for g in found)}
    _, *children = instances
    waiting |= {one.process for one in children if one.id in read.going}
    places = [phase for phase in read.board.process.phases if phase in waiting]
    if places:
        return places[0]
    reached = [phase for phase in read.board.process.phases if by_phase.get(phase)]
    return reached[-1] if reached else main.phase


def _waits(read: _DistrictRows, gate: GateAsOf) -> bool:
    return gate.ended_on is None and gate.instance in read.going


def _cell(
    read: _DistrictRows,
    main: InstanceAsOf,
    phase: str,
    present: str,
    by_phase: dict[str, list[GateAsOf]],
) -> StandingCell:
    order, found = read.board.process.phases.index, by_phase.get(phase, [])
    of_child = phase in read.view.office.declared.processes
    waiting = [one for one in found if _waits(read, one)]
    if waiting:
        return _waiting_cell(read.view, phase, waiting)
    beside = not of_child and any(one.answered for one in found)  # done beside an earlier phase
    if order(phase) > order(present) and not beside:
        return StandingCell(phase, Mark.LATER)
    if phase == present and main.status == "open" and (of_child or not found):
        return StandingCell(phase, Mark.HERE, main.started_on if not found else None, 0, main.id)
    ended = [one for one in found if one.ended_on is not None]
    if ended:
        last = max(ended, key=lambda one: (one.ended_on, one.id))
        return StandingCell(phase, Mark.DONE, last.ended_on, 0, last.instance)
    if main.id in read.letters:
        return StandingCell(phase, Mark.BY_LETTER, read.letters[main.id], 0, main.id)
    passed = Mark.TAKEN_IN if main.district in read.taken_in else Mark.NOT_ASKED
    return StandingCell(phase, passed, None, 0, main.id)


def _waiting_cell(view: View, phase: str, waiting: Sequence[GateAsOf]) -> StandingCell:
    late = max(view.late(one.due_on) if one.gate else 0 for one in waiting)
    since = min(one.opened_on for one in waiting)
    return StandingCell(phase, Mark.LATE if late else Mark.HERE, since, late, waiting[0].instance)


def _state(read: _DistrictRows, main: InstanceAsOf, order: OrderRow | None) -> State:
    if order is not None and order.kind != "earlier":
        return State.ESTABLISHED
    if main.status == "open":
        own = read.gates[main.id]
        waits = {_key(one.path) for one in own if not one.gate and _waits(read, one)}
        told = (State(state) for key, state in read.board.waits.items() if key in waits)
        return next(told, State.IN_PROGRESS)
    if main.outcome == read.board.reached and order is not None:
        return State.ESTABLISHED
    return State.DISSOLVED if main.district in read.dissolved else State.ENDED


def _key(path: str) -> str:
    return path.rpartition("/")[2].partition("#")[0]
