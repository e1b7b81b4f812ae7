"""Everything that waits, the most urgent first."""

from collections.abc import Mapping
from datetime import date, datetime

from desk.views.gate_titles import INCIDENT, titles
from desk.views.reasons import Reason, View, incident_of, reason_of_effect, reason_of_gate
from registry.journal import instances
from registry.queries.gates import effects_owed, gates_that_waited, gates_waiting
from registry.queries.office_holders import OfficeSeen, offices_seen


def waiting(
    view: View,
    known: datetime | None = None,
    *,
    district: str | None = None,
    offices: Mapping[str, list[OfficeSeen]] | None = None,
) -> list[Reason]:
    """What waits on the day of the view, in one district or in all, the most urgent first.

    `offices` are those of districts that were read already. What the machine owes is told of
    today alone: it goes on within minutes.
    """
    rows = {one.id: one for one in instances(view.connection, district=district)}
    seen: dict[str, list[OfficeSeen]] = dict(offices or {})
    found = []
    past = view.is_past(known)
    gates = (
        gates_that_waited(view.connection, view.on, known, district=district)
        if past
        else gates_waiting(view.connection, view.on, district=district)
    )
    called = titles(view.connection, gates)
    for gate in gates:
        if gate.district_code not in seen:
            seen[gate.district_code] = offices_seen(
                view.connection, gate.district_code, view.on, known
            )
        row = rows[gate.instance_id]
        offices_here = seen[gate.district_code]
        found.append(reason_of_gate(view, row, gate, offices_here, called[gate.id]))
    if not past:
        asked = {(one.instance, one.path) for one in found if one.gate == INCIDENT}
        owed = effects_owed(view.connection, district=district)
        apart = (one for one in owed if incident_of(one) not in asked)
        found += [reason_of_effect(view, rows[one.instance_id], one) for one in apart]
    return sorted(found, key=_urgency)


def _urgency(one: Reason) -> tuple[bool, int, date, date, int]:
    machine = one.kind != "effect" and one.gate != INCIDENT
    return machine, -one.days_late, one.due or date.max, one.since or date.max, one.instance
