"""An instance: where it stands, what it waits for, its papers and its whole history."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.responses import Response

from config.words import Named, Sentence, both
from desk.views import instance_summary
from desk.views.district_calendar import meeting_agreed
from desk.views.drafts import still_asked_for, waiting_drafts
from desk.views.endorsements import endorsement_board
from desk.views.gate_reasons import gates_at, lateness
from desk.views.instance_summary import HistoryLine, InstanceSummary, entries_then
from desk.views.lanes import LANE_COLOURS, Lane, is_apart, lane_words
from desk.views.letterheads import letterhead_notices
from desk.views.next_step import NextStep, next_step
from desk.views.reason import Reason
from desk.views.subjects import subject_titles
from desk.views.view import View
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.notices import notice
from desk.web.frame.paging import ListPage, page_of
from desk.web.frame.places import gate_place, of_instance
from desk.web.frame.rendering import render
from desk.web.gate.history import history
from desk.web.gate.sheets import known_instance
from flows.engine.deciding_offices import OFFICE
from flows.meeting.committee import MEETING
from flows.papers.printing import ready_papers
from flows.plan.gates import ENDORSEMENT
from registry.journal import GateRow, InstanceRow, children, entries
from registry.queries.office_holders import is_vacant_everywhere
from registry.rules.rights import Verb

LINES = 30
KEPT_FOR_LATER = "saved"  # a draft: nothing was recorded


@dataclass(frozen=True)
class InstanceWait:
    """One thing that the instance waits for, and where to go about it."""

    label: Sentence
    sentence: Sentence
    kind: str
    late: bool
    place: str | None
    due_place: str | None


@dataclass(frozen=True)
class LaneShown:
    """A lane of the instance, and what waits in it with the way there."""

    lane: Lane
    waits: list[InstanceWait]


@get("/instances/{instance:int}", Door(Verb.READ, of_instance))
def instance_page(asking: Asking, instance: int) -> Response:
    """The instance with everything that is to be shown of it, as at a day.

    Of an earlier day it only tells: what can be done is done on the page of today.
    """
    asked, here = as_of(asking), page_of(asking, LINES)
    view = asking.view_of(asked.on)
    past = view.is_past(asked.known)
    seen = instance_summary.seen(view, instance, asked.known)
    row, rows = known_instance(view, instance), view.once(entries, instance)
    if past:
        rows = entries_then(view, instance, rows, asked.known)
    gates = {one.path: one for one in gates_at(view, instance, asked.known)}
    linked = dict(view.once(children, instance))
    waits = [(one, _wait(asking, one, gates, linked)) for one in seen.waits]
    if past:
        waits = [(one, _only_told(shown)) for one, shown in waits]
    return render(
        asking,
        "instance.html",
        seen=seen,
        as_of=asked,
        past=past,
        short=asking.request.query_params.get("print") == "short",
        problems=asked.problems,
        titles=subject_titles(asking.connection, seen.documents, asking.today),
        lanes=[
            LaneShown(lane, alike_once([pair for pair in waits if pair[0] in lane.waits]))
            for lane in seen.lanes
        ],
        waits=[shown for one, shown in waits if is_apart(seen.lanes, one)],
        prints=() if past else ready_papers(asking.office, asking.connection, row, rows),
        machine=any(one.kind == "effect" for one in seen.waits),
        history=history(asking, row, rows, _part(seen, here), seen.documents),
        here=here,
        lines=len(seen.history),
        heads=letterhead_notices(
            asking.connection,
            seen.district,
            still_asked_for(waiting_drafts(asking.office.declared, seen.documents), gates.values()),
            leads=asking.may(Verb.SETTINGS, seen.district),
        ),
        unmanned=not past and _is_unmanned(asking, seen),
        lane_colours=LANE_COLOURS,
        lane_words=lane_words,
        phases=phases(seen),
        next=None if past else _next(asking, view, row),
        has_calendar=not past and seen.process == MEETING.key and meeting_agreed(view, instance),
        endorsed=endorsement_board(view, seen.district, rows, list(gates.values())),
        may_sign=not past and _may_sign(asking, seen.district, gates.values()),
        may_stop=not past and seen.status == "open" and asking.may(Verb.STOP, seen.district),
        may_catch_up=not past and bool(gates) and asking.may(Verb.RECORD, seen.district, OFFICE),
        notices=notice(asking),  # last: it ends the reading that the view is told from
    )


def _next(asking: Asking, view: View, row: InstanceRow) -> NextStep | None:
    """Where who has just recorded something goes on; who only looks finds all that waits below."""
    done = asking.request.query_params.get("done", KEPT_FOR_LATER)
    return None if done == KEPT_FOR_LATER else next_step(view, row, asking.who.actor)


def _is_unmanned(asking: Asking, seen: InstanceSummary) -> bool:
    """Whether the directory is empty, and who asks may fill it: nobody could decide till then."""
    waits = seen.status == "open" and asking.may(Verb.LOAD, seen.district)
    return waits and is_vacant_everywhere(asking.connection, seen.district, asking.today)


def _may_sign(asking: Asking, district: str, gates: Collection[GateRow]) -> bool:
    """Whether who asks may record a sheet that heads signed."""
    asks = any(one.gate == ENDORSEMENT.key for one in gates)
    return asks and asking.may(Verb.RECORD, district, ENDORSEMENT.recorders)


def alike_once(waits: Sequence[tuple[Reason, InstanceWait]]) -> list[InstanceWait]:
    """What waits in a lane: what a child waits for at gates of one kind stands once, counted."""
    alike: dict[tuple[str, str, str | None], list[InstanceWait]] = {}
    for one, shown in waits:
        own = "" if one.kind == "child" else one.path
        alike.setdefault((one.kind, own, one.gate), []).append(shown)
    return [
        found[0] if len(found) == 1 else replace(found[0], label=_counted(found))
        for found in alike.values()
    ]


def _counted(waits: Sequence[InstanceWait]) -> Sentence:
    return both("page.lane.counted", what=waits[0].label, count=len(waits))


def _only_told(one: InstanceWait) -> InstanceWait:
    """The wait without the way to what has long been answered."""
    return replace(one, place=one.place if one.kind == "child" else None, due_place=None)


def _part(seen: InstanceSummary, here: ListPage) -> tuple[HistoryLine, ...]:
    """The lines of the history that the page shows: the newest stand on its first page."""
    end = max(len(seen.history) - here.skip, 0)
    return seen.history[max(end - here.most, 0) : end]


def phases(seen: InstanceSummary) -> list[tuple[Sentence, str, Sentence | None]]:
    """The phases with "done", "now" or "" each; of a finished instance all are done."""
    here = next((place for place, one in enumerate(seen.phases) if one.present), None)
    if here is None:
        here = len(seen.phases) if seen.status == "finished" else 0
    kinds = ["done" if place < here else "now" if one.present else "" for place, one in
             enumerate(seen.phases)]  # fmt: skip
    return [(one.label, kind, one.note) for one, kind in zip(seen.phases, kinds, strict=True)]


def _wait(
    asking: Asking,
    one: Reason,
    gates: Mapping[str, GateRow],
    linked: Mapping[str, int],
) -> InstanceWait:
    gate = gates.get(one.path) if one.kind != "child" else None
    place, due_place = None, None
    if one.kind == "child":
        place = f"/instances/{linked[one.path]}"
    elif gate is not None and gate.gate:
        place = gate_place(one.instance, gate.path)
    elif one.kind == "revision" and asking.may(Verb.START, one.district):
        place = "/raising"
    of_a_day = gate is not None and bool(gate.gate or gate.until_on)
    if gate is not None and of_a_day and asking.may(Verb.MOVE_DUE, one.district):
        due_place = f"/instances/{one.instance}/due/{quote(gate.path, safe='/')}"
    said = _told(asking.view, one, gate)
    return InstanceWait(one.label, said, one.kind, bool(one.days_late), place, due_place)


def _told(view: View, one: Reason, gate: GateRow | None) -> Sentence:
    """The reason without what the page around it says, and without any command."""
    if gate is not None and gate.gate:
        return both(
            "page.wait.gate",
            office=one.office_title,
            holders=_holders(one),
            since=gate.opened_on,
            late=lateness(view, gate),
            action=both(f"gate.{gate.gate}.action"),
        )
    if one.kind == "revision":
        return both("page.wait.revision")
    if one.kind == "effect":
        failed = one.command is None
        return both("page.wait.failed" if failed else "page.wait.effect", since=one.since)
    if one.kind == "day":
        key = "page.wait.event" if one.due is None else "page.wait.day"
        return both(key, since=one.since, until=one.due)
    if one.kind == "child":
        key = "page.wait.child" if one.gate is None else "page.wait.child_at"
        inner = both(f"gate.{one.gate}") if one.gate else None
        return both(key, since=one.since, gate=inner)
    return one.sentence


def _holders(one: Reason) -> Named | Sentence:
    if not one.holders:
        return both(one.without)
    names = [holder.name for holder in one.holders]
    return Named(", ".join(name.th for name in names), ", ".join(name.en for name in names))
