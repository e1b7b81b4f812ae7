"""What the gates of a visit check, write, begin with and offer."""

from typing import Any

from flows.decisions.days import refuse_later
from flows.engine.decision import Deciding
from flows.engine.gate import Answer
from flows.engine.installation import Recording
from flows.engine.offers import GateContext, Offers, Option
from registry.facts import put
from registry.queries.members import invitees
from registry.queries.people import person
from tests.visits.gates import Visited, VisitHeldV1, VisitPlannedV1
from tests.visits.models import Visit


def check_visit(deciding: Deciding) -> None:
    """It was held by then; who was met is known."""
    answer: VisitHeldV1 = deciding.answer
    refuse_later(deciding, answer.held_on, "held_on")
    for ref in answer.met:
        person(deciding.write.connection, ref, field="met")


def write_visit(deciding: Deciding, entry_id: int) -> None:
    """A row for each who was met."""
    answer: VisitHeldV1 = deciding.answer
    if answer.result is not Visited.HELD or answer.held_on is None:
        return
    for line, ref in enumerate(answer.met):
        met = person(deciding.write.connection, ref, field="met")
        same = {
            "district_code": deciding.district,
            "key": f"visit/{deciding.instance.id}",
            "line": line,
        }
        values = {"person_id": met.id}
        put(deciding.write, Visit, same, values, valid_from=answer.held_on, entry_id=entry_id)


def begin_visit(at: GateContext) -> dict[str, Any]:
    """Held on the day that was planned."""
    planned = at.answers.last(VisitPlannedV1)
    return {"result": Visited.HELD, "held_on": planned.body["planned_on"] if planned else None}


def offer_members(at: GateContext) -> Offers:
    """The members of the committee."""
    members = invitees(at.connection, at.district, at.on)
    found = (Option(one.person.ref, one.person.name, one.position) for one in members if one.person)
    return Offers({"met": tuple(found)})


RECORDINGS: dict[type[Answer], Recording] = {
    VisitHeldV1: Recording(check_visit, write_visit, begin=begin_visit, offer=offer_members),
}
