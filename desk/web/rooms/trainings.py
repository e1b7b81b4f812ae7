"""The workbook of scores of a training, to be filled in and brought back."""

from typing import Any

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.beginnings import trained
from desk.expected import expected
from desk.web.asking import Asking
from desk.web.doors import NOT_FOUND, Door, get
from desk.web.places import of_instance
from desk.web.sheets import gate_at
from flows.training.gates import TRAINING, TRAINING_SCORES
from flows.training.refresher_gates import REFRESHER_HELD, REFRESHER_SCORES
from registry.journal import GateRow, entries
from registry.rules.rights import Verb
from tasks.score_workbook import empty_score_workbook

router = APIRouter()
WORKBOOK = "/instances/{instance:int}/score-workbook/{path:path}"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HELD = {TRAINING.key, REFRESHER_HELD.key}
SCORED = {TRAINING_SCORES.key, REFRESHER_SCORES.key}


@get(router, WORKBOOK, Door(Verb.PREPARE, of_instance))
def workbook(asking: Asking, instance: int, path: str) -> Response:
    """An empty workbook with the codes: of who took part, before the training of the members."""
    asked = gate_at(asking.connection, instance, path)
    if asked is None or asked.gate not in HELD | SCORED:
        raise HTTPException(NOT_FOUND)
    headers = {"content-disposition": f'attachment; filename="scores-{instance}.xlsx"'}
    content = empty_score_workbook(_codes(asking, asked))
    return Response(content, media_type=EXCEL, headers=headers)


def _codes(asking: Asking, asked: GateRow) -> list[tuple[str, str]]:
    if asked.gate in SCORED:
        rows: list[dict[str, Any]] = trained(asked, entries(asking.connection, asked.instance_id))
        return [(str(one["code"]), str(one.get("sex") or "")) for one in rows]
    members = expected(asking.connection, asked.district_code, asking.today)
    known = [one.person.sex for one in members if one.person]
    return [(f"M{number:02}", sex) for number, sex in enumerate(known, 1)]
