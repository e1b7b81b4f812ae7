"""Hearing: which calls an event reaches, also one that the instance was told before they opened."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from flows.engine.replay import Event, EventKind, NewChild, Wait
from registry.journal import EntryRow


class Unheard(NamedTuple):
    """An event of the journal, and the open calls that it still is to resolve."""

    entry: EntryRow
    paths: list[str]


def resolved_by(event: Event, waits: Sequence[Wait]) -> list[str]:
    """The calls that the event resolves: they listen, are no younger, and it is new to them.

    A call whose last day had passed by then lapses instead.
    """
    return [
        one.path
        for one in waits
        if event.kind in one.unless
        and (event.kind is not EventKind.DECISION_SETTLED or one.subject == event.about)
        and event not in one.heard
        and one.today <= event.on
        and (one.last_day is None or event.on <= one.last_day)
    ]


def unheard(
    rows: Sequence[EntryRow], waits: Sequence[Wait], until: date | None = None
) -> Iterator[Unheard]:
    """The events of the journal that an open call is still to hear, by their days.

    They were told while a draft was being made, or an incident stood in the way: no call was open.
    With `until`, none of a later day.
    """
    told = [one for one in rows if _is_kept(one) and (until is None or one.act_date <= until)]
    for one in sorted(told, key=lambda entry: (entry.act_date, entry.id)):
        older = [wait for wait in waits if not _knew_of(wait, one)]
        if paths := resolved_by(event_of(one), older):
            yield Unheard(one, paths)


def _knew_of(wait: Wait, told: EntryRow) -> bool:
    # Of one day: who decided after the event was told decided by what it had changed.
    return wait.today == told.act_date and wait.after is not None and wait.after > told.id


def told_after(rows: Sequence[EntryRow], begun: NewChild) -> list[EntryRow]:
    """What the parent was told that happened after the child's first day: the child hears it."""
    return [
        one
        for one in rows
        if _is_kept(one) and one.act_date > begun.today and event_of(one) not in begun.heard
    ]


def _is_kept(entry: EntryRow) -> bool:
    # One that a release before 0.4 recorded says nobody's name, and keeps the calls that it names.
    return entry.kind == "event" and entry.live and bool(entry.body.get("about"))


def event_of(entry: EntryRow) -> Event:
    """The event that a journal entry tells of."""
    body = entry.body
    return Event(kind=EventKind(body["event"]), on=entry.act_date, about=body.get("about", ""))
