"""A workbook of points that is brought to a gate: it fills the form, nothing is recorded."""

from decimal import Decimal, InvalidOperation

from starlette.datastructures import UploadFile

from config.training import training
from config.words import Sentence
from desk.web.asking import Asking
from desk.web.gate_form import Sent
from desk.web.listed import lines_of
from registry.refusals import Refusal
from registry.rules.thai import tidy
from tasks.import_scores import MaximumMissing, ReadScores, ScoresUnfit, read_scores

FILE = "score_file"
ANY_POINTS = Decimal(training().score_file.most_points)


class ScoreFileMissing(Refusal):
    """No workbook came with the form."""

    code = "score_file_missing"


def fill_from_file(asking: Asking, form: Sent, name: str) -> tuple[Sentence, ...]:
    """Fill the lines of that field from the workbook; answers what to look at in it.

    Raises ScoreFileMissing, MaximumMissing, and what the reader of workbooks refuses.
    """
    file = asking.form.get(FILE)
    if not isinstance(file, UploadFile) or not file.filename:
        raise ScoreFileMissing(field=FILE)
    megabytes = asking.office.settings.upload_megabytes
    typed = _maxima(form) if name == "scores" else (ANY_POINTS, ANY_POINTS)
    read = read_scores(
        file.file.read(), megabytes, typed[0],
        post_maximum=typed[1], file=file.filename, field=FILE,
    )  # fmt: skip
    form.typed.update(lines_of(name, _rows(read, name), asking.language))
    if name != "scores":
        return ()
    form.typed["maximum"] = [str(read.maximum)]
    form.typed["post_maximum"] = [] if read.same_maximum else [str(read.post_maximum)]
    return read.warnings


def misfits(refusal: Refusal) -> tuple[Sentence, ...]:
    """Each misfit of a workbook by itself, with its cell."""
    if isinstance(refusal, ScoresUnfit):
        return tuple(one.sentence for one in refusal.problems)
    return (refusal.sentence,)


def _rows(read: ReadScores, name: str) -> list[dict[str, str | None]]:
    if name == "participants":
        return [{"code": one.code, "sex": one.sex} for one in read.lines]
    return [
        {"code": one.code, "pre": _plain(one.pre), "post": _plain(one.post)} for one in read.lines
    ]


def _plain(points: Decimal | None) -> str | None:
    return None if points is None else str(points)


def _maxima(form: Sent) -> tuple[Decimal | None, Decimal | None]:
    """As typed in the form; None where nothing is, and the workbook has to say it."""
    return _maximum(form, "maximum"), _maximum(form, "post_maximum")


def _maximum(form: Sent, field: str) -> Decimal | None:
    said = tidy(form.said(field))
    if not said:
        return None
    try:
        maximum = Decimal(said)
    except InvalidOperation:
        raise MaximumMissing(field=field) from None
    if not maximum.is_finite() or not 0 < maximum <= ANY_POINTS:
        raise MaximumMissing(field=field)
    return maximum
