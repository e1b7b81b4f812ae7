"""Rotate: one transfer order, the Chiefs of many districts. All of it, or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy import Connection

from config.words import Named
from flows.decisions.acting_chiefs import StillActing
from flows.decisions.authority import districts_decided, flag_outside_terms
from flows.decisions.displaced_chief import Displaced, displaced_by, orders_that_brought
from flows.decisions.district_rights import who_may_there
from flows.decisions.earlier_orders import beside_others
from flows.decisions.left_offices import (
    Coming,
    LeftOffice,
    WhoComes,
    focal_points_of,
    left_offices,
    writing_where_left,
)
from flows.decisions.refusals import ActInFuture, MayNot
from flows.decisions.rotations import (
    EventChange,
    RotationNotice,
    rotates_on,
    rotations_before,
    tell_rotation,
    tell_rotations,
    tell_who_came,
)
from flows.decisions.transfer_checks import (
    districts_of,
    refuse_misfits,
    refuse_staying_twice,
)
from flows.engine.installation import Installation
from registry.queries.areas import names
from registry.queries.holdings import HoldingRow
from registry.queries.office_holders import holders
from registry.queries.office_terms import terms_of_office
from registry.queries.people import PersonRow, UnknownPerson, person_of
from registry.queries.transfers import (
    announcements,
    came_by,
    day_of_transfer,
    offices_moved,
    overrides_of,
    transfers_on,
)
from registry.records.events import name_paper
from registry.records.rights import who_may
from registry.records.transfer_form import (
    NO_CELLS,
    Cells,
    MoveIn,
    TransferOrder,
    cell_of,
    number_of,
)
from registry.records.transfers import Move, known_coming, later_of_day, who_left, write_move
from registry.refusals import Refusal
from registry.rules.district_offices import CHIEF
from registry.rules.office_references import area_of_office
from registry.rules.rights import Verb
from registry.rules.rotations import rotations, stays_acting
from registry.transaction import Write, areas_of

How = Literal[
    "new", "moved", "called_off", "reinstated", "named", "unchanged", "moved_by",
    "called_off_by", "called_off_ahead", "displaced_by",
]  # fmt: skip
HOW: Mapping[str, How] = {"announced": "new", "moved": "moved", "called_off": "called_off"}


@dataclass(frozen=True)
class MoveResult:
    """What the order made of a district: who leaves, who comes and in which capacity, from when.

    `how` is new, moved, called_off, reinstated (its calling off was a mistake), named (a successor
    who was not known before), unchanged, or moved_by and called_off_by the later order `by_order`:
    what that one says holds; displaced_by it where it lets another come on the same day.
    `of_order` is the earlier order whose move this one changes; called
    off before that is recorded it is called_off_ahead.
    `left`: what who comes held until then, there or elsewhere, and cannot hold beside it.
    `acting`: where who leaves or comes acts as Chief besides. `displaced`: whom another order had
    brought on that day, or this one before. Nobody is `leaving` where who comes
    acted there until then.
    """

    district: str
    name: Named
    on: date
    how: How
    leaving: Named | None
    coming: Named | None
    capacity: str | None
    left: tuple[LeftOffice, ...] = ()
    acting: tuple[StillActing, ...] = ()
    displaced: Displaced | None = None
    of_order: str | None = None
    by_order: str | None = None


@dataclass(frozen=True)
class Rotation:
    """What came of a transfer order, the events it made, and decisions now outside a term."""

    number: str
    districts: tuple[MoveResult, ...]
    told: tuple[RotationNotice, ...]
    flagged: tuple[int, ...]


def rotate(
    desk: Installation,
    order: TransferOrder,
    *,
    recorded_by: str,
    cells: Cells = NO_CELLS,
) -> Rotation:
    """Record the order. `cells` says where a workbook or a page holds its fields.

    The same order again changes nothing; with another day it is moved. Raises TransferUnfit,
    ActInFuture, UnknownPerson or MayNot.
    """
    with desk.registry.reading() as connection:
        districts = districts_of(connection, order, cells)
    order = with_names_recorded(desk, order, districts)
    areas = areas_locked(desk, order, districts)
    with writing_where_left(desk.registry, areas, who_comes(order, districts)) as write:
        return record_order(desk, write, order, districts, recorded_by, cells)


def with_names_recorded(
    desk: Installation, order: TransferOrder, districts: Mapping[int, str]
) -> TransferOrder:
    """The order; a row that names nobody names who came by the order that it speaks of: where its
    calling off was a mistake, and where it changes what an earlier order announced.
    """
    moves = [*order.moves]
    with desk.registry.reading() as connection:
        for place, district in districts.items():
            row = moves[place]
            office = f"{district}/{CHIEF}"
            if row.called_off_by_mistake and not row.is_known:
                moves[place] = _with_name(connection, row, office, number_of(order.number))
            elif row.of_order and not row.called_off and not row.is_known:
                moves[place] = _with_announced(connection, row, office)
    return order.model_copy(update={"moves": tuple(moves)})


def _with_name(connection: Connection, row: MoveIn, office: str, number: str) -> MoveIn:
    came = came_by(connection, office, number)
    if came is None:
        return row
    return row.model_copy(
        update={
            "coming": person_of(connection, came.person).ref,
            "capacity": came.capacity,
            "basis": came.basis,
            "basis_number": came.basis_number or "",
            "basis_date": came.basis_date,
        }
    )


def _with_announced(connection: Connection, row: MoveIn, office: str) -> MoveIn:
    """The row with who was to come by the earlier order, on the ground of this one."""
    number, overrides = number_of(row.of_order), overrides_of(connection, office)
    while number in overrides and came_by(connection, office, overrides[number].by):
        number = overrides[number].by
    named = _with_name(connection, row, office, number)
    own = named.capacity == "own"
    return named.model_copy(update={"basis_number": "", "basis_date": None}) if own else named


def areas_locked(
    desk: Installation, order: TransferOrder, districts: Mapping[int, str]
) -> set[str]:
    """What is locked: the districts, those in which their Chiefs decided anything, and those in
    which somebody left an office by this order before, or by one that it may change. What is left
    by it now comes to these.
    """
    areas = {area for one in districts.values() for area in areas_of(one)}
    areas |= districts_decided(desk.registry, {f"{one}/{CHIEF}" for one in districts.values()})
    with desk.registry.reading() as connection:
        numbers = {number_of(order.number)} | {
            one.number
            for district in districts.values()
            for one in announcements(connection, f"{district}/{CHIEF}")
            if one.stands and one.on is not None and one.on >= order.dated
        }
        moved = [one for number in sorted(numbers) for one in offices_moved(connection, number)]
    return areas | {area for one in moved for area in areas_of(area_of_office(one))}


def who_comes(order: TransferOrder, districts: Mapping[int, str]) -> WhoComes:
    """Who of those that are known comes in their own right, by the order."""

    def coming(connection: Connection) -> Iterator[Coming]:
        for place, district in districts.items():
            row = order.moves[place]
            if row.capacity != "own" or row.called_off or not row.is_known:
                continue
            try:
                who = known_coming(connection, row)
            except UnknownPerson:  # told of where the order is held against the registry
                continue
            if who is not None:
                yield Coming(f"{district}/{CHIEF}", who, order.day_of(row))

    return coming


def record_order(
    desk: Installation,
    write: Write,
    order: TransferOrder,
    districts: Mapping[int, str],
    recorded_by: str,
    cells: Cells,
) -> Rotation:
    """Record the order in this transaction, which has its districts locked.

    They stand by the place of their row; where one lacks, the order is refused whole.
    """
    who = _who_may(write, recorded_by, districts, cells)
    if order.dated > write.today:
        raise ActInFuture(field=cell_of(cells, None, "dated"), value=order.dated, today=write.today)
    placed, unfit = _placed(write, order, districts)
    refuse_misfits(write, order, placed, cells, unfit)
    moves = [*placed.values()]
    came = [_comes(write, one) for one in moves]
    others = [orders_that_brought(write, one) for one in moves]
    before = rotations_before(write, focal_points_of(write))
    chiefs = rotations_before(write, [one.office for one in moves])
    left = [write_move(write, move, by=who.id) for move in moves]
    refuse_staying_twice(write, placed, cells)
    told = [
        one
        for move in moves
        for change in _changes(write, move)
        for one in tell_rotation(desk, write, change, by=who.id)
    ]
    tell_rotations(desk, write, before, by=who.id)
    tell_who_came(desk, write, chiefs, by=who.id)
    flagged = flag_outside_terms(desk, write, _moved(moves, left))
    how = _made_of(moves, told)
    acting = {one.district: one.acting for one in told}
    rotated = tuple(
        replace(
            _rotated(write, move, before_it, how),
            left=_called(write, move, offices),
            acting=acting.get(area_of_office(move.office), ()),
            displaced=displaced_by(write, move, other, before_it, _comes(write, move)),
        )
        for move, before_it, offices, other in zip(moves, came, left, others, strict=True)
    )
    return Rotation(moves[0].paper[0], rotated, tuple(told), tuple(flagged))


def _who_may(
    write: Write, recorded_by: str, districts: Mapping[int, str], cells: Cells
) -> PersonRow:
    """Who records, if they may in every district of the order. Names the first that is not so."""
    try:
        return who_may(write, recorded_by, Verb.RECORD_EVENT, *districts.values())
    except MayNot:
        for place, district in districts.items():
            field = cell_of(cells, place, "district")
            who_may_there(write, recorded_by, Verb.RECORD_EVENT, district, field=field)
        raise


def _moved(moves: Sequence[Move], left: Sequence[Sequence[HoldingRow]]) -> list[str]:
    """The offices whose terms the order may have changed."""
    return [*(one.office for one in moves), *(one.ref for offices in left for one in offices)]


def _called(write: Write, move: Move, left: Sequence[HoldingRow]) -> tuple[LeftOffice, ...]:
    """What the offices that were left for the move's are called."""
    return tuple(left_offices(write.connection, [(one, move.on) for one in left]))


def _placed(
    write: Write, order: TransferOrder, districts: Mapping[int, str]
) -> tuple[dict[int, Move], dict[int, Refusal]]:
    """The moves by the place of their row, and what keeps one from changing another order's."""
    placed: dict[int, Move] = {}
    unfit: dict[int, Refusal] = {}
    for place, district in districts.items():
        placed[place] = _move(write, order, order.moves[place], district)
        try:
            placed[place] = beside_others(write.connection, placed[place])
        except Refusal as refusal:
            unfit[place] = refusal
    return placed, unfit


def _made_of(moves: Sequence[Move], told: Sequence[RotationNotice]) -> dict[str, How]:
    """What became of each district, where the order made anything of it."""
    how = {one.district: HOW[one.how] for one in told}
    for move in moves:
        district, later = area_of_office(move.office), move.gives_way_to
        if later is not None:
            how[district] = "called_off_by" if later.on is None else "moved_by"
        elif move.row.called_off:
            how[district] = _called_off(move)
        elif move.reinstates:
            how[district] = "reinstated"
    return how


def _called_off(move: Move) -> How:
    if move.ahead_of is not None:
        return "called_off_ahead"
    return "unchanged" if move.stood_on is None else "called_off"


def _changes(write: Write, move: Move) -> Iterator[EventChange]:
    """What the row says of the events, whatever it makes of the terms."""
    given_up = move.gives_way_to is not None
    now = None if move.row.called_off or given_up else move.on
    changed = move.changes.on if move.changes is not None and move.changes.stands else None
    if move.earlier is not None and changed is not None:  # two days stood, and one is left
        yield _change(write, move, changed, None)
        changed = None
    yield _change(write, move, None if given_up and changed is None else move.stood_on, now)


def _change(write: Write, move: Move, old: date | None, now: date | None) -> EventChange:
    """That an event stands on another day.

    One that another order tells of too, or another door, stays where this one leaves it.
    """
    if old is not None and old != now and rotates_on(write, move.office, old):
        others = transfers_on(write.connection, move.office, old)
        name_paper(write, move.office, old, next(iter(others), None))
        old = None
    if now is not None and old == now and move.changes is not None:
        name_paper(write, move.office, now, move.paper[0])
    return EventChange(move.office, old, now, move.paper[0])


def _rotated(
    write: Write, move: Move, came: HoldingRow | None, how: Mapping[str, How]
) -> MoveResult:
    """What the order made of the district; `came`: who would hold the office without it."""
    if move.gives_way_to is not None:
        move = replace(move, on=move.gives_way_to.on or move.on)
    later = _later_of_day(write, move)
    if later is not None:
        how = {**how, area_of_office(move.office): "displaced_by"}
    district, comes = area_of_office(move.office), _comes(write, move)
    otherwise: How = "unchanged" if _is_named_as(comes, came) else "named"
    (name,) = names(write.connection, {district}).values()
    return MoveResult(
        district, name, move.on, how.get(district, otherwise), _leaves(write, move),
        comes.name if comes else None, comes.capacity if comes else None,
        of_order=move.changes.number if move.changes else move.ahead_of,
        by_order=move.gives_way_to.number if move.gives_way_to else later,
    )  # fmt: skip


def _later_of_day(write: Write, move: Move) -> str | None:
    """The number of the later order by which another comes on the day of the move."""
    if move.gives_way_to is not None:
        return None
    return next((one.paper[0] for one in reversed(later_of_day(write, move))), None)


def _is_named_as(one: HoldingRow | None, other: HoldingRow | None) -> bool:
    return (one and (one.person, one.capacity)) == (other and (other.person, other.capacity))


def _comes(write: Write, move: Move) -> HoldingRow | None:
    """Who holds the office on the day, or acts in it; None for nobody."""
    return next(iter(holders(write.connection, move.office, move.on)), None)


def _leaves(write: Write, move: Move) -> Named | None:
    """Whom the rotations of the office name as leaving on the day, be it who acted in it."""
    terms = terms_of_office(write.connection, move.office)
    found = next((one for one in rotations(terms) if one.on == move.on), None)
    if found is not None:
        return next(one.name for one in terms if one.person == found.leaving)
    left = who_left(write, move.office, move.on)
    return left.name if left and not stays_acting(terms, move.on) else None


def _move(write: Write, order: TransferOrder, row: MoveIn, district: str) -> Move:
    office, number = f"{district}/{CHIEF}", number_of(order.number)
    earlier = day_of_transfer(write.connection, office, number)
    return Move(row, office, order.day_of(row), (number, order.dated), earlier)
