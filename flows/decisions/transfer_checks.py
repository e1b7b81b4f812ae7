"""What keeps a transfer order from being recorded: every misfit is told, with its place."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter

from sqlalchemy import Connection

from config.words import Field, Named, Sentence, both, joined, row_words
from registry.gazetteer import refuse_khet
from registry.queries.added_districts import areas_known
from registry.queries.areas import names
from registry.queries.holdings import HoldingRow
from registry.queries.office_holders import holders
from registry.queries.people import UnknownPerson
from registry.queries.personal_terms import terms_of_person
from registry.queries.transfers import announcements, day_of_transfer
from registry.records.transfer_form import Cells, MoveIn, TransferOrder, cell_of
from registry.records.transfers import Move, known_coming, who_left
from registry.refusals import Refusal
from registry.rules.area_names import AmbiguousDistrict, AreaIndex, UnknownDistrict, resolve
from registry.rules.district_offices import CHIEF
from registry.rules.mistyped_years import FARTHEST
from registry.rules.office_references import area_of_office
from registry.rules.terms import DAY, covers
from registry.rules.transfer_announcements import Announcement, pending
from registry.transaction import Write


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
        return joined("\n", said)


def _placed(problem: Refusal) -> Sentence:
    """What is wrong; of a district's name, which says no place itself, with the place."""
    if isinstance(problem, UnknownDistrict | AmbiguousDistrict):
        where = problem.field or ""
        return both(
            "adoption.at_cell", where=Field(where, row_words(where)), sentence=problem.sentence
        )
    return problem.sentence


class BeforeItsOrder(Refusal):
    """A move takes effect before its order was signed."""


class TwoDistrictsAtOnce(Refusal):
    """One person is to be Chief of two districts on one day."""


class StaysInTwoDistricts(Refusal):
    """By a calling off somebody stays Chief who is, or comes to be, Chief of another district."""


class StaysInOffice(Refusal):
    """Who comes is the district's Chief already: nobody leaves, and nothing is handed over."""


class TooFarAhead(Refusal):
    """A move takes effect years after its order: a day or a year is mistyped."""


class TitleAlone(Refusal):
    """Who comes has a title, and no name."""


class ComesTwice(Refusal):
    """The order names one person for two districts."""


class DistrictTwice(Refusal):
    """The order names a district twice."""


class TermsDoNotMeet(Refusal):
    """The last day of who leaves is not the day before the successor's first."""


class NobodyToFollow(Refusal):
    """No Chief was ever recorded for the district: there is no rotation without a predecessor."""


class NobodyLeaves(Refusal):
    """The office is vacant before the day, and the order names nobody who comes."""


class CalledOffBefore(Refusal):
    """The order was called off for the district, and is entered again."""


class NothingToCallOff(Refusal):
    """The order was never recorded for the district."""


class NeverCalledOff(Refusal):
    """A calling off is said to be a mistake, and the district has none of that order."""


class CalledOffAndNot(Refusal):
    """One row calls the order off and says that its calling off was a mistake."""


class IsToCome(Refusal):
    """An order without a name is of a day on which another order has somebody come before."""


class ActsWithoutBasis(Refusal):
    """Who acts by an order needs its number and date."""


def districts_of(connection: Connection, order: TransferOrder, cells: Cells) -> dict[int, str]:
    """The districts' codes by the place of their row, those that are known.

    Raises TransferUnfit where none is: the others are told with what else is wrong.
    """
    index = areas_known(connection)
    found = {place: _district(row, index) for place, row in enumerate(order.moves)}
    known = {place: one for place, one in found.items() if isinstance(one, str)}
    if not known:
        _refuse(_at(cells, place, one) for place, one in _unknown(connection, order, known))
    return known


def _unknown(
    connection: Connection, order: TransferOrder, known: Collection[int]
) -> Iterator[tuple[int, Refusal]]:
    """The rows beside the known ones: their district is none."""
    if len(known) == len(order.moves):
        return
    index = areas_known(connection)
    for place, row in enumerate(order.moves):
        if place not in known and isinstance(refusal := _district(row, index), Refusal):
            yield place, refusal


def _district(row: MoveIn, index: AreaIndex) -> str | Refusal:
    try:
        found = resolve(row.district, index)
        refuse_khet(found, field="district")
    except Refusal as refusal:
        return _of("district", refusal)
    return found


def refuse_misfits(
    write: Write,
    order: TransferOrder,
    moves: Mapping[int, Move],
    cells: Cells,
    unfit: Mapping[int, Refusal],
) -> None:
    """Raises TransferUnfit for everything in which the order and the registry do not agree.

    `moves` are those of known districts, by the place of their row; `unfit` what keeps one from
    changing what another order announced.
    """
    found = [*_unknown(write.connection, order, moves), *_misfits(write, moves, cells, unfit)]
    _refuse(_at(cells, place, one) for place, one in sorted(found, key=itemgetter(0)))


def _misfits(
    write: Write, moves: Mapping[int, Move], cells: Cells, unfit: Mapping[int, Refusal]
) -> Iterator[tuple[int, Refusal]]:
    offices = {one.office for one in moves.values()}
    first_place: dict[str, int] = {}
    coming: dict[int | str, Named] = {}
    for place, move in moves.items():
        if move.office in first_place:
            first = cell_of(cells, first_place[move.office], "district")
            yield place, DistrictTwice(field="district", first=Field(first, row_words(first)))
        first_place.setdefault(move.office, place)
        if place in unfit:
            yield place, unfit[place]
        elif move.gives_way_to is not None and not move.row.called_off:
            yield from ((place, one) for one in _unfit_days(move))
        else:
            for refusal in (*_unfit(write, move), *_twice(write, move, coming, offices)):
                yield place, refusal


def _twice(
    write: Write, move: Move, coming: dict[int | str, Named], offices: Collection[str]
) -> Iterator[Refusal]:
    """Who comes to two districts on one day, by this order or by what stands elsewhere."""
    row = move.row
    if row.called_off or row.capacity != "own" or not row.is_known:
        return
    try:
        who = known_coming(write.connection, row)
    except UnknownPerson as refusal:
        yield refusal
        return
    stays = [] if who is None else _chief_elsewhere(write, who, move.on, offices)
    key: int | str = f"{row.title_th}{row.name_th}" if who is None else who
    for other in stays:
        yield TwoDistrictsAtOnce(field="coming", district=other, on=move.on)
    if key in coming:
        yield ComesTwice(field="coming", district=coming[key])
    (coming[key],) = names(write.connection, {area_of_office(move.office)}).values()


def _chief_elsewhere(write: Write, who: int, on: date, offices: Collection[str]) -> list[Named]:
    """The districts whose Chief the person is on that day, but for those that the order names."""
    elsewhere = {
        one.area
        for one in terms_of_person(write.connection, who)
        if (one.kind, one.capacity) == (CHIEF, "own") and one.ref not in offices and covers(one, on)
    }
    return [name for _, name in sorted(names(write.connection, elsewhere).items())]


def refuse_staying_twice(write: Write, moves: Mapping[int, Move], cells: Cells) -> None:
    """Raises TransferUnfit where what was called off leaves one person Chief of two districts."""
    _refuse(
        _at(cells, place, StaysInTwoDistricts(field="called_off", name=one.name, district=other))
        for place, move in moves.items()
        if move.row.called_off
        for one in holders(write.connection, move.office, move.on)
        if one.capacity == "own"
        for other in _chief_elsewhere(write, one.person, move.on, {move.office})
    )


def _unfit(write: Write, move: Move) -> Iterator[Refusal]:
    row = move.row
    stood = day_of_transfer(write.connection, move.office, move.paper[0], gone=True)
    if row.called_off:
        if row.called_off_by_mistake:
            yield CalledOffAndNot(field="called_off_by_mistake")
        elif move.is_new and move.ahead_of is None:
            yield NothingToCallOff(field="called_off", number=move.paper[0])
        elif move.ahead_of is not None and who_left(write, move.office, date.max) is None:
            yield NobodyToFollow(field="district")
        return
    if row.called_off_by_mistake and stood is None:
        yield NeverCalledOff(field="called_off_by_mistake", number=move.paper[0])
    elif move.earlier is None and stood is not None and not move.reinstates:
        yield CalledOffBefore(field="district", number=move.paper[0], on=stood)
    yield from _unfit_days(move)
    if row.last_day is not None and row.last_day + DAY != move.on:
        yield TermsDoNotMeet(field="last_day", last_day=row.last_day, on=move.on)
    if row.capacity != "own" and row.basis == "order" and not (row.basis_number and row.basis_date):
        yield ActsWithoutBasis(field="basis_number")
    if row.title_th and not row.is_known:
        yield TitleAlone(field="name_th")
    yield from _nobody_leaves(write, move)


def _unfit_days(move: Move) -> Iterator[Refusal]:
    on, dated = move.on, move.paper[1]
    if on < dated:
        yield BeforeItsOrder(field="on", on=on, dated=dated)
    if on > dated + FARTHEST:
        yield TooFarAhead(field="on", on=on, dated=dated)


def _nobody_leaves(write: Write, move: Move) -> Iterator[Refusal]:
    row, left = move.row, who_left(write, move.office, move.on)
    if left is None:
        yield NobodyToFollow(field="district")
        return
    if not move.is_new:
        return
    if _stays(write, row, left, move.on):
        yield StaysInOffice(field="coming" if row.coming else "name_th", name=left.name)
    if _is_vacant(left, move.on) and not row.is_known:
        yield NobodyLeaves(field="coming", name=left.name, last_day=left.last_day)
    elif not row.is_known:
        yield from _leaves_before_coming(write, move, left)


def _leaves_before_coming(write: Write, move: Move, left: HoldingRow) -> Iterator[Refusal]:
    """Whoever would leave is still to come, by an order that had not come about as this one was
    signed: this one moves that day, or somebody follows them.
    """
    known = announcements(write.connection, move.office)
    for one in pending(Announcement(*move.paper, move.on, None), known):
        if one.on == left.start and one.who is not None and one.who.person == left.person:
            yield IsToCome(
                field="of_order", number=one.number, name=left.name, on=left.start,
            )  # fmt: skip


def _stays(write: Write, row: MoveIn, left: HoldingRow, on: date) -> bool:
    """Whether who comes in their own right holds the office so until that day."""
    if row.capacity != "own" or not row.is_known or _is_vacant(left, on):
        return False
    try:
        return known_coming(write.connection, row) == left.person
    except UnknownPerson:  # told of by `_twice`
        return False


def _is_vacant(left: HoldingRow, on: date) -> bool:
    """Whether who left last had left before the day on which somebody is to leave."""
    return left.stop is not None and left.stop < on


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
