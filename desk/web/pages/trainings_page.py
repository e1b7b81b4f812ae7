"""The workbook of scores of a training, to be filled in and brought back."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.downloads import file_given
from desk.web.frame.places import NOT_FOUND, gate_at, of_instance
from flows.capabilities import GATES
from flows.engine.answers import Answers
from flows.engine.widgets import Widget, field_with
from flows.training.offers import participants
from registry.journal import GateRow, entries
from registry.queries.members import invitees
from registry.rules.rights import Verb
from registry.rules.uploads import XLSX
from tasks.workbooks.score_workbook import empty_score_workbook

WORKBOOK = "/instances/{instance:int}/score-workbook/{path:path}"


@get(WORKBOOK, Door(Verb.PREPARE, of_instance))
def workbook(asking: Asking, instance: int, path: str) -> Response:
    """An empty workbook with the codes: of who took part, before the training of the members."""
    asked = gate_at(asking.view, instance, path)
    lists = (Widget.PARTICIPANTS, Widget.SCORES)
    if asked is None or field_with(GATES[asked.gate].form, *lists) is None:
        raise HTTPException(NOT_FOUND)
    content = empty_score_workbook(_codes(asking, asked))
    return file_given(content, XLSX, f"scores-{instance}.xlsx")


def _codes(asking: Asking, asked: GateRow) -> list[tuple[str, str]]:
    if field_with(GATES[asked.gate].form, Widget.SCORES):
        rows = entries(asking.connection, asked.instance_id)
        answers = Answers(rows, GATES)
        came = participants(answers, asked.path)
        return [(str(one["code"]), str(one.get("sex") or "")) for one in came]
    members = invitees(asking.connection, asked.district_code, asking.today)
    known = [one.person.sex for one in members if one.person]
    return [(f"M{number:02}", sex) for number, sex in enumerate(known, 1)]
