"""Return forms: given out for a gate, and taken in again by the reference that they bear."""

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import both
from desk.imports.returned_files import ReturnedFile, refuse_untouched, returned_file
from desk.views.answer_words import in_words
from desk.views.return_forms import nested, return_form, typed_answers, unread_answers
from desk.views.returned_gates import ReferenceUnknown, ReturnGate, gate_returned, refuse_ended
from desk.views.sight import OWN
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post
from desk.web.frame.downloads import file_given
from desk.web.frame.held_files import hold
from desk.web.frame.places import NOT_FOUND, gate_at, of_instance, or_not_found
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from desk.web.gate.gate_form import FromFile, SentForm
from desk.web.gate.gate_view import form_page
from desk.web.gate.sheets import GateSheet, sheet
from registry.refusals import Refusal
from registry.rules.return_references import reference_of
from registry.rules.rights import Verb
from registry.rules.uploads import WORD, XLSX
from tasks.documents.return_form import write_return_form
from tasks.workbooks.return_workbook import write_return_workbook

FILE, REFERENCE = "file", "reference"


@get("/instances/{instance:int}/return-forms/{path:path}", Door(Verb.PREPARE, of_instance))
def given(asking: Asking, instance: int, path: str) -> Response:
    """The return form of an open gate with its reference, in Word or (`as=xlsx`) in Excel."""
    row = or_not_found(gate_at(asking.view, instance, path))
    if row.status != "open":
        raise HTTPException(NOT_FOUND)
    form = return_form(asking.connection, row, asking.language, asking.reader)
    name = f"{row.district_code}-{reference_of(row.id)}"
    if asking.request.query_params.get("as") == "xlsx":
        return file_given(write_return_workbook(form), XLSX, f"{name}.xlsx")
    return file_given(write_return_form(form), WORD, f"{name}.docx")


@get("/returns", Door(Verb.PREPARE))
def returns(asking: Asking) -> Response:
    """Where a form that came back is dropped, or its reference typed."""
    return _page(asking)


@post("/returns", Door(Verb.PREPARE))
def taken_in(asking: Asking) -> Response:
    """The gate that the form answers, filled in as it was: to be looked at and recorded."""
    try:
        return _recognised(asking)
    except Refusal as refusal:
        return _page(asking, problems_of(asking, refusal))


def _recognised(asking: Asking) -> Response:
    file = asking.form.get(FILE)
    name, content = "", b""
    if isinstance(file, UploadFile) and file.filename:
        name, content = file.filename, file.file.read()
    came = returned_file(
        name, content, asking.typed.get(REFERENCE, "").strip(),
        asking.office.settings.upload_megabytes, names=(FILE, REFERENCE), net=asking.office.net,
    )  # fmt: skip
    found = gate_returned(asking.connection, came.reference, field=came.said_in)
    if not asking.may(Verb.PREPARE, found.row.district_code):
        raise ReferenceUnknown(field=came.said_in, value=came.reference)
    refuse_ended(asking.connection, found, field=came.said_in)
    refuse_untouched(came, field=FILE)
    return _filled_in(asking, found, came)


def _filled_in(asking: Asking, found: ReturnGate, came: ReturnedFile) -> Response:
    """The page of the gate with what came back, the file held as its evidence."""
    seen = sheet(asking, found.row, on=asking.today)
    typed = {**seen.proposal, **typed_answers(found.gate, came.answers)}
    held = tuple(hold(asking, one) for one in came.evidence)
    unread = problems_of(asking, *unread_answers(found.gate, came.answers))
    form = SentForm(typed, held)
    return form_page(asking, seen, form, unread, read=_as_read(seen, found, came))


def _as_read(seen: GateSheet, found: ReturnGate, came: ReturnedFile) -> FromFile | None:
    """What stands on the form that came back; None of a scan, whose answers somebody reads."""
    if not came.answers:
        return None
    said = nested(typed_answers(found.gate, came.answers), found)
    told = both("return.read", file=came.evidence[0].file_name, reference=came.reference)
    return FromFile(told, in_words(seen.gate, said, OWN, seen.known))


def _page(asking: Asking, problems: Problems = ()) -> Response:
    return render(
        asking, "returns.html", reference=asking.typed.get(REFERENCE, ""), problems=problems
    )
