"""A workbook of points that is brought to a gate: it fills the form, nothing is recorded."""

import re
from collections.abc import Iterator, Sequence

from starlette.datastructures import UploadFile

from config.words import Sentence, both
from desk.imports.score_lines import MAXIMA, FromWorkbook, from_workbook
from desk.web.frame.asking import Asking
from desk.web.gate.gate_form import FromFile, SentForm
from desk.web.gate.line_lists import lines_of, member_input
from registry.refusals import Refusal
from registry.rules.participant_codes import code_key
from registry.rules.plain_values import Json
from tasks.workbooks.score_misfits import ScoresUnfit

FILE = "score_file"


class ScoreFileMissing(Refusal):
    """No workbook came with the form."""


def fill_from_file(asking: Asking, form: SentForm, name: str, came: Sequence[str]) -> FromFile:
    """Fill the lines of that field from the workbook; answers what was read and what to look at.

    `came` are the codes of those who took part, where that is known.

    Raises ScoreFileMissing, MaximumMissing, and what the reader of workbooks refuses.
    """
    file = asking.form.get(FILE)
    if not isinstance(file, UploadFile) or not file.filename:
        raise ScoreFileMissing(field=FILE)
    megabytes = asking.office.settings.upload_megabytes
    beside: dict[str, Json] = {one: form.said(one) for one in MAXIMA}
    read = from_workbook(
        file.file.read(), name, megabytes, beside, came=came, file=file.filename, field=FILE
    )
    lines = read.lines
    if name == "scores":
        for one in MAXIMA:
            form.typed[one] = [str(said)] if (said := read.answer.get(one)) else []
    else:
        lines = _beside_members(form, name, read)
    before = form.said(name).splitlines()
    form.typed.update(lines_of(name, lines, asking.language))
    told = both("scores.read", file=file.filename, count=len(read.lines))
    if name == "participants":
        form.typed[name] = ["\n".join(filter(None, (*_kept(before, read), *form.typed[name])))]
        ticked = sum(one == ["yes"] for one in _ticks(form, name).values())
        told = both("scores.took_part", file=file.filename, members=ticked, others=len(lines))
    return FromFile(told, warnings=tuple(read.warnings))


def _beside_members(form: SentForm, name: str, read: FromWorkbook) -> list[dict[str, Json]]:
    """Tick the members whose codes the workbook holds; answers the lines of all others.

    The workbook that the page offers holds every member: who has no points beside others that
    have some is left as they are.
    """
    members = {code_key(form.said(f"{tick}.code")): tick for tick in _ticks(form, name)}
    others = []
    for one in read.lines:
        tick = members.get(code_key(str(one["code"])))
        if tick is None:
            others.append(one)
        elif one["code"] not in read.untested:
            form.typed[tick] = ["yes"]
    return others


def _kept(before: Sequence[str], read: FromWorkbook) -> Iterator[str]:
    """The lines that were typed of whom the workbook does not know."""
    codes = {code_key(str(one["code"])) for one in read.lines}
    for line in before:
        code, *_ = re.split(r"[\s,;]", line.strip(), maxsplit=1)
        if code and code_key(code) not in codes:
            yield line


def _ticks(form: SentForm, name: str) -> dict[str, list[str]]:
    """The ticks of the members whom the form lists, by what they are called."""
    start, end = member_input(name, ""), ".code"
    listed = [one.removesuffix(end) for one in form.typed if one.startswith(start)]
    return {one: form.typed.get(one, []) for one in listed if f"{one}{end}" in form.typed}


def misfits(refusal: Refusal) -> tuple[Sentence, ...]:
    """Each misfit of a workbook by itself, with its cell."""
    if isinstance(refusal, ScoresUnfit):
        return tuple(one.sentence for one in refusal.problems)
    return (refusal.sentence,)
