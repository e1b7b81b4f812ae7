"""Where whoever has just recorded something goes on: what it is, who does it, by when."""

from dataclasses import dataclass

from config.words import Named, Sentence, Value, both
from desk.views.inbox import work_of
from desk.views.inbox_items import InboxItem
from desk.views.reason import Reason
from desk.views.view import View
from desk.views.waiting_list import waiting
from registry.journal import InstanceRow, children, parents
from registry.rules.rights import Actor

GATE, DAY, EFFECT = "gate", "day", "effect"


@dataclass(frozen=True)
class NextStep:
    """A step, and the one sentence about it; it is that of a gate where it has a `path`."""

    label: Value
    said: Sentence
    instance: int
    path: str = ""


def next_step(view: View, row: InstanceRow, actor: Actor) -> NextStep | None:
    """What comes next: in this matter, else in its district, else among what waits for the actor.

    None where nothing is known to come, or the machine is about to make what does.
    """
    waits = waiting(view, district=row.district)
    family = {row.id} | _family(view, row)
    own = [one for one in waits if one.instance in family]
    here = [one for one in own if one.instance == row.id]
    ranked = [
        *(one for one in here if one.kind == GATE),
        *(one for one in here if one.kind == EFFECT),  # its paper is asked about next
        *(one for one in own if one.kind == GATE),
        *(one for one in own if one.kind != GATE),  # what the machine makes, and days
        *(one for one in waits if one.kind == GATE),
    ]
    if not ranked:
        return _of_actor(view, actor)
    return None if ranked[0].kind == EFFECT else _of_reason(ranked[0])


def _family(view: View, row: InstanceRow) -> set[int]:
    above = {number for number, _ in parents(view.connection, row.id)}
    below = {number for _, number in children(view.connection, row.id)}
    return above | below


def _of_reason(one: Reason) -> NextStep:
    if one.kind == DAY:
        said = both("page.next.day", on=one.due) if one.due else both("page.next.no_day")
        return NextStep(one.label, said, one.instance)
    held = ", ".join(holder.name.th for holder in one.holders)
    held_en = ", ".join(holder.name.en for holder in one.holders)
    office = one.office_title or Named("", "")
    return NextStep(
        one.label,
        both(
            "page.next.gate" if one.holders else "page.next.gate_vacant",
            office=office,
            holders=Named(held, held_en),
            due=_due(one),
        ),
        one.instance,
        one.path,
    )


def _due(one: Reason) -> Sentence:
    if one.due is None:
        return both("page.next.no_due")
    return both("page.next.late" if one.days_late else "page.next.due", due=one.due)


def _of_actor(view: View, actor: Actor) -> NextStep | None:
    """What is most urgent for the actor elsewhere, else the next day that something comes."""
    work = work_of(view, actor)
    if work.items:
        return _of_item(work.items[0])
    if work.comes is None:
        return None
    come = work.comes
    label = both("page.inbox.of_district", district=come.district)
    said = both("page.next.comes", what=come.label, on=come.on)
    return NextStep(label, said, come.instance)


def _of_item(one: InboxItem) -> NextStep:
    gate = one.gate
    due = both("page.next.due", due=gate.due_on) if gate.due_on else both("page.next.no_due")
    said = both("page.next.elsewhere", district=one.district, due=due)
    return NextStep(one.label, said, gate.instance_id, gate.path)
