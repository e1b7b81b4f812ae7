"""The codes under which a gate asks for who took part in a training, or for their points."""

from datetime import date

from sqlalchemy import Connection

from flows.capabilities import GATES
from flows.engine.answers import Answers
from flows.engine.widgets import Widget, field_with
from flows.training.offers import participants
from registry.journal import GateRow, entries
from registry.queries.members import invitees


def score_codes(connection: Connection, asked: GateRow, on: date) -> list[tuple[str, str]] | None:
    """Codes with the sex of each: of who took part, before the training of the members.

    None where the gate asks for neither.
    """
    form = GATES[asked.gate].form
    if field_with(form, Widget.SCORES):
        answers = Answers(entries(connection, asked.instance_id), GATES)
        came = participants(answers, asked.path)
        return [(str(one["code"]), str(one.get("sex") or "")) for one in came]
    if not field_with(form, Widget.PARTICIPANTS):
        return None
    members = invitees(connection, asked.district_code, on)
    known = [one.offered.sex for one in members if one.offered]
    return [(f"M{number:02}", sex) for number, sex in enumerate(known, 1)]
