"""Transfer orders recorded: a Chief's term ends, another's begins; moved, and called off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import Connection, select

from registry.facts import end, put
from registry.models import Holding, Office, Transfer
from registry.queries.events import days_about
from registry.queries.holdings import HoldingRow
from registry.queries.office_terms import terms_of_office
from registry.queries.people import person, person_of
from registry.queries.transfers import (
    Override,
    announcements,
    came_by,
    changes_of,
    day_of_transfer,
    offices_moved,
    overrides_of,
    transfers_on,
)
from registry.records.left_offices import leave, offices_left
from registry.records.offices import hold, office_named
from registry.records.people import add_person, person_of_name
from registry.records.transfer_changes import (
    LANES,
    change_again,
    lane_of,
    record_changes,
    stretches,
    supersede,
)
from registry.records.transfer_form import MoveIn
from registry.records.transfer_overrides import lift_override, override
from registry.rules.district_offices import CHIEF, LEFT_FOR
from registry.rules.office_references import area_of_office
from registry.rules.plain_values import Json
from registry.rules.rotations import OWN
from registry.rules.term_changes import Change, Stretch, changes, without
from registry.rules.terms import DAY, covers, goes_on
from registry.rules.transfer_announcements import Announcement, rank
from registry.transaction import Write

WAS_REINSTATED = "transfer.reinstated"
VACANT = "acting_vacant"


@dataclass(frozen=True)
class Move:
    """A row of a transfer order: the Chief's office, the day, and the day that stood before.

    `earlier` is the day for which the same order was recorded; None where it is new. `paper` is the
    number of the order and its date. `changes` is what an earlier order announced and this one
    moves or calls off; `gives_way_to` the later order that did so to this one, and of which
    nothing is left then but that it was recorded. `ahead_of` is the number of an earlier order that
    it changes and that is still to be recorded.
    """

    row: MoveIn
    office: str
    on: date
    paper: tuple[str, date]
    earlier: date | None
    changes: Announcement | None = None
    gives_way_to: Announcement | None = None
    ahead_of: str | None = None

    @property
    def stood_on(self) -> date | None:
        """The day on which the rotation stood until now, by this order or by what it changes."""
        if self.earlier is None and self.changes is not None and self.changes.stands:
            return self.changes.on
        return self.earlier

    @property
    def is_new(self) -> bool:
        """Whether nothing was announced yet that it speaks of."""
        return self.earlier is None and self.changes is None and self.gives_way_to is None

    @property
    def reinstates(self) -> bool:
        """Whether it lets an order stand that was called off by mistake."""
        return self.row.called_off_by_mistake and self.earlier is None


def write_move(write: Write, move: Move, *, by: int) -> list[HoldingRow]:
    """Write the terms that the row makes. The same row again writes nothing.

    Answers the terms that end with it because who comes cannot hold both offices.
    """
    _stand_for_earlier(write, move, by=by)
    if move.gives_way_to is not None:
        _give_way(write, move, move.gives_way_to, by=by)
        return []
    moved = move.earlier is not None and (
        move.row.called_off or move.earlier != move.on or _came_otherwise(write, move)
    )
    if moved:
        _take_back(write, move, by=by)
    if move.row.called_off:
        return []
    told = not moved and move.earlier is not None
    later = later_of_day(write, move)
    if told and later and _came_as_said(write, move):
        return []
    for one in reversed(later):
        _take_back(write, one, by=by)
    _write_by_order(write, move, partial(_rotate, write, move, by=by), told=told)
    if move.reinstates:
        _lift_override(write, move)
        body: Json = {"number": move.paper[0], "on": move.on.isoformat()}
        write.audit(area_of_office(move.office), WAS_REINSTATED, actor=by, body=body)
    left = _leave_others(write, move)
    for one in later:
        rotate = partial(_rotate, write, one, by=by, left=move.stood_on)
        _write_by_order(write, one, rotate)
        left = _leave_others(write, one)
    return left


def later_of_day(write: Write, move: Move) -> list[Move]:
    """The later orders by which others come on the same day in the same capacity, the first first.

    Whichever is entered last, the later order holds: that is said by the dates of the papers.
    """
    row, mine = move.row, rank(Announcement(*move.paper, move.on, None))
    if not row.is_known or row.called_off:
        return []
    who = known_coming(write.connection, row)
    known = sorted(announcements(write.connection, move.office), key=rank)
    return [
        _as_announced(write, move, one, one.who.person)
        for one in known
        if one.stands and one.on == move.on and one.number != move.paper[0] and rank(one) > mine
        if one.who is not None and one.who.capacity == row.capacity and one.who.person != who
    ]


def _as_announced(write: Write, move: Move, one: Announcement, person: int) -> Move:
    """The row of another order of the day, as it is recorded."""
    came = came_by(write.connection, move.office, one.number)
    ground = {} if came is None else {
        "basis": came.basis, "basis_number": came.basis_number or "", "basis_date": came.basis_date,
    }  # fmt: skip
    comes = {"coming": person_of(write.connection, person).ref, "title_th": "", "name_th": ""}
    row = move.row.model_copy(update={"on": move.on, **comes, **ground})
    return Move(row, move.office, move.on, (one.number, one.dated), earlier=move.on)


def _stand_for_earlier(write: Write, move: Move, *, by: int) -> None:
    """Take back what an earlier order announced, and record that this one stands in its place."""
    earlier = move.changes
    if earlier is not None and earlier.stands:
        of_earlier = replace(move, paper=(earlier.number, earlier.dated), earlier=earlier.on)
        _take_back(write, of_earlier, by=by)
    number = earlier.number if earlier is not None else move.ahead_of
    if number is not None:
        how = "called_off" if move.row.called_off else "moved"
        _override(write, move.office, number, Announcement(*move.paper, None, None), how, by=by)


def _override(
    write: Write, office: str, number: str, later: Announcement, how: str, *, by: int
) -> None:
    area = area_of_office(office)
    override(write, office, number, Override(area, number, later.number, later.dated, how), by=by)


def _give_way(write: Write, move: Move, later: Announcement, *, by: int) -> None:
    """Record the row, and that a later order stands in its place. Recorded before it is nothing.

    Who comes is known by it also where the later order names nobody.
    """
    number = move.paper[0]
    if move.row.called_off or day_of_transfer(write.connection, move.office, number, gone=True):
        return
    _write_by_order(write, move, partial(_rotate, write, move, by=by))
    _take_back(write, replace(move, earlier=move.on), by=by)
    how = "called_off" if later.on is None else "moved"
    _override(write, move.office, number, later, how, by=by)
    if later.on is not None and later.stands and later.who is None and move.row.is_known:
        row = move.row.model_copy(update={"on": later.on, "last_day": None})
        paper = later.number, later.dated
        named = Move(row, move.office, later.on, paper, earlier=later.on)
        _write_by_order(write, named, partial(_rotate, write, named, by=by), told=True)


def _lift_override(write: Write, move: Move) -> None:
    stands = overrides_of(write.connection, move.office).get(move.paper[0])
    if stands is not None:
        lift_override(write, move.office, stands)


def _came_otherwise(write: Write, move: Move) -> bool:
    """Whether the order let another come than the row says now, or in another capacity."""
    if not move.row.is_known:
        return False
    said = known_coming(write.connection, move.row), move.row.capacity
    return any(one != said for one in _came(write, move))


def _came_as_said(write: Write, move: Move) -> bool:
    """Whether the order let that very person come, in that capacity."""
    return (known_coming(write.connection, move.row), move.row.capacity) in _came(write, move)


def _came(write: Write, move: Move) -> list[tuple[int, str]]:
    """Who came into the office by the order, and in which capacity."""
    made = _made_by(write, move.paper[0], move.office)
    return [(one.became.person, one.became.capacity) for one in made if one.became]


def _write_by_order(
    write: Write, move: Move, write_terms: Callable[[], int], *, told: bool = False
) -> None:
    """Write terms of the move's office, and what the order changed by it.

    `write_terms` answers the office; `told`: the order is recorded of it already.
    """
    before = stretches(write, move.office)
    office = write_terms()
    if not told:
        same, dated = {"office_id": office, "number": move.paper[0]}, {"dated": move.paper[1]}
        put(write, Transfer, same, dated, valid_from=move.on, valid_to=move.on + DAY)
    after = stretches(write, move.office)
    for lane in LANES:
        made = changes(before[lane], after[lane])
        record_changes(write, office, made, ref=move.office, number=move.paper[0], on=move.on)


def _leave_others(write: Write, move: Move) -> list[HoldingRow]:
    """Whoever came in their own right leaves what cannot be held beside it, by the same order."""
    came = [
        one
        for one in terms_of_office(write.connection, move.office)
        if (one.capacity, one.start) == (OWN, move.on)
    ]
    left = [
        term
        for one in came
        for term in offices_left(write.connection, move.office, one.person, move.on)
        if term.area in write.heads
    ]
    for term in left:
        _write_by_order(write, replace(move, office=term.ref), partial(_leave, write, term, move))
    return left


def _leave(write: Write, term: HoldingRow, move: Move) -> int:
    leave(write, term, move.on)
    return term.office


def _take_back(write: Write, move: Move, *, by: int) -> None:
    """The terms as if the order had never been, also of offices that were left for the Chief's.

    An office that somebody else left by the same order keeps its terms.
    """
    number = move.paper[0]
    came = {one.became.person for one in _made_by(write, number, move.office) if one.became}
    left = [
        office
        for office in offices_moved(write.connection, number)
        if office.partition("/")[2].split("/")[0] in LEFT_FOR[CHIEF]
        and came & {one.was.person for one in _made_by(write, number, office) if one.was}
    ]
    for office in (move.office, *left):
        _take_back_from(write, replace(move, office=office), by=by)
    _let_leave(write, move, by=by)


def _let_leave(write: Write, move: Move, *, by: int) -> None:
    """Let whoever stays by what was taken back leave all the same, where another order of the day
    says so and names nobody who comes: it had nothing to change until now.
    """
    day = move.earlier or move.on
    row = move.row.model_copy(update={"coming": "", "title_th": "", "name_th": ""})
    for one in sorted(announcements(write.connection, move.office), key=rank):
        if one.stands and one.on == day and one.who is None:
            other = Move(row, move.office, day, (one.number, one.dated), earlier=day)
            _write_by_order(write, other, partial(_rotate, write, other, by=by), told=True)


def _made_by(write: Write, number: str, office: str) -> list[Change]:
    """What the order changed of the office's terms."""
    return [one.change for one in changes_of(write.connection, office) if one.order == number]


def _take_back_from(write: Write, move: Move, *, by: int) -> None:
    """The terms of one office without the order; what was recorded since then stays."""
    recorded, number = changes_of(write.connection, move.office), move.paper[0]
    office = write.connection.scalars(select(Office.id).where(Office.ref == move.office)).one()
    day = move.earlier or move.on
    same = {"office_id": office, "number": number}
    end(write, Transfer, same, on=day, until=day + DAY)
    now = stretches(write, move.office)
    supersede(write, {one.id for one in recorded if one.order == number})
    for lane in LANES:
        of_lane = [one for one in recorded if lane_of(one.change) == lane]
        left = without(number, of_lane, now[lane])
        change_again(write, office, of_lane, left.changed)
        for part in changes(now[lane], left.terms):
            _restore(write, office, part, left.terms, by=by)


def _restore(write: Write, office: int, one: Change, terms: Sequence[Stretch], *, by: int) -> None:
    """Let the term of that stretch stand whole where another stood in its place."""
    if one.was is not None:
        same: dict[str, int | str] = {"office_id": office, "capacity": one.was.capacity}
        end(write, Holding, same, on=one.start, until=one.stop)
    if one.became is None:
        return
    whole = next(t for t in terms if covers(t, one.start))
    hold(
        write, office, one.became.person, start=whole.start, stop=whole.stop,
        capacity=one.became.capacity, basis=one.became.basis,
        basis_number=one.became.basis_number, basis_date=one.became.basis_date,
        scope=one.became.scope, by=by,
    )  # fmt: skip


def _rotate(write: Write, move: Move, *, by: int, left: date | None = None) -> int:
    """Write the row's terms; answers the office. `left`: a day on which nobody moves any more."""
    row, on = move.row, move.on
    terms = terms_of_office(write.connection, move.office)
    own = [one for one in terms if one.capacity == OWN]
    follows = _next_change(write, move, own, left or move.stood_on)
    area, kind = move.office.split("/")
    office = office_named(write, move.office, kind=kind, area=area, on=on)
    if row.capacity != OWN or not row.is_known:
        for one in own:
            if one.start < on and goes_on(one.stop, on):
                end(write, Holding, _same(one), on=on, until=one.stop)
    if not row.is_known:
        return office
    if row.capacity == OWN:
        _end_acting(write, terms, on)
    who = _coming(write, move)
    known = (one for one in terms if (one.capacity, one.start) == (row.capacity, on))
    if any(one.person == who for one in known):
        return office
    number, dated = (row.basis_number or None, row.basis_date)
    hold(
        write, office, who, start=on, stop=follows, capacity=row.capacity, basis=row.basis,
        basis_number=number or move.paper[0] if row.basis == "order" else number,
        basis_date=dated or move.paper[1] if row.basis == "order" else dated, by=by,
    )  # fmt: skip
    return office


def _end_acting(write: Write, terms: Sequence[HoldingRow], on: date) -> None:
    """Who acted in the vacancy no longer does: it is filled."""
    for one in terms:
        stands = one.start < on and goes_on(one.stop, on)
        if one.capacity == VACANT and stands:
            end(write, Holding, _same(one), on=on, until=one.stop)


def _next_change(
    write: Write, move: Move, terms: Sequence[HoldingRow], stood: date | None
) -> date | None:
    """The day of the next rotation but for the one that stood: another begins, or nobody stays."""
    after = move.on
    begins = [one.start for one in terms if one.capacity == OWN and one.start > after]
    rotates = set(days_about(write.connection, move.office, after=after))
    if stood and not transfers_on(write.connection, move.office, stood):
        rotates.discard(stood)
    return min((*begins, *rotates), default=None)


def _same(term: HoldingRow) -> dict[str, int | str]:
    return {"office_id": term.office, "capacity": term.capacity}


def _coming(write: Write, move: Move) -> int:
    """Who comes: known by reference or name, or made anew. Raises UnknownPerson."""
    row = move.row
    known = known_coming(write.connection, row)
    if known is not None:
        return known
    return add_person(
        write, title_th=row.title_th, name_th=row.name_th, title_en=row.title_en,
        name_en=row.name_en, sex=row.sex,
    )  # fmt: skip


def known_coming(connection: Connection, row: MoveIn) -> int | None:
    """Who comes by the row, None for nobody who is known. Raises UnknownPerson."""
    if row.coming:
        return person(connection, row.coming, field="coming").id
    return person_of_name(connection, row.title_th, row.name_th)


def who_left(write: Write, office: str, on: date) -> HoldingRow | None:
    """Whose term in their own right ends on that day, or stands then; the last one before it."""
    before = [
        one
        for one in terms_of_office(write.connection, office)
        if one.capacity == OWN and one.start < on
    ]
    return max(before, key=lambda one: one.start, default=None)
