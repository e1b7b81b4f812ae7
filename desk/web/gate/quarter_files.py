"""A quarter's workbook that is brought to its sheet: it fills the form, nothing is recorded."""

from starlette.datastructures import UploadFile

from config.words import Sentence, both
from desk.imports.quarter_sheets import QuarterFile, QuarterFileUnfit, open_quarter, with_kept
from desk.views.answer_words import in_words
from desk.views.quarter_book import quarter_of
from desk.views.sight import OWN
from desk.web.frame.asking import Asking
from desk.web.gate.gate_form import FromFile, SentForm, answer_typed
from desk.web.gate.sheets import GateSheet, typed_answer
from registry.refusals import Refusal
from registry.rules.plain_values import Json

FILE = "quarter_file"
FILLED = ("result", "rows.", "figures.")


class QuarterFileMissing(Refusal):
    """No workbook came with the form."""


def fill_from_quarter(asking: Asking, seen: GateSheet, form: SentForm) -> QuarterFile:
    """Fill activities and figures from the workbook; what was typed of them goes.

    What the workbook has no columns for stays. Raises QuarterFileMissing, and what
    the workbook refuses.
    """
    file = asking.form.get(FILE)
    if not isinstance(file, UploadFile) or not file.filename:
        raise QuarterFileMissing(field=FILE)
    megabytes = asking.office.settings.upload_megabytes
    read = open_quarter(file.file.read(), megabytes, file=file.filename, field=FILE)
    read.refuse_other(asking.connection, quarter_of(asking.connection, seen.asked), FILE)
    told = read.answer(FILE)
    answer = with_kept(told, answer_typed(asking, seen, form.typed).answer.get("rows"))
    for name in [one for one in form.typed if one.startswith(FILLED)]:
        del form.typed[name]
    typed = typed_answer(seen.gate, seen.fields, seen.seats, answer, asking.language, OWN)
    form.typed.update({name: said for name, said in typed.items() if name.startswith(FILLED)})
    return read


def quarter_as_read(asking: Asking, seen: GateSheet, read: QuarterFile) -> FromFile:
    """What the workbook says, activity by activity and figure by figure."""
    answer = read.answer(FILE)
    counts = {name: _count(answer.get(name)) for name in ("rows", "figures")}
    file = asking.form.get(FILE)
    name = file.filename if isinstance(file, UploadFile) else ""
    told = both("quarter.file.read", file=name or "", **counts)
    return FromFile(told, in_words(seen.gate, answer, OWN, seen.known))


def _count(rows: Json) -> int:
    return len(rows) if isinstance(rows, list) else 0


def misfits(refusal: Refusal) -> tuple[Sentence, ...]:
    """Each misfit of a workbook by itself, with its cell."""
    if isinstance(refusal, QuarterFileUnfit):
        return tuple(one.sentence for one in refusal.problems)
    return (refusal.sentence,)
