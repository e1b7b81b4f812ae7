"""Orders that wait behind the one under way: one order of a district is open at a time.

What waits stands in the journal of the order that it waits behind. It begins in the transaction
that ends that order, or moves on to the journal of the one that begins before it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Connection

from config.words import Sentence, Term, both
from flows.decisions.start import refuse_unknown_district, who_starts
from flows.engine.advance import advance, begin
from flows.engine.installation import Installation
from flows.engine.standing_gates import STANDING_PREFIX
from flows.order.amendment import NoOrderInForce, started_with
from flows.order.process import ORDER
from registry.journal import (
    EntryRow,
    InstanceRow,
    NewEntry,
    append,
    entries_of_kind,
    instance_in,
    journal,
    open_instance,
    supersede,
)
from registry.queries.order_facts import left_since_order
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.transaction import Write

Kind = Literal["amend", "replace"]
NEXT = f"{STANDING_PREFIX}next/"
WITHDRAWAL = "withdrawal"
AMENDING = frozenset({"amend", WITHDRAWAL})
BEGUN, MOVED, TAKEN_BACK = "next_begun", "next_moved", "next_taken_back"
NOTHING_LEFT, NONE_IN_FORCE = "next_nothing_left", "next_none_in_force"


class NoOrderWaits(Refusal):
    """No order of that purpose waits behind another."""


@dataclass(frozen=True)
class WaitingOrder:
    """An order that waits behind another.

    `purpose` is amend, replace, or withdrawal: the amendment that tells of an agency that left.
    """

    entry: int
    purpose: str
    on: date
    recorded_by: int | None
    behind: int

    @property
    def kind(self) -> Kind:
        """Whether it amends or replaces the order in force."""
        return "replace" if self.purpose == "replace" else "amend"

    @property
    def said(self) -> Sentence:
        """What waits, behind what, and since when it was asked for."""
        purpose = Term(f"order_purpose.{self.purpose}")
        return both("order.waits", purpose=purpose, instance=self.behind, on=self.on)


def waiting_orders(connection: Connection, district: str) -> tuple[WaitingOrder, ...]:
    """What waits behind the order of the district that is under way, the first first."""
    behind = open_instance(connection, ORDER.key, district, "")
    return () if behind is None else waiting_behind(connection, behind.id)


def waiting_behind(connection: Connection, order: int) -> tuple[WaitingOrder, ...]:
    """What waits behind that order, the first first."""
    return _waiting(order, entries_of_kind(connection, order, "standing"))


def _waiting(behind: int, rows: Sequence[EntryRow]) -> tuple[WaitingOrder, ...]:
    return tuple(
        WaitingOrder(one.id, one.path.removeprefix(NEXT), one.act_date, one.recorded_by, behind)
        for one in rows
        if one.live and one.kind == "standing" and one.path.startswith(NEXT)
    )


@dataclass(frozen=True)
class BegunOrder:
    """The order that began; where it `waits`, the one under way that it waits behind."""

    district: str
    instance: int
    waits: bool = False


def order_again(
    desk: Installation, district: str, kind: Kind, *, on: date, recorded_by: str
) -> BegunOrder:
    """Begin an order that amends or replaces the one in force, or have it wait its turn.

    Raises UnknownDistrictCode, NoOrderInForce, ActInFuture, BeforeLaw, MayNot.
    """
    refuse_unknown_district(desk, district)
    with desk.registry.writing(district) as write:
        who = who_starts(desk, write, district, on=on, recorded_by=recorded_by)
        return begin_or_wait(desk, write, district, kind, on=on, by=who)


def take_back_waiting(
    desk: Installation, district: str, purposes: Collection[str], *, recorded_by: str
) -> tuple[WaitingOrder, ...]:
    """The orders of these purposes that wait are not wanted any more. Answers which those were.

    Raises NoOrderWaits, UnknownDistrictCode, MayNot.
    """
    refuse_unknown_district(desk, district)
    with desk.registry.writing(district) as write:
        who = who_starts(desk, write, district, on=write.today, recorded_by=recorded_by)
        behind = _under_way(write, district)
        waits = _waiting(behind.id, journal(write, behind)) if behind is not None else ()
        found = tuple(one for one in waits if one.purpose in purposes)
        if behind is None or not found:
            raise NoOrderWaits(field="--take-back")
        for one in found:
            _no_longer(write, behind, one, TAKEN_BACK, by=who)
        return found


def begin_or_wait(
    desk: Installation, write: Write, district: str, purpose: str, *, on: date, by: int | None
) -> BegunOrder:
    """Begin the order, or remember it behind the one under way. The same again waits once.

    Raises NoOrderInForce.
    """
    kind: Kind = "replace" if purpose == "replace" else "amend"
    given = started_with(write, district, kind, on)
    behind = _under_way(write, district)
    if behind is not None:
        waits = {one.purpose for one in _waiting(behind.id, journal(write, behind))}
        if purpose not in waits:
            append(write, behind, NewEntry("standing", NEXT + purpose, on, {}, recorded_by=by))
        return BegunOrder(district, behind.id, waits=True)
    row = begin(write, ORDER, district, "", given, on, by)
    advance(desk, write, row)
    return BegunOrder(district, row.id)


def go_on(desk: Installation, write: Write, ended: InstanceRow) -> None:
    """The order has ended: what waited first begins, the others wait behind that."""
    for one in _waiting(ended.id, journal(write, ended)):
        why = _begun(desk, write, ended, one)
        _no_longer(write, ended, one, why, by=None)


def _begun(desk: Installation, write: Write, ended: InstanceRow, one: WaitingOrder) -> str:
    on = max(one.on, ended.finished_on or one.on)
    if one.purpose == WITHDRAWAL and not left_since_order(write.connection, ended.district, on):
        return NOTHING_LEFT  # the order that ended told of it
    try:
        done = begin_or_wait(desk, write, ended.district, one.purpose, on=on, by=one.recorded_by)
    except NoOrderInForce:
        return NONE_IN_FORCE
    return MOVED if done.waits else BEGUN


def _under_way(write: Write, district: str) -> InstanceRow | None:
    """The order of the district that is open, as this transaction knows it."""
    known = open_instance(write.connection, ORDER.key, district, "")
    return None if known is None else instance_in(write, known.id)


def _no_longer(
    write: Write, row: InstanceRow, one: WaitingOrder, why: str, *, by: int | None
) -> None:
    body: Json = {"reason": why, "entries": [one.entry]}
    new = NewEntry("superseding", "", write.today, body, recorded_by=by)
    supersede(write, row, [one.entry], by=append(write, row, new), reason=why)
