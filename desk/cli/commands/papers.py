"""`document`: the papers that the registry keeps or prints, a template, two papers compared."""

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import say
from desk.cli.call import Call, Result
from desk.cli.commands.paper_folder import write_files
from desk.cli.commands.templates import check
from desk.cli.options import (
    LAST_NUMBER,
    InstanceId,
    Known,
    ListByDefault,
    OfDistrict,
    On,
    OutFile,
    Pdf,
    command,
    command_group,
    is_pdf,
)
from desk.cli.tables import listed
from desk.views.words import day

if TYPE_CHECKING:
    from flows.papers.paper_forms import PaperForm


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "The papers of districts and instances: list, get, print, diff; check a template."
    group = command_group(app, "document", about, cls=ListByDefault)
    command(group, "list", of="document")(list_documents)
    command(group, "get", of="document")(get)
    command(group, "files", of="document")(write_files)
    command(group, "printable", of="document")(list_printable)
    command(group, "print", of="document")(print_paper)
    command(group, "check", of="document")(check)
    command(group, "diff", of="document")(diff)


def list_documents(
    call: Call,
    district: OfDistrict = None,
    instance: Annotated[
        int | None, typer.Option("--instance", help="Of an instance.", max=LAST_NUMBER)
    ] = None,
    on: On = None,
    known: Known = None,
) -> Result:
    """The papers of a district, an instance, or all: drafts, signed orders, scans.

    `void` numbers those of a committee that was never there, which nothing counts.
    """
    from desk.cli.as_of import as_of
    from desk.views.paper_names import paper_label, paper_status
    from desk.views.subjects import subject_titles
    from flows.engine.instance_titles import InstanceTitles
    from registry.queries.documents import documents
    from registry.queries.void_committees import void_instances

    code, asked = call.district(district) if district else None, as_of(call, on, known)
    declared = call.office.declared
    with call.registry.reading() as connection:
        rows = documents(
            connection,
            district=code,
            instance_id=instance,
            on=None if on is None else asked.on,
            known=asked.known,
        )
        void = void_instances(connection, {one.district for one in rows}, asked.known)
        titles = subject_titles(connection, rows, call.registry.today)
        instances = InstanceTitles(call.office.declared, connection)
        instances.read_numbered([one.instance for one in rows if one.instance])
    return listed(
        {
            "on": asked.on,
            "known": asked.known,
            "documents": rows,
            "void": [one.id for one in rows if one.instance in void],
        },
        ("number", "instance", "file", "state", "on"),
        rows,
        lambda one, lang: (
            str(one.id),
            str(one.instance or ""),
            paper_label(instances, one, titles, lang),
            say("document.void" if one.instance in void else paper_status(declared, one), lang),
            day(one.dated, lang),
        ),
        asked.lines,
    )


def get(
    call: Call,
    number: Annotated[
        int | None, typer.Argument(metavar="[ID]", help="Number of the paper.", max=LAST_NUMBER)
    ] = None,
    *,
    out: OutFile,
    pdf: Pdf = False,
    fair: Annotated[
        bool, typer.Option("--fair", help="The draft's fair copy, as it goes to be signed.")
    ] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="The draft of what is signed or adopted by now.")
    ] = False,
    batch: Annotated[
        list[int] | None,
        typer.Option("--batch", help="Several papers as one .zip; repeat it.", max=LAST_NUMBER),
    ] = None,
    all_of: Annotated[
        int | None,
        typer.Option(
            "--all-of", help="The newest papers of an instance as one .zip.", max=LAST_NUMBER
        ),
    ] = None,
) -> Result:
    """Write a paper to a file, as it counts; a Word document also as PDF; several as a .zip."""
    from desk.cli.refusals import UsageUnfit, needed
    from desk.views.paper_file import paper_file
    from flows.papers.paper_forms import PaperForm

    if fair and draft:
        raise UsageUnfit(field="--draft", problem="--fair")
    form = PaperForm.FAIR if fair else PaperForm.DRAFT if draft else PaperForm.AS_IT_COUNTS

    if batch or all_of is not None:
        if number is not None or (batch and all_of is not None):
            raise UsageUnfit(field="--all-of" if batch else "ID", problem=str(number or all_of))
        return _get_batch(call, batch or _newest_of(call, all_of), out, form, pdf=pdf)
    number, pdf = needed(number, "ID"), is_pdf(out, pdf=pdf)
    made = paper_file(call.office, number, form=form, pdf=pdf, names=("ID", "--fair", "--pdf"))
    target = f"document/{number}"
    return _written(call, out, made.content, target, form, {"document": made.row})


def _newest_of(call: Call, instance: int | None) -> list[int]:
    from desk.views.paper_batch import newest
    from flows.decisions.refusals import UnknownInstance
    from registry.journal import instance as known
    from registry.queries.documents import documents

    with call.registry.reading() as connection:
        if instance is None or known(connection, instance) is None:
            raise UnknownInstance(field="--all-of", value=str(instance))
        return [one.id for one in newest(documents(connection, instance_id=instance))]


def _get_batch(call: Call, numbers: list[int], out: str, form: "PaperForm", *, pdf: bool) -> Result:
    from desk.views.paper_batch import batch

    made = batch(call.office, numbers, form=form, pdf=pdf, field_name="--batch")
    return _written(call, out, made.content, made.target, form, {"documents": made.rows})


def _written(
    call: Call,
    out: str,
    content: bytes,
    target: str,
    form: "PaperForm",
    data: dict[str, object],
) -> Result:
    """Write the file, and tell it; of what goes to be signed, where its emblem is missing."""
    from desk.imports.files import write_file

    size = write_file(out, content, field="--out")
    call.registry.note_attempt(actor="", target=target, code="download")
    unset = form == "fair" and call.office.settings.emblem is None
    return Result(
        data | {"file": out, "bytes": size},
        lambda lang: [
            say("desk.written", lang, file=out, bytes=size),
            *([say("page.emblem_unset", lang)] if unset else []),
        ],
    )


def list_printable(call: Call, instance: InstanceId) -> Result:
    """The papers that can be printed of an instance now: letters, sheets, forms; none is kept."""
    from desk.views.instance_prints import instance_prints, print_label

    with call.registry.reading() as connection:
        rows = instance_prints(call.office, connection, instance)
    return listed(
        {"instance": instance, "papers": rows},
        ("kind", "whom", "file"),
        rows,
        lambda one, lang: (one.kind, one.whom.key, print_label(one, lang)),
    )


def print_paper(
    call: Call,
    instance: InstanceId,
    kind: Annotated[str, typer.Argument(help="Kind of paper.", show_default=False)],
    *,
    out: OutFile,
    whom: Annotated[str, typer.Option("--for", help="For whom or what, as listed.")] = "",
    fair: Annotated[
        bool, typer.Option("--fair", help="The fair copy of what somebody signs.")
    ] = False,
    pdf: Pdf = False,
) -> Result:
    """Write a paper of an instance to a file, made from the registry as of today."""
    from desk.views.instance_prints import printed_file
    from flows.papers.paper_forms import PaperForm

    with call.registry.reading() as connection:
        made = printed_file(
            call.office, connection, instance,
            kind=kind, whom=whom, fair=fair, pdf=is_pdf(out, pdf=pdf), pdf_field="--pdf",
        )  # fmt: skip
    form = PaperForm.FAIR if fair and made.ready.signed else PaperForm.AS_IT_COUNTS
    target = f"instances/{instance}/print/{kind}"
    return _written(call, out, made.content, target, form, {"paper": made.ready})


def diff(
    call: Call,
    earlier: Annotated[
        str, typer.Argument(metavar="A", help="Number of a paper, or a .docx.", show_default=False)
    ],
    later: Annotated[
        str, typer.Argument(metavar="B", help="Number of a paper, or a .docx.", show_default=False)
    ],
) -> Result:
    """What two papers say otherwise, paragraph by paragraph."""
    from desk.cli.paper_comparison import difference_lines, word_document
    from tasks.documents.docx_text import compared

    found = compared(word_document(call, earlier, "A"), word_document(call, later, "B"))
    data = {"earlier": earlier, "later": later, "differences": found}
    return Result(data, lambda lang: difference_lines(found, lang))
