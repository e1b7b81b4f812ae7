"""A plan's workbook: taken out, brought back with a preview; nothing newer is overwritten."""

from starlette.datastructures import UploadFile
from starlette.responses import Response

from config.words import Field, Sentence, say
from desk.imports.plan_files import (
    PlanPreview,
    file_of_plan,
    preview,
    read_file,
    told_of,
    word_of_plan,
)
from desk.imports.plan_sheets import PlanFileUnfit
from desk.views.plan_summary import PlanSummary
from desk.views.plan_words import in_words
from desk.web.frame.asking import Asking
from desk.web.frame.attempts import note
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.held_files import HeldFile, drop_held
from desk.web.frame.places import of_plan, plan_place
from desk.web.frame.problems import Problems, problems_of, shown
from desk.web.frame.rendering import render
from desk.web.pages.held_workbooks import FILE, held_workbook
from desk.web.pages.plan_frame import plan_values, summary_of
from desk.web.pages.plan_page import PLACE
from flows.plan.round_trip import FileEdit, FileState, Keep, take_in
from flows.plan.sample import sample_plan
from flows.plan.writing import PlanMoved
from registry.queries.plan_working import HEAD
from registry.records.adoption_rows import RawForm
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.rules.uploads import WORD, XLSX

FILES, WORKBOOK, WORD_FORM = f"{PLACE}/files", f"{PLACE}/workbook", f"{PLACE}/word"
WORD_SAMPLE = f"{PLACE}/sample"
MOVED = 409
KEEP = "keep."


@get(WORKBOOK, Door(Verb.READ, of_plan))
def workbook(asking: Asking, plan: int) -> Response:
    """The plan as a workbook; taking it out is logged."""
    name, content = file_of_plan(summary_of(asking, plan).copy)
    target = f"plan/{plan}"
    asking.fresh()
    asking.office.registry.note_attempt(actor=asking.who.ref, target=target, code="export")
    return file_given(content, XLSX, name)


@get(WORD_FORM, Door(Verb.READ, of_plan))
def word_form(asking: Asking, plan: int) -> Response:
    """The plan in Word, to be edited; taking it out is logged."""
    name, content = word_of_plan(summary_of(asking, plan).copy)
    asking.fresh()
    asking.office.registry.note_attempt(actor=asking.who.ref, target=f"plan/{plan}", code="export")
    return file_given(content, WORD, name)


@get(WORD_SAMPLE, Door(Verb.READ, of_plan))
def word_sample(asking: Asking, plan: int) -> Response:
    """The plan in Word as it would be printed now, marked as a draft; it is kept nowhere."""
    seen = summary_of(asking, plan)
    try:
        content = sample_plan(asking.office, asking.connection, seen.copy)
    except Refusal as refusal:
        return _page(asking, seen, problems_of(asking, refusal, names={"rows": ""}))
    at = seen.copy.at
    asking.fresh()
    asking.office.registry.note_attempt(actor=asking.who.ref, target=f"plan/{plan}", code="export")
    name = say("page.plan.file.word.name", "th", district=at.district, year=seen.copy.start.year)
    return file_given(content, WORD, f"{name}.docx")


@get(FILES, Door(Verb.READ, of_plan))
def files_page(asking: Asking, plan: int) -> Response:
    """The workbook to be taken out, and the form that brings one back."""
    return _page(asking, summary_of(asking, plan))


def _page(
    asking: Asking,
    seen: PlanSummary,
    problems: Problems = (),
    found: PlanPreview | None = None,
    held: HeldFile | None = None,
    status: int | None = None,
) -> Response:
    return render(
        asking,
        "plan_files.html",
        status,
        **plan_values(asking, seen),
        problems=problems,
        found=found,
        held=held,
        told=[(one, told_of(one), two_said(seen, one)) for one in found.told] if found else [],
        states=tuple(FileState),
        keeps=tuple(Keep),
    )


def two_said(seen: PlanSummary, one: FileEdit) -> list[tuple[Field, Sentence, Sentence]]:
    """The fields in which the workbook and the plan differ, each with what they say."""
    if one.now is None or one.state is FileState.TAKEN_OUT:
        return []
    now = one.now.body or {}
    return [
        (
            Field(name if one.said.key == HEAD else f"rows.{name}"),
            in_words(seen.context, name, now.get(name)),
            in_words(seen.context, name, one.said.body.get(name)),
        )
        for name in one.fields
    ]


@post(FILES, Door(Verb.PREPARE, of_plan))
def files_form(asking: Asking, plan: int) -> Response:
    """The workbook looked at, then taken in as it was shown."""
    seen = summary_of(asking, plan)
    try:
        held = held_workbook(asking)
        raw = read_file(
            held.file.content, asking.office.settings.upload_megabytes,
            file=held.file.file_name, field=FILE,
        )  # fmt: skip
        found = preview(asking.office, asking.connection, plan, raw)
    except Refusal as refusal:
        return _page(asking, seen, _misfits(asking, refusal))
    if asking.typed.get("step") != "record" or _new_file(asking):
        return _page(asking, seen, found=found, held=held)
    return _taken_in(asking, plan, raw, found, held)


def _new_file(asking: Asking) -> bool:
    file = asking.form.get(FILE)
    return isinstance(file, UploadFile) and bool(file.filename)


def _misfits(asking: Asking, refusal: Refusal) -> Problems:
    """Every misfit of a workbook by its cell."""
    if isinstance(refusal, PlanFileUnfit):
        note(asking, refusal)
        return tuple(shown(one.sentence, asking.language, FILE) for one in refusal.problems)
    return problems_of(asking, refusal, names={"FILE": FILE, "plan": "", "rows": FILE})


def _taken_in(
    asking: Asking, plan: int, raw: RawForm, found: PlanPreview, held: HeldFile
) -> Response:
    keep = {
        name[len(KEEP) :]: Keep(said)
        for name, said in asking.typed.items()
        if name.startswith(KEEP) and said in tuple(Keep)
    }
    asking.fresh()
    try:
        done = take_in(
            asking.office, plan, found.file, recorded_by=asking.who.ref,
            state=asking.typed.get("state", ""), keep=keep,
        )  # fmt: skip
    except Refusal as refusal:
        seen = summary_of(asking, plan)
        status = MOVED if isinstance(refusal, PlanMoved) else None
        again = preview(asking.office, asking.connection, plan, raw) if seen.copy.open else None
        return _page(asking, seen, _misfits(asking, refusal), again, held, status)
    drop_held(asking, held.token)
    same = all(one.state is FileState.UNCHANGED for one in done)
    return see(f"{plan_place(plan)}?done={'plan_same' if same else 'plan_imported'}")
