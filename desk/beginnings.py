"""What a form is begun from where the registry knows more: members, agendas, plans, codes.

All of it is a proposal on the page: nothing of it is recorded before somebody sends it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from config.defaults import committee
from config.meetings import meeting_defaults
from config.sessions import proposed_sessions
from config.training import training
from desk.expected import expected
from desk.redacted import without
from flows.engine.replay import branch_of
from registry.journal import EntryRow, GateRow
from registry.queries.agencies import known_agencies
from registry.queries.offices import all_holders
from registry.rules.plain import Json

AGENDA_ITEMS = 5
SESSIONS = ("training", "training_scores")
TRAINED = ("training", "refresher_held")
Row = dict[str, Any]


@dataclass(frozen=True)
class _At:
    """A gate, its journal and the day it is looked at."""

    connection: Connection
    asked: GateRow
    rows: Sequence[EntryRow]
    on: date


def begun(connection: Connection, asked: GateRow, rows: Sequence[EntryRow], on: date) -> Json:
    """An answer to begin from at the gate, None where nothing is known before."""
    begin = _BEGINNINGS.get(asked.gate)
    return begin(_At(connection, asked, rows, on)) if begin else None


def last_answer(rows: Sequence[EntryRow], gate: str, branch: str | None = None) -> Row | None:
    """The last answer that counts at a gate, as corrected, of that branch if one is named."""
    corrected = {one.of_id: one for one in rows if one.kind == "correction" and one.live}
    for one in reversed(rows):
        here = branch is None or branch_of(one.path) == branch
        if one.kind == "decision" and one.live and one.gate == gate and here:
            answer = corrected.get(one.id, one).body["answer"]
            return dict(answer) if isinstance(answer, dict) else None
    return None


def acknowledged(rows: Sequence[EntryRow]) -> dict[str, None]:
    """The seats for which the duties were acknowledged in earlier rounds."""
    said = [e for e in rows if e.kind == "decision" and e.live and e.gate == "acknowledgement"]
    return {str(key): None for one in said for key in one.body["answer"].get("seats") or ()}


def _meeting(at: _At) -> Row:
    agreed = last_answer(at.rows, "inception_date") or {}
    return {
        "result": "held",
        "held_on": agreed.get("held_on"),
        "started": agreed.get("time"),
        "place": agreed.get("place"),
        "attendance": [
            {
                "person": one.person.ref if one.person else None,
                "seats": [seat.key for seat in one.member.seats],
                "title_th": one.person.title_th if one.person else "",
                "name_th": one.person.name_th if one.person else "",
                "position_th": one.position.th[:200],
                "sex": one.person.sex if one.person else "not_stated",
            }
            for one in expected(at.connection, at.asked.district_code, at.on)
        ],
    }


def _acknowledgement(at: _At) -> Row:
    return {"seats": [*acknowledged(at.rows)]}


def _minutes(at: _At) -> Row:
    """The minutes that were to be corrected, else an item for each point of the agenda."""
    before = _before(at, "minutes")
    if before.get("items"):
        return before
    held = all_holders(at.connection, at.asked.district_code, at.on)
    focal = next((o.name.th for o in held if o.kind == "focal_point"), None)
    points = meeting_defaults().inception
    items: list[Row] = []
    for number in range(1, AGENDA_ITEMS + 1):
        titles = [one.th for one in points if one.item == number] or [""]
        items += [{"agenda": number, "title": title} for title in titles]
    return {"items": items, "taken_by": focal}


def _before(at: _At, gate: str) -> Row:
    """What was answered there last, without what was redacted of it."""
    kept = without(last_answer(at.rows, gate))
    return dict(kept) if isinstance(kept, Mapping) else {}


def _plan(at: _At) -> Row:
    """The plan that was to be changed, else the sessions that are proposed."""
    before = _before(at, "capacity_plan")
    if before.get("sessions"):
        return before
    known = known_agencies(at.connection)
    return {
        "agencies": [one for one in training().drafters if one in known],
        "sessions": [
            {
                "key": one.key,
                "title_th": one.title_th,
                "title_en": one.title_en,
                "topics": [*one.topics],
                "duties": [duty.key for duty in committee().duties if duty.body in one.duties_of],
                "manuals": [*one.manuals],
                "methods": [*one.methods],
                "bodies": [*one.bodies],
                "days": one.days,
                "trainers": [key for key in one.trainers if key in known],
            }
            for one in proposed_sessions()
        ],
    }


def planned_session(asked: GateRow, rows: Sequence[EntryRow]) -> Mapping[str, Any]:
    """The session of the plan that a training or its points are of; nothing of other gates."""
    if asked.gate not in SESSIONS:
        return {}
    plan = last_answer(rows, "capacity_plan") or {}
    key = branch_of(asked.path).rpartition("/")[2]
    sessions = plan.get("sessions")
    listed = sessions if isinstance(sessions, list) else []  # else it was redacted
    return next((one for one in listed if one.get("key") == key), {})


def _training(at: _At) -> Row:
    planned = planned_session(at.asked, at.rows)
    return {
        "result": "held",
        "held_on": planned.get("planned_on"),
        "topics": planned.get("topics") or [],
        "trainers": planned.get("trainers") or [],
    }


def _refresher(at: _At) -> Row:
    start = next((one for one in at.rows if one.kind == "start"), None)
    topics = (start.body["start"].get("topics") or ()) if start else ()
    return {"result": "held", "topics": [*topics]}


def trained(asked: GateRow, rows: Sequence[EntryRow]) -> list[Row]:
    """Who took part in the training that the gate's points are of: code, sex, person."""
    branch = branch_of(asked.path)
    said = next((a for gate in TRAINED if (a := last_answer(rows, gate, branch))), None) or {}
    return [one for one in said.get("participants") or () if isinstance(one, dict)]


def _scores(at: _At) -> Row:
    codes = [one["code"] for one in trained(at.asked, at.rows)]
    return {
        "result": "tested",
        "scores": [{"code": code, "pre": None, "post": None} for code in codes],
    }


_BEGINNINGS: dict[str, Callable[[_At], Row]] = {
    "inception_meeting": _meeting,
    "acknowledgement": _acknowledgement,
    "minutes": _minutes,
    "capacity_plan": _plan,
    "training": _training,
    "refresher_held": _refresher,
    "training_scores": _scores,
    "refresher_scores": _scores,
}
