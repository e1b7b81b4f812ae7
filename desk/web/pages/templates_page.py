"""Templates of papers: what there is, taken out, checked, brought in for a province, sampled."""

from collections import defaultdict
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Language, Named, both, written
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.attempts import note
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.language import era
from desk.web.frame.places import NOT_FOUND, in_province, or_not_found
from desk.web.frame.problems import Problems, attempt, problems_of, shown
from desk.web.frame.rendering import render
from flows.papers.office_templates import (
    TemplateFindings,
    TemplateInUse,
    TemplateUnfit,
    UnknownPaperKind,
    bring_in,
    check_paper,
    misfits,
    paper_kind,
    sample_paper,
    templates_in_use,
    withdraw,
)
from flows.papers.template_pictures import can_picture, kept_picture, sample_pdf, sample_picture
from flows.papers.word_drafts import template_in_use
from registry.queries.areas import names
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.dates import parse_date
from registry.rules.rights import Verb
from registry.rules.uploads import WORD
from tasks.documents.docx_files import read_parts
from tasks.documents.rendering import content_hash
from tasks.documents.template import Template, load_template
from tasks.documents.template_tags import loop_words

PLACE = "/province/{province}/templates"
OF_KIND = PLACE + "/{kind}/{language}"
PDF, PNG = "application/pdf", "image/png"
FILE = "template"
ABOUT = ("form", "issuing_office", "letter_code", "signer", "capacity", "addressee")
IN_PROVINCE = Door(Verb.SETTINGS, in_province)


class NoTemplateFile(Refusal):
    """No file was chosen."""


@dataclass(frozen=True)
class TemplateCheck:
    """A file that was looked at: its name, and the picture of its sample where one was made."""

    file: str
    picture: str | None


@get(PLACE, IN_PROVINCE)
def listed(asking: Asking, province: str) -> Response:
    """Every kind of paper, in which languages, and whose template is in use."""
    return render(
        asking, "templates.html",
        **_common(asking, province),
        papers=templates_in_use(asking.connection, province, asking.today),
    )  # fmt: skip


@get(OF_KIND, IN_PROVINCE)
def page(asking: Asking, province: str, kind: str, language: str) -> Response:
    """One template: its field sheet, the file, where it is brought in, and its sample."""
    return _page(asking, province, kind, _spoken(kind, language))


@post(OF_KIND, IN_PROVINCE)
def change(asking: Asking, province: str, kind: str, language: str) -> Response:
    """Check a file, check it and use it, or go back to the shipped template."""
    spoken = _spoken(kind, language)
    match asking.typed.get("do"):
        case "withdraw":
            return _withdrawn(asking, province, kind, spoken)
        case "put":
            return _put(asking, province, kind, spoken)
        case _:
            return _checked(asking, province, kind, spoken)


@get(OF_KIND + "/file", IN_PROVINCE)
def take_out(asking: Asking, province: str, kind: str, language: str) -> Response:
    """The template in use, to be changed in Word; `?which=shipped` the one of Prasan."""
    spoken = _spoken(kind, language)
    shipped = asking.request.query_params.get("which") == "shipped"
    found = load_template(kind, spoken) if shipped else _in_use(asking, province, kind, spoken)
    return _sent(found.data, WORD, f"{kind}.{spoken}.docx")


@get(OF_KIND + "/sample", IN_PROVINCE)
def sample(asking: Asking, province: str, kind: str, language: str) -> Response:
    """What the template in use makes of made-up facts; `?as=pdf` as PDF."""
    spoken = _spoken(kind, language)
    office = asking.office
    made = sample_paper(_in_use(asking, province, kind, spoken), office.declared, office.settings)
    name = f"{kind}.{spoken}-sample"
    if asking.request.query_params.get("as") != "pdf":
        return _sent(made, WORD, f"{name}.docx")
    asking.fresh()
    return _sent(sample_pdf(made, asking.office.settings), PDF, f"{name}.pdf")


@get(OF_KIND + "/picture", IN_PROVINCE)
def picture(asking: Asking, province: str, kind: str, language: str) -> Response:
    """The sample's first page; `?of=` that of a file that was just checked."""
    spoken, settings = _spoken(kind, language), asking.office.settings
    if named := asking.request.query_params.get("of"):
        kept = or_not_found(kept_picture(named, settings))
        return _sent(kept, PNG, f"{kind}.png")
    made = sample_paper(_in_use(asking, province, kind, spoken), asking.office.declared, settings)
    asking.fresh()
    return _sent(sample_picture(made, settings), PNG, f"{kind}.png")


def _checked(asking: Asking, province: str, kind: str, spoken: Language) -> Response:
    try:
        file = _file(asking)
    except NoTemplateFile as refusal:
        return _page(asking, province, kind, spoken, problems_of(asking, refusal))
    asking.fresh()
    office = asking.office
    checked = check_paper(kind, spoken, file, office.declared, office.settings, office.net)
    seen = TemplateCheck(file.file_name, _picture_of(asking, checked))
    return _page(asking, province, kind, spoken, _told(asking, checked.problems), seen=seen)


def _put(asking: Asking, province: str, kind: str, spoken: Language) -> Response:
    asking.fresh()
    try:
        file = _file(asking)
        since = parse_date(asking.typed.get("since", ""), field="since", era=era(asking))
        done = bring_in(
            asking.office, province, kind, spoken, file,
            since=since, recorded_by=asking.who.ref, field=FILE,
        )  # fmt: skip
    except TemplateUnfit as refusal:
        note(asking, refusal)
        said, seen = _told(asking, refusal.problems), TemplateCheck(file.file_name, None)
        return _page(asking, province, kind, spoken, said, seen=seen)
    except Refusal as refusal:
        return _page(asking, province, kind, spoken, problems_of(asking, refusal))
    return see(f"{_place(province, kind, spoken)}?done=template{'' if done.new else '_same'}")


def _withdrawn(asking: Asking, province: str, kind: str, spoken: Language) -> Response:
    def do() -> None:
        on, who = asking.office.registry.today, asking.who.ref
        withdraw(asking.office, province, kind, spoken, on=on, recorded_by=who)

    refused = attempt(asking, do)
    if refused:
        return _page(asking, province, kind, spoken, refused)
    return see(f"{_place(province, kind, spoken)}?done=template_withdrawn")


def _file(asking: Asking) -> Upload:
    file = asking.form.get(FILE)
    if not isinstance(file, UploadFile) or not file.filename:
        raise NoTemplateFile(field=FILE)
    return Upload(file.filename, WORD, file.file.read())


def _told(asking: Asking, problems: tuple[Refusal, ...]) -> Problems:
    return tuple(shown(one.sentence, asking.language, FILE) for one in problems)


def _picture_of(asking: Asking, checked: TemplateFindings) -> str | None:
    """The name of the picture of a checked file's sample; None where none can be made."""
    if checked.sample is None or not can_picture():
        return None
    try:
        sample_picture(checked.sample, asking.office.settings)
    except Refusal:  # the sample is there all the same: its picture is a help, not the check
        return None
    return content_hash(checked.sample)


def _page(
    asking: Asking,
    province: str,
    kind: str,
    spoken: Language,
    problems: Problems = (),
    *,
    seen: TemplateCheck | None = None,
) -> Response:
    template = _in_use(asking, province, kind, spoken)
    paper, sheet = _paper(asking, province, kind, spoken), template.sheet
    return render(
        asking, "template.html",
        **_common(asking, province),
        paper=paper,
        place=_place(province, kind, spoken),
        about=[(key, _named(getattr(sheet, key))) for key in ABOUT],
        words=sheet.words_in(spoken),
        fields=[(one, Named(one.th, one.en)) for one in sheet.fields],
        filters=[(name, _named(said)) for name, said in sheet.filters.items()],
        loops=[(one, both(f"template.{one}")) for one in loop_words(read_parts(template.data))],
        required=sheet.required_in(spoken) | sheet.asked,
        typed=defaultdict(str, {"since": day(asking.today, asking.language)} | asking.typed),
        problems=problems,
        seen=seen,
        misfits=_misfits(asking, template) if paper.own else (),
        pictures=can_picture(),
    )  # fmt: skip


def _misfits(asking: Asking, template: Template) -> tuple[str, ...]:
    """What an own template no longer fits, since Prasan was upgraded."""
    found = misfits(template, asking.office.declared)
    return tuple(written(one.sentence, asking.language) for one in found)


def _named(both: object) -> Named:
    return Named(str(getattr(both, "th", "")), str(getattr(both, "en", "")))


def _paper(asking: Asking, province: str, kind: str, spoken: Language) -> TemplateInUse:
    papers = templates_in_use(asking.connection, province, asking.today)
    return next(one for one in papers if (one.kind, one.language) == (kind, spoken))


def _in_use(asking: Asking, province: str, kind: str, spoken: Language) -> Template:
    return template_in_use(asking.connection, province, kind, spoken, asking.today)


def _spoken(kind: str, language: str) -> Language:
    """The language of the path; no such page where the kind is not made in it."""
    try:
        return paper_kind(kind, language)
    except UnknownPaperKind as refusal:
        raise HTTPException(NOT_FOUND) from refusal


def _place(province: str, kind: str, spoken: Language) -> str:
    return OF_KIND.format(province=province, kind=kind, language=spoken)


def _sent(content: bytes, media_type: str, name: str) -> Response:
    return file_given(content, media_type, name, looked_at=media_type != WORD)


def _common(asking: Asking, province: str) -> dict[str, object]:
    return {
        "province": province,
        "province_name": names(asking.connection, {province})[province],
    }
