"""The gates that concern an actor's parts, and what the actor may do at each."""

from enum import StrEnum

from desk.views.view import View
from flows.engine.gate import recorded_by
from flows.engine.gate_titles import INCIDENT
from registry.queries.scoped_gates import Scope
from registry.rules.rights import Actor, Part

RECORDING = frozenset({Part.COORDINATOR, Part.FOCAL_POINT})


class InboxAct(StrEnum):
    """What who asks may do about a gate."""

    RECORD = "record"
    PREPARE = "prepare"
    READ = "read"


def scopes_of(view: View, actor: Actor, district: str | None = None) -> list[Scope]:
    """The gates that concern the actor's parts, by area; within one district if it is given."""
    found = []
    for part in actor.parts_in_force(view.on):
        keys = _keys(view, part.part)
        if keys and (district is None or part.covers(district)):
            found.append(Scope(district or part.area, keys))
    return found


def _keys(view: View, part: Part) -> frozenset[str]:
    gates = view.office.declared.gates.values()
    match part:
        case Part.COORDINATOR | Part.FOCAL_POINT:
            return recorded_by(gates, part)
        case Part.CHIEF:
            return frozenset(one.key for one in gates if one.asked_first == "district_chief")
        case Part.PARTNER:
            return recorded_by(gates, Part.FOCAL_POINT)
        case Part.ADMIN:
            return frozenset({INCIDENT})
    return frozenset()


def act_at(view: View, actor: Actor, gate: str, district: str) -> InboxAct:
    """The most that any part of the actor allows at a gate of the district."""
    recorders = view.office.declared.gates[gate].recorders
    parts = {one.part for one in actor.parts_in_force(view.on) if one.covers(district)}
    if any(one in RECORDING and one.value in recorders for one in parts):
        return InboxAct.RECORD
    return InboxAct.PREPARE if Part.PARTNER in parts else InboxAct.READ
