"""Which of the workbooks that `export` writes one is, told by its sheets."""

from collections.abc import Mapping

from config.words import Named, both
from desk.views.plan_book import FORM as PLAN
from registry.refusals import Refusal
from tasks.documents.docx_files import is_word
from tasks.workbooks.directory_workbook import DIRECTORY
from tasks.workbooks.filled_form import WorkbookForm, opened, sheet_key
from tasks.workbooks.transfer_workbook import TRANSFER
from tasks.workbooks.village_workbook import VILLAGES

KINDS: Mapping[str, WorkbookForm] = {
    "offices": DIRECTORY,
    "transfer-order": TRANSFER,
    "villages": VILLAGES,
    "plan": PLAN,
}


class WorkbookKindUnknown(Refusal):
    """The workbook has the sheets of none that `export` writes."""


def kind_of(content: bytes, megabytes: int, *, file: str) -> str:
    """What `export` calls it: the kind that has most of its sheets in the workbook; a plan in Word.

    Raises WorkbookTooLarge, WorkbookUnreadable or WorkbookKindUnknown.
    """
    if is_word(content):
        return "plan"
    with opened(content, megabytes, file=file, field="FILE") as book:
        titles = [sheet.title for sheet in book.worksheets]
    found = {
        kind: len({sheet_key(title, form) for title in titles} - {None}) / len(form.columns)
        for kind, form in KINDS.items()
    }
    kind = max(found, key=lambda one: found[one])
    if not found[kind]:
        called = [both(f"export_kind.{one}") for one in KINDS]
        kinds = Named(", ".join(o.th for o in called), ", ".join(o.en for o in called))
        raise WorkbookKindUnknown(field="FILE", file=file, kinds=kinds)
    return kind
