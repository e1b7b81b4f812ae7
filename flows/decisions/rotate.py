"""Rotate: one transfer order, the Chiefs of many districts. All of it, or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from config.words import Field, Named, Sentence, both, row_words
from flows.decisions.authority import districts_decided, flag_outside_terms
from flows.decisions.happen import CHIEF
from flows.decisions.refusals import ActInFuture
from flows.decisions.rehearsal import undone
from flows.decisions.rotations import EventChange, RotationNotice, tell_rotation
from flows.engine.installation import Installation
from flows.engine.replay import EventKind
from registry.gazetteer import area_index
from registry.journal import GateRow, open_gates
from registry.queries.events import day_by_paper
from registry.queries.office_holders import HoldingRow, holders, terms_of_person
from registry.queries.orders import orders_in_force
from registry.queries.people import UnknownPerson, person
from registry.queries.seats import own_seats
from registry.records.rights import who_may
from registry.records.transfer_form import NO_CELLS, Cells, MoveIn, TransferOrder, cell_of
from registry.records.transfers import Move, person_of_name, who_left, write_move
from registry.refusals import Refusal
from registry.rules.area_names import AmbiguousDistrict, UnknownDistrict, resolve
from registry.rules.rights import Verb
from registry.rules.terms import DAY
from registry.rules.thai import tidy, to_arabic_digits
from registry.transaction import Write, areas_of, lock_order


class TransferUnfit(Refusal):
    """Rows of a transfer order do not fit; each is told, with the place where it stands."""

    def __init__(self, problems: Sequence[Refusal]) -> None:
        super().__init__(field=problems[0].field)
        self.problems = tuple(problems)

    @property
    def sentence(self) -> Sentence:
        """One line a misfit, and that nothing was recorded."""
        said = [both("refusal.transfer_unfit", count=len(self.problems))]
        said += [_placed(one) for one in self.problems]
        return Sentence("\n".join(one.th for one in said), "\n".join(one.en for one in said))


def _placed(problem: Refusal) -> Sentence:
    """What is wrong; of a district's name, which says no place itself, with the place."""
    if isinstance(problem, UnknownDistrict | AmbiguousDistrict):
        return both("adoption.at_cell", where=problem.field, sentence=problem.sentence)
    return problem.sentence


class BeforeItsOrder(Refusal):
    """A move takes effect before its order was signed."""


class TwoDistrictsAtOnce(Refusal):
    """One person is to be Chief of two districts on one day."""


class DistrictTwice(Refusal):
    """The order names a district twice."""


class TermsDoNotMeet(Refusal):
    """The last day of who leaves is not the day before the successor's first."""


class NobodyToFollow(Refusal):
    """No Chief was ever recorded for the district: there is no rotation without a predecessor."""


class CalledOffBefore(Refusal):
    """The order was called off for the district, and is entered again."""


class NothingToCallOff(Refusal):
    """The order was never recorded for the district."""


class ActsWithoutBasis(Refusal):
    """Who acts by an order needs its number and date."""


How = Literal["new", "moved", "called_off", "named", "unchanged"]
HOW: Mapping[str, How] = {"announced": "new", "moved": "moved", "called_off": "called_off"}


@dataclass(frozen=True)
class MoveResult:
    """What the order made of a district: who leaves, who comes, from which day.

    `how` is new, moved, called_off, named (a successor who was not known before) or unchanged.
    """

    district: str
    on: date
    how: How
    leaving: str | None
    coming: str | None


@dataclass(frozen=True)
class Rotation:
    """What came of a transfer order, the events it made, and decisions now outside a term."""

    number: str
    districts: tuple[MoveResult, ...]
    told: tuple[RotationNotice, ...]
    flagged: tuple[int, ...]


@dataclass(frozen=True)
class WhatIf:
    """What would follow in a district.

    `gates` are those that the Chief's office then decides: nobody does while it is vacant. `anew`
    are those that the order answers, as a draft that is made again. `orders` stand; seats that the
    leaving Chief holds by name are `to_amend`.
    """

    rotated: MoveResult
    gates: tuple[GateRow, ...]
    anew: tuple[GateRow, ...]
    orders: tuple[str, ...]
    to_amend: tuple[Named, ...]


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
    districts = _districts(order, cells)
    with desk.registry.writing(*_areas(desk, districts)) as write:
        return _record(desk, write, order, districts, recorded_by, cells)


def what_if(
    desk: Installation,
    order: TransferOrder,
    *,
    recorded_by: str,
    cells: Cells = NO_CELLS,
) -> tuple[WhatIf, ...]:
    """What would follow from the order, district by district. Refuses as `rotate` does."""
    districts = _districts(order, cells)

    def do(write: Write) -> tuple[WhatIf, ...]:
        before = {one: _asked_of_chief(desk, write, one) for one in districts}
        rotation = _record(desk, write, order, districts, recorded_by, cells)
        return tuple(_what_if(desk, write, one, before[one.district]) for one in rotation.districts)

    return undone(desk, _areas(desk, districts), do)


def _areas(desk: Installation, districts: Sequence[str]) -> list[str]:
    """What is locked: the districts, and those in which their Chiefs decided anything."""
    areas = {area for one in districts for area in areas_of(one)}
    areas |= districts_decided(desk.registry, {f"{one}/{CHIEF}" for one in districts})
    return sorted(areas, key=lock_order)


def _asked_of_chief(desk: Installation, write: Write, district: str) -> list[GateRow]:
    """The open gates of the district at which its Chief decides."""
    gates = desk.declared.gates
    return [
        one
        for one in open_gates(write.connection, district=district)
        if one.gate in gates and CHIEF in gates[one.gate].deciders
    ]


def _what_if(
    desk: Installation, write: Write, rotated: MoveResult, before: list[GateRow]
) -> WhatIf:
    after = _asked_of_chief(desk, write, rotated.district)
    still = {one.id for one in after}
    standing = orders_in_force(write.connection, rotated.district, rotated.on)
    left = who_left(write, f"{rotated.district}/{CHIEF}", rotated.on)
    named = own_seats(write.connection, left.person, rotated.on) if left else []
    return WhatIf(
        rotated,
        gates=tuple(after),
        anew=tuple(one for one in before if one.id not in still),
        orders=tuple(one.full_number for one in standing),
        to_amend=tuple(one.title for one in named if one.district == rotated.district),
    )


def _record(
    desk: Installation,
    write: Write,
    order: TransferOrder,
    districts: Sequence[str],
    recorded_by: str,
    cells: Cells,
) -> Rotation:
    """Record the order in this transaction, which has its districts locked."""
    who = who_may(write, recorded_by, Verb.RECORD_EVENT, *districts)
    if order.dated > write.today:
        raise ActInFuture(field=cell_of(cells, None, "dated"), value=order.dated, today=write.today)
    moves = [
        _move(write, order, row, district)
        for row, district in zip(order.moves, districts, strict=True)
    ]
    _refuse(_at(cells, place, one) for place, one in _misfits(write, moves, cells))
    seen = [(who_left(write, one.office, one.on), _comes(write, one)) for one in moves]
    for move in moves:
        write_move(write, move, by=who.id)
    flagged = flag_outside_terms(desk, write, [one.office for one in moves])
    told = [one for move in moves for one in tell_rotation(desk, write, _change(move), by=who.id)]
    how = {one.district: HOW[one.how] for one in told}
    rotated = tuple(
        _rotated(write, move, *before_it, how) for move, before_it in zip(moves, seen, strict=True)
    )
    return Rotation(moves[0].paper[0], rotated, tuple(told), tuple(flagged))


def _change(move: Move) -> EventChange:
    """What the row says of the event, whatever it makes of the terms."""
    now = None if move.row.called_off else move.on
    return EventChange(move.office, move.earlier, now, move.paper[0])


def _rotated(
    write: Write,
    move: Move,
    leaving: HoldingRow | None,
    came: str | None,
    how: Mapping[str, How],
) -> MoveResult:
    district, comes = move.office.partition("/")[0], _comes(write, move)
    otherwise: How = "unchanged" if comes == came else "named"
    left = leaving.name.th if leaving else None
    return MoveResult(district, move.on, how.get(district, otherwise), left, comes)


def _comes(write: Write, move: Move) -> str | None:
    """Who holds the office on the day; None for nobody."""
    held = holders(write.connection, move.office, move.on)
    return held[0].name.th if held else None


def _districts(order: TransferOrder, cells: Cells) -> list[str]:
    """The districts' codes, in the order of the rows. Raises TransferUnfit for all unknown."""
    found: list[str] = []
    wrong: list[Refusal] = []
    for place, row in enumerate(order.moves):
        try:
            found.append(resolve(row.district, area_index()))
        except Refusal as refusal:
            wrong.append(_at(cells, place, _of("district", refusal)))
    _refuse(iter(wrong))
    return found


def _move(write: Write, order: TransferOrder, row: MoveIn, district: str) -> Move:
    office, number = f"{district}/{CHIEF}", to_arabic_digits(tidy(order.number))
    kind = EventKind.CHIEF_ROTATED.value
    earlier = day_by_paper(write.connection, kind, office, number)
    return Move(row, office, order.day_of(row), (number, order.dated), earlier)


def _misfits(write: Write, moves: Sequence[Move], cells: Cells) -> Iterator[tuple[int, Refusal]]:
    offices = [one.office for one in moves]
    coming: dict[int | str, str] = {}
    for place, move in enumerate(moves):
        if move.office in offices[:place]:
            first = cell_of(cells, offices.index(move.office), "district")
            yield place, DistrictTwice(field="district", first=Field(first, row_words(first)))
        for refusal in (*_unfit(write, move), *_twice(write, move, coming, offices)):
            yield place, refusal


def _twice(
    write: Write, move: Move, coming: dict[int | str, str], offices: Sequence[str]
) -> Iterator[Refusal]:
    """Who comes to two districts on one day, by this order or by what stands elsewhere."""
    row = move.row
    if row.called_off or row.capacity != "own" or not row.is_known:
        return
    try:
        who = _known(write, row)
    except UnknownPerson as refusal:
        yield refusal
        return
    stays = [] if who is None else _chief_elsewhere(write, who, move.on, offices)
    key: int | str = f"{row.title_th}{row.name_th}" if who is None else who
    for other in (*stays, *((coming[key],) if key in coming else ())):
        yield TwoDistrictsAtOnce(field="coming", district=other, on=move.on)
    coming[key] = row.district


def _chief_elsewhere(write: Write, who: int, on: date, offices: Sequence[str]) -> list[str]:
    """The districts whose Chief the person is on that day, but for those that the order names."""
    return [
        area_index().areas[one.area].name_th
        for one in terms_of_person(write.connection, who)
        if (one.kind, one.capacity) == (CHIEF, "own")
        and one.ref not in offices
        and one.start <= on
        and (one.stop is None or on < one.stop)
    ]


def _known(write: Write, row: MoveIn) -> int | None:
    if row.coming:
        return person(write.connection, row.coming, field="coming").id
    return person_of_name(write, row.title_th, row.name_th)


def _unfit(write: Write, move: Move) -> Iterator[Refusal]:
    row = move.row
    stood = day_by_paper(
        write.connection, EventKind.CHIEF_ROTATED.value, move.office, move.paper[0], gone=True
    )
    if row.called_off:
        if move.earlier is None:
            yield NothingToCallOff(field="called_off", number=move.paper[0])
        return
    if move.earlier is None and stood is not None:
        yield CalledOffBefore(field="district", number=move.paper[0], on=stood)
    if move.on < move.paper[1]:
        yield BeforeItsOrder(field="on", on=move.on, dated=move.paper[1])
    if row.last_day is not None and row.last_day + DAY != move.on:
        yield TermsDoNotMeet(field="last_day", last_day=row.last_day, on=move.on)
    if row.capacity != "own" and row.basis == "order" and not (row.basis_number and row.basis_date):
        yield ActsWithoutBasis(field="basis_number")
    if who_left(write, move.office, move.on) is None:
        yield NobodyToFollow(field="district")


def _of(field: str, refusal: Refusal) -> Refusal:
    refusal.field = field
    return refusal


def _at(cells: Cells, place: int, refusal: Refusal) -> Refusal:
    """The refusal, its field said as the place where people find it."""
    return _of(cell_of(cells, place, refusal.field or ""), refusal)


def _refuse(problems: Iterator[Refusal]) -> None:
    found = list(problems)
    if found:
        raise TransferUnfit(found)
