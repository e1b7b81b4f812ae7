"""`template`: the Word templates of papers: list, get, check, put, withdraw, sample."""

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import say
from desk.cli.call import Call, Result
from desk.cli.options import Known, ListByDefault, On, OutFile, Pdf, command, command_group, is_pdf
from desk.cli.tables import listed
from desk.cli.written_file import written_file
from desk.views.words import word

if TYPE_CHECKING:
    from tasks.documents.template import Template

NOT_FIT = 2
Kind = Annotated[str, typer.Argument(help="Kind of paper: its key.", show_default=False)]
KindOption = Annotated[str, typer.Option("--kind", help="Kind of paper: its key.")]
File = Annotated[str, typer.Argument(help="The template, a .docx.", show_default=False)]
Spoken = Annotated[str, typer.Option("--language", help="Language of the paper: th or en.")]
Province = Annotated[str, typer.Option("--area", help="Name or code of the province.")]
OfProvince = Annotated[
    str | None, typer.Option("--area", help="Province; without it the shipped template.")
]


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Templates of papers: list, get, check, put, withdraw, sample."
    group = command_group(app, "template", about, cls=ListByDefault)
    command(group, "list", of="template")(list_templates)
    command(group, "get", of="template")(get)
    command(group, "check", of="template")(check)
    command(group, "put", of="template", recorded=True)(put)
    command(group, "withdraw", of="template", recorded=True)(withdraw)
    command(group, "sample", of="template")(sample)


def list_templates(
    call: Call, area: OfProvince = None, on: On = None, known: Known = None
) -> Result:
    """Every kind of paper: its title, language, and whether the province has one of its own."""
    from desk.cli.template_lines import whose
    from flows.papers.office_templates import templates_in_use

    code = _province(call, area)
    with call.registry.reading() as connection:
        rows = templates_in_use(connection, code, call.day(on), call.instant(known))
    return listed(
        {"area": code or None, "templates": rows},
        ("kind", "language", "title", "state"),
        rows,
        lambda one, lang: (
            one.kind,
            say(f"template.language.{one.language}", lang),
            word(one.title, lang),
            whose(one, lang),
        ),
    )


def get(
    call: Call,
    kind: Kind,
    out: OutFile,
    language: Spoken = "th",
    area: OfProvince = None,
    on: On = None,
) -> Result:
    """Write the template in use to a file, to be changed in Word."""
    found = _in_use(call, kind, language, area, on)
    return _written(out, found.data, found)


def check(call: Call, file: File, kind: KindOption, language: Spoken = "th") -> Result:
    """Say what keeps a file from being the template of a kind, and where; nothing is changed."""
    from desk.cli.template_lines import checked_lines, problem_data, read_template
    from flows.capabilities import declared, net
    from flows.papers.office_templates import check_paper, paper_kind

    spoken = paper_kind(kind, language, field="--kind")
    upload = read_template(file, field="FILE", megabytes=call.settings.upload_megabytes)
    checked = check_paper(kind, spoken, upload, declared(), call.settings, net())
    data = {
        "file": upload.file_name,
        "sha256": upload.sha256,
        "kind": kind,
        "language": spoken,
        "problems": [problem_data(one) for one in checked.problems],
        "pages": checked.pages.count if checked.pages else None,
    }
    code = NOT_FIT if checked.problems else 0
    return Result(data, lambda lang: checked_lines(checked, lang), code=code)


def put(
    call: Call,
    file: File,
    kind: KindOption,
    area: Province,
    language: Spoken = "th",
    since: Annotated[
        str | None, typer.Option("--from", help="In use from, YYYY-MM-DD; today without it.")
    ] = None,
) -> Result:
    """Bring in a province's own template: checked whole, then in use from a day on."""
    from desk.cli.template_lines import read_template
    from flows.papers.office_templates import bring_in, paper_kind, title_of

    spoken = paper_kind(kind, language, field="--kind")
    upload, code = (
        read_template(file, field="FILE", megabytes=call.settings.upload_megabytes),
        _province(call, area),
    )
    start = call.day(since, "--from")
    done = bring_in(
        call.office, code, kind, spoken, upload,
        since=start, recorded_by=call.recorded_by, field="FILE",
    )  # fmt: skip
    said = "template.brought_in" if done.new else "template.same"
    data = {"area": code, "kind": kind, "language": spoken, "template": done}
    return Result(data, lambda lang: [say(said, lang, kind=title_of(kind), since=start)])


def withdraw(
    call: Call, kind: Kind, area: Province, language: Spoken = "th", on: On = None
) -> Result:
    """End a province's own template: from that day the shipped one counts again."""
    from flows.papers.office_templates import paper_kind, title_of, withdraw as record

    spoken, code, day = paper_kind(kind, language), _province(call, area), call.day(on)
    record(call.office, code, kind, spoken, on=day, recorded_by=call.recorded_by)
    data = {"area": code, "kind": kind, "language": spoken, "on": day}
    return Result(data, lambda lang: [say("template.withdrawn", lang, kind=title_of(kind), on=day)])


def sample(
    call: Call,
    kind: Kind,
    out: OutFile,
    language: Spoken = "th",
    area: OfProvince = None,
    on: On = None,
    pdf: Pdf = False,
) -> Result:
    """Write the paper that the template in use makes of made-up facts."""
    from flows.papers.office_templates import sample_paper
    from flows.papers.template_pictures import sample_pdf

    found = _in_use(call, kind, language, area, on)
    made = sample_paper(found, call.office.declared, call.settings)
    return _written(out, sample_pdf(made, call.settings) if is_pdf(out, pdf=pdf) else made, found)


def _in_use(call: Call, kind: str, language: str, area: str | None, on: str | None) -> "Template":
    from flows.papers.office_templates import paper_kind
    from flows.papers.word_drafts import template_in_use

    spoken, code = paper_kind(kind, language), _province(call, area)
    with call.registry.reading() as connection:
        return template_in_use(connection, code, kind, spoken, call.day(on))


def _written(out: str, content: bytes, of: "Template") -> Result:
    about = {"kind": of.kind, "language": of.language, "sha256": of.sha256}
    return written_file(out, content, about)


def _province(call: Call, named: str | None) -> str:
    """The code of the province; "" for none, which has no template of its own."""
    from registry.rules.area_names import UnknownProvince

    if named is None:
        return ""
    try:
        return call.province(named)
    except UnknownProvince as refusal:
        refusal.field = "--area"
        raise
