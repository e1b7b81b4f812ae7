"""The workbook of a quarter's sheet, to be filled in and brought back."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.views.quarter_book import book_of_quarter
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.downloads import file_given
from desk.web.frame.places import NOT_FOUND, gate_at, of_instance
from flows.capabilities import GATES
from flows.engine.widgets import Widget, field_with
from registry.rules.rights import Verb
from registry.rules.uploads import XLSX

WORKBOOK = "/instances/{instance:int}/quarter-workbook/{path:path}"


@get(WORKBOOK, Door(Verb.PREPARE, of_instance))
def workbook(asking: Asking, instance: int, path: str) -> Response:
    """The sheet with what is known of the quarter already."""
    asked = gate_at(asking.view, instance, path)
    if asked is None or field_with(GATES[asked.gate].form, Widget.FIGURES) is None:
        raise HTTPException(NOT_FOUND)
    name, content = book_of_quarter(asking.connection, asked, asking.today, asking.reader)
    return file_given(content, XLSX, name)
