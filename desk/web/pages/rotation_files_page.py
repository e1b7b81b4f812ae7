"""A transfer order by Excel: the form taken out, filled in, looked at, brought in."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.imports.transfer_sheets import read_transfer_sheets
from desk.views.rotations import districts_and_chiefs
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.held_files import drop_held
from desk.web.frame.places import NOT_FOUND, within_province
from desk.web.frame.problems import FieldProblem, Problems
from desk.web.gate.gate_form import SentForm
from desk.web.pages.held_workbooks import FILE, held_workbook
from desk.web.pages.rotation_form import provinces_of
from desk.web.pages.rotations_page import DRAFT, NEW, check, draft, form_page, misfits, record
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.rules.uploads import XLSX
from tasks.workbooks.filled_form import read_workbook
from tasks.workbooks.transfer_workbook import TRANSFER, transfer_workbook

UPLOAD = "/rotations/upload"


@get("/rotations/workbook", Door(Verb.RECORD_EVENT))
def take_out(asking: Asking) -> Response:
    """The form with every district of the province that is theirs, and its Chief of today."""
    ours, province = provinces_of(asking), asking.request.query_params.get("province", "")
    if not province and len(ours) != 1:
        return see(NEW)
    province = province or ours[0]
    if province not in ours:
        raise HTTPException(NOT_FOUND)
    areas = within_province(asking.areas(Verb.RECORD_EVENT), province)
    rows = districts_and_chiefs(asking.connection, areas, asking.today)
    asking.fresh()
    asking.office.registry.note_attempt(
        actor=asking.who.ref, target=f"transfer-order/{province}", code="export"
    )
    name = f"transfer-order-{province}-{asking.today.isoformat()}.xlsx"
    return file_given(transfer_workbook(rows), XLSX, name)


@post(UPLOAD, Door(Verb.RECORD_EVENT))
def bring_in(asking: Asking) -> Response:
    """Look at the workbook, with what would follow; sent again, it is recorded."""
    province = asking.typed.get("province", "")
    try:
        held = held_workbook(asking)
        megabytes = asking.office.settings.upload_megabytes
        name, content = held.file.file_name, held.file.content
        raw = read_workbook(content, megabytes, file=name, field=FILE, form=TRANSFER)
        placed = read_transfer_sheets(raw, asking.office.net)
        step = asking.typed.get("step", "")
        if step.startswith(DRAFT):
            return draft(asking, placed, step.removeprefix(DRAFT))
        if step != "record":
            carried = [("held", held.token), ("province", province)]
            return check(asking, placed, UPLOAD, carried)
        done = record(asking, placed)
    except Refusal as refusal:
        return form_page(asking, SentForm({}), province, _of_file(misfits(asking, refusal)))
    drop_held(asking, held.token)
    return done


def _of_file(problems: Problems) -> Problems:
    """The misfits of cells above the form: the page has no input of theirs."""
    inputs = {FILE: FILE, "FILE": FILE}
    return tuple(FieldProblem(inputs.get(one.field_id, ""), one.text) for one in problems)
