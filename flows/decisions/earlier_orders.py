"""A row of a transfer order beside others of its office: what it changes, and what changed it.

A later order moves or calls off what an earlier one announced: that one is named by its number, or
by who was to come. Orders that are entered late find their place by the dates that they bear.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from registry.queries.people import UnknownPerson, person_of
from registry.queries.transfers import (
    Override,
    announcements,
    day_of_transfer,
    overrides_of,
)
from registry.records.transfer_form import MoveIn, number_of
from registry.records.transfers import Move, known_coming
from registry.refusals import Refusal
from registry.rules.transfer_announcements import (
    Announcement,
    Who,
    is_in_time,
    neighbours,
    pending,
    rank,
)


class EarlierOrderUnknown(Refusal):
    """The order that a row names as the one it changes is not recorded; another one stands."""


class ChangesLaterOrder(Refusal):
    """An order is to change what another of a later date announced."""


class TookEffectBefore(Refusal):
    """A rotation came about before the order that is to change it was signed."""


class CalledOffByAnother(Refusal):
    """A later order called the rotation off before."""


class NotWhoWasAnnounced(Refusal):
    """The earlier order announced somebody else."""


class NeverAnnounced(Refusal):
    """No order announced that this person comes to the district."""


class NamesAnotherSince(Refusal):
    """An order that a later one moved is entered again, with somebody else who comes."""


class StandsInAnother(Refusal):
    """What the order announced stands in a later one now, which is the one to call off."""


class CallsOffAnother(Refusal):
    """The order is recorded as one that calls another's rotation off, and is entered as a move."""


def beside_others(connection: Connection, move: Move) -> Move:
    """The row with what it changes of earlier orders, and the later order that changed it.

    Raises a refusal where it changes what cannot be changed.
    """
    overrides = overrides_of(connection, move.office)
    known = announcements(connection, move.office)
    number, row = move.paper[0], move.row
    if number in overrides and not _stands_after_all(move, overrides, known):
        changed = _changed_since(move, _last(number, overrides, known))
        _refuse_another_name(connection, changed, known)
        return changed
    if _calls_off(number, overrides):
        return _entered_again(move, overrides, known)
    if move.earlier is None and day_of_transfer(connection, move.office, number, gone=True):
        return move  # called off under its own number
    found = _place(connection, move, known, overrides)
    stood = found.stood_on if row.called_off else None
    return replace(found, on=stood or move.on)


def _place(
    connection: Connection,
    move: Move,
    known: list[Announcement],
    overrides: Mapping[str, Override],
) -> Move:
    row, earlier = move.row, number_of(move.row.of_order)
    if earlier and earlier != move.paper[0]:
        return _of_that_order(connection, move, earlier, known, overrides)
    who = _who(connection, row)
    if row.called_off:
        return move if move.earlier is not None else _calls(move, who, known)
    if who is None or move.earlier is not None:
        return move
    before, after = neighbours(_said(move, who), known)
    return replace(move, changes=before, gives_way_to=after)


def _of_that_order(
    connection: Connection,
    move: Move,
    number: str,
    known: list[Announcement],
    overrides: Mapping[str, Override],
) -> Move:
    """The row that names the earlier order, which may have been changed by others since."""
    new = _said(move, None)
    named = next((one for one in known if one.number == number), None)
    if named is None and number in overrides:  # an order that others change, to be recorded yet
        named = Announcement(number, date.min, date.max, None, stands=False)
    if named is None:
        others = [one.number for one in pending(new, known)]
        if others:
            raise EarlierOrderUnknown(field="of_order", number=number, others=", ".join(others))
        return replace(move, ahead_of=number)
    if named.dated > new.dated:
        raise ChangesLaterOrder(field="of_order", number=number, later=named.dated, dated=new.dated)
    before, after = named, None
    while before.number in overrides and after is None:
        then = _by(overrides[before.number], known)
        if then.number == move.paper[0]:
            return move  # it changes that order already
        if rank(then) > rank(new):
            after = then
        else:
            before = then
    _refuse_another_person(connection, move, before, number)
    _refuse_untimely(new, before, number)
    if new.on is not None:
        after = after if after is not None and is_in_time(after, new) else None
        if after is None and before.who is not None:
            after = neighbours(_said(move, before.who.person), known).after
    return replace(move, changes=before, gives_way_to=after)


def _refuse_another_person(
    connection: Connection, move: Move, before: Announcement, number: str
) -> None:
    row = move.row
    if not row.is_known or before.who is None:
        return
    who = known_coming(connection, row)
    if who != before.who.person:
        raise NotWhoWasAnnounced(
            field="coming" if row.coming else "name_th",
            number=number,
            name=person_of(connection, before.who.person).name,
        )


def _refuse_untimely(
    new: Announcement, before: Announcement, number: str, *, field: str = "of_order"
) -> None:
    """Refuse to change what was called off, or what came about before the order was signed."""
    if before.on is None:
        raise CalledOffByAnother(field=field, number=number, by=before.number)
    if not is_in_time(new, before):
        raise TookEffectBefore(field=field, number=before.number, on=before.on, dated=new.dated)


def _calls(move: Move, who: int | None, known: list[Announcement]) -> Move:
    """The row that calls off what was announced, of who was to come where that is said."""
    row, new = move.row, _said(move, None)
    if not row.is_known:
        stand = pending(new, known)
        return replace(move, changes=stand[0]) if len(stand) == 1 else move
    of_them = sorted(
        (one for one in known if who is not None and one.who and one.who.person == who), key=rank
    )
    before = [one for one in of_them if rank(one) < rank(new)]
    field = "coming" if row.coming else "name_th"
    if not before:
        raise NeverAnnounced(field=field, name=f"{row.title_th}{row.name_th}" or row.coming)
    last = before[-1]
    announced = next((one.number for one in reversed(before) if one.on is not None), last.number)
    _refuse_untimely(new, last, announced, field=field)
    after = [one for one in of_them if rank(one) > rank(new) and is_in_time(one, last)]
    return replace(move, changes=last, gives_way_to=next(iter(after), None))


def _who(connection: Connection, row: MoveIn) -> int | None:
    """Who comes, where they are known; somebody unknown is told of with what else is wrong."""
    if not row.is_known:
        return None
    try:
        return known_coming(connection, row)
    except UnknownPerson:
        if row.called_off:
            raise
        return None


def _said(move: Move, who: int | None) -> Announcement:
    on = None if move.row.called_off else move.on
    comes = None if who is None else Who(who, move.row.capacity)
    return Announcement(*move.paper, on, comes)


def _last(
    number: str, overrides: Mapping[str, Override], known: list[Announcement]
) -> Announcement:
    """What the last order that changed it announces."""
    then = _by(overrides[number], known)
    while then.on is not None and then.number in overrides:
        then = _by(overrides[then.number], known)
    return then


def _by(one: Override, known: list[Announcement]) -> Announcement:
    """What the later order announces, also where it is not known who comes."""
    if one.how == "called_off":
        return Announcement(one.by, one.dated, None, None, stands=False)
    return next(
        (other for other in known if other.number == one.by and other.on is not None),
        Announcement(one.by, one.dated, None, None, stands=False),
    )


def _stands_after_all(
    move: Move, overrides: Mapping[str, Override], known: list[Announcement]
) -> bool:
    """Whether the row says that its calling off, by whatever order, was entered by mistake."""
    last = _last(move.paper[0], overrides, known)
    return move.row.called_off_by_mistake and not move.row.called_off and not last.stands


def _changed_since(move: Move, last: Announcement) -> Move:
    if move.row.called_off and last.on is not None:
        raise StandsInAnother(field="called_off", number=move.paper[0], by=last.number)
    return replace(move, gives_way_to=last)


def _refuse_another_name(connection: Connection, move: Move, known: list[Announcement]) -> None:
    """Refuse somebody else than the order and the one that moved it bring: it would go untold."""
    row, last = move.row, move.gives_way_to
    if last is None or last.on is None or row.called_off or not row.is_known:
        return
    recorded = next((one.who for one in known if one.number == move.paper[0]), None)
    names = [one.person for one in (recorded, last.who) if one is not None]
    if names and _who(connection, row) not in names:
        raise NamesAnotherSince(
            field="coming" if row.coming else "name_th",
            number=move.paper[0],
            name=person_of(connection, names[0]).name,
            by=last.number,
        )


def _calls_off(number: str, overrides: Mapping[str, Override]) -> bool:
    return any(one.by == number and one.how == "called_off" for one in overrides.values())


def _entered_again(
    move: Move, overrides: Mapping[str, Override], known: list[Announcement]
) -> Move:
    """An order that called another's rotation off, entered once more: nothing changes."""
    number = move.paper[0]
    of = next(one for one in overrides.values() if one.by == number)
    if not move.row.called_off:
        raise CallsOffAnother(field="called_off", number=number, of=of.number)
    named = next((one for one in known if one.number == of.number), None)
    said = named or Announcement(of.number, of.dated, None, None, stands=False)
    return replace(move, changes=said._replace(stands=False), on=said.on or move.on)
