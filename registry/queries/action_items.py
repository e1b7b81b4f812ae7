"""What meetings asked for: as it stands, as it stood, and whom it passed to."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, select

from registry.facts import holds, live, lived
from registry.models import ActionItem, Audit, Payload
from registry.models.base import Day
from registry.queries.areas import within
from registry.rows import columns_of, every
from registry.shaped_queries import KNOWN, Known, KnownQuery, ShapedQuery

SETTLED = "action.settled"  # in the chain


@dataclass(frozen=True)
class OwnedAction:
    """What a seat owns: a meeting asked for it, the province promised it, or a lesson says so."""

    key: str
    owner: str
    due_on: date | None
    status: str
    on: date
    entry: int | None


def actions(
    connection: Connection,
    district: str,
    on: date | None = None,
    known: datetime | None = None,
) -> list[OwnedAction]:
    """What meetings of the district asked for, the most urgent first; as it stood on a day."""
    shape = on is not None, known is not None
    said = {"district": district, "on": on, "known": known}
    return every(OwnedAction, _ACTIONS.rows(connection, shape, said))


def _actions(shape: tuple[bool, bool]) -> Select[*tuple[Any, ...]]:
    """As they stood on a day, as known at an instant."""
    past_day, past = shape
    known = KNOWN if past else None
    latest = live(ActionItem, known) & ActionItem.valid_to.is_(None)
    stands = holds(ActionItem, bindparam("on", type_=Day), known) if past_day else latest
    return (
        select(*columns_of(OwnedAction, ActionItem, on="valid_from"))
        .where(ActionItem.district_code == bindparam("district"), stands)
        .order_by(ActionItem.due_on.is_(None), ActionItem.due_on, ActionItem.id)
    )


_ACTIONS = ShapedQuery(_actions)


def open_requests(
    connection: Connection,
    district: str,
    on: date | None = None,
    known: datetime | None = None,
) -> list[OwnedAction]:
    """Those of them that are open, as far as anybody knows; that were open on a day."""
    return [one for one in actions(connection, district, on, known) if one.status == "open"]


def districts_asked(connection: Connection, areas: Iterable[str]) -> list[str]:
    """The districts within the areas in which anything that a meeting asked for is open."""
    query = (
        select(ActionItem.district_code)
        .where(
            within(ActionItem.district_code, areas),
            ActionItem.status == "open",
            ActionItem.valid_to.is_(None),
            live(ActionItem),
        )
        .distinct()
        .order_by(ActionItem.district_code)
    )
    return list(connection.scalars(query))


@dataclass(frozen=True)
class Settlement:
    """That a person settled a request or a lesson: as what, from which day on, by which link."""

    status: str
    on: date
    link: int


def settlements(
    connection: Connection, district: str, known: datetime | None = None
) -> dict[str, list[Settlement]]:
    """What was recorded of each request or lesson beside decisions, by key, in that order.

    The chain holds it whatever became of the decision that it rests on.
    """
    found: dict[str, list[Settlement]] = {}
    for body, link in _SETTLEMENTS.rows(connection, known, {"district": district}):
        said = json.loads(body)
        told = Settlement(said["status"], date.fromisoformat(said["on"]), link)
        found.setdefault(said["action"], []).append(told)
    return found


def _settlements(known: Known) -> Select[*tuple[Any, ...]]:
    query = (
        select(Payload.body, Audit.id)
        .join(Audit, Audit.payload_id == Payload.id)
        .where(Audit.area_code == bindparam("district"), Audit.action == SETTLED)
        .order_by(Audit.id)
    )
    return query if known is None else query.where(Audit.at <= known)


_SETTLEMENTS = KnownQuery(_settlements)


def link_of(connection: Connection, entry_id: int | None) -> int:
    """The link of the chain that tells of the entry; 0 where no entry does."""
    found = connection.scalar(select(Audit.id).where(Audit.entry_id == entry_id))
    return 0 if found is None else found


@dataclass(frozen=True)
class ItemsDue:
    """How much that was asked for in a district is open and due, and since when."""

    district: str
    count: int
    due: date


def promises_due(
    connection: Connection,
    areas: Iterable[str],
    by: date,
    on: date,
    known: datetime | None = None,
) -> list[ItemsDue]:
    """What the province promised districts within the areas, open on a day and due by another.

    The longest due first.
    """
    stands = and_(_PROMISED, holds(ActionItem, on, known))
    return _items_due(connection, areas, by, stands)


def requests_due(
    connection: Connection, areas: Iterable[str], by: date, on: date
) -> list[ItemsDue]:
    """What meetings asked for in districts within the areas, open on a day and due by another."""
    return _items_due(connection, areas, by, and_(~_PROMISED, holds(ActionItem, on)))


_PROMISED = ActionItem.key.startswith("promise/")


def _items_due(
    connection: Connection, areas: Iterable[str], by: date, stands: ColumnElement[bool]
) -> list[ItemsDue]:
    due = func.min(ActionItem.due_on)
    query = (
        select(ActionItem.district_code, func.count(), due)
        .where(
            within(ActionItem.district_code, areas),
            ActionItem.status == "open",
            ActionItem.due_on <= by,
            stands,
        )
        .group_by(ActionItem.district_code)
        .order_by(due, ActionItem.district_code)
    )
    return every(ItemsDue, connection.execute(query))


@dataclass(frozen=True)
class PassedItem:
    """A request that passed on that day, from the seat that had been asked for it before."""

    key: str
    before: str
    asked_on: date
    on: date


def passed_items(connection: Connection, district: str, on: date) -> dict[str, PassedItem]:
    """The requests of the district that bear another owner than the one first asked, by key."""
    columns = (ActionItem.key, ActionItem.owner, ActionItem.valid_from, ActionItem.valid_to)
    query = (
        select(*columns)
        .where(ActionItem.district_code == district, live(ActionItem))
        .order_by(ActionItem.valid_from)
    )
    rows = connection.execute(query).all()
    before: dict[tuple[str, date | None], list[tuple[str, date]]] = {}
    for key, owner, asked_on, until in rows:
        before.setdefault((key, until), []).append((owner, asked_on))
    return {
        key: PassedItem(key, was, asked_on, since)
        for key, owner, since, _ in rows
        for was, asked_on in before.get((key, since), ())
        if since <= on and was != owner
    }


def action_steps(
    connection: Connection, district: str, known: datetime | None = None, *, ever: bool = False
) -> dict[str, list[OwnedAction]]:
    """How each request of the district stood, from which day on, by key; the oldest step first.

    `ever`: also what stands no more, such as a request of minutes that were withdrawn.
    """
    query = (
        select(*columns_of(OwnedAction, ActionItem, on="valid_from", entry="entry_id"))
        .where(ActionItem.district_code == district, lived(ActionItem, known, ever=ever))
        .order_by(ActionItem.valid_from, ActionItem.id)
    )
    found: dict[str, list[OwnedAction]] = {}
    for one in every(OwnedAction, connection.execute(query)):
        found.setdefault(one.key, []).append(one)
    return found
