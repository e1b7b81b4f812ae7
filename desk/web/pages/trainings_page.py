"""The workbook of scores of a training, to be filled in and brought back."""

from starlette.responses import Response

from desk.views.score_codes import score_codes
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.downloads import file_given
from desk.web.frame.places import gate_at, of_instance, or_not_found
from registry.rules.rights import Verb
from registry.rules.uploads import XLSX
from tasks.workbooks.score_workbook import empty_score_workbook

WORKBOOK = "/instances/{instance:int}/score-workbook/{path:path}"


@get(WORKBOOK, Door(Verb.PREPARE, of_instance))
def workbook(asking: Asking, instance: int, path: str) -> Response:
    """An empty workbook with the codes: of who took part, before the training of the members."""
    asked = or_not_found(gate_at(asking.view, instance, path))
    codes = or_not_found(score_codes(asking.connection, asked, asking.today))
    return file_given(empty_score_workbook(codes), XLSX, f"scores-{instance}.xlsx")
