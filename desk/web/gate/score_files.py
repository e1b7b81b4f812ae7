"""A workbook of points that is brought to a gate: it fills the form, nothing is recorded."""

from starlette.datastructures import UploadFile

from config.words import Sentence
from desk.imports.score_lines import MAXIMA, from_workbook
from desk.web.frame.asking import Asking
from desk.web.gate.gate_form import SentForm
from desk.web.gate.line_lists import lines_of
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from tasks.workbooks.score_misfits import ScoresUnfit

FILE = "score_file"


class ScoreFileMissing(Refusal):
    """No workbook came with the form."""


def fill_from_file(asking: Asking, form: SentForm, name: str) -> tuple[Sentence, ...]:
    """Fill the lines of that field from the workbook; answers what to look at in it.

    Raises ScoreFileMissing, MaximumMissing, and what the reader of workbooks refuses.
    """
    file = asking.form.get(FILE)
    if not isinstance(file, UploadFile) or not file.filename:
        raise ScoreFileMissing(field=FILE)
    megabytes = asking.office.settings.upload_megabytes
    beside: dict[str, Json] = {one: form.said(one) for one in MAXIMA}
    read = from_workbook(file.file.read(), name, megabytes, beside, file=file.filename, field=FILE)
    form.typed.update(lines_of(name, read.lines, asking.language))
    if name == "scores":
        for one in MAXIMA:
            form.typed[one] = [str(said)] if (said := read.answer.get(one)) else []
    return read.warnings


def misfits(refusal: Refusal) -> tuple[Sentence, ...]:
    """Each misfit of a workbook by itself, with its cell."""
    if isinstance(refusal, ScoresUnfit):
        return tuple(one.sentence for one in refusal.problems)
    return (refusal.sentence,)
