"""What is somebody's own: what they were asked to do, and the steps at which they are asked.

Members, heads of agencies and secretaries see it, and nothing of anybody else's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from config.words import Named, Sentence, both
from desk.views.gate_titles import titles
from desk.views.inbox_scopes import RECORDING
from desk.views.view import View
from flows.engine.gate import Gate
from flows.meeting.actions import PROMISE, OpenAction, followed_actions, reports_on
from flows.meeting.gates import (
    InceptionDateV1,
    InceptionMeetingV1,
    InvitationV1,
    MinutesAdoptedV1,
    MinutesSentV1,
    MinutesV1,
)
from flows.meeting.posts import Posts, posts_of
from registry.journal import GateRow
from registry.queries.gates import gates_waiting
from registry.queries.progress_reports import ProgressReport
from registry.rules.rights import Actor, Subject, Verb, may
from registry.transaction import PROVINCE_CODE

# What a secretary prepares; who records it is the focal point or the coordinator.
OF_SECRETARY = (
    InceptionDateV1, InvitationV1, InceptionMeetingV1, MinutesV1, MinutesSentV1, MinutesAdoptedV1,
)  # fmt: skip


@dataclass(frozen=True)
class OwnRequest:
    """Something that a meeting asked of who looks; `late` are working days, 0 in time.

    `reports` are what its owners said of it, the newest last.
    """

    district: str
    district_name: Named
    asked: OpenAction
    late: int
    reports: tuple[ProgressReport, ...]


@dataclass(frozen=True)
class OwnStep:
    """A step at which who looks is asked, as a head or as the secretary."""

    gate: GateRow
    district_name: Named
    label: Sentence
    purpose: Sentence
    late: int
    as_secretary: bool


@dataclass(frozen=True)
class OwnWork:
    """What is somebody's own, the most urgent first."""

    requests: tuple[OwnRequest, ...]
    steps: tuple[OwnStep, ...]
    is_secretary: bool

    def __bool__(self) -> bool:
        return bool(self.requests or self.steps)


def own_work(view: View, actor: Actor) -> OwnWork:
    """What is the actor's own in every district in which they have a seat or an office."""
    held = [view.once(posts_of, one, actor.person, view.on) for one in _districts(view, actor)]
    view.read_districts([one.district for one in held])
    requests = [one for posts in held for one in _requests(view, posts)]
    steps = [one for posts in held for one in _steps(view, posts, actor)]
    return OwnWork(
        tuple(sorted(requests, key=lambda one: _urgency(one.asked.due_on))),
        tuple(sorted(steps, key=lambda one: _urgency(one.gate.due_on))),
        any(one.is_secretary for one in held),
    )


def own_request(view: View, actor: Actor, district: str, key: str) -> OwnRequest | None:
    """The request of that key where it is open and the actor's own; else None."""
    posts = posts_of(view.connection, district, actor.person, view.on)
    return next((one for one in _requests(view, posts) if one.asked.key == key), None)


def own_step(view: View, actor: Actor, gate: int) -> OwnStep | None:
    """The step of that number where the actor is asked at it; else None."""
    return next((one for one in own_work(view, actor).steps if one.gate.id == gate), None)


def _urgency(due: date | None) -> date:
    return due or date.max


def _districts(view: View, actor: Actor) -> list[str]:
    """The districts of the actor's own parts; nobody owns anything of a whole province."""
    held = {one.area for one in actor.parts_in_force(view.on) if len(one.area) > PROVINCE_CODE}
    return sorted(one for one in held if may(actor, Verb.REPORT_OWN, Subject(one), view.on))


def _requests(view: View, posts: Posts) -> Iterator[OwnRequest]:
    asked = followed_actions(view.connection, posts.district, view.on, view.office.declared.gates)
    own = [one for one in asked if posts.own(one.owner) and not one.key.startswith(f"{PROMISE}/")]
    words = {one.key: one.what_th for one in asked}
    told = reports_on(view.connection, posts.district, words) if own else {}
    for one in own:
        yield OwnRequest(
            posts.district, view.district(posts.district), one, view.late(one.due_on),
            tuple(told.get(one.key, ())),
        )  # fmt: skip


def _steps(view: View, posts: Posts, actor: Actor) -> Iterator[OwnStep]:
    """Where the actor is asked and has no inbox that shows it already."""
    parts = {one.part for one in actor.parts_in_force(view.on) if one.covers(posts.district)}
    if parts & RECORDING:
        return
    gates = gates_waiting(view.connection, view.on, district=posts.district)
    asked = [(one, _as_secretary(view, posts, one)) for one in gates if _asks(view, posts, one)]
    called = titles(view.connection, [gate for gate, _ in asked])
    for gate, as_secretary in asked:
        yield OwnStep(
            gate, view.district(posts.district), called[gate.id],
            both(f"gate.{gate.gate}.purpose"), view.late(gate.due_on), as_secretary,
        )  # fmt: skip


def _asks(view: View, posts: Posts, gate: GateRow) -> bool:
    declared = _declared(view, gate)
    of_head = declared is not None and bool(declared.heads) and gate.subject in posts.units
    return of_head or _as_secretary(view, posts, gate)


def _as_secretary(view: View, posts: Posts, gate: GateRow) -> bool:
    declared = _declared(view, gate)
    return declared is not None and posts.is_secretary and issubclass(declared.form, OF_SECRETARY)


def _declared(view: View, gate: GateRow) -> Gate[Any] | None:
    return view.office.declared.gates.get(gate.gate)
