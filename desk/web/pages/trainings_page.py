"""The workbook of scores of a training, to be filled in and brought back."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.places import NOT_FOUND, gate_at, of_instance
from flows.capabilities import GATES
from flows.engine.answers import Answers
from flows.engine.widgets import Widget, field_with
from flows.training.offers import participants
from registry.journal import GateRow, entries
from registry.queries.members import invitees
from registry.rules.rights import Verb
from tasks.workbooks.score_workbook import empty_score_workbook

WORKBOOK = "/instances/{instance:int}/score-workbook/{path:path}"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get(WORKBOOK, Door(Verb.PREPARE, of_instance))
def workbook(asking: Asking, instance: int, path: str) -> Response:
    """An empty workbook with the codes: of who took part, before the training of the members."""
    asked = gate_at(asking.connection, instance, path)
    lists = (Widget.PARTICIPANTS, Widget.SCORES)
    if asked is None or field_with(GATES[asked.gate].form, *lists) is None:
        raise HTTPException(NOT_FOUND)
    headers = {"content-disposition": f'attachment; filename="scores-{instance}.xlsx"'}
    content = empty_score_workbook(_codes(asking, asked))
    return Response(content, media_type=EXCEL, headers=headers)


def _codes(asking: Asking, asked: GateRow) -> list[tuple[str, str]]:
    if field_with(GATES[asked.gate].form, Widget.SCORES):
        rows = entries(asking.connection, asked.instance_id)
        answers = Answers(rows, GATES)
        came = participants(answers, asked.path)
        return [(str(one["code"]), str(one.get("sex") or "")) for one in came]
    members = invitees(asking.connection, asked.district_code, asking.today)
    known = [one.person.sex for one in members if one.person]
    return [(f"M{number:02}", sex) for number, sex in enumerate(known, 1)]
