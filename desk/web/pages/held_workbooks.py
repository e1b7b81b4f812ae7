"""A workbook that a page looks at before it records it: chosen now, or held since then."""

from starlette.datastructures import UploadFile

from desk.web.frame.asking import Asking
from desk.web.frame.held_files import HeldFile, held_file, hold
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.uploads import XLSX

FILE = "workbook"


class NoWorkbook(Refusal):
    """No workbook was chosen, or the one that was held is gone."""

    code = "directory_no_workbook"


def held_workbook(asking: Asking) -> HeldFile:
    """The workbook that was chosen, or that is held since it was looked at. Raises NoWorkbook."""
    file = asking.form.get(FILE)
    if isinstance(file, UploadFile) and file.filename:
        upload = Upload(file.filename, XLSX, file.file.read())
        return hold(asking, upload)
    found = held_file(asking, asking.typed.get("held", ""))
    if found is None:
        raise NoWorkbook(field=FILE)
    return found
